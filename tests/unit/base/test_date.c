/* SPDX-License-Identifier: MIT */
/*
 * Days of the calendar: what is one, and in which order. Seconds and days after `date -u -d @SECONDS +%Y%m%d`.
 */
#include "base/date.h"
#include "support.h"

static void days_are_read(void **state)
{
	static const struct {
		const char *text;
		uint32_t day;
	} days[] = {
		{ "1970-01-01", 19700101 },
		{ "2024-02-29", 20240229 }, /* every fourth year */
		{ "2000-02-29", 20000229 }, /* every four hundredth */
		{ "2027-12-31", 20271231 },
		{ "9999-12-31", 99991231 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(days); i++) {
		uint32_t day = 0;

		assert_true(date_parse(str_of(days[i].text), &day));
		assert_int_equal(day, days[i].day);
	}
}

static void what_is_no_day_is_refused(void **state)
{
	static const char *const texts[] = { "", "2027-1-31", "2027-01-31 ", " 2027-01-31", "2027/01/31",
		"20270131", "2027-02-29", "2100-02-29", "2027-00-10", "2027-13-01", "2027-04-31",
		"2027-01-00", "2027-01-32", "1969-12-31", "+027-01-01", "2027-0a-01", "31.01.2027",
		"2027-01-31T00:00:00Z" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct str text = exact_copy(str_of(texts[i]));
		uint32_t day = 42;

		if (date_parse(text, &day))
			fail_msg("'%s' is no day", texts[i]);
		assert_int_equal(day, 42);
		drop_copy(text);
	}
}

static void seconds_are_days_of_utc(void **state)
{
	(void)state;
	assert_int_equal(date_of_seconds(0), 19700101);
	assert_int_equal(date_of_seconds(86399), 19700101);
	assert_int_equal(date_of_seconds(86400), 19700102);
	assert_int_equal(date_of_seconds(951782400), 20000229);
	assert_int_equal(date_of_seconds(1801440000), 20270201);
	assert_int_equal(date_of_seconds(1801439999), 20270131);
	assert_int_equal(date_of_seconds(253402300799), 99991231);
}

static void what_no_calendar_has_is_no_day(void **state)
{
	(void)state;
	assert_int_equal(date_of_seconds(-1), 0);
	assert_int_equal(date_of_seconds(253402300800), 0);
	assert_int_equal(date_of_seconds(INT64_MAX), 0);
}

static void today_is_after_this_was_written(void **state)
{
	(void)state;
	assert_true(date_today() > 20250101);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_are_read),
		cmocka_unit_test(what_is_no_day_is_refused),
		cmocka_unit_test(seconds_are_days_of_utc),
		cmocka_unit_test(what_no_calendar_has_is_no_day),
		cmocka_unit_test(today_is_after_this_was_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
