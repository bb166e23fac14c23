/* SPDX-License-Identifier: MIT */
#include "render/lifelines.h"

#include "base/mem.h"
#include "model/serving.h"
#include "model/walk.h"

#include <stdlib.h>

enum {
	MOST_PARTS = 8,    /* of one way */
	MOST_ROUTES = 256, /* of a policy that are compared with each other */
};

/* What a call over one trunk needs and has no second of. */
struct parts {
	const struct element *part[MOST_PARTS];
	uint32_t n;
};

static void add_part(struct parts *parts, const struct element *part)
{
	if (part != NULL && parts->n < MOST_PARTS)
		parts->part[parts->n++] = part;
}

static bool parts_hold(const struct parts *parts, const struct element *part)
{
	for (uint32_t i = 0; i < parts->n; i++)
		if (parts->part[i] == part)
			return true;
	return false;
}

/* A pool of one server: an appliance, a Standard Edition server, one that describes a single server. */
static bool is_one_server(const struct topology *topo, const struct element *pool)
{
	const struct element *host = pool_host(topo, pool);
	struct walk servers = walk_children(topo, host, BIT(K_SERVER));

	if (host->kind == K_SURVIVABLE_BRANCH_APPLIANCE)
		return true;
	if (walk_next(&servers) == NULL)
		return topo_choice(topo, host, A_EDITION) == EDITION_STANDARD;
	return walk_next(&servers) == NULL;
}

/* The end that all tunnels of the connection share, or NULL. */
static const struct element *shared_end(
	const struct topology *topo, const struct element *connection, enum attr attr)
{
	struct walk tunnels = walk_children(topo, connection, BIT(K_TUNNEL));
	const struct element *tunnel = walk_next(&tunnels);
	const struct element *end = tunnel != NULL ? topo_ref(topo, tunnel, attr) : NULL;

	while ((tunnel = walk_next(&tunnels)) != NULL)
		if (topo_ref(topo, tunnel, attr) != end)
			return NULL;
	return end;
}

static void add_parts_of_connection(
	struct parts *parts, const struct topology *topo, const struct element *connection)
{
	struct walk tunnels = walk_children(topo, connection, BIT(K_TUNNEL));
	const struct element *tunnel = walk_next(&tunnels);

	if (tunnel == NULL)
		add_part(parts, connection);
	else if (walk_next(&tunnels) == NULL)
		add_part(parts, tunnel);
	add_part(parts, shared_end(topo, connection, A_ENTERPRISE_END));
	add_part(parts, shared_end(topo, connection, A_PROVIDER_END));
}

static struct parts parts_of(const struct deployment *deployment, const struct element *trunk)
{
	const struct topology *topo = deployment->topo;
	const struct element *pool = topo_ref(topo, trunk, A_MEDIATION_POOL);
	const struct element *connection = topo_ref(
		topo, trunk_holder(topo, &deployment->fallback, trunk, A_CONNECTION), A_CONNECTION);
	struct parts parts = { .n = 0 };

	add_part(&parts, trunk);
	add_part(&parts, topo_ref(topo, trunk, A_PEER));
	if (pool != NULL && is_one_server(topo, pool))
		add_part(&parts, pool);
	if (connection != NULL)
		add_parts_of_connection(&parts, topo, connection);
	return parts;
}

struct ranked {
	int64_t priority;
	const struct element *route;
};

static int compare_ranked(const void *a, const void *b)
{
	const struct ranked *one = a;
	const struct ranked *other = b;

	if (one->priority != other->priority)
		return one->priority < other->priority ? -1 : 1;
	return one->route < other->route ? -1 : one->route > other->route;
}

static bool add_route(struct policy_routes *routes, const struct element *route)
{
	for (uint32_t i = 0; i < routes->n; i++)
		if (routes->route[i] == route)
			return true;
	if (!mem_grow(&routes->route, &routes->room, routes->n + 1, sizeof(const struct element *)))
		return false;
	routes->route[routes->n++] = route;
	return true;
}

