/* SPDX-License-Identifier: MIT */
/*
 * The buffer is held against an array that is large enough, and to what its header says of failures.
 */
#include "base/buf.h"
#include "base/mem.h"
#include "support.h"

static void an_empty_buffer_has_an_empty_text(void **state)
{
	struct buf buf = { 0 };

	(void)state;
	assert_string_equal(buf_text(&buf), "");
	assert_int_equal(buf_str(&buf).length, 0);
	assert_non_null(buf_str(&buf).text);
	assert_false(buf_failed(&buf));
	buf_puts(&buf, "");
	buf_put(&buf, NULL, 0);
	buf_printf(&buf, "%s", "");
	assert_string_equal(buf_text(&buf), "");
	buf_release(&buf);
	buf_release(&buf);
}

static void appends_in_order(void **state)
{
	struct buf buf = { 0 };

	(void)state;
	buf_puts(&buf, "trunk");
	buf_putc(&buf, ' ');
	buf_put(&buf, "'t1'x", 4);
	buf_printf(&buf, ": %d of %s", 3, "7");
	assert_string_equal(buf_text(&buf), "trunk 't1': 3 of 7");
	assert_int_equal(buf.length, 18);
	assert_int_equal(buf_str(&buf).length, 18);
	buf_release(&buf);
}

static void keeps_nul_bytes(void **state)
{
	struct buf buf = { 0 };

	(void)state;
	buf_put(&buf, "a\0b", 3);
	buf_putc(&buf, '\0');
	buf_puts(&buf, "c");
	assert_int_equal(buf.length, 5);
	assert_memory_equal(buf_text(&buf), "a\0b\0c", 6);
	buf_release(&buf);
}

/* Pieces of every kind and length, the same in a plain array. */
static void agrees_with_a_large_array(void **state)
{
	static char want[400000];
	struct buf buf = { 0 };
	struct dice dice = { 41 };
	size_t length = 0;

	(void)state;
	for (int i = 0; i < 2000; i++) {
		char piece[200];
		size_t n = roll(&dice, sizeof(piece));

		memset(piece, 'a' + i % 26, n);
		memcpy(want + length, piece, n);
		length += n;
		if (i % 2)
			buf_put(&buf, piece, n);
		else
			buf_printf(&buf, "%.*s", (int)n, piece);
		assert_int_equal(buf.length, length);
		assert_int_equal(buf_text(&buf)[length], '\0');
	}
	assert_memory_equal(buf_text(&buf), want, length);
	buf_release(&buf);
}

static void clearing_keeps_the_memory(void **state)
{
	struct buf buf = { 0 };

	(void)state;
	buf_printf(&buf, "%5000s", "x");
	buf_clear(&buf);
	assert_string_equal(buf_text(&buf), "");
	assert_int_equal(buf.length, 0);
	mem_fail_after(0, true);
	buf_printf(&buf, "%5000s", "y");
	mem_fail_after(-1, false);
	assert_false(buf_failed(&buf));
	assert_int_equal(buf.length, 5000);
	buf_release(&buf);
}

static void after_a_failure_nothing_is_appended(void **state)
{
	struct buf buf = { 0 };
	size_t length;

	(void)state;
	buf_puts(&buf, "kept");
	mem_fail_after(0, false);
	buf_printf(&buf, "%5000s", "lost");
	mem_fail_after(-1, false);
	assert_true(buf_failed(&buf));
	assert_string_equal(buf_text(&buf), "kept");
	length = buf.length;
	buf_puts(&buf, "more");
	buf_putc(&buf, '.');
	buf_printf(&buf, "%d", 1);
	assert_int_equal(buf.length, length);
	assert_string_equal(buf_text(&buf), "kept");
	buf_clear(&buf);
	assert_false(buf_failed(&buf));
	buf_puts(&buf, "again");
	assert_string_equal(buf_text(&buf), "again");
	buf_release(&buf);
}

static void failing_at_once_leaves_an_empty_text(void **state)
{
	struct buf buf = { 0 };

	(void)state;
	mem_fail_after(0, false);
	buf_putc(&buf, 'x');
	mem_fail_after(-1, false);
	assert_true(buf_failed(&buf));
	assert_string_equal(buf_text(&buf), "");
	assert_int_equal(buf_str(&buf).length, 0);
	buf_release(&buf);
	assert_false(buf_failed(&buf));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_buffer_has_an_empty_text),
		cmocka_unit_test(appends_in_order),
		cmocka_unit_test(keeps_nul_bytes),
		cmocka_unit_test(agrees_with_a_large_array),
		cmocka_unit_test(clearing_keeps_the_memory),
		cmocka_unit_test(after_a_failure_nothing_is_appended),
		cmocka_unit_test(failing_at_once_leaves_an_empty_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
