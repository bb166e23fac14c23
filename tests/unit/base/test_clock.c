/* SPDX-License-Identifier: MIT */
/*
 * Deadlines without waiting: far ones, ones that have passed, and none at all.
 */
#include "base/clock.h"
#include "support.h"

static void a_far_deadline_has_not_passed(void **state)
{
	struct deadline deadline = deadline_in(1000000);

	(void)state;
	assert_true(deadline.end_ns > 0);
	assert_false(deadline_read(&deadline));
	for (int i = 0; i < 2 * DEADLINE_CALLS_PER_READING; i++)
		assert_false(deadline_passed(&deadline));
}

/* `--limit seconds=1000000` is the most there is: 1e15 ns from now. */
static void the_end_lies_the_seconds_ahead(void **state)
{
	struct deadline near = deadline_in(10);
	struct deadline far = deadline_in(20);
	int64_t apart = far.end_ns - near.end_ns;

	(void)state;
	assert_true(apart >= INT64_C(10000000000));
	assert_true(apart < INT64_C(70000000000));
}

static void a_deadline_of_zero_never_passes(void **state)
{
	struct deadline deadline = { 0 };

	(void)state;
	assert_false(deadline_read(&deadline));
	for (int i = 0; i < 3 * DEADLINE_CALLS_PER_READING; i++)
		assert_false(deadline_passed(&deadline));
}

static void a_deadline_in_the_past_is_noticed_at_the_next_reading(void **state)
{
	struct deadline deadline = { .end_ns = 1 };
	int calls = 0;

	(void)state;
	while (!deadline_passed(&deadline))
		assert_in_range(++calls, 1, DEADLINE_CALLS_PER_READING);
	assert_int_equal(calls, DEADLINE_CALLS_PER_READING - 1);
	for (int i = 0; i < 3 * DEADLINE_CALLS_PER_READING; i++)
		assert_true(deadline_passed(&deadline));
}

static void once_passed_it_stays_passed(void **state)
{
	struct deadline deadline = { .end_ns = 1 };

	(void)state;
	assert_true(deadline_read(&deadline));
	deadline.end_ns = INT64_MAX;
	assert_true(deadline_read(&deadline));
	assert_true(deadline_passed(&deadline));
}

static void zero_seconds_are_over_at_once(void **state)
{
	struct deadline deadline = deadline_in(0);

	(void)state;
	assert_true(deadline_read(&deadline));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_far_deadline_has_not_passed),
		cmocka_unit_test(the_end_lies_the_seconds_ahead),
		cmocka_unit_test(a_deadline_of_zero_never_passes),
		cmocka_unit_test(a_deadline_in_the_past_is_noticed_at_the_next_reading),
		cmocka_unit_test(once_passed_it_stays_passed),
		cmocka_unit_test(zero_seconds_are_over_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
