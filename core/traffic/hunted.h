/* SPDX-License-Identifier: MIT */
/*
 * hunted.h - what planners reckon for groups that carry what others turn away: approximations by the mean and the
 * variance of such calls (overflow.h). Streams are taken to be independent of each other at every group, which they
 * are not; of a stream that is a part of what a group turns away the variance is that of a random part.
 */
#ifndef LYNC_TOPO_TRAFFIC_HUNTED_H
#define LYNC_TOPO_TRAFFIC_HUNTED_H

#include "traffic/markov.h"
#include "traffic/overflow.h"

/* Of a group; NAN where groups overflow into each other in a circle, or calls take turns. */
struct hunted_group {
	struct traffic_moments offered;
	double fresh;     /* blocking, were these calls fresh: Erlang B, and far too low for what overflows */
	double wilkinson; /* by the equivalent random method */
	double hayward;
};

/*
 * Fills in ret, for each of the groups. Streams hunt: one with several ways makes everything that it may reach
 * unknown. False when out of memory.
 */
bool hunted_groups(struct arena *arena, const struct markov_group *groups, uint32_t n_groups,
	const struct markov_stream *streams, uint32_t n_streams, struct hunted_group *ret);

#endif
