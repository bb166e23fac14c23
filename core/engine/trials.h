/* SPDX-License-Identifier: MIT */
/*
 * trials.h - one call with some parts failed: whether what is wanted of it still holds, and which parts had a say.
 * Private to core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_TRIALS_H
#define LYNC_TOPO_ENGINE_TRIALS_H

#include "engine/part_sets.h"
#include "engine/parts.h"
#include "engine/sweep.h"

/* What must hold of a call besides that it connects. */
enum level {
	LEVEL_CONNECTS,
	LEVEL_ENCRYPTED,
	LEVEL_BYPASS,
	LEVEL_COUNT,
};

struct trials {
	const struct sweep_request *request;
	struct arena arena;
	struct parts parts;
	struct read_set asked; /* by the last trial */
	uint32_t turns;        /* places at which round robins are begun, one after the other */
	const struct planned_call *call;
	enum level level;
	uint64_t n;  /* trials so far of this call and level */
	bool is_cut; /* one more was wanted than the request allows */
};

/* False when out of memory. Release it in any case. */
bool trials_open(struct trials *trials, const struct sweep_request *request);
void trials_release(struct trials *trials);

/* Another call, or another level: counts from 0 again. */
void trials_begin(struct trials *trials, const struct planned_call *call, enum level level);

/* Before a trial: whether so many have been made as the request allows. Noted in is_cut. */
bool trials_spent(struct trials *trials);

/* Whether the service survives the failure of a set, whoever's turn it is. False when out of memory. */
bool trials_try(struct trials *trials, struct part_set set, bool *ret_holds);

/*
 * The parts that the last trial asked about and that are not in the set, in the order of the questions, in the arena
 * given; with `mortal` only those that ever fail. NULL parts when out of memory.
 */
struct part_set trials_asked(struct trials *trials, struct part_set but, bool mortal, struct arena *arena);

#endif
