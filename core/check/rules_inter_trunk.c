/* SPDX-License-Identifier: MIT */
/* Calls that come in over one trunk and leave over another: the usages of trunk configurations. */
#include "check/outbound.h"
#include "check/sites.h"

static int role_of(struct run *run, const struct element *trunk)
{
	return see_choice(run, trunk_holder(run->topo, &run->plan->fallback, trunk, A_ROLE), A_ROLE);
}

/* Its telephones call outside through Lync: it says so, or nothing else is there. Unknown is noted as missing. */
static enum tri calls_through_lync(struct run *run, const struct element *pbx)
{
	int egress = see_choice(run, pbx, A_EGRESS);

	if (egress < 0 && see_line_on(run, pbx) != NULL)
		return TRI_FALSE;
	egress = ask_choice(run, pbx, A_EGRESS);
	return egress < 0 ? TRI_UNKNOWN : tri_of(egress == EGRESS_LYNC);
}

/* A PBX whose calls to the PSTN arrive at Lync over this box: the box itself, or one tied to it. */
static bool carries_pbx_calls(struct run *run, const struct element *box)
{
	struct walk ties = see_referrers(run, box, K_TIE_LINE, A_GATEWAY);
	const struct element *tie;

	while ((tie = walk_next(&ties)) != NULL) {
		const struct element *pbx = see_ref(run, tie, A_PBX);

		if (pbx != NULL && see_choice(run, pbx, A_EGRESS) == EGRESS_LYNC)
			return true;
	}
	return false;
}

/* Calls come in over it from the PSTN: its peer is a provider's SBC, or a gateway that is not there for a PBX. */
static bool brings_pstn_calls(struct run *run, const struct element *trunk)
{
	const struct element *peer = see_ref(run, trunk, A_PEER);
	int role = role_of(run, trunk);
	struct walk ties;

	if (peer == NULL || role == ROLE_PBX || role == ROLE_EMERGENCY || peer->kind == K_PBX)
		return false;
	if (peer->kind == K_SBC)
		return true;
	if (see_choice(run, peer, A_KIND) == GATEWAY_KIND_ANALOG_GATEWAY || carries_pbx_calls(run, peer))
		return false;
	ties = see_referrers(run, peer, K_TIE_LINE, A_GATEWAY);
	return role == ROLE_PSTN || walk_next(&ties) == NULL || see_line_on(run, peer) != NULL;
}

/* The trunk that the configuration holds for and that brings calls from the PSTN, or NULL. */
static const struct element *pstn_trunk_among(
	struct run *run, const struct element *config, struct walk trunks)
{
	const struct element *trunk;

	while ((trunk = walk_next(&trunks)) != NULL)
		if (see_trunk_config(run, trunk) == config && brings_pstn_calls(run, trunk))
			return trunk;
	return NULL;
}

static const struct element *pstn_trunk_of(struct run *run, const struct element *config)
{
	const struct element *scope = topo_ref(run->topo, config, A_SCOPE);
	const struct element *found = NULL;
	const struct element *pool;
	struct walk pools;

	if (topo_scope(run->topo, config, A_SCOPE) == SCOPE_GLOBAL)
		return pstn_trunk_among(run, config, see_kind(run, K_TRUNK));
	if (scope == NULL)
		return NULL;
	if (scope->kind == K_TRUNK)
		return see_trunk_config(run, scope) == config && brings_pstn_calls(run, scope) ? scope : NULL;
	pools = see_children(run, scope, MEDIATION_POOLS);
	while (found == NULL && (pool = walk_next(&pools)) != NULL)
		found = pstn_trunk_among(run, config, see_referrers(run, pool, K_TRUNK, A_MEDIATION_POOL));
	return found;
}

/* A PBX that hangs on Lync alone: calls from the PSTN can only reach it that way. */
static bool depends_on_lync(struct run *run, const struct element *pbx)
{
	struct walk ties = see_referrers(run, pbx, K_TIE_LINE, A_PBX);

	return see_line_on(run, pbx) == NULL && walk_next(&ties) == NULL && direct_trunk(run, pbx) != NULL;
}

/* A route with a trunk that leads on to the PSTN or to somebody who is not reached that way alone. */
static bool leads_downstream(struct run *run, const struct element *route)
{
	struct refs trunks = see_refs(run, route, A_TRUNKS);

	for (uint32_t i = 0; i < trunks.n; i++) {
		const struct element *peer = see_ref(run, refs_nth(trunks, i), A_PEER);

		if (peer != NULL && (peer->kind != K_PBX || !depends_on_lync(run, peer)))
			return true;
	}
	return false;
}

