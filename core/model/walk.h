/* SPDX-License-Identifier: MIT */
/*
 * walk.h - going through elements: all of a kind, the children of one, those that refer to one.
 *
 *	struct walk trunks = walk_referrers(topo, pool, K_TRUNK, A_MEDIATION_POOL);
 *	const struct element *trunk;
 *
 *	while ((trunk = walk_next(&trunks)) != NULL)
 *		...
 *
 * Always in document order, spoiled elements left out. A walk is a plain value on the stack.
 */
#ifndef LYNC_TOPO_MODEL_WALK_H
#define LYNC_TOPO_MODEL_WALK_H

#include "model/topology.h"

struct walk {
	const struct topology *topo;
	const uint32_t *index; /* elements to visit; NULL for children, which are found by their position */
	const uint16_t *key;   /* for referrers by one attribute: the key of each, see referrer_key() */
	uint16_t wanted_key;
	uint64_t kinds; /* of children */
	uint32_t at, end;
};

struct walk walk_kind(const struct topology *topo, enum kind kind);

/* Children of any of these kinds. */
struct walk walk_children(const struct topology *topo, const struct element *parent, uint64_t kinds);

/* Elements of one kind that refer to `to` by the attribute (A_NONE: by any, once for each reference). */
struct walk walk_referrers(
	const struct topology *topo, const struct element *to, enum kind kind, enum attr attr);

/* NULL after the last one. */
const struct element *walk_next(struct walk *walk);

#endif
