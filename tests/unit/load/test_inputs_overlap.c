/* SPDX-License-Identifier: MIT */
/*
 * A file reached twice is read once, also when it is found in two folders that were named, one inside the other.
 */
#include "support.h"

#include "load/inputs.h"

#include <sys/stat.h>

static void folders_inside_each_other_are_walked_once(void **state)
{
	static const char *const names[] = { "plans", "plans/eu", "plans" };
	struct input_options options = { .limits = &default_limits };
	struct inputs inputs;
	const char *empty;

	(void)state;
	assert_int_equal(mkdir("plans", 0700), 0);
	assert_int_equal(mkdir("plans/eu", 0700), 0);
	write_file("plans/a.xml", STR("<topology xmlns='urn:lync-topo:topology:1'/>"));
	write_file("plans/eu/b.xml", STR("<topology xmlns='urn:lync-topo:topology:1'/>"));
	assert_int_equal(inputs_find(names, 3, &options, &inputs, &empty), INPUTS_OK);
	assert_int_equal(inputs.n_set, 2);
	assert_string_equal(inputs.set[0].path[0], "plans/a.xml");
	assert_string_equal(inputs.set[1].path[0], "plans/eu/b.xml");
	inputs_release(&inputs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			folders_inside_each_other_are_walked_once, enter_folder, leave_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
