/* SPDX-License-Identifier: MIT */
/* Which way a call leaves: groups by voice policy, PSTN usages and voice routes in their order, trunks by peer. */
#include "base/mem.h"
#include "model/deployment.h"
#include "model/describe.h"
#include "render/sketch.h"

#include <stdlib.h>

/* Routes of one usage: the lower number first, then the one that is written first. */
struct ranked_route {
	int64_t priority;
	const struct element *route;
};

struct voice {
	struct sketch sketch;
	struct deployment deployment;
	uint32_t *first;     /* by element: the box of the first group that has this policy, plus 1 */
	uint32_t no_policy;  /* area of groups without one */
	uint32_t n_left_out; /* groups without Enterprise Voice */
	uint32_t n_emergency;
	struct ranked_route *ranked;
	uint32_t room;
};

static void join_in_order(
	struct sketch *sketch, uint32_t from, uint32_t from_area, uint32_t to, uint32_t place)
{
	uint32_t line = sketch_tie(sketch, LINE_ORDER, from, to);

	if (line == NO_BOX)
		return;
	sketch->diagram->line[line].ends = ENDS_TO;
	sketch->diagram->line[line].from_area = from_area;
	if (place > 0)
		sketch->diagram->line[line].thing.title = arena_printf(
			&sketch->diagram->arena, "%u.", (unsigned)place);
}

/* A row with what an attribute says, if it says anything. */
static void tell(struct sketch *sketch, uint32_t box, const struct element *e, enum attr attr,
	const char *before, const char *after)
{
	const char *value = describe_value(sketch->topo, e, attr, &sketch->diagram->arena);

	if (*value != '\0')
		diagram_add_text(
			sketch->diagram, &sketch->diagram->box[box].thing, "%s%s%s", before, value, after);
}

/* The area of a policy stands around the groups that have it. */
static uint32_t policy_area(struct voice *voice, const struct element *policy)
{
	struct sketch *sketch = &voice->sketch;
	uint32_t area = policy != NULL ? sketch_area_of(sketch, policy) : voice->no_policy;

	if (area > 0)
		return area;
	if (policy == NULL) {
		voice->no_policy = diagram_add_area(sketch->diagram,
			&(struct diagram_area){
				.thing = sketch_idea(sketch, ".no-policy", "no voice policy"),
				.figure = AREA_GROUP,
			});
		return voice->no_policy;
	}
	area = sketch_area(sketch, policy, AREA_GROUP, 0);
	if (area > 0)
		sketch->diagram->area[area - 1].thing.title = arena_printf(
			&sketch->diagram->arena, "voice policy %s", sketch_title(sketch, policy));
	return area;
}

static void add_groups(struct voice *voice)
{
	struct sketch *sketch = &voice->sketch;
	struct walk groups = walk_kind(sketch->topo, K_USERS);
	const struct element *group;

	while ((group = walk_next(&groups)) != NULL) {
		const struct element *policy = users_policy(&voice->deployment, group);
		uint32_t box;

		if (!users_have_voice(sketch->topo, group)) {
			voice->n_left_out++;
			continue;
		}
		box = sketch_box(sketch, group, policy_area(voice, policy));
		if (box != NO_BOX && policy != NULL && voice->first[topo_index(sketch->topo, policy)] == 0)
			voice->first[topo_index(sketch->topo, policy)] = box + 1;
	}
}

/* A dial plan has the scope of a group by its name, of a site or pool, or of all. */
static const struct element *dial_plan_of(const struct topology *topo, const struct element *group)
{
	const struct element *pool = topo_ref(topo, group, A_FRONT_END_POOL);
	const struct element *plan = topo_ref(topo, group, A_DIAL_PLAN);
	struct walk plans;

	if (plan != NULL)
		return plan;
	if (pool != NULL) {
		plans = walk_referrers(topo, pool, K_DIAL_PLAN, A_SCOPE);
		plan = walk_next(&plans);
	}
	if (plan == NULL && site_of(topo, group) != NULL) {
		plans = walk_referrers(topo, site_of(topo, group), K_DIAL_PLAN, A_SCOPE);
		plan = walk_next(&plans);
	}
	plans = walk_kind(topo, K_DIAL_PLAN);
	for (const struct element *e = walk_next(&plans); plan == NULL && e != NULL; e = walk_next(&plans))
		if (topo_scope(topo, e, A_SCOPE) == SCOPE_GLOBAL)
			plan = e;
	return plan;
}

