/* SPDX-License-Identifier: MIT */
/*
 * Two runs of several plans: which findings are new and which are gone, plan by plan.
 */
#include "diag/against.h"
#include "support.h"

#include "base/mem.h"

static const struct rule_info rule = { .id = "AAA001", .name = "a" };
static const struct rule_info grave = { .id = "DOC001", .name = "b", .unreadable = true };

static void find(struct findings *findings, const char *set, uint64_t fingerprint, const char *path)
{
	findings_add(findings,
		&(struct finding){ .rule = &rule, .set = set, .fingerprint = fingerprint, .path = path });
}

/* Both sides have the plans a and b, each its own c, and call their folders differently. */
static struct plans make_plans(const char *const roots[3], const char *last)
{
	struct plans plans = { 0 };

	plans_add(&plans, roots[2], last);
	plans_add(&plans, roots[0], "a");
	plans_add(&plans, roots[1], "b");
	return plans;
}

static struct against subtract(struct findings *now, const struct findings *before)
{
	static const char *const roots_now[] = { "now/a", "now/b", "now/c" };
	static const char *const roots_before[] = { "was/a", "was/b", "was/d" };
	struct plans today = make_plans(roots_now, "c");
	struct plans past = make_plans(roots_before, "d");
	struct against against = { 0 };

	plans_match(&today, &past);
	against_subtract(&against, now, &today, before, &past);
	plans_release(&today);
	plans_release(&past);
	return against;
}

static void each_plan_has_its_own_past(void **state)
{
	struct findings now = { 0 };
	struct findings before = { 0 };
	struct against against;

	(void)state;
	find(&before, "was/a", 1, "/x");
	find(&before, "was/b", 2, "/x");
	find(&now, "now/a", 2, "/x");
	find(&now, "now/b", 2, "/x");
	against = subtract(&now, &before);
	assert_int_equal(now.n_finding, 1);
	assert_string_equal(now.finding[0].set, "now/a");
	assert_int_equal(against.n_known, 1);
	assert_int_equal(against.n_fixed, 1);
	assert_string_equal(against.fixed[0]->set, "was/a");
	against_release(&against);
	findings_release(&now);
	findings_release(&before);
}

static void a_plan_that_moved_brings_its_past_along(void **state)
{
	struct findings now = { 0 };
	struct findings before = { 0 };
	struct against against;

	(void)state;
	find(&before, "was/d", 1, "/x");
	find(&now, "now/c", 1, "/x");
	find(&now, "now/a", 1, "/x");
	against = subtract(&now, &before);
	assert_int_equal(now.n_finding, 1);
	assert_string_equal(now.finding[0].set, "now/a");
	assert_int_equal(against.n_fixed, 0);
	against_release(&against);
	findings_release(&now);
	findings_release(&before);
}

static void what_is_there_twice_is_new_once(void **state)
{
	struct findings now = { 0 };
	struct findings before = { 0 };
	struct against against;

	(void)state;
	find(&before, "was/a", 1, "/x[2]");
	find(&now, "now/a", 1, "/x[1]");
	find(&now, "now/a", 1, "/x[2]");
	against = subtract(&now, &before);
	assert_int_equal(now.n_finding, 1);
	assert_string_equal(now.finding[0].path, "/x[1]");
	assert_int_equal(against.n_known, 1);
	against_release(&against);
	findings_release(&now);
	findings_release(&before);
}

static void what_nothing_may_hide_stays(void **state)
{
	struct findings now = { 0 };
	struct findings before = { 0 };
	struct against against;

	(void)state;
	find(&before, "was/a", 1, "/x");
	find(&before, "was/a", 2, "/x");
	find(&before, "was/a", 3, "/x");
	find(&now, "now/a", 1, "/x");
	find(&now, "now/a", 2, "/x");
	find(&now, "now/a", 3, "/x");
	now.finding[0].fixed = true;
	now.finding[1].rule = &grave;
	before.finding[1].rule = &grave;
	against = subtract(&now, &before);
	assert_int_equal(now.n_finding, 2);
	assert_int_equal(against.n_known, 1);
	assert_int_equal(against.n_fixed, 0);
	against_release(&against);
	findings_release(&now);
	findings_release(&before);
}

static void without_memory_nothing_is_lost(void **state)
{
	(void)state;
	for (int allowed = 0; allowed < 60; allowed++) {
		struct findings now = { 0 };
		struct findings before = { 0 };
		struct against against;

		find(&before, "was/a", 1, "/x");
		find(&now, "now/a", 2, "/x");
		mem_fail_after(allowed, true);
		against = subtract(&now, &before);
		if (!mem_ran_out())
			assert_int_equal(against.n_fixed, 1);
		assert_int_equal(now.n_finding, 1);
		mem_fail_after(-1, false);
		against_release(&against);
		findings_release(&now);
		findings_release(&before);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_plan_has_its_own_past),
		cmocka_unit_test(a_plan_that_moved_brings_its_past_along),
		cmocka_unit_test(what_is_there_twice_is_new_once),
		cmocka_unit_test(what_nothing_may_hide_stays),
		cmocka_unit_test(without_memory_nothing_is_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
