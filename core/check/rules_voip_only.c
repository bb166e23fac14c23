/* SPDX-License-Identifier: MIT */
/* VoIP-only sites. */
#include "check/sites.h"

static enum outcome judge_site(struct run *run, const struct element *site,
	enum outcome (*judge_group)(struct run *run, const struct element *site, const struct element *users))
{
	struct elements groups = site_voice_users(run, site);
	enum outcome outcome = NOT_APPLICABLE;

	if (!site_is(run, site, SITE_VOIP_ONLY))
		return NOT_APPLICABLE;
	for (uint32_t i = 0; i < groups.n; i++)
		outcome = worse(outcome, judge_group(run, site, groups.at[i]));
	return outcome;
}

/* Pools that serve the site and have no Edge pool. */
static struct elements pools_without_edge(struct run *run, const struct element *site)
{
	struct piece pools = see_site(run, site)->pools;
	struct elements found = { 0 };

	for (uint32_t i = 0; i < pools.n; i++) {
		const struct element *pool = piece_nth(run->plan, pools, i);

		if (see_ref(run, pool, A_EDGE_POOL) == NULL)
			elements_add(run, &found, pool);
	}
	return found;
}

static enum outcome judge_remote_group(
	struct run *run, const struct element *site, const struct element *users)
{
	struct elements pools;
	int64_t remote;

	if (!ask_int(run, users, A_REMOTE, &remote))
		return unknown(run);
	if (remote == 0)
		return PASS;
	relate(run, users, A_REMOTE, "people who work outside");
	if (!see_any(run, K_EDGE_POOL)) {
		see_kind(run, K_EDGE_POOL);
		return lacks(run, site, A_NONE, "%s of %s works remotely, but there is no Edge pool",
			label(run, users), label(run, site));
	}
	pools = pools_without_edge(run, site);
	if (pools.n == 0)
		return PASS;
	elements_relate(run, &pools, A_NONE, "has no edge-pool");
	return lacks(run, site, A_NONE, "%s of %s works remotely, but %s is associated with no Edge pool",
		label(run, users), label(run, site), elements_label(run, &pools));
}

static enum outcome judge_remote(struct run *run, const struct element *site)
{
	return judge_site(run, site, judge_remote_group);
}

/* Whether the gateway can serve analog devices; "fxs" and "analog" are the words for such ports in a list. */
static enum tri has_analog_ports(struct run *run, const struct element *gateway)
{
	struct str features;
	struct str word;

	if (see_choice(run, gateway, A_KIND) == GATEWAY_KIND_ANALOG_GATEWAY)
		return TRI_TRUE;
	features = ask_text(run, gateway, A_FEATURES);
	if (features.text == NULL)
		return TRI_UNKNOWN;
	while (str_next_token(&features, &word))
		if (ascii_compare_nocase(word, str_of("fxs")) == 0 ||
			ascii_compare_nocase(word, str_of("analog")) == 0)
			return TRI_TRUE;
	return TRI_FALSE;
}

/* Whether the gateway is qualified and can serve analog devices. */
static enum tri serves_analog(struct run *run, const struct element *gateway)
{
	enum tri ports = has_analog_ports(run, gateway);
	enum tri qualified = ports != TRI_FALSE ? ask_bool(run, gateway, A_QUALIFIED) : TRI_FALSE;

	return qualified == TRI_TRUE ? ports : qualified;
}

/* Whether such a gateway stands in the site; what is not known of one that may be is noted as missing. */
static enum tri site_serves_analog(struct run *run, const struct element *site, uint64_t gateway_kinds)
{
	struct walk gateways = see_children(run, site, BIT(K_GATEWAY));
	enum tri found = TRI_FALSE;
	const struct element *gateway;

	while (found != TRI_TRUE && (gateway = walk_next(&gateways)) != NULL) {
		int kind = see_choice(run, gateway, A_KIND);
		enum tri serves = kind >= 0 && gateway_kinds & BIT(kind) ? serves_analog(run, gateway) :
									   TRI_FALSE;

		if (serves != TRI_FALSE)
			found = serves;
	}
	return found;
}

static enum outcome judge_endpoint_group(
	struct run *run, const struct element *site, const struct element *users)
{
	int client = ask_choice(run, users, A_CLIENT);
	enum tri analog;

