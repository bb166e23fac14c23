/* SPDX-License-Identifier: MIT */
/*
 * Every sentence of the two founding pages has a rule that exists, or a reason why it has none.
 */
#include "topology_support.h"

#include "check/coverage.h"

static void every_sentence_has_a_rule_or_a_reason(void **state)
{
	unsigned n = 0;

	(void)state;
	for (const struct sentence *sentence; (sentence = coverage_nth(n)) != NULL; n++) {
		char *rules = plan_copy(sentence->rules);
		char *place;

		if (sentence->rules[0] == '\0' && sentence->remark[0] == '\0')
			fail_msg("%s", sentence->number);
		assert_true(sentence->statement[0] != '\0' && sentence->number[0] != '\0');
		assert_true(sentence->page == PAGE_SEED_A || sentence->page == PAGE_SEED_B);
		for (char *rule = strtok_r(rules, " ", &place); rule != NULL;
			rule = strtok_r(NULL, " ", &place))
			if (rule_find(rule) == NULL)
				fail_msg("%s: there is no rule %s", sentence->number, rule);
		free(rules);
	}
	assert_true(n > 40);
	assert_null(coverage_nth(n + 1));
	assert_null(coverage_nth(UINT32_MAX));
}

static void numbers_are_used_once(void **state)
{
	(void)state;
	for (unsigned i = 0; coverage_nth(i) != NULL; i++)
		for (unsigned other = 0; other < i; other++)
			assert_true(coverage_nth(i)->page != coverage_nth(other)->page ||
				strcmp(coverage_nth(i)->number, coverage_nth(other)->number) != 0);
}

static void the_page_lists_them_all(void **state)
{
	struct out out = output_begin();
	char *text;
	unsigned rows = 0;
	unsigned sentences = 0;

	(void)state;
	coverage_markdown(&out);
	text = output_end(&out);
	for (const char *at = text; (at = strstr(at, "\n| ")) != NULL; at++)
		rows++;
	while (coverage_nth(sentences) != NULL)
		sentences++;
	assert_int_equal(rows, sentences + 2); /* a heading for each page */
	assert_holds(text, "MED001 `mediation-standalone`");
	assert_holds(text, page_info(PAGE_SEED_B)->title);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_sentence_has_a_rule_or_a_reason),
		cmocka_unit_test(numbers_are_used_once),
		cmocka_unit_test(the_page_lists_them_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
