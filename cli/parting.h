/* SPDX-License-Identifier: MIT */
/*
 * parting.h - `simulate --part K/N`: a share of the work, written as a file that `merge` puts together with the others.
 */
#ifndef LYNC_TOPO_CLI_PARTING_H
#define LYNC_TOPO_CLI_PARTING_H

#include "simulation.h"
#include "spreading.h"

/*
 * Does the share that `spreading` says, and writes it to standard output, if it was done to its end. `calls`: of the
 * run, none, but what else is to be said beside them.
 */
enum exit_code parting_run(struct session *session, const struct pipeline *pipeline,
	const struct simulation *simulation, const struct topology *topo, const struct parsed *parsed,
	struct spreading *spreading, const struct calls *calls);

/* Says that --part goes with long runs alone: wrong usage. */
enum exit_code parting_refuse(void);

#endif
