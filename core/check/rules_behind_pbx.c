/* SPDX-License-Identifier: MIT */
/* Enterprise Voice behind the PBX. */
#include "check/number_routes.h"
#include "check/sites.h"

/* Numbers of the site enter on the line: any, if it does not list them. */
static enum tri serves(struct run *run, const struct element *line, const struct element *site)
{
	struct walk groups = see_children(run, site, BIT(K_USERS));
	struct str entering = see_text(run, line, A_NUMBERS);
	enum tri found = TRI_FALSE;
	const struct element *users;

	if (entering.text == NULL)
		return TRI_TRUE;
	while ((users = walk_next(&groups)) != NULL) {
		struct str numbers = ask_text(run, users, A_NUMBERS);

		if (numbers.text == NULL)
			found = TRI_UNKNOWN;
		else if (numbers_overlap(entering, numbers))
			return TRI_TRUE;
	}
	return found;
}

/*
 * A line on the gateway, other than a provider's SIP trunk, that serves the site; NULL if there is none.
 * *ret_unsure when some line may: the numbers of its groups are noted as missing.
 */
static const struct element *serving_line(
	struct run *run, const struct element *gateway, const struct element *site, bool *ret_unsure)
{
	struct walk lines = see_referrers(run, gateway, K_PSTN_LINE, A_ENDS_ON);
	const struct element *line;

	while ((line = walk_next(&lines)) != NULL) {
		enum tri serving = see_sip_trunk_line(run, line) ? TRI_FALSE : serves(run, line, site);

		if (serving == TRI_TRUE)
			return line;
		*ret_unsure |= serving == TRI_UNKNOWN;
	}
	return NULL;
}

static enum outcome judge_lines(struct run *run, const struct element *site)
{
	struct elements gateways;
	struct elements serving = { 0 };
	bool unsure = false;

	if (!site_is(run, site, SITE_BEHIND_PBX))
		return NOT_APPLICABLE;
	if (!ask_kinds(run, BIT(K_PSTN_LINE)))
		return unknown(run);
	gateways = site_line_gateways(run, site);
	for (uint32_t i = 0; i < gateways.n; i++) {
		const struct element *line = serving_line(run, gateways.at[i], site, &unsure);

		if (line == NULL)
			continue;
		elements_add(run, &serving, gateways.at[i]);
		witness(run, line, A_ENDS_ON, "this line ends on %s", label(run, gateways.at[i]));
	}
	if (serving.n == 0)
		return unsure ? unknown(run) : PASS;
	return fires(run, site, deployment_attribute(run, site),
		"%s has Enterprise Voice behind the PBX, but a PSTN line ends on %s instead of the PBX",
		label(run, site), elements_label(run, &serving));
}

/* On to Lync: over a gateway, a tie line to one, or the PBX's own trunk. */
static bool leads_to_lync(struct run *run, const struct direction *direction, const struct element *target)
{
	const struct element *pbx = direction->box;

	switch ((enum kind)target->kind) {
	case K_GATEWAY:
		return true;
	case K_TIE_LINE:
		return see_ref(run, target, A_PBX) == pbx;
	case K_TRUNK:
		return see_ref(run, target, A_PEER) == pbx;
	default:
		return false;
	}
}

static enum outcome judge_pbx_routes_to(
	struct run *run, const struct element *site, const struct element *pbx, const struct element *users)
{
	int egress = see_choice(run, pbx, A_EGRESS);
	const struct direction direction = {
		.box = pbx,
		.users = users,
		.leads_right = leads_to_lync,
		.rest_leads_right = egress == EGRESS_GATEWAY || egress == EGRESS_LYNC,
	};
	char number[NUMBER_TEXT_LENGTH];
	enum outcome outcome = judge_numbers(run, &direction, number);

	if (outcome == UNKNOWN)
		return unknown(run);
	if (outcome != FIRES)
		return outcome;
	relate(run, pbx, A_NONE, "its routes do not send the number to a gateway or Mediation Server");
	relate(run, users, A_NUMBERS, "the number belongs to this group");
	return lacks(run, site, deployment_attribute(run, site),
		"%s does not send %s of %s on to Lync, so calls to it fail", label(run, pbx), number,
		label(run, users));
}

static enum outcome judge_pbx_routes(struct run *run, const struct element *site)
{
	struct elements pbxs = site_pbxs(run, site);
	struct elements groups = site_voice_users(run, site);
	enum outcome outcome = NOT_APPLICABLE;

	if (!site_is(run, site, SITE_BEHIND_PBX))
		return NOT_APPLICABLE;
	if (!ask_kinds(run, BIT(K_USERS)))
		return unknown(run);
	for (uint32_t i = 0; i < pbxs.n; i++)
		for (uint32_t j = 0; j < groups.n; j++)
			outcome = worse(outcome, judge_pbx_routes_to(run, site, pbxs.at[i], groups.at[j]));
	return outcome;
}

static const struct rule behind_pbx_rules[] = {
	{
		.info = {
			.id = "OPT012",
			.name = "behind-pstn-at-pbx",
			.severity = SEVERITY_ERROR,
			.options = OPTION_BEHIND,
			.title = "behind the PBX, all PSTN lines end on the PBX",
			.meaning = "when Enterprise Voice is behind the PBX, all calls from the PSTN arrive at the PBX; a line that ends on a gateway contradicts that",
			.fix = "let the line end on the PBX, or declare deployment=\"in-front-of-pbx\"",
			.bad = "<site id=\"s\" deployment=\"behind-pbx\" ...> <gateway id=\"gw\" .../> </site> <pstn-line id=\"l\" ends-on=\"gw\"/>",
			.good = "<site id=\"s\" deployment=\"behind-pbx\" ...> <pbx id=\"x\" .../> </site> <pstn-line id=\"l\" ends-on=\"x\"/>",
			.pages = { PAGE_SEED_B },
		},
		.subjects = BIT(K_SITE),
		.after = "OPT002",
		.needs = { A_NUMBERS },
		.judge = judge_lines,
	},
	{
		.info = {
			.id = "OPT013",
			.name = "behind-pbx-routes",
			.severity = SEVERITY_ERROR,
			.options = OPTION_BEHIND,
			.title = "behind the PBX, the PBX sends calls for Enterprise Voice users on",
			.meaning = "the PBX routes calls to Enterprise Voice users to a gateway (or, a certified partner, straight to the Mediation Server) and keeps those of its own users; a number that no route of it takes cannot be called",
			.fix = "add a number-route to the PBX whose pattern takes the number and whose target is the tie line, gateway or trunk",
			.bad = "<pbx id=\"x\" kind=\"tdm\"/>",
			.good = "<pbx id=\"x\" kind=\"tdm\"> <number-route pattern=\"^\\+1425555\\d{4}$\" to=\"tie1\"/> </pbx>",
			.pages = { PAGE_SEED_B },
		},
		.subjects = BIT(K_SITE),
		.after = "OPT002",
		.needs = { A_NUMBERS },
		.judge = judge_pbx_routes,
	},
};

const struct rule_group rule_group_behind_pbx = RULE_GROUP(behind_pbx_rules);
