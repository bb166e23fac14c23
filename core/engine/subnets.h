/* SPDX-License-Identifier: MIT */
/*
 * subnets.h - where an address lies in the network configuration, and which bypass id goes with that place.
 */
#ifndef LYNC_TOPO_ENGINE_SUBNETS_H
#define LYNC_TOPO_ENGINE_SUBNETS_H

#include "model/topology.h"

/*
 * The configured subnet that is exactly the one a client computes from its address and mask, or NULL: a wider
 * subnet around it does not match ("Plan for media bypass", about subnets of network sites).
 */
const struct element *subnet_exact(const struct topology *topo, const struct address *client);

/* The narrowest configured subnet around an address of which nobody knows the mask, or NULL. */
const struct element *subnet_around(const struct topology *topo, const struct address *address);

/*
 * What holds the bandwidth policy of the network site's own way to its region: the network site, which is nearer, or
 * the WAN link to its region's central site (without a region, to the central site of the branch); else NULL.
 */
const struct element *network_site_policy_holder(
	const struct topology *topo, const struct element *network_site);

enum bypass_id_kind {
	BYPASS_ID_NONE,
	BYPASS_ID_REGION,  /* a network site without a bandwidth policy has its region's */
	BYPASS_ID_SITE,    /* one with a policy has its own */
	BYPASS_ID_DEFAULT, /* of all subnets that match none */
};

struct bypass_id {
	enum bypass_id_kind kind;
	const struct element *owner; /* the network-region or network-site; NULL for the other kinds */
};

/* By whether there is a holder of a policy. */
struct bypass_id bypass_id_of(const struct topology *topo, const struct element *network_site);

/* Two places without an id do not match. */
bool bypass_id_match(struct bypass_id a, struct bypass_id b);

#endif
