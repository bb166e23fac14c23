/* SPDX-License-Identifier: MIT */
/*
 * crossing.h - traffic between two pools, or a pool and a peer, and the firewalls that it crosses.
 *
 * Each end is the interfaces of its servers on the side that the traffic uses; a server without interfaces, and a box
 * or pool without servers, is its own end. A firewall is crossed by traffic between what it protects and what it does
 * not.
 */
#ifndef LYNC_TOPO_CHECK_CROSSING_H
#define LYNC_TOPO_CHECK_CROSSING_H

#include "check/elements.h"
#include "check/firewalls.h"

struct crossing_end {
	const struct element *whole; /* the pool or the peer */
	struct elements parts;
};

/* SIDE_INTERNAL or SIDE_EXTERNAL: of servers that have none there, all interfaces. */
struct crossing_end crossing_of_pool(struct run *run, const struct element *pool, int side);
struct crossing_end crossing_of_peer(struct run *run, const struct element *peer);

/* The firewalls that protect either end, or a part of it. */
struct elements crossing_firewalls(
	struct run *run, const struct crossing_end *a, const struct crossing_end *b);

/*
 * Whether the firewall lets this traffic begin between all parts of the ends that it separates. TRI_UNKNOWN turns on
 * an address, which is noted as missing.
 */
enum tri crossing_permitted(struct run *run, const struct element *firewall,
	const struct protocol_ports *wanted, const struct crossing_end *from, const struct crossing_end *to);

#endif
