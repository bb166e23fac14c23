/* SPDX-License-Identifier: MIT */
/*
 * What is said about each file: sorted by file and rule, the kind that decides first, a file without findings too.
 */
#include "report_support.h"

#include "report/cases.h"

static void every_input_has_an_entry(void **state)
{
	struct result result;
	struct cases cases;

	(void)state;
	result_make(&result);
	cases = cases_collect(&result.report);
	assert_int_equal(cases.n, 1);
	assert_int_equal(cases.entry[0].kind, IS_FILE);
	assert_null(cases.entry[0].rule);
	cases_release(&cases);
	result_release(&result);
}

static void the_threshold_decides_what_fails(void **state)
{
	static const enum severity levels[] = { SEVERITY_NONE, SEVERITY_NOTE, SEVERITY_WARNING,
		SEVERITY_ERROR };
	static const enum case_kind expected[] = { TOLD, FAILS, FAILS, TOLD };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(levels); i++) {
		struct result result;
		struct cases cases;

		result_make(&result);
		result.report.fail_on = levels[i];
		result_add(&result, &report_rule_a, "one", "a warning");
		cases = cases_collect(&result.report);
		assert_int_equal(cases.n, 2);
		assert_int_equal(cases.entry[1].kind, expected[i]);
		cases_release(&cases);
		result_release(&result);
	}
}

static void entries_of_a_rule_stand_together(void **state)
{
	struct result result;
	struct cases cases;
	struct entry_run run;

	(void)state;
	result_make(&result);
	result.report.fail_on = SEVERITY_WARNING;
	result_add_unknown(&result, &report_rule_a, report_need_e, &report_question_1);
	result_add(&result, &report_rule_b, "one", "a note");
	result_add(&result, &report_rule_a, "two", "a warning");
	cases = cases_collect(&result.report);
	assert_int_equal(cases.n, 4);
	run = cases_run(cases.entry, cases.entry + cases.n, false);
	assert_int_equal(run.n, 4);
	run = cases_run(cases.entry + 1, cases.entry + cases.n, true);
	assert_int_equal(run.n, 2);
	assert_int_equal(run.first[0].kind, FAILS);
	assert_int_equal(run.first[1].kind, IS_UNKNOWN);
	assert_int_equal(cases.entry[3].kind, TOLD);
	cases_release(&cases);
	result_release(&result);
}

static void without_memory_there_are_none(void **state)
{
	struct result result;
	struct cases cases;

	(void)state;
	result_make(&result);
	mem_fail_after(0, true);
	cases = cases_collect(&result.report);
	mem_fail_after(-1, false);
	assert_int_equal(cases.n, 0);
	result_release(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_input_has_an_entry),
		cmocka_unit_test(the_threshold_decides_what_fails),
		cmocka_unit_test(entries_of_a_rule_stand_together),
		cmocka_unit_test(without_memory_there_are_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
