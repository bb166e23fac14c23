/* SPDX-License-Identifier: MIT */
/* Voice routes, PSTN usages and voice policies. */
#include "check/derived.h"
#include "check/known_numbers.h"
#include "check/outbound.h"

#include <stdlib.h>
#include <string.h>

/* What a route must have and is a reference: absent, it is unknown only where nothing of the kind is described. */
static enum outcome judge_list(
	struct run *run, const struct element *route, enum attr attr, enum kind kind, const char *what)
{
	if (see_refs(run, route, attr).n > 0)
		return PASS;
	if (!see_written(run, route, attr) && !ask_kinds(run, BIT(kind)))
		return unknown(run);
	return lacks(run, route, attr, "%s names no %s", label(run, route), what);
}

static enum outcome judge_complete(struct run *run, const struct element *route)
{
	struct str pattern = ask_text(run, route, A_PATTERN);
	enum outcome outcome = PASS;

	if (pattern.text == NULL)
		outcome = unknown(run);
	else if (str_is_blank(pattern))
		outcome = lacks(run, route, A_PATTERN, "%s has no number pattern", label(run, route));
	outcome = worse(outcome,
		judge_list(run, route, A_TRUNKS, K_TRUNK, "trunk, so calls that it takes go nowhere"));
	return worse(outcome,
		judge_list(run, route, A_USAGES, K_PSTN_USAGE, "PSTN usage, so no voice policy can use it"));
}

static int compare_places(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left;
	uint32_t b = *(const uint32_t *)right;

	return (a > b) - (a < b);
}

static enum outcome judge_repeated(struct run *run, const struct element *e)
{
	struct refs usages = see_refs(run, e, A_USAGES);
	uint32_t *sorted = arena_alloc(&run->scratch, usages.n * sizeof(*sorted));
	enum outcome outcome = PASS;

	if (usages.n == 0 || sorted == NULL)
		return NOT_APPLICABLE;
	for (uint32_t i = 0; i < usages.n; i++)
		sorted[i] = topo_index(run->topo, refs_nth(usages, i));
	qsort(sorted, usages.n, sizeof(*sorted), compare_places);
	for (uint32_t i = 1; i < usages.n; i++) {
		const struct element *usage = &run->topo->element[sorted[i]];

		if (sorted[i] != sorted[i - 1] || (i > 1 && sorted[i] == sorted[i - 2]))
			continue;
		relate(run, usage, A_NONE, "named more than once");
		outcome = fires(
			run, e, A_USAGES, "%s names %s more than once", label(run, e), label(run, usage));
	}
	return outcome;
}

static bool has_referrer(struct run *run, const struct element *usage, enum kind kind, enum attr attr)
{
	struct walk walk = see_referrers(run, usage, kind, attr);

	return walk_next(&walk) != NULL;
}

/* A trunk configuration that carries the usage is bound to it like a policy: for calls that come in over trunks. */
static enum outcome judge_unused(struct run *run, const struct element *usage)
{
	bool has_route = has_referrer(run, usage, K_VOICE_ROUTE, A_USAGES);
	bool has_policy = has_referrer(run, usage, K_VOICE_POLICY, A_USAGES) ||
		has_referrer(run, usage, K_TRUNK_CONFIG, A_PSTN_USAGES);

	if (topo_id(run->topo, usage)[0] == '\0')
		return NOT_APPLICABLE; /* nobody can name it, and that is reported */
	if (has_route && has_policy)
		return PASS;
	if ((!has_route && !ask_kinds(run, BIT(K_VOICE_ROUTE))) ||
		(!has_policy && !ask_kinds(run, BIT(K_VOICE_POLICY))))
		return unknown(run);
	return lacks(run, usage, A_NONE, "%s is carried by no %s, so it does nothing", label(run, usage),
		!has_route && !has_policy ? "voice route and no voice policy" :
			has_route         ? "voice policy" :
					    "voice route");
}

static enum outcome judge_without_usage(struct run *run, const struct element *policy)
{
	if (see_refs(run, policy, A_USAGES).n > 0)
		return PASS;
	if (!see_written(run, policy, A_USAGES) && !ask_kinds(run, BIT(K_PSTN_USAGE)))
		return unknown(run);
	return lacks(run, policy, A_USAGES, "%s has no PSTN usage: its people cannot call outside",
		label(run, policy));
}

