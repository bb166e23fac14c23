/* SPDX-License-Identifier: MIT */
#include "traffic/engset.h"

#include <math.h>

double engset_time_congestion(uint32_t sources, uint32_t circuits, double each)
{
	double inverse = 1; /* of the congestion, as in erlang.c */

	if (circuits > sources || each <= 0)
		return each <= 0 && circuits == 0 ? 1 : 0;
	for (uint32_t n = 1; n <= circuits && !isinf(inverse); n++)
		inverse = 1 + n / ((sources - n + 1.0) * each) * inverse;
	return 1 / inverse;
}

/* A source that calls sees what the others do. */
double engset_call_congestion(uint32_t sources, uint32_t circuits, double each)
{
	if (sources == 0 || each <= 0)
		return 0;
	return engset_time_congestion(sources - 1, circuits, each);
}

/* From Y = (N - Y) a (1 - B): idle sources, their calls, those that get through. */
double engset_carried(uint32_t sources, uint32_t circuits, double each)
{
	double through = each * (1 - engset_call_congestion(sources, circuits, each));

	return sources * through / (1 + through);
}

double blocking_engset(const void *fixed, uint32_t circuits, double offered)
{
	const uint32_t *sources = fixed;

	return engset_call_congestion(*sources, circuits, offered);
}
