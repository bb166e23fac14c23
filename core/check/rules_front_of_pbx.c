/* SPDX-License-Identifier: MIT */
/* Enterprise Voice in front of the PBX: lines, users, numbers. */
#include "check/number_routes.h"
#include "check/sites.h"

#include <inttypes.h>

static enum outcome judge_no_pbx_line(struct run *run, const struct element *site)
{
	struct elements pbxs = site_pbxs(run, site);
	struct elements with_line = { 0 };

	if (!site_is(run, site, SITE_IN_FRONT_OF_PBX))
		return NOT_APPLICABLE;
	if (!ask_kinds(run, BIT(K_PSTN_LINE)))
		return unknown(run);
	for (uint32_t i = 0; i < pbxs.n; i++)
		if (see_line_on(run, pbxs.at[i]) != NULL)
			elements_add(run, &with_line, pbxs.at[i]);
	if (with_line.n == 0)
		return PASS;
	for (uint32_t i = 0; i < with_line.n; i++)
		witness(run, see_line_on(run, with_line.at[i]), A_ENDS_ON, "this line ends on %s",
			label(run, with_line.at[i]));
	return fires(run, site, deployment_attribute(run, site),
		"%s has Enterprise Voice in front of the PBX, but %s has a PSTN line of its own",
		label(run, site), elements_label(run, &with_line));
}

static bool leads_to_mediation(
	struct run *run, const struct direction *direction, const struct element *target)
{
	return (target->kind == K_TRUNK && see_ref(run, target, A_PEER) == direction->box) ||
		target->kind == K_GATEWAY;
}

/* Over a tie line of the gateway to the group's own PBX, where it names one. */
static bool leads_to_pbx(struct run *run, const struct direction *direction, const struct element *target)
{
	const struct element *own = see_ref(run, direction->users, A_PBX);

	if (target->kind == K_GATEWAY)
		return true;
	return target->kind == K_TIE_LINE && see_ref(run, target, A_GATEWAY) == direction->box &&
		(own == NULL || see_ref(run, target, A_PBX) == own);
}

/* Where numbers should go, and how a message says it. */
struct side {
	bool (*leads_right)(struct run *run, const struct direction *direction, const struct element *target);
	const char *where;
};

static const struct side mediation_side = { leads_to_mediation, "a Mediation Server" };
static const struct side pbx_side = { leads_to_pbx, "the PBX" };

static enum outcome judge_gateway_routes_to(struct run *run, const struct element *site,
	const struct element *gateway, const struct element *users, const struct side *side)
{
	const struct direction direction = { gateway, users, side->leads_right, false };
	char number[NUMBER_TEXT_LENGTH];
	enum outcome outcome = judge_numbers(run, &direction, number);

	if (outcome == UNKNOWN)
		return unknown(run);
	if (outcome != FIRES)
		return outcome;
	relate(run, gateway, A_NONE, "its routes do not send the number to %s", side->where);
	relate(run, users, A_NUMBERS, "the number belongs to this group");
	return lacks(run, site, deployment_attribute(run, site),
		"%s does not send %s of %s to %s, so calls to it fail", label(run, gateway), number,
		label(run, users), side->where);
}

static enum outcome judge_gateway_routes(struct run *run, const struct element *site)
{
	struct elements gateways = site_line_gateways(run, site);
	struct elements voice = site_voice_users(run, site);
	struct elements on_pbx = site_pbx_users(run, site);
	enum outcome outcome = NOT_APPLICABLE;

	if (!site_is(run, site, SITE_IN_FRONT_OF_PBX))
		return NOT_APPLICABLE;
	if (!ask_kinds(run, BIT(K_USERS)))
		return unknown(run);
	for (uint32_t i = 0; i < gateways.n; i++) {
		for (uint32_t j = 0; j < voice.n; j++)
			outcome = worse(outcome,
				judge_gateway_routes_to(
					run, site, gateways.at[i], voice.at[j], &mediation_side));
		for (uint32_t j = 0; j < on_pbx.n; j++)
			if (!elements_hold(&voice, on_pbx.at[j]))
				outcome = worse(outcome,
					judge_gateway_routes_to(
						run, site, gateways.at[i], on_pbx.at[j], &pbx_side));
	}
	return outcome;
}

