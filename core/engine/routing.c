/* SPDX-License-Identifier: MIT */
#include "engine/routing.h"

#include "base/mem.h"
#include "engine/reach.h"
#include "engine/watch.h"
#include "engine/way.h"

#include <stdlib.h>

#define SOURCE_ROUTING "outbound voice routing"
#define SOURCE_ROUTE "New-CsVoiceRoute"
#define SOURCE_DIAL_PLAN "dial plans and normalization rules"
#define SOURCE_TRANSLATION "New-CsTrunkConfiguration, translation rules of outbound numbers"
#define SOURCE_INTER_TRUNK "inter-trunk routing, New-CsTrunkConfiguration"

/* A dial plan that refers to the element by its scope. */
static const struct element *plan_of_scope(const struct topology *topo, const struct element *scope)
{
	struct walk plans;

	if (scope == NULL)
		return NULL;
	plans = walk_referrers(topo, scope, K_DIAL_PLAN, A_SCOPE);
	return walk_next(&plans);
}

static const struct element *global_plan(const struct topology *topo)
{
	struct walk plans = walk_kind(topo, K_DIAL_PLAN);
	const struct element *plan;

	while ((plan = walk_next(&plans)) != NULL)
		if (topo_scope(topo, plan, A_SCOPE) == SCOPE_GLOBAL)
			return plan;
	return NULL;
}

static const struct element *dial_plan_of(struct draft *draft, const struct element *users)
{
	const struct topology *topo = draft->world->topo;
	const struct element *plan = topo_ref(topo, users, A_DIAL_PLAN);
	bool assumed;

	if (plan == NULL)
		plan = plan_of_scope(topo, subscriber_registrar(topo, &draft->caller, &assumed));
	if (plan == NULL)
		plan = plan_of_scope(topo, site_of(topo, users));
	return plan != NULL ? plan : global_plan(topo);
}

struct str routing_normalise(struct draft *draft, const struct element *users, struct str dialled)
{
	struct world *world = draft->world;
	const struct element *plan = dial_plan_of(draft, users);
	struct walk rules;
	const struct element *rule;

	if (plan == NULL || str_starts(dialled, "+"))
		return dialled;
	rules = walk_children(world->topo, plan, BIT(K_NORMALIZE));
	while ((rule = walk_next(&rules)) != NULL) {
		const struct pattern *pattern = patterns_get(
			&world->patterns, topo_text(world->topo, rule, A_PATTERN));
		struct str number;

		if (pattern == NULL ||
			pattern_replace(&world->patterns, pattern, dialled,
				topo_text(world->topo, rule, A_REPLACEMENT), draft->arena,
				&number) != MATCH_YES)
			continue;
		draft_step(draft, SOURCE_DIAL_PLAN, "%s makes %.*s of %.*s", draft_label(draft, plan),
			STR_ARG(number), STR_ARG(dialled));
		return number;
	}
	draft_step(draft, SOURCE_DIAL_PLAN, "no rule of %s takes %.*s", draft_label(draft, plan),
		STR_ARG(dialled));
	return dialled;
}

static bool lists_word(struct str list, struct str word)
{
	struct str token;

	while (str_next_token(&list, &token))
		if (str_equal(token, word))
			return true;
	return false;
}

bool routing_is_emergency(struct draft *draft, const struct element *users, struct str dialled,
	const struct element **ret_emergency)
{
	const struct topology *topo = draft->world->topo;
	struct walk ways = walk_kind(topo, K_EMERGENCY);
	const struct element *way;
	struct str digits = dialled;
	bool any = false;

	*ret_emergency = NULL;
	if (str_starts(digits, "+"))
		digits = (struct str){ digits.text + 1, digits.length - 1 };
	while ((way = walk_next(&ways)) != NULL) {
		struct refs sites = topo_refs(topo, way, A_SITES);

		if (!lists_word(topo_text(topo, way, A_NUMBERS), digits))
			continue;
		any = true;
		if (*ret_emergency == NULL && (sites.n == 0 || refs_hold(sites, site_of(topo, users))))
			*ret_emergency = way;
	}
	return any;
}

