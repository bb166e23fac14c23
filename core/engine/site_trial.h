/* SPDX-License-Identifier: MIT */
/*
 * site_trial.h - one call of every kind that each site has, run for the rules that judge what calls do.
 */
#ifndef LYNC_TOPO_ENGINE_SITE_TRIAL_H
#define LYNC_TOPO_ENGINE_SITE_TRIAL_H

#include "base/clock.h"
#include "base/limits.h"
#include "diag/risks.h"
#include "diag/site_calls.h"
#include "model/topology.h"

struct site_trial {
	struct site_calls table; /* for the rules; borrows from the rest */

	/* Private. */
	struct arena arena;
	struct calls calls;
	struct risks risks;
};

/*
 * Runs the calls under the default policies, without failures, each when the one before is over. Stops after
 * limits->simulated_sites sites, limits->number_tests numbers tried against patterns, or at the deadline: the table
 * has the sites whose calls were all made. With `cuts` it also lets one part after the other fail. False when out of
 * memory; release it in any case.
 */
bool site_trial_run(struct site_trial *trial, const struct topology *topo, bool cuts,
	const struct limits *limits, struct deadline *deadline);
void site_trial_release(struct site_trial *trial);

#endif
