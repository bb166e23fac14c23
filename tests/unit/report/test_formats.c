/* SPDX-License-Identifier: MIT */
/*
 * The report formats by name.
 */
#include "report_support.h"

static void the_formats_of_the_contract_are_found(void **state)
{
	static const char *const names[] = { "text", "concise", "json", "junit", "github", "gitlab",
		"checkstyle", "markdown" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		const struct report_format *format = report_format_find(names[i]);

		assert_non_null(format);
		assert_string_equal(format->name, names[i]);
		assert_true(format->title[0] != '\0');
		assert_non_null(format->write);
	}
	assert_true(report_format_find("text")->for_people);
	assert_false(report_format_find("json")->for_people);
	assert_false(report_format_find("concise")->for_people);
}

static void other_names_are_no_formats(void **state)
{
	(void)state;
	assert_null(report_format_find(""));
	assert_null(report_format_find("TEXT"));
	assert_null(report_format_find("tex"));
	assert_null(report_format_find("texts"));
}

/* Every name in the list is a format. */
static void the_list_names_them_all(void **state)
{
	char *names = plan_copy(report_format_names());
	char *place;
	unsigned n = 0;

	(void)state;
	for (char *name = strtok_r(names, ", ", &place); name != NULL;
		name = strtok_r(NULL, ", ", &place), n++)
		assert_non_null(report_format_find(name));
	assert_true(n >= 3);
	assert_true(strncmp(report_format_names(), "text, concise, json", 19) == 0);
	free(names);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_formats_of_the_contract_are_found),
		cmocka_unit_test(other_names_are_no_formats),
		cmocka_unit_test(the_list_names_them_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
