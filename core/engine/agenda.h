/* SPDX-License-Identifier: MIT */
/*
 * agenda.h - what the engine is asked, put together from single calls, scenarios and the matrix.
 *
 * Fill it, settle it, then hand agenda_request() to engine_run(). Texts of calls are borrowed until the calls that
 * engine_run() gave are released. Of scenarios everything is copied but the values of policies, which stay theirs.
 */
#ifndef LYNC_TOPO_ENGINE_AGENDA_H
#define LYNC_TOPO_ENGINE_AGENDA_H

#include "engine/load_run.h"
#include "model/scenario.h"

struct agenda {
	struct arena arena;
	struct planned_call *call;
	uint32_t n_call, room_call;
	struct faults faults;
	struct engine_policies policies;
	enum bandwidth_model bandwidth;
	uint64_t seed;

	struct planned_traffic *traffic;
	uint32_t n_traffic, room_traffic;
	int64_t duration, warm_up; /* of traffic: NEVER when nobody says */
	uint32_t replications;     /* 0 likewise */
};

/* No call, no failure, no traffic, default policies, bandwidth on the wire, seed 1. */
struct agenda agenda_empty(void);

/* With the id NULL the call gets one in agenda_settle(), as traffic does. False when out of memory. */
bool agenda_add_call(struct agenda *agenda, const struct planned_call *call);

/*
 * Resolves a scenario against the deployment and adds its calls, failures and traffic, but for broken ones; its
 * policies and its run replace those of before. What is wrong goes to `findings`; *ret_good tells whether nothing was. False when
 * out of memory.
 */
bool agenda_add_scenario(struct agenda *agenda, struct scenario *scenario, const struct topology *topo,
	struct findings *findings, bool *ret_good);

/* One call of every kind that every site has. False when out of memory. */
bool agenda_add_matrix(struct agenda *agenda, const struct topology *topo);

/*
 * Comes last. Results name calls by their ids, and so do the files of SIPp scenarios: *ret_twice is an id that two
 * calls or two streams of traffic have, or NULL. A call without an id gets the first of c1, c2 ... that is free; there may be one such call.
 * False when out of memory.
 */
bool agenda_settle(struct agenda *agenda, const char **ret_twice);

/* For engine_run(); borrows from the agenda. */
struct engine_request agenda_request(const struct agenda *agenda, const struct topology *topo, bool records);

/* For load_run_open(), settled; likewise. `sources` are those of the agenda's traffic. */
struct load_request agenda_load_request(
	const struct agenda *agenda, const struct topology *topo, const struct load_sources *sources);

void agenda_release(struct agenda *agenda);

#endif
