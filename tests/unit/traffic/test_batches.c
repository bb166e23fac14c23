/* SPDX-License-Identifier: MIT */
#include "traffic/batches.h"

#include "support.h"

#include <math.h>

/* Two-sided 95 % and 99 % points, as every table of the distribution prints them. */
static const struct row {
	uint32_t degrees;
	double at_95, at_99;
} table[] = {
	{ 1, 12.706, 63.657 },
	{ 2, 4.303, 9.925 },
	{ 3, 3.182, 5.841 },
	{ 4, 2.776, 4.604 },
	{ 5, 2.571, 4.032 },
	{ 9, 2.262, 3.250 },
	{ 10, 2.228, 3.169 },
	{ 19, 2.093, 2.861 },
	{ 29, 2.045, 2.756 },
	{ 30, 2.042, 2.750 },
	{ 60, 2.000, 2.660 },
	{ 120, 1.980, 2.617 },
	{ 1000, 1.962, 2.581 },
};

static void points_are_those_of_the_tables(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		assert_true(fabs(student_t(0.95, table[i].degrees) - table[i].at_95) < 0.00051);
		assert_true(fabs(student_t(0.99, table[i].degrees) - table[i].at_99) < 0.00051);
	}
}

/* With 1 and 2 degrees of freedom there are formulas; with very many it is the normal distribution. */
static void points_are_those_of_formulas(void **state)
{
	double pi = acos(-1);

	(void)state;
	for (int i = 1; i < 20; i++) {
		double confidence = i / 20.0;
		double one = tan(pi * confidence / 2);
		double two = confidence * sqrt(2 / (1 - confidence * confidence));

		assert_true(fabs(student_t(confidence, 1) / one - 1) < 1e-12);
		assert_true(fabs(student_t(confidence, 2) / two - 1) < 1e-12);
	}
	assert_true(fabs(student_t(0.95, 1000001) - 1.959964) < 1e-5);
	assert_true(fabs(student_t(0.95, 1000000) - 1.959964) < 1e-5);
}

static struct batches of(const double (*part)[2], size_t n)
{
	struct batches batches = { .n = 0 };

	for (size_t i = 0; i < n; i++)
		batches_add(&batches, part[i][0], part[i][1]);
	return batches;
}

/* Parts of one size: the mean of the ratios, with its usual interval. */
static void equal_parts_make_a_mean(void **state)
{
	static const double part[][2] = { { 1, 10 }, { 3, 10 }, { 2, 10 }, { 6, 10 } };
	struct batches batches = of(part, ARRAY_LEN(part));
	struct interval interval = batches_ratio(&batches, student_t(0.95, 3));
	/* ratios .1 .3 .2 .6: mean .3, variance .14/3, and 3.1824463 standard errors */
	double half = 3.1824463052842624 * sqrt(0.14 / 3 / 4);

	(void)state;
	assert_true(fabs(interval.value - 0.3) < 1e-15);
	assert_true(fabs(interval.low - fmax(0.3 - half, 0)) < 1e-12);
	assert_true(fabs(interval.high - (0.3 + half)) < 1e-12);
}

/* Parts in the same ratio, whatever their size: nothing is left to chance. */
static void parts_in_one_ratio_leave_no_doubt(void **state)
{
	static const double part[][2] = { { 1, 4 }, { 250, 1000 }, { 20, 80 } };
	struct batches batches = of(part, ARRAY_LEN(part));
	struct interval interval = batches_ratio(&batches, student_t(0.95, 2));

	(void)state;
	assert_true(interval.value == 0.25);
	assert_true(fabs(interval.low - 0.25) < 1e-7 && fabs(interval.high - 0.25) < 1e-7);
}

static void knows_nothing_of_too_little(void **state)
{
	static const double one[][2] = { { 1, 4 } };
	static const double none[][2] = { { 0, 0 }, { 0, 0 } };
	struct batches batches = of(one, ARRAY_LEN(one));
	struct interval interval = batches_ratio(&batches, 0);

	(void)state;
	assert_true(interval.value == 0.25 && interval.low == 0 && interval.high == 1);
	batches = of(none, ARRAY_LEN(none));
	interval = batches_ratio(&batches, student_t(0.95, 1));
	assert_true(interval.value == 0 && interval.low == 0 && interval.high == 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(points_are_those_of_the_tables),
		cmocka_unit_test(points_are_those_of_formulas),
		cmocka_unit_test(equal_parts_make_a_mean),
		cmocka_unit_test(parts_in_one_ratio_leave_no_doubt),
		cmocka_unit_test(knows_nothing_of_too_little),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
