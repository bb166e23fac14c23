/* SPDX-License-Identifier: MIT */
#include "check/outbound.h"

#include <stdlib.h>
#include <string.h>

/* While sorting: a route of one usage and what orders it. */
struct candidate {
	const struct element *route;
	int64_t priority;
};

static int compare_candidates(const void *left, const void *right)
{
	const struct candidate *a = left;
	const struct candidate *b = right;

	if (a->priority != b->priority)
		return a->priority < b->priority ? -1 : 1;
	return (a->route > b->route) - (a->route < b->route);
}

/* The routes that carry the usage, in order. */
static struct candidate *routes_of_usage(struct run *run, const struct element *usage, uint32_t *ret_n)
{
	struct walk routes = see_referrers(run, usage, K_VOICE_ROUTE, A_USAGES);
	struct walk again = routes;
	struct candidate *candidates;
	const struct element *route;
	uint32_t n = 0;

	while (walk_next(&again) != NULL)
		n++;
	*ret_n = 0;
	candidates = arena_alloc(&run->scratch, n * sizeof(*candidates));
	if (candidates == NULL)
		return NULL;
	while ((route = walk_next(&routes)) != NULL) {
		struct candidate *candidate = &candidates[(*ret_n)++];

		*candidate = (struct candidate){ route, INT64_MAX };
		see_int(run, route, A_PRIORITY, &candidate->priority);
	}
	qsort(candidates, n, sizeof(*candidates), compare_candidates);
	return candidates;
}

static uint32_t count_routes(struct run *run, struct refs usages)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < usages.n; i++) {
		struct walk routes = see_referrers(run, refs_nth(usages, i), K_VOICE_ROUTE, A_USAGES);

		while (walk_next(&routes) != NULL)
			n++;
	}
	return n;
}

/* A route that carries several usages of the policy is tried where the first of them stands. */
static bool carries_earlier(struct run *run, const struct element *route, struct refs usages, uint32_t before)
{
	struct refs carried = see_refs(run, route, A_USAGES);

	for (uint32_t i = 0; i < before; i++)
		if (refs_hold(carried, refs_nth(usages, i)))
			return true;
	return false;
}

static void add_route(struct run *run, struct outbound *outbound, const struct element *route, uint32_t usage)
{
	outbound->route[outbound->n++] = (struct outbound_route){ .route = route, .usage = usage };
	if (!see_written(run, route, A_PATTERN))
		elements_add(run, &outbound->unpatterned, route);
}

static void index_route(struct run *run, const struct outbound *outbound, uint32_t place)
{
	struct outbound_route *entry = &outbound->route[place];
	struct symbols *prefixes = &outbound->index->prefixes;
	struct str text = topo_text(run->topo, entry->route, A_PATTERN);
	uint32_t symbol;

	if (str_is_blank(text))
		return;
	entry->pattern = patterns_get(&run->patterns, text);
	if (entry->pattern == NULL)
		return;
	symbol = symbols_intern(prefixes, str_of(pattern_prefix(entry->pattern)));
	if (symbol == SYMBOL_NONE)
		return;
	if (symbols_element(prefixes, symbol) != NO_ELEMENT)
		entry->next_of_prefix = symbols_element(prefixes, symbol) + 1;
	symbols_define(prefixes, symbol, place);
}

static void make_index(struct run *run, const struct outbound *outbound)
{
	if (outbound->index->is_made)
		return;
	outbound->index->is_made = true;
	for (uint32_t i = 0; i < outbound->n; i++)
		index_route(run, outbound, i);
}

/* With room for so many routes; without any when out of memory. */
static struct outbound outbound_begin(struct run *run, uint32_t room)
{
	struct outbound outbound = {
		.route = arena_alloc(&run->scratch, room * sizeof(*outbound.route)),
		.index = arena_alloc(&run->scratch, sizeof(*outbound.index)),
	};

	if (outbound.index == NULL)
		outbound.route = NULL;
	else
		*outbound.index = (struct outbound_index){ .is_made = false };
	return outbound;
}

enum {
	FEW_USAGES = 8, /* up to here each is looked for, beyond that the routes that were added are marked */
};

/* Marks of routes by their place among all elements, one bit each; NULL for a policy of few usages. */
static uint64_t *make_marks(struct run *run, struct refs usages)
{
	size_t size = (run->topo->n_element / 64 + 1) * sizeof(uint64_t);
	uint64_t *marks = usages.n > FEW_USAGES ? arena_alloc(&run->scratch, size) : NULL;

	if (marks != NULL)
		memset(marks, 0, size);
	return marks;
}

static bool was_added(
	struct run *run, uint64_t *marks, const struct element *route, struct refs usages, uint32_t before)
{
	uint32_t place = topo_index(run->topo, route);
	bool marked;

	if (marks == NULL)
		return carries_earlier(run, route, usages, before);
	marked = (marks[place / 64] & BIT(place % 64)) != 0;
	marks[place / 64] |= BIT(place % 64);
	return marked;
}

struct outbound outbound_of_usages(struct run *run, struct refs usages)
{
	uint32_t room = count_routes(run, usages);
	struct outbound outbound = outbound_begin(run, room);
	uint64_t *marks = make_marks(run, usages);

