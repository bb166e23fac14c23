/* SPDX-License-Identifier: MIT */
/*
 * derived.h - what follows from the topology, asked by a rule.
 *
 * Like see_referrers(): where a reference that could not be read may change the answer, that is noted, and then
 * lacks() and unknown() stay silent. What a function does find is certain.
 */
#ifndef LYNC_TOPO_CHECK_DERIVED_H
#define LYNC_TOPO_CHECK_DERIVED_H

#include "check/run.h"

/*
 * Options of the site that are certain (enum site_option), of those asked for. An option that rests on a line
 * being nowhere (behind, in front, VoIP-only) is not certain while some line's end could not be read.
 */
unsigned see_options(struct run *run, const struct element *site, unsigned options);

/* Which boxes and pools serve the site, where its lines end. */
const struct site_facts *see_site(struct run *run, const struct element *site);

/* See line_on(), tie_between(), line_is_sip_trunk(), trunk_provider(), users_have_voice(), users_policy(). */
const struct element *see_line_on(struct run *run, const struct element *box);
const struct element *see_tie(struct run *run, const struct element *gateway, const struct element *pbx);
bool see_sip_trunk_line(struct run *run, const struct element *line);
const struct element *see_provider(struct run *run, const struct element *trunk);
bool see_voice(struct run *run, const struct element *users);
const struct element *see_policy(struct run *run, const struct element *users);

/* See policy_voice_users(), trunks_over(), trunk_config(), trunk_transport(). */
uint32_t see_policy_users(struct run *run, const struct element *policy);
struct trunk_walk see_trunks_over(struct run *run, const struct element *connection);
const struct element *see_trunk_config(struct run *run, const struct element *trunk);
int see_transport(struct run *run, const struct element *trunk);

/* See trunk_srtp(). */
int see_srtp(struct run *run, const struct element *trunk);

/* The element is the first root: for a rule that judges the document set as a whole. */
bool is_first_root(struct run *run, const struct element *e);

/* A root says that call admission control is on; that media bypass goes by sites and regions. */
bool see_admission_control(struct run *run);
bool see_bypass_by_site(struct run *run);

/* True if the document set describes any element of the kind. */
bool see_any(struct run *run, enum kind kind);

#endif
