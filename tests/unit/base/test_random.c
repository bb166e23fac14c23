/* SPDX-License-Identifier: MIT */
#include "base/random.h"

#include "support.h"

#include <math.h>
#include <string.h>

/* Known answers that the authors publish with their implementation (Random123, kat_vectors). */
static const struct known {
	uint32_t counter[4], key[2], answer[4];
} known[] = {
	{ { 0 }, { 0 }, { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 } },
	{ { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff }, { 0xffffffff, 0xffffffff },
		{ 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd } },
	{ { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 }, { 0xa4093822, 0x299f31d0 },
		{ 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 } },
};

static void gives_the_published_answers(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(known); i++) {
		uint32_t answer[4];

		random_philox(known[i].counter, known[i].key, answer);
		assert_memory_equal(answer, known[i].answer, sizeof(answer));
	}
}

/* The third vector again: its counter is a number and a name, its key a seed. */
static void a_draw_is_a_block(void **state)
{
	const struct random_stream stream = { UINT64_C(0x299f31d0a4093822), UINT64_C(0x0370734413198a2e) };
	struct random_pair pair = random_draw(stream, UINT64_C(0x85a308d3243f6a88));

	(void)state;
	assert_true(pair.a == UINT64_C(0x94fdccebd16cfe09));
	assert_true(pair.b == UINT64_C(0x24126ea15001e420));
}

static void uniform_draws_keep_within_their_bounds(void **state)
{
	(void)state;
	assert_true(random_uniform(0) == 0x1p-53);
	assert_true(random_uniform(UINT64_MAX) == 1);
	assert_true(random_uniform(UINT64_C(1) << 63) == 0.5 + 0x1p-53);
}

/* How many numbers that a double can hold lie between two of the same sign. */
static int64_t numbers_between(double a, double b)
{
	int64_t left, right;

	memcpy(&left, &a, sizeof(left));
	memcpy(&right, &b, sizeof(right));
	return left > right ? left - right : right - left;
}

static void check_logarithm(uint64_t word)
{
	double mine = random_exponential(word);
	double theirs = -log(random_uniform(word));

	if (numbers_between(mine, theirs) > 2 && mine != theirs)
		fail_msg("of word %llx: %a, and the library says %a", (unsigned long long)word, mine, theirs);
}

static void logarithms_are_those_of_the_library(void **state)
{
	const struct random_stream stream = { 1, 2 };

	(void)state;
	for (uint64_t n = 0; n < 100000; n++) {
		struct random_pair pair = random_draw(stream, n);

		check_logarithm(pair.a);
		check_logarithm(pair.b >> (n % 53));    /* close to 0 */
		check_logarithm(~(pair.b >> (n % 53))); /* close to 1 */
	}
	for (int i = 0; i < 64; i++)
		check_logarithm(UINT64_C(1) << i);
	check_logarithm(0);
	assert_true(random_exponential(UINT64_MAX) == 0);
}

/* Two streams that differ in one bit of seed or name have nothing in common. */
static void streams_are_independent(void **state)
{
	double sum = 0;
	enum { DRAWS = 100000 };

	(void)state;
	for (uint64_t n = 0; n < DRAWS; n++) {
		double a = random_uniform(random_draw((struct random_stream){ 1, 1 }, n).a) - 0.5;
		double b = random_uniform(random_draw((struct random_stream){ 1, 3 }, n).a) - 0.5;
		double c = random_uniform(random_draw((struct random_stream){ 0, 1 }, n).a) - 0.5;

		sum += a * b + b * c + c * a;
	}
	/* Each of the 3 * DRAWS products has variance 1/144. */
	assert_true(fabs(sum) < 4 * sqrt(3 * DRAWS / 144.0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_the_published_answers),
		cmocka_unit_test(a_draw_is_a_block),
		cmocka_unit_test(uniform_draws_keep_within_their_bounds),
		cmocka_unit_test(logarithms_are_those_of_the_library),
		cmocka_unit_test(streams_are_independent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
