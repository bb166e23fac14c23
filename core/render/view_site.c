/* SPDX-License-Identifier: MIT */
/*
 * One site with all that stands in it, and what it reaches: providers as far as it is joined with them, other sites
 * as one box each. Looks only at what stands in the site and what refers to that, so that it is fast in a large plan.
 */
#include "model/deployment.h"
#include "model/serving.h"
#include "render/map.h"

enum {
	MOST_SITES = 12, /* other sites that have a box of their own */
};

struct site_view {
	struct sketch sketch;
	const struct element *site;
	uint32_t n_sites;  /* drawn as a box */
	uint32_t n_others; /* joined with it, but not drawn */
};

static uint32_t box_of_site(struct site_view *view, const struct element *site)
{
	uint32_t number = sketch_box_of(&view->sketch, site);

	if (number != NO_BOX)
		return number;
	if (view->n_sites == MOST_SITES) {
		view->n_others++;
		return NO_BOX;
	}
	view->n_sites++;
	return sketch_box(&view->sketch, site, 0);
}

/* Of a provider only what the site is joined with. */
static uint32_t box_at_provider(
	struct site_view *view, const struct element *provider, const struct element *e)
{
	struct sketch *sketch = &view->sketch;

	if (sketch_box_of(sketch, e) != NO_BOX)
		return sketch_box_of(sketch, e);
	if (sketch_area_of(sketch, provider) == 0)
		sketch_area(sketch, provider, AREA_PROVIDER, 0);
	return sketch_box(sketch, e, sketch_area_of(sketch, provider));
}

/* The box of an element, or what stands for it: that of the site or provider in which it stands. */
static uint32_t box_for(struct site_view *view, const struct element *e)
{
	const struct topology *topo = view->sketch.topo;
	const struct element *home = e != NULL ? topo_within(topo, e, BIT(K_SITE) | BIT(K_PROVIDER)) : NULL;

	if (home == NULL)
		return NO_BOX;
	if (home == view->site)
		return sketch_box_of(&view->sketch, e);
	return home->kind == K_PROVIDER && e != home ? box_at_provider(view, home, e) :
						       box_of_site(view, home);
}

static void join_trunks(struct site_view *view, const struct element *end)
{
	struct sketch *sketch = &view->sketch;
	bool is_pool = MEDIATION_POOLS & BIT(end->kind);
	struct walk trunks = walk_referrers(sketch->topo, end, K_TRUNK, is_pool ? A_MEDIATION_POOL : A_PEER);
	const struct element *trunk;

	while ((trunk = walk_next(&trunks)) != NULL) {
		const struct element *pool = topo_ref(sketch->topo, trunk, A_MEDIATION_POOL);

		/* A trunk between two of the site is met at its pool. */
		if (!is_pool && pool != NULL && site_of(sketch->topo, pool) == view->site)
			continue;
		sketch_trunk(sketch, trunk, box_for(view, pool),
			box_for(view, topo_ref(sketch->topo, trunk, A_PEER)));
	}
}

static void join_peer(struct site_view *view, const struct element *peer)
{
	struct sketch *sketch = &view->sketch;
	struct walk ties = walk_referrers(
		sketch->topo, peer, K_TIE_LINE, peer->kind == K_PBX ? A_PBX : A_GATEWAY);
	const struct element *e;

	join_trunks(view, peer);
	while ((e = walk_next(&ties)) != NULL) {
		const struct element *gateway = topo_ref(sketch->topo, e, A_GATEWAY);
		bool is_met = peer->kind == K_PBX && gateway != NULL &&
			site_of(sketch->topo, gateway) == view->site;

		if (!is_met)
			sketch_line(sketch, e, LINE_TIE, box_for(view, gateway),
				box_for(view, topo_ref(sketch->topo, e, A_PBX)));
	}
}

static void join_pool(struct site_view *view, const struct element *pool)
{
	struct sketch *sketch = &view->sketch;
	const struct element *front_end = topo_ref(sketch->topo, pool, A_FRONT_END_POOL);
	const struct element *edge = topo_ref(sketch->topo, pool, A_EDGE_POOL);
	const struct element *backup = topo_ref(sketch->topo, pool, A_BACKUP_POOL);
	uint32_t number = sketch_box_of(sketch, pool);

	if (front_end != NULL)
		sketch_tie(sketch, LINE_BELONGS, box_for(view, front_end), number);
	if (edge != NULL)
		sketch_tie(sketch, LINE_BELONGS, box_for(view, edge), number);
	if (backup != NULL)
		sketch_tie(sketch, LINE_BACKUP, number, box_for(view, backup));
	if (MEDIATION_POOLS & BIT(pool->kind))
		join_trunks(view, pool);
}

