/* SPDX-License-Identifier: MIT */
#include "engine/servers.h"

static bool is_random(const struct world *world)
{
	return engine_policy_is(world->policies, POLICY_POOL_SELECTION, "random");
}

static uint32_t first_turn(struct world *world, const struct element *pool, uint32_t n, bool matters)
{
	return is_random(world) ? world_chance(world, n, matters) : world_turn(world, pool, n, matters);
}

void servers_turn_back(struct world *world, const struct element *pool)
{
	if (is_random(world))
		world_chance_back(world);
	else
		world_turn_back(world, pool);
}

static bool one_fails(const struct server_turn *list, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (list[i].fault != NULL)
			return true;
	return false;
}

static const struct fault *fault_of(const struct world *world, const struct element *e)
{
	return faults_of(world->faults, world->topo, e, world->now);
}

/* Those that may be tried, in the order of the plan; one without a name where there is none. */
static uint32_t list_servers(
	struct draft *draft, const struct element *pool, bool knows, struct server_turn *list)
{
	const struct world *world = draft->world;
	struct walk servers = walk_children(world->topo, pool_host(world->topo, pool), BIT(K_SERVER));
	const struct element *server;
	const struct fault *down = NULL;
	uint32_t n = 0;

	while ((server = walk_next(&servers)) != NULL) {
		const struct fault *fault = fault_of(world, server);

		if (knows && fault != NULL && fault->mode == FAULT_CRASH) {
			draft_step(draft, "", "%s has failed and is passed over", draft_label(draft, server));
			down = fault;
		} else {
			list[n++] = (struct server_turn){ topo_id(world->topo, server), fault };
		}
	}
	if (n == 0)
		list[n++] = (struct server_turn){ "", down };
	return n;
}

static uint32_t count_servers(const struct topology *topo, const struct element *pool)
{
	struct walk servers = walk_children(topo, pool_host(topo, pool), BIT(K_SERVER));
	uint32_t n = 0;

	while (walk_next(&servers) != NULL)
		n++;
	return n;
}

struct server_turn *servers_in_turn(
	struct draft *draft, const struct element *pool, bool knows, uint32_t *n_most)
{
	struct world *world = draft->world;
	const struct fault *whole = fault_of(world, pool);
	size_t room = (size_t)count_servers(world->topo, pool) + 1;
	struct server_turn *list = arena_alloc(&draft->world->scratch, room * sizeof(*list));
	struct server_turn *turns = arena_alloc(&draft->world->scratch, room * sizeof(*turns));
	uint32_t first;
	uint32_t n;

	if (list == NULL || turns == NULL)
		return NULL;
	n = list_servers(draft, pool, knows && whole == NULL, list);
	n = n < *n_most ? n : *n_most;
	first = first_turn(world, pool, n, whole == NULL && one_fails(list, n));
	for (uint32_t i = 0; i < n; i++)
		turns[i] = list[(first + i) % n];
	*n_most = n;
	if (whole != NULL) {
		turns[0] = (struct server_turn){ whole->mode == FAULT_CRASH ? "" : turns[0].id, whole };
		*n_most = 1;
	}
	return turns;
}

/* Milder is what takes calls all the same, then what says no, then what says nothing. */
static int severity(enum fault_mode mode)
{
	switch (mode) {
	case FAULT_SLOW:
	case FAULT_MEDIA_ONLY:
		return 0;
	case FAULT_CRASH:
		return 2;
	case FAULT_SILENT:
	case FAULT_OPTIONS_ONLY:
		return 3;
	default:
		return 1;
	}
}

const struct fault *servers_fault(struct draft *draft, const struct element *pool)
{
	const struct world *world = draft->world;
	const struct fault *mildest = fault_of(world, pool);
	struct walk servers = walk_children(world->topo, pool, BIT(K_SERVER));
	const struct element *server;

	if (mildest != NULL || !faults_matter(world->faults))
		return mildest;
	while ((server = walk_next(&servers)) != NULL) {
		const struct fault *fault = fault_of(world, server);

		if (fault == NULL)
			return NULL;
		if (mildest == NULL || severity(fault->mode) < severity(mildest->mode))
			mildest = fault;
	}
	return mildest;
}
