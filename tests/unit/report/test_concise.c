/* SPDX-License-Identifier: MIT */
/*
 * One line a finding: file:line:col: severity: message [name].
 */
#include "report_support.h"

static void every_finding_is_one_line(void **state)
{
	struct result result;
	char *text;

	(void)state;
	result_make(&result);
	result_add(&result, &report_rule_a, "two", "it is 'wrong'");
	result_add(&result, &report_rule_b, "three", "two\nlines");
	result.report.least = SEVERITY_ERROR;
	result.report.most = 1;
	text = result_written(&result, "concise");
	assert_string_equal(text,
		"file.xml:1:15: warning: it is 'wrong' [rule-a]\n"
		"file.xml:2:7: note: two\\u{a}lines [rule-b]\n");
	free(text);
	result_release(&result);
}

static void nothing_found_is_nothing_written(void **state)
{
	struct result result;
	char *text;

	(void)state;
	result_make(&result);
	result_add_unknown(&result, &report_rule_a, report_need_e, &report_question_1);
	text = result_written(&result, "concise");
	assert_string_equal(text, "");
	free(text);
	result_release(&result);
}

static void no_line_is_a_log_command(void **state)
{
	struct result result;
	char *text;

	(void)state;
	result_make(&result);
	result.source.path = "::set-output::";
	result_add(&result, &report_rule_a, "one", "##[error]x ##vso[y]");
	text = result_written(&result, "concise");
	assert_true(strncmp(text, "./::", 4) == 0);
	assert_lacks(text, "##[");
	assert_lacks(text, "##vso[");
	free(text);
	result_release(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_finding_is_one_line),
		cmocka_unit_test(nothing_found_is_nothing_written),
		cmocka_unit_test(no_line_is_a_log_command),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
