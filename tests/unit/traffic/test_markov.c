/* SPDX-License-Identifier: MIT */
/*
 * Chains beside what is known otherwise: groups hunted or rotated with retry lose as one group does (Erlang), a group
 * that gets every n-th call is a renewal loss system (L. Takacs, 1956), separate groups are separate, and what comes
 * in goes out.
 */
#include "support.h"
#include "traffic/erlang.h"
#include "traffic/markov.h"
#include "traffic/overflow.h"

#include <math.h>

/* In turn, from each of three groups on. */
static const uint32_t turn[] = { 0, 1, 2, 0, 1 };
static const struct markov_way once[] = { { &turn[0], 1 }, { &turn[1], 1 }, { &turn[2], 1 } };
static const struct markov_way retrying[] = { { &turn[0], 3 }, { &turn[1], 3 }, { &turn[2], 3 } };
static const struct markov_way hunted[] = { { &turn[0], 2 } };

static void expect_near(double found, double expected)
{
	if (!(fabs(found - expected) <= 1e-12 * fabs(expected)))
		fail_msg("%.17g, expected %.17g", found, expected);
}

static void solve(
	struct markov_group *groups, uint32_t n_groups, struct markov_stream *streams, uint32_t n_streams)
{
	struct arena arena = { 0 };

	assert_int_equal(markov_solve(&arena, groups, n_groups, streams, n_streams), MARKOV_SOLVED);
	arena_release(&arena);
}

static void hunting(void **state)
{
	struct markov_group groups[] = { { .circuits = 23 }, { .circuits = 23 } };
	struct markov_stream stream = { .offered = 36, .way = hunted, .n_way = 1 };
	struct traffic_moments over = overflow_moments(23, 36);

	(void)state;
	solve(groups, 2, &stream, 1);
	expect_near(stream.lost, erlang_b(46, 36));
	expect_near(groups[0].attempts, 36);
	expect_near(groups[0].blocked / groups[0].attempts, erlang_b(23, 36));
	expect_near(groups[1].attempts, over.mean);
	expect_near(groups[1].blocked, 36 * erlang_b(46, 36));
	expect_near(groups[0].carried, 36 - over.mean);
	expect_near(groups[1].carried, over.mean - 36 * erlang_b(46, 36));
}

static void rotation_with_retry(void **state)
{
	struct markov_group groups[] = { { .circuits = 4 }, { .circuits = 6 }, { .circuits = 3 } };
	struct markov_stream stream = { .offered = 9, .way = retrying, .n_way = 3 };

	(void)state;
	solve(groups, 3, &stream, 1);
	expect_near(stream.lost, erlang_b(13, 9));
	expect_near(groups[0].carried + groups[1].carried + groups[2].carried, 9 * (1 - stream.lost));
}

/* 1/B = sum over j of C(c, j) product over i <= j of (1 - f(i)) / f(i), f(i) the mean of exp(-i times between calls). */
static double takacs(uint32_t circuits, double offered, double every)
{
	double sum = 1, term = 1;

	for (double j = 1; j <= circuits; j++) {
		double f = pow(offered / (offered + j), every);

		term *= (circuits - j + 1) / j * (1 - f) / f;
		sum += term;
	}
	return 1 / sum;
}

static void rotation_without_retry(void **state)
{
	struct markov_group groups[] = { { .circuits = 8 }, { .circuits = 5 }, { .circuits = 11 } };
	struct markov_stream stream = { .offered = 20, .way = once, .n_way = 3 };
	double lost = 0;

	(void)state;
	solve(groups, 3, &stream, 1);
	for (uint32_t g = 0; g < 3; g++) {
		double blocking = takacs(groups[g].circuits, 20, 3);

		expect_near(groups[g].attempts, 20.0 / 3);
		expect_near(groups[g].blocked / groups[g].attempts, blocking);
		lost += blocking / 3;
	}
	expect_near(stream.lost, lost);
}

static void two_primaries_and_one_overflow(void **state)
{
	static const uint32_t first[] = { 0, 2 }, second[] = { 1, 2 };
	static const struct markov_way ways[] = { { first, 2 }, { second, 2 } };
	struct markov_group groups[] = { { .circuits = 10 }, { .circuits = 10 }, { .circuits = 0 } };
	struct markov_stream streams[] = {
		{ .offered = 8, .way = &ways[0], .n_way = 1 },
		{ .offered = 11, .way = &ways[1], .n_way = 1 },
	};

	(void)state;
	/* Without an overflow group they are separate. */
	solve(groups, 3, streams, 2);
	expect_near(streams[0].lost, erlang_b(10, 8));
	expect_near(streams[1].lost, erlang_b(10, 11));
	/* With one: what comes is carried or lost, and Wilkinson is near but not right. */
	groups[2].circuits = 5;
	solve(groups, 3, streams, 2);
	expect_near(groups[0].carried + groups[1].carried + groups[2].carried + 8 * streams[0].lost +
			11 * streams[1].lost,
		19);
	expect_near(groups[2].attempts, 8 * erlang_b(10, 8) + 11 * erlang_b(10, 11));
	assert_true(groups[2].blocked / groups[2].attempts > erlang_b(5, groups[2].attempts));
}

