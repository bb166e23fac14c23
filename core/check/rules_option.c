/* SPDX-License-Identifier: MIT */
/* Which deployment option a site is, and how its telephones are divided between Lync and the PBX. */
#include "check/sites.h"

static bool declares(struct run *run, const struct element *site, int deployment)
{
	return see_choice(run, site, A_DEPLOYMENT) == deployment;
}

static bool declares_pbx(struct run *run, const struct element *site)
{
	return declares(run, site, DEPLOYMENT_BEHIND_PBX) || declares(run, site, DEPLOYMENT_IN_FRONT_OF_PBX);
}

/* The other contradictions between what is declared and what is derived have rules of their own. */
static enum outcome judge_declared(struct run *run, const struct element *site)
{
	const struct site_facts *facts = see_site(run, site);

	if (!ask_kinds(run, BIT(K_USERS)))
		return unknown(run);
	if (declares(run, site, DEPLOYMENT_SIP_TRUNKING) && !(facts->derived & SITE_SIP_TRUNKING))
		return lacks(run, site, A_DEPLOYMENT,
			"%s is declared as SIP trunking, but no trunk that serves it leads to a provider",
			label(run, site));
	if (!facts->has_enterprise_voice)
		return NOT_APPLICABLE;
	if (facts->declared >= 0 || facts->derived & SITE_DIRECT)
		return PASS;
	return lacks(run, site, A_NONE,
		"%s has Enterprise Voice and a PBX, but its PSTN lines end on a gateway that the PBX is not connected to",
		label(run, site));
}

static enum outcome judge_needs_pbx(struct run *run, const struct element *site)
{
	struct elements pbxs = site_pbxs(run, site);

	if (!declares_pbx(run, site))
		return NOT_APPLICABLE;
	see_kind(run, K_PBX);
	if (pbxs.n > 0)
		return PASS;
	return lacks(run, site, A_DEPLOYMENT,
		"%s is declared as an incremental deployment, but no PBX serves it", label(run, site));
}

static enum outcome judge_has_pbx(struct run *run, const struct element *site)
{
	struct elements pbxs = site_pbxs(run, site);

	if (!declares(run, site, DEPLOYMENT_VOIP_ONLY))
		return NOT_APPLICABLE;
	if (pbxs.n == 0)
		return PASS;
	elements_relate(run, &pbxs, A_NONE, "serves the site");
	return fires(run, site, A_DEPLOYMENT, "%s is declared as VoIP-only, but %s serves it",
		label(run, site), elements_label(run, &pbxs));
}

static enum outcome judge_one_telephony(struct run *run, const struct element *users)
{
	int telephony = see_choice(run, users, A_TELEPHONY);

	if (!site_is(run, site_of(run->topo, users), SITE_INCREMENTAL) || telephony < 0)
		return NOT_APPLICABLE;
	if (telephony != TELEPHONY_BOTH)
		return PASS;
	return fires(run, users, A_TELEPHONY, "%s is on Enterprise Voice and on the PBX at once",
		label(run, users));
}

static enum outcome judge_all_or_none(struct run *run, const struct element *site)
{
	const struct site_facts *facts = see_site(run, site);

	if (!site_is(run, site, SITE_INCREMENTAL))
		return NOT_APPLICABLE;
	if (!ask_kinds(run, BIT(K_USERS)))
		return unknown(run);
	if (!facts->has_enterprise_voice && !facts->has_pbx_users)
		return NOT_APPLICABLE;
	if (facts->has_enterprise_voice && facts->has_pbx_users)
		return PASS;
	if (facts->has_enterprise_voice)
		return lacks(run, site, deployment_attribute(run, site),
			"nobody at %s is left on the PBX, so the site could be VoIP-only", label(run, site));
	return lacks(run, site, deployment_attribute(run, site), "nobody at %s is on Enterprise Voice yet",
		label(run, site));
}

