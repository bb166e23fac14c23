/* SPDX-License-Identifier: MIT */
/*
 * batches.h - a ratio of two counts and its confidence interval, from parts of a run that are all but independent.
 *
 * The ratio of the sums, with the interval of a ratio estimator: what is left of each part's count when the ratio is
 * taken off has Student's distribution. Source: W. G. Cochran, Sampling Techniques (1977), chapter 6; A. M. Law,
 * Simulation Modeling and Analysis, chapter 9 (batch means).
 */
#ifndef LYNC_TOPO_TRAFFIC_BATCHES_H
#define LYNC_TOPO_TRAFFIC_BATCHES_H

#include <stdint.h>

/* All zero at first. */
struct batches {
	uint32_t n;
	double x, y, xx, xy, yy; /* sums */
};

/* Adds a part with y of x. */
void batches_add(struct batches *batches, double y, double x);

struct interval {
	double value, low, high;
};

/* What a value of Student's distribution with these degrees of freedom (> 0) stays below in size, so often. */
double student_t(double confidence, uint32_t degrees);

/*
 * y / x with its interval, kept within 0 and 1; t is student_t() for one part less than there are. With fewer than two
 * parts, or without any x, the interval is all of that: nothing is known. The value is 0 without any x.
 */
struct interval batches_ratio(const struct batches *batches, double t);

#endif