/* The first route of the usages that passes the test, or NULL. */
static const struct element *route_of(
	struct run *run, struct refs usages, bool (*test)(struct run *run, const struct element *route))
{
	for (uint32_t i = 0; i < usages.n; i++) {
		struct walk routes = see_referrers(run, refs_nth(usages, i), K_VOICE_ROUTE, A_USAGES);
		const struct element *route;

		while ((route = walk_next(&routes)) != NULL)
			if (test(run, route))
				return route;
	}
	return NULL;
}

static enum outcome judge_pstn_usages(struct run *run, const struct element *config)
{
	struct refs usages = see_refs(run, config, A_PSTN_USAGES);
	const struct element *trunk = usages.n > 0 ? pstn_trunk_of(run, config) : NULL;
	const struct element *route;

	if (trunk == NULL)
		return NOT_APPLICABLE;
	if (!ask_kinds(run, BIT(K_VOICE_ROUTE)))
		return unknown(run);
	route = route_of(run, usages, leads_downstream);
	if (route == NULL)
		return PASS;
	witness(run, trunk, A_PEER, "calls come in from the PSTN");
	witness(run, route, A_TRUNKS, "and may leave here");
	return fires(run, config, A_PSTN_USAGES,
		"calls that come in from the PSTN over %s may leave again by %s, so a stranger may call at the "
		"company's cost",
		label(run, trunk), label(run, route));
}

/* A route to the PSTN: a trunk of it leads to a box that is no PBX and not there for one. */
static bool leads_to_pstn(struct run *run, const struct element *route)
{
	struct refs trunks = see_refs(run, route, A_TRUNKS);

	for (uint32_t i = 0; i < trunks.n; i++) {
		const struct element *peer = see_ref(run, refs_nth(trunks, i), A_PEER);

		if (peer != NULL && peer->kind != K_PBX && role_of(run, refs_nth(trunks, i)) != ROLE_PBX)
			return true;
	}
	return false;
}

/* What a judgement of a PBX's trunks says of each. */
typedef enum outcome judge_trunk(struct run *run, const struct element *trunk, const struct element *pbx);

static enum outcome judge_trunks_to(
	struct run *run, const struct element *box, const struct element *pbx, judge_trunk *judge)
{
	struct walk trunks = see_referrers(run, box, K_TRUNK, A_PEER);
	struct walk again = trunks;
	enum outcome outcome = NOT_APPLICABLE;
	const struct element *trunk;
	bool has_own = false;

	while ((trunk = walk_next(&again)) != NULL)
		has_own |= role_of(run, trunk) == ROLE_PBX;
	while ((trunk = walk_next(&trunks)) != NULL)
		if (role_of(run, trunk) == ROLE_PBX || (!has_own && role_of(run, trunk) != ROLE_EMERGENCY))
			outcome = worse(outcome, judge(run, trunk, pbx));
	return outcome;
}

/* Every trunk over which the PBX's calls arrive: its own, and those of gateways tied to it. */
static enum outcome judge_pbx_trunks(struct run *run, const struct element *pbx, judge_trunk *judge)
{
	struct walk ties = see_referrers(run, pbx, K_TIE_LINE, A_PBX);
	enum outcome outcome = judge_trunks_to(run, pbx, pbx, judge);
	const struct element *tie;

	while ((tie = walk_next(&ties)) != NULL) {
		const struct element *gateway = see_ref(run, tie, A_GATEWAY);

		if (gateway != NULL)
			outcome = worse(outcome, judge_trunks_to(run, gateway, pbx, judge));
	}
	return outcome;
}

static enum outcome judge_usage_of(struct run *run, const struct element *trunk, const struct element *pbx)
{
	const struct element *config = see_trunk_config(run, trunk);
	struct refs usages;

	relate(run, pbx, A_EGRESS, "its calls to the PSTN go through Lync");
	if (config == NULL)
		return lacks(run, trunk, A_NONE,
			"calls of %s come in over %s, which has no trunk-config with a usage that lets them out",
			label(run, pbx), label(run, trunk));
	usages = see_refs(run, config, A_PSTN_USAGES);
	relate(run, trunk, A_NONE, "the trunk over which they come");
	if (route_of(run, usages, leads_to_pstn) == NULL)
		return lacks(run, config, see_written(run, config, A_PSTN_USAGES) ? A_PSTN_USAGES : A_NONE,
			usages.n == 0 ?
				"calls of %s come in over %s, but this configuration has no usage that lets them out" :
				"calls of %s come in over %s, but no usage of this configuration has a route to the PSTN",
			label(run, pbx), label(run, trunk));
	return PASS;
}

/* Whether the PBX's calls to the PSTN come in over trunks; what to return where they do not. */
static bool needs_way_out(struct run *run, const struct element *pbx, enum outcome *ret)
{
	struct walk ties = see_referrers(run, pbx, K_TIE_LINE, A_PBX);
	enum tri through;

	*ret = NOT_APPLICABLE;
	if (direct_trunk(run, pbx) == NULL && walk_next(&ties) == NULL)
		return false;
	through = calls_through_lync(run, pbx);
	if (through == TRI_TRUE && ask_kinds(run, BIT(K_VOICE_ROUTE)))
		return true;
	if (through != TRI_FALSE)
		*ret = unknown(run);
	return false;
}