/* Trunks by their place among the elements plus 1, open addressing. */
struct trunk_set {
	uint32_t *slot;
	uint32_t n, n_slot;
};

static uint32_t *trunk_slot(const struct trunk_set *set, uint32_t wanted)
{
	uint32_t at = (wanted * 2654435761u) & (set->n_slot - 1);

	while (set->slot[at] != 0 && set->slot[at] != wanted)
		at = (at + 1) & (set->n_slot - 1);
	return &set->slot[at];
}

static bool trunk_set_grow(struct run *run, struct trunk_set *set)
{
	struct trunk_set wider = { .n = set->n, .n_slot = set->n_slot > 0 ? set->n_slot * 2 : 16 };

	if (set->n < set->n_slot / 2)
		return true;
	wider.slot = arena_alloc(&run->scratch, wider.n_slot * sizeof(*wider.slot));
	if (wider.slot == NULL)
		return false;
	memset(wider.slot, 0, wider.n_slot * sizeof(*wider.slot));
	for (uint32_t i = 0; i < set->n_slot; i++)
		if (set->slot[i] != 0)
			*trunk_slot(&wider, set->slot[i]) = set->slot[i];
	*set = wider;
	return true;
}

static void trunk_set_add(struct run *run, struct trunk_set *set, const struct element *route)
{
	struct refs trunks = see_refs(run, route, A_TRUNKS);

	for (uint32_t i = 0; i < trunks.n && trunk_set_grow(run, set); i++) {
		uint32_t *slot = trunk_slot(set, topo_index(run->topo, refs_nth(trunks, i)) + 1);

		set->n += *slot == 0;
		*slot = topo_index(run->topo, refs_nth(trunks, i)) + 1;
	}
}

/* Whether all trunks of the route are in the set. */
static bool trunk_set_holds(struct run *run, const struct trunk_set *set, const struct element *route)
{
	struct refs trunks = see_refs(run, route, A_TRUNKS);

	for (uint32_t i = 0; i < trunks.n; i++)
		if (set->n == 0 || *trunk_slot(set, topo_index(run->topo, refs_nth(trunks, i)) + 1) == 0)
			return false;
	return true;
}

/* Whether one number is offered more by a usage than by those before it. */
struct offer {
	uint32_t usage; /* its place in the policy */
	struct trunk_set before, own;
	bool taken;
};

static bool add_offer(struct run *run, const struct outbound_route *route, void *context)
{
	struct offer *offer = context;

	if (route->usage < offer->usage) {
		trunk_set_add(run, &offer->before, route->route);
	} else if (route->usage == offer->usage) {
		offer->taken = true;
		trunk_set_add(run, &offer->own, route->route);
	}
	return true;
}

/* The routes of the usage that take the number add no trunk that earlier usages do not offer for it. */
static bool adds_nothing(
	struct run *run, const struct outbound *outbound, uint32_t usage, struct str number, bool *ret_taken)
{
	struct offer offer = { .usage = usage };

	outbound_visit_places(run, outbound, number, add_offer, &offer);
	*ret_taken = offer.taken;
	for (uint32_t i = 0; i < offer.own.n_slot; i++)
		if (offer.own.slot[i] != 0 &&
			(offer.before.n == 0 || *trunk_slot(&offer.before, offer.own.slot[i]) == 0))
			return false;
	return true;
}

static enum outcome report_shadow(struct run *run, const struct element *policy, const struct element *usage,
	uint32_t tried, struct str example)
{
	relate(run, usage, A_NONE, "never serves as an alternative");
	return lacks(run, policy, A_USAGES,
		"%s of %s is never an alternative: each of the %u numbers tried that its routes take, such as %.*s, is offered the same trunks by an earlier usage",
		label(run, usage), label(run, policy), (unsigned)tried, STR_ARG(example));
}

/* Routes of one usage stand together: those from `first` on. A route that an earlier usage carries is not among them. */
struct stretch {
	uint32_t first, n;
};

