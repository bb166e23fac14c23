/* SPDX-License-Identifier: MIT */
/*
 * world.h - what the parts of the engine share during a run: the deployment, its indexes, what fails when, whose
 * turn it is, and the clock of calls. Private to core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_WORLD_H
#define LYNC_TOPO_ENGINE_WORLD_H

#include "diag/calls.h"
#include "engine/directory.h"
#include "engine/faults.h"
#include "engine/journal.h"
#include "engine/monitoring.h"
#include "engine/policies.h"
#include "model/bandwidth.h"
#include "model/deployment.h"
#include "model/pattern.h"

/*
 * What a call that is up occupies: a channel of a trunk and one of its peer, or bandwidth by a policy. Elements by place
 * in the topology: there are many of these.
 */
struct occupation {
	int64_t until;
	int64_t units;  /* of bandwidth (bandwidth.h); 0: channels */
	uint32_t first; /* the trunk, or whose bandwidth policy it is */
	uint32_t peer;
};

/* What a call finds of a trunk that could take it. */
enum trunk_finding {
	TRUNK_SPARE, /* it was not needed */
	TRUNK_TRIED,
	TRUNK_FULL, /* it was tried, and it or its peer had no free channel */
};

struct trunk_found {
	const struct element *trunk;
	enum trunk_finding finding;
};

/* What the media of one call need on one link. */
struct link_use {
	const struct element *link;
	int64_t from, until;   /* media run, on the clock of the run */
	int64_t wire, planned; /* one way, in thousandths of bits a second: sums are exact */
	uint32_t times;        /* how often the call's media pass the link; 0: only its signalling does */
};

/* What OPTIONS monitoring will ever know of a trunk, in order. */
struct watched {
	struct monitoring_change *change;
	uint32_t n;
	uint32_t trunk;
	struct watched *before; /* that was asked about before this one */
};

struct usage_routes; /* routing.c */

struct world {
	const struct topology *topo;
	const struct deployment *plan;
	const struct engine_policies *policies;
	struct faults *faults; /* the run's own copy */
	struct directory directory;
	struct patterns patterns;
	struct calls *calls;         /* results; their arena holds what a call is made of */
	uint32_t *turn;              /* round robin, by element: how often one was chosen from it */
	struct occupation *occupied; /* a heap, four children a node: the one that ends first is first */
	uint32_t n_occupied, room_occupied;
	uint32_t *busy;    /* by element: calls that are up over a trunk, or with a peer */
	int64_t *reserved; /* by element that holds a bandwidth policy: units in use */
	uint64_t random;   /* state of the choices by chance */
	int64_t now;       /* when the call under way began */
	enum bandwidth_model bandwidth;
	struct link_use *use; /* of all calls so far */
	uint32_t n_use, room_use;

	struct arena kept;        /* until the run ends: what is found out once */
	struct arena failing;     /* likewise, but for the failures of the run */
	struct arena scratch;     /* until the next call begins */
	struct watched **watched; /* by element: of trunks that were asked about */
	struct watched *last_watched;
	struct usage_routes **usage; /* by element: routes of PSTN usages that were asked about */
	struct journal *journal;     /* who wants to know what a call asks; NULL: nobody */
	bool is_terse;               /* nobody wants to know why: no steps */
	bool only_outcome;           /* nor which way: no hops, and nothing of what the media do */
};

/*
 * Before the first call: what the run is about (topology, plan, policies, faults, calls, seed) has been filled in, the
 * rest is empty. False when out of memory; release it in any case.
 */
bool world_open(struct world *world);

/*
 * As if no call had been made yet, for a run with other failures on the same deployment; every round robin begins at
 * `first_turn`. Results and `faults` are the caller's to change.
 */
void world_restart(struct world *world, uint64_t seed, uint32_t first_turn);

/* Frees what the world gathered. The plan is not its own. */
void world_release(struct world *world);

/*
 * The next of n things of this element by round robin, starting with the first. Unless it matters which, only the
 * name of what is chosen depends on it.
 */
uint32_t world_turn(struct world *world, const struct element *of, uint32_t n, bool matters);

/* The last turn was taken for nothing. */
void world_turn_back(struct world *world, const struct element *of);

/* One of n by chance; the same seed gives the same. `matters` as above. */
uint32_t world_chance(struct world *world, uint32_t n, bool matters);

/* The last choice by chance was made for nothing. */
void world_chance_back(struct world *world);

/* The clock moves on to a call: those that have ended by then give up their channels. */
void world_begin_call(struct world *world, int64_t at);

/* True if so many calls are up over a trunk, or with a peer. */
bool world_is_full(const struct world *world, const struct element *e, uint32_t most);

/* Draw number n from now: 0 is the next. Nothing changes. */
uint64_t world_draw(const struct world *world, uint32_t n);

/* So many draws later. */
void world_drawn(struct world *world, uint32_t n);

/* Notes a call that is up until then. */
void world_occupy(
	struct world *world, const struct element *trunk, const struct element *peer, int64_t until);

/* Reserves bandwidth by the policy of an element until then. */
void world_reserve(struct world *world, const struct element *holder, int64_t units, int64_t until);

#endif
