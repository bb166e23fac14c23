/* SPDX-License-Identifier: MIT */
/*
 * Number patterns: the common subset of .NET and PCRE2, unanchored unless the pattern says so, under limits that
 * an evil pattern reaches quickly.
 */
#include "support.h"
#include "topology_support.h"

#include "model/pattern.h"

static enum match matched(const char *pattern, const char *number)
{
	struct patterns patterns = { 0 };
	const struct pattern *compiled = patterns_get(&patterns, str_of(pattern));
	struct str copy = exact_copy(str_of(number));
	enum match match = MATCH_NO;

	assert_non_null(compiled);
	if (pattern_is_valid(compiled))
		match = pattern_match(&patterns, compiled, copy);
	else
		fail_msg("'%s' is not valid", pattern);
	drop_copy(copy);
	patterns_release(&patterns);
	return match;
}

static void numbers_match_as_the_product_would(void **state)
{
	static const struct {
		const char *pattern, *number;
		enum match expected;
	} rows[] = {
		{ "^\\+1\\d{10}$", "+14255550100", MATCH_YES },
		{ "^\\+1\\d{10}$", "+1425555010", MATCH_NO },
		{ "^\\+1\\d{10}$", "+142555501000", MATCH_NO },
		{ "^\\+1\\d{10}$", "14255550100", MATCH_NO },
		{ "425", "+14255550100", MATCH_YES },
		{ "^425", "+14255550100", MATCH_NO },
		{ "^\\+(1|44)", "+442079460000", MATCH_YES },
		{ "^\\+(1|44)", "+33", MATCH_NO },
		{ "^\\+1(?!900)\\d+$", "+19005550100", MATCH_NO },
		{ "^\\+1(?!900)\\d+$", "+14255550100", MATCH_YES },
		{ "^[2-9]\\d{6}$", "5550100", MATCH_YES },
		{ "^[2-9]\\d{6}$", "1550100", MATCH_NO },
		{ "", "+1", MATCH_YES },
		{ "", "", MATCH_YES },
		{ ".", "", MATCH_NO },
		{ "^$", "", MATCH_YES },
		{ "^1$", "1\n", MATCH_NO },
		{ "^\\d$", "\xd9\xa1", MATCH_NO }, /* U+0661 is a digit, but no dialled one */
		{ "^a$", "A", MATCH_NO },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (matched(rows[i].pattern, rows[i].number) != rows[i].expected)
			fail_msg("'%s' and '%s'", rows[i].pattern, rows[i].number);
}

static void what_does_not_compile_is_not_valid(void **state)
{
	static const char *const wrong[] = { "(", ")", "[", "a{2,1}", "*", "^\\+1(\\d", "\\C", "(?C1)a",
		"(*ACCEPT)", "(*UTF)1", "\xff" };
	struct patterns patterns = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		const struct pattern *pattern = patterns_get(&patterns, str_of(wrong[i]));
		char example[PATTERN_EXAMPLE_LENGTH];

		assert_non_null(pattern);
		if (pattern_is_valid(pattern))
			fail_msg("'%s' is valid", wrong[i]);
		assert_int_equal(pattern_match(&patterns, pattern, STR("1")), MATCH_NO);
		assert_false(pattern_example(&patterns, pattern, example));
	}
	patterns_release(&patterns);
}

static void the_same_text_is_compiled_once(void **state)
{
	struct patterns patterns = { 0 };
	struct str copy = exact_copy(STR("^\\+1"));
	const struct pattern *first = patterns_get(&patterns, STR("^\\+1"));

	(void)state;
	assert_ptr_equal(patterns_get(&patterns, copy), first);
	assert_ptr_not_equal(patterns_get(&patterns, STR("^\\+")), first);
	assert_ptr_not_equal(patterns_get(&patterns, STR("")), first);
	for (int i = 0; i < 1000; i++) {
		char text[16];

		snprintf(text, sizeof(text), "^%d$", i);
		assert_non_null(patterns_get(&patterns, str_of(text)));
	}
	assert_ptr_equal(patterns_get(&patterns, STR("^\\+1")), first);
	assert_int_equal(patterns.n, 1003);
	drop_copy(copy);
	patterns_release(&patterns);
	patterns_release(&patterns);
}

/* Nested repetition takes exponential time without a limit. */
static void an_evil_pattern_is_too_costly(void **state)
{
	(void)state;
	assert_int_equal(matched("^(\\d+)+$", "1111111111111111111111111111111111111111x"), MATCH_TOO_COSTLY);
}

