/* SPDX-License-Identifier: MIT */
/*
 * Number ranges held against a plain search through all of them.
 */
#include "support.h"

#include "base/mem.h"
#include "model/number_index.h"

static bool search(struct str list, struct str other)
{
	struct number_range a;

	while (number_range_next(&list, &a)) {
		struct str rest = other;
		struct number_range b;

		while (number_range_next(&rest, &b))
			if (a.first <= b.last && b.first <= a.last)
				return true;
	}
	return false;
}

static size_t random_list(struct dice *dice, char *text, uint32_t most)
{
	size_t length = 0;

	text[0] = '\0';
	for (uint32_t n = roll(dice, most); n > 0; n--) {
		uint32_t first = 100 + roll(dice, 800);
		uint32_t last = first + roll(dice, 1000 - first < 60 ? 1000 - first : 60);

		length += (size_t)sprintf(text + length, "+1%u-%u ", first, last);
	}
	return length;
}

static void it_agrees_with_a_search(void **state)
{
	struct dice dice = { 101 };
	char all[1000];
	char asked[100];

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct number_index index = { 0 };
		struct str list = { all, random_list(&dice, all, 12) };

		assert_true(number_index_add(&index, list));
		number_index_sort(&index);
		for (int i = 0; i < 10; i++) {
			struct str question = { asked, random_list(&dice, asked, 3) };

			assert_int_equal(number_index_holds(&index, question), search(list, question));
		}
		number_index_release(&index);
	}
}

static void both_ends_are_included(void **state)
{
	struct number_index index = { 0 };

	(void)state;
	assert_true(number_index_add(&index, STR("+14255550100-0109 +14255550200")));
	number_index_sort(&index);
	assert_true(number_index_holds(&index, STR("+14255550100")));
	assert_true(number_index_holds(&index, STR("+14255550109")));
	assert_true(number_index_holds(&index, STR("+14255550200")));
	assert_true(number_index_holds(&index, STR("+14255550000-0100")));
	assert_true(number_index_holds(&index, STR("+14255550000-0300")));
	assert_false(number_index_holds(&index, STR("+14255550110-0199")));
	assert_false(number_index_holds(&index, STR("+14255550099")));
	assert_false(number_index_holds(&index, STR("+1425555010")));
	number_index_release(&index);
}

/* A long range that begins early reaches over shorter ones behind it. */
static void a_range_around_others_is_not_forgotten(void **state)
{
	struct number_index index = { 0 };

	(void)state;
	assert_true(number_index_add(&index, STR("+1100-999 +1200 +1300")));
	number_index_sort(&index);
	assert_true(number_index_holds(&index, STR("+1500")));
	number_index_release(&index);
}

static void extensions_enter_under_one_number(void **state)
{
	struct number_index index = { 0 };

	(void)state;
	assert_true(number_index_add(&index, STR("+14255550100;ext=17")));
	number_index_sort(&index);
	assert_true(number_index_holds(&index, STR("+14255550100;ext=18")));
	assert_true(number_index_holds(&index, STR("+14255550100")));
	number_index_release(&index);
}

static void nothing_holds_nothing(void **state)
{
	struct number_index index = { 0 };

	(void)state;
	number_index_sort(&index);
	assert_false(number_index_holds(&index, STR("+1425")));
	assert_true(number_index_add(&index, STR("")));
	assert_false(number_index_holds(&index, STR("")));
	number_index_release(&index);
	number_index_release(&index);
}

static void without_memory_that_is_said(void **state)
{
	struct number_index index = { 0 };

	(void)state;
	mem_fail_after(0, true);
	assert_false(number_index_add(&index, STR("+1425")));
	mem_fail_after(-1, false);
	number_index_release(&index);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_agrees_with_a_search),
		cmocka_unit_test(both_ends_are_included),
		cmocka_unit_test(a_range_around_others_is_not_forgotten),
		cmocka_unit_test(extensions_enter_under_one_number),
		cmocka_unit_test(nothing_holds_nothing),
		cmocka_unit_test(without_memory_that_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
