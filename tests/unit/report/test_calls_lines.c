/* SPDX-License-Identifier: MIT */
/*
 * Numbers, times and tables of the reports of calls.
 */
#include "calls_support.h"

#include "base/escape.h"
#include "report/calls_lines.h"

#include <math.h>

static void expect_number(double value, const char *expected)
{
	struct buf buf = { 0 };

	calls_append_number(&buf, value);
	assert_string_equal(buf_text(&buf), expected);
	buf_release(&buf);
}

/* Doubles whose shortest form is well known from the literature on printing them (Steele and White 1990). */
static void numbers_are_short_and_have_no_exponent(void **state)
{
	(void)state;
	expect_number(0, "0");
	expect_number(-0.0, "0");
	expect_number(80, "80");
	expect_number(95.2, "95.2");
	expect_number(-0.5, "-0.5");
	expect_number(0.1, "0.1");
	expect_number(0.1 + 0.2, "0.30000000000000004");
	expect_number(1.0 / 3, "0.3333333333333333");
	expect_number(0.000001, "0.000001");
	expect_number(1e-7, "0.0000001");
	expect_number(0.00125, "0.00125");
	expect_number(123456789012345.6, "123456789012345.6");
	expect_number(999999999999999, "999999999999999");
	expect_number(1e15, "1e+15");
	expect_number(1234567890123456, "1.234567890123456e+15");
	expect_number(-2.5e300, "-2.5e+300");
	expect_number((double)NAN, "null");
	expect_number((double)INFINITY, "null");
}

/* Reads back equal, and with one digit less it would not: the definition of shortest. */
static void numbers_read_back_equal(void **state)
{
	struct dice dice = { 11 };

	(void)state;
	for (int i = 0; i < 20000; i++) {
		double value = (roll(&dice, UINT32_MAX) + roll(&dice, 1000) / 1e3) /
			(1 + roll(&dice, 100000));
		struct buf buf = { 0 };
		char fewer[40];
		int digits = 0;

		calls_append_number(&buf, value);
		assert_true(strtod(buf_text(&buf), NULL) == value);
		assert_null(strpbrk(buf_text(&buf), "eE"));
		for (size_t k = strspn(buf_text(&buf), "0."); k < buf.length; k++)
			digits += buf.text[k] != '.';
		snprintf(fewer, sizeof(fewer), "%.*e", digits > 1 ? digits - 2 : 0, value);
		assert_true(digits == 1 || value == floor(value) || strtod(fewer, NULL) != value);
		buf_release(&buf);
	}
}

static void expect_ms(int64_t time, const char *expected)
{
	struct buf buf = { 0 };

	calls_append_ms(&buf, time);
	assert_string_equal(buf_text(&buf), expected);
	buf_release(&buf);
}

static void milliseconds_are_exact(void **state)
{
	(void)state;
	expect_ms(0, "0");
	expect_ms(1, "0.000001");
	expect_ms(12500000, "12.5");
	expect_ms(120 * MS, "120");
	expect_ms(SECONDS(10) + 200 * MS, "10200");
	expect_ms(INT64_C(9007199254740993), "9007199254.740993");
	expect_ms(NEVER, "null");
}

static void expect_seconds(int64_t time, const char *expected)
{
	struct buf buf = { 0 };

	calls_append_seconds(&buf, time, calls_decimals(time));
	assert_string_equal(buf_text(&buf), expected);
	buf_release(&buf);
}

static void seconds_have_as_many_decimals_as_they_need(void **state)
{
	(void)state;
	expect_seconds(0, "0.000");
	expect_seconds(20 * MS, "0.020");
	expect_seconds(SECONDS(32), "32.000");
	expect_seconds(20500000, "0.020500");
	expect_seconds(SECONDS(1) + 1, "1.000000001");
	expect_seconds(NEVER, "never");
}

/* Reason phrases: RFC 3261 section 21. */
static void statuses_have_their_phrase(void **state)
{
	static const struct {
		int status;
		const char *expected;
	} cases[] = {
		{ 0, "no answer" },
		{ 486, "486 Busy Here" },
		{ 503, "503 Service Unavailable" },
		{ 699, "699" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf buf = { 0 };

		calls_append_status(&buf, cases[i].status);
		assert_string_equal(buf_text(&buf), cases[i].expected);
		buf_release(&buf);
	}
}

static void table_cell(const void *rows, uint32_t row, uint32_t column, struct buf *buf)
{
	const char *const *cells = rows;

	escape_terminal(buf, str_of(cells[3 * row + column]));
}

static void write_table(const struct calls_report *report, struct out *out)
{
	static const char *const heading[] = { "name", "nobody", "n" };
	static const char *const cells[] = {
		"a",
		"",
		"7",
		"\xc3\xa4nderung\n",
		"",
		"1000",
		"",
		"",
		"3",
	};

	calls_table_write(
		&(struct calls_table){
			.heading = heading,
			.n_columns = 3,
			.right = BIT(2),
			.n_rows = 3,
			.rows = cells,
			.indent = " ",
			.cell = table_cell,
		},
		calls_style_of(report), out);
}

/* The column that is empty everywhere is not there; widths are of what is printed. */
static void tables_are_as_wide_as_they_must_be(void **state)
{
	(void)state;
	expect_written(write_table, &(struct calls_report){ 0 },
		" name              n\n"
		" a                 7\n"
		" \xc3\xa4nderung\\u{a}  1000\n"
		"                   3\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_short_and_have_no_exponent),
		cmocka_unit_test(numbers_read_back_equal),
		cmocka_unit_test(milliseconds_are_exact),
		cmocka_unit_test(seconds_have_as_many_decimals_as_they_need),
		cmocka_unit_test(statuses_have_their_phrase),
		cmocka_unit_test(tables_are_as_wide_as_they_must_be),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
