/* SPDX-License-Identifier: MIT */
#include "model/walk.h"

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

void walk_narrow(const struct topology *topo, enum kind kind, uint32_t *first, uint32_t *end)
{
	*first = first_of_kind(topo, *first, *end, kind);
	*end = first_of_kind(topo, *first, *end, kind + 1);
}
