/* SPDX-License-Identifier: MIT */
/*
 * Every sentence of the two founding pages has a rule that exists, or a reason why it has none; every page shows its
 * rules, and what was left out has a reason.
 */
#include "topology_support.h"

#include "check/coverage.h"
#include "model/figures.h"

static const struct {
	enum page page;
	const char *number;
	const char *statement;
	const char *rules;
	const char *remark;
} sentences[] = {
#define SENTENCE(page, number, statement, rules, remark) { PAGE_##page, number, statement, rules, remark },
#define LEFT_OUT(id, name, page, what, why)
#define WITHOUT_RULE(page, why)
#include "check/coverage.def"
#undef SENTENCE
#undef LEFT_OUT
#undef WITHOUT_RULE
};

static const struct {
	const char *id;
	const char *name;
	const char *what;
	const char *why;
} left_out[] = {
#define SENTENCE(page, number, statement, rules, remark)
#define LEFT_OUT(id, name, page, what, why) { id, name, what, why },
#define WITHOUT_RULE(page, why)
#include "check/coverage.def"
#undef SENTENCE
#undef LEFT_OUT
#undef WITHOUT_RULE
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

static char *written(void)
{
	struct out out = output_begin();

	coverage_markdown(&out);
	return output_end(&out);
}

static void the_document_lists_every_sentence(void **state)
{
	char *text = written();

	(void)state;
	for (size_t n = 0; n < ARRAY_LEN(sentences); n++) {
		char row[32];

		snprintf(row, sizeof(row), "\n| %s | ", sentences[n].number);
		assert_holds(text, row);
		assert_holds(text, sentences[n].statement);
	}
	assert_holds(text, "MED001 `mediation-standalone`");
	free(text);
}

/* Why a page has no rule; NULL: it is to have one. */
static const char *const without_rule[PAGE_COUNT] = {
	[PAGE_NONE] = NULL,
#define SENTENCE(page, number, statement, rules, remark)
#define LEFT_OUT(id, name, page, what, why)
#define WITHOUT_RULE(page, why) [PAGE_##page] = why,
#include "check/coverage.def"
#undef SENTENCE
#undef LEFT_OUT
#undef WITHOUT_RULE
};

static bool names(const struct rule *rule, unsigned page)
{
	for (unsigned i = 0; i < RULE_MOST_PAGES; i++)
		if (rule->info.pages[i] == page)
			return true;
	return false;
}

/* The language and the suppressions of this project. */
static bool is_own(unsigned page)
{
	return page == PAGE_LANGUAGE || page == PAGE_SUPPRESSION;
}

/* What stands below the heading of the page, up to the next one, in a string of its own. */
static char *section(const char *text, unsigned page)
{
	char heading[256];
	const char *start;
	const char *end;
	char *copy;

	snprintf(heading, sizeof(heading), "\n### %s\n", page_info(page)->title);
	start = strstr(text, heading);
	assert_non_null(start);
	end = strstr(start + 1, "\n##");
	assert_non_null(end);
	copy = plan_copy(start);
	copy[end - start] = '\0';
	return copy;
}

static void a_page_shows_its_rules_and_no_others(void **state)
{
	char *text = written();

	(void)state;
	for (unsigned page = PAGE_NONE + 1; page < PAGE_COUNT; page++) {
		char *below = !is_own(page) ? section(text, page) : NULL;

		for (uint32_t i = 0; below != NULL && i < rule_count(); i++) {
			const struct rule_info *info = &rule_nth(i)->info;
			char row[128];

			snprintf(row, sizeof(row), "\n| %s `%s` | ", info->id, info->name);
			assert_int_equal(strstr(below, row) != NULL, names(rule_nth(i), page));
		}
		free(below);
	}
	free(text);
}

static bool has_rule(unsigned page)
{
	for (uint32_t i = 0; i < rule_count(); i++)
		if (names(rule_nth(i), page))
			return true;
	return false;
}

static bool has_figure(unsigned page)
{
	for (unsigned i = 0; i < FIGURE_COUNT; i++)
		if (figure_info((enum figure)i)->page == page || figure_info((enum figure)i)->other == page)
			return true;
	return false;
}

/* One of the three, and a reason only where there is no rule. */
static void a_page_has_a_rule_or_a_figure_or_a_reason(void **state)
{
	(void)state;
	for (unsigned page = PAGE_NONE + 1; page < PAGE_COUNT; page++)
		if (!is_own(page) &&
			(without_rule[page] != NULL ? has_rule(page) || without_rule[page][0] == '\0' :
						      !has_rule(page) && !has_figure(page)))
			fail_msg("%s", page_info(page)->title);
}

/* Of a rule that exists a part was left out; of any other one all. */
static void what_was_left_out_has_a_reason(void **state)
{
	(void)state;
	for (size_t n = 0; n < ARRAY_LEN(left_out); n++) {
		const struct rule *rule = rule_find(left_out[n].id);

		if ((rule != NULL) != (left_out[n].what[0] != '\0') || left_out[n].why[0] == '\0' ||
			(rule != NULL && strcmp(rule->info.name, left_out[n].name) != 0))
			fail_msg("%s %s", left_out[n].id, left_out[n].what);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_sentence_has_a_rule_or_a_reason),
		cmocka_unit_test(numbers_are_used_once),
		cmocka_unit_test(the_document_lists_every_sentence),
		cmocka_unit_test(a_page_shows_its_rules_and_no_others),
		cmocka_unit_test(a_page_has_a_rule_or_a_figure_or_a_reason),
		cmocka_unit_test(what_was_left_out_has_a_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
