/* SPDX-License-Identifier: MIT */
/*
 * questions.h - whom to ask for a fact, and how (questions.def).
 */
#ifndef LYNC_TOPO_CHECK_QUESTIONS_H
#define LYNC_TOPO_CHECK_QUESTIONS_H

#include "diag/question.h"
#include "model/topology.h"

/* Never NULL: a fact without a row of its own is asked for in general words. */
const struct question *question_for(const struct topology *topo, const struct element *e, enum attr attr);

/* For kinds of elements of which the document set describes none. */
const struct question *question_for_kinds(uint64_t kinds);

#endif