static void add_dial_plans(struct sketch *sketch)
{
	struct walk plans = walk_kind(sketch->topo, K_DIAL_PLAN);
	const struct element *plan;

	while ((plan = walk_next(&plans)) != NULL) {
		struct walk rules = walk_children(sketch->topo, plan, BIT(K_NORMALIZE));
		uint32_t box = sketch_box(sketch, plan, 0);
		const struct element *rule;
		uint32_t n = 0;

		if (box == NO_BOX)
			return;
		tell(sketch, box, plan, A_EXTERNAL_PREFIX, "outside with ", "");
		while ((rule = walk_next(&rules)) != NULL) {
			const char *pattern = describe_value(
				sketch->topo, rule, A_PATTERN, &sketch->diagram->arena);

			diagram_add_fact(sketch->diagram, &sketch->diagram->box[box].thing, "normalize",
				"%s becomes %s", pattern,
				describe_value(sketch->topo, rule, A_REPLACEMENT, &sketch->diagram->arena));
			n++;
		}
		diagram_add_text(sketch->diagram, &sketch->diagram->box[box].thing, "%u %s", (unsigned)n,
			n == 1 ? "rule" : "rules");
	}
}

static void join_dial_plans(struct sketch *sketch)
{
	struct walk groups = walk_kind(sketch->topo, K_USERS);
	const struct element *group;

	while ((group = walk_next(&groups)) != NULL)
		if (sketch_box_of(sketch, group) != NO_BOX)
			sketch_tie(sketch, LINE_BELONGS, sketch_box_of(sketch, group),
				sketch_box_of(sketch, dial_plan_of(sketch->topo, group)));
}

static void add_policies(struct voice *voice)
{
	struct sketch *sketch = &voice->sketch;
	struct walk policies = walk_kind(sketch->topo, K_VOICE_POLICY);
	const struct element *policy;

	while ((policy = walk_next(&policies)) != NULL) {
		struct refs usages = topo_refs(sketch->topo, policy, A_USAGES);
		uint32_t area = sketch_area_of(sketch, policy);
		uint32_t from = voice->first[topo_index(sketch->topo, policy)] - 1;

		if (area == 0) {
			from = sketch_box(sketch, policy, 0);
			if (from == NO_BOX)
				return;
			diagram_add_text(sketch->diagram, &sketch->diagram->box[from].thing, "nobody has it");
		}
		for (uint32_t i = 0; i < usages.n; i++)
			join_in_order(sketch, from, area, sketch_box_of(sketch, refs_nth(usages, i)),
				usages.n > 1 ? i + 1 : 0);
	}
}

static int compare_routes(const void *a, const void *b)
{
	const struct ranked_route *one = a;
	const struct ranked_route *other = b;

	if (one->priority != other->priority)
		return one->priority < other->priority ? -1 : 1;
	return one->route < other->route ? -1 : one->route > other->route;
}

static void join_routes(struct voice *voice, const struct element *usage)
{
	struct sketch *sketch = &voice->sketch;
	struct walk routes = walk_referrers(sketch->topo, usage, K_VOICE_ROUTE, A_USAGES);
	const struct element *route;
	uint32_t n = 0;

	while ((route = walk_next(&routes)) != NULL) {
		int64_t priority = INT64_MAX;

		if (!mem_grow(&voice->ranked, &voice->room, n + 1, sizeof(*voice->ranked)))
			return;
		topo_int(sketch->topo, route, A_PRIORITY, &priority);
		voice->ranked[n++] = (struct ranked_route){ priority, route };
	}
	if (n > 1)
		qsort(voice->ranked, n, sizeof(*voice->ranked), compare_routes);
	for (uint32_t i = 0; i < n; i++)
		join_in_order(sketch, sketch_box_of(sketch, usage), 0,
			sketch_box_of(sketch, voice->ranked[i].route), n > 1 ? i + 1 : 0);
	if (n == 0 && sketch_box_of(sketch, usage) != NO_BOX)
		diagram_add_text(sketch->diagram, &sketch->diagram->box[sketch_box_of(sketch, usage)].thing,
			"no route has it");
}

static void add_kind(struct sketch *sketch, enum kind kind)
{
	struct walk all = walk_kind(sketch->topo, kind);
	const struct element *e;

	while ((e = walk_next(&all)) != NULL)
		sketch_box(sketch, e, 0);
}

static void tell_routes(struct sketch *sketch)
{
	struct walk routes = walk_kind(sketch->topo, K_VOICE_ROUTE);
	const struct element *route;

	while ((route = walk_next(&routes)) != NULL) {
		uint32_t box = sketch_box_of(sketch, route);

		if (box == NO_BOX)
			return;
		tell(sketch, box, route, A_PATTERN, "", "");
		tell(sketch, box, route, A_PRIORITY, "priority ", "");
	}
}

static void join_trunks(struct sketch *sketch, const struct element *e, uint32_t from)
{
	struct refs trunks = topo_refs(sketch->topo, e, A_TRUNKS);

	for (uint32_t i = 0; i < trunks.n; i++)
		join_in_order(sketch, from, 0, sketch_box_of(sketch, refs_nth(trunks, i)),
			trunks.n > 1 ? i + 1 : 0);
}