/* A route that a usage leads to. */
struct found_route {
	const struct element *route;
	const struct pattern *pattern; /* NULL where there is none that can be used */
	int64_t priority;
};

/* In the order in which they are tried. */
struct usage_routes {
	struct found_route *found;
	uint32_t n;
};

static int compare_routes(const void *left, const void *right)
{
	const struct found_route *a = left;
	const struct found_route *b = right;

	if (a->priority != b->priority)
		return a->priority < b->priority ? -1 : 1;
	return (a->route > b->route) - (a->route < b->route);
}

static uint32_t count_routes(const struct topology *topo, const struct element *usage)
{
	struct walk routes = walk_referrers(topo, usage, K_VOICE_ROUTE, A_USAGES);
	uint32_t n = 0;

	while (walk_next(&routes) != NULL)
		n++;
	return n;
}

static bool find_routes(struct world *world, const struct element *usage, struct usage_routes *ret)
{
	const struct topology *topo = world->topo;
	struct walk routes = walk_referrers(topo, usage, K_VOICE_ROUTE, A_USAGES);
	const struct element *route;

	ret->found = arena_alloc(&world->kept, count_routes(topo, usage) * sizeof(*ret->found));
	if (ret->found == NULL)
		return false;
	while ((route = walk_next(&routes)) != NULL) {
		struct found_route *found = &ret->found[ret->n++];

		*found = (struct found_route){ .route = route, .priority = INT64_MAX };
		topo_int(topo, route, A_PRIORITY, &found->priority);
		found->pattern = patterns_get(&world->patterns, topo_text(topo, route, A_PATTERN));
		if (found->pattern != NULL && !pattern_is_valid(found->pattern))
			found->pattern = NULL;
	}
	if (ret->n > 1)
		qsort(ret->found, ret->n, sizeof(*ret->found), compare_routes);
	return true;
}

/* Sorted once a run. NULL when out of memory. */
static const struct usage_routes *routes_of(struct world *world, const struct element *usage)
{
	uint32_t at = topo_index(world->topo, usage);
	struct usage_routes *routes;

	if (world->usage == NULL)
		world->usage = mem_zalloc(world->topo->n_element * sizeof(*world->usage));
	if (world->usage == NULL || world->usage[at] != NULL)
		return world->usage != NULL ? world->usage[at] : NULL;
	routes = arena_alloc(&world->kept, sizeof(*routes));
	if (routes == NULL)
		return NULL;
	*routes = (struct usage_routes){ .n = 0 };
	if (find_routes(world, usage, routes))
		world->usage[at] = routes;
	return world->usage[at];
}

static bool route_takes(struct draft *draft, const struct found_route *found)
{
	if (found->pattern == NULL) {
		draft_step(draft, SOURCE_ROUTE, "%s has no usable pattern and takes nothing",
			draft_label(draft, found->route));
		return false;
	}
	switch (pattern_match(&draft->world->patterns, found->pattern, draft->number)) {
	case MATCH_YES:
		return true;
	case MATCH_TOO_COSTLY:
		draft_step(draft, SOURCE_ROUTE,
			"the pattern of %s is too costly to try, so the route is passed over",
			draft_label(draft, found->route));
		return false;
	case MATCH_NO:
		break;
	}
	return false;
}

static bool was_added(const struct draft *draft, const struct element *trunk)
{
	for (uint32_t i = 0; i < draft->n_tail; i++)
		if (draft->tail[i].trunk == trunk)
			return true;
	return false;
}

static bool peer_was_added(const struct draft *draft, const struct element *peer)
{
	for (uint32_t i = 0; i < draft->n_tail; i++)
		if (topo_ref(draft->world->topo, draft->tail[i].trunk, A_PEER) == peer)
			return true;
	return false;
}