static void join_group(struct site_view *view, const struct element *group)
{
	struct sketch *sketch = &view->sketch;
	int telephony = topo_choice(sketch->topo, group, A_TELEPHONY);
	uint32_t number = sketch_box_of(sketch, group);
	bool assumed;

	if (telephony != TELEPHONY_PBX)
		sketch_tie(sketch, LINE_BELONGS, number,
			box_for(view, serving_registrar(sketch->topo, group, &assumed)));
	if (telephony != TELEPHONY_ENTERPRISE_VOICE)
		sketch_tie(sketch, LINE_BELONGS, number, box_for(view, serving_pbx(sketch->topo, group)));
}

static void join_child(struct site_view *view, const struct element *child)
{
	struct sketch *sketch = &view->sketch;
	struct walk pools;

	if (POOLS & BIT(child->kind))
		join_pool(view, child);
	else if (PEERS & BIT(child->kind))
		join_peer(view, child);
	else if (child->kind == K_USERS)
		join_group(view, child);
	else if (child->kind == K_VLAN)
		map_vlan(sketch, child);
	else if (child->kind == K_DEVICE)
		sketch_tie(sketch, LINE_BELONGS, sketch_box_of(sketch, child),
			box_for(view, topo_ref(sketch->topo, child, A_ATTACHED_TO)));
	else if (child->kind == K_UNIFIED_MESSAGING) {
		pools = walk_children(sketch->topo, view->site, BIT(K_FRONT_END_POOL));
		sketch_tie(sketch, LINE_BELONGS, sketch_box_of(sketch, child),
			sketch_box_of(sketch, walk_next(&pools)));
	}
}

/* A line that begins at the border of the site. */
static void join_site(struct site_view *view, const struct element *e, enum line_figure figure, uint32_t to)
{
	struct sketch *sketch = &view->sketch;
	uint32_t from = sketch_anchor(sketch, view->site);
	uint32_t line = e != NULL ? sketch_line(sketch, e, figure, from, to) :
				    sketch_tie(sketch, figure, from, to);

	if (line != NO_BOX)
		sketch->diagram->line[line].from_area = sketch_area_of(sketch, view->site);
}

/* Tunnels from router to router; other connections are places between the site and the provider. */
static void join_connection(struct site_view *view, const struct element *connection)
{
	struct sketch *sketch = &view->sketch;
	const struct element *provider = topo_ref(sketch->topo, connection, A_PROVIDER);
	struct walk tunnels = walk_children(sketch->topo, connection, BIT(K_TUNNEL));
	const struct element *tunnel = walk_next(&tunnels);
	uint32_t number;

	if (tunnel == NULL) {
		number = sketch_box_of(sketch, connection);
		join_site(view, NULL, LINE_WAN, number);
		if (provider != NULL && sketch_anchor(sketch, provider) != NO_BOX)
			number = sketch_tie(sketch, LINE_WAN, number, sketch_anchor(sketch, provider));
		else
			number = NO_BOX;
		if (number != NO_BOX)
			sketch->diagram->line[number].to_area = sketch_area_of(sketch, provider);
	}
	for (; tunnel != NULL; tunnel = walk_next(&tunnels))
		sketch_line(sketch, tunnel, LINE_TUNNEL,
			box_for(view, topo_ref(sketch->topo, tunnel, A_ENTERPRISE_END)),
			box_for(view, topo_ref(sketch->topo, tunnel, A_PROVIDER_END)));
}

/* They stand between the site and its providers. */
static void add_connections(struct site_view *view)
{
	const struct topology *topo = view->sketch.topo;
	struct walk connections = walk_referrers(topo, view->site, K_CONNECTION, A_SITE);
	const struct element *connection;

	while ((connection = walk_next(&connections)) != NULL) {
		struct walk tunnels = walk_children(topo, connection, BIT(K_TUNNEL));

		if (walk_next(&tunnels) == NULL)
			sketch_box(&view->sketch, connection, 0);
	}
}

/* What the site itself is joined with: by WAN links, connections, as a branch or with branches. */
static void join_neighbours(struct site_view *view)
{
	const struct topology *topo = view->sketch.topo;
	struct walk links = walk_referrers(topo, view->site, K_WAN_LINK, A_BETWEEN);
	struct walk connections = walk_referrers(topo, view->site, K_CONNECTION, A_SITE);
	struct walk branches = walk_referrers(topo, view->site, K_SITE, A_CENTRAL_SITE);
	const struct element *central = topo_ref(topo, view->site, A_CENTRAL_SITE);
	const struct element *e;

	while ((e = walk_next(&links)) != NULL) {
		struct refs ends = topo_refs(topo, e, A_BETWEEN);
		const struct element *other = ends.n == 2 ? refs_nth(ends, refs_nth(ends, 0) == view->site) :
							    view->site;

		if (other != view->site)
			join_site(view, e, LINE_WAN, box_for(view, other));
	}
	while ((e = walk_next(&connections)) != NULL)
		join_connection(view, e);
	if (central != NULL && central != view->site && sketch_box_of(&view->sketch, central) == NO_BOX)
		join_site(view, NULL, LINE_BELONGS, box_for(view, central));
	while ((e = walk_next(&branches)) != NULL)
		if (e != view->site && sketch_box_of(&view->sketch, e) == NO_BOX)
			join_site(view, NULL, LINE_BELONGS, box_for(view, e));
}

