/* SPDX-License-Identifier: MIT */
/* Media bypass. */
#include "check/elements.h"

/* Trunks to gateways and PBXs: for a provider's SBC the pages ask for the opposite (X4). */
static bool leads_to_own_box(struct run *run, const struct element *trunk)
{
	const struct element *peer = see_ref(run, trunk, A_PEER);

	return peer != NULL && (peer->kind == K_GATEWAY || peer->kind == K_PBX);
}

static enum outcome judge_global(struct run *run, const struct element *root)
{
	struct walk trunks = see_kind(run, K_TRUNK);
	const struct element *trunk;

	see_kind(run, K_TOPOLOGY);
	if (root != topo_root_with(run->topo, A_MEDIA_BYPASS) || see_choice(run, root, A_MEDIA_BYPASS) < 0)
		return NOT_APPLICABLE;
	while ((trunk = walk_next(&trunks)) != NULL) {
		const struct element *peer = see_ref(run, trunk, A_PEER);

		if (!leads_to_own_box(run, trunk) ||
			see_bool(run, peer, A_MEDIA_BYPASS_SUPPORTED) != TRI_TRUE)
			continue;
		if (see_choice(run, root, A_MEDIA_BYPASS) != BYPASS_OFF)
			return PASS;
		return fires(run, root, see_written(run, root, A_MEDIA_BYPASS) ? A_MEDIA_BYPASS : A_NONE,
			"media bypass is off for the whole deployment, though peers of its trunks support it");
	}
	return NOT_APPLICABLE;
}

static enum outcome judge_trunk(struct run *run, const struct element *trunk)
{
	const struct element *config = see_trunk_config(run, trunk);
	enum tri on = trunk_setting(run->topo, config, A_MEDIA_BYPASS);
	enum tri supported;

	if (!leads_to_own_box(run, trunk) || on == TRI_UNKNOWN)
		return NOT_APPLICABLE;
	supported = see_bool(run, see_ref(run, trunk, A_PEER), A_MEDIA_BYPASS_SUPPORTED);
	if (on == TRI_TRUE || supported == TRI_FALSE)
		return supported == TRI_FALSE ? NOT_APPLICABLE : PASS;
	if (supported == TRI_UNKNOWN) {
		ask_bool(run, see_ref(run, trunk, A_PEER), A_MEDIA_BYPASS_SUPPORTED);
		return unknown(run);
	}
	if (config == NULL)
		return lacks(run, trunk, A_NONE,
			"no trunk-config turns media bypass on for %s, though %s supports it",
			label(run, trunk), label(run, see_ref(run, trunk, A_PEER)));
	return lacks(run, config, see_written(run, config, A_MEDIA_BYPASS) ? A_MEDIA_BYPASS : A_NONE,
		"media bypass is off in this trunk configuration, though peers of its trunks support it");
}

static enum outcome judge_bypass(struct run *run, const struct element *e)
{
	return e->kind == K_TOPOLOGY ? judge_global(run, e) : judge_trunk(run, e);
}

static const struct rule bypass_rules[] = {
	{
		.info = {
			.id = "BYP001",
			.name = "bypass-recommended",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_DIRECT,
			.title = "media bypass on is the recommended configuration for Direct SIP",
			.meaning = "the figures of the page show media bypass enabled, which it calls the recommended configuration; without it all media runs through the Mediation Server",
			.fix = "set media-bypass of the topology to always or site-and-region, and media-bypass=\"true\" in the trunk-config of the trunks to gateways and PBXs that support it",
			.bad = "<topology media-bypass=\"off\" ...> <gateway media-bypass-supported=\"true\" .../>",
			.good = "<topology media-bypass=\"site-and-region\" ...> <trunk-config scope=\"trunk:t1\" media-bypass=\"true\"/>",
			.conflict = "X4: for SIP trunks to a provider the pages ask for isolation, and bypass only where the SBC takes media from clients; so only trunks to gateways and PBXs are judged here",
			.pages = { PAGE_SEED_B, PAGE_BYP, PAGE_TBYP },
		},
		.subjects = BIT(K_TOPOLOGY) | BIT(K_TRUNK),
		.needs = { A_MEDIA_BYPASS_SUPPORTED },
		.judge = judge_bypass,
	},
};

const struct rule_group rule_group_bypass = RULE_GROUP(bypass_rules);