	if (client < 0)
		return unknown(run);
	if (client == CLIENT_LYNC_2013 || client == CLIENT_LYNC_PHONE_EDITION || client == CLIENT_SFB)
		return PASS;
	/* Telephones on another gateway's ports are nobody's plan unless it is one for them. */
	analog = site_serves_analog(run, site, BIT(GATEWAY_KIND_ANALOG_GATEWAY));
	if (analog != TRI_FALSE)
		return analog == TRI_TRUE ? PASS : unknown(run);
	relate(run, users, A_CLIENT, "what these people telephone with");
	return lacks(run, site, A_NONE, "%s of %s telephones with %s, which is no softphone of this option",
		label(run, users), label(run, site), choice_list(CHOICES_CLIENT)->names[client]);
}

static enum outcome judge_endpoints(struct run *run, const struct element *site)
{
	return judge_site(run, site, judge_endpoint_group);
}

static enum outcome judge_control_group(
	struct run *run, const struct element *site, const struct element *users)
{
	enum tri controls = ask_bool(run, users, A_REMOTE_CALL_CONTROL);

	if (controls == TRI_UNKNOWN)
		return unknown(run);
	if (controls == TRI_FALSE)
		return PASS;
	relate(run, users, A_REMOTE_CALL_CONTROL, "remote call control is on for this group");
	return fires(run, site, A_NONE,
		"%s of %s has remote call control, but there are no PBX phones to control", label(run, users),
		label(run, site));
}

static enum outcome judge_control(struct run *run, const struct element *site)
{
	return judge_site(run, site, judge_control_group);
}

static enum outcome judge_mail_group(struct run *run, const struct element *site, const struct element *users)
{
	enum tri mail = ask_bool(run, users, A_VOICE_MAIL);

	if (mail == TRI_UNKNOWN)
		return unknown(run);
	see_kind(run, K_UNIFIED_MESSAGING);
	if (mail == TRI_FALSE || see_any(run, K_UNIFIED_MESSAGING))
		return PASS;
	relate(run, users, A_VOICE_MAIL, "this group wants voice mail");
	return lacks(run, site, A_NONE,
		"%s of %s wants voice mail, but there is no Exchange Unified Messaging", label(run, users),
		label(run, site));
}

static enum outcome judge_mail(struct run *run, const struct element *site)
{
	return judge_site(run, site, judge_mail_group);
}

static enum outcome judge_attached(struct run *run, const struct element *device, const struct element *box)
{
	enum tri ports = box->kind == K_GATEWAY ? has_analog_ports(run, box) : TRI_FALSE;
	enum tri qualified;

	if (ports == TRI_UNKNOWN)
		return unknown(run);
	if (ports == TRI_FALSE)
		return lacks(run, device, A_ATTACHED_TO, "%s hangs on %s, which has no analog ports",
			label(run, device), label(run, box));
	qualified = ask_bool(run, box, A_QUALIFIED);
	if (qualified != TRI_FALSE)
		return qualified == TRI_TRUE ? PASS : unknown(run);
	relate(run, box, A_QUALIFIED, "this gateway is not qualified");
	return fires(run, device, A_ATTACHED_TO, "%s hangs on %s, which is not qualified", label(run, device),
		label(run, box));
}

static enum outcome judge_analog(struct run *run, const struct element *device)
{
	const struct element *site = site_of(run->topo, device);
	int kind = see_choice(run, device, A_KIND);
	const struct element *box;
	enum tri at_hand;

	if ((kind != DEVICE_KIND_FAX && kind != DEVICE_KIND_ANALOG) || !site_is(run, site, SITE_VOIP_ONLY))
		return NOT_APPLICABLE;
	box = see_ref(run, device, A_ATTACHED_TO);
	if (box != NULL)
		return judge_attached(run, device, box);
	at_hand = site_serves_analog(run, site, ~(uint64_t)0);
	if (at_hand != TRI_FALSE)
		return at_hand == TRI_TRUE ? PASS : unknown(run);
	return lacks(run, device, A_NONE, "%s has no qualified analog gateway at %s to hang on",
		label(run, device), label(run, site));
}

