/* SPDX-License-Identifier: MIT */
/*
 * Words about rules: severities as --fail-on takes them, families, the codes of the deployment options.
 */
#include "diag/rule_info.h"
#include "support.h"

static void severities_are_those_of_the_contract(void **state)
{
	(void)state;
	assert_string_equal(severity_name(SEVERITY_ERROR), "error");
	assert_string_equal(severity_name(SEVERITY_WARNING), "warning");
	assert_string_equal(severity_name(SEVERITY_NOTE), "note");
	assert_string_equal(severity_name(SEVERITY_NONE), "never");
	assert_true(SEVERITY_NONE < SEVERITY_NOTE && SEVERITY_NOTE < SEVERITY_WARNING &&
		SEVERITY_WARNING < SEVERITY_ERROR);
}

static void the_family_is_the_letters(void **state)
{
	static const struct {
		const char *id;
		size_t length;
	} rules[] = { { "MED001", 3 }, { "DOC016", 3 }, { "X1", 1 }, { "ABCD0001", 4 }, { "", 0 },
		{ "MED", 3 } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
		struct rule_info rule = { .id = rules[i].id };

		assert_int_equal(rule_family_length(&rule), rules[i].length);
	}
}

static void expect_options(unsigned options, const char *expected)
{
	char text[64];

	memset(text, 'x', sizeof(text));
	rule_options_text(options, text, sizeof(text));
	assert_string_equal(text, expected);
}

static void options_are_written_as_codes(void **state)
{
	(void)state;
	expect_options(0, "");
	expect_options(OPTION_VPN, "VPN");
	expect_options(OPTION_CERT, "CERT");
	expect_options(OPTIONS_SIP, "VPN MPLS PRIV TLS");
	expect_options(OPTIONS_PBX, "BEH FRT");
	expect_options(OPTIONS_DIRECT, "BEH FRT VOIP CERT");
	expect_options(OPTION_VPN | OPTION_VOIP, "VPN VOIP");
	expect_options(OPTIONS_ALL, "all");
}

static void options_stay_in_their_room(void **state)
{
	(void)state;
	for (size_t room = 1; room < 20; room++) {
		char text[24];

		memset(text, 'x', sizeof(text));
		rule_options_text(OPTIONS_SIP, text, room);
		assert_true(strlen(text) < room);
		assert_int_equal(text[room], 'x');
		assert_memory_equal(text, "VPN MPLS PRIV TLS", strlen(text));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(severities_are_those_of_the_contract),
		cmocka_unit_test(the_family_is_the_letters),
		cmocka_unit_test(options_are_written_as_codes),
		cmocka_unit_test(options_stay_in_their_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