/* Tries the numbers that are known, and examples of the patterns of the usage's own routes. */
static enum outcome judge_shadow(struct run *run, const struct element *policy, const struct element *usage,
	const struct outbound *outbound, struct stretch own)
{
	struct known_numbers numbers;
	struct str example = { 0 };
	uint32_t tried = 0;

	if (!outbound_is_known(run, outbound))
		return unknown(run);
	numbers = known_numbers_make(run);
	for (uint32_t i = own.first; i < own.first + own.n; i++)
		known_numbers_add_examples(run, &numbers, outbound_patterned(run, outbound, i)->pattern);
	for (uint32_t i = 0; i < numbers.n; i++) {
		bool taken;

		if (!adds_nothing(run, outbound, outbound->route[own.first].usage, numbers.at[i], &taken))
			return PASS;
		if (taken && tried++ == 0)
			example = numbers.at[i];
	}
	return tried > 0 ? report_shadow(run, policy, usage, tried, example) : PASS;
}

/* Every trunk of the routes is one of an earlier usage: only then it is worth while to try numbers. */
static bool may_be_shadowed(
	struct run *run, const struct trunk_set *offered, const struct outbound *outbound, struct stretch own)
{
	bool any = false;

	for (uint32_t i = own.first; i < own.first + own.n; i++) {
		if (!trunk_set_holds(run, offered, outbound->route[i].route))
			return false;
		any |= see_refs(run, outbound->route[i].route, A_TRUNKS).n > 0;
	}
	return any;
}

/* A usage all of whose routes are carried by earlier ones adds nothing, whatever number is called. */
static enum outcome judge_repeated_usage(
	struct run *run, const struct element *policy, const struct element *usage)
{
	struct walk routes = see_referrers(run, usage, K_VOICE_ROUTE, A_USAGES);

	if (walk_next(&routes) == NULL)
		return NOT_APPLICABLE;
	relate(run, usage, A_NONE, "never serves as an alternative");
	return lacks(run, policy, A_USAGES,
		"%s of %s is never an alternative: an earlier usage carries each of its routes too",
		label(run, usage), label(run, policy));
}

static enum outcome judge_usages(
	struct run *run, const struct element *policy, struct refs usages, const struct outbound *outbound)
{
	struct trunk_set offered = { 0 };
	enum outcome outcome = PASS;
	uint32_t at = 0;

	for (uint32_t i = 0; i < usages.n; i++) {
		struct stretch own = { at, 0 };

		while (at < outbound->n && outbound->route[at].usage == i)
			at++;
		own.n = at - own.first;
		if (i > 0 && own.n == 0)
			outcome = worse(outcome, judge_repeated_usage(run, policy, refs_nth(usages, i)));
		else if (i > 0 && own.n > 0 && may_be_shadowed(run, &offered, outbound, own))
			outcome = worse(
				outcome, judge_shadow(run, policy, refs_nth(usages, i), outbound, own));
		for (uint32_t j = own.first; j < at; j++)
			trunk_set_add(run, &offered, outbound->route[j].route);
	}
	return outcome;
}

static enum outcome judge_usage_order(struct run *run, const struct element *policy)
{
	struct refs usages = see_refs(run, policy, A_USAGES);
	struct outbound outbound;
	enum outcome outcome;

	if (usages.n < 2)
		return NOT_APPLICABLE;
	if (!ask_kinds(run, BIT(K_VOICE_ROUTE)))
		return unknown(run);
	outbound = outbound_make(run, policy);
	outcome = judge_usages(run, policy, usages, &outbound);
	outbound_release(&outbound);
	return outcome;
}

/* (\+)?[1-9]\d*(;ext=[1-9]\d*)?, as New-CsVoiceRoute has it. */
static bool is_caller_number(struct run *run, struct str number)
{
	const struct pattern *pattern = patterns_get(
		&run->patterns, str_of("^(\\+)?[1-9]\\d*(;ext=[1-9]\\d*)?$"));

	return pattern != NULL && pattern_match(&run->patterns, pattern, number) == MATCH_YES;
}

static enum outcome judge_caller_id(struct run *run, const struct element *route)
{
	struct str number = see_text(run, route, A_ALTERNATE_CALLER_ID);