/* Neither a tie line nor a trunk connects the PBX to anything. */
static bool is_lonely(struct run *run, const struct element *pbx)
{
	struct walk ties = see_referrers(run, pbx, K_TIE_LINE, A_PBX);

	return walk_next(&ties) == NULL && direct_trunk(run, pbx) == NULL;
}

/* The lonely PBX that a group hangs on: the one it names, else any of the site; NULL if there is none. */
static const struct element *lonely_pbx_of(
	struct run *run, const struct element *users, const struct elements *pbxs)
{
	const struct element *own = see_ref(run, users, A_PBX);

	if (own != NULL)
		return is_lonely(run, own) ? own : NULL;
	for (uint32_t i = 0; i < pbxs->n; i++)
		if (is_lonely(run, pbxs->at[i]))
			return pbxs->at[i];
	return NULL;
}

/* Groups on the PBX alone. */
static struct elements pbx_groups(struct run *run, const struct element *site)
{
	struct walk groups = see_children(run, site, BIT(K_USERS));
	struct elements found = { 0 };
	const struct element *users;

	while ((users = walk_next(&groups)) != NULL)
		if (see_choice(run, users, A_TELEPHONY) == TELEPHONY_PBX)
			elements_add(run, &found, users);
	return found;
}

static enum outcome judge_pbx_users(struct run *run, const struct element *site)
{
	struct elements groups = pbx_groups(run, site);
	struct elements pbxs = site_pbxs(run, site);

	if (!site_is(run, site, SITE_IN_FRONT_OF_PBX))
		return NOT_APPLICABLE;
	if (!ask_kinds(run, BIT(K_USERS)))
		return unknown(run);
	if (groups.n == 0)
		return NOT_APPLICABLE;
	for (uint32_t i = 0; i < groups.n; i++) {
		const struct element *lonely = lonely_pbx_of(run, groups.at[i], &pbxs);

		if (lonely == NULL)
			continue;
		relate(run, lonely, A_NONE, "no tie line ends on this PBX");
		return lacks_gravely(run, site, deployment_attribute(run, site),
			"%s of %s cannot be reached: no gateway is tied to %s", label(run, groups.at[i]),
			label(run, site), label(run, lonely));
	}
	return fires(run, site, deployment_attribute(run, site), "the PBX of %s keeps serving %s",
		label(run, site), elements_label(run, &groups));
}

static enum outcome judge_legacy(struct run *run, const struct element *device)
{
	const struct element *box;

	if (see_choice(run, device, A_KIND) != DEVICE_KIND_LEGACY ||
		!site_is(run, site_of(run->topo, device), SITE_IN_FRONT_OF_PBX))
		return NOT_APPLICABLE;
	box = see_ref(run, device, A_ATTACHED_TO);
	if (box != NULL && box->kind == K_PBX)
		return PASS;
	if (box != NULL)
		return fires(run, device, A_ATTACHED_TO, "%s is attached to %s, not to the PBX",
			label(run, device), label(run, box));
	return lacks(run, device, A_NONE, "%s is not attached to the PBX", label(run, device));
}

/* The n-th number of a list, or false beyond its end. */
static bool nth_number(struct str list, uint64_t n, char text[NUMBER_TEXT_LENGTH])
{
	struct number_range range;

	while (number_range_next(&list, &range)) {
		uint64_t size = range.last - range.first + 1;

		if (n < size) {
			number_text(&range, range.first + n, text);
			return true;
		}
		n -= size;
	}
	return false;
}

/* Ranges are compared piece by piece: only where pieces start can they begin to differ. */
static bool first_difference(
	struct str old, struct str now, char old_text[NUMBER_TEXT_LENGTH], char new_text[NUMBER_TEXT_LENGTH])
{
	struct number_range a = { 1, 0, 0, false };
	struct number_range b = { 1, 0, 0, false };

