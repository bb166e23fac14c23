/* SPDX-License-Identifier: MIT */
/*
 * wan.h - sites and the WAN links between them as a graph: which sites are how many links away from one, and over
 * which links the way there goes. Packets take the fewest links there are (docs/simulate.md).
 */
#ifndef LYNC_TOPO_MODEL_WAN_H
#define LYNC_TOPO_MODEL_WAN_H

#include "model/topology.h"

/* True for a link over which nothing goes at present. */
typedef bool wan_is_cut(void *context, const struct element *link);

struct wan_request {
	const struct topology *topo;
	const struct element *from;
	const struct element *to; /* the search ends with this site; NULL: all sites */
	wan_is_cut *is_cut;       /* NULL: no link is */
	void *context;            /* of is_cut */
};

/* What was found. */
struct wan {
	const struct topology *topo;
	const struct element *
		*site; /* those reached, the nearest first; the first one is where the search began */
	uint32_t n;
	uint32_t *hops;            /* by place among the sites: links to it, and one more; 0: not reached */
	const struct element **by; /* likewise: the link that led there first, in the order of the plan */
};

/* Breadth first, linear in the sites and links that are reached. False when out of memory; release in any case. */
bool wan_search(const struct wan_request *request, struct wan *ret);
void wan_release(struct wan *wan);

bool wan_reached(const struct wan *wan, const struct element *site);

/* Links of the shortest way to a site that was reached. */
uint32_t wan_hops(const struct wan *wan, const struct element *site);

/* The link that led there first; NULL for the site where the search began. */
const struct element *wan_led_by(const struct wan *wan, const struct element *site);

/* Where a link leads from a site at one of its ends; the site itself for a link with both ends there. */
const struct element *wan_other_end(
	const struct topology *topo, const struct element *link, const struct element *site);

/* False for a site that no WAN link names: how it is connected the plan does not say. */
bool wan_names(const struct topology *topo, const struct element *site);

#endif
