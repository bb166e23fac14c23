/* SPDX-License-Identifier: MIT */
/*
 * Ids that look alike, with letters from the Unicode charts: case, composition, joiners, Cyrillic and Greek.
 */
#include "topology_support.h"

#include "model/confusable.h"

static bool look_alike(const char *a, const char *b)
{
	struct buf one = { 0 };
	struct buf other = { 0 };
	bool same;

	confusable_skeleton(str_of(a), &one);
	confusable_skeleton(str_of(b), &other);
	same = str_equal(buf_str(&one), buf_str(&other));
	buf_release(&one);
	buf_release(&other);
	return same;
}

static void these_look_alike(void **state)
{
	static const char *const pairs[][2] = {
		{ "Local", "local" },
		{ "TRUNK-1", "trunk-1" },
		{ "caf\xc3\xa9", "cafe\xcc\x81" },       /* U+00E9; e, U+0301 */
		{ "M\xc3\xbcnchen", "mu\xcc\x88nchen" }, /* U+00FC; u, U+0308 */
		{ "\xc3\x89", "\xc3\xa9" },              /* U+00C9, U+00E9 */
		{ "re\xe2\x80\x8d"
		  "d",
			"red" }, /* U+200D */
		{ "re\xe2\x80\x8c"
		  "d",
			"red" }, /* U+200C */
		{ "r\xd0\xb5"
		  "d",
			"red" },              /* U+0435 */
		{ "\xd0\xa0\xd0\x90", "pa" }, /* U+0420, U+0410 */
		{ "\xd1\x81\xd0\xbe", "co" }, /* U+0441, U+043E */
		{ "\xce\xbf", "o" },          /* U+03BF */
		{ "\xce\x9a", "k" },          /* U+039A */
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
		if (!look_alike(pairs[i][0], pairs[i][1]))
			fail_msg("'%s' and '%s'", pairs[i][0], pairs[i][1]);
}

static void these_do_not(void **state)
{
	static const char *const pairs[][2] = {
		{ "local", "local-1" },
		{ "t1", "t2" },
		{ "a-b", "a_b" },
		{ "cafe", "caf\xc3\xa9" }, /* an accent can be seen */
		{ "m\xc3\xbcller", "muller" },
		{ "\xc3\xa0", "\xc3\xa1" },
		{ "\xe6\x97\xa5", "\xe6\x9c\xac" },
		{ "red", "red\xc3\x9f" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
		if (look_alike(pairs[i][0], pairs[i][1]))
			fail_msg("'%s' and '%s'", pairs[i][0], pairs[i][1]);
}

static void the_later_of_two_is_reported(void **state)
{
	struct plan *plan = plan_load(
		"<pstn-usage id='Local'/><pstn-usage id='other'/><pstn-usage id='local'/>");
	const struct finding *finding = plan_only(plan, "DOC016");

	(void)state;
	assert_string_equal(finding->element, "local");
	assert_int_equal(finding->severity, SEVERITY_WARNING);
	assert_spanned(&finding->at, "local");
	assert_int_equal(finding->n_related, 1);
	assert_spanned(&finding->related[0].at, "Local");
	plan_free(plan);
}

static void neither_needs_to_be_plain(void **state)
{
	struct plan *plan = plan_load("<pstn-usage id='LOCAL'/><pstn-usage id='Local'/>");

	(void)state;
	assert_string_equal(plan_only(plan, "DOC016")->element, "Local");
	plan_free(plan);
}

static void kinds_do_not_matter(void **state)
{
	struct plan *plan = plan_load("<site id='Red' kind='central'/><pstn-usage id='red'/>");

	(void)state;
	assert_int_equal(plan_faults(plan, "DOC016"), 1);
	plan_free(plan);
}

/* A reference that is written in another case leads nowhere; that is one fault and not two. */
static void a_reference_is_no_id(void **state)
{
	struct plan *plan = plan_load("<pstn-usage id='local'/><voice-policy id='p' usages='Local'/>");

	(void)state;
	plan_only(plan, "DOC009");
	plan_free(plan);
}

static void different_ids_are_silent(void **state)
{
	(void)state;
	plan_free(plan_load_good(
		"<pstn-usage id='Local'/><pstn-usage id='Remote'/><pstn-usage id='caf\xc3\xa9'/>"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(these_look_alike),
		cmocka_unit_test(these_do_not),
		cmocka_unit_test(the_later_of_two_is_reported),
		cmocka_unit_test(neither_needs_to_be_plain),
		cmocka_unit_test(kinds_do_not_matter),
		cmocka_unit_test(a_reference_is_no_id),
		cmocka_unit_test(different_ids_are_silent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
