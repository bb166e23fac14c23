/* SPDX-License-Identifier: MIT */
/* Patterns of names: fnmatch(3) of the C library is the oracle, for patterns that it can bear. */
#include "support.h"

#include "base/glob.h"

#include <fnmatch.h>
#include <time.h>

static void test_agrees_with_the_library(void **state)
{
	static const char letters[] = "ab/*?";
	struct dice dice = { 7 };

	(void)state;
	for (unsigned i = 0; i < 200000; i++) {
		char pattern[8] = "";
		char text[8] = "";

		for (uint32_t n = roll(&dice, sizeof(pattern) - 1); n > 0; n--)
			pattern[n - 1] = letters[roll(&dice, 5)];
		for (uint32_t n = roll(&dice, sizeof(text) - 1); n > 0; n--)
			text[n - 1] = letters[roll(&dice, 3)];
		if (glob_matches(str_of(pattern), str_of(text)) != (fnmatch(pattern, text, 0) == 0))
			fail_msg("'%s' against '%s'", pattern, text);
	}
}

static void test_paths(void **state)
{
	(void)state;
	assert_true(glob_matches_path(str_of("lab-*.xml"), str_of("plans/lab-1.xml")));
	assert_true(glob_matches_path(str_of("plans/*"), str_of("plans/deep/a.xml")));
	assert_true(glob_matches_path(str_of("a.xml"), str_of("a.xml")));
	assert_false(glob_matches_path(str_of("plans"), str_of("plans/a.xml")));
	assert_false(glob_matches_path(str_of("a.xm"), str_of("plans/a.xml")));
}

/* A thousand stars against what nearly matches: the library would not come back. */
static void test_takes_no_time(void **state)
{
	char pattern[2002];
	char text[4001];
	clock_t start = clock();

	(void)state;
	for (unsigned i = 0; i < 1000; i++)
		memcpy(pattern + 2 * i, "*a", 2);
	memcpy(pattern + 2000, "b", 2);
	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	assert_false(glob_matches(str_of(pattern), str_of(text)));
	assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_agrees_with_the_library),
		cmocka_unit_test(test_paths),
		cmocka_unit_test(test_takes_no_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