/* What the far end would say, found by following its way. */
static void follow(struct draft *draft, struct tail *tail, const struct element *peer)
{
	const struct element *trunk;

	switch (way_on(draft, peer, &tail->path, &trunk)) {
	case WAY_ARRIVED:
		break;
	case WAY_TO_LYNC:
	case WAY_LOOP:
		tail->status = 482;
		tail->why = way_status_text(WAY_LOOP);
		break;
	case WAY_NOWHERE:
		tail->ends_there = true;
		tail->status = 404;
		tail->why = way_status_text(WAY_NOWHERE);
		break;
	case WAY_DOWN:
		tail->status = 503;
		tail->why = way_status_text(WAY_DOWN);
		break;
	}
}

/* The Front End that routes the call is the last box of the way in. */
static bool front_end_reaches(struct draft *draft, const struct element *pool)
{
	const struct path *head = &draft->head;

	return head->n == 0 || reach_between(draft, head->node[head->n - 1].element, pool);
}

/* The number as it leaves over the trunk. */
static void translate(struct draft *draft, const struct element *trunk)
{
	struct world *world = draft->world;
	const struct element *config = trunk_config(world->topo, &world->plan->fallback, trunk);
	struct walk rules;
	const struct element *rule;
	struct str number;

	if (config == NULL)
		return;
	rules = walk_children(world->topo, config, BIT(K_TRANSLATE));
	while ((rule = walk_next(&rules)) != NULL) {
		const struct pattern *pattern = patterns_get(
			&world->patterns, topo_text(world->topo, rule, A_PATTERN));

		if (pattern == NULL || topo_choice(world->topo, rule, A_ON) != TRANSLATE_ON_CALLED ||
			pattern_replace(&world->patterns, pattern, draft->number,
				topo_text(world->topo, rule, A_REPLACEMENT), draft->arena,
				&number) != MATCH_YES)
			continue;
		draft_step(draft, SOURCE_TRANSLATION, "over %s the number leaves as %.*s",
			draft_label(draft, trunk), STR_ARG(number));
		return;
	}
	if (topo_bool(world->topo, config, A_REMOVE_PLUS) == TRI_TRUE && str_starts(draft->number, "+"))
		draft_step(draft, SOURCE_TRANSLATION, "over %s the number leaves as %.*s",
			draft_label(draft, trunk), (int)draft->number.length - 1, draft->number.text + 1);
}

static void add_trunk(struct draft *draft, const struct element *route, const struct element *trunk)
{
	const struct world *world = draft->world;
	const struct element *pool = topo_ref(world->topo, trunk, A_MEDIATION_POOL);
	const struct element *peer = topo_ref(world->topo, trunk, A_PEER);
	struct tail *tail;
	int64_t since;

	journal_stage(world->journal, 2 * draft->n_tail);
	if (pool == NULL || peer == NULL || was_added(draft, trunk) ||
		(engine_policy_is(world->policies, POLICY_GATEWAY_ONCE, "true") &&
			peer_was_added(draft, peer)))
		return;
	if (watch_is_down(draft, trunk, &since)) {
		draft->all_down = true;
		draft_step(draft, "OPTIONS monitoring: policies options-interval-s, options-down-after",
			"%s is marked down since %lld s and is passed over", draft_label(draft, trunk),
			(long long)(since / NANOSECONDS));
		return;
	}
	tail = draft_add_tail(draft);
	if (tail == NULL)
		return;
	tail->route = route;
	tail->trunk = trunk;
	path_add(&tail->path, topo_id(world->topo, pool), pool, STRETCH_CORE, "");
	tail->unreachable = !way_to_peer(draft, trunk, &tail->path) ||
		reach_broken_at(draft, &tail->path) > 0;
	tail->is_cut_off = !front_end_reaches(draft, pool);
	translate(draft, trunk);
	if (!tail->unreachable && !tail->is_cut_off)
		follow(draft, tail, peer);
}

/* Trunks of a route in the order in which the policy takes them. */
static void add_trunks(struct draft *draft, const struct element *route)
{
	struct world *world = draft->world;
	struct refs trunks = topo_refs(world->topo, route, A_TRUNKS);
	uint32_t first = 0;

	/* Which trunk comes next matters only if the call gets beyond those there are: see trial.c. */
	journal_stage(world->journal, 2 * draft->n_tail);
	if (engine_policy_is(world->policies, POLICY_ROUTE_SELECTION, "round-robin"))
		first = world_turn(world, route, trunks.n, true);
	else if (engine_policy_is(world->policies, POLICY_ROUTE_SELECTION, "random"))
		first = world_chance(world, trunks.n, true);
	for (uint32_t i = 0; i < trunks.n; i++)
		add_trunk(draft, route, refs_nth(trunks, (first + i) % trunks.n));
}

