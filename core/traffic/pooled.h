/* SPDX-License-Identifier: MIT */
/*
 * pooled.h - groups of circuits that are one group to those who use them, and so exact without a chain.
 *
 * Where every call may use every one of some groups before it tries anything else, a call is lost there when all of
 * their circuits are busy, in whatever order they are tried: as one group of all circuits loses it (Erlang B). So it is
 * for the first groups of a hunt, for the first two together, and so on; what comes to the next group is what these
 * turn away. Holding times may be any, and different ones (Erlang B knows only their mean).
 */
#ifndef LYNC_TOPO_TRAFFIC_POOLED_H
#define LYNC_TOPO_TRAFFIC_POOLED_H

#include "traffic/markov.h"

/* Shares of calls, or NAN where it takes more than pooling to know them. */
struct pooled {
	double *blocking; /* of each group: of the calls that come to it */
	double *lost;     /* of each stream */
};

/*
 * Groups and streams are all those that have to do with each other; answers in them are not touched. Time linear in
 * the ways, and in the circuits for each group. False when out of memory: the arena then holds what it does.
 */
bool pooled_blocking(struct arena *arena, const struct markov_group *groups, uint32_t n_groups,
	const struct markov_stream *streams, uint32_t n_streams, struct pooled *ret);

#endif
