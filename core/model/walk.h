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
	const uint16_t *key;   /* for referrers: the key of each, see referrer_key() */
	uint16_t wanted, mask; /* for referrers: what the key must be where the mask has bits */
	uint64_t kinds;        /* of children */
	uint32_t at, end;
};

static inline struct walk walk_kind(const struct topology *topo, enum kind kind)
{
	return (struct walk){
		.topo = topo,
		.index = topo->by_kind + topo->kind_first[kind],
		.end = topo_count(topo, kind),
	};
}

/* Children of any of these kinds. */
static inline struct walk walk_children(
	const struct topology *topo, const struct element *parent, uint64_t kinds)
{
	return (struct walk){
		.topo = topo,
		.kinds = kinds,
		.at = topo_index(topo, parent) + 1,
		.end = parent->next,
	};
}

enum {
	FEW_REFERRERS = 16, /* up to here it costs less to look at each than to search */
};

/* Of many referrers those of the kind, which stand together. */
void walk_narrow(const struct topology *topo, enum kind kind, uint32_t *first, uint32_t *end);

/* Elements of one kind that refer to `to` by the attribute (A_NONE: by any, once for each reference). */
static inline struct walk walk_referrers(
	const struct topology *topo, const struct element *to, enum kind kind, enum attr attr)
{
	uint32_t first = topo->referrer_first[topo_index(topo, to)];
	uint32_t end = topo->referrer_first[topo_index(topo, to) + 1];

	if (end - first > FEW_REFERRERS)
		walk_narrow(topo, kind, &first, &end);
	return (struct walk){
		.topo = topo,
		.index = topo->referrer + first,
		.key = topo->referrer_key + first,
		.wanted = referrer_key(kind, attr),
		.mask = referrer_key(0x3f, attr != A_NONE ? 0x3ff : 0),
		.end = end - first,
	};
}

static inline const struct element *walk_next_child(struct walk *walk)
{
	while (walk->at < walk->end) {
		const struct element *child = &walk->topo->element[walk->at];

		walk->at = child->next;
		if (walk->kinds & BIT(child->kind) && !(child->flags & ELEMENT_SPOILED))
			return child;
	}
	return NULL;
}

/* NULL after the last one. */
static inline const struct element *walk_next(struct walk *walk)
{
	if (walk->index == NULL)
		return walk_next_child(walk);
	while (walk->at < walk->end) {
		uint32_t at = walk->at++;

		if (walk->key == NULL || (walk->key[at] & walk->mask) == walk->wanted)
			return &walk->topo->element[walk->index[at]];
	}
	return NULL;
}

#endif