static bool add_usage(struct policy_routes *routes, const struct topology *topo, const struct element *usage)
{
	struct walk referrers = walk_referrers(topo, usage, K_VOICE_ROUTE, A_USAGES);
	struct ranked *ranked = NULL;
	const struct element *route;
	uint32_t n = 0;
	uint32_t room = 0;
	bool is_done = true;

	while (is_done && (route = walk_next(&referrers)) != NULL) {
		int64_t priority = INT64_MAX;

		topo_int(topo, route, A_PRIORITY, &priority);
		is_done = mem_grow(&ranked, &room, n + 1, sizeof(*ranked));
		if (is_done)
			ranked[n++] = (struct ranked){ priority, route };
	}
	if (n > 1)
		qsort(ranked, n, sizeof(*ranked), compare_ranked);
	for (uint32_t i = 0; is_done && i < n && routes->n <= MOST_ROUTES; i++)
		is_done = add_route(routes, ranked[i].route);
	mem_free(ranked);
	return is_done;
}

bool policy_routes_make(
	struct policy_routes *routes, const struct topology *topo, const struct element *policy)
{
	struct refs usages = topo_refs(topo, policy, A_USAGES);

	*routes = (struct policy_routes){ .n = 0 };
	for (uint32_t i = 0; i < usages.n; i++)
		if (!add_usage(routes, topo, refs_nth(usages, i)))
			return false;
	return true;
}

void policy_routes_release(struct policy_routes *routes)
{
	mem_free(routes->route);
	*routes = (struct policy_routes){ 0 };
}

static bool add_trunks(struct ways *ways, const struct topology *topo, const struct element *route)
{
	struct refs trunks = topo_refs(topo, route, A_TRUNKS);

	for (uint32_t i = 0; i < trunks.n; i++) {
		const struct element *trunk = refs_nth(trunks, i);
		bool is_known = false;

		for (uint32_t k = 0; k < ways->n; k++)
			is_known |= ways->trunk[k] == trunk;
		if (is_known)
			continue;
		if (!mem_grow(&ways->trunk, &ways->room, ways->n + 1, sizeof(const struct element *)))
			return false;
		ways->trunk[ways->n++] = trunk;
	}
	return true;
}

static bool takes(struct patterns *patterns, const struct topology *topo, const struct element *route,
	const char *number)
{
	const struct pattern *pattern = patterns_get(patterns, topo_text(topo, route, A_PATTERN));

	return pattern != NULL && pattern_is_valid(pattern) &&
		str_starts(str_of(number), pattern_prefix(pattern)) &&
		pattern_match(patterns, pattern, str_of(number)) == MATCH_YES;
}

bool ways_of(struct ways *ways, struct patterns *patterns, const struct policy_routes *routes,
	const struct topology *topo, const struct element *route)
{
	const struct pattern *pattern = patterns_get(patterns, topo_text(topo, route, A_PATTERN));
	char number[PATTERN_EXAMPLE_LENGTH];
	bool has_number = pattern != NULL && pattern_is_valid(pattern) &&
		pattern_example(patterns, pattern, number);

	*ways = (struct ways){ .n = 0 };
	for (uint32_t i = 0; i < routes->n; i++)
		if ((routes->route[i] == route ||
			    (has_number && takes(patterns, topo, routes->route[i], number))) &&
			!add_trunks(ways, topo, routes->route[i]))
			return false;
	return !mem_ran_out();
}

void ways_release(struct ways *ways)
{
	mem_free(ways->trunk);
	*ways = (struct ways){ 0 };
}

static bool add_lifeline(struct lifelines *lifelines, const struct element *part, const struct element *site)
{
	const struct topology *topo = lifelines->deployment->topo;

	if (!mem_grow(&lifelines->lifeline, &lifelines->room, lifelines->n + 1, sizeof(struct lifeline)))
		return false;
	lifelines->lifeline[lifelines->n++] = (struct lifeline){ topo_index(topo, part),
		topo_index(topo, site) };
	return true;
}

/* Parts that each way needs. */
static struct parts shared_parts(const struct deployment *deployment, const struct ways *ways)
{
	struct parts shared = { .n = 0 };

	if (ways->n > 0)
		shared = parts_of(deployment, ways->trunk[0]);
	for (uint32_t i = 1; i < ways->n && shared.n > 0; i++) {
		struct parts parts = parts_of(deployment, ways->trunk[i]);
		uint32_t n = 0;

		for (uint32_t k = 0; k < shared.n; k++)
			if (parts_hold(&parts, shared.part[k]))
				shared.part[n++] = shared.part[k];
		shared.n = n;
	}
	return shared;
}