static void try_usage(struct draft *draft, const struct element *usage)
{
	const struct usage_routes *routes = routes_of(draft->world, usage);
	bool any = false;

	for (uint32_t i = 0; routes != NULL && i < routes->n; i++) {
		const struct element *route = routes->found[i].route;

		if (!route_takes(draft, &routes->found[i]))
			continue;
		any = true;
		draft_step(draft, SOURCE_ROUTING, "%s: %s takes %.*s", draft_label(draft, usage),
			draft_label(draft, route), STR_ARG(draft->number));
		add_trunks(draft, route);
	}
	if (!any)
		draft_step(draft, SOURCE_ROUTING, "%s: none of its routes takes %.*s",
			draft_label(draft, usage), STR_ARG(draft->number));
}

static void try_usages(struct draft *draft, struct refs usages)
{
	for (uint32_t i = 0; i < usages.n; i++)
		try_usage(draft, refs_nth(usages, i));
}

/*
 * The policy of a telephone without a user is not described: that of its site or the global one, else that of the
 * people there.
 */
static const struct element *policy_of_device(struct draft *draft, const struct element *device)
{
	const struct topology *topo = draft->world->topo;
	const struct element *site = site_of(topo, device);
	struct walk policies = walk_referrers(topo, site, K_VOICE_POLICY, A_SCOPE);
	struct walk groups = walk_children(topo, site, BIT(K_USERS));
	const struct element *policy = walk_next(&policies);
	const struct element *users;

	if (policy == NULL)
		policy = draft->world->plan->global_policy;
	while (policy == NULL && (users = walk_next(&groups)) != NULL) {
		policy = users_have_voice(topo, users) ? users_policy(draft->world->plan, users) : NULL;
		if (policy != NULL)
			draft_assume(draft, "assuming %s has the voice policy of %s",
				draft_label(draft, device), draft_label(draft, users));
	}
	return policy;
}

void routing_outbound(struct draft *draft, const struct element *caller)
{
	const struct element *policy = caller->kind == K_DEVICE ? policy_of_device(draft, caller) :
								  users_policy(draft->world->plan, caller);

	if (policy == NULL) {
		draft_step(draft, SOURCE_ROUTING, "%s has no voice policy", draft_label(draft, caller));
		return;
	}
	draft_step(
		draft, SOURCE_ROUTING, "%s has %s", draft_label(draft, caller), draft_label(draft, policy));
	try_usages(draft, topo_refs(draft->world->topo, policy, A_USAGES));
}

void routing_emergency(struct draft *draft, const struct element *emergency)
{
	struct refs trunks = topo_refs(draft->world->topo, emergency, A_TRUNKS);

	draft_step(
		draft, "emergency calls", "an emergency call leaves by the trunks that are planned for it");
	for (uint32_t i = 0; i < trunks.n; i++)
		add_trunk(draft, NULL, refs_nth(trunks, i));
}

void routing_between_trunks(struct draft *draft, const struct element *trunk)
{
	const struct world *world = draft->world;
	const struct element *config = trunk_config(world->topo, &world->plan->fallback, trunk);
	struct refs usages = { .n = 0 };

	if (config != NULL)
		usages = topo_refs(world->topo, config, A_PSTN_USAGES);
	if (usages.n == 0) {
		draft_step(draft, SOURCE_INTER_TRUNK,
			"the configuration of %s names no usage, so what comes over it goes to nobody outside",
			draft_label(draft, trunk));
		return;
	}
	draft_step(draft, SOURCE_INTER_TRUNK, "what comes over %s may use the usages of its configuration",
		draft_label(draft, trunk));
	try_usages(draft, usages);
}
