/* SPDX-License-Identifier: MIT */
#include "base/date.h"

#include <time.h>

enum {
	FIRST_YEAR = 1970,
	LAST_YEAR = 9999,
};

static uint32_t joined(uint32_t year, uint32_t month, uint32_t day)
{
	return year * 10000 + month * 100 + day;
}

static bool is_leap(uint32_t year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static uint32_t days_of(uint32_t year, uint32_t month)
{
	static const uint8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && is_leap(year) ? 1U : 0U);
}

/* Digits only, leading zeros allowed, as dates are written. */
static bool digits(struct str text, size_t from, size_t n, uint32_t *ret)
{
	uint32_t value = 0;

	for (size_t i = from; i < from + n; i++) {
		if (!ascii_is_digit(text.text[i]))
			return false;
		value = value * 10 + (uint32_t)(text.text[i] - '0');
	}
	*ret = value;
	return true;
}

bool date_parse(struct str text, uint32_t *ret)
{
	uint32_t year, month, day;

	if (text.length != 10 || text.text[4] != '-' || text.text[7] != '-')
		return false;
	if (!digits(text, 0, 4, &year) || !digits(text, 5, 2, &month) || !digits(text, 8, 2, &day))
		return false;
	if (year < FIRST_YEAR || month < 1 || month > 12 || day < 1 || day > days_of(year, month))
		return false;
	*ret = joined(year, month, day);
	return true;
}

uint32_t date_of_seconds(int64_t seconds)
{
	time_t moment = (time_t)seconds;
	struct tm day;

	if (seconds < 0 || gmtime_r(&moment, &day) == NULL || day.tm_year + 1900 > LAST_YEAR)
		return 0;
	return joined((uint32_t)day.tm_year + 1900, (uint32_t)day.tm_mon + 1, (uint32_t)day.tm_mday);
}

uint32_t date_today(void)
{
	return date_of_seconds((int64_t)time(NULL));
}
