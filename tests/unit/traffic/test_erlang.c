/* SPDX-License-Identifier: MIT */
/*
 * Erlang's formulas beside the sums that define them, which take the logarithm of the gamma function instead of a
 * recurrence, beside published digits, and each inverse beside the function that it inverts.
 */
#include "support.h"
#include "traffic/erlang.h"

#include <math.h>

static void expect_near(double found, double expected, double relative)
{
	if (!(fabs(found - expected) <= relative * fabs(expected)))
		fail_msg("%.17g, expected %.17g", found, expected);
}

/* Computed with 50 digits; the recurrence and the direct sum agreed. */
static void digits(void **state)
{
	static const struct {
		uint32_t circuits;
		double offered, blocking;
	} rows[] = {
		{ 1, 1, 0.5 },
		{ 2, 1, 0.2 },
		{ 5, 3, 0.110054347826087 },
		{ 10, 5, 0.0183845703366481 },
		{ 23, 18, 0.0487265889382419 },
		{ 46, 36, 0.0171601732989596 },
		{ 100, 90, 0.0269573804643592 },
		{ 200, 180, 0.0103249952049823 },
		{ 500, 480, 0.0143257807224261 },
		{ 1000, 950, 0.00364929368894241 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		expect_near(erlang_b(rows[i].circuits, rows[i].offered), rows[i].blocking, 2e-14);
		expect_near(erlang_b_continuous(rows[i].circuits, rows[i].offered), rows[i].blocking, 2e-14);
	}
	expect_near(erlang_c(100, 90), 0.216940480906, 1e-11);
}

/* Continuous circuits: 1/B(x) = e^A A^-x Gamma(x + 1, A), whose parts are summed as long as they grow or count. */
static double by_incomplete_gamma(double x, double a)
{
	double term = 1, sum = 0;

	/* Lower gamma function by its series; the upper one is the rest. */
	for (double n = 1; term > sum * 1e-18; n++) {
		sum += term;
		term *= a / (x + 1 + n);
	}
	return exp(a - x * log(a) + lgamma(x + 1)) - a / (x + 1) * sum;
}

static void between_whole_circuits(void **state)
{
	(void)state;
	for (double a = 0.5; a < 12; a += 0.75)
		for (double x = 0.125; x < 12; x += 0.375)
			expect_near(1 / erlang_b_continuous(x, a), by_incomplete_gamma(x, a), 1e-8);
	/* Not a step where the number of circuits is all but whole. */
	expect_near(erlang_b_continuous(23 - 1e-12, 18), erlang_b(23, 18), 1e-11);
	expect_near(erlang_b_continuous(23 + 1e-12, 18), erlang_b(23, 18), 1e-11);
	expect_near(erlang_b_continuous(0.5, 1e-9), 1 / by_incomplete_gamma(0.5, 1e-9), 1e-8);
}

static void edges(void **state)
{
	(void)state;
	assert_true(erlang_b(0, 5) == 1);
	assert_true(erlang_b(0, 0) == 0 && erlang_b(7, 0) == 0);
	assert_true(erlang_b(1000, 1e-3) == 0); /* less than any double */
	assert_true(erlang_c(5, 5) == 1 && erlang_c(5, 6) == 1 && erlang_c(5, 0) == 0);
	/* Heavy traffic: B tends to 1 - c/A. */
	expect_near(erlang_b(1000000, 1e12), 1 - 1e-6, 1e-11);
	/* At A = c the blocking is sqrt(2 / (pi c)) to first order. */
	expect_near(erlang_b(1000000, 1e6), sqrt(2 / (3.14159265358979 * 1e6)), 2e-3);
}

static void inverses(void **state)
{
	static const struct {
		double offered, blocking;
		uint32_t circuits;
	} least[] = {
		{ 10, 0.01, 18 },
		{ 10, 0.005, 19 },
		{ 10, 0.001, 21 },
		{ 20, 0.01, 30 },
		{ 50, 0.001, 71 },
		{ 100, 0.01, 117 },
		{ 100, 0.005, 121 },
		{ 100, 0.001, 128 },
	};
	static const struct {
		uint32_t circuits;
		double blocking, offered;
	} greatest[] = {
		{ 10, 0.01, 4.4611769 },
		{ 10, 0.001, 3.0920450 },
		{ 23, 0.01, 14.470451 },
		{ 23, 0.001, 11.524120 },
		{ 46, 0.01, 34.322297 },
		{ 100, 0.01, 84.064159 },
		{ 100, 0.001, 75.241983 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(least); i++)
		assert_int_equal(
			least_circuits(blocking_erlang_b, NULL, least[i].offered, least[i].blocking, 1000000),
			least[i].circuits);
	for (size_t i = 0; i < ARRAY_LEN(greatest); i++) {
		double load = greatest_load(
			blocking_erlang_b, NULL, greatest[i].circuits, greatest[i].blocking, 1e9);

		expect_near(load, greatest[i].offered, 2e-7);
		assert_true(erlang_b(greatest[i].circuits, load) <= greatest[i].blocking);
	}
	assert_int_equal(least_circuits(blocking_erlang_b, NULL, 100, 0.001, 100), 101);
	assert_int_equal(least_circuits(blocking_erlang_b, NULL, 0, 0.001, 100), 0);
	assert_true(greatest_load(blocking_erlang_b, NULL, 5, 0, 1e9) < 1e-60);
	assert_true(greatest_load(blocking_erlang_b, NULL, 5, 0.5, 2) == 2);
	expect_near(erlang_b_circuits(18, erlang_b(23, 18)), 23, 1e-12);
	expect_near(erlang_b_continuous(erlang_b_circuits(7.5, 0.03), 7.5), 0.03, 1e-12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digits),
		cmocka_unit_test(between_whole_circuits),
		cmocka_unit_test(edges),
		cmocka_unit_test(inverses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
