/* SPDX-License-Identifier: MIT */
/*
 * Profiles by the contract and by the catalogue: MED001 is an error under strict-deploy; the users for one port are
 * those of "Estimating voice usage and traffic".
 */
#include "support.h"

#include "check/policy.h"

static void the_profiles_of_the_contract_are_there(void **state)
{
	static const char *const names[] = { "default", "strict-deploy", "2013-03", "supported-only" };

	(void)state;
	assert_int_equal(PROFILE_COUNT, ARRAY_LEN(names));
	for (unsigned i = 0; i < PROFILE_COUNT; i++) {
		assert_int_equal(profile_find(names[i]), i);
		assert_string_equal(profile_name((enum profile)i), names[i]);
		assert_int_equal(policy_of((enum profile)i).profile, i);
	}
	assert_int_equal(profile_find(""), PROFILE_COUNT);
	assert_int_equal(profile_find("Default"), PROFILE_COUNT);
	assert_int_equal(profile_find("strict"), PROFILE_COUNT);
}

static void ports_are_planned_by_load(void **state)
{
	struct policy policy = policy_of(PROFILE_DEFAULT);

	(void)state;
	assert_int_equal(policy.users_per_port_light, 15);
	assert_int_equal(policy.users_per_port_moderate, 10);
	assert_int_equal(policy.users_per_port_heavy, 5);
}

static const struct rule_info stand_alone = { .id = "MED001", .severity = SEVERITY_WARNING };
static const struct rule_info two_grades = {
	.id = "TST001", .severity = SEVERITY_NOTE, .grave = SEVERITY_ERROR
};
static const struct rule_info one_grade = { .id = "TST002", .severity = SEVERITY_WARNING };

static void severities_are_as_documented(void **state)
{
	struct policy policy = policy_of(PROFILE_DEFAULT);

	(void)state;
	assert_int_equal(policy_severity(&policy, &stand_alone, false), SEVERITY_WARNING);
	assert_int_equal(policy_severity(&policy, &two_grades, false), SEVERITY_NOTE);
	assert_int_equal(policy_severity(&policy, &two_grades, true), SEVERITY_ERROR);
	assert_int_equal(policy_severity(&policy, &one_grade, true), SEVERITY_WARNING);
}

static void a_profile_makes_its_own_rules_graver(void **state)
{
	struct policy strict = policy_of(PROFILE_STRICT_DEPLOY);
	struct policy newer = policy_of(PROFILE_2013_03);

	(void)state;
	assert_int_equal(policy_severity(&strict, &stand_alone, false), SEVERITY_ERROR);
	assert_int_equal(policy_severity(&strict, &one_grade, false), SEVERITY_WARNING);
	assert_int_equal(policy_severity(&newer, &stand_alone, false), SEVERITY_WARNING);
}

static void a_profile_can_have_a_rule_off(void **state)
{
	const struct rule_info vpn = { .id = "CON010", .severity = SEVERITY_ERROR };
	struct policy usual = policy_of(PROFILE_DEFAULT);
	struct policy strict = policy_of(PROFILE_STRICT_DEPLOY);
	struct policy newer = policy_of(PROFILE_2013_03);

	(void)state;
	assert_false(policy_runs(&usual, &vpn));
	assert_false(policy_runs(&strict, &vpn)); /* as the default profile, without a row of its own */
	assert_true(policy_runs(&newer, &vpn));
	assert_true(policy_runs(&usual, &stand_alone));
	assert_int_equal(policy_severity(&newer, &vpn, false), SEVERITY_ERROR);
	assert_int_equal(policy_severity(&usual, &vpn, false), SEVERITY_ERROR); /* as documented */
}

/* The page on M:N trunks estimates 1000 calls, the one on capacity has measured 1500 and 1100 (X6). */
static void a_profile_can_have_another_figure(void **state)
{
	struct policy usual = policy_of(PROFILE_DEFAULT);
	struct policy strict = policy_of(PROFILE_STRICT_DEPLOY);
	struct policy newer = policy_of(PROFILE_2013_03);

	(void)state;
	assert_int_equal(usual.calls_hyper_threading, 1500);
	assert_int_equal(usual.calls_without_hyper_threading, 1100);
	assert_int_equal(strict.calls_hyper_threading, 1000);
	assert_int_equal(strict.calls_without_hyper_threading, 1000);
	assert_int_equal(newer.calls_hyper_threading, 1500);
	assert_int_equal(strict.call_kbps, usual.call_kbps);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_profiles_of_the_contract_are_there),
		cmocka_unit_test(ports_are_planned_by_load),
		cmocka_unit_test(severities_are_as_documented),
		cmocka_unit_test(a_profile_makes_its_own_rules_graver),
		cmocka_unit_test(a_profile_can_have_a_rule_off),
		cmocka_unit_test(a_profile_can_have_another_figure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
