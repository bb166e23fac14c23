/* SPDX-License-Identifier: MIT */
/*
 * Groups that are one to their callers, beside Erlang's formula for one group and the chain of all their states, which
 * knows nothing of pools.
 */
#include "support.h"
#include "traffic/erlang.h"
#include "traffic/pooled.h"

#include <math.h>

static void expect_near(double found, double expected)
{
	if (!(fabs(found - expected) <= 1e-10 * fabs(expected)))
		fail_msg("%.17g, expected %.17g", found, expected);
}

/* What the pool knows the chain says too. How much that is. */
static uint32_t compare(
	struct markov_group *groups, uint32_t n_groups, struct markov_stream *streams, uint32_t n_streams)
{
	struct arena arena = { 0 };
	struct pooled pooled;
	uint32_t known = 0;

	assert_true(pooled_blocking(&arena, groups, n_groups, streams, n_streams, &pooled));
	assert_int_equal(markov_solve(&arena, groups, n_groups, streams, n_streams), MARKOV_SOLVED);
	for (uint32_t g = 0; g < n_groups; g++) {
		if (isnan(pooled.blocking[g]))
			continue;
		expect_near(pooled.blocking[g], groups[g].blocked / groups[g].attempts);
		known++;
	}
	for (uint32_t i = 0; i < n_streams; i++) {
		if (isnan(pooled.lost[i]))
			continue;
		expect_near(pooled.lost[i], streams[i].lost);
		known++;
	}
	arena_release(&arena);
	return known;
}

static const uint32_t turn[] = { 0, 1, 2, 0, 1 };
static const struct markov_way from_each[] = { { &turn[0], 3 }, { &turn[1], 3 }, { &turn[2], 3 } };
static const struct markov_way two_in_turn[] = { { &turn[0], 2 }, { (const uint32_t[]){ 1, 0 }, 2 } };

/* Published: 36 erlang on 23 and 23 circuits lose B(46, 36), and of what comes to the second group .0430927103. */
static void hunting(void **state)
{
	struct markov_group groups[] = { { .circuits = 23 }, { .circuits = 23 } };
	struct markov_stream stream = { .offered = 36, .way = two_in_turn, .n_way = 1 };
	struct arena arena = { 0 };
	struct pooled pooled;

	(void)state;
	assert_true(pooled_blocking(&arena, groups, 2, &stream, 1, &pooled));
	assert_true(fabs(pooled.lost[0] - 0.0171601732989596) < 1e-15);
	assert_true(fabs(pooled.blocking[0] - (1 - 21.66425192 / 36)) < 1e-9);
	assert_true(fabs(pooled.blocking[1] - 0.0430927103) < 1e-10);
	arena_release(&arena);
	assert_int_equal(compare(groups, 2, &stream, 1), 3);
}

/* In turn: the whole is known, the trunks are not. */
static void in_turn(void **state)
{
	struct markov_group groups[] = { { .circuits = 4 }, { .circuits = 6 }, { .circuits = 3 } };
	struct markov_stream streams[] = {
		{ .offered = 6, .way = from_each, .n_way = 3, .rotation = 1 },
		{ .offered = 3, .way = from_each, .n_way = 3, .rotation = 1 },
	};

	(void)state;
	assert_int_equal(compare(groups, 3, streams, 2), 2);
	expect_near(streams[0].lost, erlang_b(13, 9));
}

/* Two in turn, then a third: that one is known again, and so is a stream that ends before it. */
static void layers(void **state)
{
	static const uint32_t first[] = { 0, 1, 2 }, second[] = { 1, 0, 2 };
	const struct markov_way ways[] = { { first, 3 }, { second, 3 } };
	struct markov_group groups[] = { { .circuits = 4 }, { .circuits = 5 }, { .circuits = 6 } };
	struct markov_stream streams[] = {
		{ .offered = 9, .way = ways, .n_way = 2, .rotation = 1 },
		{ .offered = 2, .way = two_in_turn, .n_way = 2, .rotation = 1 },
	};

	(void)state;
	assert_int_equal(compare(groups, 3, streams, 1), 2);
	/* What goes on is then a part of what overflows, which only the chain knows. */
	assert_int_equal(compare(groups, 3, streams, 2), 1);
	expect_near(streams[1].lost, erlang_b(9, 11));
}

/* Groups that only some may use, unless there is room without end. */
static void of_some(void **state)
{
	struct markov_group groups[] = { { .circuits = 4 }, { .circuits = 5 }, { .circuits = 6 } };
	const struct markov_way other = { &turn[1], 2 };
	struct markov_stream streams[] = {
		{ .offered = 3, .way = two_in_turn, .n_way = 1 },
		{ .offered = 2, .way = &other, .n_way = 1 },
	};

	(void)state;
	assert_int_equal(compare(groups, 3, streams, 2), 0);
	streams[1].way = from_each;
	groups[1].circuits = MARKOV_UNLIMITED;
	assert_int_equal(compare(groups, 2, streams, 1), 3);
	assert_true(streams[0].lost == 0);
}

/* Nothing to try is a call lost, and nothing offered is nothing lost. */
static void odd_ones(void **state)
{
	struct arena arena = { 0 };
	struct markov_group group = { .circuits = 4 };
	struct markov_way nowhere = { turn, 0 };
	struct markov_stream stream = { .offered = 3, .way = &nowhere, .n_way = 1 };
	struct pooled pooled;

	(void)state;
	assert_true(pooled_blocking(&arena, &group, 1, &stream, 1, &pooled));
	assert_true(pooled.lost[0] == 1 && isnan(pooled.blocking[0]));
	stream = (struct markov_stream){ .way = from_each, .n_way = 1 };
	stream.way = &(struct markov_way){ turn, 1 };
	assert_true(pooled_blocking(&arena, &group, 1, &stream, 1, &pooled));
	assert_true(pooled.lost[0] == 0 && pooled.blocking[0] == 0);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hunting),
		cmocka_unit_test(in_turn),
		cmocka_unit_test(layers),
		cmocka_unit_test(of_some),
		cmocka_unit_test(odd_ones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