	for (uint32_t i = 0; outbound.route != NULL && i < usages.n; i++) {
		uint32_t n;
		struct candidate *candidates = routes_of_usage(run, refs_nth(usages, i), &n);

		for (uint32_t j = 0; candidates != NULL && j < n; j++)
			if (outbound.n < room && !was_added(run, marks, candidates[j].route, usages, i))
				add_route(run, &outbound, candidates[j].route, i);
	}
	return outbound;
}

struct outbound outbound_make(struct run *run, const struct element *policy)
{
	return outbound_of_usages(run, see_refs(run, policy, A_USAGES));
}

struct outbound outbound_of_rules(struct run *run, const struct element *config)
{
	struct walk rules = see_children(run, config, BIT(K_TRANSLATE));
	struct walk again = rules;
	struct outbound outbound;
	const struct element *rule;
	uint32_t room = 0;

	while (walk_next(&again) != NULL)
		room++;
	outbound = outbound_begin(run, room);
	while (outbound.route != NULL && (rule = walk_next(&rules)) != NULL)
		add_route(run, &outbound, rule, 0);
	return outbound;
}

bool outbound_is_known(struct run *run, const struct outbound *outbound)
{
	for (uint32_t i = 0; i < outbound->unpatterned.n; i++)
		ask_text(run, outbound->unpatterned.at[i], A_PATTERN);
	return outbound->unpatterned.n == 0;
}

void outbound_release(struct outbound *outbound)
{
	if (outbound->index != NULL)
		symbols_release(&outbound->index->prefixes);
}

bool takes_number(struct run *run, const struct pattern *pattern, struct str number)
{
	if (!pattern_is_valid(pattern)) {
		run->broken = true;
		return false;
	}
	if (run->number_tests_left == 0) {
		run->ran_out_of_tests = true;
		run->broken = true;
		return false;
	}
	run->number_tests_left--;
	switch (pattern_match(&run->patterns, pattern, number)) {
	case MATCH_YES:
		return true;
	case MATCH_TOO_COSTLY:
		run->broken = true;
		return false;
	case MATCH_NO:
		return false;
	}
	return false;
}

/* Visits the routes whose pattern starts with this much of the number and takes it; false when stopped. */
static bool visit_prefix(struct run *run, const struct outbound *outbound, struct str number, size_t length,
	visit_place *visit, void *context)
{
	const struct symbols *prefixes = &outbound->index->prefixes;
	uint32_t symbol = symbols_find(prefixes, (struct str){ number.text, length });
	uint32_t place = symbols_element(prefixes, symbol) + 1;

	for (; place != 0; place = outbound->route[place - 1].next_of_prefix)
		if (takes_number(run, outbound->route[place - 1].pattern, number) &&
			!visit(run, &outbound->route[place - 1], context))
			return false;
	return true;
}

void outbound_visit_places(struct run *run, const struct outbound *outbound, struct str number,
	visit_place *visit, void *context)
{
	if (outbound->n == 0)
		return;
	make_index(run, outbound);
	for (size_t length = 0; length <= number.length; length++)
		if (!visit_prefix(run, outbound, number, length, visit, context))
			return;
}

struct element_visit {
	visit_route *visit;
	void *context;
};

static bool visit_element(struct run *run, const struct outbound_route *route, void *context)
{
	const struct element_visit *visit = context;

	return visit->visit(run, route->route, visit->context);
}

void outbound_visit(struct run *run, const struct outbound *outbound, struct str number, visit_route *visit,
	void *context)
{
	struct element_visit elements = { visit, context };

	outbound_visit_places(run, outbound, number, visit_element, &elements);
}

static bool collect(struct run *run, const struct element *route, void *context)
{
	elements_add(run, context, route);
	return true;
}

struct elements outbound_take(struct run *run, const struct outbound *outbound, struct str number)
{
	struct elements taken = { 0 };
	struct elements ordered = { 0 };

	outbound_visit(run, outbound, number, collect, &taken);
	for (uint32_t i = 0; i < outbound->n && ordered.n < taken.n; i++)
		if (elements_hold(&taken, outbound->route[i].route))
			elements_add(run, &ordered, outbound->route[i].route);
	return ordered;
}

struct elements trunks_of_routes(struct run *run, const struct elements *routes)
{
	struct elements trunks = { 0 };

	for (uint32_t i = 0; i < routes->n; i++) {
		struct refs refs = see_refs(run, routes->at[i], A_TRUNKS);

		for (uint32_t j = 0; j < refs.n; j++)
			elements_add(run, &trunks, refs_nth(refs, j));
	}
	return trunks;
}

struct elements peers_of_trunks(struct run *run, const struct elements *trunks)
{
	struct elements peers = { 0 };

	for (uint32_t i = 0; i < trunks->n; i++) {
		const struct element *peer = see_ref(run, trunks->at[i], A_PEER);

		if (peer != NULL)
			elements_add(run, &peers, peer);
	}
	return peers;
}

const struct outbound_route *outbound_patterned(struct run *run, const struct outbound *outbound, uint32_t n)
{
	make_index(run, outbound);
	return &outbound->route[n];
}

bool outbound_example(
	struct run *run, const struct outbound *outbound, uint32_t n, char text[PATTERN_EXAMPLE_LENGTH])
{
	const struct pattern *pattern = outbound_patterned(run, outbound, n)->pattern;

	return pattern != NULL && pattern_example(&run->patterns, pattern, text);
}