static uint32_t peer_area(struct sketch *sketch, const struct element *peer)
{
	const struct element *home = peer != NULL ? topo_parent(sketch->topo, peer) : NULL;
	uint32_t area = sketch_area_of(sketch, peer);

	if (peer == NULL || area > 0)
		return area;
	area = sketch_area(sketch, peer, AREA_GROUP, 0);
	if (area > 0 && home != NULL)
		diagram_add_text(sketch->diagram, &sketch->diagram->area[area - 1].thing, "%s, %s",
			peer->kind == K_SBC         ? "SBC" :
				peer->kind == K_PBX ? "PBX" :
						      "gateway",
			sketch_title(sketch, home));
	return area;
}

/* Trunks stand in the area of the peer to which they lead. */
static void add_trunks(struct sketch *sketch)
{
	struct walk trunks = walk_kind(sketch->topo, K_TRUNK);
	const struct element *trunk;

	while ((trunk = walk_next(&trunks)) != NULL) {
		uint32_t area = peer_area(sketch, topo_ref(sketch->topo, trunk, A_PEER));
		uint32_t box = sketch_box(sketch, trunk, area);
		struct walk routes = walk_referrers(sketch->topo, trunk, K_VOICE_ROUTE, A_TRUNKS);

		if (box == NO_BOX)
			return;
		tell(sketch, box, trunk, A_MEDIATION_POOL, "from ", "");
		tell(sketch, box, trunk, A_MAX_CALLS, "at most ", " calls");
		if (walk_next(&routes) == NULL)
			diagram_add_text(
				sketch->diagram, &sketch->diagram->box[box].thing, "no route leads here");
	}
}

static void add_emergency(struct voice *voice, const struct element *emergency)
{
	struct sketch *sketch = &voice->sketch;
	struct refs sites = topo_refs(sketch->topo, emergency, A_SITES);
	struct diagram_box box = {
		.thing = sketch_thing(sketch, emergency),
		.figure = BOX_ROUTE,
		.caption = "emergency calls",
	};
	uint32_t number;

	box.thing.id = arena_printf(&sketch->diagram->arena, ".emergency-%u", (unsigned)++voice->n_emergency);
	box.thing.title = describe_value(sketch->topo, emergency, A_NUMBERS, &sketch->diagram->arena);
	for (uint32_t i = 0; i < sites.n; i++)
		diagram_add_text(
			sketch->diagram, &box.thing, "of %s", sketch_title(sketch, refs_nth(sites, i)));
	number = diagram_add_box(sketch->diagram, &box);
	if (number == NO_BOX)
		return;
	tell(sketch, number, emergency, A_METHOD, "by ", "");
	join_trunks(sketch, emergency, number);
}

static void join_all(struct voice *voice)
{
	struct sketch *sketch = &voice->sketch;
	struct walk usages = walk_kind(sketch->topo, K_PSTN_USAGE);
	struct walk routes = walk_kind(sketch->topo, K_VOICE_ROUTE);
	struct walk emergencies = walk_kind(sketch->topo, K_EMERGENCY);
	const struct element *e;

	add_policies(voice);
	join_dial_plans(sketch);
	while ((e = walk_next(&usages)) != NULL)
		join_routes(voice, e);
	while ((e = walk_next(&routes)) != NULL)
		join_trunks(sketch, e, sketch_box_of(sketch, e));
	while ((e = walk_next(&emergencies)) != NULL)
		add_emergency(voice, e);
}

static void add_all(struct voice *voice)
{
	struct sketch *sketch = &voice->sketch;

	add_groups(voice);
	add_dial_plans(sketch);
	add_kind(sketch, K_PSTN_USAGE);
	add_kind(sketch, K_VOICE_ROUTE);
	tell_routes(sketch);
	add_trunks(sketch);
	join_all(voice);
	if (sketch->diagram->n_box == 0)
		diagram_add_note(sketch->diagram,
			"Nothing to draw: no people with Enterprise Voice, no voice "
			"policy, no route and no trunk is described.");
	if (voice->n_left_out > 0)
		diagram_add_note(sketch->diagram, "Not drawn: %u %s without Enterprise Voice.",
			(unsigned)voice->n_left_out, voice->n_left_out == 1 ? "group" : "groups");
}

static void make(const struct view_request *request, struct diagram *diagram)
{
	struct voice voice = { .n_left_out = 0 };

	if (sketch_begin(&voice.sketch, request, diagram)) {
		voice.first = mem_zalloc((request->topo->n_element + 1) * sizeof(*voice.first));
		diagram->subtitle =
			"Voice routing: usages of a policy, routes of a usage and trunks of a route "
			"in the order in which they are tried";
		if (voice.first != NULL && deployment_make(&voice.deployment, request->topo))
			add_all(&voice);
		deployment_release(&voice.deployment);
	}
	mem_free(voice.first);
	mem_free(voice.ranked);
	sketch_end(&voice.sketch);
}

const struct view view_voice = {
	.name = "voice",
	.title = "people, voice policies, PSTN usages and routes in order, trunks",
	.make = make,
};
