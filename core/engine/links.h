/* SPDX-License-Identifier: MIT */
/*
 * links.h - what the media of the run's calls need on each link. Private to core/engine.
 *
 * Links are WAN links, connections, tunnels, VLANs and trunks. A tunnel's traffic, with its headers, is that of its
 * connection and of its outer VLAN too; a trunk's is what passes between Mediation Server and peer, at the peer, so
 * it has none with media bypass. WAN links are those between the sites of two neighbours on the media path, unless
 * the trunk names one. The way of somebody outside to the Edge is no link.
 */
#ifndef LYNC_TOPO_ENGINE_LINKS_H
#define LYNC_TOPO_ENGINE_LINKS_H

#include "engine/media.h"

/* The way of a call, as far as links need it. */
struct link_way {
	const struct path *signalling, *media;
	const struct call_hop *hop; /* of media_hops() */
	uint32_t n_hop;
	int64_t from, until; /* media run, on the clock of the run */
};

/* Notes a call's use of links, each link once: those from place *ret_first of world->use on are its. */
void links_note(struct draft *draft, const struct link_way *way, uint32_t *ret_first);

/* The site whose network a node of a path is in; NULL outside, and where the plan does not say. */
const struct element *links_site(const struct draft *draft, const struct node *node);

/* Adds what all calls needed to the results, in the order of the plan. False when out of memory. */
bool links_report(struct world *world);

#endif
