/* SPDX-License-Identifier: MIT */
/*
 * The allocator's door: what it passes on, and the failures that tests ask for.
 */
#include "base/mem.h"
#include "support.h"

static void allocates_like_the_library(void **state)
{
	char *zeroed = mem_zalloc(1000);
	char *text = mem_strdup("redmond");
	char *moved = mem_realloc(NULL, 3);

	(void)state;
	for (int i = 0; i < 1000; i++)
		assert_int_equal(zeroed[i], 0);
	assert_string_equal(text, "redmond");
	memcpy(moved, "ab", 3);
	moved = mem_realloc(moved, 100000);
	assert_string_equal(moved, "ab");
	mem_free(zeroed);
	mem_free(text);
	mem_free(moved);
	mem_free(NULL);
}

/* malloc(0) may return NULL, which nobody could tell from a failure. */
static void nothing_is_not_a_failure(void **state)
{
	void *nothing = mem_alloc(0);
	void *zeroed = mem_zalloc(0);
	void *moved = mem_realloc(NULL, 0);

	(void)state;
	assert_non_null(nothing);
	assert_non_null(zeroed);
	assert_non_null(moved);
	mem_free(nothing);
	mem_free(zeroed);
	mem_free(moved);
}

static bool works(void)
{
	void *memory = mem_alloc(8);

	mem_free(memory);
	return memory != NULL;
}

static void fails_once_after_so_many(void **state)
{
	(void)state;
	mem_fail_after(2, false);
	assert_true(works());
	assert_true(works());
	assert_false(mem_ran_out());
	assert_false(works());
	assert_true(mem_ran_out());
	assert_true(works());
	assert_true(mem_ran_out());
	mem_fail_after(-1, false);
	assert_false(mem_ran_out());
}

static void fails_for_ever_after(void **state)
{
	(void)state;
	mem_fail_after(1, true);
	assert_true(works());
	for (int i = 0; i < 5; i++)
		assert_false(works());
	mem_fail_after(-1, true);
	for (int i = 0; i < 5; i++)
		assert_true(works());
	assert_false(mem_ran_out());
}

static void every_door_counts(void **state)
{
	char *text;

	(void)state;
	mem_fail_after(0, false);
	assert_null(mem_zalloc(8));
	mem_fail_after(0, false);
	assert_null(mem_strdup("a"));
	text = mem_strdup("old");
	mem_fail_after(0, false);
	assert_null(mem_realloc(text, 1000));
	assert_string_equal(text, "old");
	assert_true(mem_ran_out());
	mem_fail_after(-1, false);
	mem_free(text);
}

static void growing_keeps_the_entries(void **state)
{
	uint64_t *array = NULL;
	uint32_t room = 0;

	(void)state;
	for (uint32_t i = 0; i < 10000; i++) {
		assert_true(mem_grow(&array, &room, i + 1, sizeof(*array)));
		assert_true(room >= i + 1);
		array[i] = (uint64_t)i * i;
	}
	for (uint32_t i = 0; i < 10000; i++)
		assert_int_equal(array[i], (uint64_t)i * i);
	mem_free(array);
}

/* Doubles: the work for n entries stays linear. */
static void growing_doubles_and_never_shrinks(void **state)
{
	char *array = NULL;
	uint32_t room = 0;
	uint32_t before;

	(void)state;
	assert_true(mem_grow(&array, &room, 100, 1));
	before = room;
	assert_true(mem_grow(&array, &room, 5, 1));
	assert_int_equal(room, before);
	assert_true(mem_grow(&array, &room, before + 1, 1));
	assert_true(room >= 2 * before);
	mem_free(array);
}

static void a_failed_growth_changes_nothing(void **state)
{
	uint32_t *array = NULL;
	uint32_t *before;
	uint32_t room = 0;
	uint32_t room_before;

	(void)state;
	assert_true(mem_grow(&array, &room, 4, sizeof(*array)));
	array[3] = 77;
	before = array;
	room_before = room;
	mem_fail_after(0, false);
	assert_false(mem_grow(&array, &room, 100000, sizeof(*array)));
	assert_true(mem_ran_out());
	mem_fail_after(-1, false);
	assert_ptr_equal(array, before);
	assert_int_equal(room, room_before);
	assert_int_equal(array[3], 77);
	mem_free(array);
}

static void growing_what_fits_allocates_nothing(void **state)
{
	char *array = NULL;
	uint32_t room = 0;

	(void)state;
	assert_true(mem_grow(&array, &room, 8, 1));
	mem_fail_after(0, true);
	assert_true(mem_grow(&array, &room, 0, 1));
	assert_true(mem_grow(&array, &room, room, 1));
	assert_false(mem_ran_out());
	mem_fail_after(-1, false);
	mem_free(array);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(allocates_like_the_library),
		cmocka_unit_test(nothing_is_not_a_failure),
		cmocka_unit_test(fails_once_after_so_many),
		cmocka_unit_test(fails_for_ever_after),
		cmocka_unit_test(every_door_counts),
		cmocka_unit_test(growing_keeps_the_entries),
		cmocka_unit_test(growing_doubles_and_never_shrinks),
		cmocka_unit_test(a_failed_growth_changes_nothing),
		cmocka_unit_test(growing_what_fits_allocates_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
