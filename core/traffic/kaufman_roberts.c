/* SPDX-License-Identifier: MIT */
#include "traffic/kaufman_roberts.h"

/* Before a double runs over everything so far is made smaller: only the shares count. */
static const double large = 1e250;

/* j q(j) = sum over classes of A b q(j - b): not normalised. */
static void weigh(double *weight, uint32_t capacity, const struct call_class *classes, uint32_t n)
{
	weight[0] = 1;
	for (uint32_t used = 1; used <= capacity; used++) {
		double sum = 0;

		for (uint32_t k = 0; k < n; k++)
			if (classes[k].units <= used)
				sum += classes[k].offered * classes[k].units *
					weight[used - classes[k].units];
		weight[used] = sum / used;
		if (weight[used] > large)
			for (uint32_t i = 0; i <= used; i++)
				weight[i] /= large;
	}
}

/* The share of time in which fewer than `units` are free. */
static double full_for(const double *weight, uint32_t capacity, uint32_t units, double total)
{
	uint32_t least = units > capacity ? 0 : capacity - units + 1;
	double sum = 0;

	for (uint32_t used = least; used <= capacity; used++)
		sum += weight[used];
	return sum / total;
}

bool kaufman_roberts(
	struct arena *arena, uint32_t capacity, struct call_class *classes, uint32_t n, double *used)
{
	double *weight = arena_alloc(arena, ((size_t)capacity + 1) * sizeof *weight);
	double total = 0, units = 0;

	if (weight == NULL)
		return false;
	weigh(weight, capacity, classes, n);
	for (uint32_t i = 0; i <= capacity; i++) {
		total += weight[i];
		units += weight[i] * i;
	}
	for (uint32_t k = 0; k < n; k++)
		classes[k].blocking = full_for(weight, capacity, classes[k].units, total);
	if (used != NULL)
		*used = units / total;
	return true;
}
