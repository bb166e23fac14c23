/* SPDX-License-Identifier: MIT */
/* Media bypass: the switches of the deployment and of trunk configurations. */
#include "check/configs.h"

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
	const struct element *holder;
	int mode = see_bypass_mode(run, &holder);

	if (root != holder || mode < 0)
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

/* The roots that hold a switch, as one: each rule about the whole deployment is judged at the first root. */
static enum outcome judge_off(struct run *run, const struct element *root)
{
	const struct element *holder;
	int mode = see_bypass_mode(run, &holder);
	const struct element *config = is_first_root(run, root) ? see_bypass_config(run) : NULL;
	struct refs trunks;

	if (config == NULL || mode < 0)
		return NOT_APPLICABLE;
	if (mode != BYPASS_OFF)
		return PASS;
	trunks = see_configured(run, config);
	witness(run, config, A_MEDIA_BYPASS, "media bypass is on here");
	return lacks(run, holder, if_written(run, holder, A_MEDIA_BYPASS),
		"media bypass is off for the whole deployment, so that it never happens, though it is on for %s",
		label(run, refs_nth(trunks, 0)));
}

static enum outcome judge_no_trunk(struct run *run, const struct element *root)
{
	const struct element *holder;
	int mode = see_bypass_mode(run, &holder);

	if (!is_first_root(run, root) || mode <= BYPASS_OFF || !see_any(run, K_TRUNK))
		return NOT_APPLICABLE;
	if (see_bypass_config(run) != NULL)
		return PASS;
	return lacks(run, holder, A_MEDIA_BYPASS,
		"media bypass is on for the deployment but for no trunk, so that it never happens");
}

static enum outcome judge_always(struct run *run, const struct element *root)
{
	const struct element *admission = topo_root_with(run->topo, A_CALL_ADMISSION_CONTROL);
	const struct element *holder;

	if (!is_first_root(run, root) || see_bypass_mode(run, &holder) != BYPASS_ALWAYS)
		return NOT_APPLICABLE;
	if (!see_admission_control(run))
		return PASS;
	relate(run, admission, A_CALL_ADMISSION_CONTROL, "call admission control is on");
	return fires(run, holder, A_MEDIA_BYPASS,
		"media bypass 'always' and call admission control exclude each other, and both are on");
}

static enum outcome judge_default_id(struct run *run, const struct element *root)
{
	const struct element *holder = topo_root_with(run->topo, A_DEFAULT_BYPASS_ID);
	const struct element *admission = topo_root_with(run->topo, A_CALL_ADMISSION_CONTROL);

	if (!is_first_root(run, root) || see_bool(run, holder, A_DEFAULT_BYPASS_ID) != TRI_TRUE)
		return NOT_APPLICABLE;
	if (!see_admission_control(run))
		return PASS;
	relate(run, admission, A_CALL_ADMISSION_CONTROL, "call admission control is on");
	return fires(run, holder, A_DEFAULT_BYPASS_ID,
		"subnets that are mapped to no site may bypass, though call admission control is on");
}

static enum outcome judge_concentrated(struct run *run, const struct element *config)
{
	struct refs trunks = see_bypassing(run, config);

	if (trunks.n == 0)
		return NOT_APPLICABLE;
	if (see_bool(run, config, A_CONCENTRATED_TOPOLOGY) != TRI_FALSE)
		return PASS;
	relate(run, config, A_MEDIA_BYPASS, "media bypass is on");
	return fires(run, config, A_CONCENTRATED_TOPOLOGY,
		"media bypass needs a well-known point where media ends, which %s is said not to have",
		label(run, refs_nth(trunks, 0)));
}

/* BYP015 and BYP016: without REFER. */
static bool is_without_refer(struct run *run, const struct element *config)
{
	return see_bool(run, config, A_REFER) == TRI_FALSE;
}

static enum outcome judge_transfer(struct run *run, const struct element *config)
{
	bool active = see_bool(run, config, A_RTCP_ACTIVE_CALLS) != TRI_FALSE;
	bool held = see_bool(run, config, A_RTCP_HELD_CALLS) != TRI_FALSE;

	if (see_bypassing(run, config).n == 0)
		return NOT_APPLICABLE;
	if (!is_without_refer(run, config) || see_bool(run, config, A_THIRD_PARTY_REFER) == TRI_TRUE ||
		(!active && !held))
		return PASS;
	if (active)
		relate(run, config, if_written(run, config, A_RTCP_ACTIVE_CALLS),
			"RTCP is expected on active calls");
	if (held)
		relate(run, config, if_written(run, config, A_RTCP_HELD_CALLS),
			"RTCP is expected on calls on hold");
	return fires(run, config, A_REFER,
		"media bypass without REFER needs RTCP off for active calls and for calls on hold, or transfer by third-party call control");
}

