/* SPDX-License-Identifier: MIT */
/*
 * Engset's formulas beside the binomial sums that define them.
 */
#include "support.h"
#include "traffic/engset.h"

#include <math.h>

static double binomial_term(uint32_t sources, uint32_t busy, double each)
{
	return exp(
		lgamma(sources + 1.0) - lgamma(busy + 1.0) - lgamma(sources - busy + 1.0) + busy * log(each));
}

static double share(uint32_t sources, uint32_t circuits, double each)
{
	double sum = 0;

	for (uint32_t i = 0; i <= circuits && i <= sources; i++)
		sum += binomial_term(sources, i, each);
	return binomial_term(sources, circuits, each) / sum;
}

static double mean(uint32_t sources, uint32_t circuits, double each)
{
	double sum = 0, busy = 0;

	for (uint32_t i = 0; i <= circuits && i <= sources; i++) {
		sum += binomial_term(sources, i, each);
		busy += i * binomial_term(sources, i, each);
	}
	return busy / sum;
}

static void expect_near(double found, double expected)
{
	if (!(fabs(found - expected) <= 1e-11 * fabs(expected) + 1e-300))
		fail_msg("%.17g, expected %.17g", found, expected);
}

static void by_definition(void **state)
{
	(void)state;
	for (uint32_t sources = 2; sources < 60; sources += 7)
		for (uint32_t circuits = 0; circuits < sources; circuits++)
			for (double each = 0.05; each < 3; each *= 2) {
				expect_near(engset_time_congestion(sources, circuits, each),
					share(sources, circuits, each));
				expect_near(engset_call_congestion(sources, circuits, each),
					share(sources - 1, circuits, each));
				expect_near(engset_carried(sources, circuits, each),
					mean(sources, circuits, each));
			}
}

static void edges(void **state)
{
	uint32_t sources = 10;

	(void)state;
	assert_true(engset_call_congestion(10, 10, 1) == 0);          /* a circuit for everybody */
	expect_near(engset_time_congestion(10, 10, 1), pow(0.5, 10)); /* all ten talk */
	assert_true(engset_time_congestion(10, 11, 1) == 0);
	assert_true(engset_call_congestion(0, 3, 1) == 0 && engset_call_congestion(5, 3, 0) == 0);
	expect_near(engset_carried(10, 20, 1), 5);
	assert_int_equal(least_circuits(blocking_engset, &sources, 0.5, 1e-9, 1000), 10);
	/* Very many sources are Erlang's. */
	assert_true(fabs(engset_call_congestion(10000000, 23, 18e-7) - 0.0487265889382419) < 1e-6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_definition),
		cmocka_unit_test(edges),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
