/* SPDX-License-Identifier: MIT */
/*
 * Results as bytes: written and read back, and anybody's bytes read without harm.
 */
#include "base/pack.h"
#include "support.h"

#include <math.h>

static struct packed packed_of(const struct buf *buf)
{
	return (struct packed){ .rest = buf_str(buf) };
}

static void counts_are_leb128(void **state)
{
	/* DWARF 5, figure 22 */
	static const struct {
		uint64_t count;
		const char *bytes;
		size_t length;
	} known[] = {
		{ 2, "\x02", 1 },
		{ 127, "\x7f", 1 },
		{ 128, "\x80\x01", 2 },
		{ 129, "\x81\x01", 2 },
		{ 12857, "\xb9\x64", 2 },
	};
	struct buf buf = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(known); i++) {
		struct packed packed;

		pack_count(&buf, known[i].count);
		assert_int_equal(buf.length, known[i].length);
		assert_memory_equal(buf.text, known[i].bytes, known[i].length);
		packed = packed_of(&buf);
		assert_int_equal(unpack_count(&packed, UINT64_MAX), known[i].count);
		assert_true(unpack_good(&packed));
		buf_clear(&buf);
	}
	buf_release(&buf);
}

static void what_was_packed_comes_back(void **state)
{
	static const double numbers[] = { 0, -0.0, 1.0 / 3, -1e308, 5e-324 };
	struct arena arena = { 0 };
	struct buf buf = { 0 };
	struct packed packed;

	(void)state;
	pack_count(&buf, UINT64_MAX);
	pack_count(&buf, 1);
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
		pack_number(&buf, numbers[i]);
	pack_text(&buf, NULL);
	pack_text(&buf, "");
	pack_text(&buf, "caf\xc3\xa9");
	packed = packed_of(&buf);
	assert_true(unpack_count(&packed, UINT64_MAX) == UINT64_MAX);
	assert_true(unpack_flag(&packed));
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
		double number = unpack_number(&packed);

		assert_memory_equal(&number, &numbers[i], sizeof(number));
	}
	assert_null(unpack_text(&packed, &arena));
	assert_string_equal(unpack_text(&packed, &arena), "");
	assert_false(unpack_good(&packed)); /* not at its end */
	assert_string_equal(unpack_word(&packed, &arena), "caf\xc3\xa9");
	assert_true(unpack_good(&packed));
	arena_release(&arena);
	buf_release(&buf);
}

static void every_shorter_piece_is_broken(void **state)
{
	struct arena arena = { 0 };
	struct buf buf = { 0 };

	(void)state;
	pack_count(&buf, 300);
	pack_text(&buf, "word");
	pack_number(&buf, 2.5);
	for (size_t length = 0; length < buf.length; length++) {
		struct packed packed = { .rest = { buf.text, length } };

		(void)unpack_count(&packed, 300);
		(void)unpack_word(&packed, &arena);
		assert_true(unpack_number(&packed) == 0);
		assert_true(packed.broken);
		assert_string_equal(unpack_word(&packed, &arena), "");
		assert_int_equal(unpack_entries(&packed), 0);
	}
	arena_release(&arena);
	buf_release(&buf);
}

static void expect_broken_text(struct str bytes)
{
	struct packed packed = { .rest = bytes };
	struct arena arena = { 0 };

	assert_string_equal(unpack_word(&packed, &arena), "");
	assert_false(unpack_good(&packed));
	arena_release(&arena);
}

static void what_nobody_packs_is_refused(void **state)
{
	struct packed too_many = { .rest = STR("\x03") };
	struct packed promise = { .rest = STR("\x05"
					      "abc") };
	struct packed endless = { .rest = STR("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff") };
	struct buf buf = { 0 };
	struct packed infinite;

	(void)state;
	assert_int_equal(unpack_count(&too_many, 2), 0);
	assert_false(unpack_good(&too_many));
	assert_int_equal(unpack_entries(&promise), 0);
	assert_true(promise.broken);
	assert_true(unpack_count(&endless, UINT64_MAX) == 0);
	assert_true(endless.broken);
	expect_broken_text((struct str){ "\x00", 1 });
	expect_broken_text((struct str){ "\x03"
					 "a\0",
		3 });
	expect_broken_text(STR("\x02\xff"));
	expect_broken_text(STR("\xff\xff\xff\xff\x0f"
			       "a"));
	pack_number(&buf, INFINITY);
	infinite = packed_of(&buf);
	assert_true(unpack_number(&infinite) == 0);
	assert_true(infinite.broken);
	buf_release(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_are_leb128),
		cmocka_unit_test(what_was_packed_comes_back),
		cmocka_unit_test(every_shorter_piece_is_broken),
		cmocka_unit_test(what_nobody_packs_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