	if (see_bool(run, route, A_SUPPRESS_CALLER_ID) != TRI_TRUE)
		return NOT_APPLICABLE;
	if (str_is_blank(number))
		return lacks(run, route, A_ALTERNATE_CALLER_ID,
			"%s hides the caller's number and has no number to show instead", label(run, route));
	if (is_caller_number(run, number))
		return PASS;
	return fires(run, route, A_ALTERNATE_CALLER_ID,
		"'%.*s', shown instead of the caller's number, is no number of the form +14255550100 or +14255550100;ext=100",
		STR_ARG(number));
}

static enum outcome refuse(struct run *run, const struct element *e, enum attr attr, struct str text,
	const struct dotnet_fault *fault)
{
	const char *kind = kind_name((enum kind)e->kind);
	unsigned character = (unsigned)fault->offset + 1;

	if (fault->length == 0)
		return fires(run, e, attr, "this %s of the %s cannot be used: at character %u: %s",
			attr_name(attr), kind, character, fault->what);
	return fires(run, e, attr, "this %s of the %s cannot be used: '%.*s' at character %u is %s",
		attr_name(attr), kind, (int)fault->length, text.text + fault->offset, character, fault->what);
}

static enum outcome judge_pattern(struct run *run, const struct element *e)
{
	struct str text = see_text(run, e, A_PATTERN);
	const struct pattern *pattern = text.text != NULL ? patterns_get(&run->patterns, text) : NULL;
	struct dotnet_fault fault;
	struct str replacement;

	if (pattern == NULL)
		return NOT_APPLICABLE;
	if (!pattern_is_valid(pattern))
		return pattern_fault(pattern) != NULL ?
			refuse(run, e, A_PATTERN, text, pattern_fault(pattern)) :
			NOT_APPLICABLE;
	if (e->kind != K_TRANSLATE && e->kind != K_NORMALIZE)
		return PASS;
	replacement = see_text(run, e, A_REPLACEMENT);
	if (replacement.text == NULL || pattern_takes(pattern, replacement, &fault))
		return PASS;
	return refuse(run, e, A_REPLACEMENT, replacement, &fault);
}