/* What is promised is only that every match starts so. */
static void a_prefix_is_common_to_all_matches(void **state)
{
	static const struct {
		const char *pattern, *prefix;
	} sure[] = {
		{ "^\\+1425\\d{7}$", "+1425" },
		{ "^911$", "911" },
		{ "425", "" },
		{ "^(1|2)", "" },
		{ "^1|^2", "" },
		{ "^1?23", "" },
		{ "^12*3", "1" },
		{ "^12{0,1}3", "1" },
		{ "^\\d", "" },
		{ "", "" },
		{ "^", "" },
	};
	struct patterns patterns = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(sure); i++) {
		const char *prefix = pattern_prefix(patterns_get(&patterns, str_of(sure[i].pattern)));

		/* A shorter prefix is right too, a longer one is not. */
		if (strncmp(prefix, sure[i].prefix, strlen(prefix)) != 0)
			fail_msg("'%s' does not always start with '%s'", sure[i].pattern, prefix);
	}
	assert_string_equal(pattern_prefix(patterns_get(&patterns, STR("^\\+1425\\d{7}$"))), "+1425");
	patterns_release(&patterns);
}

static void an_example_matches(void **state)
{
	static const char *const usual[] = { "^\\+1\\d{10}$", "^\\+", "^\\+(1|44)\\d+$", "^[2-9]\\d{6}$",
		"^\\+1(425|206)[2-9]\\d{6}$", "^911$", ".*", "", "^\\+1(?!900)\\d{10}$", "^0[1-9]\\d*$",
		"^\\+49.*$", "^[^9]\\d{3}$", "^(?:\\+1)?\\d{10}$" };
	struct patterns patterns = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(usual); i++) {
		const struct pattern *pattern = patterns_get(&patterns, str_of(usual[i]));
		char example[PATTERN_EXAMPLE_LENGTH];

		if (!pattern_example(&patterns, pattern, example))
			fail_msg("no example of '%s'", usual[i]);
		assert_int_equal(pattern_match(&patterns, pattern, str_of(example)), MATCH_YES);
	}
	patterns_release(&patterns);
}

/* As long as an international number where the pattern allows it: + and twelve digits. */
static void an_example_is_as_long_as_a_number(void **state)
{
	struct patterns patterns = { 0 };
	char example[PATTERN_EXAMPLE_LENGTH];

	(void)state;
	assert_true(pattern_example(&patterns, patterns_get(&patterns, STR("^\\+49")), example));
	assert_int_equal(strlen(example), 13);
	assert_true(pattern_example(&patterns, patterns_get(&patterns, STR("^911$")), example));
	assert_string_equal(example, "911");
	patterns_release(&patterns);
}

static void what_nothing_matches_has_no_example(void **state)
{
	static const char *const never[] = { "^1(?!2)2$", "a^", "^[^\\d\\D]$" };
	struct patterns patterns = { 0 };
	char example[PATTERN_EXAMPLE_LENGTH];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(never); i++)
		assert_false(pattern_example(&patterns, patterns_get(&patterns, str_of(never[i])), example));
	patterns_release(&patterns);
}

static void without_memory_there_is_no_pattern(void **state)
{
	(void)state;
	for (int after = 0; after < 20; after++) {
		struct patterns patterns = { 0 };
		const struct pattern *pattern;

		mem_fail_after(after, true);
		pattern = patterns_get(&patterns, STR("^\\+1\\d{10}$"));
		if (!mem_ran_out())
			assert_true(pattern != NULL && pattern_is_valid(pattern));
		else
			assert_true(pattern == NULL || !pattern_is_valid(pattern));
		mem_fail_after(-1, false);
		patterns_release(&patterns);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_match_as_the_product_would),
		cmocka_unit_test(what_does_not_compile_is_not_valid),
		cmocka_unit_test(the_same_text_is_compiled_once),
		cmocka_unit_test(an_evil_pattern_is_too_costly),
		cmocka_unit_test(a_prefix_is_common_to_all_matches),
		cmocka_unit_test(an_example_matches),
		cmocka_unit_test(an_example_is_as_long_as_a_number),
		cmocka_unit_test(what_nothing_matches_has_no_example),
		cmocka_unit_test(without_memory_there_is_no_pattern),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
