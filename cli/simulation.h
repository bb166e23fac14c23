/* SPDX-License-Identifier: MIT */
/*
 * simulation.h - what `simulate` is asked, from options and scenario files, ready for the engine.
 */
#ifndef LYNC_TOPO_CLI_SIMULATION_H
#define LYNC_TOPO_CLI_SIMULATION_H

#include "engine/agenda.h"
#include "load/scenario.h"
#include "pipeline.h"

/* Numbers of the options that the request is made of. */
enum {
	SIM_FROM = 1,
	SIM_TO,
	SIM_SCENARIO,
	SIM_FAIL,
	SIM_MATRIX,
	SIM_POLICY,
	SIM_SEED,
	SIM_BANDWIDTH,
	SIM_SWEEP,
	SIM_AVAILABILITY,
	SIM_BLOCKING,
	SIM_TRAFFIC,
	SIM_JOBS, /* from here on no result depends on them */
	SIM_PART,
	SIM_FORMAT,
	SIM_OWN, /* those of the command itself begin here */
};

struct simulation {
	struct agenda agenda;
	struct scenario_set *scenario; /* files that were read, which own the values of policies */
	uint32_t n_scenario;
};

/*
 * Other than EXIT_CLEAN: said. Faults of scenario files are printed. Release it in any case. `or_matrix`: without any
 * call, one of every kind that every site has.
 */
enum exit_code simulation_make(struct simulation *simulation, struct pipeline *pipeline,
	const struct topology *topo, const struct parsed *parsed, bool or_matrix);

void simulation_release(struct simulation *simulation);

#endif
