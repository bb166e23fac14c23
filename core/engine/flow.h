/* SPDX-License-Identifier: MIT */
/*
 * flow.h - many calls, each in less time than a message takes: what comes of them, over which trunk, and what they
 * occupy.
 *
 * A flow is the engine with a memory. The first call of a caller to a number is made in full, and what it asked on
 * the way about the calls before it (journal.h) is kept as a tree: whose turn is it, is this trunk full. A later call
 * walks down the tree, with the answers of its own time. Where it meets a question with an answer that nobody got
 * before, it is made in full too, and the tree grows. So outcome, status, trunk, route and times are those of the
 * full engine by construction; there are no second rules of routing here that could differ.
 *
 * When something fails or comes back the trees of the callers that depend on it grow anew. Memory is bounded: a
 * flow that has learned too much forgets everything and begins again. With call admission control each call depends
 * on how much of each link the ones before it have left, in kbit/s: such calls are all made in full.
 *
 * In the steady state nothing is allocated and no text is looked at. Calls seize trunk and peer as they begin and
 * release them when they are over; that is the order of time, so calls must come in it. Users are engine_run(), for
 * runs that are `brief`, and traffic (load_run.h). Private to core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_FLOW_H
#define LYNC_TOPO_ENGINE_FLOW_H

#include "engine/making.h"

struct flow_caller; /* who calls whom */
struct flow_leaf;
struct flow_node;

struct flow {
	struct world *world;
	struct journal journal;
	struct period known; /* of the call that is made in full */
	struct made_call made;
	struct calls own;  /* where it is put together */
	struct arena kept; /* leaves */
	struct arena names;
	struct flow_caller **caller; /* by hash */
	uint32_t n_caller, room_caller;
	bool is_plain;          /* calls depend on more than trees tell: each is made in full */
	struct flow_node *node; /* number 0 is none */
	uint32_t n_node, room_node;
	uint32_t *answer; /* of nodes, by answer: the node that comes next */
	uint32_t n_answer, room_answer;
};

/* What came of a call. */
struct flow_call {
	enum call_outcome outcome;
	int sip;                             /* final status that the caller sees, 0: nothing answered */
	const struct element *trunk, *route; /* of the attempt that succeeded, or NULL */
	int64_t ring, setup;                 /* from its start, or NEVER */
	int64_t over;                  /* on the clock of the run: when it ended, by itself or by a failure */
	const struct held_trunk *held; /* trunks that it occupies until then */
	uint32_t n_held;
	const struct trunk_found *found; /* trunks that could take it, in the order of trying */
	uint32_t n_found;

	/*
	 * A call with the same questions and answers, for the rest: kind, number, hops of signalling and media, number
	 * of attempts. Its id, times of day and reasons are another's. Valid until the next call.
	 */
	const struct call *like;
};

/* The world is set up and its calls are those that the flow makes. False when out of memory; close it in any case. */
bool flow_open(struct flow *flow, struct world *world);
void flow_close(struct flow *flow);

/*
 * Who calls whom: `from`, `to` or `dialled`, `answer_after` and `from_start` of the call to make; its texts are
 * borrowed until the flow is closed. The same for the same. NULL when out of memory.
 */
struct flow_caller *flow_find(struct flow *flow, const struct planned_call *planned);

/* Makes one call, not earlier than the one before. False when out of memory. */
bool flow_make(
	struct flow *flow, struct flow_caller *caller, int64_t at, int64_t duration, struct flow_call *ret);

#endif
