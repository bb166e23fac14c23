/* SPDX-License-Identifier: MIT */
/*
 * The JSON result, version 1, held field by field to the contract.
 */
#include "report_support.h"

#include "report/json.h"

static cJSON *parsed(struct result *result)
{
	char *text = result_written(result, "json");
	cJSON *json = cJSON_Parse(text);

	if (json == NULL)
		fail_msg("no JSON: %s", text);
	free(text);
	return json;
}

static const cJSON *field(const cJSON *object, const char *key)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);

	if (value == NULL)
		fail_msg("there is no '%s'", key);
	return value;
}

static void expect_text(const cJSON *object, const char *key, const char *expected)
{
	assert_true(cJSON_IsString(field(object, key)));
	assert_string_equal(field(object, key)->valuestring, expected);
}

static void expect_count(const cJSON *object, const char *key, int expected)
{
	assert_true(cJSON_IsNumber(field(object, key)));
	assert_int_equal(field(object, key)->valueint, expected);
}

static void a_finding_has_every_field(void **state)
{
	struct result result;
	cJSON *json;
	const cJSON *finding;

	(void)state;
	result_make(&result);
	result_add(&result, &report_rule_a, "three", "it is \"wrong\"");
	json = parsed(&result);
	finding = cJSON_GetArrayItem(field(json, "findings"), 0);
	expect_text(finding, "rule", "AAA001");
	expect_text(finding, "name", "rule-a");
	expect_text(finding, "severity", "warning");
	expect_text(finding, "attribute", "b");
	expect_text(finding, "message", "it is \"wrong\"");
	expect_text(finding, "file", "file.xml");
	expect_count(finding, "line", 2);
	expect_count(finding, "column", 7);
	expect_count(finding, "endLine", 2);
	expect_count(finding, "endColumn", 12);
	expect_text(finding, "element", "x");
	expect_text(finding, "path", "/topology/a[@id='x']");
	assert_int_equal(cJSON_GetArraySize(field(finding, "related")), 0);
	expect_text(finding, "help", "mend a");
	expect_text(finding, "source", "Components and topologies for SIP trunking in Lync Server 2013");
	expect_text(finding, "fingerprint", "00ab00cd00ef0012");
	assert_null(cJSON_GetObjectItemCaseSensitive(finding, "set"));
	cJSON_Delete(json);
	result_release(&result);
}

static void related_elements_have_their_place(void **state)
{
	struct result result;
	struct related related;
	struct finding finding;
	cJSON *json;
	const cJSON *entry;

	(void)state;
	result_make(&result);
	related = (struct related){ { &result.source, 21, 23 }, "y", "the other one" };
	finding = result_finding(&result, &report_rule_a, "one", "m");
	finding.related = &related;
	finding.n_related = 1;
	findings_add(&result.findings, &finding);
	json = parsed(&result);
	entry = cJSON_GetArrayItem(field(cJSON_GetArrayItem(field(json, "findings"), 0), "related"), 0);
	expect_text(entry, "message", "the other one");
	expect_text(entry, "file", "file.xml");
	expect_count(entry, "line", 2);
	expect_count(entry, "column", 1);
	expect_text(entry, "element", "y");
	cJSON_Delete(json);
	result_release(&result);
}

static void an_unknown_says_whom_to_ask(void **state)
{
	struct result result;
	cJSON *json;
	const cJSON *unknown;

	(void)state;
	result_make(&result);
	result_add_unknown(&result, &report_rule_a, report_need_e, &report_question_1);
	json = parsed(&result);
	unknown = cJSON_GetArrayItem(field(json, "unknown"), 0);
	expect_text(unknown, "rule", "AAA001");
	expect_text(unknown, "name", "rule-a");
	expect_text(unknown, "element", "d1");
	assert_string_equal(cJSON_GetArrayItem(field(unknown, "needs"), 0)->valuestring, "e");
	expect_text(unknown, "ask", "provider");
	expect_text(unknown, "question", "is it so?");
	expect_text(unknown, "file", "file.xml");
	expect_count(unknown, "line", 2);
	expect_count(unknown, "column", 1);
	cJSON_Delete(json);
	result_release(&result);
}

static void the_frame_and_the_summary(void **state)
{
	struct result result;
	cJSON *json;
	const cJSON *rules;

	(void)state;
	result_make(&result);
	result.report.summary = (struct summary){ 1, 2, 3, 4, 5, 6, { 20, 8, 5, 4, 3 }, { 9, 2, 3, 1 } };
	json = parsed(&result);
	assert_string_equal(json->child->string, "version");
	expect_count(json, "version", 1);
	expect_text(field(json, "tool"), "name", "lync-topo");
	expect_text(field(json, "tool"), "version", "1.2.3");
	assert_string_equal(cJSON_GetArrayItem(field(json, "inputs"), 0)->valuestring, "file.xml");
	assert_int_equal(cJSON_GetArraySize(field(json, "findings")), 0);
	assert_int_equal(cJSON_GetArraySize(field(json, "unknown")), 0);
	expect_count(field(json, "summary"), "error", 1);
	expect_count(field(json, "summary"), "warning", 2);
	expect_count(field(json, "summary"), "note", 3);
	expect_count(field(json, "summary"), "unknown", 4);
	expect_count(field(json, "summary"), "suppressed", 5);
	expect_count(field(json, "summary"), "baselined", 6);
	rules = field(field(json, "summary"), "rules");
	expect_count(rules, "run", 20);
	expect_count(rules, "passed", 8);
	expect_count(rules, "fired", 5);
	expect_count(rules, "not-applicable", 4);
	expect_count(rules, "unknown", 3);
	cJSON_Delete(json);
	result_release(&result);
}

/* Machine formats carry everything; several sets: the root file in each finding. */
static void nothing_is_left_out(void **state)
{
	struct result result;
	cJSON *json;

	(void)state;
	result_make(&result);
	result.report.least = SEVERITY_ERROR;
	result.report.most = 0;
	result.report.n_sets = 2;
	result_add(&result, &report_rule_b, "one", "m");
	result_add_unknown(&result, &report_rule_a, report_need_e, &report_question_1);
	json = parsed(&result);
	expect_text(cJSON_GetArrayItem(field(json, "findings"), 0), "set", "file.xml");
	expect_text(cJSON_GetArrayItem(field(json, "unknown"), 0), "set", "file.xml");
	cJSON_Delete(json);
	result_release(&result);
}

static void the_same_result_is_the_same_bytes(void **state)
{
	struct result result;
	char *first;
	char *second;

	(void)state;
	result_make(&result);
	result_add(&result, &report_rule_a, "one", "m");
	first = result_written(&result, "json");
	second = result_written(&result, "json");
	assert_string_equal(first, second);
	free(first);
	free(second);
	result_release(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_finding_has_every_field),
		cmocka_unit_test(related_elements_have_their_place),
		cmocka_unit_test(an_unknown_says_whom_to_ask),
		cmocka_unit_test(the_frame_and_the_summary),
		cmocka_unit_test(nothing_is_left_out),
		cmocka_unit_test(the_same_result_is_the_same_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
