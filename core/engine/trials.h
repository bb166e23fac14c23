/* SPDX-License-Identifier: MIT */
/*
 * trials.h - one call with some parts failed: whether what is wanted of it still holds, and which parts had a say.
 * Private to core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_TRIALS_H
#define LYNC_TOPO_ENGINE_TRIALS_H

#include "engine/grade.h"
#include "engine/making.h"
#include "engine/part_sets.h"
#include "engine/parts.h"
#include "engine/sweep.h"

/* What must hold of a call besides that it connects. */
enum level {
	LEVEL_CONNECTS,
	LEVEL_ENCRYPTED,
	LEVEL_BYPASS,
	LEVEL_BLOCKING, /* the share of such calls that full trunks cost stays under what the request allows */
	LEVEL_COUNT,
};

/* What came of a set of failed parts: one trial tells for all levels. */
struct verdict {
	unsigned holds;        /* levels, as bits */
	struct part_set asked; /* parts, in the order of the questions */
};

struct trials {
	const struct sweep_request *request;
	struct arena arena;
	struct parts parts;
	const struct planned_call *call;
	enum level level;
	uint64_t n;      /* trials so far of this call and level */
	bool is_cut;     /* one more was wanted than the request allows, or */
	bool is_stopped; /* the run was stopped */
	struct spread_stop *stop;

	/* Private. */
	struct deployment plan;
	struct calls calls;
	struct faults faults;
	struct read_set asked;
	struct journal journal;
	struct world world;
	bool *is_in; /* by part: scratch */
	uint32_t *found;
	bool is_admitting; /* call admission control */
	struct part_sets tried;
	struct arena kept;       /* verdicts */
	struct verdict *verdict; /* by place in `tried` */
	uint32_t room_verdict;
	struct verdict last;
	struct grade grade; /* where the request asks for it */
	uint32_t source;    /* of calls like this one, or NO_SOURCE */
	double loss;        /* of its calls, in the last trial that asked for it */
};

/* False when out of memory. Release it in any case, and leave it where it is. */
bool trials_open(struct trials *trials, const struct sweep_request *request);
void trials_release(struct trials *trials);

/* Another call, at its first level. */
void trials_begin(struct trials *trials, const struct planned_call *call);

/* Whether anybody asked about blocking, and the plan knows how many such calls there are. */
bool trials_have_traffic(const struct trials *trials);

/* Another level of the call, or another question about it: counts from 0 again. */
void trials_level(struct trials *trials, enum level level);

/* Whether the deadline of the request has been reached. */
bool trials_late(const struct trials *trials);

/* Before a trial: whether so many have been made as the request allows, or the run was stopped. Noted in is_cut. */
bool trials_spent(struct trials *trials);

/* Whether the service survives the failure of a set, whoever's turn it is. False when out of memory. */
bool trials_try(struct trials *trials, struct part_set set, bool *ret_holds);

/*
 * The parts that the last trial asked about and that are not in the set, in the order of the questions, in the arena
 * given; with `mortal` only those that ever fail. NULL parts when out of memory.
 */
struct part_set trials_asked(struct trials *trials, struct part_set but, bool mortal, struct arena *arena);

#endif
