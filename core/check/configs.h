/* SPDX-License-Identifier: MIT */
/*
 * configs.h - trunk configurations in effect, and where media bypass is on, asked by a rule.
 *
 * Like check/derived.h: what could not be read and may matter is noted in the run.
 */
#ifndef LYNC_TOPO_CHECK_CONFIGS_H
#define LYNC_TOPO_CHECK_CONFIGS_H

#include "check/derived.h"
#include "check/many.h"

/* The trunks for which the trunk-config is the one in effect. */
struct refs see_configured(struct run *run, const struct element *config);

/* The same where the configuration turns media bypass on, else none. */
struct refs see_bypassing(struct run *run, const struct element *config);

/* Media bypass is on in the configuration in effect for the trunk. */
bool see_bypass(struct run *run, const struct element *trunk);

/* Such a trunk to the peer, or NULL. */
const struct element *see_bypass_to(struct run *run, const struct element *peer);

/* A trunk-config in effect that turns media bypass on, or NULL. */
const struct element *see_bypass_config(struct run *run);

/* BYPASS_OFF ..., or -1: the setting of the whole deployment, and in *ret_root the root that holds it. */
int see_bypass_mode(struct run *run, const struct element **ret_root);

/*
 * Where a setting of the trunk would be changed: its value in the configuration in effect, that configuration where it
 * does not say, the trunk where there is none.
 */
const struct element *setting_place(
	struct run *run, const struct element *trunk, enum attr attr, enum attr *ret_attr);

/* The attribute where the element writes it, else A_NONE: where a finding points. */
enum attr if_written(struct run *run, const struct element *e, enum attr attr);

#endif
