/* SPDX-License-Identifier: MIT */
/* Holds the table of ids against a plain list of the same words. */
#include "topology_support.h"

#include "model/symbols.h"

static void the_same_text_is_the_same_symbol(void **state)
{
	struct symbols symbols = { 0 };
	uint32_t red = symbols_intern(&symbols, str_of("red"));

	(void)state;
	assert_int_not_equal(red, SYMBOL_NONE);
	assert_int_equal(symbols_intern(&symbols, str_of("red")), red);
	assert_int_equal(symbols_intern(&symbols, (struct str){ "redmond", 3 }), red);
	assert_int_not_equal(symbols_intern(&symbols, str_of("Red")), red);
	assert_int_not_equal(symbols_intern(&symbols, str_of("re")), red);
	assert_int_equal(symbols.n, 3);
	assert_string_equal(symbols_text(&symbols, red), "red");
	symbols_release(&symbols);
}

static void nothing_has_the_text_of_no_symbol(void **state)
{
	struct symbols symbols = { 0 };

	(void)state;
	assert_string_equal(symbols_text(&symbols, SYMBOL_NONE), "");
	assert_int_equal(symbols_element(&symbols, SYMBOL_NONE), NO_ELEMENT);
	assert_int_equal(symbols_find(&symbols, str_of("red")), SYMBOL_NONE);
	assert_int_equal(symbols_next(&symbols, SYMBOL_NONE), SYMBOL_NONE);
	symbols_release(&symbols);
	symbols_release(&symbols);
}

static void the_empty_text_is_a_text_like_any_other(void **state)
{
	struct symbols symbols = { 0 };
	uint32_t empty = symbols_intern(&symbols, str_of(""));

	(void)state;
	assert_int_not_equal(empty, SYMBOL_NONE);
	assert_int_equal(symbols_find(&symbols, str_of("")), empty);
	assert_string_equal(symbols_text(&symbols, empty), "");
	assert_int_equal(symbols_next(&symbols, SYMBOL_NONE), empty);
	assert_int_equal(symbols_next(&symbols, empty), SYMBOL_NONE);
	symbols_release(&symbols);
}

static void a_symbol_stands_for_what_it_was_defined_as(void **state)
{
	struct symbols symbols = { 0 };
	uint32_t red = symbols_intern(&symbols, str_of("red"));
	uint32_t blue = symbols_intern(&symbols, str_of("blue"));

	(void)state;
	assert_int_equal(symbols_element(&symbols, red), NO_ELEMENT);
	symbols_define(&symbols, red, 7);
	symbols_define(&symbols, blue, DOUBTFUL_ELEMENT);
	assert_int_equal(symbols_element(&symbols, red), 7);
	assert_int_equal(symbols_element(&symbols, blue), DOUBTFUL_ELEMENT);
	assert_string_equal(symbols_text(&symbols, red), "red");
	symbols_release(&symbols);
}

/* Words of different lengths, some of which share their first bytes. */
static void word_number(unsigned n, char word[64])
{
	snprintf(word, 64, "%s-%u%.*s", n % 2 ? "trunk" : "tie", n, (int)(n % 30),
		"abcdefghijklmnopqrstuvwxyzabcd");
}

enum {
	MANY = 5000,
};

static void many_symbols_are_all_found_again(void **state)
{
	static uint32_t symbol[MANY];
	struct symbols symbols = { 0 };
	char word[64];

	(void)state;
	for (unsigned i = 0; i < MANY; i++) {
		word_number(i, word);
		symbol[i] = symbols_intern(&symbols, str_of(word));
		symbols_define(&symbols, symbol[i], i);
	}
	assert_int_equal(symbols.n, MANY);
	for (unsigned i = 0; i < MANY; i++) {
		word_number(i, word);
		assert_int_equal(symbols_find(&symbols, str_of(word)), symbol[i]);
		assert_string_equal(symbols_text(&symbols, symbol[i]), word);
		assert_int_equal(symbols_element(&symbols, symbol[i]), i);
	}
	symbols_release(&symbols);
}

static void a_walk_meets_all_in_the_order_of_their_making(void **state)
{
	struct symbols symbols = { 0 };
	uint32_t at = SYMBOL_NONE;
	char word[64];

	(void)state;
	for (unsigned i = 0; i < 100; i++) {
		word_number(i, word);
		symbols_intern(&symbols, str_of(word));
	}
	for (unsigned i = 0; i < 100; i++) {
		word_number(i, word);
		at = symbols_next(&symbols, at);
		assert_string_equal(symbols_text(&symbols, at), word);
	}
	assert_int_equal(symbols_next(&symbols, at), SYMBOL_NONE);
	symbols_release(&symbols);
}

static void a_frozen_table_keeps_texts_but_finds_nothing(void **state)
{
	struct symbols symbols = { 0 };
	uint32_t red = symbols_intern(&symbols, str_of("red"));

	(void)state;
	symbols_define(&symbols, red, 3);
	symbols_freeze(&symbols);
	assert_string_equal(symbols_text(&symbols, red), "red");
	assert_int_equal(symbols_element(&symbols, red), 3);
	assert_int_equal(symbols_find(&symbols, str_of("red")), SYMBOL_NONE);
	symbols_release(&symbols);
}

static void out_of_memory_makes_no_symbol(void **state)
{
	(void)state;
	for (int failing = 0; failing < 2; failing++) {
		struct symbols symbols = { 0 };

		mem_fail_after(failing, true);
		assert_int_equal(symbols_intern(&symbols, str_of("red")), SYMBOL_NONE);
		assert_true(mem_ran_out());
		mem_fail_after(-1, false);
		assert_int_not_equal(symbols_intern(&symbols, str_of("red")), SYMBOL_NONE);
		symbols_release(&symbols);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_text_is_the_same_symbol),
		cmocka_unit_test(nothing_has_the_text_of_no_symbol),
		cmocka_unit_test(the_empty_text_is_a_text_like_any_other),
		cmocka_unit_test(a_symbol_stands_for_what_it_was_defined_as),
		cmocka_unit_test(many_symbols_are_all_found_again),
		cmocka_unit_test(a_walk_meets_all_in_the_order_of_their_making),
		cmocka_unit_test(a_frozen_table_keeps_texts_but_finds_nothing),
		cmocka_unit_test(out_of_memory_makes_no_symbol),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