static const struct rule voice_routes_rules[] = {
	{
		.info = {
			.id = "RTE010",
			.name = "route-complete",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "a voice route has a pattern, a trunk and a usage",
			.meaning = "without one of them no call can take the route; its id is its name in the product",
			.fix = "give the route what it lacks, or remove it",
			.bad = "<voice-route id=\"r\" pattern=\"^\\+\" usages=\"u\"/>",
			.good = "<voice-route id=\"r\" pattern=\"^\\+\" usages=\"u\" trunks=\"t1\"/>",
			.conflict = "X24: the planning page says that a route must have all of them, the cmdlet only warns when trunks or usages are empty; the rule follows the planning page",
			.pages = { PAGE_OVR, PAGE_PS_VOICE_ROUTE },
		},
		.subjects = BIT(K_VOICE_ROUTE),
		.needs = { A_PATTERN },
		.judge = judge_complete,
	},
	{
		.info = {
			.id = "RTE011",
			.name = "usage-exists",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "routes and policies name PSTN usages that exist, each once",
			.meaning = "a usage must be in the global list before a route or a policy can carry it, and is carried once; one that is not there at all is DOC009",
			.fix = "name each usage once",
			.bad = "<voice-policy id=\"vp\" usages=\"us us\"/>",
			.good = "<voice-policy id=\"vp\" usages=\"us\"/>",
			.pages = { PAGE_PS_VOICE_ROUTE, PAGE_PS_VOICE_POLICY },
		},
		.subjects = BIT(K_VOICE_ROUTE) | BIT(K_VOICE_POLICY),
		.judge = judge_repeated,
	},
	{
		.info = {
			.id = "RTE012",
			.name = "usage-unused",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "a PSTN usage is carried by a policy and by a route",
			.meaning = "a usage ties policies to routes and does nothing by itself; a trunk configuration that carries it counts as a policy",
			.fix = "add the usage where it is missing, or remove it",
			.bad = "<pstn-usage id=\"us\"/> <voice-policy id=\"vp\" usages=\"us\"/> <voice-route id=\"r\" .../>",
			.good = "<pstn-usage id=\"us\"/> <voice-policy id=\"vp\" usages=\"us\"/> <voice-route id=\"r\" usages=\"us\" .../>",
			.pages = { PAGE_OVR },
		},
		.subjects = BIT(K_PSTN_USAGE),
		.judge = judge_unused,
	},
	{
		.info = {
			.id = "RTE013",
			.name = "policy-without-usage",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "a voice policy has at least one PSTN usage",
			.meaning = "routes are found by the usages of the caller's policy; without one nobody who has the policy can call outside",
			.fix = "give the policy its usages, in the order in which routes are to be tried",
			.bad = "<pstn-usage id=\"us\"/> <voice-policy id=\"vp\"/>",
			.good = "<pstn-usage id=\"us\"/> <voice-policy id=\"vp\" usages=\"us\"/>",
			.pages = { PAGE_VPOL, PAGE_PS_VOICE_POLICY },
		},
		.subjects = BIT(K_VOICE_POLICY),
		.judge = judge_without_usage,
	},
	{
		.info = {
			.id = "RTE014",
			.name = "usage-order-shadow",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "each usage of a policy adds a way for some number",
			.meaning = "usages are tried from top to bottom, later ones when the earlier ones fail; one whose numbers have all been offered the same trunks before adds nothing. Decided on the numbers that the document set knows and on examples of the patterns, not on the patterns as such",
			.fix = "lead the later usage to another trunk, put the narrower usage first, or remove it",
			.bad = "<voice-policy usages=\"all us\" .../> <voice-route usages=\"all\" pattern=\"^\\+\" trunks=\"t1\" .../> <voice-route usages=\"us\" pattern=\"^\\+1\" trunks=\"t1\" .../>",
			.good = "<voice-policy usages=\"us all\" .../> <voice-route usages=\"all\" pattern=\"^\\+\" trunks=\"t1\" .../> <voice-route usages=\"us\" pattern=\"^\\+1\" trunks=\"t1\" .../>",
			.pages = { PAGE_OVR },
		},
		.subjects = BIT(K_VOICE_POLICY),
		.after = "RTE011",
		.needs = { A_PATTERN },
		.judge = judge_usage_order,
	},
	{
		.info = {
			.id = "RTE018",
			.name = "suppress-callerid-alternate",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "a route that hides the caller shows another number",
			.meaning = "the number shown instead is required then: digits, with or without a plus sign, and perhaps an extension",
			.fix = "give the route an alternate-caller-id such as +14255550100",
			.bad = "<voice-route id=\"r\" suppress-caller-id=\"true\" .../>",
			.good = "<voice-route id=\"r\" suppress-caller-id=\"true\" alternate-caller-id=\"+14255550100\" .../>",
			.pages = { PAGE_PS_VOICE_ROUTE, PAGE_VROUTE },
		},
		.subjects = BIT(K_VOICE_ROUTE),
		.judge = judge_caller_id,
	},
	{
		.info = {
			.id = "RTE019",
			.name = "route-pattern-regex",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "a number pattern is a .NET regular expression",
			.meaning = "the product matches numbers with .NET; this program takes the part of that syntax which PCRE2 reads alike, for numbers of ASCII digits, and refuses the rest instead of guessing: docs/patterns.md lists both",
			.fix = "write the pattern with literals, classes, groups, alternatives and quantifiers; a plus sign is \\+",
			.bad = "<voice-route id=\"r\" pattern=\"^+1\\d{10}$\" .../>",
			.good = "<voice-route id=\"r\" pattern=\"^\\+1\\d{10}$\" .../>",
			.pages = { PAGE_OVR, PAGE_VROUTE, PAGE_XLAT },
		},
		.subjects = BIT(K_VOICE_ROUTE) | BIT(K_NUMBER_ROUTE) | BIT(K_RATE) | BIT(K_TRANSLATE) |
			BIT(K_NORMALIZE),
		.judge = judge_pattern,
	},
};

const struct rule_group rule_group_voice_routes = RULE_GROUP(voice_routes_rules);
