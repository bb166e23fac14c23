/* SPDX-License-Identifier: MIT */
/*
 * The report for people. What it must say is held down, not every blank of it.
 */
#include "report_support.h"

static char *written(struct result *result)
{
	return result_written(result, "text");
}

static void make(struct result *result)
{
	struct related related = { { &result->source, 0, 0 }, "y", "the other one" };
	struct finding finding;
	struct related *copy;

	result_make(result);
	finding = result_finding(result, &report_rule_a, "three", "it is \x1b[31mwrong");
	copy = arena_alloc(&result->findings.arena, sizeof(*copy));
	assert_non_null(copy);
	related.at.source = &result->source;
	*copy = related;
	finding.related = copy;
	finding.n_related = 1;
	findings_add(&result->findings, &finding);
	result_add(result, &report_rule_b, "one", "it is noted");
	result->report.summary.warning = 1;
	result->report.summary.note = 1;
}

static void a_finding_tells_what_why_and_what_to_do(void **state)
{
	struct result result;
	char *text;

	(void)state;
	make(&result);
	text = written(&result);
	assert_holds(text, "file.xml:2:7: warning: it is \\u{1b}[31mwrong [rule-a]\n");
	assert_holds(text, "     2 | <d e=\"three\"/>\n       |       ^^^^^\n");
	assert_holds(text, "see: file.xml:1:1: the other one\n");
	assert_holds(text, "why: the reason a\n");
	assert_holds(text, "help: mend a\n");
	assert_holds(text, "AAA001, lync-topo explain rule-a");
	assert_holds(text, "note: it is noted [rule-b]\n");
	assert_holds(text, "1 warning, 1 note");
	assert_lacks(text, "\x1b");
	free(text);
	result_release(&result);
}

/* Notes with -v or --min-severity note, always counted. */
static void what_is_below_the_severity_is_not_shown(void **state)
{
	struct result result;
	char *text;

	(void)state;
	make(&result);
	result.report.least = SEVERITY_WARNING;
	text = written(&result);
	assert_lacks(text, "it is noted");
	assert_holds(text, "it is \\u{1b}");
	assert_holds(text, "1 note (shown with -v)");
	free(text);
	result_release(&result);
}

/* Nothing is capped in silence. */
static void what_is_left_out_is_said(void **state)
{
	struct result result;
	char *text;

	(void)state;
	make(&result);
	result.report.most = 1;
	text = written(&result);
	assert_lacks(text, "it is noted");
	assert_holds(text, "1 more");
	assert_holds(text, "--limit findings=");
	free(text);
	result_release(&result);
}

/* Colour never alone: without it the same words remain. */
static void colour_only_repeats_words(void **state)
{
	struct result result;
	char *plain;
	char *coloured;
	char *to;

	(void)state;
	make(&result);
	plain = written(&result);
	result.report.colour = true;
	coloured = written(&result);
	assert_holds(coloured, "\x1b[");
	to = coloured;
	for (char *from = coloured; *from != '\0'; from++) {
		if (*from == '\x1b')
			from += strcspn(from, "m");
		else
			*to++ = *from;
	}
	*to = '\0';
	assert_string_equal(coloured, plain);
	free(plain);
	free(coloured);
	result_release(&result);
}

static void quiet_is_findings_only(void **state)
{
	struct result result;
	char *text;

	(void)state;
	result_make(&result);
	result_add_unknown(&result, &report_rule_a, report_need_e, &report_question_1);
	result.report.quiet = true;
	text = written(&result);
	assert_string_equal(text, "");
	free(text);
	result.report.quiet = false;
	text = written(&result);
	assert_holds(text, "thing 'd1': e (AAA001)");
	assert_holds(text, "0 errors");
	free(text);
	result_release(&result);
}

static void statistics_count_by_rule(void **state)
{
	struct result result;
	char *text;

	(void)state;
	make(&result);
	result_add(&result, &report_rule_b, "two", "again");
	result.report.statistics = true;
	text = written(&result);
	assert_holds(text, "       2  BBB001 rule-b\n       1  AAA001 rule-a\n");
	free(text);
	result_release(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_finding_tells_what_why_and_what_to_do),
		cmocka_unit_test(what_is_below_the_severity_is_not_shown),
		cmocka_unit_test(what_is_left_out_is_said),
		cmocka_unit_test(colour_only_repeats_words),
		cmocka_unit_test(quiet_is_findings_only),
		cmocka_unit_test(statistics_count_by_rule),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