static bool is_incremental_group(struct run *run, const struct element *users)
{
	return site_is(run, site_of(run->topo, users), SITE_INCREMENTAL) && see_voice(run, users);
}

static enum outcome unsuited(
	struct run *run, const struct element *users, enum attr attr, const char *message)
{
	const struct element *site = site_of(run->topo, users);

	relate(run, users, attr, "%s %s", label(run, users), message);
	return fires(run, site, A_NONE, "%s of %s %s", label(run, users), label(run, site), message);
}

static enum outcome judge_group_defined(struct run *run, const struct element *users)
{
	enum tri common;
	enum tri managed;

	if (!is_incremental_group(run, users))
		return NOT_APPLICABLE;
	common = ask_bool(run, users, A_COMMON_REQUIREMENTS);
	managed = ask_bool(run, users, A_CENTRAL_MANAGEMENT);
	if (common == TRI_FALSE)
		return unsuited(run, users, A_COMMON_REQUIREMENTS, "has no requirements in common");
	if (managed == TRI_FALSE)
		return unsuited(run, users, A_CENTRAL_MANAGEMENT, "cannot be managed centrally");
	return common == TRI_TRUE && managed == TRI_TRUE ? PASS : unknown(run);
}

static enum outcome judge_dispersed(struct run *run, const struct element *users)
{
	enum tri dispersed;

	if (!is_incremental_group(run, users))
		return NOT_APPLICABLE;
	dispersed = ask_bool(run, users, A_DISPERSED);
	if (dispersed == TRI_UNKNOWN)
		return unknown(run);
	if (dispersed == TRI_FALSE)
		return PASS;
	return fires(run, users, A_DISPERSED,
		"%s is spread over a wide area, so savings on long-distance calls are likely",
		label(run, users));
}

static enum outcome judge_behind_recommended(struct run *run, const struct element *site)
{
	if (!site_is(run, site, SITE_INCREMENTAL))
		return NOT_APPLICABLE;
	if (!site_is(run, site, SITE_IN_FRONT_OF_PBX))
		return PASS;
	return fires(run, site, deployment_attribute(run, site),
		"%s has Enterprise Voice in front of the PBX; behind it is the recommended topology",
		label(run, site));
}

static enum outcome judge_one_of_two(struct run *run, const struct element *site)
{
	const struct site_facts *facts = see_site(run, site);
	struct elements pbxs = site_pbxs(run, site);

	if (!site_is(run, site, SITE_INCREMENTAL) || pbxs.n == 0)
		return NOT_APPLICABLE;
	if (facts->line_on_pbx && facts->line_on_gateway) {
		elements_relate(run, &pbxs, A_NONE, "PSTN lines end here and on a gateway");
		return fires(run, site, deployment_attribute(run, site),
			"PSTN lines of %s end both on the PBX and on a gateway, so it is neither behind nor in front of the PBX",
			label(run, site));
	}
	if (facts->line_on_pbx || facts->line_on_gateway || site_line_gateways(run, site).n > 0)
		return PASS;
	/* Where a provider's SIP trunk brings the PSTN, no line need end anywhere. */
	if (facts->effective & SITE_SIP_TRUNKING)
		return NOT_APPLICABLE;
	if (!ask_kinds(run, BIT(K_PSTN_LINE)))
		return unknown(run);
	return lacks(run, site, deployment_attribute(run, site),
		"PSTN lines of %s end neither on the PBX nor on a gateway that is tied to it",
		label(run, site));
}

/* PBXs that stand in the site: where one is named from afar, its own site is judged. */
static struct elements own_pbxs(struct run *run, const struct element *site)
{
	struct walk children = see_children(run, site, BIT(K_PBX));
	struct elements pbxs = { 0 };
	const struct element *pbx;

	while ((pbx = walk_next(&children)) != NULL)
		elements_add(run, &pbxs, pbx);
	return pbxs;
}

