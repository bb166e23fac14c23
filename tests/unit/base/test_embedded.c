/* SPDX-License-Identifier: MIT */
/*
 * Files that were built into the program.
 */
#include "support.h"

#include "base/embedded.h"

static void every_file_is_found_by_its_name(void **state)
{
	unsigned n = 0;

	(void)state;
	for (const struct embedded_file *file = embedded_files; file->name != NULL; file++, n++) {
		assert_ptr_equal(embedded_find(file->name), file->text);
		assert_true(file->text[0] != '\0');
	}
	assert_true(n > 0);
}

static void other_names_find_nothing(void **state)
{
	(void)state;
	assert_null(embedded_find(""));
	assert_null(embedded_find("no-such-file"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_file_is_found_by_its_name),
		cmocka_unit_test(other_names_find_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
