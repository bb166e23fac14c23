/* SPDX-License-Identifier: MIT */
#include "model/walk.h"

struct walk walk_kind(const struct topology *topo, enum kind kind)
{
	return (struct walk){
		.topo = topo,
		.index = topo->by_kind + topo->kind_first[kind],
		.end = topo_count(topo, kind),
	};
}

struct walk walk_children(const struct topology *topo, const struct element *parent, uint64_t kinds)
{
	return (struct walk){
		.topo = topo,
		.kinds = kinds,
		.at = topo_index(topo, parent) + 1,
		.end = parent->next,
	};
}

/* Referrers stand by kind: the first one from here on that is of this kind or a later one. */
static uint32_t first_of_kind(const struct topology *topo, uint32_t first, uint32_t end, unsigned kind)
{
	while (first < end) {
		uint32_t middle = first + (end - first) / 2;

		if (topo->referrer_key[middle] < referrer_key(kind, A_NONE))
			first = middle + 1;
		else
			end = middle;
	}
	return first;
}

struct walk walk_referrers(
	const struct topology *topo, const struct element *to, enum kind kind, enum attr attr)
{
	uint32_t end = topo->referrer_first[topo_index(topo, to) + 1];
	uint32_t first = first_of_kind(topo, topo->referrer_first[topo_index(topo, to)], end, kind);

	return (struct walk){
		.topo = topo,
		.index = topo->referrer + first,
		.key = attr != A_NONE ? topo->referrer_key + first : NULL,
		.wanted_key = referrer_key(kind, attr),
		.end = first_of_kind(topo, first, end, kind + 1) - first,
	};
}

static const struct element *next_child(struct walk *walk)
{
	while (walk->at < walk->end) {
		const struct element *child = &walk->topo->element[walk->at];

		walk->at = child->next;
		if (walk->kinds & BIT(child->kind) && !(child->flags & ELEMENT_SPOILED))
			return child;
	}
	return NULL;
}

const struct element *walk_next(struct walk *walk)
{
	if (walk->index == NULL)
		return next_child(walk);
	while (walk->at < walk->end) {
		uint32_t at = walk->at++;

		if (walk->key == NULL || walk->key[at] == walk->wanted_key)
			return &walk->topo->element[walk->index[at]];
	}
	return NULL;
}
