/* SPDX-License-Identifier: MIT */
/*
 * Which instruction covers which finding: the next element and what is in it, and of several the nearest.
 */
#include "suppress_support.h"

static void the_next_element_and_what_is_in_it(void **state)
{
	struct suppressor suppressor;
	struct plan *plan = suppressing(&suppressor,
		"<site id='s1' kind='central'>" IGNORE("DOC015", "one") GROUP("a", "1") GROUP("b",
			"2") "</site>" IGNORE("DOC015", "all") "<site id='s2' kind='central'>" GROUP("c", "3")
			GROUP("d", "4") "</site>"
					"<site id='s3' kind='central'>" GROUP("e", "5") "</site>",
		NULL);

	(void)state;
	assert_reason(plan, "a", "one");
	assert_reason(plan, "b", NULL);
	assert_reason(plan, "c", "all");
	assert_reason(plan, "d", "all");
	assert_reason(plan, "e", NULL);
	suppress_release(&suppressor);
	plan_free(plan);
}

static void the_nearest_takes_it(void **state)
{
	struct suppressor suppressor;
	struct plan *plan = suppressing(&suppressor,
		IGNORE("DOC", "family") "<site id='s' kind='central'>" GROUP("before", "1")
			IGNORE("conflicting-facts", "own") GROUP("a", "2") GROUP("after", "3") "</site>",
		NULL);

	(void)state;
	assert_reason(plan, "before", "family");
	assert_reason(plan, "a", "own");
	assert_reason(plan, "after", "family");
	suppress_release(&suppressor);
	plan_free(plan);
}

/* Of two before one element the one that stands nearer to it. */
static void of_two_before_an_element_the_second(void **state)
{
	struct suppressor suppressor;
	struct plan *plan = suppressing(&suppressor,
		"<site id='s' kind='central'>" IGNORE("DOC015", "first") IGNORE("DOC015", "second")
			GROUP("a", "1") "</site>",
		NULL);

	(void)state;
	assert_reason(plan, "a", "second");
	assert_int_equal(plan_faults(plan, "SUP001"), 1);
	suppress_release(&suppressor);
	plan_free(plan);
}

/* A nearer one for other rules leaves the one around it in effect. */
static void each_rule_has_its_nearest(void **state)
{
	struct suppressor suppressor;
	struct plan *plan = suppressing(&suppressor,
		IGNORE("DOC015", "outer") "<site id='s' kind='central'>" IGNORE("DOC016", "other")
			GROUP("a", "1") "</site>",
		NULL);

	(void)state;
	assert_reason(plan, "a", "outer");
	suppress_release(&suppressor);
	plan_free(plan);
}

static void what_holds_not_takes_nothing(void **state)
{
	static const struct {
		const char *instruction;
		const char *rule; /* what is said of it */
	} rows[] = {
		{ "<?lync-topo ignore='DOC015'?>", "SUP003" },
		{ "<?lync-topo ignore='DOC015' reason=' '?>", "SUP003" },
		{ "<?lync-topo ignore='DOC015' reason='r' until='2026-11-20'?>", "SUP002" },
		{ "<?lync-topo ignore='DOC015' reason='r' until='2026-02-30'?>", "SUP005" },
		{ "<?lync-topo ignore='DOC15' reason='r'?>", "SUP004" },
		{ "<?lync-topo ignore='' reason='r'?>", "SUP005" },
		{ "<?lync-topo reason='r'?>", "SUP005" },
		{ "<?lync-topo ignore='DOC015' ignore='DOC016' reason='r'?>", "SUP005" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char body[1024];
		struct suppressor suppressor;
		struct plan *plan;

		snprintf(body, sizeof(body), "<site id='s' kind='central'>%s" GROUP("a", "1") "</site>",
			rows[i].instruction);
		plan = suppressing(&suppressor, body, NULL);
		assert_reason(plan, "a", NULL);
		if (plan_faults(plan, rows[i].rule) != 1)
			fail_msg("%s: %u of %s", rows[i].instruction,
				(unsigned)plan_faults(plan, rows[i].rule), rows[i].rule);
		suppress_release(&suppressor);
		plan_free(plan);
	}
}

static void the_last_day_still_counts(void **state)
{
	struct suppressor suppressor;
	struct plan *plan = suppressing(&suppressor,
		"<site id='s' kind='central'><?lync-topo ignore='DOC015' reason='r' until='2026-11-21'?>" GROUP(
			"a", "1") "</site>",
		NULL);

	(void)state;
	assert_reason(plan, "a", "r");
	assert_int_equal(plan->findings.n_finding, 0);
	suppress_release(&suppressor);
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_next_element_and_what_is_in_it),
		cmocka_unit_test(the_nearest_takes_it),
		cmocka_unit_test(of_two_before_an_element_the_second),
		cmocka_unit_test(each_rule_has_its_nearest),
		cmocka_unit_test(what_holds_not_takes_nothing),
		cmocka_unit_test(the_last_day_still_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
