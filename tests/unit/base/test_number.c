/* SPDX-License-Identifier: MIT */
/*
 * Number texts are held to their grammar, written down here a second time, and their values to strtoull() and
 * strtod() of the C library, which are known to be exact.
 */
#include "base/number.h"
#include "support.h"

#include <errno.h>
#include <locale.h>

static bool whole(struct str text, uint64_t most, uint64_t *ret)
{
	struct str copy = exact_copy(text);
	bool accepted = number_parse_whole(copy, most, ret);

	drop_copy(copy);
	return accepted;
}

static bool decimal(struct str text, double *ret)
{
	struct str copy = exact_copy(text);
	bool accepted = number_parse_decimal(copy, ret);

	drop_copy(copy);
	return accepted;
}

static void takes_whole_numbers(void **state)
{
	static const struct {
		const char *text;
		uint64_t value;
	} cases[] = {
		{ "0", 0 },
		{ "1", 1 },
		{ "9", 9 },
		{ "10", 10 },
		{ "65535", 65535 },
		{ "4294967296", UINT64_C(4294967296) },
		{ "9999999999999999999", UINT64_C(9999999999999999999) },
		{ "18446744073709551615", UINT64_MAX },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		uint64_t value = 77;

		assert_true(whole(str_of(cases[i].text), UINT64_MAX, &value));
		assert_true(value == cases[i].value);
	}
}

static void refuses_whole_texts_that_could_mean_two_things(void **state)
{
	static const struct str cases[] = {
		STR_INIT(""),
		STR_INIT("00"),
		STR_INIT("01"),
		STR_INIT("-1"),
		STR_INIT("+1"),
		STR_INIT("-0"),
		STR_INIT(" 1"),
		STR_INIT("1 "),
		STR_INIT("1\n"),
		STR_INIT("1\0"),
		STR_INIT("\0"),
		STR_INIT("0x10"),
		STR_INIT("1e3"),
		STR_INIT("1.0"),
		STR_INIT("1,000"),
		STR_INIT("1_000"),
		STR_INIT("\xd9\xa1"),
		STR_INIT("\xef\xbc\x91"),
		STR_INIT("18446744073709551616"),
		STR_INIT("99999999999999999999"),
		STR_INIT("184467440737095516150"),
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		uint64_t value = 77;

		if (whole(cases[i], UINT64_MAX, &value))
			fail_msg("case %zu is accepted", i);
		assert_int_equal(value, 77);
	}
}

static void keeps_the_upper_border(void **state)
{
	static const uint64_t borders[] = { 0, 1, 8, 9, 10, 11, 32, 99, 100, 128, 65535, UINT32_MAX,
		UINT64_MAX / 10, UINT64_MAX / 10 + 1, UINT64_MAX - 1 };
	char text[32];
	uint64_t value;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(borders); i++) {
		snprintf(text, sizeof(text), "%llu", (unsigned long long)borders[i]);
		assert_true(whole(str_of(text), borders[i], &value));
		assert_true(value == borders[i]);
		snprintf(text, sizeof(text), "%llu", (unsigned long long)borders[i] + 1);
		assert_false(whole(str_of(text), borders[i], &value));
		assert_true(value == borders[i]);
	}
}

static size_t digits_at(const char *text)
{
	return strspn(text, "0123456789");
}

/* (0|[1-9][0-9]*) */
static size_t whole_at(const char *text)
{
	return text[0] == '0' ? 1 : digits_at(text);
}

static size_t roll_text(struct dice *dice, const char *alphabet, char *text, uint32_t most)
{
	size_t length = roll(dice, most + 1);

	for (size_t i = 0; i < length; i++)
		text[i] = alphabet[roll(dice, (uint32_t)strlen(alphabet))];
	text[length] = '\0';
	return length;
}

static void whole_numbers_agree_with_strtoull(void **state)
{
	static const char *const alphabets[] = { "0123456789", "0123456789 +-.ex", "01", "9" };
	struct dice dice = { 31 };
	char text[32];

	(void)state;
	for (int i = 0; i < 200000; i++) {
		size_t length = roll_text(&dice, alphabets[i % 4], text, 22);
		uint64_t most = i % 3 ? UINT64_MAX >> roll(&dice, 64) : UINT64_MAX;
		uint64_t value = 77;
		unsigned long long reference;
		bool good;

		errno = 0;
		reference = strtoull(text, NULL, 10);
		good = length > 0 && whole_at(text) == length && errno == 0 && reference <= most;
		if (whole(str_of(text), most, &value) != good || value != (good ? reference : 77))
			fail_msg("'%s' up to %llu", text, (unsigned long long)most);
	}
}

