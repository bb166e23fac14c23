/* SPDX-License-Identifier: MIT */
/*
 * Functions that are put together by chance beside their truth tables.
 */
#include "engine/decision.h"
#include "support.h"

#include <math.h>

enum {
	VARIABLES = 8,
	STATES = 1 << VARIABLES,
	ROUNDS = 200,
	CUBES = 6,
};

static uint32_t next(uint32_t *chance)
{
	*chance = *chance * 1664525 + 1013904223;
	return *chance >> 16;
}

/* Variables of a mask, ascending. */
static uint32_t variables(uint32_t mask, uint32_t *ret)
{
	uint32_t n = 0;

	for (uint32_t v = 0; v < VARIABLES; v++)
		if (mask >> v & 1)
			ret[n++] = v;
	return n;
}

/* Those of one mask work and those of another have failed. */
static uint32_t cube(struct decision *decision, uint32_t works, uint32_t fails)
{
	uint32_t variable[VARIABLES];
	uint32_t a = decision_all(decision, variable, variables(works, variable), true);
	uint32_t n = variables(fails, variable);

	return decision_and(decision, a, decision_all(decision, variable, n, false));
}

static double weight(uint32_t state, const double *works)
{
	double share = 1;

	for (uint32_t v = 0; v < VARIABLES; v++)
		share *= state >> v & 1 ? works[v] : 1 - works[v];
	return share;
}

static void truth_tables(void **state)
{
	uint32_t chance = 1;

	(void)state;
	for (unsigned round = 0; round < ROUNDS; round++) {
		bool table[STATES] = { false };
		struct decision decision;
		uint32_t root = DECISION_FALSE;
		double works[VARIABLES], scratch[4096], fails = 0;

		assert_true(decision_open(&decision));
		for (unsigned i = 0; i < CUBES; i++) {
			uint32_t alive = next(&chance) & next(&chance) & (STATES - 1);
			uint32_t dead = next(&chance) & next(&chance) & (STATES - 1) & ~alive;

			root = decision_or(&decision, root, cube(&decision, alive, dead));
			for (uint32_t s = 0; s < STATES; s++)
				table[s] |= (s & alive) == alive && (s & dead) == 0;
		}
		for (uint32_t v = 0; v < VARIABLES; v++)
			works[v] = (double)(next(&chance) % 1000) / 1000;
		for (uint32_t s = 0; s < STATES; s++)
			fails += table[s] ? 0 : weight(s, works);
		assert_true(decision.n < ARRAY_LEN(scratch));
		assert_true(fabs(decision_fails(&decision, root, works, scratch) - fails) < 1e-12);
		decision_release(&decision);
	}
}

/* What is the same function is the same node. */
static void one_node_for_one_function(void **state)
{
	const uint32_t one[] = { 1 }, both[] = { 1, 3 };
	struct decision decision;
	uint32_t a, b;

	(void)state;
	assert_true(decision_open(&decision));
	a = decision_all(&decision, one, 1, true);
	b = decision_all(&decision, both, 2, true);
	assert_int_equal(decision_or(&decision, a, b), a);
	assert_int_equal(decision_and(&decision, a, b), b);
	assert_int_equal(decision_or(&decision, a, decision_all(&decision, one, 1, false)), DECISION_TRUE);
	assert_int_equal(decision_and(&decision, a, decision_all(&decision, one, 1, false)), DECISION_FALSE);
	assert_int_equal(decision_all(&decision, one, 0, true), DECISION_TRUE);
	decision_release(&decision);
}

/* Nearly nothing fails: the small number keeps its digits. */
static void small_numbers(void **state)
{
	const uint32_t both[] = { 0, 1 };
	const double works[] = { 1 - 1e-9, 1 - 1e-9 };
	struct decision decision;
	double scratch[16];
	uint32_t a, b;

	(void)state;
	assert_true(decision_open(&decision));
	a = decision_all(&decision, both, 1, true);
	b = decision_all(&decision, both + 1, 1, true);
	assert_true(fabs(decision_fails(&decision, decision_or(&decision, a, b), works, scratch) - 1e-18) <
		1e-24);
	decision_release(&decision);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(truth_tables),
		cmocka_unit_test(one_node_for_one_function),
		cmocka_unit_test(small_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
