/* SPDX-License-Identifier: MIT */
/*
 * What the pages say has a rule or a figure that exists, or a reason why it has none; a rule or figure stands at all
 * pages that it names as its sources; what was left out has a reason.
 */
#include "topology_support.h"

#include "check/coverage.h"
#include "model/figures.h"

static const struct statement {
	enum page page;
	const char *number;
	const char *statement;
	const char *by;
	const char *remark;
} statements[] = {
#define STATEMENT(page, number, statement, by, remark) { PAGE_##page, number, statement, by, remark },
#define WHOLE(page)
#include "check/coverage.def"
#undef STATEMENT
#undef WHOLE
};

static const struct {
	const char *id;
	const char *name;
	enum page page;
	const char *what;
	const char *why;
} left_out[] = {
#define LEFT_OUT(id, name, page, what, why) { id, name, PAGE_##page, what, why },
#include "check/coverage_left_out.def"
#undef LEFT_OUT
};

/* The language and the suppressions of this project. */
static bool is_own(unsigned page)
{
	return page == PAGE_LANGUAGE || page == PAGE_SUPPRESSION;
}

static bool rule_names(const struct rule *rule, unsigned page)
{
	for (unsigned i = 0; i < RULE_MOST_PAGES; i++)
		if (rule->info.pages[i] == page)
			return true;
	return false;
}

static bool figure_names(const struct figure_info *figure, unsigned page)
{
	return figure->page == page || figure->other == page;
}

static const struct figure_info *figure_find(const char *name)
{
	for (unsigned i = 0; i < FIGURE_COUNT; i++)
		if (strcmp(figure_info((enum figure)i)->name, name) == 0)
			return figure_info((enum figure)i);
	return NULL;
}

/* A rule that was not made at all. */
static bool is_left_out(const char *id)
{
	for (size_t n = 0; n < ARRAY_LEN(left_out); n++)
		if (strcmp(left_out[n].id, id) == 0 && left_out[n].what[0] == '\0')
			return true;
	return false;
}

/* A rule by its id, a rule that was not made, or a figure. */
static bool exists(const char *word)
{
	const struct rule *rule = rule_find(word);

	return (rule != NULL && strcmp(rule->info.id, word) == 0) || is_left_out(word) ||
		figure_find(word) != NULL;
}

static void every_statement_has_a_rule_or_a_figure_or_a_reason(void **state)
{
	(void)state;
	for (size_t n = 0; n < ARRAY_LEN(statements); n++) {
		char *by = plan_copy(statements[n].by);
		char *place;

		assert_true(statements[n].statement[0] != '\0');
		if (statements[n].by[0] == '\0' && statements[n].remark[0] == '\0')
			fail_msg("%s", statements[n].statement);
		for (char *word = strtok_r(by, " ", &place); word != NULL; word = strtok_r(NULL, " ", &place))
			if (!exists(word))
				fail_msg("%s: there is no %s", statements[n].statement, word);
		free(by);
	}
}

static bool is_named(const char *word, unsigned page)
{
	bool named = false;

	for (size_t n = 0; n < ARRAY_LEN(statements) && !named; n++) {
		char *by = statements[n].page == page ? plan_copy(statements[n].by) : NULL;
		char *place;

		for (char *other = by != NULL ? strtok_r(by, " ", &place) : NULL; other != NULL && !named;
			other = strtok_r(NULL, " ", &place))
			named = strcmp(other, word) == 0;
		free(by);
	}
	return named;
}

static void every_rule_has_a_statement_at_each_of_its_pages(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < rule_count(); i++)
		for (unsigned page = PAGE_NONE + 1; page < PAGE_COUNT; page++)
			if (!is_own(page) && rule_names(rule_nth(i), page) &&
				!is_named(rule_nth(i)->info.id, page))
				fail_msg("%s: %s", page_info(page)->key, rule_nth(i)->info.id);
}

static void every_figure_has_a_statement_at_each_of_its_pages(void **state)
{
	(void)state;
	for (unsigned i = 0; i < FIGURE_COUNT; i++)
		for (unsigned page = PAGE_NONE + 1; page < PAGE_COUNT; page++)
			if (figure_names(figure_info((enum figure)i), page) &&
				!is_named(figure_info((enum figure)i)->name, page))
				fail_msg("%s: %s", page_info(page)->key, figure_info((enum figure)i)->name);
}

static unsigned statements_of(unsigned page)
{
	unsigned count = 0;

	for (size_t n = 0; n < ARRAY_LEN(statements); n++)
		count += statements[n].page == page;
	return count;
}

