/* SPDX-License-Identifier: MIT */
/*
 * Borrowed text is held to the C library's own functions in the C locale, and to what its header says.
 */
#include "support.h"

#include <ctype.h>
#include <strings.h>

static void of_nothing_is_empty(void **state)
{
	struct str none = str_of(NULL);

	(void)state;
	assert_int_equal(none.length, 0);
	assert_non_null(none.text);
	assert_int_equal(str_of("").length, 0);
}

static void of_text_borrows_it(void **state)
{
	static const char text[] = "Redmond";
	struct str whole = str_of(text);

	(void)state;
	assert_ptr_equal(whole.text, text);
	assert_int_equal(whole.length, 7);
}

static void equality_compares_every_byte(void **state)
{
	(void)state;
	assert_true(str_equal(STR("red"), STR("red")));
	assert_true(str_equal(STR("a\0b"), STR("a\0b")));
	assert_false(str_equal(STR("a\0b"), STR("a\0c")));
	assert_false(str_equal(STR("red"), STR("redm")));
	assert_false(str_equal(STR("red"), STR("Red")));
	assert_true(str_equal((struct str){ NULL, 0 }, STR("")));
	assert_false(str_equal((struct str){ NULL, 0 }, STR("a")));
}

static void starts_with_a_prefix(void **state)
{
	(void)state;
	assert_true(str_starts(STR("redmond"), "red"));
	assert_true(str_starts(STR("redmond"), "redmond"));
	assert_true(str_starts(STR("redmond"), ""));
	assert_false(str_starts(STR("redmond"), "redmonds"));
	assert_false(str_starts(STR("redmond"), "Red"));
	assert_false(str_starts(STR(""), "r"));
}

static void is_compares_the_whole_word(void **state)
{
	(void)state;
	assert_true(str_is(STR("site"), "site"));
	assert_true(str_is(STR(""), ""));
	assert_true(str_is((struct str){ NULL, 0 }, ""));
	assert_false(str_is(STR("site"), "sites"));
	assert_false(str_is(STR("sites"), "site"));
	assert_false(str_is(STR("site"), "Site"));
	assert_false(str_is(STR(""), "s"));
	assert_false(str_is(STR("s"), ""));
}

static void is_reads_no_further_than_its_text(void **state)
{
	struct str word = exact_copy(STR("site"));

	(void)state;
	assert_true(str_is(word, "site"));
	assert_false(str_is(word, "sites"));
	assert_false(str_is((struct str){ word.text, 3 }, "site"));
	drop_copy(word);
}

static void ends_fold_ascii_only(void **state)
{
	(void)state;
	assert_true(str_ends_nocase("plan.XML", ".xml"));
	assert_true(str_ends_nocase(".xml", ".XML"));
	assert_true(str_ends_nocase("plan", ""));
	assert_true(str_ends_nocase("", ""));
	assert_false(str_ends_nocase("xml", ".xml"));
	assert_false(str_ends_nocase("plan.xml ", ".xml"));
	assert_false(str_ends_nocase("CAF\xc3\x89", "caf\xc3\xa9"));
	assert_false(str_ends_nocase("@", "`"));
	assert_false(str_ends_nocase("[", "{"));
}

static void blank_is_xml_white_space(void **state)
{
	(void)state;
	assert_true(str_is_blank(STR("")));
	assert_true(str_is_blank(STR(" \t\r\n")));
	assert_false(str_is_blank(STR("\v")));
	assert_false(str_is_blank(STR("\f")));
	assert_false(str_is_blank(STR("\0")));
	assert_false(str_is_blank(STR("\xc2\xa0")));
	assert_false(str_is_blank(STR("  x  ")));
}

/* Both sides know 128 letters at most: the C locale has no others. */
static void classes_agree_with_the_c_locale(void **state)
{
	(void)state;
	for (int i = 0; i < 256; i++) {
		char c = (char)(unsigned char)i;

		assert_int_equal(ascii_is_digit(c), isdigit(i) != 0);
		assert_int_equal(ascii_is_alnum(c), isalnum(i) != 0);
		assert_int_equal((unsigned char)ascii_lower(c), tolower(i));
		assert_int_equal(ascii_is_space(c), i != 0 && strchr(" \t\r\n", i) != NULL);
	}
}

static int sign(int number)
{
	return (number > 0) - (number < 0);
}

static size_t roll_text(struct dice *dice, const char *alphabet, char *text, uint32_t most)
{
	size_t length = roll(dice, most + 1);

	for (size_t i = 0; i < length; i++)
		text[i] = alphabet[roll(dice, (uint32_t)strlen(alphabet))];
	text[length] = '\0';
	return length;
}

static void order_without_case_agrees_with_strcasecmp(void **state)
{
	static const char alphabet[] = "aAbBzZ[{@`_\x80\xc3\xff";
	struct dice dice = { 11 };
	char a[8];
	char b[8];

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct str left = { a, roll_text(&dice, alphabet, a, 6) };
		struct str right = { b, roll_text(&dice, alphabet, b, 6) };

		assert_int_equal(sign(ascii_compare_nocase(left, right)), sign(strcasecmp(a, b)));
	}
}

static void tokens_agree_with_strtok(void **state)
{
	struct dice dice = { 12 };
	char text[24];

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct str rest = { text, roll_text(&dice, "ab \t\r\n\v", text, 20) };
		struct str copy = exact_copy(rest);
		struct str left = copy;
		struct str token;
		char *place;

		for (char *want = strtok_r(text, " \t\r\n", &place); want != NULL;
			want = strtok_r(NULL, " \t\r\n", &place)) {
			assert_true(str_next_token(&left, &token));
			assert_true(str_is(token, want));
		}
		assert_false(str_next_token(&left, &token));
		assert_int_equal(left.length, 0);
		assert_ptr_equal(left.text, copy.text + copy.length);
		drop_copy(copy);
	}
}

static void a_token_points_into_the_text(void **state)
{
	struct str text = STR("  a\0b  c");
	struct str rest = text;
	struct str token;

	(void)state;
	assert_true(str_next_token(&rest, &token));
	assert_ptr_equal(token.text, text.text + 2);
	assert_int_equal(token.length, 3);
	assert_ptr_equal(rest.text, text.text + 5);
	assert_int_equal(rest.length, 3);
}

static void prints_by_its_length(void **state)
{
	char printed[8];

	(void)state;
	snprintf(printed, sizeof(printed), "%.*s", STR_ARG(((struct str){ "redmond", 3 })));
	assert_string_equal(printed, "red");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_nothing_is_empty),
		cmocka_unit_test(of_text_borrows_it),
		cmocka_unit_test(equality_compares_every_byte),
		cmocka_unit_test(starts_with_a_prefix),
		cmocka_unit_test(is_compares_the_whole_word),
		cmocka_unit_test(is_reads_no_further_than_its_text),
		cmocka_unit_test(ends_fold_ascii_only),
		cmocka_unit_test(blank_is_xml_white_space),
		cmocka_unit_test(classes_agree_with_the_c_locale),
		cmocka_unit_test(order_without_case_agrees_with_strcasecmp),
		cmocka_unit_test(tokens_agree_with_strtok),
		cmocka_unit_test(a_token_points_into_the_text),
		cmocka_unit_test(prints_by_its_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