static enum outcome judge_pbx_usage(struct run *run, const struct element *pbx)
{
	enum outcome outcome;

	return needs_way_out(run, pbx, &outcome) ? judge_pbx_trunks(run, pbx, judge_usage_of) : outcome;
}

/* The usages are there, but no route of them goes on. Where there are none ITR002 says so. */
static enum outcome judge_shared_with(struct run *run, const struct element *trunk, const struct element *pbx)
{
	const struct element *config = see_trunk_config(run, trunk);
	struct refs usages = { 0 };

	if (config != NULL)
		usages = see_refs(run, config, A_PSTN_USAGES);
	if (usages.n == 0)
		return NOT_APPLICABLE;
	if (route_of(run, usages, leads_to_pstn) != NULL)
		return PASS;
	relate(run, trunk, A_NONE, "the trunk over which calls come in");
	relate(run, pbx, A_EGRESS, "who calls");
	return lacks(run, config, A_PSTN_USAGES,
		"%s shares no usage with a route to the PSTN, so calls of %s cannot go on from it",
		label(run, trunk), label(run, pbx));
}

static bool note_trunk(struct run *run, const struct element *route, void *context)
{
	const struct element **pbx = context;
	struct refs trunks = see_refs(run, route, A_TRUNKS);

	for (uint32_t i = 0; i < trunks.n; i++)
		if (see_ref(run, refs_nth(trunks, i), A_PEER) == *pbx) {
			*pbx = NULL;
			return false;
		}
	return true;
}

/* The first number of the group, of the ends of its ranges, that no route takes to the PBX. */
static bool find_stranded(struct run *run, const struct outbound *outbound, const struct element *users,
	const struct element *pbx, char number[NUMBER_TEXT_LENGTH])
{
	struct str list = see_text(run, users, A_NUMBERS);
	struct number_range range;

	while (number_range_next(&list, &range)) {
		const uint64_t ends[] = { range.first, range.last };

		for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
			const struct element *sought = pbx;

			number_text(&range, ends[i], number);
			outbound_visit(run, outbound, str_of(number), note_trunk, &sought);
			if (sought != NULL)
				return true;
		}
	}
	return false;
}

/* From a trunk, by the usages of its configuration, to the numbers of a group on the PBX. */
static enum outcome judge_way_to(
	struct run *run, const struct element *trunk, const struct element *users, const struct element *pbx)
{
	const struct element *config = see_trunk_config(run, trunk);
	char number[NUMBER_TEXT_LENGTH];
	struct outbound outbound;
	struct refs usages = { 0 };
	bool stranded;

	if (ask_text(run, users, A_NUMBERS).text == NULL || !ask_kinds(run, BIT(K_VOICE_ROUTE)))
		return unknown(run);
	if (config != NULL)
		usages = see_refs(run, config, A_PSTN_USAGES);
	outbound = outbound_of_usages(run, usages);
	stranded = find_stranded(run, &outbound, users, pbx, number);
	outbound_release(&outbound);
	if (!stranded)
		return PASS;
	relate(run, users, A_NUMBERS, "who is called");
	relate(run, trunk, A_NONE, "where calls from the PSTN come in");
	return lacks(run, config != NULL ? config : trunk,
		config != NULL && see_written(run, config, A_PSTN_USAGES) ? A_PSTN_USAGES : A_NONE,
		"calls from the PSTN over %s cannot go on to %s of %s: no usage that the trunk has leads there",
		label(run, trunk), number, label(run, users));
}

/* To everybody on PBXs that have a trunk from the same pool and can be reached by nothing else. */
static enum outcome judge_ways_from(struct run *run, const struct element *trunk, const struct element *pool)
{
	struct walk others = see_referrers(run, pool, K_TRUNK, A_MEDIATION_POOL);
	enum outcome outcome = NOT_APPLICABLE;
	const struct element *other;

	while ((other = walk_next(&others)) != NULL) {
		const struct element *pbx = see_ref(run, other, A_PEER);
		const struct element *users;
		struct walk groups;

		if (pbx == NULL || pbx->kind != K_PBX || !depends_on_lync(run, pbx))
			continue;
		groups = see_referrers(run, pbx, K_USERS, A_PBX);
		while ((users = walk_next(&groups)) != NULL)
			if (see_choice(run, users, A_TELEPHONY) == TELEPHONY_PBX)
				outcome = worse(outcome, judge_way_to(run, trunk, users, pbx));
	}
	return outcome;
}

