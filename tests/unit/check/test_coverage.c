/* SPDX-License-Identifier: MIT */
/*
 * Every sentence of the two founding pages has a rule that exists, or a reason why it has none.
 */
#include "topology_support.h"

#include "check/coverage.h"

static const struct {
	enum page page;
	const char *number;
	const char *statement;
	const char *rules;
	const char *remark;
} sentences[] = {
#define SENTENCE(page, number, statement, rules, remark) { PAGE_##page, number, statement, rules, remark },
#include "check/coverage.def"
#undef SENTENCE
};

static void every_sentence_has_a_rule_or_a_reason(void **state)
{
	(void)state;
	for (size_t n = 0; n < ARRAY_LEN(sentences); n++) {
		char *rules = plan_copy(sentences[n].rules);
		char *place;

		if (sentences[n].rules[0] == '\0' && sentences[n].remark[0] == '\0')
			fail_msg("%s", sentences[n].number);
		assert_true(sentences[n].statement[0] != '\0' && sentences[n].number[0] != '\0');
		assert_true(sentences[n].page == PAGE_SEED_A || sentences[n].page == PAGE_SEED_B);
		for (char *rule = strtok_r(rules, " ", &place); rule != NULL;
			rule = strtok_r(NULL, " ", &place))
			if (rule_find(rule) == NULL)
				fail_msg("%s: there is no rule %s", sentences[n].number, rule);
		free(rules);
	}
	assert_true(ARRAY_LEN(sentences) > 40);
}

static void numbers_are_used_once(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(sentences); i++)
		for (size_t other = 0; other < i; other++)
			assert_true(sentences[i].page != sentences[other].page ||
				strcmp(sentences[i].number, sentences[other].number) != 0);
}

static void the_page_lists_them_all(void **state)
{
	struct out out = output_begin();
	char *text;
	unsigned rows = 0;

	(void)state;
	coverage_markdown(&out);
	text = output_end(&out);
	for (const char *at = text; (at = strstr(at, "\n| ")) != NULL; at++)
		rows++;
	assert_int_equal(rows, ARRAY_LEN(sentences) + 2); /* a heading for each page */
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
