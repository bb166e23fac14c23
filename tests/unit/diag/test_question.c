/* SPDX-License-Identifier: MIT */
/*
 * Whom to ask: the words of the JSON contract, and the ones for people.
 */
#include "diag/question.h"
#include "support.h"

static void names_are_those_of_the_contract(void **state)
{
	(void)state;
	assert_string_equal(ask_name(ASK_PROVIDER), "provider");
	assert_string_equal(ask_name(ASK_ROUTER_VENDOR), "router-vendor");
	assert_string_equal(ask_name(ASK_GATEWAY_VENDOR), "gateway-vendor");
	assert_string_equal(ask_name(ASK_PBX_VENDOR), "pbx-vendor");
	assert_string_equal(ask_name(ASK_OWN), "own");
	assert_int_equal(ASK_COUNT, 5);
}

static void titles_fit_into_a_sentence(void **state)
{
	(void)state;
	assert_string_equal(ask_title(ASK_PROVIDER), "the provider");
	assert_string_equal(ask_title(ASK_OWN), "your own organisation");
	for (int i = 0; i < ASK_COUNT; i++) {
		const char *title = ask_title((enum ask)i);

		assert_true(strncmp(title, "the ", 4) == 0 || strncmp(title, "your ", 5) == 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_those_of_the_contract),
		cmocka_unit_test(titles_fit_into_a_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
