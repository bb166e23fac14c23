/* SPDX-License-Identifier: MIT */
/*
 * The recursion beside a sum over all states of the link (product form), and beside Erlang's formula.
 */
#include "support.h"
#include "traffic/erlang.h"
#include "traffic/kaufman_roberts.h"

#include <math.h>

static void expect_near(double found, double expected)
{
	if (!(fabs(found - expected) <= 1e-12 * fabs(expected)))
		fail_msg("%.17g, expected %.17g", found, expected);
}

static double weight(double offered, uint32_t calls)
{
	return exp(calls * log(offered) - lgamma(calls + 1.0));
}

/* Two classes: every pair of numbers of calls that fits. */
static double by_states(uint32_t capacity, const struct call_class *classes, uint32_t one)
{
	double total = 0, full = 0;

	for (uint32_t i = 0; i * classes[0].units <= capacity; i++)
		for (uint32_t j = 0; i * classes[0].units + j * classes[1].units <= capacity; j++) {
			uint32_t used = i * classes[0].units + j * classes[1].units;
			double share = weight(classes[0].offered, i) * weight(classes[1].offered, j);

			total += share;
			if (used + classes[one].units > capacity)
				full += share;
		}
	return full / total;
}

static void two_classes(void **state)
{
	struct arena arena = { 0 };

	(void)state;
	for (uint32_t capacity = 1; capacity < 60; capacity += 4) {
		struct call_class classes[] = {
			{ .offered = 6, .units = 1 },
			{ .offered = 2.5, .units = 5 },
		};

		assert_true(kaufman_roberts(&arena, capacity, classes, 2, NULL));
		expect_near(classes[0].blocking, by_states(capacity, classes, 0));
		expect_near(classes[1].blocking, by_states(capacity, classes, 1));
	}
	arena_release(&arena);
}

static void one_class_is_erlang(void **state)
{
	struct arena arena = { 0 };
	struct call_class class = { .offered = 950, .units = 97 };
	double used;

	(void)state;
	assert_true(kaufman_roberts(&arena, 97 * 1000 + 96, &class, 1, &used));
	expect_near(class.blocking, erlang_b(1000, 950));
	expect_near(used, 97 * 950 * (1 - class.blocking));
	/* Large enough to run over a double if nothing were done about it. */
	class = (struct call_class){ .offered = 20000, .units = 1 };
	assert_true(kaufman_roberts(&arena, 20000, &class, 1, NULL));
	expect_near(class.blocking, erlang_b(20000, 20000));
	class = (struct call_class){ .offered = 1, .units = 30 };
	assert_true(kaufman_roberts(&arena, 20, &class, 1, NULL));
	assert_true(class.blocking == 1);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_classes),
		cmocka_unit_test(one_class_is_erlang),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
