/* SPDX-License-Identifier: MIT */
/*
 * Expected values come from the formulas of ITU-T G.107 and of Cole and Rosenbluth, computed in Python with double
 * precision and rounded to four places.
 */
#include "engine/quality.h"
#include "support.h"

static void assert_near(double value, double expected)
{
	if (value < expected - 0.00005 || value > expected + 0.00005)
		fail_msg("%.6f is not %.4f", value, expected);
}

static void delay_of_g107(void **state)
{
	(void)state;
	assert_near(quality_delay_impairment(0.0, DELAY_G107), 0.0);
	assert_near(quality_delay_impairment(100.0, DELAY_G107), 0.0);
	assert_near(quality_delay_impairment(150.0, DELAY_G107), 0.1635);
	assert_near(quality_delay_impairment(200.0, DELAY_G107), 3.0444);
	assert_near(quality_delay_impairment(300.0, DELAY_G107), 14.7607);
	assert_near(quality_delay_impairment(400.0, DELAY_G107), 24.0701);
}

static void delay_of_planners(void **state)
{
	(void)state;
	assert_near(quality_delay_impairment(0.0, DELAY_COLE_ROSENBLUTH), 0.0);
	assert_near(quality_delay_impairment(150.0, DELAY_COLE_ROSENBLUTH), 3.6);
	assert_near(quality_delay_impairment(177.3, DELAY_COLE_ROSENBLUTH), 4.2552);
	assert_near(quality_delay_impairment(200.0, DELAY_COLE_ROSENBLUTH), 7.297);
	assert_near(quality_delay_impairment(300.0, DELAY_COLE_ROSENBLUTH), 20.697);
	assert_near(quality_delay_impairment(400.0, DELAY_COLE_ROSENBLUTH), 34.097);
}

static double mos(double delay_ms, double loss_percent)
{
	return quality_mos(quality_rating(delay_ms, loss_percent, true, DELAY_COLE_ROSENBLUTH));
}

static void opinion_by_delay_and_loss(void **state)
{
	(void)state;
	assert_near(mos(0.0, 0.0), 4.4093);
	assert_near(mos(100.0, 0.0), 4.3581);
	assert_near(mos(150.0, 0.0), 4.3291);
	assert_near(mos(200.0, 0.0), 4.2262);
	assert_near(mos(300.0, 0.0), 3.7121);
	assert_near(mos(100.0, 1.0), 4.2634);
	assert_near(mos(100.0, 5.0), 3.8227);
}

/* 95 * 1 / (1 + 4.3) and 95 * 1 / (1 + 25.1) from 93.2. */
static void concealment_hides_loss(void **state)
{
	(void)state;
	assert_near(quality_rating(0.0, 0.0, false, DELAY_G107), 93.2);
	assert_near(quality_rating(0.0, 1.0, false, DELAY_G107), 75.2755);
	assert_near(quality_rating(0.0, 1.0, true, DELAY_G107), 89.5602);
}

static void opinion_stays_on_its_scale(void **state)
{
	(void)state;
	assert_near(quality_mos(-20.0), 1.0);
	assert_near(quality_mos(0.0), 1.0);
	assert_near(quality_mos(3.0), 1.0); /* the formula alone gives 0.9889 */
	assert_near(quality_mos(50.0), 2.575);
	assert_near(quality_mos(60.0), 3.1);
	assert_near(quality_mos(100.0), 4.5);
	assert_near(quality_mos(120.0), 4.5);
}

static void a_budget_adds_up(void **state)
{
	struct delay_budget budget = { .packetisation = 20.0,
		.jitter_buffer = 40.0,
		.serialisation = 0.78125,
		.propagation = 12.5,
		.transcoding = 25.0 };

	(void)state;
	assert_near(delay_total(&budget), 98.28125);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(delay_of_g107),
		cmocka_unit_test(delay_of_planners),
		cmocka_unit_test(opinion_by_delay_and_loss),
		cmocka_unit_test(concealment_hides_loss),
		cmocka_unit_test(opinion_stays_on_its_scale),
		cmocka_unit_test(a_budget_adds_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