/* The box of the PSTN, made when something first leads there. */
static uint32_t pstn_of(struct sketch *sketch, uint32_t pstn)
{
	if (pstn != NO_BOX)
		return pstn;
	return diagram_add_box(sketch->diagram,
		&(struct diagram_box){
			.thing = sketch_idea(sketch, ".pstn", "PSTN"), .figure = BOX_PSTN, .caption = "" });
}

/* The PSTN below all that leads there: lines of the site, controllers of providers. */
static void add_pstn(struct site_view *view)
{
	struct sketch *sketch = &view->sketch;
	struct walk peers = walk_children(sketch->topo, view->site, PEERS);
	uint32_t n_box = sketch->diagram->n_box;
	uint32_t pstn = NO_BOX;
	const struct element *peer;

	while ((peer = walk_next(&peers)) != NULL) {
		struct walk lines = walk_referrers(sketch->topo, peer, K_PSTN_LINE, A_ENDS_ON);
		const struct element *line;

		while ((line = walk_next(&lines)) != NULL) {
			pstn = pstn_of(sketch, pstn);
			sketch_line(sketch, line, LINE_PSTN, sketch_box_of(sketch, peer), pstn);
		}
	}
	for (uint32_t i = 0; i < n_box; i++) {
		if (sketch->diagram->box[i].figure != BOX_SBC)
			continue;
		pstn = pstn_of(sketch, pstn);
		sketch_tie(sketch, LINE_PSTN, i, pstn);
	}
}

/* People outside, and the Edge pool that lets them in. NO_BOX if there are none. */
static uint32_t add_outside(struct site_view *view, const struct element **ret_edge)
{
	struct sketch *sketch = &view->sketch;
	struct walk groups = walk_children(sketch->topo, view->site, BIT(K_USERS));
	struct diagram_box box = { .figure = BOX_PEOPLE, .caption = "people outside" };
	const struct element *group;
	int64_t sum = 0;

	*ret_edge = NULL;
	while ((group = walk_next(&groups)) != NULL) {
		int64_t remote;

		if (!topo_int(sketch->topo, group, A_REMOTE, &remote) || remote == 0)
			continue;
		sum += remote;
		*ret_edge = serving_edge(sketch->topo, group);
	}
	if (sum == 0)
		return NO_BOX;
	box.thing = sketch_idea(sketch, ".remote", "Remote workers");
	diagram_add_text(sketch->diagram, &box.thing, "%lld people", (long long)sum);
	return diagram_add_box(sketch->diagram, &box);
}

static void add_all(struct site_view *view)
{
	struct sketch *sketch = &view->sketch;
	struct walk children;
	const struct element *child;
	const struct element *edge;
	uint32_t outside;

	sketch->diagram->subtitle = arena_printf(
		&sketch->diagram->arena, "Site %s", sketch_title(sketch, view->site));
	outside = add_outside(view, &edge);
	map_home(sketch, view->site);
	add_connections(view);
	children = walk_children(sketch->topo, view->site, kind_children(K_SITE));
	while ((child = walk_next(&children)) != NULL)
		join_child(view, child);
	join_neighbours(view);
	sketch_tie(sketch, LINE_BELONGS, outside, box_for(view, edge));
	add_pstn(view);
	if (sketch->diagram->n_box == 0)
		diagram_add_note(
			sketch->diagram, "Nothing to draw: the site is empty and joined with nothing.");
	if (view->n_others > 0)
		diagram_add_note(sketch->diagram,
			"Not drawn: %u lines to further sites; %u other sites are drawn.",
			(unsigned)view->n_others, (unsigned)view->n_sites);
}

static void make(const struct view_request *request, struct diagram *diagram)
{
	struct site_view view = { .site = request->subject };

	if (sketch_begin(&view.sketch, request, diagram))
		add_all(&view);
	sketch_end(&view.sketch);
}

const struct view view_site = {
	.name = "site:",
	.title = "one site with all that stands in it, and what it reaches",
	.subjects = BIT(K_SITE),
	.make = make,
};
