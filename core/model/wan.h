/* SPDX-License-Identifier: MIT */
/*
 * wan.h - sites and the WAN links between them as a graph: which sites are how many links away from one, and over
 * which links the way there goes. Packets take the fewest links there are (docs/simulate.md).
 *
 *	struct wan wan;
 *
 *	if (wan_open(&wan, topo)) {
 *		wan_begin(&wan, from);
 *		if (wan_reach(&wan, to))
 *			... wan_hops(&wan, to) ...
 *	}
 *	wan_release(&wan);
 *
 * The search goes as far as it is asked to, breadth first, and on from there; a new beginning costs what was reached.
 */
#ifndef LYNC_TOPO_MODEL_WAN_H
#define LYNC_TOPO_MODEL_WAN_H

#include "model/topology.h"

/* True for a link over which nothing goes at present. */
typedef bool wan_is_cut(void *context, const struct element *link);

struct wan {
	const struct topology *topo;
	wan_is_cut *is_cut; /* NULL: no link is; for the caller to set */
	void *context;      /* of is_cut */

	const struct element *
		*site; /* those reached, the nearest first; the first one is where the search began */
	uint32_t n;
	uint32_t at;               /* of those, the next one whose links are to be followed */
	uint32_t *hops;            /* by place among the sites: links to it, and one more; 0: not reached */
	const struct element **by; /* likewise: the link that led there first, in the order of the plan */
};

/* False when out of memory; release in any case. */
bool wan_open(struct wan *ret, const struct topology *topo);
void wan_release(struct wan *wan);

void wan_begin(struct wan *wan, const struct element *from);

/* Searches until the site is reached; false when no links lead there. NULL: all that can be reached. */
bool wan_reach(struct wan *wan, const struct element *site);

/* Links of the shortest way to a site; UINT32_MAX for one that is not reached so far. */
uint32_t wan_hops(const struct wan *wan, const struct element *site);

/* The link that led there first; NULL for the site where the search began. */
const struct element *wan_led_by(const struct wan *wan, const struct element *site);

/* Where a link leads from a site at one of its ends; the site itself for a link with both ends there. */
const struct element *wan_other_end(
	const struct topology *topo, const struct element *link, const struct element *site);

/* False for a site that no WAN link names: how it is connected the plan does not say. */
bool wan_names(const struct topology *topo, const struct element *site);

#endif
