/* SPDX-License-Identifier: MIT */
/* What carries calls when a trunk or its peer is lost. */
#include "check/outbound.h"
#include "check/sites.h"

/* Up to two different elements that a visit has met. */
struct two {
	const struct element *first, *second;
};

static bool add_to_two(struct two *two, const struct element *e)
{
	if (two->first == NULL)
		two->first = e;
	else if (two->first != e)
		two->second = e;
	return two->second == NULL;
}

static bool add_trunks(struct run *run, const struct element *route, void *context)
{
	struct refs trunks = see_refs(run, route, A_TRUNKS);

	for (uint32_t i = 0; i < trunks.n; i++)
		if (!add_to_two(context, refs_nth(trunks, i)))
			return false;
	return true;
}

static bool add_peers(struct run *run, const struct element *route, void *context)
{
	struct refs trunks = see_refs(run, route, A_TRUNKS);

	for (uint32_t i = 0; i < trunks.n; i++) {
		const struct element *peer = see_ref(run, refs_nth(trunks, i), A_PEER);

		if (peer != NULL && !add_to_two(context, peer))
			return false;
	}
	return true;
}

/* Whether the loss of one trunk matters here: the site, its pools or the whole plan say so. */
static enum tri wants_resilience(struct run *run, const struct element *site)
{
	enum tri must = site_must_survive(run, site);

	return must != TRI_UNKNOWN ? must : ask_bool(run, site, A_SURVIVABILITY_REQUIRED);
}

/* The trunks that the routes of a policy lead to, whatever number is called. */
static struct two policy_trunks(struct run *run, const struct element *policy)
{
	struct refs usages = see_refs(run, policy, A_USAGES);
	struct two trunks = { 0 };

	for (uint32_t i = 0; i < usages.n; i++) {
		struct walk routes = see_referrers(run, refs_nth(usages, i), K_VOICE_ROUTE, A_USAGES);
		const struct element *route;

		while ((route = walk_next(&routes)) != NULL)
			if (!add_trunks(run, route, &trunks))
				return trunks;
	}
	return trunks;
}

static enum outcome judge_single_trunk(struct run *run, const struct element *site)
{
	struct elements groups = site_voice_users(run, site);
	enum outcome outcome = NOT_APPLICABLE;
	enum tri wanted;

	if (!site_is(run, site, SITE_SIP_TRUNKING) || groups.n == 0)
		return NOT_APPLICABLE;
	if (!ask_kinds(run, BIT(K_VOICE_ROUTE)))
		return unknown(run);
	for (uint32_t i = 0; i < groups.n; i++) {
		const struct element *policy = see_policy(run, groups.at[i]);
		struct two trunks = { 0 };

		if (policy != NULL)
			trunks = policy_trunks(run, policy);
		if (trunks.first == NULL)
			continue;
		if (trunks.second != NULL) {
			outcome = worse(outcome, PASS);
			continue;
		}
		wanted = wants_resilience(run, site);
		if (wanted == TRI_UNKNOWN)
			return unknown(run);
		if (wanted == TRI_FALSE) {
			outcome = worse(outcome, PASS);
			continue;
		}
		relate(run, trunks.first, A_NONE, "the only trunk");
		relate(run, groups.at[i], A_NONE, "these people depend on it");
		outcome = lacks(run, site, A_NONE,
			"%s of %s depends on %s alone, though telephony must survive its loss",
			label(run, groups.at[i]), label(run, site), label(run, trunks.first));
	}
	return outcome;
}

/* Where no route is described, not even policies need be: then people who will call say that some are missing. */
static enum outcome judge_caller(struct run *run, const struct element *users)
{
	if (topo_count(run->topo, K_VOICE_ROUTE) > 0 || !see_voice(run, users) ||
		ask_kinds(run, BIT(K_VOICE_ROUTE)))
		return NOT_APPLICABLE;
	return unknown(run);
}

