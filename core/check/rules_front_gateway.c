/* SPDX-License-Identifier: MIT */
/* Enterprise Voice in front of the PBX: the gateway's cost and fitness. */
#include "check/outbound.h"
#include "check/sites.h"

#include <inttypes.h>

/* What a call to the number costs through this box; false when that is not known (noted as missing). */
static bool cost_of(struct run *run, const struct element *peer, struct str number, double *ret)
{
	struct walk rates = see_children(run, peer, BIT(K_RATE));
	const struct element *rate;

	while ((rate = walk_next(&rates)) != NULL) {
		const struct pattern *pattern = patterns_get(&run->patterns, see_text(run, rate, A_PATTERN));

		if (pattern != NULL && pattern_match(&run->patterns, pattern, number) == MATCH_YES)
			return topo_decimal(run->topo, rate, A_COST, ret);
	}
	return ask_decimal(run, peer, A_COST, ret);
}

/* The cheapest and the dearest of some boxes for a number. */
struct costs {
	const struct element *cheapest, *dearest;
	double least, most;
};

static bool compare_costs(struct run *run, const struct elements *peers, struct str number, struct costs *ret)
{
	bool known = true;

	*ret = (struct costs){ 0 };
	for (uint32_t i = 0; i < peers->n; i++) {
		double cost;

		if (!cost_of(run, peers->at[i], number, &cost)) {
			known = false;
			continue;
		}
		if (ret->cheapest == NULL || cost < ret->least) {
			ret->cheapest = peers->at[i];
			ret->least = cost;
		}
		if (ret->dearest == NULL || cost > ret->most) {
			ret->dearest = peers->at[i];
			ret->most = cost;
		}
	}
	return known && peers->n > 0;
}

/* The route that a call to the number takes first must not lead past a cheaper box that the policy reaches. */
static enum outcome judge_destination(struct run *run, const struct element *site,
	const struct element *users, const struct outbound *outbound, struct str number)
{
	struct elements routes = outbound_take(run, outbound, number);
	struct elements first = { 0 };
	struct elements trunks = trunks_of_routes(run, &routes);
	struct elements peers = peers_of_trunks(run, &trunks);
	struct costs all;
	struct costs chosen;

	if (peers.n < 2)
		return NOT_APPLICABLE;
	elements_add(run, &first, routes.at[0]);
	trunks = trunks_of_routes(run, &first);
	first = peers_of_trunks(run, &trunks);
	if (!compare_costs(run, &peers, number, &all) || !compare_costs(run, &first, number, &chosen))
		return run->n_missing > 0 ? unknown(run) : NOT_APPLICABLE;
	if (chosen.most <= all.least)
		return PASS;
	relate(run, routes.at[0], A_TRUNKS, "the route that is tried first");
	relate(run, chosen.dearest, A_NONE, "a call here costs %g", chosen.most);
	relate(run, all.cheapest, A_NONE, "a call here costs %g", all.least);
	argue(run, words(run, "%.*s", STR_ARG(number)));
	return lacks(run, site, A_NONE,
		"calls of %s to numbers like %.*s leave through %s (cost %g), though %s costs %g",
		label(run, users), STR_ARG(number), label(run, chosen.dearest), chosen.most,
		label(run, all.cheapest), all.least);
}

/* Destinations are what routes and rates tell apart: an example number of each of their patterns. */
static enum outcome judge_rates(struct run *run, const struct element *site, const struct element *users,
	const struct outbound *outbound, const struct elements *peers)
{
	char number[PATTERN_EXAMPLE_LENGTH];
	enum outcome outcome = NOT_APPLICABLE;

	for (uint32_t i = 0; i < peers->n; i++) {
		struct walk rates = see_children(run, peers->at[i], BIT(K_RATE));
		const struct element *rate;

		while ((rate = walk_next(&rates)) != NULL) {
			const struct pattern *pattern = patterns_get(
				&run->patterns, see_text(run, rate, A_PATTERN));

			if (pattern != NULL && pattern_example(&run->patterns, pattern, number))
				outcome = worse(outcome,
					judge_destination(run, site, users, outbound, str_of(number)));
		}
	}
	return outcome;
}

static enum outcome judge_group_costs(
	struct run *run, const struct element *site, const struct element *users)
{
	const struct element *policy = see_policy(run, users);
	struct elements all_routes = { 0 };
	enum outcome outcome = NOT_APPLICABLE;
	struct outbound outbound;
	struct elements trunks;
	struct elements peers;
	char number[PATTERN_EXAMPLE_LENGTH];

	if (policy == NULL)
		return NOT_APPLICABLE;
	outbound = outbound_make(run, policy);
	for (uint32_t i = 0; i < outbound.n; i++) {
		elements_add(run, &all_routes, outbound.route[i].route);
		if (outbound_example(run, &outbound, i, number))
			outcome = worse(
				outcome, judge_destination(run, site, users, &outbound, str_of(number)));
	}
	trunks = trunks_of_routes(run, &all_routes);
	peers = peers_of_trunks(run, &trunks);
	outcome = worse(outcome, judge_rates(run, site, users, &outbound, &peers));
	outbound_release(&outbound);
	return outcome;
}

static enum outcome judge_least_cost(struct run *run, const struct element *site)
{
	struct elements groups = site_voice_users(run, site);
	struct elements policies = { 0 };
	enum outcome outcome = NOT_APPLICABLE;

