/* SPDX-License-Identifier: MIT */
/*
 * Holds numbers and ranges of numbers against the notation of the topology language: +E164, +E164-SUFFIX (SUFFIX
 * replaces the last digits, both ends included), +E164;ext=N. Ends and counts were worked out by hand.
 */
#include "topology_support.h"

#include "model/numbers.h"

static void ranges_have_the_ends_that_are_written(void **state)
{
	static const struct {
		const char *text;
		uint64_t first, last;
		bool has_extension;
		uint64_t extension;
	} cases[] = {
		{ "+14255550100", 14255550100, 14255550100, false, 0 },
		{ "+1", 1, 1, false, 0 },
		{ "+999999999999999", 999999999999999, 999999999999999, false, 0 },
		{ "+14255550100-0219", 14255550100, 14255550219, false, 0 },
		{ "+14255550100-199", 14255550100, 14255550199, false, 0 },
		{ "+14255550100-00", 14255550100, 14255550100, false, 0 },
		{ "+14255550100-4255550199", 14255550100, 14255550199, false, 0 },
		{ "+14255550100-24255550100", 14255550100, 24255550100, false, 0 },
		{ "+15-9", 15, 19, false, 0 },
		{ "+14255550100;ext=17", 14255550100, 14255550100, true, 17 },
		{ "+14255550100;ext=007", 14255550100, 14255550100, true, 7 },
		{ "+14255550100;ext=0", 14255550100, 14255550100, true, 0 },
		{ "+14255550100;ext=999999999999999", 14255550100, 14255550100, true, 999999999999999 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct number_range range;

		if (!number_range_parse(str_of(cases[i].text), &range))
			fail_msg("'%s' is refused", cases[i].text);
		assert_int_equal(range.first, cases[i].first);
		assert_int_equal(range.last, cases[i].last);
		assert_int_equal(range.has_extension, cases[i].has_extension);
		if (range.has_extension)
			assert_int_equal(range.extension, cases[i].extension);
	}
}

static void what_could_be_read_in_two_ways_is_refused(void **state)
{
	static const char *const cases[] = {
		"",
		"+",
		"14255550100",
		"+0425",
		"+1 425",
		"+1425x",
		"++1425",
		"+1234567890123456",
		"+14255550219-0100", /* backwards */
		"+15-4",
		"+15-123", /* a suffix longer than the number */
		"+15-",
		"+15-a",
		"+-5",
		"+15-6-7",
		"+15;ext=",
		"+15;ext=x",
		"+15;ext",
		"+15;ext=1234567890123456",
		"+;ext=5",
		"+15-6;ext=7",
		"+15;ext=7-8",
		"-15",
		";ext=5",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct number_range range;

		if (number_range_parse(str_of(cases[i]), &range))
			fail_msg("'%s' is accepted", cases[i]);
	}
	assert_false(number_range_parse((struct str){ NULL, 0 }, &(struct number_range){ 0 }));
}

static void a_list_gives_its_ranges_in_order(void **state)
{
	struct str list = str_of("  +15-7\t+20;ext=3\n+31 ");
	struct number_range range;

	(void)state;
	assert_true(number_range_next(&list, &range));
	assert_int_equal(range.first, 15);
	assert_int_equal(range.last, 17);
	assert_true(number_range_next(&list, &range));
	assert_int_equal(range.first, 20);
	assert_true(range.has_extension);
	assert_true(number_range_next(&list, &range));
	assert_int_equal(range.first, 31);
	assert_false(range.has_extension);
	assert_false(number_range_next(&list, &range));
	assert_false(number_range_next(&list, &range));
}

static void a_list_without_numbers_gives_none(void **state)
{
	struct str empty = str_of("");
	struct str blank = str_of(" \n");
	struct str nothing = { NULL, 0 };
	struct number_range range;

	(void)state;
	assert_false(number_range_next(&empty, &range));
	assert_false(number_range_next(&blank, &range));
	assert_false(number_range_next(&nothing, &range));
}

static void counts_include_both_ends(void **state)
{
	static const struct {
		const char *list;
		uint64_t count;
	} cases[] = {
		{ "", 0 },
		{ "+15", 1 },
		{ "+14255550100-0219", 120 },
		{ "+15 +15", 2 },
		{ "+15;ext=1 +15;ext=2", 2 },
		{ "+1-9 +20-9", 19 },
		{ "+100000000000000-999999999999999", 900000000000000 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_int_equal(numbers_count(str_of(cases[i].list)), cases[i].count);
}

static void numbers_are_printed_as_they_are_written(void **state)
{
	struct number_range plain = { .first = 15, .last = 17 };
	struct number_range extended = { .first = 15, .last = 15, .extension = 4, .has_extension = true };
	struct number_range longest = { .first = 999999999999999,
		.last = 999999999999999,
		.extension = 999999999999999,
		.has_extension = true };
	char text[NUMBER_TEXT_LENGTH];

	(void)state;
	number_text(&plain, 16, text);
	assert_string_equal(text, "+16");
	number_text(&extended, 15, text);
	assert_string_equal(text, "+15;ext=4");
	number_text(&longest, longest.first, text);
	assert_string_equal(text, "+999999999999999;ext=999999999999999");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranges_have_the_ends_that_are_written),
		cmocka_unit_test(what_could_be_read_in_two_ways_is_refused),
		cmocka_unit_test(a_list_gives_its_ranges_in_order),
		cmocka_unit_test(a_list_without_numbers_gives_none),
		cmocka_unit_test(counts_include_both_ends),
		cmocka_unit_test(numbers_are_printed_as_they_are_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
