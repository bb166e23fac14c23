/* SPDX-License-Identifier: MIT */
/* That calls find a way at all. */
#include "check/number_routes.h"
#include "check/outbound.h"
#include "check/sites.h"

/* A group with Enterprise Voice must have a policy; what the policy allows is judged at the policy. */
static enum outcome judge_group(struct run *run, const struct element *users)
{
	if (!see_voice(run, users))
		return NOT_APPLICABLE;
	if (!ask_kinds(run, BIT(K_VOICE_ROUTE)) || !ask_kinds(run, BIT(K_VOICE_POLICY)))
		return unknown(run);
	see_broken(run, users, A_VOICE_POLICY);
	if (see_policy(run, users) != NULL)
		return PASS;
	return lacks(run, users, A_NONE,
		"%s is on Enterprise Voice but has no voice policy, so it can call nobody outside",
		label(run, users));
}

/* A route of the policy that has a trunk, or NULL. */
static const struct element *usable_route(struct run *run, const struct element *policy)
{
	struct refs usages = see_refs(run, policy, A_USAGES);

	for (uint32_t i = 0; i < usages.n; i++) {
		struct walk routes = see_referrers(run, refs_nth(usages, i), K_VOICE_ROUTE, A_USAGES);
		const struct element *route;

		while ((route = walk_next(&routes)) != NULL)
			if (see_refs(run, route, A_TRUNKS).n > 0)
				return route;
	}
	return NULL;
}

static bool note_usable(struct run *run, const struct element *route, void *context)
{
	bool *found = context;

	*found = see_refs(run, route, A_TRUNKS).n > 0;
	return !*found;
}

/* The first number of a PBX group that no route of the policy with a trunk takes. */
static bool find_unreachable(struct run *run, const struct outbound *outbound, const struct element *users,
	char number[NUMBER_TEXT_LENGTH])
{
	struct str list = see_text(run, users, A_NUMBERS);
	struct number_range range;

	while (number_range_next(&list, &range)) {
		/* Routes are for whole blocks: the ends of each range stand for it. */
		const uint64_t ends[] = { range.first, range.last };

		for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
			bool found = false;

			number_text(&range, ends[i], number);
			outbound_visit(run, outbound, str_of(number), note_usable, &found);
			if (!found)
				return true;
		}
	}
	return false;
}

static enum outcome judge_colleague(struct run *run, const struct element *policy,
	const struct outbound *outbound, const struct element *users)
{
	char number[NUMBER_TEXT_LENGTH];

	if (ask_text(run, users, A_NUMBERS).text == NULL)
		return unknown(run);
	if (!find_unreachable(run, outbound, users, number))
		return PASS;
	if (!outbound_is_known(run, outbound))
		return unknown(run);
	relate(run, users, A_NUMBERS, "colleagues on the PBX");
	return lacks(run, policy, A_USAGES, "no route of %s with a trunk takes %s of %s", label(run, policy),
		number, label(run, users));
}

/* Colleagues on a PBX must be in reach too. */
static enum outcome judge_colleagues(struct run *run, const struct element *policy)
{
	struct piece groups = run->plan->pbx_users;
	enum outcome outcome = PASS;
	struct outbound outbound;

	see_kind(run, K_USERS);
	if (groups.n == 0)
		return PASS;
	outbound = outbound_make(run, policy);
	for (uint32_t i = 0; i < groups.n; i++)
		outcome = worse(
			outcome, judge_colleague(run, policy, &outbound, piece_nth(run->plan, groups, i)));
	outbound_release(&outbound);
	return outcome;
}

static enum outcome judge_outbound(struct run *run, const struct element *e)
{
	if (e->kind == K_USERS)
		return judge_group(run, e);
	if (see_policy_users(run, e) == 0)
		return NOT_APPLICABLE;
	if (!ask_kinds(run, BIT(K_VOICE_ROUTE)))
		return unknown(run);
	if (usable_route(run, e) == NULL)
		return lacks(run, e, see_written(run, e, A_USAGES) ? A_USAGES : A_NONE,
			"no route that %s allows has a trunk, so its users can call nobody outside",
			label(run, e));
	return judge_colleagues(run, e);
}

/* Numbers of groups with Enterprise Voice enter at the box: those written at its lines, else its site's. */
static bool enter_here(struct run *run, const struct element *gateway, const struct element *site)
{
	struct elements groups = site_voice_users(run, site);
	struct walk lines = see_referrers(run, gateway, K_PSTN_LINE, A_ENDS_ON);
	bool all = see_choice(run, gateway, A_KIND) != GATEWAY_KIND_ANALOG_GATEWAY;
	const struct element *line;

	while ((line = walk_next(&lines)) != NULL) {
		struct str entering = see_text(run, line, A_NUMBERS);

		if (entering.text != NULL ? number_index_holds(&run->plan->voice_numbers, entering) :
					    all && groups.n > 0)
			return true;
	}
	return false;
}