static void takes_decimals(void **state)
{
	static const struct {
		const char *text;
		double value;
	} cases[] = {
		{ "0", 0 },
		{ "0.0", 0 },
		{ "0.5", 0.5 },
		{ "12.5", 12.5 },
		{ "12.50", 12.5 },
		{ "0.1", 0.1 },
		{ "1267.43233", 1267.43233 },
		{ "210.0", 210 },
		{ "999999999999999", 999999999999999 },
		{ "0.00000000000001", 1e-14 },
		{ "0.99999999999999", 0.99999999999999 },
		{ "12345678.1234567", 12345678.1234567 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		double value = -1;

		if (!decimal(str_of(cases[i].text), &value) ||
			memcmp(&value, &cases[i].value, sizeof(value)) != 0)
			fail_msg("'%s' gives %.17g", cases[i].text, value);
	}
}

static const struct str unclear_decimals[] = {
	STR_INIT(""),
	STR_INIT("."),
	STR_INIT(".5"),
	STR_INIT("5."),
	STR_INIT("00"),
	STR_INIT("00.5"),
	STR_INIT("01.5"),
	STR_INIT("-1.5"),
	STR_INIT("+1.5"),
	STR_INIT("-0"),
	STR_INIT(" 1.5"),
	STR_INIT("1.5 "),
	STR_INIT("1.5\0"),
	STR_INIT("1,5"),
	STR_INIT("1.2.3"),
	STR_INIT("1..2"),
	STR_INIT("1e3"),
	STR_INIT("-1E4"),
	STR_INIT("1267.43233E12"),
	STR_INIT("12.78e-2"),
	STR_INIT("0x1p3"),
	STR_INIT("INF"),
	STR_INIT("-INF"),
	STR_INIT("NaN"),
	STR_INIT("nan"),
	STR_INIT("infinity"),
	STR_INIT("1000000000000000"),
	STR_INIT("0.000000000000001"),
	STR_INIT("12345678.12345678"),
	STR_INIT("99999999999999999999999999999999"),
	STR_INIT("1.\xd9\xa1"),
};

/* Among them what XML Schema takes for xs:decimal or xs:double. */
static void refuses_decimals_that_could_mean_two_things(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(unclear_decimals); i++) {
		double value = -1;

		if (decimal(unclear_decimals[i], &value))
			fail_msg("case %zu is accepted", i);
		assert_true(value == -1);
	}
}

static bool is_decimal(const char *text)
{
	size_t before = whole_at(text);
	size_t after = 0;

	if (before == 0)
		return false;
	if (text[before] == '.') {
		after = digits_at(text + before + 1);
		return after > 0 && text[before + 1 + after] == '\0' && before + after <= 15;
	}
	return text[before] == '\0' && before <= 15;
}

static void decimals_agree_with_strtod(void **state)
{
	static const char *const alphabets[] = { "0123456789.", "0123456789", "09.",
		"0123456789..+-eE xnIN" };
	struct dice dice = { 32 };
	char text[32];
	int accepted = 0;

	(void)state;
	for (int i = 0; i < 300000; i++) {
		double value = -1;
		double reference = -1;

		roll_text(&dice, alphabets[i % 4], text, 18);
		if (is_decimal(text)) {
			reference = strtod(text, NULL);
			accepted++;
		}
		if (decimal(str_of(text), &value) != is_decimal(text) ||
			memcmp(&value, &reference, sizeof(value)) != 0)
			fail_msg("'%s' gives %.17g", text, value);
	}
	assert_true(accepted > 30000);
}

static void reads_the_same_in_a_locale_with_a_comma(void **state)
{
	double value = -1;

	(void)state;
	if (setlocale(LC_NUMERIC, "de_DE.UTF-8") == NULL && setlocale(LC_NUMERIC, "fr_FR.UTF-8") == NULL)
		skip();
	assert_true(decimal(STR("12.5"), &value));
	assert_true(value == 12.5);
	assert_false(decimal(STR("12,5"), &value));
	setlocale(LC_NUMERIC, "C");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_whole_numbers),
		cmocka_unit_test(refuses_whole_texts_that_could_mean_two_things),
		cmocka_unit_test(keeps_the_upper_border),
		cmocka_unit_test(whole_numbers_agree_with_strtoull),
		cmocka_unit_test(takes_decimals),
		cmocka_unit_test(refuses_decimals_that_could_mean_two_things),
		cmocka_unit_test(decimals_agree_with_strtod),
		cmocka_unit_test(reads_the_same_in_a_locale_with_a_comma),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
