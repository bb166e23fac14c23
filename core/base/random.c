/* SPDX-License-Identifier: MIT */
#include "base/random.h"

#include "base/util.h"

#include <string.h>

enum {
	ROUNDS = 10,
	DROPPED_BITS = 11, /* of 64: a double has 53 */
	MANTISSA_BITS = 52,
	EXPONENT_BIAS = 1023,
};

static void round_of(uint32_t word[4], const uint32_t key[2])
{
	uint64_t first = (uint64_t)word[0] * UINT32_C(0xd2511f53);
	uint64_t third = (uint64_t)word[2] * UINT32_C(0xcd9e8d57);

	word[0] = (uint32_t)(third >> 32) ^ word[1] ^ key[0];
	word[1] = (uint32_t)third;
	word[2] = (uint32_t)(first >> 32) ^ word[3] ^ key[1];
	word[3] = (uint32_t)first;
}

void random_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t ret[4])
{
	uint32_t now[2] = { key[0], key[1] };

	memcpy(ret, counter, 4 * sizeof(*ret));
	for (int i = 0; i < ROUNDS; i++) {
		round_of(ret, now);
		now[0] += UINT32_C(0x9e3779b9);
		now[1] += UINT32_C(0xbb67ae85);
	}
}

struct random_pair random_draw(struct random_stream stream, uint64_t n)
{
	const uint32_t key[2] = { (uint32_t)stream.seed, (uint32_t)(stream.seed >> 32) };
	const uint32_t counter[4] = {
		(uint32_t)n,
		(uint32_t)(n >> 32),
		(uint32_t)stream.name,
		(uint32_t)(stream.name >> 32),
	};
	uint32_t word[4];

	random_philox(counter, key, word);
	return (struct random_pair){ (uint64_t)word[1] << 32 | word[0], (uint64_t)word[3] << 32 | word[2] };
}

double random_uniform(uint64_t word)
{
	return (double)((word >> DROPPED_BITS) + 1) * 0x1p-53;
}

/* ln((1 + s) / (1 - s)) / s as a series in s * s, for the |s| <= 3 - 2 sqrt 2 that there are: the next term is lost. */
static double series(double ss)
{
	static const double term[] = { 2.0 / 23, 2.0 / 21, 2.0 / 19, 2.0 / 17, 2.0 / 15, 2.0 / 13, 2.0 / 11,
		2.0 / 9, 2.0 / 7, 2.0 / 5, 2.0 / 3, 2.0 };
	double sum = 0;

	for (size_t i = 0; i < ARRAY_LEN(term); i++)
		sum = sum * ss + term[i];
	return sum;
}

/* Natural logarithm of a normal positive number. */
static double logarithm(double x)
{
	static const double ln2_high = 0x1.62e42fep-1; /* times an exponent it is exact */
	static const double ln2_low = 0x1.f473de6af278fp-30;
	static const double root_of_2 = 0x1.6a09e667f3bcdp0;
	int exponent;
	uint64_t bits;
	double mantissa, s;

	memcpy(&bits, &x, sizeof(bits));
	exponent = (int)(bits >> MANTISSA_BITS) - EXPONENT_BIAS;
	bits = (bits & ((UINT64_C(1) << MANTISSA_BITS) - 1)) | (uint64_t)EXPONENT_BIAS << MANTISSA_BITS;
	memcpy(&mantissa, &bits, sizeof(mantissa));
	if (mantissa > root_of_2) {
		mantissa /= 2;
		exponent++;
	}
	s = (mantissa - 1) / (mantissa + 1);
	return exponent * ln2_high + (s * series(s * s) + exponent * ln2_low);
}

double random_exponential(uint64_t word)
{
	return -logarithm(random_uniform(word));
}
