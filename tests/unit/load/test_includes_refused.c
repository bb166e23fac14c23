/* SPDX-License-Identifier: MIT */
/*
 * Elements of other namespaces are ignored, and an include that is refused includes nothing: a file that is named only
 * by such stays the root of a set of its own in a walk, and is checked.
 */
#include "support.h"

#include "load/includes.h"
#include "load/inputs.h"

#include <sys/stat.h>

#define TOPOLOGY(body) "<topology xmlns='urn:lync-topo:topology:1'>" body "</topology>"

static void expect_none(const char *path, const char *text)
{
	struct included_files included;

	write_file(path, str_of(text));
	included = includes_of(store_of_files(), path, &default_limits);
	assert_int_equal(included.n, 0);
	includes_release(&included);
}

static void an_include_of_another_namespace_is_none(void **state)
{
	(void)state;
	write_file("a.xml", STR(TOPOLOGY("")));
	expect_none(
		"root.xml", TOPOLOGY("<x:include xmlns:x='http://www.w3.org/2001/XInclude' href='a.xml'/>"));
}

static void an_include_that_leads_out_of_the_folder_hides_nothing(void **state)
{
	static const char *const names[] = { "." };
	struct input_options options = { .limits = &default_limits };
	struct inputs inputs;
	const char *empty;

	(void)state;
	write_file("a.xml", STR(TOPOLOGY("")));
	assert_int_equal(mkdir("sites", 0700), 0);
	write_file("sites/root.xml", STR(TOPOLOGY("<include href='../a.xml'/>")));
	assert_int_equal(inputs_find(names, 1, &options, &inputs, &empty), INPUTS_OK);
	assert_int_equal(inputs.n_set, 2);
	inputs_release(&inputs);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter_folder, leave_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(an_include_of_another_namespace_is_none),
		IN_FOLDER(an_include_that_leads_out_of_the_folder_hides_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
