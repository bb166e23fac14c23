/* SPDX-License-Identifier: MIT */
/*
 * call_changes.h - what two plans do with the same calls: one call of each kind that each site of either plan has, run in
 * both, and once more with the trunk failed that it took, to see whether there is a second path.
 */
#ifndef LYNC_TOPO_ENGINE_CALL_CHANGES_H
#define LYNC_TOPO_ENGINE_CALL_CHANGES_H

#include "base/clock.h"
#include "base/limits.h"
#include "diag/difference.h"
#include "model/topology.h"

/*
 * Adds what is different, by the names of the calls, under the default policies, but that
 * trunks of a route are taken in order: whose turn it is would differ from call to call. Calls beyond limits->simulated_sites
 * sites, limits->number_tests or the deadline are not compared: *ret_left_out of them. False when out of memory.
 */
bool compare_calls(const struct topology *before, const struct topology *after, const struct limits *limits,
	struct deadline *deadline, struct differences *ret, uint32_t *ret_left_out);

#endif
