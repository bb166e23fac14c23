/* SPDX-License-Identifier: MIT */
/*
 * engine.h - runs calls through a deployment and says which way signalling and media go, and why.
 *
 * A reference: what it does is documented, or is a named policy (policies.def). Deterministic: the same request
 * gives the same calls. It reads the topology and nothing else.
 */
#ifndef LYNC_TOPO_ENGINE_ENGINE_H
#define LYNC_TOPO_ENGINE_ENGINE_H

#include "base/clock.h"
#include "diag/calls.h"
#include "engine/faults.h"
#include "engine/policies.h"
#include "model/bandwidth.h"
#include "model/topology.h"

/* A call to make; texts are borrowed until the calls are released. */
struct planned_call {
	const char *id;
	const char *kind;     /* what it is meant to be, "ev-to-pstn", or NULL: nothing in particular */
	uint32_t site_number; /* of the matrix: among the sites */
	const char *from;     /* users id, ID/remote, device id, or an E.164 number: the PSTN */
	const char *to;       /* such an id or number, or NULL */
	const char *dialled;  /* digits that the dial plan normalises, where `to` is NULL */
	const char *site;     /* for the report: the site that it is an example of, or NULL */
	int64_t at, duration, answer_after;
	bool from_start; /* the duration counts from the start, as circuits see it, not from the answer */

	/* What must come out; NULL or empty: anything. */
	const char *expect; /* "connected", "failed" or a status */
	const char *expect_trunk;
	struct str expect_signalling; /* hops, separated by blanks */
	struct str expect_media;
};

struct engine_request {
	const struct topology *topo;
	const struct planned_call *call;
	uint32_t n_call;
	const struct faults *faults; /* sorted: faults_sort() */
	const struct engine_policies *policies;
	enum bandwidth_model bandwidth; /* how streams are counted */
	uint64_t seed;
	bool records; /* messages, for ladders and captures */

	/* Where one is reached, the calls that are left are not made: fewer come out than were asked for. */
	struct deadline *deadline; /* NULL: none */
	uint64_t most_tests;       /* numbers tried against patterns, 0: any number */

	/*
	 * Much faster where there are many calls: they come without `step`, `assumed`, `attempt` (but with n_attempt),
	 * `hop` and `end`. Not together with `records`.
	 */
	bool brief;
};

/*
 * Adds the calls in the order of their times, those of one time in the order of the request, the links that they use,
 * and the policies. False when out of memory.
 */
bool engine_run(const struct engine_request *request, struct calls *ret);

/*
 * One call of every kind that every site can make, for the first `most_sites` sites, site by site. *ret_n planned calls
 * in the arena; NULL when out of memory.
 */
struct planned_call *engine_matrix(
	const struct topology *topo, uint32_t most_sites, struct arena *arena, uint32_t *ret_n);

#endif
