/* SPDX-License-Identifier: MIT */
/*
 * overflow.h - what one group of circuits turns away and another has to carry. Such calls come in bunches: a group
 * that is planned as if they were fresh loses several times what it was planned for.
 *
 * Sources: R. I. Wilkinson, Theories for toll traffic engineering in the U.S.A. (1956), with Riordan's moments;
 * W. S. Hayward as given by A. A. Fredericks (1980). Ratios and Erlang as in erlang.h.
 */
#ifndef LYNC_TOPO_TRAFFIC_OVERFLOW_H
#define LYNC_TOPO_TRAFFIC_OVERFLOW_H

/* Traffic by its mean and the variance of the circuits it would hold were there circuits enough, both in Erlang. */
struct traffic_moments {
	double mean, variance;
};

/* Variance over mean: 1 for fresh calls, more for what overflows. */
double peakedness(struct traffic_moments traffic);

/* What overflows from a group that fresh traffic is offered to. Exact. */
struct traffic_moments overflow_moments(double circuits, double offered);

/* One group and fresh traffic that overflow as `overflow` does (peakedness >= 1, mean > 0). */
struct equivalent_group {
	double circuits, offered;
};

struct equivalent_group equivalent_group(struct traffic_moments overflow);

/*
 * The share of the traffic that a group of `circuits` loses when the traffic is given by its moments. Both are
 * approximations unless it overflowed from one group (Wilkinson's is exact then), or is fresh (both are).
 */
double wilkinson_blocking(double circuits, struct traffic_moments traffic);
double hayward_blocking(double circuits, struct traffic_moments traffic);

#endif
