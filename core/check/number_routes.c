/* SPDX-License-Identifier: MIT */
#include "check/number_routes.h"

/* The routes of a box with their patterns, ready to be tried. */
struct box_routes {
	const struct element **route;
	const struct pattern **pattern;
	uint32_t n;
};

/* False when a pattern is broken: then which route comes first cannot be told. */
static bool collect_routes(struct run *run, const struct element *box, struct box_routes *ret)
{
	struct walk children = see_children(run, box, BIT(K_NUMBER_ROUTE));
	struct walk again = children;
	const struct element *route;
	uint32_t n = 0;

	while (walk_next(&again) != NULL)
		n++;
	*ret = (struct box_routes){
		.route = arena_alloc(&run->scratch, n * sizeof(*ret->route)),
		.pattern = arena_alloc(&run->scratch, n * sizeof(*ret->pattern)),
	};
	if (ret->route == NULL || ret->pattern == NULL)
		return false;
	while ((route = walk_next(&children)) != NULL) {
		const struct pattern *pattern = patterns_get(&run->patterns, see_text(run, route, A_PATTERN));

		if (pattern == NULL || !pattern_is_valid(pattern) ||
			topo_state(run->topo, route, A_PATTERN) != STATE_KNOWN ||
			see_ref(run, route, A_TO) == NULL)
			return false;
		ret->route[ret->n] = route;
		ret->pattern[ret->n++] = pattern;
	}
	return true;
}

/* Takes the first route that matches; FIRES if there is none or it leads astray. */
static enum outcome try_number(struct run *run, const struct direction *direction,
	const struct box_routes *routes, struct str number)
{
	for (uint32_t i = 0; i < routes->n; i++) {
		if (run->number_tests_left == 0) {
			run->ran_out_of_tests = true;
			return NOT_APPLICABLE;
		}
		run->number_tests_left--;
		switch (pattern_match(&run->patterns, routes->pattern[i], number)) {
		case MATCH_NO:
			continue;
		case MATCH_YES:
			return direction->leads_right(
				       run, direction, topo_ref(run->topo, routes->route[i], A_TO)) ?
				PASS :
				FIRES;
		case MATCH_TOO_COSTLY:
			return NOT_APPLICABLE;
		}
	}
	return direction->rest_leads_right ? PASS : FIRES;
}

/* The numbers that enter on lines of the box; false when some line does not list them, so that any may. */
static bool entering_numbers(struct run *run, const struct element *box, struct number_index *ret)
{
	struct walk lines = see_referrers(run, box, K_PSTN_LINE, A_ENDS_ON);
	const struct element *line;

	*ret = (struct number_index){ 0 };
	while ((line = walk_next(&lines)) != NULL) {
		struct str numbers = see_text(run, line, A_NUMBERS);

		if (numbers.text == NULL || !number_index_add(ret, numbers))
			return false;
	}
	number_index_sort(ret);
	return ret->n > 0;
}

static enum outcome try_numbers(struct run *run, const struct direction *direction,
	const struct box_routes *routes, const struct number_index *entering, char bad[NUMBER_TEXT_LENGTH])
{
	struct str list = see_text(run, direction->users, A_NUMBERS);
	struct number_range range;

	while (number_range_next(&list, &range)) {
		range.has_extension = false;
		for (uint64_t number = range.first; number <= range.last; number++) {
			enum outcome outcome;

			number_text(&range, number, bad);
			if (entering != NULL && !number_index_holds(entering, str_of(bad)))
				continue;
			outcome = try_number(run, direction, routes, str_of(bad));
			if (outcome != PASS)
				return outcome;
		}
	}
	return PASS;
}

enum outcome judge_numbers(struct run *run, const struct direction *direction, char bad[NUMBER_TEXT_LENGTH])
{
	struct number_index entering;
	struct box_routes routes;
	enum outcome outcome;
	bool listed;

	if (ask_text(run, direction->users, A_NUMBERS).text == NULL ||
		(!direction->rest_leads_right && !ask_kinds(run, BIT(K_NUMBER_ROUTE))))
		return run->broken ? NOT_APPLICABLE : UNKNOWN;
	if (!collect_routes(run, direction->box, &routes))
		return NOT_APPLICABLE;
	listed = entering_numbers(run, direction->box, &entering);
	outcome = try_numbers(run, direction, &routes, listed ? &entering : NULL, bad);
	number_index_release(&entering);
	return outcome;
}

bool numbers_overlap(struct str list, struct str other)
{
	struct number_range a;

	while (number_range_next(&list, &a)) {
		struct str rest = other;
		struct number_range b;

		while (number_range_next(&rest, &b))
			if (a.first <= b.last && b.first <= a.last)
				return true;
	}
	return false;
}
