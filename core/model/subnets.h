/* SPDX-License-Identifier: MIT */
/*
 * subnets.h - the configured subnets of a topology, sorted once, and what lies where among them.
 */
#ifndef LYNC_TOPO_MODEL_SUBNETS_H
#define LYNC_TOPO_MODEL_SUBNETS_H

#include "model/topology.h"

/* One configured subnet that could be read. */
struct subnet_entry {
	struct address first; /* its first address; host bits that were written are gone */
	bool has_host_bits;   /* written with bits beyond the prefix: no client computes that */
	uint32_t element;
};

struct subnet_index {
	const struct topology *topo;
	struct subnet_entry *entry; /* by family, first address and prefix length */
	uint32_t n;
	uint64_t lengths[2][3]; /* prefix lengths that occur, as bits: of IPv4, of IPv6 */
};

/* Sorts the subnets. False when out of memory; release it in any case. */
bool subnet_index_make(struct subnet_index *index, const struct topology *topo);
void subnet_index_release(struct subnet_index *index);

/*
 * The configured subnet that is exactly the one a client computes from its address and mask, or NULL: a wider
 * subnet around it does not match ("Plan for media bypass", about subnets of network sites). Of several the first.
 */
const struct element *subnet_exact(const struct subnet_index *index, const struct address *client);

/*
 * The narrowest configured subnet around an address (its prefix does not matter: nobody knows the mask), or NULL.
 * A lookup for each prefix length that occurs.
 */
const struct element *subnet_around(const struct subnet_index *index, const struct address *address);

/* The narrowest one that holds the whole prefix, or NULL. */
const struct element *subnet_holding(const struct subnet_index *index, const struct address *prefix);

/* The first address under the prefix. */
struct address subnet_first(const struct address *address);

#endif
