/* SPDX-License-Identifier: MIT */
/*
 * trunks.h - what holds for a trunk: its own attributes, the defaults of the document set, the trunk
 * configuration in effect, the ports of pool and peer.
 */
#ifndef LYNC_TOPO_MODEL_TRUNKS_H
#define LYNC_TOPO_MODEL_TRUNKS_H

#include "model/walk.h"

/* Found once for a topology: what trunks fall back on. */
struct trunk_fallback {
	const struct element *defaults; /* the trunk-defaults, or NULL */
	const struct element *global;   /* the trunk-config of global scope, or NULL */
	bool has_narrow;                /* some trunk-config is for a site or a trunk */
};

struct trunk_fallback trunk_fallback_of(const struct topology *topo);

/* The element that states an attribute for the trunk: the trunk itself, else trunk-defaults; never NULL. */
const struct element *trunk_holder(const struct topology *topo, const struct trunk_fallback *fallback,
	const struct element *trunk, enum attr attr);

/* The trunk-config in effect: the trunk's, else its pool's site's, else the global one, else NULL. */
const struct element *trunk_config(
	const struct topology *topo, const struct trunk_fallback *fallback, const struct element *trunk);

/* A boolean of the configuration in effect, product defaults included. */
enum tri trunk_setting(const struct topology *topo, const struct element *config, enum attr attr);

/* The same of a number; false where it is broken. */
bool trunk_setting_int(
	const struct topology *topo, const struct element *config, enum attr attr, int64_t *ret);

/* TRANSPORT_TCP ..., or -1 when not known. */
int trunk_transport(
	const struct topology *topo, const struct trunk_fallback *fallback, const struct element *trunk);

/*
 * SRTP_REQUIRED ..., or -1: with TCP always SRTP_NOT_SUPPORTED, whatever the configuration says
 * (New-CsTrunkConfiguration).
 */
int trunk_srtp(
	const struct topology *topo, const struct trunk_fallback *fallback, const struct element *trunk);

/* "g711u": G.711 where the trunk lists it, else the first codec that it lists; NULL where it lists none. */
const char *trunk_codec(
	const struct topology *topo, const struct trunk_fallback *fallback, const struct element *trunk);

/*
 * The response-code rule of a configuration that takes an answer, or NULL: the first by priority, those without one
 * last. A received code of 0 stands for the ISUP cause alone, a cause of -1 for the SIP code alone
 * (New-CsSipResponseCodeTranslationRule). `isup` 0: the answer carries no cause.
 */
const struct element *response_rule_for(const struct topology *topo,
	const struct element *config /* or NULL */, int64_t status, int64_t isup);

/* The port on which a pool or peer listens for this transport; false when it does not or that is unknown. */
bool pool_port(const struct topology *topo, const struct element *pool, int transport, int64_t *ret);

/*
 * Peers listen on 5067 (TLS) and 5066 (TCP), on 5082 and 5081 where all their trunks end on survivable branch
 * appliances, unless they say otherwise (Define a gateway in Topology Builder).
 */
bool peer_port(const struct topology *topo, const struct element *peer, int transport, int64_t *ret);

/* The one of these that holds where the peer says nothing; 0 for other transports. */
int64_t peer_default_port(const struct topology *topo, const struct element *peer, int transport);

/* The two ports of the trunk, written or by default. */
bool trunk_mediation_port(const struct topology *topo, const struct trunk_fallback *fallback,
	const struct element *trunk, int64_t *ret);
bool trunk_peer_port(const struct topology *topo, const struct trunk_fallback *fallback,
	const struct element *trunk, int64_t *ret);

/* The trunks that run over a connection, those that inherit it from trunk-defaults included. */
struct trunk_walk {
	struct walk own;
	struct walk all; /* of which those without a connection of their own count */
	bool inherited;
};

struct trunk_walk trunks_over(
	const struct topology *topo, const struct trunk_fallback *fallback, const struct element *connection);
const struct element *trunk_walk_next(struct trunk_walk *walk);

#endif
