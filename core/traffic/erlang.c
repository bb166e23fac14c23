/* SPDX-License-Identifier: MIT */
#include "traffic/erlang.h"

#include <math.h>
#include <string.h>

/*
 * 1/B grows from one circuit to the next: 1/B(x) = 1 + x/A * 1/B(x-1), from x = `part` on. Sums of positive numbers
 * only, so nothing cancels; a blocking too small for a double ends as 1/infinity.
 */
static double grow(double inverse, double offered, double part, uint32_t whole)
{
	for (uint32_t n = 1; n <= whole && !isinf(inverse); n++)
		inverse = 1 + (part + n) / offered * inverse;
	return inverse;
}

double erlang_b(uint32_t circuits, double offered)
{
	return offered > 0 ? 1 / grow(1, offered, 0, circuits) : 0;
}

/*
 * Fortet's integral for less than one circuit: 1/B(x) = integral over u >= 0 of e^-u (1 + u/A)^x, with u =
 * exp(t - exp(-t)), which makes the trapezium rule converge twice as many digits with each halving of its step
 * (Takahasi and Mori, 1974).
 */
static double inverse_of_part(double part, double offered)
{
	static const double step = 1.0 / 64;
	static const int steps = 416; /* each way: beyond, every term is less than a double can be */
	double sum = 0;

	for (int i = -steps; i <= steps; i++) {
		double t = i * step;
		double u = exp(t - exp(-t));

		sum += exp(-u) * pow(1 + u / offered, part) * u * (1 + exp(-t));
	}
	return sum * step;
}

double erlang_b_continuous(double circuits, double offered)
{
	double whole = floor(circuits), part = circuits - whole;

	if (offered <= 0)
		return 0;
	return 1 / grow(part > 0 ? inverse_of_part(part, offered) : 1, offered, part, (uint32_t)whole);
}

double erlang_c(uint32_t circuits, double offered)
{
	double lost = erlang_b(circuits, offered);

	if (offered >= circuits)
		return offered > 0 ? 1 : 0;
	return lost / (1 - offered / circuits * (1 - lost));
}

double blocking_erlang_b(const void *fixed, uint32_t circuits, double offered)
{
	(void)fixed;
	return erlang_b(circuits, offered);
}

double blocking_erlang_c(const void *fixed, uint32_t circuits, double offered)
{
	(void)fixed;
	return erlang_c(circuits, offered);
}

uint32_t least_circuits(
	blocking_function *function, const void *fixed, double offered, double blocking, uint32_t most)
{
	uint32_t too_few = 0, enough = 1;

	if (function(fixed, 0, offered) <= blocking)
		return 0;
	while (enough < most && function(fixed, enough, offered) > blocking) {
		too_few = enough;
		enough = enough < most / 2 ? enough * 2 : most;
	}
	if (function(fixed, enough, offered) > blocking)
		return most + 1;
	while (enough - too_few > 1) {
		uint32_t between = too_few + (enough - too_few) / 2;

		if (function(fixed, between, offered) > blocking)
			too_few = between;
		else
			enough = between;
	}
	return enough;
}

/* Doubles that are not negative are ordered as the whole numbers with the same bits. */
static uint64_t bits_of(double value)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof bits);
	return bits;
}

static double of_bits(uint64_t bits)
{
	double value;

	memcpy(&value, &bits, sizeof value);
	return value;
}

double greatest_load(
	blocking_function *function, const void *fixed, uint32_t circuits, double blocking, double most)
{
	uint64_t carried = bits_of(0), too_much = bits_of(most);

	if (function(fixed, circuits, most) <= blocking)
		return most;
	while (too_much - carried > 1) {
		uint64_t between = carried + (too_much - carried) / 2;

		if (function(fixed, circuits, of_bits(between)) > blocking)
			too_much = between;
		else
			carried = between;
	}
	return of_bits(carried);
}

double erlang_b_circuits(double offered, double blocking)
{
	double few = 0, many = 1;

	while (erlang_b_continuous(many, offered) > blocking) {
		few = many;
		many *= 2;
	}
	for (;;) {
		double between = few + (many - few) / 2;

		if (between <= few || between >= many)
			return many;
		if (erlang_b_continuous(between, offered) > blocking)
			few = between;
		else
			many = between;
	}
}