	for (;;) {
		uint64_t step;

		if (a.first > a.last && !number_range_next(&old, &a))
			return false;
		if (b.first > b.last && !number_range_next(&now, &b))
			return false;
		if (a.first != b.first || a.has_extension != b.has_extension || a.extension != b.extension) {
			number_text(&a, a.first, old_text);
			number_text(&b, b.first, new_text);
			return true;
		}
		step = a.last - a.first < b.last - b.first ? a.last - a.first : b.last - b.first;
		a.first += step + 1;
		b.first += step + 1;
	}
}

static enum outcome judge_numbers_kept(struct run *run, const struct element *users)
{
	char old_text[NUMBER_TEXT_LENGTH];
	char new_text[NUMBER_TEXT_LENGTH];
	struct str old;
	struct str now;

	if (!site_is(run, site_of(run->topo, users), SITE_IN_FRONT_OF_PBX) || !see_voice(run, users))
		return NOT_APPLICABLE;
	now = ask_text(run, users, A_NUMBERS);
	old = ask_text(run, users, A_OLD_NUMBERS);
	if (now.text == NULL || old.text == NULL)
		return unknown(run);
	if (first_difference(old, now, old_text, new_text)) {
		relate(run, users, A_OLD_NUMBERS, "the numbers before");
		return fires(run, users, A_NUMBERS, "%s loses numbers: %s becomes %s", label(run, users),
			old_text, new_text);
	}
	if (numbers_count(old) <= numbers_count(now))
		return PASS;
	if (!nth_number(old, numbers_count(now), old_text))
		return PASS;
	relate(run, users, A_OLD_NUMBERS, "the numbers before");
	return fires(run, users, A_NUMBERS, "%s loses numbers: %s is not among the new ones",
		label(run, users), old_text);
}

/* A tie line joins the gateway to a PBX that serves the site. */
static bool is_tied_to(struct run *run, const struct element *gateway, const struct elements *pbxs)
{
	for (uint32_t i = 0; i < pbxs->n; i++)
		if (see_tie(run, gateway, pbxs->at[i]) != NULL)
			return true;
	return false;
}

static enum outcome judge_two_trunks(struct run *run, const struct element *site)
{
	struct elements gateways = site_line_gateways(run, site);
	struct elements pbxs = site_pbxs(run, site);
	enum outcome outcome = NOT_APPLICABLE;

	if (!site_is(run, site, SITE_IN_FRONT_OF_PBX))
		return NOT_APPLICABLE;
	if (!ask_kinds(run, BIT(K_PSTN_LINE)))
		return unknown(run);
	for (uint32_t i = 0; i < gateways.n; i++) {
		const struct element *gateway = gateways.at[i];
		struct walk trunks = see_referrers(run, gateway, K_TRUNK, A_PEER);
		bool has_trunk = walk_next(&trunks) != NULL;
		bool has_tie = is_tied_to(run, gateway, &pbxs);

		if (has_trunk && has_tie) {
			outcome = worse(outcome, PASS);
			continue;
		}
		relate(run, gateway, A_NONE, "PSTN lines end on this gateway");
		outcome = worse(outcome,
			lacks(run, site, deployment_attribute(run, site), "%s of %s has no %s%s%s",
				label(run, gateway), label(run, site), has_tie ? "" : "tie line to the PBX",
				has_tie || has_trunk ? "" : " and no ",
				has_trunk ? "" : "trunk to a Mediation Server"));
	}
	return outcome;
}

/* Channels of all PSTN lines on the gateways; false when one is absent, which is noted. */
static bool provider_channels(struct run *run, const struct elements *gateways, int64_t *ret)
{
	bool known = true;

	*ret = 0;
	for (uint32_t i = 0; i < gateways->n; i++) {
		struct walk lines = see_referrers(run, gateways->at[i], K_PSTN_LINE, A_ENDS_ON);
		const struct element *line;
		int64_t channels;

		while ((line = walk_next(&lines)) != NULL) {
			if (ask_int(run, line, A_CHANNELS, &channels))
				*ret += channels;
			else
				known = false;
		}
	}
	return known;
}

