/* SPDX-License-Identifier: MIT */
/*
 * The rows of all rules, held to what the headers and the contract ask of every one of them.
 */
#include "support.h"

#include "check/rule.h"
#include "check/select.h"

static void ids_and_names_are_used_once(void **state)
{
	(void)state;
	assert_true(rule_count() > 50);
	assert_null(rule_nth(rule_count()));
	for (uint32_t i = 0; i < rule_count(); i++) {
		const struct rule_info *info = &rule_nth(i)->info;

		assert_ptr_equal(rule_find(info->id), rule_nth(i));
		assert_ptr_equal(rule_find(info->name), rule_nth(i));
		assert_int_equal(rule_family_length(info), 3);
		assert_int_equal(strlen(info->id), 6);
		for (const char *c = info->name; *c != '\0'; c++)
			assert_true((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '-');
	}
}

static void rules_are_found_without_case(void **state)
{
	(void)state;
	assert_ptr_equal(rule_find("med001"), rule_find("MED001"));
	assert_ptr_equal(rule_find("Mediation-Standalone"), rule_find("MED001"));
	assert_null(rule_find("MED"));
	assert_null(rule_find(""));
	assert_null(rule_find("DOC001"));
	assert_null(rule_find("MED001 "));
}

static bool is_message_part(const char *text)
{
	size_t length = strlen(text);

	return length > 0 && text[length - 1] != '.';
}

static void every_row_explains_itself(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < rule_count(); i++) {
		const struct rule_info *info = &rule_nth(i)->info;

		if (!is_message_part(info->title) || !is_message_part(info->meaning) ||
			!is_message_part(info->fix) || info->bad[0] == '\0' || info->good[0] == '\0')
			fail_msg("%s", info->id);
		assert_true(info->severity > SEVERITY_NONE);
		assert_true(info->pages[0] != PAGE_NONE);
		assert_true(info->options != 0 && (info->options & ~(unsigned)OPTIONS_ALL) == 0);
		assert_int_equal(info->grave != SEVERITY_NONE, info->grave_when != NULL);
		assert_true(info->grave == SEVERITY_NONE || info->grave > info->severity);
		assert_false(info->structural || info->unreadable);
	}
}

static void every_rule_judges_something(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < rule_count(); i++) {
		const struct rule *rule = rule_nth(i);

		assert_true(rule->subjects != 0 && rule->judge != NULL);
		assert_true(rule->simulated || !rule->oracle);
		if (rule->after != NULL)
			assert_non_null(rule_find(rule->after));
	}
}

/* A prerequisite must have been judged before: else it can stop nothing. */
static void a_prerequisite_comes_first(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < rule_count(); i++) {
		const char *after = rule_nth(i)->after;
		uint32_t n = 0;

		if (after == NULL)
			continue;
		while (strcmp(rule_nth(n)->info.id, after) != 0)
			n++;
		if (n >= i)
			fail_msg("%s waits for %s", rule_nth(i)->info.id, after);
	}
}

/* Severities of the catalogue, sections 1.1 and 1.2, read from its tables. */
static void severities_are_those_of_the_catalogue(void **state)
{
	static const struct {
		const char *name, *id;
		enum severity severity;
	} rows[] = {
		{ "mediation-standalone", "MED001", SEVERITY_WARNING },
		{ "itsp-vpn", "CON001", SEVERITY_ERROR },
		{ "vpn-qos-optional", "CON002", SEVERITY_NOTE },
		{ "vpn-tls-not-needed", "SEC001", SEVERITY_NOTE },
		{ "vpn-srtp-not-needed", "SEC002", SEVERITY_NOTE },
		{ "vpn-firewall-open", "SEC004", SEVERITY_ERROR },
		{ "vpn-public-address", "SEC005", SEVERITY_ERROR },
		{ "vpn-vlan-per-connection", "SEC006", SEVERITY_WARNING },
		{ "mediation-router-vlan", "SEC007", SEVERITY_WARNING },
		{ "router-in-perimeter", "SEC008", SEVERITY_WARNING },
		{ "router-only-to-mediation", "SEC011", SEVERITY_WARNING },
		{ "vpnserver-gre", "SEC016", SEVERITY_WARNING },
		{ "gre-is-not-encryption", "SEC017", SEVERITY_WARNING },
		{ "itsp-ha-unknown", "HAV001", SEVERITY_NOTE },
		{ "itsp-ha-procedure", "HAV002", SEVERITY_WARNING },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct rule *rule = rule_find(rows[i].name);

		assert_non_null(rule);
		assert_string_equal(rule->info.id, rows[i].id);
		assert_int_equal(rule->info.severity, rows[i].severity);
	}
	assert_int_equal(rule_find("SEC003")->info.grave, SEVERITY_ERROR);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids_and_names_are_used_once),
		cmocka_unit_test(rules_are_found_without_case),
		cmocka_unit_test(every_row_explains_itself),
		cmocka_unit_test(every_rule_judges_something),
		cmocka_unit_test(a_prerequisite_comes_first),
		cmocka_unit_test(severities_are_those_of_the_catalogue),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
