/* SPDX-License-Identifier: MIT */
/*
 * offering.h - `simulate --traffic`, and scenarios that offer traffic.
 */
#ifndef LYNC_TOPO_CLI_OFFERING_H
#define LYNC_TOPO_CLI_OFFERING_H

#include "diag/loads.h"
#include "simulation.h"
#include "spreading.h"

bool offering_wanted(const struct simulation *simulation, const struct parsed *parsed);

/* Fills in *ret, which is empty. */
enum exit_code offering_run(const struct simulation *simulation, const struct topology *topo,
	struct spreading *spreading, struct loads *ret);

#endif
