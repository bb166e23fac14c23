/* SPDX-License-Identifier: MIT */
/*
 * sites.h - questions about a site that several rules ask.
 */
#ifndef LYNC_TOPO_CHECK_SITES_H
#define LYNC_TOPO_CHECK_SITES_H

#include "check/elements.h"

/* True if the site's option in effect is one of these (enum site_option). */
bool site_is(struct run *run, const struct element *site, unsigned options);

/* The PBXs that serve the site. */
struct elements site_pbxs(struct run *run, const struct element *site);

/* The site's groups with Enterprise Voice, or with telephones on a PBX; those with both are in either. */
struct elements site_voice_users(struct run *run, const struct element *site);
struct elements site_pbx_users(struct run *run, const struct element *site);

/* Gateways of the site, and those tied to a PBX that serves it, on which a PSTN line ends. */
struct elements site_line_gateways(struct run *run, const struct element *site);

/* Whether telephony of the site must survive the loss of a part: the site, its pools or the whole plan say so. */
enum tri site_must_survive(struct run *run, const struct element *site);

/* Channels that one group needs in the busy hour; false as below. */
bool group_required_channels(struct run *run, const struct element *users, int64_t *ret);

/*
 * Channels that the groups of the site need in the busy hour: by calls and their length where they are given,
 * else by load class. False when a load is absent, which is noted as missing.
 */
bool site_required_channels(struct run *run, const struct element *site, int64_t *ret);

/* A trunk of a Mediation Server to the PBX or gateway, or NULL. */
const struct element *direct_trunk(struct run *run, const struct element *peer);

/* Where an option finding about a site points: its deployment attribute if it has one. */
enum attr deployment_attribute(struct run *run, const struct element *site);

#endif
