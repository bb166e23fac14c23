/* SPDX-License-Identifier: MIT */
/*
 * Names, values and defaults are those of docs/language.md, "Scenario files"; which answers move a call on to the
 * next trunk follows New-CsSipResponseCodeTranslationRule (503 does, 486 does not).
 */
#include "engine/policies.h"
#include "support.h"

/* The table of the language document: name, default, what else it takes, what it must not take. */
static const struct row {
	const char *name, *value, *other, *wrong;
} table[] = {
	{ "route-selection", "round-robin", "ordered", "or" },
	{ "pool-selection", "round-robin", "random", "ordered" },
	{ "gateway-once", "false", "true", "yes" },
	{ "retry-codes", "5xx", "408 503", "200" },
	{ "retry-after-18x", "false", "true", "" },
	{ "stop-failover-timer-on", "18x", "100", "180" },
	{ "failover-timer-at", "front-end", "mediation-server", "front-end mediation-server" },
	{ "timeout-retry", "true", "false", "true false" },
	{ "options-interval-s", "60", "1", "0" },
	{ "options-timeout-s", "32", "4", "-1" },
	{ "options-down-after", "5", "1000000", "1000001" },
	{ "options-up-after", "1", "2", "0" },
	{ "hold-down-s", "0", "600", "0600" },
	{ "peer-retry", "503 timeout", "timeout", "404" },
	{ "bypass-mismatch", "relay", "fail", "relay," },
	{ "cac-reroute", "internet pstn voice-mail", "voice-mail pstn", "pstn pstn" },
	{ "pbx-to-pstn-path", "lync", "gateway", "Lync" },
	{ "sources", "unlimited", "people", "engset" },
	{ "incoming-percent", "50", "100", "101" },
};

static void the_table_is_complete(void **state)
{
	struct engine_policies policies = engine_policies_default();

	(void)state;
	assert_int_equal(POLICY_COUNT, ARRAY_LEN(table));
	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		enum engine_policy policy = engine_policy_find(str_of(table[i].name));

		if (policy == POLICY_COUNT)
			fail_msg("there is no policy '%s'", table[i].name);
		assert_string_equal(engine_policy_name(policy), table[i].name);
		assert_string_equal(policies.value[policy], table[i].value);
		assert_true(engine_policy_is_default(&policies, policy));
		assert_true(strlen(engine_policy_values(policy)) > 0);
		assert_true(strlen(engine_policy_provenance(policy)) > 0);
	}
}

static void only_whole_names_are_found(void **state)
{
	(void)state;
	assert_int_equal(engine_policy_find(STR("route-selectio")), POLICY_COUNT);
	assert_int_equal(engine_policy_find(STR("route-selections")), POLICY_COUNT);
	assert_int_equal(engine_policy_find(STR("")), POLICY_COUNT);
	assert_int_equal(engine_policy_find(STR("route-selection")), POLICY_ROUTE_SELECTION);
}

static void takes_its_values_and_no_others(void **state)
{
	struct engine_policies policies = engine_policies_default();

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		enum engine_policy policy = engine_policy_find(str_of(table[i].name));

		if (engine_policies_set(&policies, policy, table[i].wrong))
			fail_msg("'%s' takes '%s'", table[i].name, table[i].wrong);
		assert_true(engine_policy_is_default(&policies, policy));
		if (!engine_policies_set(&policies, policy, table[i].other))
			fail_msg("'%s' does not take '%s'", table[i].name, table[i].other);
		assert_ptr_equal(policies.value[policy], table[i].other);
		assert_false(engine_policy_is_default(&policies, policy));
		assert_true(engine_policies_set(&policies, policy, table[i].value));
		assert_true(engine_policy_is_default(&policies, policy));
	}
}

static void refuses_what_is_no_list_of_codes(void **state)
{
	static const char *const wrong[] = { "", " ", "299", "700", "0503", "5XX", "3xx", "7xx", "5x",
		"503,504", "503 x", "5xx0" };
	struct engine_policies policies = engine_policies_default();

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
		if (engine_policies_set(&policies, POLICY_RETRY_CODES, wrong[i]))
			fail_msg("'%s' is taken", wrong[i]);
	assert_true(engine_policies_set(&policies, POLICY_RETRY_CODES, " 300  699 6xx "));
}

