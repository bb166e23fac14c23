/* SPDX-License-Identifier: MIT */
/*
 * The pieces that the formats for people share: places, summaries, totals, unknowns about one fact in one line.
 */
#include "report_support.h"

#include "report/lines.h"

static void a_place_is_file_line_and_column(void **state)
{
	struct result result;
	struct buf buf = { 0 };
	struct span nowhere = { NULL, 0, 0 };
	struct finding finding;

	(void)state;
	result_make(&result);
	finding = result_finding(&result, &report_rule_a, "three", "m");
	lines_append_place(&buf, &finding.at);
	assert_string_equal(buf_text(&buf), "file.xml:2:7");
	lines_append_place(&buf, &nowhere);
	assert_string_equal(buf_text(&buf), "file.xml:2:7");
	buf_clear(&buf);
	result.source.path = "::error::\x1b";
	lines_append_place(&buf, &finding.at);
	assert_string_equal(buf_text(&buf), "./::error::\\u{1b}:2:7");
	buf_release(&buf);
	result_release(&result);
}

static void expect_summary(const struct report *report, const char *expected)
{
	struct out out = output_begin();
	char *text;

	lines_write_summary(report, &out);
	text = output_end(&out);
	assert_string_equal(text, expected);
	free(text);
}

static void a_summary_counts_everything(void **state)
{
	struct report report = {
		.n_inputs = 2,
		.n_sets = 1,
		.least = SEVERITY_NOTE,
		.summary = { 1, 2, 3, 4, 5, 6, { 10, 3, 2, 4, 1 }, { 0 } },
	};

	(void)state;
	expect_summary(&report,
		"2 files: 1 error, 2 warnings, 3 notes, 4 unknown; 5 suppressed, 6 baselined\n"
		"10 rules: 3 passed, 2 fired, 4 not applicable, 1 unknown\n");
	report.n_inputs = 1;
	report.n_sets = 3;
	report.summary.warning = 1;
	report.summary.error = 0;
	report.least = SEVERITY_WARNING;
	expect_summary(&report,
		"1 file in 3 sets: 0 errors, 1 warning, 3 notes (shown with -v), 4 unknown; 5 suppressed, 6 baselined\n"
		"10 rules: 3 passed, 2 fired, 4 not applicable, 1 unknown\n");
}

static void rules_are_counted_most_often_first(void **state)
{
	static struct rule_total totals[LINES_MOST_RULES];
	struct result result;

	(void)state;
	result_make(&result);
	assert_int_equal(lines_count_by_rule(&result.findings, totals), 0);
	result_add(&result, &report_rule_b, "one", "1");
	result_add(&result, &report_rule_a, "one", "2");
	result_add(&result, &report_rule_b, "two", "3");
	assert_int_equal(lines_count_by_rule(&result.findings, totals), 2);
	assert_ptr_equal(totals[0].rule, &report_rule_b);
	assert_int_equal(totals[0].count, 2);
	result_add(&result, &report_rule_a, "two", "4");
	assert_int_equal(lines_count_by_rule(&result.findings, totals), 2);
	assert_ptr_equal(totals[0].rule, &report_rule_a);
	result_release(&result);
}

static void unknowns_about_one_fact_are_one_line(void **state)
{
	struct result result;
	struct unknown_groups groups;
	struct buf buf = { 0 };

	(void)state;
	result_make(&result);
	result_add_unknown(&result, &report_rule_b, report_need_e, &report_question_1);
	result_add_unknown(&result, &report_rule_a, report_need_f, &report_question_1);
	result_add_unknown(&result, &report_rule_a, report_need_e, &report_question_1);
	groups = unknown_groups_make(&result.findings);
	assert_int_equal(groups.n, 2);
	unknown_group_append(&groups, 0, &buf);
	assert_string_equal(buf_text(&buf), "file.xml:2:1: thing 'd1': e (AAA001, BBB001)");
	buf_clear(&buf);
	unknown_group_append(&groups, 1, &buf);
	assert_string_equal(buf_text(&buf), "file.xml:2:1: thing 'd1': f (AAA001)");
	buf_release(&buf);
	unknown_groups_release(&groups);
	unknown_groups_release(&groups);
	result_release(&result);
}

static void nothing_unknown_makes_no_groups(void **state)
{
	struct result result;
	struct unknown_groups groups;

	(void)state;
	result_make(&result);
	groups = unknown_groups_make(&result.findings);
	assert_int_equal(groups.n, 0);
	unknown_groups_release(&groups);
	result_release(&result);
}

static void without_memory_there_are_no_groups(void **state)
{
	struct result result;

	(void)state;
	result_make(&result);
	result_add_unknown(&result, &report_rule_a, report_need_e, &report_question_1);
	for (int after = 0; after < 2; after++) {
		struct unknown_groups groups;

		mem_fail_after(after, true);
		groups = unknown_groups_make(&result.findings);
		assert_true(mem_ran_out());
		mem_fail_after(-1, false);
		assert_int_equal(groups.n, 0);
		unknown_groups_release(&groups);
	}
	result_release(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_place_is_file_line_and_column),
		cmocka_unit_test(a_summary_counts_everything),
		cmocka_unit_test(rules_are_counted_most_often_first),
		cmocka_unit_test(unknowns_about_one_fact_are_one_line),
		cmocka_unit_test(nothing_unknown_makes_no_groups),
		cmocka_unit_test(without_memory_there_are_no_groups),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