static void every_page_has_statements(void **state)
{
	(void)state;
	for (unsigned page = PAGE_NONE + 1; page < PAGE_COUNT; page++)
		if ((statements_of(page) > 0) == is_own(page))
			fail_msg("%s", page_info(page)->key);
	assert_int_equal(statements_of(PAGE_SEED_A), 24);
	assert_int_equal(statements_of(PAGE_SEED_B), 41);
}

/* Only sentences of the founding pages have numbers of their own. */
static void a_number_is_given_once(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(statements); i++) {
		const struct statement *a = &statements[i];

		assert_true((a->number[0] != '\0') == (a->page == PAGE_SEED_A || a->page == PAGE_SEED_B));
		for (size_t other = 0; other < i && a->number[0] != '\0'; other++)
			assert_string_not_equal(a->number, statements[other].number);
	}
}

static char *written(void)
{
	struct out out = output_begin();

	coverage_markdown(&out);
	return output_end(&out);
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

static unsigned rows_in(const char *text)
{
	unsigned rows = 0;

	for (const char *row = strstr(text, "\n| "); row != NULL; row = strstr(row + 1, "\n| "))
		rows++;
	return rows - 1; /* the head of the table */
}

static void the_document_lists_the_statements_of_each_page(void **state)
{
	char *text = written();

	(void)state;
	for (unsigned page = PAGE_NONE + 1; page < PAGE_COUNT; page++) {
		char *below = !is_own(page) ? section(text, page) : NULL;

		if (below == NULL)
			continue;
		assert_int_equal(rows_in(below), statements_of(page));
		for (size_t n = 0; n < ARRAY_LEN(statements); n++)
			if (statements[n].page == page)
				assert_holds(below, statements[n].statement);
		free(below);
	}
	assert_holds(text, "| MED001 `mediation-standalone`, MED004 `collocation-unjustified` |");
	assert_holds(text, "| MED009 `pool-size-12`, `collocated-servers` |");
	assert_holds(text, "m-n-trunk.md`\n\nGone through from beginning to end.\n\n| ");
	assert_holds(text, "New-CsVoiceRoute`\n\nAs noted when the rules were made.\n\n| ");
	assert_holds(text, "| [not made](#not-made-and-why): MED007 `no-segmentation` |");
	free(text);
}

static char *written_of(const char *text, bool *ret_found)
{
	struct out out = output_begin();

	*ret_found = coverage_of_page(text, &out);
	return output_end(&out);
}

static void assert_pages(const char *asked, unsigned expected, const char *title)
{
	bool found;
	char *text = written_of(asked, &found);
	unsigned headings = 0;

	for (const char *at = strstr(text, "### "); at != NULL; at = strstr(at + 1, "### "))
		headings++;
	if (headings != expected || found != (expected > 0) || (expected > 0 && strstr(text, title) == NULL))
		fail_msg("%s: %u pages: %s", asked, headings, text);
	free(text);
}

static void a_page_is_found_by_what_people_have_of_it(void **state)
{
	static const char title[] = "### Plan for media bypass in Skype for Business\n";

	(void)state;
	assert_pages("byp", 1, title);
	assert_pages("plan for MEDIA bypass in Skype for Business", 1, title);
	assert_pages("media-bypass.md", 1, title);
	assert_pages("https://docs.example/enterprise-voice-solution/media-bypass?view=1#plan", 1, title);
	assert_pages("new-cstrunkconfiguration", 1, "### New-CsTrunkConfiguration\n");
	assert_pages("bypass", 7, title);
	assert_pages("no such page", 0, NULL);
	assert_pages("docs/", 0, NULL);
	assert_pages("", 0, NULL);
	assert_pages("language", 0, NULL);
}

/* Of a rule that exists a part was left out; of any other one all. It stands at its page. */
static void what_was_left_out_has_a_reason(void **state)
{
	(void)state;
	for (size_t n = 0; n < ARRAY_LEN(left_out); n++) {
		const struct rule *rule = rule_find(left_out[n].id);

		if ((rule != NULL) != (left_out[n].what[0] != '\0') || left_out[n].why[0] == '\0' ||
			(rule != NULL && strcmp(rule->info.name, left_out[n].name) != 0) ||
			!is_named(left_out[n].id, left_out[n].page))
			fail_msg("%s %s", left_out[n].id, left_out[n].what);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_statement_has_a_rule_or_a_figure_or_a_reason),
		cmocka_unit_test(every_rule_has_a_statement_at_each_of_its_pages),
		cmocka_unit_test(every_figure_has_a_statement_at_each_of_its_pages),
		cmocka_unit_test(every_page_has_statements),
		cmocka_unit_test(a_number_is_given_once),
		cmocka_unit_test(the_document_lists_the_statements_of_each_page),
		cmocka_unit_test(a_page_is_found_by_what_people_have_of_it),
		cmocka_unit_test(what_was_left_out_has_a_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
