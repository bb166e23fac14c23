/* SPDX-License-Identifier: MIT */
/* What stands in for what: backup pools, second ways to the PSTN, and parts that calls cannot do without. */
#include "base/mem.h"
#include "model/serving.h"
#include "render/lifelines.h"
#include "render/map.h"
#include "render/vital.h"

#include <string.h>

enum {
	MOST_LISTS = 6, /* different ways of one policy in its box */
	MOST_NAMES = 3, /* routes of one of them */
};

struct failover {
	struct sketch sketch;
	struct deployment deployment;
	struct lifelines lifelines;
	struct patterns patterns;
};

/* Pools, peers of trunks and ends of tunnels: what a call to the PSTN passes. */
static void add_home(struct sketch *sketch, const struct element *home)
{
	uint64_t kinds = MEDIATION_POOLS | BIT(K_FRONT_END_POOL) | PEERS | VPN_ENDS;
	struct walk children = walk_children(sketch->topo, home, kinds);
	const struct element *child;

	while ((child = walk_next(&children)) != NULL) {
		if ((PEERS & BIT(child->kind)) && trunk_to(sketch->topo, child) == NULL)
			continue;
		if (sketch_area_of(sketch, home) == 0)
			sketch_area(sketch, home, home->kind == K_SITE ? AREA_SITE : AREA_PROVIDER, 0);
		sketch_box(sketch, child, sketch_area_of(sketch, home));
	}
}

static void add_connections(struct sketch *sketch)
{
	struct walk connections = walk_kind(sketch->topo, K_CONNECTION);
	const struct element *connection;

	while ((connection = walk_next(&connections)) != NULL) {
		struct walk tunnels = walk_children(sketch->topo, connection, BIT(K_TUNNEL));

		if (walk_next(&tunnels) == NULL)
			sketch_box(sketch, connection, 0);
	}
}

static bool is_same(const struct ways *one, const struct ways *other)
{
	return one->n == other->n &&
		(one->n == 0 || memcmp(one->trunk, other->trunk, one->n * sizeof(*one->trunk)) == 0);
}

static void tell_ways(struct sketch *sketch, struct diagram_thing *thing, const struct ways *ways)
{
	if (ways->n == 0)
		diagram_add_text(sketch->diagram, thing, "no way");
	for (uint32_t i = 0; i < ways->n; i++)
		diagram_add_text(sketch->diagram, thing, "%u. %s", (unsigned)(i + 1),
			sketch_title(sketch, ways->trunk[i]));
}

/* The route, and those after it whose calls have the same ways; they are marked as told. */
static void name_routes(struct failover *failover, struct diagram_thing *thing,
	const struct policy_routes *routes, const struct ways *ways, uint32_t first, bool *told)
{
	struct sketch *sketch = &failover->sketch;
	uint32_t n = 0;

	for (uint32_t i = first; i < routes->n; i++) {
		struct ways other = { .n = 0 };
		bool is_meant = !told[i] &&
			ways_of(&other, &failover->patterns, routes, sketch->topo, routes->route[i]) &&
			is_same(ways, &other);

		ways_release(&other);
		told[i] |= is_meant;
		if (is_meant && ++n <= MOST_NAMES)
			diagram_add_text(
				sketch->diagram, thing, "%s", sketch_title(sketch, routes->route[i]));
	}
	if (n > MOST_NAMES)
		diagram_add_text(sketch->diagram, thing, "and %u more routes", (unsigned)(n - MOST_NAMES));
}

/* Each list of trunks once, with the routes that lead to it. */
static void tell_routes(
	struct failover *failover, const struct policy_routes *routes, struct diagram_thing *thing)
{
	struct sketch *sketch = &failover->sketch;
	bool *told = mem_zalloc(routes->n + 1);
	uint32_t n = 0;
	uint32_t n_more = 0;

	for (uint32_t i = 0; told != NULL && i < routes->n; i++) {
		struct ways ways;

		if (told[i])
			continue;
		if (++n > MOST_LISTS) {
			n_more++;
			continue;
		}
		if (ways_of(&ways, &failover->patterns, routes, sketch->topo, routes->route[i])) {
			name_routes(failover, thing, routes, &ways, i, told);
			tell_ways(sketch, thing, &ways);
		}
		ways_release(&ways);
	}
	if (n_more > 0)
		diagram_add_text(sketch->diagram, thing, "and %u routes with other ways", (unsigned)n_more);
	mem_free(told);
}

/* A policy stands in the site of the first group that has it, above their registrar. */
static void add_policy(struct failover *failover, const struct element *policy, const struct element *group)
{
	struct sketch *sketch = &failover->sketch;
	const struct element *site = site_of(sketch->topo, group);
	uint32_t number = sketch_box_of(sketch, policy);
	struct policy_routes routes;
	bool assumed;

	if (number == NO_BOX) {
		if (sketch_area_of(sketch, site) == 0)
			sketch_area(sketch, site, AREA_SITE, 0);
		number = sketch_box(sketch, policy, sketch_area_of(sketch, site));
		if (number == NO_BOX)
			return;
		sketch->diagram->box[number].caption = "calls out, policy";
		if (policy_routes_make(&routes, sketch->topo, policy))
			tell_routes(failover, &routes, &sketch->diagram->box[number].thing);
		policy_routes_release(&routes);
	}
	sketch_tie(sketch, LINE_BELONGS, number,
		sketch_box_of(sketch, serving_registrar(sketch->topo, group, &assumed)));
}

