/* SPDX-License-Identifier: MIT */
/*
 * --select and --ignore: id, name or family; what makes an input unreadable cannot be ignored.
 */
#include "support.h"

#include "base/mem.h"
#include "check/select.h"

static bool selected(const struct selection *selection, const char *name)
{
	for (uint32_t i = 0; i < rule_count(); i++)
		if (rule_nth(i) == rule_find(name))
			return selection->rule[i];
	fail_msg("there is no rule %s", name);
	return false;
}

static uint32_t count(const struct selection *selection)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < rule_count(); i++)
		n += selection->rule[i];
	return n;
}

static void apply(struct selection *selection, const char *names, bool select)
{
	struct buf error = { 0 };

	if (!selection_apply(selection, names, select, &error))
		fail_msg("%s", buf_text(&error));
	buf_release(&error);
}

static void refuse(struct selection *selection, const char *names, bool select, const char *words)
{
	struct buf error = { 0 };

	assert_false(selection_apply(selection, names, select, &error));
	if (strstr(buf_text(&error), words) == NULL)
		fail_msg("'%s' is not in '%s'", words, buf_text(&error));
	buf_release(&error);
}

static void everything_is_on_at_first(void **state)
{
	struct selection selection;

	(void)state;
	assert_true(selection_init(&selection, NULL));
	assert_int_equal(count(&selection), rule_count());
	for (unsigned i = 0; i < STRUCTURE_COUNT; i++)
		assert_true(selection.structural[i]);
	selection_release(&selection);
	selection_release(&selection);
}

static void selecting_leaves_what_is_named(void **state)
{
	struct selection selection;

	(void)state;
	assert_true(selection_init(&selection, NULL));
	apply(&selection, "MED001,sec005", true);
	assert_int_equal(count(&selection), 2);
	assert_true(selected(&selection, "MED001"));
	assert_true(selected(&selection, "SEC005"));
	apply(&selection, " itsp-vpn ,", true);
	assert_int_equal(count(&selection), 3);
	assert_true(selection.structural[DOC_BAD_VALUE]);
	selection_release(&selection);
}

static void families_are_names_too(void **state)
{
	struct selection selection;
	uint32_t family = 0;

	(void)state;
	for (uint32_t i = 0; i < rule_count(); i++)
		family += strncmp(rule_nth(i)->info.id, "SEC", 3) == 0;
	assert_true(selection_init(&selection, NULL));
	apply(&selection, "SEC", true);
	assert_int_equal(count(&selection), family);
	assert_false(selected(&selection, "MED001"));
	apply(&selection, "sec005", false);
	assert_int_equal(count(&selection), family - 1);
	assert_false(selected(&selection, "SEC005"));
	selection_release(&selection);
}

static void ignoring_leaves_the_rest(void **state)
{
	struct selection selection;

	(void)state;
	assert_true(selection_init(&selection, NULL));
	apply(&selection, "mediation-standalone,DOC016", false);
	assert_int_equal(count(&selection), rule_count() - 1);
	assert_false(selected(&selection, "MED001"));
	assert_false(selection.structural[DOC_CONFUSABLE_IDS]);
	assert_true(selection.structural[DOC_CONFLICTING_FACTS]);
	selection_release(&selection);
}

/* 001-003 and 012-014 cannot be suppressed; with the family they stay. */
static void unreadable_is_not_ignored(void **state)
{
	static const char *const fixed[] = { "DOC001", "DOC002", "DOC003", "DOC012", "DOC013", "DOC014",
		"not-well-formed", "limit-exceeded" };
	struct selection selection;

	(void)state;
	assert_true(selection_init(&selection, NULL));
	for (size_t i = 0; i < ARRAY_LEN(fixed); i++)
		refuse(&selection, fixed[i], false, "cannot be ignored");
	apply(&selection, "DOC", false);
	for (unsigned i = 0; i < STRUCTURE_COUNT; i++) {
		const struct rule_info *rule = structure_rule((enum structure_rule)i);

		assert_int_equal(selection.structural[i], rule->unreadable || rule->hygiene);
	}
	selection_release(&selection);
}

