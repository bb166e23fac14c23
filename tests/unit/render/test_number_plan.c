/* SPDX-License-Identifier: MIT */
/*
 * Who has which numbers: pieces, gaps and clashes, worked out by hand.
 */
#include "topology_support.h"

#include "render/number_plan.h"

#define SITE_OPEN "<site id='s' kind='central'>"
#define GATEWAY "<gateway id='g' kind='pstn-gateway'/>"
#define SITE_CLOSE "</site>"
#define USERS(id, numbers) "<users id='" id "' count='1' telephony='enterprise-voice' numbers='" numbers "'/>"

struct expected {
	uint64_t first, last;
	const char *owner; /* the first one, NULL: nobody */
	uint32_t n_owner;
	bool is_clash, is_entry;
	uint32_t block;
};

static void expect_pieces(const char *body, const struct expected *expected, uint32_t n)
{
	struct plan *plan = plan_load(body);
	struct number_plan numbers;

	assert_true(number_plan_make(&numbers, &plan->topo));
	assert_int_equal(numbers.n_piece, n);
	for (uint32_t i = 0; i < n; i++) {
		const struct number_piece *piece = &numbers.piece[i];

		assert_int_equal(piece->first, expected[i].first);
		assert_int_equal(piece->last, expected[i].last);
		assert_int_equal(piece->n_owner, expected[i].n_owner);
		assert_int_equal(piece->is_clash, expected[i].is_clash);
		assert_int_equal(piece->is_entry, expected[i].is_entry);
		assert_int_equal(piece->block, expected[i].block);
		if (expected[i].owner == NULL)
			assert_null(piece->owner[0]);
		else
			assert_string_equal(topo_id(&plan->topo, piece->owner[0]), expected[i].owner);
	}
	number_plan_release(&numbers);
	plan_free(plan);
}

static void gaps_are_what_lines_bring_and_nobody_has(void **state)
{
	static const struct expected expected[] = {
		{ 14255550100, 14255550109, "a", 1, false, true, 0 },
		{ 14255550110, 14255550119, NULL, 0, false, true, 0 },
		{ 14255550120, 14255550129, "b", 1, false, true, 0 },
		{ 14255550130, 14255550139, "b", 1, false, false, 0 },
		{ 12065550100, 12065550100, "a", 1, false, false, 1 },
	};
	struct expected sorted[ARRAY_LEN(expected)];

	(void)state;
	sorted[0] = expected[4];
	sorted[0].block = 0;
	for (size_t i = 1; i < ARRAY_LEN(expected); i++) {
		sorted[i] = expected[i - 1];
		sorted[i].block = 1;
	}
	expect_pieces(SITE_OPEN GATEWAY USERS("a", "+14255550100-0109 +12065550100")
			      USERS("b", "+14255550120-0139") SITE_CLOSE
		"<pstn-line id='l' ends-on='g' numbers='+14255550100-0129'/>",
		sorted, ARRAY_LEN(sorted));
}

static void numbers_of_two_clash(void **state)
{
	static const struct expected expected[] = {
		{ 14255550100, 14255550104, "a", 1, false, false, 0 },
		{ 14255550105, 14255550109, "a", 2, true, false, 0 },
		{ 14255550110, 14255550112, "b", 1, false, false, 0 },
	};

	(void)state;
	expect_pieces(SITE_OPEN USERS("a", "+14255550100-0109") USERS("b", "+14255550105-0112") SITE_CLOSE,
		expected, ARRAY_LEN(expected));
}

static void extensions_of_one_number_do_not_clash_unless_they_are_the_same(void **state)
{
	static const struct expected apart[] = { { 14255550100, 14255550100, "a", 2, false, false, 0 } };
	static const struct expected same[] = { { 14255550100, 14255550100, "a", 2, true, false, 0 } };
	static const struct expected main_number[] = { { 14255550100, 14255550100, "b", 2, false, false,
		0 } };

	(void)state;
	expect_pieces(SITE_OPEN USERS("a", "+14255550100;ext=1") USERS("b", "+14255550100;ext=2") SITE_CLOSE,
		apart, 1);
	expect_pieces(SITE_OPEN USERS("a", "+14255550100;ext=1") USERS("b", "+14255550100;ext=1") SITE_CLOSE,
		same, 1);
	expect_pieces(SITE_OPEN USERS("a", "+14255550100;ext=1") USERS("b", "+14255550100") SITE_CLOSE,
		main_number, 1);
}

static void a_line_without_numbers_brings_those_of_its_site(void **state)
{
	static const struct expected expected[] = {
		{ 14255550100, 14255550109, "a", 1, false, true, 0 },
		{ 14255550110, 14255550110, "d", 1, false, true, 0 },
		{ 14255550111, 14255550112, "b", 1, false, false, 0 },
	};

	(void)state;
	expect_pieces(
		SITE_OPEN GATEWAY USERS("a",
			"+14255550100-0109") "<device id='d' kind='fax' attached-to='g' number='+14255550110'/>" SITE_CLOSE
					     "<site id='t' kind='central'>" USERS("b",
						     "+14255550111-0112") "</site>"
									  "<pstn-line id='l' ends-on='g'/>",
		expected, ARRAY_LEN(expected));
}

static void more_owners_than_are_listed_are_counted(void **state)
{
	static const struct expected expected[] = { { 14255550100, 14255550100, "u0", 10, true, false, 0 } };

	(void)state;
	expect_pieces(
		SITE_OPEN USERS("u0", "+14255550100") USERS("u1", "+14255550100") USERS("u2", "+14255550100")
			USERS("u3", "+14255550100") USERS("u4", "+14255550100") USERS("u5", "+14255550100")
				USERS("u6", "+14255550100") USERS("u7", "+14255550100")
					USERS("u8", "+14255550100") USERS("u9", "+14255550100") SITE_CLOSE,
		expected, 1);
}

static void nobody_has_nothing(void **state)
{
	(void)state;
	expect_pieces("", NULL, 0);
}

static void ranges_are_written_as_people_write_them(void **state)
{
	struct arena arena = { 0 };

	(void)state;
	assert_string_equal(number_plan_text(14255550100, 14255550100, &arena), "+14255550100");
	assert_string_equal(number_plan_text(14255550100, 14255550109, &arena), "+14255550100-0109");
	assert_string_equal(number_plan_text(14255550100, 14255560109, &arena), "+14255550100-60109");
	assert_string_equal(number_plan_text(911, 912, &arena), "+911-2");
	assert_string_equal(number_plan_text(99, 100, &arena), "+99-100");
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gaps_are_what_lines_bring_and_nobody_has),
		cmocka_unit_test(numbers_of_two_clash),
		cmocka_unit_test(extensions_of_one_number_do_not_clash_unless_they_are_the_same),
		cmocka_unit_test(a_line_without_numbers_brings_those_of_its_site),
		cmocka_unit_test(more_owners_than_are_listed_are_counted),
		cmocka_unit_test(nobody_has_nothing),
		cmocka_unit_test(ranges_are_written_as_people_write_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