static enum outcome judge_refer(struct run *run, const struct element *config)
{
	if (see_bypassing(run, config).n == 0)
		return NOT_APPLICABLE;
	if (!is_without_refer(run, config))
		return PASS;
	return fires(run, config, A_REFER,
		"without REFER a call that bypasses the Mediation Server stops doing so when it is transferred");
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
	{
		.info = {
			.id = "BYP010",
			.name = "bypass-global-off",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "media bypass of a trunk needs that of the deployment",
			.meaning = "media bypass has two switches, one for the whole deployment and one for each trunk; with the first one off the second does nothing",
			.fix = "set media-bypass of the topology to always or site-and-region, or turn it off for the trunks",
			.bad = "<topology media-bypass=\"off\" ...> <trunk-config scope=\"global\" media-bypass=\"true\"/>",
			.good = "<topology media-bypass=\"always\" ...> <trunk-config scope=\"global\" media-bypass=\"true\"/>",
			.pages = { PAGE_BYP, PAGE_PS_TRUNK_CONFIGURATION },
		},
		.subjects = BIT(K_TOPOLOGY),
		.judge = judge_off,
	},
	{
		.info = {
			.id = "BYP011",
			.name = "bypass-trunk-off",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "media bypass of the deployment needs that of a trunk",
			.meaning = "the switch for the whole deployment has no effect as long as no trunk configuration in effect turns media bypass on",
			.fix = "set media-bypass=\"true\" in the trunk-config of the trunks whose peers support it, or turn it off for the topology",
			.bad = "<topology media-bypass=\"always\" ...> <trunk-config scope=\"global\" media-bypass=\"false\"/>",
			.good = "<topology media-bypass=\"always\" ...> <trunk-config scope=\"global\" media-bypass=\"true\"/>",
			.pages = { PAGE_BYP },
		},
		.subjects = BIT(K_TOPOLOGY),
		.judge = judge_no_trunk,
	},
	{
		.info = {
			.id = "BYP012",
			.name = "always-vs-cac",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "media bypass always and call admission control exclude each other",
			.meaning = "always-bypass gives every subnet the same bypass id, so that no call would be left for call admission control; the product does not take both",
			.fix = "set media-bypass=\"site-and-region\", or turn call admission control off",
			.bad = "<topology media-bypass=\"always\" call-admission-control=\"true\" ...>",
			.good = "<topology media-bypass=\"site-and-region\" call-admission-control=\"true\" ...>",
			.pages = { PAGE_BYP, PAGE_DBYP, PAGE_PS_MEDIA_BYPASS },
		},
		.subjects = BIT(K_TOPOLOGY),
		.judge = judge_always,
	},
	{
		.info = {
			.id = "BYP014",
			.name = "concentrated-topology",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "media bypass needs a well-known point where media ends",
			.meaning = "clients send media to the address where the peer ends it, which must be known beforehand: media bypass can be on only with concentrated topology",
			.fix = "set concentrated-topology=\"true\" if the peer ends media at one known address, else turn media bypass off",
			.bad = "<topology media-bypass=\"always\" ...> <trunk-config scope=\"global\" media-bypass=\"true\" concentrated-topology=\"false\"/>",
			.good = "<topology media-bypass=\"always\" ...> <trunk-config scope=\"global\" media-bypass=\"true\" concentrated-topology=\"true\"/>",
			.pages = { PAGE_PS_TRUNK_CONFIGURATION, PAGE_TCFG },
		},
		.subjects = BIT(K_TRUNK_CONFIG),
		.judge = judge_concentrated,
	},
	{
		.info = {
			.id = "BYP015",
			.name = "refer-or-rtcp",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "media bypass without REFER needs RTCP off",
			.meaning = "media bypass can be on with REFER, or with RTCP off for active calls and for calls on hold; the page on configuring a trunk names transfer by third-party call control as another way",
			.fix = "set refer=\"true\" or third-party-refer=\"true\" if the peer can do that, else rtcp-active-calls and rtcp-held-calls to false",
			.bad = "<topology media-bypass=\"always\" ...> <trunk-config scope=\"global\" media-bypass=\"true\" refer=\"false\"/>",
			.good = "<topology media-bypass=\"always\" ...> <trunk-config scope=\"global\" media-bypass=\"true\" refer=\"false\" rtcp-active-calls=\"false\" rtcp-held-calls=\"false\"/>",
			.pages = { PAGE_PS_TRUNK_CONFIGURATION, PAGE_TBYP },
		},
		.subjects = BIT(K_TRUNK_CONFIG),
		.judge = judge_transfer,
	},
	{
		.info = {
			.id = "BYP016",
			.name = "bypass-transfer",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_ALL,
			.title = "without REFER, transferred calls stop bypassing",
			.meaning = "a bypass call that is transferred over a trunk without REFER becomes one through the Mediation Server, which its capacity has to allow for",
			.fix = "nothing is wrong; with refer=\"true\" transferred calls go on bypassing",
			.bad = "<topology media-bypass=\"always\" ...> <trunk-config scope=\"global\" media-bypass=\"true\" refer=\"false\"/>",
			.good = "<topology media-bypass=\"always\" ...> <trunk-config scope=\"global\" media-bypass=\"true\" refer=\"true\"/>",
			.pages = { PAGE_PS_TRUNK_CONFIGURATION },
		},
		.subjects = BIT(K_TRUNK_CONFIG),
		.judge = judge_refer,
	},
	{
		.info = {
			.id = "BYP026",
			.name = "default-id-with-cac",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "with call admission control, subnets without a site do not bypass",
			.meaning = "the default bypass id lets subnets bypass that are mapped to no site; the page advises against it where call admission control is on, as nobody knows over which links such media runs",
			.fix = "set default-bypass-id=\"false\" and map all subnets to network sites",
			.bad = "<topology call-admission-control=\"true\" default-bypass-id=\"true\" ...>",
			.good = "<topology call-admission-control=\"true\" default-bypass-id=\"false\" ...>",
			.pages = { PAGE_BYPREG },
		},
		.subjects = BIT(K_TOPOLOGY),
		.judge = judge_default_id,
	},
};

const struct rule_group rule_group_bypass = RULE_GROUP(bypass_rules);
