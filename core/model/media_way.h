/* SPDX-License-Identifier: MIT */
/*
 * media_way.h - what keeps media from running straight between clients and the far end of a trunk: VPN ends that
 * isolate, firewalls that let no media pass. Rules judge a plan by it, the engine a call.
 */
#ifndef LYNC_TOPO_MODEL_MEDIA_WAY_H
#define LYNC_TOPO_MODEL_MEDIA_WAY_H

#include "model/deployment.h"

/* Traffic out of the tunnels that end here reaches the group's clients, or nobody says that it does not. */
bool vpn_end_lets_through(
	const struct topology *topo, const struct element *end, const struct element *users);

/*
 * The VPN end that lets nothing out of the trunk's tunnels to this group of people, or NULL where every end lets it
 * through. What a tunnel may lead to are its end's forward children.
 */
const struct element *trunk_isolating_end(
	const struct deployment *plan, const struct element *trunk, const struct element *users);

/*
 * Whether the firewall lets media pass between the group's clients and the peer: it permits UDP, on more than a single
 * port above 1023, between the two in one direction or the other. Unknown where that turns on an address that is absent.
 */
enum tri firewall_passes_media(const struct topology *topo, const struct element *firewall,
	const struct element *users, const struct element *peer);

/* A firewall that protects one of the two and surely lets no media pass between them, or NULL. */
const struct element *media_blocking_firewall(
	const struct topology *topo, const struct element *users, const struct element *peer);

#endif
