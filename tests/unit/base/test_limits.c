/* SPDX-License-Identifier: MIT */
/*
 * Limits: the figures that the command-line contract names, and assignments as `--limit NAME=VALUE` gives them.
 */
#include "base/limits.h"
#include "support.h"

static void defaults_are_those_of_the_contract(void **state)
{
	(void)state;
	assert_int_equal(default_limits.input_mb, 256);
	assert_int_equal(default_limits.total_mb, 1024);
	assert_int_equal(default_limits.elements, 4000000);
	assert_int_equal(default_limits.seconds, 60);
	assert_int_equal(default_limits.findings, 1000);
}

static void every_limit_can_be_set_to_one_and_to_its_most(void **state)
{
	(void)state;
#define LIMIT_FIELD(field, name, value, most, doc) \
	{ \
		struct limits limits = default_limits; \
		assert_true(limits_set(&limits, name "=1")); \
		assert_int_equal(limits.field, 1); \
		assert_true(limits_set(&limits, name "=" #most)); \
		assert_int_equal(limits.field, most); \
		assert_false(limits_set(&limits, name "=" #most "0")); \
		assert_int_equal(limits.field, most); \
		assert_true(limits_set(&limits, name "=" #value)); \
		assert_memory_equal(&limits, &default_limits, sizeof(limits)); \
	}
	LIMITS(LIMIT_FIELD)
#undef LIMIT_FIELD
}

static void what_is_no_assignment_changes_nothing(void **state)
{
	static const char *const wrong[] = { "", "=", "=5", "input-mb", "input-mb=", "input-mb=0",
		"input-mb=-1", "input-mb=+1", "input-mb= 1", "input-mb=1 ", " input-mb=1", "input-mb =1",
		"input-mb=01", "input-mb=1.5", "input-mb=1e2", "input-mb=0x10", "input-mb=2048",
		"input-mb=4294967297", "input-mb=18446744073709551617", "INPUT-MB=1", "input_mb=1",
		"input-m=1", "input-mbs=1", "input-mb=5=5", "megabytes=1", "input-mb=\xd9\xa1" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		struct limits limits = default_limits;

		if (limits_set(&limits, wrong[i]))
			fail_msg("'%s' is taken", wrong[i]);
		assert_memory_equal(&limits, &default_limits, sizeof(limits));
	}
}

static void a_limit_does_not_touch_the_others(void **state)
{
	struct limits limits = default_limits;
	struct limits expected = default_limits;

	(void)state;
	expected.depth = 17;
	assert_true(limits_set(&limits, "depth=17"));
	assert_memory_equal(&limits, &expected, sizeof(limits));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults_are_those_of_the_contract),
		cmocka_unit_test(every_limit_can_be_set_to_one_and_to_its_most),
		cmocka_unit_test(what_is_no_assignment_changes_nothing),
		cmocka_unit_test(a_limit_does_not_touch_the_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