/* Two streams that take turns together are one of both; one that turns by itself makes the other's turn a draw. */
static void rotations_together_and_apart(void **state)
{
	struct markov_group one[] = { { .circuits = 6 }, { .circuits = 6 } };
	struct markov_group both[] = { { .circuits = 6 }, { .circuits = 6 } };
	struct markov_stream sum = { .offered = 10, .way = once, .n_way = 2 };
	struct markov_stream parts[] = {
		{ .offered = 3, .way = once, .n_way = 2, .rotation = 1 },
		{ .offered = 7, .way = once, .n_way = 2, .rotation = 1 },
	};

	(void)state;
	solve(one, 2, &sum, 1);
	assert_int_equal(markov_states(both, 2, parts, 2), 7 * 7 * 2);
	solve(both, 2, parts, 2);
	expect_near(one[0].blocked / one[0].attempts, takacs(6, 10, 2));
	expect_near(both[0].blocked, one[0].blocked);
	expect_near(parts[0].lost, sum.lost);
	expect_near(parts[1].lost, sum.lost);
	parts[0].rotation = 2;
	assert_int_equal(markov_states(both, 2, parts, 2), 7 * 7 * 4);
	solve(both, 2, parts, 2);
	assert_true(parts[0].lost > sum.lost && parts[0].lost < erlang_b(6, 5));
}

/* Ways of different lengths, and one that is never full. */
static void some_are_never_full(void **state)
{
	struct markov_group groups[] = { { .circuits = 4 }, { .circuits = 6 },
		{ .circuits = MARKOV_UNLIMITED } };
	const struct markov_way ways[] = { retrying[0], { &turn[1], 1 } };
	struct markov_stream streams[] = {
		{ .offered = 5, .way = hunted, .n_way = 1 },
		{ .offered = 4, .way = &once[0], .n_way = 1 },
		{ .offered = 3, .way = retrying, .n_way = 1 },
		{ .offered = 2, .way = &ways[1], .n_way = 1 },
	};

	(void)state;
	solve(groups, 3, streams, 4);
	assert_true(streams[2].lost == 0);
	expect_near(streams[1].lost, erlang_b(4, 12));
	expect_near(groups[0].carried, 12 * (1 - erlang_b(4, 12)));
	expect_near(groups[2].carried, groups[2].attempts);
	expect_near(groups[0].carried + groups[1].carried + groups[2].carried,
		14 - 5 * streams[0].lost - 4 * streams[1].lost - 2 * streams[3].lost);
	assert_int_equal(markov_states(groups, 3, streams, 4), 5 * 7);
	streams[0] = (struct markov_stream){ .offered = 1, .way = ways, .n_way = 2, .rotation = 1 };
	streams[1] = (struct markov_stream){ .offered = 1, .way = once, .n_way = 3, .rotation = 1 };
	assert_int_equal(markov_states(groups, 3, streams, 2), 5 * 7 * 6);
}

static void limits(void **state)
{
	struct arena arena = { 0 };
	struct markov_group groups[] = { { .circuits = 1000, .carried = 7 }, { .circuits = 1000 } };
	struct markov_stream stream = { .offered = 36, .way = hunted, .n_way = 1, .lost = 0.5 };

	(void)state;
	assert_int_equal(markov_solve(&arena, groups, 2, &stream, 1), MARKOV_TOO_LARGE);
	assert_true(groups[0].carried == 7 && stream.lost == 0.5);
	assert_int_equal(markov_states(groups, 2, &stream, 1), MARKOV_MOST_STATES + 1);
	groups[1].circuits = 100;
	assert_int_equal(markov_states(groups, 1, &stream, 0), 1001);
	stream.offered = 0;
	groups[0].circuits = 3;
	solve(groups, 2, &stream, 1);
	assert_true(stream.lost == 0 && groups[0].carried < 1e-12 && groups[1].blocked == 0);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hunting),
		cmocka_unit_test(rotation_with_retry),
		cmocka_unit_test(rotation_without_retry),
		cmocka_unit_test(two_primaries_and_one_overflow),
		cmocka_unit_test(rotations_together_and_apart),
		cmocka_unit_test(some_are_never_full),
		cmocka_unit_test(limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