	if (!site_is(run, site, SITE_IN_FRONT_OF_PBX) || groups.n == 0)
		return NOT_APPLICABLE;
	if (!ask_kinds(run, BIT(K_VOICE_ROUTE)))
		return unknown(run);
	for (uint32_t i = 0; i < groups.n; i++) {
		const struct element *policy = see_policy(run, groups.at[i]);

		/* Groups with the same policy take the same way. */
		if (policy == NULL || elements_hold(&policies, policy))
			continue;
		elements_add(run, &policies, policy);
		outcome = worse(outcome, judge_group_costs(run, site, groups.at[i]));
	}
	return outcome;
}

/* A word of `required` that is not among `present`; empty if there is none. */
static struct str missing_word(struct str required, struct str present)
{
	struct str word;

	while (str_next_token(&required, &word)) {
		struct str rest = present;
		struct str other;
		bool found = false;

		while (!found && str_next_token(&rest, &other))
			found = ascii_compare_nocase(word, other) == 0;
		if (!found)
			return word;
	}
	return (struct str){ NULL, 0 };
}

static enum outcome judge_features(struct run *run, const struct element *gateway)
{
	struct str required = ask_text(run, gateway, A_REQUIRED_FEATURES);
	struct str features = ask_text(run, gateway, A_FEATURES);
	struct str missing;

	if (required.text == NULL || features.text == NULL)
		return unknown(run);
	missing = missing_word(required, features);
	if (missing.length == 0)
		return PASS;
	argue(run, words(run, "%.*s", STR_ARG(missing)));
	return fires(run, gateway, A_FEATURES,
		"%s is there already and lacks the feature %.*s that the plan needs", label(run, gateway),
		STR_ARG(missing));
}

/* Channels of all gateways on which the site's lines end: they share its calls. */
static enum outcome judge_capacity(struct run *run, const struct element *gateway, const struct element *site)
{
	struct elements gateways = site_line_gateways(run, site);
	int64_t available = 0;
	int64_t required;
	bool known = true;

	if (!elements_hold(&gateways, gateway))
		return NOT_APPLICABLE;
	for (uint32_t i = 0; i < gateways.n; i++) {
		int64_t channels = 0;

		known = ask_int(run, gateways.at[i], A_CHANNELS, &channels) && known;
		available += channels;
	}
	known = site_required_channels(run, site, &required) && known;
	if (!known)
		return unknown(run);
	if (required <= available)
		return PASS;
	return lacks(run, gateway, A_CHANNELS,
		"%s is there already and too small: gateways of %s carry %" PRId64
		" calls, but its people need %" PRId64 " in the busy hour",
		label(run, gateway), label(run, site), available, required);
}

static enum outcome judge_suitability(struct run *run, const struct element *gateway)
{
	const struct element *site = site_of(run->topo, gateway);
	enum tri existing;

	if (!site_is(run, site, SITE_IN_FRONT_OF_PBX))
		return NOT_APPLICABLE;
	existing = ask_bool(run, gateway, A_EXISTING);
	if (existing == TRI_UNKNOWN)
		return unknown(run);
	if (existing == TRI_FALSE)
		return NOT_APPLICABLE;
	return worse(judge_features(run, gateway), judge_capacity(run, gateway, site));
}

static const struct rule front_gateway_rules[] = {
	{
		.info = {
			.id = "OPT016",
			.name = "front-least-cost",
			.severity = SEVERITY_WARNING,
			.options = OPTION_FRONT,
			.title = "calls to the PSTN travel to the cheapest gateway",
			.meaning = "calls to the PSTN are routed over the IP network to the most cost-efficient gateway; a policy whose first route leads to a dearer box than another of its routes does the opposite. Judged for Enterprise Voice users, on an example number for each pattern of routes and rates",
			.fix = "order usages and priorities so that the cheaper gateway comes first, or correct cost and rate",
			.bad = "<voice-route priority=\"0\" trunks=\"to-dear\" .../> <voice-route priority=\"1\" trunks=\"to-cheap\" .../>",
			.good = "<voice-route priority=\"0\" trunks=\"to-cheap\" .../> <voice-route priority=\"1\" trunks=\"to-dear\" .../>",
			.pages = { PAGE_SEED_B, PAGE_OVR },
		},
		.subjects = BIT(K_SITE),
		.needs = { A_COST },
		.judge = judge_least_cost,
	},
	{
		.info = {
			.id = "OPT020",
			.name = "front-gateway-suitability",
			.severity = SEVERITY_WARNING,
			.options = OPTION_FRONT,
			.title = "an existing gateway must have the features and capacity that the plan needs",
			.meaning = "a disadvantage of this option is that existing gateways may not support the features or capacity wanted; people per channel: 15 with light load, 10 with moderate, 5 with heavy",
			.fix = "replace or extend the gateway, or take back what is required of it",
			.bad = "<gateway id=\"gw\" existing=\"true\" features=\"pri\" required-features=\"pri srtp\" .../>",
			.good = "<gateway id=\"gw\" existing=\"true\" features=\"pri srtp\" required-features=\"pri srtp\" .../>",
			.pages = { PAGE_SEED_B, PAGE_VOL },
		},
		.subjects = BIT(K_GATEWAY),
		.needs = { A_EXISTING, A_FEATURES, A_REQUIRED_FEATURES, A_CHANNELS },
		.judge = judge_suitability,
	},
};

const struct rule_group rule_group_front_gateway = RULE_GROUP(front_gateway_rules);