static void refuses_a_list_without_words(void **state)
{
	struct engine_policies policies = engine_policies_default();

	(void)state;
	assert_false(engine_policies_set(&policies, POLICY_PEER_RETRY, ""));
	assert_false(engine_policies_set(&policies, POLICY_PEER_RETRY, " "));
	assert_false(engine_policies_set(&policies, POLICY_PEER_RETRY, "503, timeout"));
	assert_false(engine_policies_set(&policies, POLICY_CAC_REROUTE, "internet pstn internet"));
	assert_false(engine_policies_set(&policies, POLICY_CAC_REROUTE, "internet or pstn"));
}

static void tells_words_of_a_value(void **state)
{
	struct engine_policies policies = engine_policies_default();

	(void)state;
	assert_true(engine_policy_is(&policies, POLICY_BYPASS_MISMATCH, "relay"));
	assert_false(engine_policy_is(&policies, POLICY_BYPASS_MISMATCH, "fail"));
	assert_true(engine_policy_is(&policies, POLICY_PEER_RETRY, "503"));
	assert_true(engine_policy_is(&policies, POLICY_PEER_RETRY, "timeout"));
	assert_false(engine_policy_is(&policies, POLICY_PEER_RETRY, "time"));
	assert_true(engine_policies_set(&policies, POLICY_PEER_RETRY, "timeout"));
	assert_false(engine_policy_is(&policies, POLICY_PEER_RETRY, "503"));
}

static void numbers_are_numbers(void **state)
{
	struct engine_policies policies = engine_policies_default();

	(void)state;
	assert_int_equal(engine_policy_number(&policies, POLICY_OPTIONS_INTERVAL), 60);
	assert_int_equal(engine_policy_number(&policies, POLICY_OPTIONS_TIMEOUT), 32);
	assert_int_equal(engine_policy_number(&policies, POLICY_OPTIONS_DOWN_AFTER), 5);
	assert_int_equal(engine_policy_number(&policies, POLICY_OPTIONS_UP_AFTER), 1);
	assert_int_equal(engine_policy_number(&policies, POLICY_HOLD_DOWN), 0);
	assert_true(engine_policies_set(&policies, POLICY_HOLD_DOWN, "600"));
	assert_int_equal(engine_policy_number(&policies, POLICY_HOLD_DOWN), 600);
}

static void server_failures_move_a_call_on(void **state)
{
	struct engine_policies policies = engine_policies_default();

	(void)state;
	assert_true(engine_policy_retries(&policies, 500));
	assert_true(engine_policy_retries(&policies, 503));
	assert_true(engine_policy_retries(&policies, 599));
	assert_false(engine_policy_retries(&policies, 486));
	assert_false(engine_policy_retries(&policies, 408));
	assert_false(engine_policy_retries(&policies, 404));
	assert_false(engine_policy_retries(&policies, 600));
	assert_false(engine_policy_retries(&policies, 499));
	assert_false(engine_policy_retries(&policies, 0));
	assert_false(engine_policy_retries(&policies, 200));
}

/* The failover codes of another product, Teams Direct Routing, as somebody might set them. */
static void codes_can_be_set(void **state)
{
	struct engine_policies policies = engine_policies_default();

	(void)state;
	assert_true(engine_policies_set(&policies, POLICY_RETRY_CODES, "408 503 504"));
	assert_true(engine_policy_retries(&policies, 408));
	assert_true(engine_policy_retries(&policies, 504));
	assert_false(engine_policy_retries(&policies, 500));
	assert_true(engine_policies_set(&policies, POLICY_RETRY_CODES, "4xx 603"));
	assert_true(engine_policy_retries(&policies, 486));
	assert_true(engine_policy_retries(&policies, 603));
	assert_false(engine_policy_retries(&policies, 604));
	assert_false(engine_policy_retries(&policies, 503));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table_is_complete),
		cmocka_unit_test(only_whole_names_are_found),
		cmocka_unit_test(takes_its_values_and_no_others),
		cmocka_unit_test(refuses_what_is_no_list_of_codes),
		cmocka_unit_test(refuses_a_list_without_words),
		cmocka_unit_test(tells_words_of_a_value),
		cmocka_unit_test(numbers_are_numbers),
		cmocka_unit_test(server_failures_move_a_call_on),
		cmocka_unit_test(codes_can_be_set),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
