/* SPDX-License-Identifier: MIT */
#include "model/walk.h"

enum {
	FEW_REFERRERS = 16, /* up to here it costs less to look at each than to search */
};

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
	uint32_t first = topo->referrer_first[topo_index(topo, to)];
	uint32_t end = topo->referrer_first[topo_index(topo, to) + 1];

	if (end - first > FEW_REFERRERS) {
		first = first_of_kind(topo, first, end, kind);
		end = first_of_kind(topo, first, end, kind + 1);
	}
	return (struct walk){
		.topo = topo,
		.index = topo->referrer + first,
		.key = topo->referrer_key + first,
		.wanted = referrer_key(kind, attr),
		.mask = referrer_key(0x3f, attr != A_NONE ? 0x3ff : 0),
		.end = end - first,
	};
}