static const struct rule voip_only_rules[] = {
	{
		.info = {
			.id = "OPT030",
			.name = "voiponly-remote",
			.severity = SEVERITY_ERROR,
			.options = OPTION_VOIP,
			.title = "remote workers need an Edge pool that the Mediation pool knows",
			.meaning = "a VoIP-only site supports on-site and remote workers; remote ones reach the PSTN only through an Edge pool that is associated with the Mediation Server pool",
			.fix = "add an edge-pool, and name it in edge-pool=\"\" of the Mediation pools that serve the site",
			.bad = "<users remote=\"20\" .../> <mediation-pool id=\"med\" .../>",
			.good = "<edge-pool id=\"edge\"/> <mediation-pool id=\"med\" edge-pool=\"edge\" .../>",
			.pages = { PAGE_SEED_B, PAGE_TOP13, PAGE_DEPMED },
		},
		.subjects = BIT(K_SITE),
		.needs = { A_REMOTE },
		.judge = judge_remote,
	},
	{
		.info = {
			.id = "OPT032",
			.name = "voiponly-endpoints",
			.severity = SEVERITY_WARNING,
			.options = OPTION_VOIP,
			.title = "people telephone with Lync 2013 or Lync Phone Edition",
			.meaning = "Lync 2013 or Lync Phone Edition serves as the softphone (later products: their own client); anything else needs a qualified analog gateway at the site",
			.fix = "move the group to a client that the option names",
			.bad = "<users client=\"ocs-2007-r2\" .../>",
			.good = "<users client=\"lync-2013\" .../>",
			.pages = { PAGE_SEED_B },
		},
		.subjects = BIT(K_SITE),
		.needs = { A_CLIENT, A_QUALIFIED },
		.judge = judge_endpoints,
	},
	{
		.info = {
			.id = "OPT033",
			.name = "voiponly-rcc",
			.severity = SEVERITY_ERROR,
			.options = OPTION_VOIP,
			.title = "remote call control is unavailable",
			.meaning = "remote call control is unavailable and unnecessary, because there are no PBX phones to control",
			.fix = "set remote-call-control=\"false\" for the group",
			.bad = "<users remote-call-control=\"true\" .../>",
			.good = "<users remote-call-control=\"false\" .../>",
			.pages = { PAGE_SEED_B },
		},
		.subjects = BIT(K_SITE),
		.needs = { A_REMOTE_CALL_CONTROL },
		.judge = judge_control,
	},
	{
		.info = {
			.id = "OPT034",
			.name = "voiponly-um-optional",
			.severity = SEVERITY_NOTE,
			.options = OPTION_VOIP,
			.title = "voice mail and auto attendant come from Exchange Unified Messaging",
			.meaning = "voice mail and auto-attendant services are available through the optional deployment of Exchange Unified Messaging; who wants them must plan it",
			.fix = "add unified-messaging to the plan, or do without",
			.bad = "<users voice-mail=\"true\" .../>  without unified-messaging",
			.good = "<unified-messaging id=\"um\"/> <users voice-mail=\"true\" .../>",
			.pages = { PAGE_SEED_B },
		},
		.subjects = BIT(K_SITE),
		.needs = { A_VOICE_MAIL },
		.judge = judge_mail,
	},
	{
		.info = {
			.id = "OPT035",
			.name = "voiponly-fax-gateway",
			.severity = SEVERITY_WARNING,
			.options = OPTION_VOIP,
			.title = "fax machines and analog devices need a small qualified gateway",
			.meaning = "besides the network infrastructure, a VoIP-only deployment can use a small, qualified gateway for fax machines and analog devices; without one they have no way out",
			.fix = "add a gateway of kind analog-gateway with qualified=\"true\" and attach the device to it",
			.bad = "<gateway id=\"g\" kind=\"pstn-gateway\" features=\"pri\"/> <device id=\"fax\" kind=\"fax\" attached-to=\"g\"/>",
			.good = "<gateway id=\"ag\" kind=\"analog-gateway\" qualified=\"true\"/> <device id=\"fax\" kind=\"fax\" attached-to=\"ag\"/>",
			.pages = { PAGE_SEED_B },
		},
		.subjects = BIT(K_DEVICE),
		.needs = { A_QUALIFIED, A_FEATURES },
		.judge = judge_analog,
	},
};

const struct rule_group rule_group_voip_only = RULE_GROUP(voip_only_rules);
