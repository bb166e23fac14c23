/* SPDX-License-Identifier: MIT */
/*
 * clients.h - people with Enterprise Voice by the subnet that their clients are in: who of very many is inside a network.
 */
#ifndef LYNC_TOPO_CHECK_CLIENTS_H
#define LYNC_TOPO_CHECK_CLIENTS_H

#include "base/address.h"
#include "check/run.h"

struct client {
	struct address subnet; /* without host bits */
	const struct element *users;
};

/* Those whose subnet is known come first, sorted by it. */
struct clients {
	struct client *at;
	uint32_t n, n_known;
};

/*
 * Made once for a run, of a document without faults, and owned by it. NULL when out of memory, and where the document
 * has faults: who knows then who is where.
 */
const struct clients *clients_of(struct run *run);

void clients_release(struct clients *clients);

/* Those whose whole subnet is in the network: from *ret_first to before *ret_end. */
void clients_within(
	const struct clients *clients, const struct address *network, uint32_t *ret_first, uint32_t *ret_end);

#endif