/* A route that an earlier one of the list equals in pattern: the class of numbers has been judged. */
static bool is_repetition(struct run *run, const struct outbound *outbound, uint32_t n)
{
	const struct outbound_route *route = outbound_patterned(run, outbound, n);

	for (uint32_t place = route->next_of_prefix; place != 0;
		place = outbound->route[place - 1].next_of_prefix)
		if (outbound->route[place - 1].pattern == route->pattern)
			return true;
	return false;
}

/* The peers that calls like the route's own may reach over all routes of the policy. */
static bool class_peers(struct run *run, const struct outbound *outbound, uint32_t n, struct two *ret,
	char number[PATTERN_EXAMPLE_LENGTH])
{
	*ret = (struct two){ 0 };
	if (!add_peers(run, outbound->route[n].route, ret))
		return true;
	if (is_repetition(run, outbound, n) || !outbound_example(run, outbound, n, number))
		return false;
	*ret = (struct two){ 0 };
	outbound_visit(run, outbound, str_of(number), add_peers, ret);
	return ret->first != NULL;
}

static enum outcome judge_backup(struct run *run, const struct element *policy)
{
	struct outbound outbound;
	enum outcome outcome = NOT_APPLICABLE;

	if (policy->kind == K_USERS)
		return judge_caller(run, policy);
	if (see_policy_users(run, policy) == 0)
		return NOT_APPLICABLE;
	outbound = outbound_make(run, policy);
	for (uint32_t i = 0; i < outbound.n; i++) {
		char number[PATTERN_EXAMPLE_LENGTH];
		struct two peers;

		if (!class_peers(run, &outbound, i, &peers, number))
			continue;
		if (peers.second != NULL) {
			outcome = worse(outcome, PASS);
			continue;
		}
		if (!outbound_is_known(run, &outbound)) {
			outcome = worse(outcome, unknown(run));
			continue;
		}
		relate(run, outbound.route[i].route, A_TRUNKS, "the route for these numbers");
		outcome = worse(outcome,
			lacks(run, policy, A_USAGES,
				"%s has only %s for numbers like %s and no failover route",
				label(run, policy), label(run, peers.first), number));
	}
	outbound_release(&outbound);
	return outcome;
}

/* Where a peer stands: a site, or what the provider says of its SBC. */
struct place {
	const struct element *site;
	struct str location;
};

/* False when the provider has not said; noted as missing. */
static bool place_of(struct run *run, const struct element *peer, struct place *ret)
{
	*ret = (struct place){ .site = site_of(run->topo, peer) };
	if (ret->site != NULL)
		return true;
	ret->location = ask_text(run, peer, A_LOCATION);
	return ret->location.text != NULL;
}

static bool same_place(const struct place *a, const struct place *b)
{
	if (a->site != NULL || b->site != NULL)
		return a->site == b->site;
	return ascii_compare_nocase(a->location, b->location) == 0;
}

/* Peers met so far: whether two of them are known to stand apart. */
struct apart {
	struct place first;
	const struct element *first_peer, *second_peer;
	bool known_apart;
	bool some_unknown;
};

static bool add_places(struct run *run, const struct element *route, void *context)
{
	struct refs trunks = see_refs(run, route, A_TRUNKS);
	struct apart *apart = context;

	for (uint32_t i = 0; i < trunks.n && !apart->known_apart; i++) {
		const struct element *peer = see_ref(run, refs_nth(trunks, i), A_PEER);
		struct place place;

		if (peer == NULL || peer == apart->first_peer)
			continue;
		if (!place_of(run, peer, &place)) {
			apart->some_unknown = true;
		} else if (apart->first_peer == NULL) {
			apart->first = place;
			apart->first_peer = peer;
		} else {
			apart->second_peer = peer;
			apart->known_apart = !same_place(&apart->first, &place);
		}
	}
	return !apart->known_apart;
}

static enum outcome judge_class_places(
	struct run *run, const struct element *policy, const struct outbound *outbound, uint32_t n)
{
	char number[PATTERN_EXAMPLE_LENGTH];
	struct apart apart = { 0 };
	struct two peers;

