/* SPDX-License-Identifier: MIT */
/*
 * sweep.h - which sets of failed parts take a service away, and how much of the time it works.
 *
 * A trial is a run of the engine with some parts failed, which notes every part whose state was asked about. A part that
 * was not asked about cannot change what became of the call, so only sets that grow by asked parts are tried: the
 * result is that of trying all sets (the tests do), for much less. After Steffen, Gehr, Tsankov, Vanbever, Vechev:
 * Probabilistic verification of network configurations (SIGCOMM 2020).
 */
#ifndef LYNC_TOPO_ENGINE_SWEEP_H
#define LYNC_TOPO_ENGINE_SWEEP_H

#include "base/spread.h"
#include "diag/risks.h"
#include "engine/engine.h"

struct sweep_request {
	const struct topology *topo;
	const struct engine_policies *policies;
	const struct faults *also; /* what has failed in every trial; sorted */
	uint64_t seed;
	uint32_t most_failed; /* parts that fail together at most; 0: no sweep */
	bool availability;    /* from mtbf-h and mttr-h */
	double blocking;      /* share of calls that full trunks may cost; 0: nobody asks */
	uint64_t most_trials; /* of one service; beyond, what is known so far is marked as partial */

	/* For engine_sweep_outside() alone. */
	uint32_t most_sites;       /* the first ones */
	struct deadline *deadline; /* NULL: none */
};

/*
 * For every kind of call of every site. The units of the work (spread.h) are calls; their
 * results are what risks_pack() makes, in the order in which risks_add_packed() is to add them.
 */
enum spread_status engine_sweep(const struct sweep_request *request, const struct spread *spread,
	bool (*take)(void *taker, uint32_t unit, struct str result), void *taker);

/*
 * Only calls to and from the PSTN and for help, and only whether they connect: much faster, for drawings and rules. When
 * the deadline is reached the sites that are left are not tried; ret->n_sites says how many were.
 */
bool engine_sweep_outside(const struct sweep_request *request, struct risks *ret);

#endif