/* Each configuration is judged once, by the first of its trunks. */
static enum outcome judge_pool(struct run *run, const struct element *pool)
{
	struct walk trunks = see_referrers(run, pool, K_TRUNK, A_MEDIATION_POOL);
	enum outcome outcome = NOT_APPLICABLE;
	struct element_set judged = { 0 };
	const struct element *trunk;

	if (topo_count(run->topo, K_PBX) == 0)
		return NOT_APPLICABLE;
	while ((trunk = walk_next(&trunks)) != NULL) {
		const struct element *config = see_trunk_config(run, trunk);

		if (brings_pstn_calls(run, trunk) &&
			element_set_add(run, &judged, config != NULL ? config : pool))
			outcome = worse(outcome, judge_ways_from(run, trunk, pool));
	}
	return outcome;
}

static enum outcome judge_shared_usage(struct run *run, const struct element *e)
{
	enum outcome outcome;

	if (e->kind != K_PBX)
		return judge_pool(run, e);
	return needs_way_out(run, e, &outcome) ? judge_pbx_trunks(run, e, judge_shared_with) : outcome;
}

static const struct rule inter_trunk_rules[] = {
	{
		.info = {
			.id = "ITR001",
			.name = "pstn-trunk-usage",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "a trunk from the PSTN should have no usage that leads out again",
			.meaning = "usages of a trunk configuration are for calls that come in over the trunk; the page strongly recommends to give none to a trunk to a PSTN gateway or a provider that leads to the PSTN or another system downstream, for then calls from outside can leave again at the company's cost",
			.fix = "take pstn-usages out of the trunk-config, or leave only those that lead to a PBX behind Lync",
			.bad = "<trunk-config scope=\"trunk:t-pstn\" pstn-usages=\"all-calls\"/>",
			.good = "<trunk-config scope=\"trunk:t-pstn\"/>",
			.pages = { PAGE_TBYP, PAGE_ITR },
		},
		.subjects = BIT(K_TRUNK_CONFIG),
		.judge = judge_pstn_usages,
	},
	{
		.info = {
			.id = "ITR002",
			.name = "pbx-needs-usage",
			.severity = SEVERITY_ERROR,
			.options = OPTION_FRONT | OPTION_CERT,
			.title = "a PBX that reaches the PSTN through Lync needs a usage at its trunk",
			.meaning = "a call that does not come from a client of Lync is routed by the usages of the trunk over which it comes in; without one that has a route to the PSTN it goes nowhere",
			.fix = "give the trunk-config of the trunk to the PBX, or to the gateway tied to it, the pstn-usages whose voice-routes lead to the PSTN",
			.bad = "<pbx id=\"x\" kind=\"ip\" egress=\"lync\"/> <trunk id=\"t-x\" mediation-pool=\"med\" peer=\"x\"/> <trunk-config scope=\"trunk:t-x\"/>",
			.good = "<pbx id=\"x\" kind=\"ip\" egress=\"lync\"/> <trunk id=\"t-x\" mediation-pool=\"med\" peer=\"x\"/> <trunk-config scope=\"trunk:t-x\" pstn-usages=\"all-calls\"/>",
			.pages = { PAGE_TBYP, PAGE_PS_INTER_TRUNK },
		},
		.subjects = BIT(K_PBX),
		.needs = { A_EGRESS },
		.judge = judge_pbx_usage,
	},
	{
		.info = {
			.id = "ITR003",
			.name = "intertrunk-shared-usage",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "two trunks can be joined only by a usage that both have, and a pattern that takes the number",
			.meaning = "a call goes on from the trunk over which it comes in to another one only if a usage of the first one's configuration is also on a route with the second, whose pattern takes the number; so calls of a PBX that leave through Lync, and calls from the PSTN to a PBX that hangs on Lync alone. Of numbers, the ends of each written range are tried",
			.fix = "put a usage of the trunk-config on a voice-route that has the other trunk and takes the number",
			.bad = "<trunk-config scope=\"trunk:t-x\" pstn-usages=\"inside\"/> <pstn-usage id=\"pstn\"/> <voice-route id=\"r\" usages=\"pstn\" trunks=\"t-pstn\" .../>",
			.good = "<trunk-config scope=\"trunk:t-x\" pstn-usages=\"pstn\"/> <pstn-usage id=\"pstn\"/> <voice-route id=\"r\" usages=\"pstn\" trunks=\"t-pstn\" .../>",
			.pages = { PAGE_PS_INTER_TRUNK, PAGE_ITR },
		},
		.subjects = BIT(K_PBX) | MEDIATION_POOLS,
		.needs = { A_EGRESS, A_NUMBERS },
		.judge = judge_shared_usage,
	},
};

const struct rule_group rule_group_inter_trunk = RULE_GROUP(inter_trunk_rules);