static enum outcome judge_more_channels(struct run *run, const struct element *site)
{
	struct elements gateways = site_line_gateways(run, site);
	int64_t available;
	int64_t required;
	bool all_lines;
	bool all_groups;

	if (!site_is(run, site, SITE_IN_FRONT_OF_PBX))
		return NOT_APPLICABLE;
	if (!ask_kinds(run, BIT(K_PSTN_LINE)) || !ask_kinds(run, BIT(K_USERS)))
		return unknown(run);
	if (gateways.n == 0)
		return NOT_APPLICABLE;
	all_lines = provider_channels(run, &gateways, &available);
	all_groups = site_required_channels(run, site, &required);
	/* Groups whose load is not known can only add to what is needed. */
	if (!all_lines || (!all_groups && required <= available))
		return unknown(run);
	if (required <= available)
		return PASS;
	elements_relate(run, &gateways, A_NONE, "PSTN lines end here");
	return lacks(run, site, deployment_attribute(run, site),
		"people of %s need %s%" PRId64 " channels in the busy hour, but its PSTN lines have %" PRId64,
		label(run, site), all_groups ? "" : "at least ", required, available);
}

static const struct rule front_of_pbx_rules[] = {
	{
		.info = {
			.id = "OPT014",
			.name = "front-pstn-at-gateway",
			.severity = SEVERITY_ERROR,
			.options = OPTION_FRONT,
			.title = "in front of the PBX, all PSTN lines end on the gateway",
			.meaning = "when Enterprise Voice is in front of the PBX, all calls arrive at the gateway; a PBX with a line of its own contradicts that",
			.fix = "let the line end on the gateway, or declare deployment=\"behind-pbx\"",
			.bad = "<site id=\"s\" deployment=\"in-front-of-pbx\" ...> <pbx id=\"x\" .../> </site> <pstn-line id=\"l\" ends-on=\"x\"/>",
			.good = "<site id=\"s\" deployment=\"in-front-of-pbx\" ...> <gateway id=\"gw\" .../> </site> <pstn-line id=\"l\" ends-on=\"gw\"/>",
			.pages = { PAGE_SEED_B },
		},
		.subjects = BIT(K_SITE),
		.after = "OPT002",
		.judge = judge_no_pbx_line,
	},
	{
		.info = {
			.id = "OPT015",
			.name = "front-gateway-routes",
			.severity = SEVERITY_ERROR,
			.options = OPTION_FRONT,
			.title = "in front of the PBX, the gateway divides calls between Lync and the PBX",
			.meaning = "the gateway routes calls for Enterprise Voice users to Lync and calls for PBX users to the PBX; a number that none of its routes takes cannot be called",
			.fix = "add a number-route to the gateway whose pattern takes the number and whose target is the trunk or the tie line",
			.bad = "<gateway id=\"gw\" ...> <number-route pattern=\"^\\+1425555\" to=\"tie1\"/> </gateway>",
			.good = "<gateway id=\"gw\" ...> <number-route pattern=\"^\\+14255550[1-2]\" to=\"t1\"/> <number-route pattern=\"^\\+1425555\" to=\"tie1\"/> </gateway>",
			.pages = { PAGE_SEED_B },
		},
		.subjects = BIT(K_SITE),
		.after = "OPT002",
		.needs = { A_NUMBERS },
		.judge = judge_gateway_routes,
	},
	{
		.info = {
			.id = "OPT017",
			.name = "front-pbx-users-served",
			.severity = SEVERITY_NOTE,
			.grave = SEVERITY_ERROR,
			.grave_when = "a PBX has no way to the gateway, so its users cannot be reached",
			.options = OPTION_FRONT,
			.title = "the PBX keeps serving users that are not on Enterprise Voice",
			.meaning = "an advantage of this option is that the PBX still serves the users who are not enabled for Enterprise Voice; for that it needs a line to the gateway",
			.fix = "add a tie-line between gateway and PBX; where there is one, this is only a remark",
			.bad = "<site deployment=\"in-front-of-pbx\" ...> <pbx id=\"x\" .../> <users telephony=\"pbx\" .../> </site>  without a tie-line",
			.good = "the same with <tie-line id=\"tie1\" gateway=\"gw\" pbx=\"x\"/>",
			.pages = { PAGE_SEED_B },
		},
		.subjects = BIT(K_SITE),
		.after = "OPT002",
		.judge = judge_pbx_users,
	},
	{
		.info = {
			.id = "OPT018",
			.name = "front-legacy-devices-on-pbx",
			.severity = SEVERITY_WARNING,
			.options = OPTION_FRONT,
			.title = "earlier devices stay on the PBX",
			.meaning = "an advantage of this option is that the PBX handles all earlier devices; one that hangs elsewhere or nowhere loses it",
			.fix = "attach the device to the PBX (attached-to)",
			.bad = "<device id=\"d\" kind=\"legacy\" attached-to=\"gw\"/>",
			.good = "<device id=\"d\" kind=\"legacy\" attached-to=\"x\"/>",
			.pages = { PAGE_SEED_B },
		},
		.subjects = BIT(K_DEVICE),
		.judge = judge_legacy,
	},
	{
		.info = {
			.id = "OPT019",
			.name = "front-keep-numbers",
			.severity = SEVERITY_WARNING,
			.options = OPTION_FRONT,
			.title = "Enterprise Voice users keep their numbers",
			.meaning = "an advantage of this option is that Enterprise Voice users keep the same phone numbers; a change is avoidable",
			.fix = "give the group its old numbers, in the same order",
			.bad = "<users numbers=\"+14255550200-0219\" old-numbers=\"+14255550100-0119\" .../>",
			.good = "<users numbers=\"+14255550100-0119\" old-numbers=\"+14255550100-0119\" .../>",
			.pages = { PAGE_SEED_B },
		},
		.subjects = BIT(K_USERS),
		.needs = { A_NUMBERS, A_OLD_NUMBERS },
		.judge = judge_numbers_kept,
	},
	{
		.info = {
			.id = "OPT021",
			.name = "front-two-trunks",
			.severity = SEVERITY_ERROR,
			.options = OPTION_FRONT,
			.title = "the gateway in front needs a trunk to the PBX and one to the Mediation Server",
			.meaning = "this option requires a trunk from the gateway to the PBX and one from the gateway to the Mediation Server",
			.fix = "add the tie-line or the trunk that the message misses",
			.bad = "<pstn-line ends-on=\"gw\" .../> <tie-line gateway=\"gw\" pbx=\"x\" .../>  without a trunk to gw",
			.good = "the same with <trunk id=\"t1\" mediation-pool=\"med\" peer=\"gw\" .../>",
			.pages = { PAGE_SEED_B },
		},
		.subjects = BIT(K_SITE),
		.after = "OPT002",
		.judge = judge_two_trunks,
	},
	{
		.info = {
			.id = "OPT022",
			.name = "front-more-provider-trunks",
			.severity = SEVERITY_NOTE,
			.options = OPTION_FRONT,
			.title = "more lines from the carrier may be needed",
			.meaning = "a disadvantage of this option is that more trunks from the service provider may be needed, because every call of both telephone systems passes the gateway; people per channel: 15 with light load, 10 with moderate, 5 with heavy",
			.fix = "order more channels, or correct load, calls-per-hour and mean-call-s of the groups",
			.bad = "<users count=\"200\" load=\"heavy\" .../> <pstn-line channels=\"30\" .../>",
			.good = "<users count=\"200\" load=\"heavy\" .../> <pstn-line channels=\"60\" .../>",
			.pages = { PAGE_SEED_B, PAGE_VOL },
		},
		.subjects = BIT(K_SITE),
		.needs = { A_LOAD, A_CHANNELS },
		.judge = judge_more_channels,
	},
};

const struct rule_group rule_group_front_of_pbx = RULE_GROUP(front_of_pbx_rules);
