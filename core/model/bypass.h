/* SPDX-License-Identifier: MIT */
/*
 * bypass.h - what media bypass decides by, wherever it is decided: bypass ids of places, and encryption that fits or
 * not. What else may stand in the way of media is in model/media_way.h.
 *
 * Rules judge a plan by these, the engine a call. Source: "Plan for media bypass", "Deploy media bypass",
 * New-CsTrunkConfiguration, New-CsNetworkMediaBypassConfiguration (docs/simulate.md has the steps).
 */
#ifndef LYNC_TOPO_MODEL_BYPASS_H
#define LYNC_TOPO_MODEL_BYPASS_H

#include "model/deployment.h"

/* Where clients or a peer are in the network configuration. */
struct bypass_place {
	enum attr attr;               /* that tells their address; A_NONE: none does */
	const struct element *subnet; /* the configured subnet that counts, NULL: none matches */
};

/* Clients by the subnet that they compute; a peer by representative-media-ip, ip, media-ip, else its subnet. */
struct bypass_place bypass_client_place(const struct deployment *plan, const struct element *users);
struct bypass_place bypass_peer_place(const struct deployment *plan, const struct element *peer);

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
	BYPASS_ID_DEFAULT, /* of all subnets that match none, where there is such an id */
};

struct bypass_id {
	enum bypass_id_kind kind;
	const struct element *owner; /* the network-region or network-site; NULL for the other kinds */
};

/* Of a place whose address is known. */
struct bypass_id bypass_id_at(const struct topology *topo, const struct bypass_place *place);

/* Two places without an id do not match. */
bool bypass_id_match(struct bypass_id a, struct bypass_id b);

/* PEER_SRTP_NONE ... of the peer; absent there, the provider of an SBC may say that it offers none. -1: not known. */
int peer_srtp(const struct topology *topo, const struct element *peer);

/* Media bypass is on, for the deployment and for every trunk of the Mediation Server pool. */
bool pool_bypasses(const struct deployment *plan, const struct element *pool);

/* What keeps clients and the far end of a trunk from agreeing on SRTP. */
enum srtp_clash {
	SRTP_NO_CLASH,
	SRTP_TRUNK_LACKS,    /* clients require it, the trunk does not have it */
	SRTP_PEER_LACKS,     /* clients require it, the peer does not have it */
	SRTP_TRUNK_REQUIRES, /* the trunk requires it, clients do not use it */
	SRTP_PEER_REQUIRES,  /* the peer requires it, clients do not use it */
};

/* ENCRYPTION_..., SRTP_... in effect and PEER_SRTP_...; -1 for what is not known clashes with nothing. */
enum srtp_clash srtp_clash(int clients, int trunk, int peer);

#endif
