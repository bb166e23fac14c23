/* SPDX-License-Identifier: MIT */
/*
 * Profiles and contradictions speak of rules that exist, and every rule that contradicting pages concern is in the
 * table of contradictions.
 */
#include "topology_support.h"

#include "check/policy.h"
#include "check/profiles.h"

/* docs/profiles.md; release with free(). */
static char *printed(void)
{
	struct out out = output_begin();

	profiles_markdown(&out);
	return output_end(&out);
}

/* The line of the table of contradictions, to be released; fails when there is none. */
static char *row_of(const char *text, unsigned number)
{
	char start[16];
	const char *row;

	snprintf(start, sizeof(start), "\n| X%u |", number);
	row = strstr(text, start);
	if (row == NULL)
		fail_msg("there is no X%u", number);
	return strndup(row + 1, strcspn(row + 1, "\n"));
}

static void every_row_names_a_rule_once(void **state)
{
	const struct profile_rule *row;

	(void)state;
	assert_non_null(profile_rule_nth(0));
	for (size_t n = 0; (row = profile_rule_nth(n)) != NULL; n++) {
		const struct rule *rule = rule_find(row->rule);

		if (rule == NULL || strcmp(rule->info.id, row->rule) != 0)
			fail_msg("there is no rule %s", row->rule);
		assert_true(row->page != PAGE_NONE && row->why[0] != '\0');
		for (size_t other = 0; other < n; other++)
			assert_false(profile_rule_nth(other)->profile == row->profile &&
				strcmp(profile_rule_nth(other)->rule, row->rule) == 0);
	}
}

/* A rule that no profile has on would be dead. */
static void a_rule_that_is_off_is_on_somewhere(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < rule_count(); i++) {
		bool on = false;

		for (unsigned profile = 0; profile < PROFILE_COUNT; profile++) {
			struct policy policy = policy_of((enum profile)profile);

			on |= policy_runs(&policy, &rule_nth(i)->info);
		}
		assert_true(on);
	}
}

/* "X2: ...; X20: ...": the text of a rule begins with a number of the table, and the table leads back to it. */
static void the_table_names_every_rule_with_a_conflict(void **state)
{
	char *text = printed();
	unsigned n_rules = 0;

	(void)state;
	for (uint32_t i = 0; i < rule_count(); i++) {
		const struct rule_info *info = &rule_nth(i)->info;
		unsigned number;
		char *row;

		if (info->conflict == NULL)
			continue;
		if (sscanf(info->conflict, "X%u: ", &number) != 1)
			fail_msg("%s: '%s' has no number of conflicts.def", info->id, info->conflict);
		row = row_of(text, number);
		assert_holds(row, info->id);
		assert_holds(row, info->name);
		free(row);
		n_rules++;
	}
	assert_true(n_rules >= 9);
	free(text);
}

/* X1 to X20 are numbers of the catalogue; each has two sides, what decides, and a page for each side. */
static void the_contradictions_are_numbered_through(void **state)
{
	char *text = printed();
	char *row;

	(void)state;
	for (unsigned number = 1; number <= 20; number++) {
		unsigned cells = 0;

		row = row_of(text, number);
		for (const char *at = row; (at = strchr(at, '|')) != NULL; at++)
			cells++;
		assert_int_equal(cells, 6);
		assert_lacks(row, "()");
		assert_lacks(row, "|  |");
		free(row);
	}
	free(text);
}

static void profiles_stand_side_by_side(void **state)
{
	char *text = printed();

	(void)state;
	assert_holds(text, "| rule | `default` | `strict-deploy` | `2013-03` | `supported-only` |\n");
	assert_holds(text, "| MED001 `mediation-standalone` | warning | error | warning | warning |\n");
	assert_holds(text,
		"| OPT023 `pbx-needs-gateway` | warning or error | warning or error | warning or error | error |\n");
	assert_holds(text, "- MED001 under `strict-deploy`: ");
	assert_holds(text, page_info(PAGE_DEPMED)->title);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_names_a_rule_once),
		cmocka_unit_test(a_rule_that_is_off_is_on_somewhere),
		cmocka_unit_test(the_table_names_every_rule_with_a_conflict),
		cmocka_unit_test(the_contradictions_are_numbered_through),
		cmocka_unit_test(profiles_stand_side_by_side),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
