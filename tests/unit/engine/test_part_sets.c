/* SPDX-License-Identifier: MIT */
#include "engine/part_sets.h"
#include "support.h"

static struct part_set set_of(uint32_t *part, uint32_t n)
{
	return (struct part_set){ part, n };
}

static void each_once(void **state)
{
	struct part_sets sets = { .n = 0 };
	uint32_t at;

	(void)state;
	for (uint32_t i = 0; i < 1000; i++) {
		uint32_t part[] = { i % 100, 100 + i % 250 };

		assert_true(part_sets_add(&sets, set_of(part, 2), &at));
		assert_int_equal(at, i % 500); /* both remainders come again after 500 */
	}
	assert_int_equal(sets.n, 500);
	for (unsigned times = 0; times < 2; times++)
		assert_true(part_sets_add(&sets, set_of(NULL, 0), &at) && at == 500);
	assert_int_equal(sets.n, 501);
	part_sets_release(&sets);
}

static void with_one_more(void **state)
{
	uint32_t part[] = { 3, 7, 9 }, room[4];

	(void)state;
	for (uint32_t more = 0; more < 12; more++) {
		if (part_set_has(set_of(part, 3), more))
			continue;
		assert_int_equal(part_set_with(set_of(part, 3), more, room), 4);
		for (uint32_t i = 1; i < 4; i++)
			assert_true(room[i - 1] < room[i]);
		assert_true(part_set_has(set_of(room, 4), more));
		assert_true(part_set_is_subset(set_of(part, 3), set_of(room, 4)));
		assert_false(part_set_is_subset(set_of(room, 4), set_of(part, 3)));
	}
}

static void the_least_ones(void **state)
{
	uint32_t a[] = { 1, 2, 3 }, b[] = { 2, 3 }, c[] = { 2 }, d[] = { 1, 4 }, e[] = { 4, 5 };
	struct part_sets sets = { .n = 0 };
	uint32_t at;

	(void)state;
	assert_true(part_sets_add(&sets, set_of(a, 3), &at) && part_sets_add(&sets, set_of(b, 2), &at) &&
		part_sets_add(&sets, set_of(c, 1), &at) && part_sets_add(&sets, set_of(d, 2), &at) &&
		part_sets_add(&sets, set_of(e, 2), &at));
	part_sets_minimise(&sets);
	assert_int_equal(sets.n, 3);
	for (uint32_t i = 0; i < sets.n; i++)
		assert_true(sets.set[i].part[0] == 2 || part_set_has(sets.set[i], 4));
	part_sets_release(&sets);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_once),
		cmocka_unit_test(with_one_more),
		cmocka_unit_test(the_least_ones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
