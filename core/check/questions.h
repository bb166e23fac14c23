/* SPDX-License-Identifier: MIT */
/*
 * questions.h - whom to ask for a fact, and how (questions.def).
 */
#ifndef LYNC_TOPO_CHECK_QUESTIONS_H
#define LYNC_TOPO_CHECK_QUESTIONS_H

#include "diag/question.h"
#include "model/topology.h"

/* A row of questions.def. */
struct question_row {
	struct question question;
	enum kind kind;    /* the element that it is about; K_NONE: the document set */
	enum attr attr;    /* the attribute that answers it; A_NONE: something else does */
	enum kind parent;  /* of the element, K_NONE for any */
	uint64_t kinds;    /* elements of which something must be described, 0 for none */
	enum kind child;   /* a child that answers it, K_NONE for none */
	enum kind besides; /* asked only where the plan has such an element, K_NONE for always */
	bool by_profile;   /* the profile answers it */
};

/* In the order of questions.def; NULL after the last one. */
const struct question_row *question_row_nth(unsigned n);

/* True if the row is about this element: of its kind, in its parent. */
bool question_is_for(const struct topology *topo, const struct question_row *row, const struct element *e);

/* Never NULL: a fact without a row of its own is asked for in general words. */
const struct question *question_for(const struct topology *topo, const struct element *e, enum attr attr);

/* For kinds of elements of which the document set describes none. */
const struct question *question_for_kinds(uint64_t kinds);

#endif
