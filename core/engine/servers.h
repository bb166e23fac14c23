/* SPDX-License-Identifier: MIT */
/*
 * servers.h - which server of a Mediation Server pool takes a call, and which ones come after it. Private to
 * core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_SERVERS_H
#define LYNC_TOPO_ENGINE_SERVERS_H

#include "engine/draft.h"

struct server_turn {
	const char *id;            /* "" where the pool describes none */
	const struct fault *fault; /* what fails there, or NULL */
};

/*
 * The servers in the order in which they are tried, beginning with the one whose turn it is (policy pool-selection),
 * in the scratch of the world. What befalls the whole pool is met once. With `knows` those that have crashed are passed over: a
 * Front End holds connections to its Mediation Servers. At least one; NULL when out of memory.
 */
struct server_turn *servers_in_turn(
	struct draft *draft, const struct element *pool, bool knows, uint32_t *ret_n);

/* The last turn was taken for nothing: nobody came so far. */
void servers_turn_back(struct world *world, const struct element *pool);

#endif