static enum outcome judge_pbx_gateway(struct run *run, const struct element *site)
{
	struct elements pbxs = own_pbxs(run, site);
	enum outcome outcome = NOT_APPLICABLE;

	for (uint32_t i = 0; i < pbxs.n; i++) {
		const struct element *pbx = pbxs.at[i];
		const struct element *trunk = direct_trunk(run, pbx);
		enum tri partner;

		if (trunk == NULL) {
			struct walk ties = see_referrers(run, pbx, K_TIE_LINE, A_PBX);

			outcome = worse(outcome, walk_next(&ties) != NULL ? PASS : NOT_APPLICABLE);
			continue;
		}
		partner = ask_bool(run, pbx, A_DIRECT_SIP_PARTNER);
		if (partner != TRI_FALSE) {
			outcome = worse(outcome, partner == TRI_TRUE ? PASS : unknown(run));
			continue;
		}
		relate(run, pbx, A_DIRECT_SIP_PARTNER, "this PBX is no certified Direct SIP partner");
		witness(run, trunk, A_PEER, "no gateway stands in this link");
		outcome = see_choice(run, pbx, A_KIND) == PBX_KIND_TDM ?
			fires_gravely(run, site, A_NONE,
				"at %s the TDM exchange %s is connected to the Mediation Server without a gateway",
				label(run, site), label(run, pbx)) :
			fires(run, site, A_NONE,
				"at %s %s is connected to the Mediation Server without a gateway, but is no certified Direct SIP partner",
				label(run, site), label(run, pbx));
	}
	return outcome;
}

static enum outcome judge_scenario(struct run *run, const struct element *site)
{
	struct elements pbxs = own_pbxs(run, site);
	enum outcome outcome = NOT_APPLICABLE;

	for (uint32_t i = 0; i < pbxs.n; i++) {
		const struct element *pbx = pbxs.at[i];
		const struct element *trunk = direct_trunk(run, pbx);
		bool is_ip = see_choice(run, pbx, A_KIND) == PBX_KIND_IP;
		enum tri bypass = TRI_FALSE;

		if (trunk == NULL) {
			struct walk ties = see_referrers(run, pbx, K_TIE_LINE, A_PBX);

			outcome = worse(outcome, walk_next(&ties) != NULL ? PASS : NOT_APPLICABLE);
			continue;
		}
		if (is_ip)
			bypass = ask_bool(run, pbx, A_MEDIA_BYPASS_SUPPORTED);
		if (bypass != TRI_FALSE) {
			outcome = worse(outcome, bypass == TRI_TRUE ? PASS : unknown(run));
			continue;
		}
		relate(run, pbx, is_ip ? A_MEDIA_BYPASS_SUPPORTED : A_KIND, "the PBX");
		witness(run, trunk, A_PEER, "its direct trunk");
		outcome = lacks(run, site, A_NONE,
			"at %s %s is linked directly to the Mediation Server, but %s", label(run, site),
			label(run, pbx), is_ip ? "does not support media bypass" : "is a TDM exchange");
	}
	return outcome;
}

/* Gateways that do nothing but stand between a Mediation Server and the PBX: no PSTN line ends on them. */
static struct elements gateways_between(struct run *run, const struct element *pbx)
{
	struct walk ties = see_referrers(run, pbx, K_TIE_LINE, A_PBX);
	struct elements found = { 0 };
	const struct element *tie;

	while ((tie = walk_next(&ties)) != NULL) {
		const struct element *gateway = see_ref(run, tie, A_GATEWAY);

		if (gateway != NULL && direct_trunk(run, gateway) != NULL &&
			see_line_on(run, gateway) == NULL)
			elements_add(run, &found, gateway);
	}
	return found;
}

static enum outcome judge_superfluous_gateway(struct run *run, const struct element *site)
{
	struct elements pbxs = own_pbxs(run, site);
	enum outcome outcome = NOT_APPLICABLE;