static void add_policies(struct failover *failover)
{
	struct sketch *sketch = &failover->sketch;
	struct walk groups = walk_kind(sketch->topo, K_USERS);
	const struct element *last_policy = NULL;
	const struct element *last_registrar = NULL;
	const struct element *group;

	while ((group = walk_next(&groups)) != NULL) {
		const struct element *policy = users_policy(&failover->deployment, group);
		bool assumed;
		const struct element *registrar = serving_registrar(sketch->topo, group, &assumed);

		if (policy == NULL || !users_have_voice(sketch->topo, group) ||
			(policy == last_policy && registrar == last_registrar))
			continue;
		last_policy = policy;
		last_registrar = registrar;
		add_policy(failover, policy, group);
	}
}

static void join_backups(struct sketch *sketch)
{
	struct walk pools = walk_kind(sketch->topo, K_FRONT_END_POOL);
	const struct element *pool;

	while ((pool = walk_next(&pools)) != NULL) {
		const struct element *backup = topo_ref(sketch->topo, pool, A_BACKUP_POOL);
		bool is_mutual = backup != NULL && topo_ref(sketch->topo, backup, A_BACKUP_POOL) == pool;
		uint32_t line;

		if (backup == NULL || (is_mutual && backup < pool))
			continue;
		line = sketch_tie(
			sketch, LINE_BACKUP, sketch_box_of(sketch, pool), sketch_box_of(sketch, backup));
		if (line != NO_BOX) {
			sketch->diagram->line[line].ends = is_mutual ? ENDS_BOTH : ENDS_TO;
			sketch->diagram->line[line].thing.title = "backup";
		}
	}
}

/* The line that the element became, or NULL. */
static struct diagram_line *line_of(struct sketch *sketch, const struct element *e)
{
	struct diagram *diagram = sketch->diagram;

	for (uint32_t i = 0; i < diagram->n_line; i++)
		if (diagram->line[i].thing.id == topo_id(sketch->topo, e))
			return &diagram->line[i];
	return NULL;
}

/* A WAN link does not order sites that the trunks over it order already. */
static void keep_sites_level(struct sketch *sketch)
{
	struct walk links = walk_kind(sketch->topo, K_WAN_LINK);
	const struct element *link;

	while ((link = walk_next(&links)) != NULL) {
		struct walk trunks = walk_referrers(sketch->topo, link, K_TRUNK, A_CONNECTION);
		struct diagram_line *line = walk_next(&trunks) != NULL ? line_of(sketch, link) : NULL;

		if (line == NULL)
			continue;
		line->is_side = true;
		line->thing.title = ""; /* such a line has no place for a label */
	}
}

static void mark_all(struct failover *failover)
{
	struct sketch *sketch = &failover->sketch;
	uint32_t n_skipped = failover->lifelines.n_skipped;

	vital_mark(sketch, &failover->lifelines, sketch->request->risks);
	if (n_skipped > 0)
		diagram_add_note(sketch->diagram, "Not examined: %u %s with very many routes.",
			(unsigned)n_skipped, n_skipped == 1 ? "policy" : "policies");
}

static void add_all(struct failover *failover)
{
	struct sketch *sketch = &failover->sketch;
	struct walk sites = walk_kind(sketch->topo, K_SITE);
	struct walk providers = walk_kind(sketch->topo, K_PROVIDER);
	const struct element *home;

	while ((home = walk_next(&sites)) != NULL)
		add_home(sketch, home);
	add_connections(sketch);
	while ((home = walk_next(&providers)) != NULL)
		add_home(sketch, home);
	add_policies(failover);
	map_lines(sketch);
	join_backups(sketch);
	keep_sites_level(sketch);
	mark_all(failover);
	if (sketch->diagram->n_box == 0)
		diagram_add_note(sketch->diagram,
			"Nothing to draw: no pool and nobody with a voice policy is described.");
	else
		diagram_add_note(sketch->diagram,
			"A single point of failure is a part without which some call with the PSTN or for help fails.");
}

static void make(const struct view_request *request, struct diagram *diagram)
{
	struct failover failover = { .patterns = { 0 } };

	if (sketch_begin(&failover.sketch, request, diagram)) {
		diagram->subtitle =
			"Failover: ways to the PSTN in order of trial, and what stands in for what";
		if (deployment_make(&failover.deployment, request->topo) &&
			lifelines_make(&failover.lifelines, &failover.deployment))
			add_all(&failover);
		lifelines_release(&failover.lifelines);
		deployment_release(&failover.deployment);
	}
	patterns_release(&failover.patterns);
	sketch_end(&failover.sketch);
}

const struct view view_failover = {
	.name = "failover",
	.title = "backup pools, trunks in order of trial, single points of failure",
	.sweeps = true,
	.make = make,
};
