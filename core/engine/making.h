/* SPDX-License-Identifier: MIT */
/*
 * making.h - one call from the request to its result. Private to core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_MAKING_H
#define LYNC_TOPO_ENGINE_MAKING_H

#include "engine/engine.h"
#include "engine/reach.h"
#include "engine/world.h"

/* A channel of a trunk and of its peer. */
struct held_trunk {
	const struct element *trunk, *peer;
};

enum {
	MOST_HELD = 2,
};

/* A call, and what of it matters to those that follow. */
struct made_call {
	struct call call;                    /* what it holds is in the arena of the world's calls */
	const struct element *trunk, *route; /* of the attempt that succeeded, or NULL */
	struct held_trunk
		held[MOST_HELD]; /* that it occupies: the one it came in over, the one it leaves by */
	uint32_t n_held;
	const struct trunk_found *found; /* trunks that could take it, in the order of trying */
	uint32_t n_found;
	bool from_start;        /* as in engine.h */
	int64_t most_duration;  /* as in trial.h */
	struct strikes strikes; /* empty unless connected */
};

/* Makes it at its time, without the result of expectations. False when out of memory. */
bool making_call(
	struct world *world, const struct planned_call *planned, bool records, struct made_call *ret);

/* On the clock of the run: when a call that was connected is over, be it by its end or by a failure. */
int64_t making_over(const struct faults *faults, const struct made_call *made, int64_t at, int64_t duration,
	const struct fault **ret_cause);

#endif
