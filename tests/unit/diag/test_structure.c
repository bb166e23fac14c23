/* SPDX-License-Identifier: MIT */
/*
 * Families DOC and SUP as the command-line contract lists them: numbers, names, which are warnings, which make an
 * input unreadable.
 */
#include "diag/structure.h"
#include "support.h"

static const struct {
	enum structure_rule rule;
	const char *id, *name;
} rows[] = {
	{ DOC_NOT_WELL_FORMED, "DOC001", "not-well-formed" },
	{ DOC_NOT_A_TOPOLOGY, "DOC002", "not-a-topology" },
	{ DOC_DTD_REFUSED, "DOC003", "dtd-refused" },
	{ DOC_UNKNOWN_ELEMENT, "DOC004", "unknown-element" },
	{ DOC_UNKNOWN_ATTRIBUTE, "DOC005", "unknown-attribute" },
	{ DOC_BAD_VALUE, "DOC006", "bad-value" },
	{ DOC_MISSING_ATTRIBUTE, "DOC007", "missing-attribute" },
	{ DOC_DUPLICATE_ID, "DOC008", "duplicate-id" },
	{ DOC_UNRESOLVED_REFERENCE, "DOC009", "unresolved-reference" },
	{ DOC_WRONG_KIND_OF_REFERENCE, "DOC010", "wrong-kind-of-reference" },
	{ DOC_INCLUDE_REFUSED, "DOC011", "include-refused" },
	{ DOC_UNREADABLE_INPUT, "DOC012", "unreadable-input" },
	{ DOC_LIMIT_EXCEEDED, "DOC013", "limit-exceeded" },
	{ DOC_BAD_ENCODING, "DOC014", "bad-encoding" },
	{ DOC_CONFLICTING_FACTS, "DOC015", "conflicting-facts" },
	{ DOC_CONFUSABLE_IDS, "DOC016", "confusable-ids" },
	{ DOC_NO_MEDIATION_SERVER, "DOC017", "no-mediation-server" },
	{ DOC_TAKEN_FROM_ARCHIVE, "DOC018", "taken-from-archive" },
	{ DOC_SETTINGS_NOT_UNDERSTOOD, "DOC019", "settings-not-understood" },
	{ SUP_UNUSED, "SUP001", "unused-suppression" },
	{ SUP_EXPIRED, "SUP002", "expired-suppression" },
	{ SUP_WITHOUT_REASON, "SUP003", "suppression-without-reason" },
	{ SUP_UNKNOWN_RULE, "SUP004", "unknown-rule-in-suppression" },
	{ SUP_MALFORMED, "SUP005", "malformed-suppression" },
};

static void ids_and_names_are_those_of_the_contract(void **state)
{
	(void)state;
	assert_int_equal(ARRAY_LEN(rows), STRUCTURE_COUNT);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		assert_string_equal(structure_rule(rows[i].rule)->id, rows[i].id);
		assert_string_equal(structure_rule(rows[i].rule)->name, rows[i].name);
	}
}

static enum severity expected_severity(enum structure_rule rule)
{
	if (rule == DOC_NO_MEDIATION_SERVER || rule == DOC_TAKEN_FROM_ARCHIVE ||
		rule == DOC_SETTINGS_NOT_UNDERSTOOD)
		return SEVERITY_NOTE;
	return rule >= DOC_CONFLICTING_FACTS ? SEVERITY_WARNING : SEVERITY_ERROR;
}

static void what_is_no_fault_for_sure_and_hygiene_are_no_errors(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		assert_int_equal(structure_rule(rows[i].rule)->severity, expected_severity(rows[i].rule));
}

/* 001-003 and 012-014 mean exit 3 and cannot be suppressed. */
static void some_make_an_input_unreadable(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		bool expected = i < 3 || (i >= 11 && i <= 13);

		assert_int_equal(structure_rule(rows[i].rule)->unreadable, expected);
		assert_true(structure_rule(rows[i].rule)->structural);
		assert_int_equal(structure_rule(rows[i].rule)->hygiene, rows[i].rule >= SUP_UNUSED);
	}
}

/* Lower case where they become part of a message, and without a final stop. */
static void every_rule_explains_itself(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct rule_info *rule = structure_rule(rows[i].rule);
		const char *const texts[] = { rule->title, rule->meaning, rule->fix, rule->bad, rule->good };

		for (size_t n = 0; n < ARRAY_LEN(texts); n++)
			assert_true(texts[n] != NULL && texts[n][0] != '\0');
		for (size_t n = 0; n < 3; n++) {
			assert_true(texts[n][strlen(texts[n]) - 1] != '.');
			assert_true((texts[n][0] >= 'a' && texts[n][0] <= 'z'));
		}
		assert_true(rule->pages[0] != PAGE_NONE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids_and_names_are_those_of_the_contract),
		cmocka_unit_test(what_is_no_fault_for_sure_and_hygiene_are_no_errors),
		cmocka_unit_test(some_make_an_input_unreadable),
		cmocka_unit_test(every_rule_explains_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
