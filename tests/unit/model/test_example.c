/* SPDX-License-Identifier: MIT */
/*
 * Numbers that fit a pattern, for patterns read by eye. An example is only a guess; a prefix is a promise.
 */
#include "model/example.h"
#include "support.h"

static void expect_example(const char *pattern, unsigned variant, const char *expected)
{
	char text[64];

	if (!example_make(pattern, variant, text, sizeof(text)))
		fail_msg("no example of '%s'", pattern);
	assert_string_equal(text, expected);
}

static void literals_stand_for_themselves(void **state)
{
	(void)state;
	expect_example("", 0, "");
	expect_example("911", 0, "911");
	expect_example("^911$", 0, "911");
	expect_example("^\\+1425$", 0, "+1425");
	expect_example("\\.\\*", 0, ".*");
}

/* A digit, a member of a class, the least number of repetitions, any one of the alternatives. */
static void every_form_gives_something_that_fits(void **state)
{
	(void)state;
	for (unsigned variant = 0; variant < EXAMPLE_VARIANTS; variant++) {
		char text[64];

		assert_true(example_make("^\\d{3}$", variant, text, sizeof(text)));
		assert_int_equal(strspn(text, "0123456789"), 3);
		assert_int_equal(strlen(text), 3);
		assert_true(example_make("^[2-9]$", variant, text, sizeof(text)));
		assert_true(strlen(text) == 1 && text[0] >= '2' && text[0] <= '9');
		assert_true(example_make("^[135]$", variant, text, sizeof(text)));
		assert_true(strlen(text) == 1 && strchr("135", text[0]) != NULL);
		assert_true(example_make("^(12|34)5$", variant, text, sizeof(text)));
		assert_true(strcmp(text, "125") == 0 || strcmp(text, "345") == 0);
		assert_true(example_make("^a{2,4}$", variant, text, sizeof(text)));
		assert_true(strlen(text) >= 2 && strlen(text) <= 4 && strspn(text, "a") == strlen(text));
	}
}

static void what_does_not_fit_is_refused(void **state)
{
	char text[8];
	char deep[200] = "";

	(void)state;
	assert_true(example_make("1234567", 0, text, sizeof(text)));
	assert_string_equal(text, "1234567");
	assert_false(example_make("12345678", 0, text, sizeof(text)));
	assert_false(example_make("\\d{30}", 0, text, sizeof(text)));
	for (int i = 0; i < 99; i++)
		strcat(deep, "(");
	assert_false(example_make(deep, 0, text, sizeof(text)));
}

/* Broken patterns are met too: whatever comes out, nothing is read or written out of bounds. */
static void any_pattern_is_survived(void **state)
{
	static const char alphabet[] = "^$()[]{}|\\d\\+*?.-,:!019";
	struct dice dice = { 81 };

	(void)state;
	for (int i = 0; i < 50000; i++) {
		char *pattern;
		char *prefix;
		char *text = malloc(16);
		size_t length = roll(&dice, 14);

		pattern = malloc(length + 1);
		prefix = malloc(length + 1);
		assert_true(pattern != NULL && prefix != NULL && text != NULL);
		for (size_t n = 0; n < length; n++)
			pattern[n] = alphabet[roll(&dice, sizeof(alphabet) - 1)];
		pattern[length] = '\0';
		if (example_make(pattern, roll(&dice, EXAMPLE_VARIANTS), text, 16))
			assert_true(strlen(text) < 16);
		example_prefix(pattern, prefix);
		assert_true(strlen(prefix) <= length);
		free(pattern);
		free(prefix);
		free(text);
	}
}

/* A shorter one is right too, a longer one is not. */
static void a_prefix_ends_where_something_is_unsure(void **state)
{
	static const char *const rows[][2] = { { "911", "" }, { "", "" }, { "^1?2", "" }, { "^12?", "1" },
		{ "^12*", "1" }, { "^12{0}3", "1" }, { "^1[23]", "1" }, { "^1(2|3)", "1" }, { "^1\\d", "1" },
		{ "^1.", "1" }, { "^1|2", "" }, { "^(1)", "1" }, { "^1\\|2", "1|2" }, { "^12(3|4)|5", "" } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char prefix[32];

		example_prefix(rows[i][0], prefix);
		if (strncmp(prefix, rows[i][1], strlen(prefix)) != 0)
			fail_msg("'%s' gives '%s', of which only '%s' is sure", rows[i][0], prefix,
				rows[i][1]);
	}
}

static void a_prefix_of_literals_is_all_of_them(void **state)
{
	char prefix[32];

	(void)state;
	example_prefix("^\\+1425", prefix);
	assert_string_equal(prefix, "+1425");
	example_prefix("^911$", prefix);
	assert_string_equal(prefix, "911");
	example_prefix("^\\+1\\d{10}$", prefix);
	assert_string_equal(prefix, "+1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(literals_stand_for_themselves),
		cmocka_unit_test(every_form_gives_something_that_fits),
		cmocka_unit_test(what_does_not_fit_is_refused),
		cmocka_unit_test(any_pattern_is_survived),
		cmocka_unit_test(a_prefix_ends_where_something_is_unsure),
		cmocka_unit_test(a_prefix_of_literals_is_all_of_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
