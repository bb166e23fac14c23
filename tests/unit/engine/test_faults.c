/* SPDX-License-Identifier: MIT */
/*
 * What holds for an element and when, beside a search through all faults: of those at once the first, and the
 * element's own before those of what it is part of. And an answer holds as long as it says.
 */
#include "topology_support.h"

#include "engine/faults.h"

#include <stdlib.h>

enum {
	ROUNDS = 200,
	FAULTS = 12,
	END = 60, /* times are small, so that faults meet */
};

static const char text[] =
	"<site id='s' kind='central'>"
	"<mediation-pool id='m' placement='stand-alone'><server id='a'/><server id='b'/></mediation-pool>"
	"</site>";

static const char *const ids[] = { "s", "m", "a", "b" };

static bool holds(const struct fault *fault, const struct element *e, int64_t at)
{
	return fault->target == e && fault->from <= at && at < fault->until;
}

/* By its words: own ones first, of those the one that began first, of those the one that was added first. */
static const struct fault *search(
	const struct faults *faults, const struct topology *topo, const struct element *e, int64_t at)
{
	for (; e != NULL; e = topo_parent(topo, e)) {
		const struct fault *best = NULL;

		for (uint32_t i = 0; i < faults->n; i++) {
			const struct fault *fault = &faults->fault[i];

			if (holds(fault, e, at) &&
				(best == NULL || fault->from < best->from ||
					(fault->from == best->from && fault->code < best->code)))
				best = fault;
		}
		if (best != NULL)
			return best;
	}
	return NULL;
}

static struct faults by_chance(const struct topology *topo)
{
	struct faults faults = { 0 };
	uint32_t n = (uint32_t)rand() % FAULTS;

	for (uint32_t i = 0; i < n; i++) {
		int64_t from = rand() % END;
		struct fault fault = {
			.target = topo_by_id(topo, ids[(size_t)rand() % ARRAY_LEN(ids)]),
			.from = from,
			.until = rand() % 4 == 0 ? INT64_MAX : from + rand() % 20,
			.code = (int)i, /* the order in which they were added */
		};

		assert_true(faults_add(&faults, &fault));
	}
	faults_sort(&faults);
	return faults;
}

static void each_answer_is_that_of_a_search(void **state)
{
	struct plan *plan = plan_load_good(text);

	(void)state;
	srand(1);
	for (int round = 0; round < ROUNDS; round++) {
		struct faults faults = by_chance(&plan->topo);

		for (size_t i = 0; i < ARRAY_LEN(ids); i++)
			for (int64_t at = 0; at < END; at++) {
				const struct element *e = topo_by_id(&plan->topo, ids[i]);

				assert_ptr_equal(faults_of(&faults, &plan->topo, e, at),
					search(&faults, &plan->topo, e, at));
			}
		faults_release(&faults);
	}
	plan_free(plan);
}

static void an_answer_holds_as_long_as_it_says(void **state)
{
	struct plan *plan = plan_load_good(text);

	(void)state;
	srand(2);
	for (int round = 0; round < ROUNDS; round++) {
		struct faults faults = by_chance(&plan->topo);
		const struct element *e = topo_by_id(&plan->topo, ids[(size_t)rand() % ARRAY_LEN(ids)]);
		int64_t at = rand() % END;
		struct period known = ALWAYS;
		const struct fault *answer;

		faults.known = &known;
		answer = faults_of(&faults, &plan->topo, e, at);
		faults.known = NULL;
		assert_true(known.from <= at && at < known.until);
		for (int64_t other = 0; other < END; other++)
			if (known.from <= other && other < known.until)
				assert_ptr_equal(search(&faults, &plan->topo, e, other), answer);
		faults_release(&faults);
	}
	plan_free(plan);
}

static void a_time_has_come_or_not(void **state)
{
	struct period known = ALWAYS;
	const struct faults faults = { .known = &known };

	(void)state;
	assert_false(faults_reached(&faults, 10, 9));
	assert_true(known.until == 10);
	known = ALWAYS;
	assert_true(faults_reached(&faults, 10, 10));
	assert_true(known.from == 10 && known.until == INT64_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_answer_is_that_of_a_search),
		cmocka_unit_test(an_answer_holds_as_long_as_it_says),
		cmocka_unit_test(a_time_has_come_or_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
