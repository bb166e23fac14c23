/* SPDX-License-Identifier: MIT */
/*
 * The rules as tables and pages: `rules`, `explain`, docs/rules.md.
 */
#include "report_support.h"

#include "report/catalogue.h"
#include "report/json.h"

static const struct rule_info full = {
	.id = "TST001",
	.name = "for-tests",
	.severity = SEVERITY_WARNING,
	.grave = SEVERITY_ERROR,
	.grave_when = "it is grave",
	.options = OPTION_VPN | OPTION_MPLS,
	.title = "a title",
	.meaning =
		"a meaning that is long enough to be wrapped at a word when it is explained to somebody in a "
		"terminal of the usual width",
	.fix = "a fix",
	.bad = "<bad/>",
	.good = "<good\n/>",
	.conflict = "two pages differ",
	.pages = { PAGE_SEED_A, PAGE_LANGUAGE },
};

static const struct catalogue_row rows[] = {
	{
		.info = &full,
		.severity = SEVERITY_WARNING,
		.differs = true,
		.profiles = "error in the profile strict-deploy",
		.needs = "qos transport",
		.after = "AAA001",
	},
	{
		.info = &report_rule_b,
		.severity = SEVERITY_NOTE,
		.off = true,
		.profiles = "",
		.needs = "",
		.after = "",
		.simulated = true,
		.oracle = true,
	},
};
static const struct catalogue catalogue = { rows, ARRAY_LEN(rows), "strict-deploy" };

static char *written(void (*write)(const struct catalogue *, struct out *))
{
	struct out out = output_begin();

	write(&catalogue, &out);
	return output_end(&out);
}

static void text_has_a_line_a_rule(void **state)
{
	char *text = written(catalogue_text);

	(void)state;
	assert_holds(text, "\nTST001   for-tests ");
	assert_holds(text, " warning* a title\n");
	assert_holds(text, "\nBBB001   rule-b ");
	assert_holds(text, " off      title b\n");
	assert_holds(text, "\n* not as in the profile default\n2 rules, profile strict-deploy, 1 off; ");
	free(text);
}

/* rules: {version, rules: [{id, name, severity, family, title, source, options, preview}]} */
static void json_has_every_field(void **state)
{
	char *text = written(catalogue_json);
	cJSON *json = cJSON_Parse(text);
	const cJSON *rule;

	(void)state;
	assert_non_null(json);
	assert_string_equal(json->child->string, "version");
	assert_int_equal(cJSON_GetObjectItem(json, "version")->valueint, 1);
	rule = cJSON_GetArrayItem(cJSON_GetObjectItem(json, "rules"), 0);
	assert_string_equal(cJSON_GetObjectItem(rule, "id")->valuestring, "TST001");
	assert_string_equal(cJSON_GetObjectItem(rule, "name")->valuestring, "for-tests");
	assert_string_equal(cJSON_GetObjectItem(rule, "severity")->valuestring, "warning");
	assert_string_equal(cJSON_GetObjectItem(rule, "family")->valuestring, "TST");
	assert_string_equal(cJSON_GetObjectItem(rule, "title")->valuestring, "a title");
	assert_string_equal(cJSON_GetObjectItem(rule, "source")->valuestring,
		"Components and topologies for SIP trunking in Lync Server 2013");
	assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(rule, "options")), 2);
	assert_true(cJSON_IsFalse(cJSON_GetObjectItem(rule, "preview")));
	assert_true(cJSON_IsTrue(cJSON_GetObjectItem(rule, "enabled")));
	assert_true(cJSON_IsTrue(cJSON_GetObjectItem(rule, "differs")));
	assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(rule, "needs")), 2);
	rule = cJSON_GetArrayItem(cJSON_GetObjectItem(json, "rules"), 1);
	assert_string_equal(cJSON_GetObjectItem(rule, "severity")->valuestring, "note");
	assert_true(cJSON_IsFalse(cJSON_GetObjectItem(rule, "enabled")));
	assert_true(cJSON_IsFalse(cJSON_GetObjectItem(rule, "differs")));
	cJSON_Delete(json);
	free(text);
}

static void markdown_has_a_section_a_rule(void **state)
{
	char *text = written(catalogue_markdown);

	(void)state;
	assert_holds(text, "\n## TST001 `for-tests`\n\nA title.\n");
	assert_holds(
		text, "- Severity: warning; error when it is grave; error in the profile strict-deploy\n");
	assert_holds(text, "- Options: VPN MPLS\n");
	assert_holds(text, "- Unknown without: qos transport\n");
	assert_holds(text, "AAA001");
	assert_holds(text, "Two pages differ.\n");
	assert_holds(text, "```xml\n<good\n/>\n```");
	assert_holds(text, "- Components and topologies for SIP trunking in Lync Server 2013 (");
	assert_holds(text, "## BBB001 `rule-b`");
	free(text);
}

static void a_page_tells_everything_about_one(void **state)
{
	struct out out = output_begin();
	char *text;

	(void)state;
	catalogue_explain(&rows[0], &out);
	text = output_end(&out);
	assert_true(strncmp(text, "TST001 for-tests\na title\n", 25) == 0);
	assert_holds(text, "warning; error when it is grave; error in the profile strict-deploy\n");
	assert_holds(text, "\nbad\n  <bad/>\n");
	assert_holds(text, "\ngood\n  <good\n  />\n");
	assert_holds(text, "VPN MPLS");
	assert_holds(text, "two pages differ");
	assert_holds(text, "qos transport");
	assert_holds(text, "The lync-topo topology language (docs/language.md)");
	free(text);
}

static void lines_are_wrapped_at_words(void **state)
{
	struct out out = output_begin();
	char *text;
	char *place;
	bool wrapped = false;

	(void)state;
	catalogue_explain(&rows[0], &out);
	text = output_end(&out);
	/* Titles and places of the sources are not cut up. */
	*strstr(text, "\nsource\n") = '\0';
	for (char *line = strtok_r(text, "\n", &place); line != NULL; line = strtok_r(NULL, "\n", &place)) {
		assert_true(strlen(line) <= 80);
		wrapped |= strncmp(line, "  ", 2) == 0 && strstr(line, "usual width") != NULL &&
			strstr(line, "a meaning") == NULL;
	}
	assert_true(wrapped);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_has_a_line_a_rule),
		cmocka_unit_test(json_has_every_field),
		cmocka_unit_test(markdown_has_a_section_a_rule),
		cmocka_unit_test(a_page_tells_everything_about_one),
		cmocka_unit_test(lines_are_wrapped_at_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
