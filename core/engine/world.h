/* SPDX-License-Identifier: MIT */
/*
 * world.h - what the parts of the engine share during a run: the deployment, its indexes, what fails when, whose
 * turn it is, and the clock of calls. Private to core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_WORLD_H
#define LYNC_TOPO_ENGINE_WORLD_H

#include "diag/calls.h"
#include "engine/bandwidth.h"
#include "engine/directory.h"
#include "engine/faults.h"
#include "engine/policies.h"
#include "model/deployment.h"
#include "model/pattern.h"

/* What a call that is up occupies: channels of a trunk and its peer, or bandwidth by a policy. */
struct occupation {
	const struct element *trunk, *peer; /* NULL for bandwidth */
	const struct element *holder;       /* of a bandwidth policy; NULL for channels */
	int64_t units;                      /* of bandwidth (bandwidth.h) */
	int64_t until;
};

/* What the media of one call need on one link. */
struct link_use {
	const struct element *link;
	int64_t from, until;   /* media run, on the clock of the run */
	int64_t wire, planned; /* one way, in thousandths of bits a second: sums are exact */
	uint32_t times;        /* how often the call's media pass the link; 0: only its signalling does */
};

struct world {
	const struct topology *topo;
	const struct deployment *plan;
	const struct engine_policies *policies;
	const struct faults *faults;
	struct directory directory;
	struct patterns patterns;
	struct calls *calls;         /* results; their arena holds what a call is made of */
	uint32_t *turn;              /* round robin, by element: how often one was chosen from it */
	struct occupation *occupied; /* a heap: the one that ends first is first */
	uint32_t n_occupied, room_occupied;
	uint32_t *busy;    /* by element: calls that are up over a trunk, or with a peer */
	int64_t *reserved; /* by element that holds a bandwidth policy: units in use */
	uint64_t random;   /* state of the choices by chance */
	int64_t now;       /* when the call under way began */
	enum bandwidth_model bandwidth;
	struct link_use *use; /* of all calls so far */
	uint32_t n_use, room_use;
};

/* The next of n things of this element by round robin, starting with the first. */
uint32_t world_turn(struct world *world, const struct element *of, uint32_t n);

/* Turns that were taken for nothing. */
void world_turn_back(struct world *world, const struct element *of, uint32_t n);

/* One of n by chance; the same seed gives the same. */
uint32_t world_chance(struct world *world, uint32_t n);

/* The clock moves on to a call: those that have ended by then give up their channels. */
void world_begin_call(struct world *world, int64_t at);

/* Calls that are up over a trunk, or with a peer. */
uint32_t world_busy(const struct world *world, const struct element *e);

/* Notes a call that is up until then. */
void world_occupy(
	struct world *world, const struct element *trunk, const struct element *peer, int64_t until);

/* Reserves bandwidth by the policy of an element until then. */
void world_reserve(struct world *world, const struct element *holder, int64_t units, int64_t until);

#endif