/* Adds parts shared by the ways of each route of the policy, as lifelines of the site. */
static bool follow_policy(
	struct lifelines *lifelines, const struct element *policy, const struct element *site)
{
	const struct deployment *deployment = lifelines->deployment;
	struct policy_routes routes;
	bool is_done = policy_routes_make(&routes, deployment->topo, policy);

	if (routes.n > MOST_ROUTES) {
		lifelines->n_skipped++;
		routes.n = 0;
	}
	for (uint32_t i = 0; is_done && i < routes.n; i++) {
		struct ways ways;
		struct parts shared;

		is_done = ways_of(&ways, &lifelines->patterns, &routes, deployment->topo, routes.route[i]);
		shared = shared_parts(deployment, &ways);
		for (uint32_t k = 0; is_done && k < shared.n; k++)
			is_done = add_lifeline(lifelines, shared.part[k], site);
		ways_release(&ways);
	}
	policy_routes_release(&routes);
	return is_done;
}

/* People register with one server that nobody stands in for. */
static const struct element *single_registrar(const struct topology *topo, const struct element *group)
{
	bool assumed;
	const struct element *registrar = serving_registrar(topo, group, &assumed);

	if (registrar == NULL || registrar->kind != K_FRONT_END_POOL ||
		topo_ref(topo, registrar, A_BACKUP_POOL) != NULL || !is_one_server(topo, registrar))
		return NULL;
	return registrar;
}

/* A group and the policy that it has. */
struct group_policy {
	const struct element *site, *policy;
};

static int compare_groups(const void *a, const void *b)
{
	const struct group_policy *one = a;
	const struct group_policy *other = b;

	if (one->policy != other->policy)
		return one->policy < other->policy ? -1 : 1;
	return one->site < other->site ? -1 : one->site > other->site;
}

static int compare_lifelines(const void *a, const void *b)
{
	const struct lifeline *one = a;
	const struct lifeline *other = b;

	if (one->part != other->part)
		return one->part < other->part ? -1 : 1;
	return one->site < other->site ? -1 : one->site > other->site;
}

static void keep_each_once(struct lifelines *lifelines)
{
	uint32_t n = 0;

	if (lifelines->n > 1)
		qsort(lifelines->lifeline, lifelines->n, sizeof(struct lifeline), compare_lifelines);
	for (uint32_t i = 0; i < lifelines->n; i++)
		if (i == 0 || compare_lifelines(&lifelines->lifeline[i], &lifelines->lifeline[i - 1]) != 0)
			lifelines->lifeline[n++] = lifelines->lifeline[i];
	lifelines->n = n;
}

static bool follow_group(struct lifelines *lifelines, const struct element *group, struct group_policy *ret)
{
	const struct deployment *deployment = lifelines->deployment;
	const struct element *registrar = single_registrar(deployment->topo, group);

	*ret = (struct group_policy){ site_of(deployment->topo, group), users_policy(deployment, group) };
	return registrar == NULL || ret->site == NULL || add_lifeline(lifelines, registrar, ret->site);
}

bool lifelines_make(struct lifelines *lifelines, const struct deployment *deployment)
{
	const struct topology *topo = deployment->topo;
	struct walk groups = walk_kind(topo, K_USERS);
	struct group_policy *pair = mem_zalloc((topo_count(topo, K_USERS) + 1) * sizeof(*pair));
	const struct element *group;
	bool is_done = pair != NULL;
	uint32_t n = 0;

	*lifelines = (struct lifelines){ .deployment = deployment };
	while (is_done && (group = walk_next(&groups)) != NULL)
		if (users_have_voice(topo, group))
			is_done = follow_group(lifelines, group, &pair[n++]);
	if (is_done && n > 1)
		qsort(pair, n, sizeof(*pair), compare_groups);
	for (uint32_t i = 0; is_done && i < n; i++)
		if (pair[i].site != NULL && pair[i].policy != NULL &&
			(i == 0 || compare_groups(&pair[i], &pair[i - 1]) != 0))
			is_done = follow_policy(lifelines, pair[i].policy, pair[i].site);
	mem_free(pair);
	keep_each_once(lifelines);
	return is_done;
}

void lifelines_release(struct lifelines *lifelines)
{
	mem_free(lifelines->lifeline);
	patterns_release(&lifelines->patterns);
	*lifelines = (struct lifelines){ 0 };
}