	for (uint32_t i = 0; i < pbxs.n; i++) {
		struct elements between = gateways_between(run, pbxs.at[i]);
		enum tri partner = see_bool(run, pbxs.at[i], A_DIRECT_SIP_PARTNER);

		if (partner == TRI_UNKNOWN && between.n > 0) {
			ask_bool(run, pbxs.at[i], A_DIRECT_SIP_PARTNER);
			outcome = worse(outcome, unknown(run));
		}
		if (partner != TRI_TRUE)
			continue;
		outcome = worse(outcome, PASS);
		for (uint32_t j = 0; j < between.n; j++) {
			relate(run, between.at[j], A_NONE, "this gateway could be left out");
			outcome = lacks(run, site, A_NONE,
				"at %s %s stands between the Mediation Server and %s, a certified Direct SIP partner that needs none",
				label(run, site), label(run, between.at[j]), label(run, pbxs.at[i]));
		}
	}
	return outcome;
}

static const struct rule option_rules[] = {
	{
		.info = {
			.id = "OPT001",
			.name = "option-declared",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_DIRECT,
			.title = "every site with Enterprise Voice must be one of the described options",
			.meaning = "the pages describe SIP trunking, Enterprise Voice behind or in front of a PBX, and VoIP-only; a site that is none of them, or declares one that its lines contradict, cannot be held against any",
			.fix = "connect the PBX to the gateway on which the lines end (tie-line), or correct deployment",
			.bad = "<site id=\"s\" deployment=\"sip-trunking\" ...> ... </site>  without a trunk to a provider",
			.good = "<site id=\"s\" deployment=\"voip-only\" ...> ... </site>",
			.pages = { PAGE_SEED_B, PAGE_LANGUAGE },
		},
		.subjects = BIT(K_SITE),
		.judge = judge_declared,
	},
	{
		.info = {
			.id = "OPT002",
			.name = "incremental-needs-pbx",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_PBX,
			.title = "an incremental deployment presumes a PBX",
			.meaning = "incremental deployment introduces Enterprise Voice group by group beside an existing PBX; without a PBX there is nothing to be behind or in front of",
			.fix = "describe the PBX that serves the site, or declare deployment=\"voip-only\"",
			.bad = "<site id=\"s\" deployment=\"behind-pbx\" ...> <users .../> </site>",
			.good = "<site id=\"s\" deployment=\"behind-pbx\" ...> <pbx id=\"x\" kind=\"tdm\"/> <users .../> </site>",
			.pages = { PAGE_SEED_B },
		},
		.subjects = BIT(K_SITE),
		.judge = judge_needs_pbx,
	},
	{
		.info = {
			.id = "OPT003",
			.name = "voiponly-has-pbx",
			.severity = SEVERITY_ERROR,
			.options = OPTION_VOIP,
			.title = "a VoIP-only site has no PBX",
			.meaning = "VoIP-only is meant for sites without traditional telephony; a PBX there contradicts it",
			.fix = "remove the PBX from the plan, or declare behind-pbx or in-front-of-pbx",
			.bad = "<site id=\"s\" deployment=\"voip-only\" ...> <pbx id=\"x\" kind=\"tdm\"/> </site>",
			.good = "<site id=\"s\" deployment=\"voip-only\" ...> </site>",
			.pages = { PAGE_SEED_B },
		},
		.subjects = BIT(K_SITE),
		.judge = judge_has_pbx,
	},
	{
		.info = {
			.id = "OPT004",
			.name = "one-telephony-per-team",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_PBX,
			.title = "a team is on Lync or on the PBX, not on both",
			.meaning = "in incremental deployment Lync is the sole telephony of the teams that have it, while the others stay on the PBX; a team on both lies outside what is described",
			.fix = "split the group: those on enterprise-voice and those on pbx",
			.bad = "<users id=\"sales\" telephony=\"both\" .../>",
			.good = "<users id=\"sales\" telephony=\"enterprise-voice\" .../>",
			.pages = { PAGE_SEED_B },
		},
		.subjects = BIT(K_USERS),
		.judge = judge_one_telephony,
	},
	{
		.info = {
			.id = "OPT005",
			.name = "incremental-all-or-none",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_PBX,
			.title = "an incremental deployment has people on both sides",
			.meaning = "incremental deployment presumes that some are on Enterprise Voice and the rest on the PBX; when nobody is left on the PBX the site can be VoIP-only, and when nobody is on Enterprise Voice there is nothing to plan",
			.fix = "describe the groups that are missing, or choose another option",
			.bad = "<site deployment=\"behind-pbx\" ...> <users telephony=\"enterprise-voice\" .../> </site>",
			.good = "<site deployment=\"behind-pbx\" ...> <users telephony=\"enterprise-voice\" .../> <users telephony=\"pbx\" .../> </site>",
			.pages = { PAGE_SEED_B },
		},
		.subjects = BIT(K_SITE),
		.judge = judge_all_or_none,
	},
	{
		.info = {
			.id = "OPT006",
			.name = "incremental-groups-defined",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_PBX,
			.title = "incremental deployment suits groups with common needs and central management",
			.meaning = "the option is recommended for clearly defined groups that need the same things and can be managed centrally",
			.fix = "choose groups that fit, or note why this one is moved all the same",
			.bad = "<users id=\"u\" telephony=\"enterprise-voice\" common-requirements=\"false\" .../>",
			.good = "<users id=\"u\" telephony=\"enterprise-voice\" common-requirements=\"true\" central-management=\"true\" .../>",
			.pages = { PAGE_SEED_B },
		},
		.subjects = BIT(K_USERS),
		.needs = { A_COMMON_REQUIREMENTS, A_CENTRAL_MANAGEMENT },
		.judge = judge_group_defined,
	},
	{
		.info = {
			.id = "OPT007",
			.name = "incremental-dispersed-benefit",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_PBX,
			.title = "teams spread over a wide area save long-distance charges",
			.meaning = "the option is also effective for teams or departments spread over wide areas, where savings on long-distance calls can be significant",
			.fix = "nothing is wrong: this is a benefit to count",
			.bad = "<users id=\"u\" telephony=\"enterprise-voice\" dispersed=\"true\" .../>",
			.good = "<users id=\"u\" telephony=\"enterprise-voice\" dispersed=\"false\" .../>",
			.pages = { PAGE_SEED_B },
		},
		.subjects = BIT(K_USERS),
		.needs = { A_DISPERSED },
		.judge = judge_dispersed,
	},
	{
		.info = {
			.id = "OPT010",
			.name = "incremental-behind-recommended",
			.severity = SEVERITY_NOTE,
			.options = OPTION_FRONT,
			.title = "behind the PBX is the recommended topology for incremental deployment",
			.meaning = "the page calls Enterprise Voice behind the PBX the recommended topology for incremental deployment, and lists the other one, too, as a recommended configuration",
			.fix = "nothing is wrong; be sure that the advantages of being in front are wanted",
			.bad = "<site id=\"s\" deployment=\"in-front-of-pbx\" ...>",
			.good = "<site id=\"s\" deployment=\"behind-pbx\" ...>",
			.conflict = "X7: one sentence of the page recommends behind the PBX, a later one recommends both; a note only",
			.pages = { PAGE_SEED_B },
		},
		.subjects = BIT(K_SITE),
		.judge = judge_behind_recommended,
	},
	{
		.info = {
			.id = "OPT011",
			.name = "incremental-one-of-two",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_PBX,
			.title = "an incremental deployment is behind the PBX or in front of it",
			.meaning = "only two configurations are described: PSTN lines end on the PBX, or on a gateway that is tied to it; with lines on both or on neither, nobody can say who answers a call",
			.fix = "let the PSTN lines of the site end all on the PBX, or all on the gateway",
			.bad = "<pstn-line id=\"l1\" ends-on=\"pbx\"/> <pstn-line id=\"l2\" ends-on=\"gateway\"/>",
			.good = "<pstn-line id=\"l1\" ends-on=\"gateway\"/> <pstn-line id=\"l2\" ends-on=\"gateway\"/>",
			.pages = { PAGE_SEED_B },
		},
		.subjects = BIT(K_SITE),
		.after = "OPT002",
		.judge = judge_one_of_two,
	},
	{
		.info = {
			.id = "OPT023",
			.name = "pbx-needs-gateway",
			.severity = SEVERITY_WARNING,
			.grave = SEVERITY_ERROR,
			.grave_when = "the PBX is a TDM exchange",
			.options = OPTIONS_PBX,
			.title = "a PBX that is no certified Direct SIP partner needs a gateway",
			.meaning = "the page waives the gateway between Mediation Server and PBX only for certified Direct SIP partners; a TDM exchange cannot do without one in any case",
			.fix = "put a gateway between the two (tie-line and a trunk to the gateway), or get the PBX certified",
			.bad = "<pbx id=\"x\" kind=\"ip\" direct-sip-partner=\"false\"/> <trunk id=\"t\" peer=\"x\" .../>",
			.good = "<pbx id=\"x\" kind=\"ip\" direct-sip-partner=\"true\"/> <trunk id=\"t\" peer=\"x\" .../>",
			.conflict = "X19: the page asks for a certified partner, the cmdlet reference and the Mediation Server page let an IP-PBX connect directly without saying so; graded by the kind of PBX, an error for both under the profile supported-only",
			.pages = { PAGE_SEED_B, PAGE_MED, PAGE_GUIDE13, PAGE_PS_PSTN_GATEWAY },
		},
		.subjects = BIT(K_SITE),
		.needs = { A_DIRECT_SIP_PARTNER },
		.judge = judge_pbx_gateway,
	},
	{
		.info = {
			.id = "OPT024",
			.name = "certified-no-gateway",
			.severity = SEVERITY_NOTE,
			.options = OPTION_CERT,
			.title = "a certified Direct SIP partner needs no gateway",
			.meaning = "between the Mediation Server and a certified Direct SIP partner no PSTN gateway is required",
			.fix = "connect the PBX directly and leave the gateway out, or keep it for another reason",
			.bad = "<pbx id=\"x\" direct-sip-partner=\"true\" .../> <tie-line gateway=\"gw\" pbx=\"x\" .../>",
			.good = "<pbx id=\"x\" direct-sip-partner=\"true\" .../> <trunk peer=\"x\" .../>",
			.pages = { PAGE_SEED_B },
		},
		.subjects = BIT(K_SITE),
		.needs = { A_DIRECT_SIP_PARTNER },
		.judge = judge_superfluous_gateway,
	},
	{
		.info = {
			.id = "OPT026",
			.name = "pbx-scenario-supported",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_PBX | OPTION_CERT,
			.title = "three ways to connect a PBX are listed as supported",
			.meaning = "an IP-PBX that supports media bypass on the Mediation Server, an IP-PBX behind a stand-alone gateway, and a TDM exchange behind a stand-alone gateway",
			.fix = "put a gateway in between, or use an IP-PBX that supports media bypass",
			.bad = "<pbx id=\"x\" kind=\"ip\" media-bypass-supported=\"false\"/> <trunk peer=\"x\" .../>",
			.good = "<pbx id=\"x\" kind=\"ip\" media-bypass-supported=\"true\"/> <trunk peer=\"x\" .../>",
			.conflict = "X21: the Mediation Server pages nevertheless speak of an IP-PBX without media bypass",
			.pages = { PAGE_PSTN },
		},
		.subjects = BIT(K_SITE),
		.needs = { A_MEDIA_BYPASS_SUPPORTED },
		.judge = judge_scenario,
	},
};

const struct rule_group rule_group_option = RULE_GROUP(option_rules);
