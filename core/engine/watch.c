/* SPDX-License-Identifier: MIT */
#include "engine/watch.h"

#include "engine/monitoring.h"
#include "model/trunks.h"

#include <stdlib.h>

/* A fault here keeps OPTIONS of the trunk from being answered. */
static bool hides_peer(struct draft *draft, const struct fault *fault, const struct element *trunk)
{
	const struct topology *topo = draft->world->topo;
	const struct element *holder = trunk_holder(topo, &draft->world->plan->fallback, trunk, A_CONNECTION);

	if (fault->mode != FAULT_CRASH && fault->mode != FAULT_SILENT)
		return false;
	return fault_strikes(fault, topo, trunk) ||
		fault_strikes(fault, topo, topo_ref(topo, trunk, A_PEER)) ||
		fault_strikes(fault, topo, topo_ref(topo, holder, A_CONNECTION));
}

static int compare_outages(const void *left, const void *right)
{
	const struct outage *a = left;
	const struct outage *b = right;

	return (a->from > b->from) - (a->from < b->from);
}

static struct outage *outages_of(struct draft *draft, const struct element *trunk, uint32_t *ret_n)
{
	const struct faults *faults = draft->world->faults;
	struct outage *outage = arena_alloc(draft->arena, faults->n * sizeof(*outage));

	*ret_n = 0;
	for (uint32_t i = 0; outage != NULL && i < faults->n; i++)
		if (hides_peer(draft, &faults->fault[i], trunk))
			outage[(*ret_n)++] = (struct outage){
				faults->fault[i].from,
				faults->fault[i].until == INT64_MAX ? NEVER : faults->fault[i].until,
			};
	if (*ret_n > 1)
		qsort(outage, *ret_n, sizeof(*outage), compare_outages);
	return outage;
}

bool watch_is_down(struct draft *draft, const struct element *trunk, int64_t *ret_since)
{
	const struct engine_policies *policies = draft->world->policies;
	const struct monitoring monitoring = {
		.interval = engine_policy_number(policies, POLICY_OPTIONS_INTERVAL) * NANOSECONDS,
		.timeout = engine_policy_number(policies, POLICY_OPTIONS_TIMEOUT) * NANOSECONDS,
		.down_after = engine_policy_number(policies, POLICY_OPTIONS_DOWN_AFTER),
		.up_after = engine_policy_number(policies, POLICY_OPTIONS_UP_AFTER),
	};
	int64_t hold = engine_policy_number(policies, POLICY_HOLD_DOWN) * NANOSECONDS;
	struct monitoring_change *change;
	struct outage *outage;
	uint32_t n_outage;
	uint32_t n;

	if (draft->world->faults->n == 0)
		return false;
	outage = outages_of(draft, trunk, &n_outage);
	if (n_outage == 0 ||
		!monitoring_changes(
			&monitoring, outage, n_outage, draft->world->now, draft->arena, &change, &n) ||
		n == 0)
		return false;
	*ret_since = change[n - 1].at;
	if (!change[n - 1].is_up)
		return true;
	if (draft->world->now >= change[n - 1].at + hold)
		return false;
	*ret_since = n > 1 ? change[n - 2].at : change[n - 1].at;
	return true;
}
