/* SPDX-License-Identifier: MIT */
/*
 * load_exact.h - beside what a simulation counts, what theory says: exact blocking and loss where they are known, and
 * the approximations of planners with a word on those that mislead.
 *
 * Exact is what holds for ever: of calls that failures treat differently while traffic runs nothing is.
 */
#ifndef LYNC_TOPO_ENGINE_LOAD_EXACT_H
#define LYNC_TOPO_ENGINE_LOAD_EXACT_H

#include "diag/loads.h"
#include "engine/load_run.h"

/*
 * Fills in exact values, methods, closed forms, chains and estimates of the loads that the request led to, and warns of
 * the estimate that is furthest off. False when out of memory.
 */
bool load_exact(const struct load_request *request, struct loads *loads);

/* What the callers of a source lose. */
struct load_loss {
	double share; /* of their calls, those that do not connect; NAN: it takes a simulation to know */
	enum load_method method;
};

/*
 * The losses of each source while the failures of the request last, as calls find them that begin when the warm-up is
 * over, into ret[request->sources->n]; nothing is simulated. Every question about failures is noted in
 * request->faults->asked. Takes a few calls for each caller and trunk. False when out of memory.
 */
bool load_losses(const struct load_request *request, struct load_loss *ret);

#endif
