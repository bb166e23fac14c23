/* SPDX-License-Identifier: MIT */
/*
 * str_is() with NUL bytes in the text, which has a length and no end: a NUL is a byte like any other.
 */
#include "support.h"

/* The words lie in wider arrays, so that a look past their end is a wrong answer and not a crash. */
static void is_takes_nul_for_a_byte_like_others(void **state)
{
	static const char word[8] = "id";
	static const char nothing[2] = "";

	(void)state;
	assert_false(str_is(STR("id\0zz"), word));
	assert_false(str_is(STR("id\0"), word));
	assert_false(str_is(STR("\0"), nothing));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_takes_nul_for_a_byte_like_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
