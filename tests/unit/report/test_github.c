/* SPDX-License-Identifier: MIT */
/*
 * Workflow commands: the gravest first, columns only within one line, properties and data escaped each in its way.
 */
#include "report_support.h"

static void expect_written(const struct result *result, const char *expected)
{
	char *text = result_written(result, "github");

	assert_string_equal(text, expected);
	free(text);
}

static void a_finding_is_a_command_with_its_place(void **state)
{
	struct result result;

	(void)state;
	result_make(&result);
	result_add(&result, &report_rule_b, "<d", "a note");
	result_add(&result, &report_rule_a, "two", "100% wrong: a, b\nc");
	result.report.summary = (struct summary){ .warning = 1, .note = 1 };
	expect_written(&result,
		"::warning file=file.xml,line=1,endLine=1,col=15,endColumn=18,title=AAA001 rule-a::100%25 wrong: a, b\\u{a}c\n"
		"::notice file=file.xml,line=2,endLine=2,col=1,endColumn=3,title=BBB001 rule-b::a note\n"
		"1 file: 0 errors, 1 warning, 1 note, 0 unknown; 0 suppressed, 0 baselined\n"
		"0 rules: 0 passed, 0 fired, 0 not applicable, 0 unknown\n");
	result_release(&result);
}

static void several_lines_have_no_columns(void **state)
{
	struct result result;

	(void)state;
	result_make(&result);
	result.source.path = "a,b:c%.xml";
	result_add(&result, &report_rule_b, "/>\n<d", "over two lines");
	expect_written(&result,
		"::notice file=a%2Cb%3Ac%25.xml,line=1,endLine=2,title=BBB001 rule-b::over two lines\n"
		"1 file: 0 errors, 0 warnings, 0 notes, 0 unknown; 0 suppressed, 0 baselined\n"
		"0 rules: 0 passed, 0 fired, 0 not applicable, 0 unknown\n");
	result_release(&result);
}

/* Ten of each kind are shown, and the notice that says so is one of them. */
static void what_is_not_shown_is_counted(void **state)
{
	struct result result;
	char *text;

	(void)state;
	result_make(&result);
	result.report.summary = (struct summary){ .error = 12, .warning = 10, .note = 10 };
	text = result_written(&result, "github");
	assert_non_null(strstr(text, "::notice title=lync-topo::3 more in the log:"));
	free(text);
	result.report.summary = (struct summary){ .error = 10, .warning = 10, .note = 10 };
	text = result_written(&result, "github");
	assert_null(strstr(text, "::"));
	free(text);
	result_release(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_finding_is_a_command_with_its_place),
		cmocka_unit_test(several_lines_have_no_columns),
		cmocka_unit_test(what_is_not_shown_is_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
