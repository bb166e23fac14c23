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

static const uint32_t all[] = { 0, 1, 2 };

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
	struct markov_stream stream = { .offered = 36, .group = all, .n_group = 2 };
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
	struct markov_stream stream = {
		.offered = 9, .group = all, .n_group = 3, .order = MARKOV_ROTATING_RETRY
	};

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
	struct markov_stream stream = {
		.offered = 20, .group = all, .n_group = 3, .order = MARKOV_ROTATING_ONCE
	};
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
	struct markov_group groups[] = { { .circuits = 10 }, { .circuits = 10 }, { .circuits = 0 } };
	struct markov_stream streams[] = {
		{ .offered = 8, .group = first, .n_group = 2 },
		{ .offered = 11, .group = second, .n_group = 2 },
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

static void limits(void **state)
{
	struct arena arena = { 0 };
	struct markov_group groups[] = { { .circuits = 1000, .carried = 7 }, { .circuits = 1000 } };
	struct markov_stream stream = { .offered = 36, .group = all, .n_group = 2, .lost = 0.5 };

	(void)state;
	assert_int_equal(markov_solve(&arena, groups, 2, &stream, 1), MARKOV_TOO_LARGE);
	assert_true(groups[0].carried == 7 && stream.lost == 0.5);
	assert_int_equal(markov_states(groups, 2, &stream, 1), MARKOV_MOST_STATES + 1);
	groups[1].circuits = 100;
	stream.order = MARKOV_ROTATING_ONCE;
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
		cmocka_unit_test(limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
