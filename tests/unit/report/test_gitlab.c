/* SPDX-License-Identifier: MIT */
/*
 * Code Quality: an empty array when clean, fingerprints that are unique, paths of the repository.
 */
#include "report_support.h"

static void nothing_is_an_empty_array(void **state)
{
	struct result result;
	char *text;

	(void)state;
	result_make(&result);
	text = result_written(&result, "gitlab");
	assert_string_equal(text, "[]\n");
	free(text);
	result_release(&result);
}

/* Three findings share a fingerprint; the first one keeps it as it is. */
static void shared_fingerprints_are_numbered(void **state)
{
	struct result result;
	char *text;

	(void)state;
	result_make(&result);
	result.source.path = "//plans/red.xml";
	result_add(&result, &report_rule_a, "one", "first");
	result_add(&result, &report_rule_a, "two", "second");
	result_add(&result, &report_rule_b, "three", "third \"x\"");
	text = result_written(&result, "gitlab");
	assert_string_equal(text,
		"[\n"
		"  {\"description\":\"AAA001: first [rule-a]\",\"check_name\":\"AAA001\",\"fingerprint\":\"00ab00cd00ef0012\","
		"\"severity\":\"minor\",\"location\":{\"path\":\"plans/red.xml\",\"lines\":{\"begin\":1,\"end\":1}}},\n"
		"  {\"description\":\"AAA001: second [rule-a]\",\"check_name\":\"AAA001\",\"fingerprint\":\"00ab00cd00ef0012-2\","
		"\"severity\":\"minor\",\"location\":{\"path\":\"plans/red.xml\",\"lines\":{\"begin\":1,\"end\":1}}},\n"
		"  {\"description\":\"BBB001: third \\\"x\\\" [rule-b]\",\"check_name\":\"BBB001\",\"fingerprint\":\"00ab00cd00ef0012-3\","
		"\"severity\":\"info\",\"location\":{\"path\":\"plans/red.xml\",\"lines\":{\"begin\":2,\"end\":2}}}\n"
		"]\n");
	free(text);
	result_release(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_an_empty_array),
		cmocka_unit_test(shared_fingerprints_are_numbered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
