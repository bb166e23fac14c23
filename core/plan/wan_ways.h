/* SPDX-License-Identifier: MIT */
/*
 * wan_ways.h - the WAN links that calls between two sites take: the fewest, as in a simulated call. Private to core/plan.
 *
 *	struct wan_ways ways = { .topo = topo };
 *
 *	wan_ways_find(&ways, from, to);
 *	for (uint32_t i = 0; i < ways.n; i++)
 *		... ways.link[i] ...
 *	wan_ways_release(&ways);
 */
#ifndef LYNC_TOPO_PLAN_WAN_WAYS_H
#define LYNC_TOPO_PLAN_WAN_WAYS_H

#include "model/wan.h"

struct wan_ways {
	const struct topology *topo;
	const struct element **link; /* what was found last, each link once */
	uint32_t n, room;
	bool several; /* there are other ways with as few links; the links are those of all of them */

	/* Kept from one question to the next. */
	struct wan wan;
	const struct element **front; /* sites whose links are looked at */
	uint32_t room_front;
	uint32_t *seen; /* by place among the sites: the last question that came by */
	uint32_t question;
};

/* Finds none for one and the same site, and where no link leads. Cheap as long as `from` stays the same. */
void wan_ways_find(struct wan_ways *ways, const struct element *from, const struct element *to);
void wan_ways_release(struct wan_ways *ways);

#endif
