/* SPDX-License-Identifier: MIT */
/*
 * servers.h - which server of a pool takes a call, and which ones come after it. Private to core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_SERVERS_H
#define LYNC_TOPO_ENGINE_SERVERS_H

#include "engine/draft.h"

/*
 * The servers in the order in which they are tried, beginning with the one whose turn it is (policy pool-selection),
 * in the scratch of the world. What befalls the whole pool is met once. With `knows` those that have crashed are passed over: a
 * Front End holds connections to its Mediation Servers. At most *n_most, which is 1 at least, the first ones of the plan;
 * *n_most becomes how many they are, at least one. NULL when out of memory.
 */
struct server_turn *servers_in_turn(
	struct draft *draft, const struct element *pool, bool knows, uint32_t *n_most);

/*
 * What fails at a Front End or Edge pool: its own fault, or those of its servers when none of them is whole, the mildest
 * one first. NULL while somebody there takes calls as ever.
 */
const struct fault *servers_fault(struct draft *draft, const struct element *pool);

/* The last turn was taken for nothing: nobody came so far. */
void servers_turn_back(struct world *world, const struct element *pool);

#endif
