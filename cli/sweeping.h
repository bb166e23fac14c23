/* SPDX-License-Identifier: MIT */
/*
 * sweeping.h - `simulate --sweep N` and `--availability`.
 */
#ifndef LYNC_TOPO_CLI_SWEEPING_H
#define LYNC_TOPO_CLI_SWEEPING_H

#include "diag/part.h"
#include "diag/risks.h"
#include "simulation.h"
#include "spreading.h"

bool sweeping_wanted(const struct parsed *parsed);

/* Fills in *ret, which is empty. EXIT_FINDINGS when a service does not work with nothing failed. */
enum exit_code sweeping_run(const struct pipeline *pipeline, const struct simulation *simulation,
	const struct topology *topo, const struct parsed *parsed, struct spreading *spreading,
	struct risks *ret);

/* Adds the results of the share that `spreading` says. */
enum exit_code sweeping_part(const struct pipeline *pipeline, const struct simulation *simulation,
	const struct topology *topo, const struct parsed *parsed, struct spreading *spreading,
	struct part *ret);

/*
 * For a drawing: what the failure of up to --sweep parts, or of one, stops of the calls with the PSTN and for help, of as
 * many sites as rules judge. Fills in *ret, which is empty.
 */
enum exit_code sweeping_outside(struct pipeline *pipeline, const struct simulation *simulation,
	const struct topology *topo, const struct parsed *parsed, struct risks *ret);

#endif