	if (!add_places(run, outbound->route[n].route, &apart))
		return PASS;
	if (!class_peers(run, outbound, n, &peers, number) || peers.second == NULL)
		return NOT_APPLICABLE;
	if (!outbound_example(run, outbound, n, number))
		return NOT_APPLICABLE;
	apart = (struct apart){ 0 };
	outbound_visit(run, outbound, str_of(number), add_places, &apart);
	if (apart.known_apart)
		return PASS;
	if (!outbound_is_known(run, outbound) || apart.some_unknown)
		return unknown(run);
	if (apart.second_peer == NULL)
		return NOT_APPLICABLE; /* cut short by a limit */
	relate(run, outbound->route[n].route, A_TRUNKS, "the route for these numbers");
	return lacks(run, policy, A_USAGES,
		"every way that %s offers for numbers like %s, such as %s and %s, ends at the same place",
		label(run, policy), number, label(run, apart.first_peer), label(run, apart.second_peer));
}

static enum outcome judge_places(struct run *run, const struct element *policy)
{
	struct outbound outbound;
	enum outcome outcome = NOT_APPLICABLE;

	if (policy->kind == K_USERS)
		return judge_caller(run, policy);
	if (see_policy_users(run, policy) == 0)
		return NOT_APPLICABLE;
	outbound = outbound_make(run, policy);
	for (uint32_t i = 0; i < outbound.n; i++) {
		forget_missing(run);
		outcome = worse(outcome, judge_class_places(run, policy, &outbound, i));
	}
	outbound_release(&outbound);
	return outcome;
}

/* The route's only trunk, if the failover timer runs on it; NULL otherwise. */
static const struct element *timed_single_trunk(struct run *run, const struct element *route)
{
	struct two trunks = { 0 };
	const struct element *config;

	add_trunks(run, route, &trunks);
	if (trunks.first == NULL || trunks.second != NULL || run->broken)
		return NULL;
	config = see_trunk_config(run, trunks.first);
	return trunk_setting(run->topo, config, A_FAST_FAILOVER) == TRI_TRUE ? trunks.first : NULL;
}

static enum outcome drop_calls(struct run *run, const struct element *route, const struct element *trunk)
{
	return lacks(run, route, A_TRUNKS,
		"%s has only %s: when it does not answer within 10 seconds, the call is dropped",
		label(run, route), label(run, trunk));
}

/* A route that no policy uses has nothing to fall back on. */
static enum outcome judge_unused_route(struct run *run, const struct element *route)
{
	struct refs usages = see_refs(run, route, A_USAGES);
	struct refs trunks = see_refs(run, route, A_TRUNKS);
	const struct element *trunk;

	if (trunks.n == 0)
		return NOT_APPLICABLE;
	for (uint32_t i = 0; i < usages.n; i++) {
		struct walk policies = see_referrers(run, refs_nth(usages, i), K_VOICE_POLICY, A_USAGES);

		if (walk_next(&policies) != NULL)
			return NOT_APPLICABLE;
	}
	trunk = timed_single_trunk(run, route);
	return trunk != NULL ? drop_calls(run, route, trunk) : PASS;
}

static enum outcome judge_next_trunk(struct run *run, const struct element *e)
{
	struct outbound outbound;
	enum outcome outcome = NOT_APPLICABLE;

	if (e->kind == K_USERS)
		return judge_caller(run, e);
	if (e->kind == K_VOICE_ROUTE)
		return judge_unused_route(run, e);
	outbound = outbound_make(run, e);
	for (uint32_t i = 0; i < outbound.n; i++) {
		const struct element *trunk = timed_single_trunk(run, outbound.route[i].route);
		char number[PATTERN_EXAMPLE_LENGTH];
		struct two trunks = { 0 };

		if (trunk == NULL) {
			outcome = worse(outcome, PASS);
			continue;
		}
		if (!outbound_example(run, &outbound, i, number))
			continue;
		outbound_visit(run, &outbound, str_of(number), add_trunks, &trunks);
		if (trunks.second != NULL)
			outcome = worse(outcome, PASS);
		else if (!outbound_is_known(run, &outbound))
			outcome = worse(outcome, unknown(run));
		else
			outcome = worse(outcome, drop_calls(run, outbound.route[i].route, trunk));
	}
	outbound_release(&outbound);
	return outcome;
}