static void unknown_names_get_a_hint(void **state)
{
	struct selection selection;

	(void)state;
	assert_true(selection_init(&selection, NULL));
	refuse(&selection, "MED001,mediation-standalon", true, "did you mean 'mediation-standalone'?");
	refuse(&selection, "zzzzzzzzzzzz", false, "'zzzzzzzzzzzz'");
	refuse(&selection, "MED00", false, "MED001");
	assert_string_equal(rule_suggest(NULL, "not-wel-formed"), "not-well-formed");
	assert_null(rule_suggest(NULL, "something entirely different"));
	selection_release(&selection);
}

static void every_rule_has_a_description(void **state)
{
	(void)state;
	assert_ptr_equal(rule_info_find(NULL, "MED001"), &rule_find("MED001")->info);
	assert_ptr_equal(rule_info_find(NULL, "doc003"), structure_rule(DOC_DTD_REFUSED));
	assert_ptr_equal(rule_info_find(NULL, "dtd-refused"), structure_rule(DOC_DTD_REFUSED));
	assert_null(rule_info_find(NULL, "DOC"));
	assert_null(rule_info_find(NULL, ""));
}

static void without_memory_that_is_said(void **state)
{
	struct selection selection;

	(void)state;
	mem_fail_after(0, true);
	assert_false(selection_init(&selection, NULL));
	mem_fail_after(-1, false);
	selection_release(&selection);
}

static void what_the_profile_has_off_stays_off(void **state)
{
	struct policy usual = policy_of(PROFILE_DEFAULT);
	struct policy newer = policy_of(PROFILE_2013_03);
	struct selection selection;
	struct buf off = { 0 };

	(void)state;
	assert_true(selection_init(&selection, NULL));
	selection_follow(&selection, &usual, &off);
	assert_false(selected(&selection, "CON010"));
	assert_true(selected(&selection, "CON012"));
	assert_int_equal(off.length, 0); /* nobody asked for it */
	selection_release(&selection);

	assert_true(selection_init(&selection, NULL));
	apply(&selection, "CON010,CON011", true);
	selection_follow(&selection, &usual, &off);
	assert_int_equal(count(&selection), 1);
	assert_string_equal(buf_text(&off), "CON010");
	selection_release(&selection);

	buf_clear(&off);
	assert_true(selection_init(&selection, NULL));
	apply(&selection, "CON010,CON012", true);
	selection_follow(&selection, &newer, &off);
	assert_true(selected(&selection, "CON010"));
	assert_string_equal(buf_text(&off), "CON012");
	selection_release(&selection);
	buf_release(&off);
}

static void whether_anything_is_left_is_known(void **state)
{
	struct selection selection;

	(void)state;
	assert_true(selection_init(&selection, NULL));
	assert_true(selection_any(&selection));
	apply(&selection, "MED001,SEC", true);
	apply(&selection, "SEC", false);
	assert_true(selection_any(&selection));
	apply(&selection, "MED001", false);
	assert_false(selection_any(&selection));
	apply(&selection, "DOC005", true);
	assert_int_equal(count(&selection), 0);
	assert_true(selection_any(&selection));
	selection_release(&selection);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everything_is_on_at_first),
		cmocka_unit_test(selecting_leaves_what_is_named),
		cmocka_unit_test(families_are_names_too),
		cmocka_unit_test(ignoring_leaves_the_rest),
		cmocka_unit_test(unreadable_is_not_ignored),
		cmocka_unit_test(unknown_names_get_a_hint),
		cmocka_unit_test(every_rule_has_a_description),
		cmocka_unit_test(without_memory_that_is_said),
		cmocka_unit_test(what_the_profile_has_off_stays_off),
		cmocka_unit_test(whether_anything_is_left_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
