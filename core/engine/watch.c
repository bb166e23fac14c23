/* SPDX-License-Identifier: MIT */
#include "engine/watch.h"

#include "base/mem.h"
#include "model/trunks.h"

#include <stdlib.h>

static int compare_outages(const void *left, const void *right)
{
	const struct outage *a = left;
	const struct outage *b = right;

	return (a->from > b->from) - (a->from < b->from);
}

/* A growing list; mem_grow() takes it. */
struct outages {
	struct outage *outage;
	uint32_t n, room;
};

/* Faults here, or of what the element is part of, that keep OPTIONS from being answered. */
static bool add_outages(const struct world *world, const struct element *e, struct outages *outages)
{
	for (; e != NULL; e = topo_parent(world->topo, e)) {
		uint32_t n;
		const struct fault *fault = faults_on(world->faults, e, &n);

		for (uint32_t i = 0; i < n; i++) {
			if (fault[i].mode != FAULT_CRASH && fault[i].mode != FAULT_SILENT)
				continue;
			if (!mem_grow(&outages->outage, &outages->room, outages->n + 1,
				    sizeof(*outages->outage)))
				return false;
			outages->outage[outages->n++] = (struct outage){
				fault[i].from,
				fault[i].until == INT64_MAX ? NEVER : fault[i].until,
			};
		}
	}
	return true;
}

/* The one tunnel of a connection: without it, or its ends, nothing passes. */
static bool add_tunnel(const struct world *world, const struct element *connection, struct outages *outages)
{
	struct walk tunnels;
	const struct element *tunnel;

	if (connection == NULL || connection->kind != K_CONNECTION)
		return true;
	tunnels = walk_children(world->topo, connection, BIT(K_TUNNEL));
	tunnel = walk_next(&tunnels);
	if (tunnel == NULL || walk_next(&tunnels) != NULL)
		return true;
	return add_outages(world, tunnel, outages) &&
		add_outages(world, topo_ref(world->topo, tunnel, A_ENTERPRISE_END), outages) &&
		add_outages(world, topo_ref(world->topo, tunnel, A_PROVIDER_END), outages);
}

/* The same fault may strike a trunk twice, as when its peer and its connection are in one site: no harm. */
static bool outages_of(const struct world *world, const struct element *trunk, struct outages *outages)
{
	const struct element *holder = trunk_holder(world->topo, &world->plan->fallback, trunk, A_CONNECTION);
	const struct element *connection = topo_ref(world->topo, holder, A_CONNECTION);

	if (!add_outages(world, trunk, outages) ||
		!add_outages(world, topo_ref(world->topo, trunk, A_PEER), outages) ||
		!add_outages(world, connection, outages) || !add_tunnel(world, connection, outages))
		return false;
	if (outages->n > 1)
		qsort(outages->outage, outages->n, sizeof(*outages->outage), compare_outages);
	return true;
}

/* All that monitoring will ever know of the trunk: faults do not depend on calls. */
static void watch(struct world *world, const struct element *trunk, struct watched *ret)
{
	const struct engine_policies *policies = world->policies;
	const struct monitoring monitoring = {
		.interval = engine_policy_number(policies, POLICY_OPTIONS_INTERVAL) * NANOSECONDS,
		.timeout = engine_policy_number(policies, POLICY_OPTIONS_TIMEOUT) * NANOSECONDS,
		.down_after = engine_policy_number(policies, POLICY_OPTIONS_DOWN_AFTER),
		.up_after = engine_policy_number(policies, POLICY_OPTIONS_UP_AFTER),
	};
	struct outages outages = { 0 };

	if (outages_of(world, trunk, &outages) && outages.n > 0)
		monitoring_changes(&monitoring, outages.outage, outages.n, INT64_MAX, &world->failing,
			&ret->change, &ret->n);
	mem_free(outages.outage);
}

/* Found out once a run. NULL when out of memory. */
static const struct watched *watched_trunk(struct world *world, const struct element *trunk)
{
	uint32_t at = topo_index(world->topo, trunk);

	if (world->watched == NULL)
		world->watched = mem_zalloc(world->topo->n_element * sizeof(struct watched *));
	if (world->watched == NULL || world->watched[at] != NULL)
		return world->watched != NULL ? world->watched[at] : NULL;
	world->watched[at] = arena_alloc(&world->failing, sizeof(struct watched));
	if (world->watched[at] != NULL) {
		*world->watched[at] = (struct watched){ .trunk = at, .before = world->last_watched };
		world->last_watched = world->watched[at];
		watch(world, trunk, world->watched[at]);
	}
	return world->watched[at];
}

/* How many changes have come about. */
static uint32_t changes_by(const struct world *world, const struct watched *watched)
{
	uint32_t low = 0;
	uint32_t high = watched->n;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (watched->change[middle].at <= world->now)
			low = middle + 1;
		else
			high = middle;
	}
	if (low > 0)
		faults_reached(world->faults, watched->change[low - 1].at, world->now);
	if (low < watched->n)
		faults_reached(world->faults, watched->change[low].at, world->now);
	return low;
}

bool watch_is_down(struct draft *draft, const struct element *trunk, int64_t *ret_since)
{
	struct world *world = draft->world;
	int64_t hold = engine_policy_number(world->policies, POLICY_HOLD_DOWN) * NANOSECONDS;
	const struct watched *watched;
	uint32_t n;

	if (!faults_matter(world->faults))
		return false;
	watched = watched_trunk(world, trunk);
	if (watched == NULL)
		return false;
	n = changes_by(world, watched);
	if (n == 0)
		return false;
	*ret_since = watched->change[n - 1].at;
	if (!watched->change[n - 1].is_up)
		return true;
	if (faults_reached(world->faults, watched->change[n - 1].at + hold, world->now))
		return false;
	*ret_since = n > 1 ? watched->change[n - 2].at : watched->change[n - 1].at;
	return true;
}
