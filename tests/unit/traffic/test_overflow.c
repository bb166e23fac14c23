/* SPDX-License-Identifier: MIT */
/*
 * Two groups that are hunted in turn are one group for the calls lost: an oracle for everything about overflow. The
 * digits of the case 23, 23, 36 Erlang were computed with 50 digits.
 */
#include "support.h"
#include "traffic/erlang.h"
#include "traffic/overflow.h"

#include <math.h>

static void expect_near(double found, double expected, double relative)
{
	if (!(fabs(found - expected) <= relative * fabs(expected)))
		fail_msg("%.17g, expected %.17g", found, expected);
}

static void digits(void **state)
{
	struct traffic_moments over = overflow_moments(23, 36);

	(void)state;
	expect_near(over.mean, 14.3357480766, 1e-11);
	expect_near(over.variance, 29.7735279007, 1e-11);
	expect_near(peakedness(over), 2.07687298504, 1e-11);
	expect_near(36 - over.mean, 21.66425192, 1e-9);
	expect_near(wilkinson_blocking(23, over), 0.0430927102975, 1e-10);
	/* As if it were fresh: 4.7 times too few. */
	expect_near(erlang_b(23, over.mean), 0.0092155, 1e-5);
}

static void equivalent_of_what_overflowed(void **state)
{
	(void)state;
	for (double circuits = 1; circuits < 80; circuits *= 1.7)
		for (double offered = 0.6 * circuits; offered < 3 * circuits; offered += 0.5 * circuits) {
			struct traffic_moments over = overflow_moments(circuits, offered);
			struct equivalent_group group = equivalent_group(over);

			expect_near(group.offered, offered, 1e-6);
			expect_near(group.circuits, circuits, 1e-6);
			expect_near(wilkinson_blocking(10, over),
				offered * erlang_b_continuous(circuits + 10, offered) / over.mean, 1e-7);
		}
}

static void fresh_traffic(void **state)
{
	const struct traffic_moments fresh = { .mean = 18, .variance = 18 }, none = { 0 };

	(void)state;
	expect_near(hayward_blocking(23, fresh), erlang_b(23, 18), 1e-12);
	expect_near(wilkinson_blocking(23, fresh), erlang_b(23, 18), 1e-12);
	assert_true(wilkinson_blocking(23, none) == 0 && hayward_blocking(23, none) == 0);
	/* No circuits: everything overflows, and is as fresh as it was. */
	expect_near(peakedness(overflow_moments(0, 7)), 1, 1e-14);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digits),
		cmocka_unit_test(equivalent_of_what_overflowed),
		cmocka_unit_test(fresh_traffic),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