static const struct rule failover_rules[] = {
	{
		.info = {
			.id = "HAV011",
			.name = "single-trunk-site",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_SIP,
			.title = "a site whose telephony must survive needs more than one trunk",
			.meaning = "people whose policies lead to one trunk only lose the PSTN with it; that is named as a case for distributed trunks and failover routes",
			.fix = "add a second trunk, best to another SBC at another location, and a route to it",
			.bad = "<voice-route usages=\"u\" trunks=\"t1\" .../>  with survivability-required=\"true\"",
			.good = "<voice-route usages=\"u\" trunks=\"t1 t2\" .../>",
			.pages = { PAGE_IMPL13, PAGE_RES },
		},
		.subjects = BIT(K_SITE),
		.needs = { A_SURVIVABILITY_REQUIRED },
		.judge = judge_single_trunk,
	},
	{
		.info = {
			.id = "RTE015",
			.name = "no-backup-route",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "every destination needs a failover route",
			.meaning = "outbound routing can only fail over to a peer that some route of the caller's policy offers; judged on an example number for each pattern of its routes",
			.fix = "add a trunk to another gateway or SBC to the route, or a further usage whose route leads there",
			.bad = "<voice-policy usages=\"u\" .../> <voice-route usages=\"u\" trunks=\"t1\" .../>",
			.good = "<voice-policy usages=\"u backup\" .../> <voice-route usages=\"u\" trunks=\"t1\" .../> <voice-route usages=\"backup\" trunks=\"t2\" .../>",
			.pages = { PAGE_RES },
		},
		.subjects = BIT(K_VOICE_POLICY) | BIT(K_USERS),
		.needs = { A_PATTERN },
		.judge = judge_backup,
	},
	{
		.info = {
			.id = "RTE016",
			.name = "backup-same-site",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "the failover route leads to another site",
			.meaning = "a failover gateway at the same site is lost with the site; of a provider's SBCs their location decides",
			.fix = "plan a gateway at another site, or ask the provider for an SBC at another location",
			.bad = "<sbc id=\"a\" location=\"Seattle\"/> <sbc id=\"b\" location=\"Seattle\"/>",
			.good = "<sbc id=\"a\" location=\"Seattle\"/> <sbc id=\"b\" location=\"Denver\"/>",
			.pages = { PAGE_RES },
		},
		.subjects = BIT(K_VOICE_POLICY) | BIT(K_USERS),
		.needs = { A_LOCATION, A_PATTERN },
		.judge = judge_places,
	},
	{
		.info = {
			.id = "HAV013",
			.name = "fast-failover-no-next",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "a route with one trunk drops calls when the failover timer expires",
			.meaning = "with the 10 second timer on, which is the default, a call that its trunk does not answer in time goes to the next trunk, and is dropped when there is none; a later usage or route with another trunk counts as the next one",
			.fix = "add a second trunk to the route or a failover route, or set fast-failover=\"false\" for a slow peer",
			.bad = "<voice-route id=\"r\" trunks=\"t1\" .../>",
			.good = "<voice-route id=\"r\" trunks=\"t1 t2\" .../>",
			.conflict = "X9: the pages describe what stops the timer in different words; this rule needs only that it exists",
			.pages = { PAGE_PS_TRUNK_CONFIGURATION, PAGE_TBYP },
		},
		.subjects = BIT(K_VOICE_ROUTE) | BIT(K_VOICE_POLICY) | BIT(K_USERS),
		.needs = { A_PATTERN },
		.judge = judge_next_trunk,
	},
};

const struct rule_group rule_group_failover = RULE_GROUP(failover_rules);
