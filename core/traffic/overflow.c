/* SPDX-License-Identifier: MIT */
#include "traffic/overflow.h"

#include "traffic/erlang.h"

double peakedness(struct traffic_moments traffic)
{
	return traffic.mean > 0 ? traffic.variance / traffic.mean : 1;
}

/* Riordan: V = M (1 - M + A / (c + 1 - A + M)). */
struct traffic_moments overflow_moments(double circuits, double offered)
{
	double mean = offered * erlang_b_continuous(circuits, offered);

	return (struct traffic_moments){
		.mean = mean,
		.variance = mean * (1 - mean + offered / (circuits + 1 - offered + mean)),
	};
}

/* Riordan's formula solved for the circuits: given the mean, only the traffic is left to be found. */
static double circuits_of(struct traffic_moments overflow, double offered)
{
	double sum = overflow.mean + peakedness(overflow);

	return offered * sum / (sum - 1) - overflow.mean - 1;
}

static double mean_of(struct traffic_moments overflow, double offered)
{
	return offered * erlang_b_continuous(circuits_of(overflow, offered), offered);
}

/*
 * More traffic with the circuits that go with it overflows less: with c = A k - m - 1 and k > 1 the circuits outgrow
 * the traffic. No circuits at all is the least there can be.
 */
struct equivalent_group equivalent_group(struct traffic_moments overflow)
{
	double sum = overflow.mean + peakedness(overflow);
	double low = (overflow.mean + 1) * (sum - 1) / sum, high = low;

	do
		high *= 2;
	while (mean_of(overflow, high) > overflow.mean);
	for (;;) {
		double between = low + (high - low) / 2;

		if (between <= low || between >= high)
			break;
		if (mean_of(overflow, between) > overflow.mean)
			low = between;
		else
			high = between;
	}
	return (struct equivalent_group){ .circuits = circuits_of(overflow, high), .offered = high };
}

double wilkinson_blocking(double circuits, struct traffic_moments traffic)
{
	struct equivalent_group group;

	if (traffic.mean <= 0)
		return 0;
	if (peakedness(traffic) <= 1)
		return erlang_b_continuous(circuits, traffic.mean);
	group = equivalent_group(traffic);
	return overflow_moments(group.circuits + circuits, group.offered).mean / traffic.mean;
}

double hayward_blocking(double circuits, struct traffic_moments traffic)
{
	double bunches = peakedness(traffic);

	return erlang_b_continuous(circuits / bunches, traffic.mean / bunches);
}
