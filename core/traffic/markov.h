/* SPDX-License-Identifier: MIT */
/*
 * markov.h - several groups and several streams of calls, exactly: the equilibrium of the Markov chain whose states are
 * the circuits in use in each group and the places of the rotations.
 *
 * No approximation beyond what a model of traffic is: calls come by chance and last exponentially long, one mean
 * holding time for all. The states are multiplied from group to group, so this is for a few groups; what is too large
 * is simulated instead. Rates are in calls in one mean holding time, which makes them Erlang.
 */
#ifndef LYNC_TOPO_TRAFFIC_MARKOV_H
#define LYNC_TOPO_TRAFFIC_MARKOV_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	MARKOV_MOST_STATES = 131072, /* what a run of seconds has time and memory for */
};

/* Circuits of a group that is never full. */
#define MARKOV_UNLIMITED UINT32_MAX

struct markov_group {
	uint32_t circuits;
	double attempts; /* answers: calls that came to this group, */
	double blocked;  /* those of them that found it full, */
	double carried;  /* and its mean circuits in use */
};

/* Groups that a call tries, in this order, until one has room. */
struct markov_way {
	const uint32_t *group; /* places in the array of groups, each at most once */
	uint32_t n_group;
};

/*
 * With one way its groups are hunted. With several they take turns: of the calls of a rotation, whether lost or not,
 * the n-th takes the n-th way of its stream, after the last the first one again.
 */
struct markov_stream {
	double offered;
	const struct markov_way *way;
	uint32_t n_way;    /* at least 1 */
	uint32_t rotation; /* streams of one number count their calls together; 0: each by itself */
	double lost;       /* answer: the share of its calls that no group took */
};

enum markov_result {
	MARKOV_SOLVED,
	MARKOV_TOO_LARGE,   /* more states than the limit above */
	MARKOV_NOT_SETTLED, /* the iteration did not converge */
	MARKOV_NO_MEMORY,
};

/* The states a chain would have, or MARKOV_MOST_STATES + 1 when they are more than that. */
uint32_t markov_states(const struct markov_group *groups, uint32_t n_groups,
	const struct markov_stream *streams, uint32_t n_streams);

/* Fills in the answers of groups and streams. They are untouched unless it is solved. */
enum markov_result markov_solve(struct arena *arena, struct markov_group *groups, uint32_t n_groups,
	struct markov_stream *streams, uint32_t n_streams);

#endif
