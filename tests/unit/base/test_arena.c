/* SPDX-License-Identifier: MIT */
/*
 * The arena is held to its promises: pieces that do not overlap, texts that are terminated copies, one free,
 * and "" in place of a string that there was no memory for.
 */
#include "base/arena.h"
#include "base/mem.h"
#include "support.h"

static void starts_and_ends_empty(void **state)
{
	struct arena arena = { 0 };

	(void)state;
	arena_release(&arena);
	arena_clear(&arena);
	assert_non_null(arena_alloc(&arena, 1));
	arena_release(&arena);
	arena_release(&arena);
	assert_null(arena.block);
}

/* Pieces of many sizes, some larger than any block, each filled to its last byte. */
static void pieces_do_not_overlap(void **state)
{
	enum {
		PIECES = 600,
	};
	static unsigned char *piece[PIECES];
	static size_t size[PIECES];
	struct arena arena = { 0 };
	struct dice dice = { 31 };

	(void)state;
	for (size_t i = 0; i < PIECES; i++) {
		size[i] = roll(&dice, i % 50 == 0 ? 200000 : 300);
		piece[i] = arena_alloc(&arena, size[i]);
		assert_non_null(piece[i]);
		memset(piece[i], (int)(i % 251), size[i]);
	}
	for (size_t i = 0; i < PIECES; i++)
		for (size_t n = 0; n < size[i]; n++)
			assert_int_equal(piece[i][n], i % 251);
	arena_release(&arena);
}

static void pieces_are_aligned_for_words_and_pointers(void **state)
{
	struct arena arena = { 0 };

	(void)state;
	for (size_t size = 0; size < 100; size++) {
		uintptr_t place = (uintptr_t)arena_alloc(&arena, size);

		assert_int_equal(place % _Alignof(uint64_t), 0);
		assert_int_equal(place % _Alignof(double), 0);
		assert_int_equal(place % _Alignof(void *), 0);
	}
	arena_release(&arena);
}

static void copies_are_terminated_and_own_their_bytes(void **state)
{
	struct arena arena = { 0 };
	char text[] = "Redmond";
	struct str bytes = exact_copy(STR("a\0b"));
	const char *copy = arena_copy(&arena, text, 3);
	const char *with_nul = arena_copy(&arena, bytes.text, bytes.length);

	(void)state;
	text[0] = 'x';
	drop_copy(bytes);
	assert_string_equal(copy, "Red");
	assert_memory_equal(with_nul, "a\0b", 4);
	assert_string_equal(arena_copy(&arena, text, 0), "");
	arena_release(&arena);
}

static void prints_texts_of_any_length(void **state)
{
	struct arena arena = { 0 };
	const char *text = arena_printf(&arena, "%s-%d", "trunk", 7);
	const char *longer = arena_printf(&arena, "%*s", 100000, "end");

	(void)state;
	assert_string_equal(text, "trunk-7");
	assert_int_equal(strlen(longer), 100000);
	assert_string_equal(longer + 99997, "end");
	assert_string_equal(arena_printf(&arena, "%s", ""), "");
	arena_release(&arena);
}

/* After clearing, what fits into one block needs no new memory. */
static void clearing_keeps_one_block(void **state)
{
	struct arena arena = { 0 };

	(void)state;
	for (int i = 0; i < 1000; i++)
		assert_non_null(arena_alloc(&arena, 1000));
	arena_clear(&arena);
	mem_fail_after(0, true);
	assert_non_null(arena_alloc(&arena, 1000));
	assert_false(mem_ran_out());
	mem_fail_after(-1, false);
	arena_release(&arena);
}

static void without_memory_pieces_are_null_and_strings_empty(void **state)
{
	struct arena arena = { 0 };

	(void)state;
	mem_fail_after(0, true);
	assert_null(arena_alloc(&arena, 8));
	assert_true(mem_ran_out());
	assert_string_equal(arena_copy(&arena, "red", 3), "");
	assert_string_equal(arena_printf(&arena, "%d", 7), "");
	mem_fail_after(-1, false);
	assert_string_equal(arena_copy(&arena, "red", 3), "red");
	assert_false(mem_ran_out());
	arena_release(&arena);
}

static void a_failed_piece_leaves_the_others_alone(void **state)
{
	struct arena arena = { 0 };
	const char *before = arena_copy(&arena, "before", 6);

	(void)state;
	mem_fail_after(0, false);
	assert_null(arena_alloc(&arena, 1000000));
	mem_fail_after(-1, false);
	assert_string_equal(before, "before");
	assert_string_equal(arena_copy(&arena, "after", 5), "after");
	assert_string_equal(before, "before");
	arena_release(&arena);
}

static void a_size_beyond_all_memory_is_refused(void **state)
{
	struct arena arena = { 0 };

	(void)state;
	assert_null(arena_alloc(&arena, SIZE_MAX));
	assert_null(arena_alloc(&arena, SIZE_MAX - 7));
	assert_null(arena_alloc(&arena, SIZE_MAX - 16));
	assert_non_null(arena_alloc(&arena, 16));
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(starts_and_ends_empty),
		cmocka_unit_test(pieces_do_not_overlap),
		cmocka_unit_test(pieces_are_aligned_for_words_and_pointers),
		cmocka_unit_test(copies_are_terminated_and_own_their_bytes),
		cmocka_unit_test(prints_texts_of_any_length),
		cmocka_unit_test(clearing_keeps_one_block),
		cmocka_unit_test(without_memory_pieces_are_null_and_strings_empty),
		cmocka_unit_test(a_failed_piece_leaves_the_others_alone),
		cmocka_unit_test(a_size_beyond_all_memory_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
