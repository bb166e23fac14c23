/* SPDX-License-Identifier: MIT */
/*
 * suggest.h - "did you mean" for ids.
 */
#ifndef LYNC_TOPO_MODEL_SUGGEST_H
#define LYNC_TOPO_MODEL_SUGGEST_H

#include "model/topology.h"

/*
 * The id of an element of one of these kinds that differs from `wrong` by a slip, or NULL. In a large
 * document only ids one edit away are looked for, so that the cost of a wrong reference stays small.
 */
const char *suggest_id(const struct topology *topo, struct str wrong, uint64_t kinds);

/* The same, but looks for ids one edit away however small the document is: for where thousands are wrong. */
const char *suggest_id_quickly(const struct topology *topo, struct str wrong, uint64_t kinds);

#endif
