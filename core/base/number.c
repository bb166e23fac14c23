/* SPDX-License-Identifier: MIT */
#include "base/number.h"

enum {
	DECIMAL_DIGITS = 15, /* so many and any power of ten up to it are exact in a double */
};

bool number_parse_whole(struct str text, uint64_t most, uint64_t *ret)
{
	uint64_t value = 0;

	if (text.length == 0 || (text.length > 1 && text.text[0] == '0'))
		return false;
	for (size_t i = 0; i < text.length; i++) {
		if (!ascii_is_digit(text.text[i]) || __builtin_mul_overflow(value, 10, &value) ||
			__builtin_add_overflow(value, (uint64_t)(text.text[i] - '0'), &value))
			return false;
	}
	if (value > most)
		return false;
	*ret = value;
	return true;
}

/* Digits at the start of text. */
static size_t count_digits(struct str text)
{
	size_t n = 0;

	while (n < text.length && ascii_is_digit(text.text[n]))
		n++;
	return n;
}

/* All digits of the text as one number, its point left out. */
static double digits_of(struct str text, size_t point)
{
	double value = 0;

	for (size_t i = 0; i < text.length; i++)
		if (i != point)
			value = value * 10 + (text.text[i] - '0');
	return value;
}

static double power_of_ten(size_t n)
{
	double value = 1;

	while (n-- > 0)
		value *= 10;
	return value;
}

/* One division of two exact numbers: the nearest double, whatever the locale. */
bool number_parse_decimal(struct str text, double *ret)
{
	size_t whole = count_digits(text);
	size_t fraction = 0;

	if (whole == 0 || (whole > 1 && text.text[0] == '0') || text.length > DECIMAL_DIGITS + 1)
		return false;
	if (whole < text.length) {
		if (text.text[whole] != '.')
			return false;
		fraction = count_digits((struct str){ text.text + whole + 1, text.length - whole - 1 });
		if (fraction == 0 || whole + 1 + fraction != text.length)
			return false;
	}
	if (whole + fraction > DECIMAL_DIGITS)
		return false;
	*ret = digits_of(text, whole) / power_of_ten(fraction);
	return true;
}