/* The PBX stands in a site with Enterprise Voice, or serves people of one. */
static bool serves_voice_site(struct run *run, const struct element *pbx)
{
	struct walk groups = see_referrers(run, pbx, K_USERS, A_PBX);
	const struct element *users;

	if (see_site(run, site_of(run->topo, pbx))->has_enterprise_voice)
		return true;
	while ((users = walk_next(&groups)) != NULL)
		if (see_site(run, site_of(run->topo, users))->has_enterprise_voice)
			return true;
	return false;
}

/* Some route of the PBX, or its egress, sends calls over the tie line; one that says neither may. */
static bool sends_over(struct run *run, const struct element *pbx, const struct element *tie)
{
	struct walk routes = see_children(run, pbx, BIT(K_NUMBER_ROUTE));
	int egress = see_choice(run, pbx, A_EGRESS);
	const struct element *route = walk_next(&routes);

	if (egress == EGRESS_GATEWAY || (route == NULL && egress < 0))
		return true;
	for (; route != NULL; route = walk_next(&routes)) {
		const struct element *target = see_ref(run, route, A_TO);

		if (target == tie || (target != NULL && target == see_ref(run, tie, A_GATEWAY)))
			return true;
	}
	return false;
}

/* A PBX tied to the gateway hands calls for Enterprise Voice users to it. */
static bool tied_to_voice_site(struct run *run, const struct element *gateway)
{
	struct walk ties = see_referrers(run, gateway, K_TIE_LINE, A_GATEWAY);
	const struct element *tie;

	while ((tie = walk_next(&ties)) != NULL) {
		const struct element *pbx = see_ref(run, tie, A_PBX);

		if (pbx != NULL && serves_voice_site(run, pbx) && sends_over(run, pbx, tie))
			return true;
	}
	return false;
}

static enum outcome judge_inbound(struct run *run, const struct element *gateway)
{
	const struct element *site = site_of(run->topo, gateway);
	struct walk trunks;

	if (!enter_here(run, gateway, site) && !tied_to_voice_site(run, gateway))
		return NOT_APPLICABLE;
	trunks = see_referrers(run, gateway, K_TRUNK, A_PEER);
	if (walk_next(&trunks) != NULL)
		return PASS;
	return lacks(run, gateway, A_NONE,
		"calls for Enterprise Voice users arrive at %s, but it has no trunk to a Mediation Server",
		label(run, gateway));
}

static const struct rule routing_rules[] = {
	{
		.info = {
			.id = "RTE001",
			.name = "ev-outbound-to-gateway",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_DIRECT,
			.title = "calls of Enterprise Voice users to the PSTN and to PBX colleagues need a route",
			.meaning = "calls by Enterprise Voice users to the PSTN and to coworkers who are not enabled for Enterprise Voice are routed to the appropriate gateway: through a voice policy, its usages, and a route with a trunk",
			.fix = "give the group a voice-policy, the policy a usage, and a voice-route with that usage a trunk",
			.bad = "<voice-policy id=\"p\" usages=\"u\"/> <voice-route id=\"r\" usages=\"u\" trunks=\"\"/>",
			.good = "<voice-policy id=\"p\" usages=\"u\"/> <voice-route id=\"r\" usages=\"u\" trunks=\"t1 t2\"/>",
			.pages = { PAGE_SEED_B },
		},
		.subjects = BIT(K_USERS) | BIT(K_VOICE_POLICY),
		.needs = { A_NUMBERS, A_PATTERN },
		.judge = judge_outbound,
	},
	{
		.info = {
			.id = "RTE002",
			.name = "inbound-forwarded-to-lync",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_DIRECT,
			.title = "a gateway that receives calls for Enterprise Voice users needs a trunk to a Mediation Server",
			.meaning = "calls from PBX colleagues and from the PSTN are routed to the gateway, which forwards them to Lync Server for routing",
			.fix = "add a trunk from a mediation-pool to the gateway",
			.bad = "<gateway id=\"gw\" .../> <pstn-line id=\"l\" ends-on=\"gw\"/>",
			.good = "the same with <trunk id=\"t1\" mediation-pool=\"med\" peer=\"gw\" .../>",
			.pages = { PAGE_SEED_B },
		},
		.subjects = BIT(K_GATEWAY),
		.judge = judge_inbound,
	},
};

const struct rule_group rule_group_routing = RULE_GROUP(routing_rules);
