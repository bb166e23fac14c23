/* SPDX-License-Identifier: MIT */
/* The whole deployment, and one site of it with what it reaches. */
#include "base/mem.h"
#include "model/deployment.h"
#include "render/sketch.h"

/* No id of an element can begin with a dot. */
static const char pstn_id[] = ".pstn";
static const char remote_id[] = ".remote";

static const uint64_t people = BIT(K_USERS) | BIT(K_DEVICE) | BIT(K_UNIFIED_MESSAGING);

/* What stands in the perimeter network: Edge pools, and what says so. */
static bool is_in_perimeter(const struct topology *topo, const struct element *e)
{
	return e->kind == K_EDGE_POOL ||
		((VPN_ENDS & BIT(e->kind)) && topo_choice(topo, e, A_ZONE) == ZONE_PERIMETER);
}

static void add_perimeter(struct sketch *sketch, const struct element *site, uint32_t within)
{
	struct walk children = walk_children(sketch->topo, site, VPN_ENDS | BIT(K_EDGE_POOL));
	const struct element *child;
	uint32_t area = 0;

	while ((child = walk_next(&children)) != NULL) {
		if (!is_in_perimeter(sketch->topo, child))
			continue;
		if (area == 0)
			area = diagram_add_area(sketch->diagram,
				&(struct diagram_area){
					.thing = sketch_idea(sketch,
						arena_printf(&sketch->diagram->arena, ".perimeter-%s",
							topo_id(sketch->topo, site)),
						"perimeter network"),
					.figure = AREA_PERIMETER,
					.within = within,
				});
		sketch_box(sketch, child, area);
	}
}

static void add_home(struct sketch *sketch, const struct element *home)
{
	bool is_site = home->kind == K_SITE;
	uint32_t area = sketch_area(sketch, home, is_site ? AREA_SITE : AREA_PROVIDER, 0);
	struct walk children = walk_children(sketch->topo, home, people | POOLS | PEERS | VPN_ENDS);
	const struct element *child;

	while ((child = walk_next(&children)) != NULL)
		if (!is_site || !is_in_perimeter(sketch->topo, child))
			sketch_box(sketch, child, area);
	if (is_site)
		add_perimeter(sketch, home, area);
}

static void join_trunks(struct sketch *sketch)
{
	struct walk trunks = walk_kind(sketch->topo, K_TRUNK);
	const struct element *trunk;

	while ((trunk = walk_next(&trunks)) != NULL)
		sketch_trunk(sketch, trunk,
			sketch_box_of(sketch, topo_ref(sketch->topo, trunk, A_MEDIATION_POOL)),
			sketch_box_of(sketch, topo_ref(sketch->topo, trunk, A_PEER)));
}

static void join_tie_lines(struct sketch *sketch)
{
	struct walk ties = walk_kind(sketch->topo, K_TIE_LINE);
	const struct element *tie;

	while ((tie = walk_next(&ties)) != NULL)
		sketch_line(sketch, tie, LINE_TIE,
			sketch_box_of(sketch, topo_ref(sketch->topo, tie, A_GATEWAY)),
			sketch_box_of(sketch, topo_ref(sketch->topo, tie, A_PBX)));
}

static void join_tunnels(struct sketch *sketch)
{
	struct walk tunnels = walk_kind(sketch->topo, K_TUNNEL);
	const struct element *tunnel;

	while ((tunnel = walk_next(&tunnels)) != NULL) {
		uint32_t number = sketch_line(sketch, tunnel, LINE_TUNNEL,
			sketch_box_of(sketch, topo_ref(sketch->topo, tunnel, A_ENTERPRISE_END)),
			sketch_box_of(sketch, topo_ref(sketch->topo, tunnel, A_PROVIDER_END)));

		if (number != NO_BOX && topo_state(sketch->topo, tunnel, A_ENCAPSULATION) == STATE_KNOWN)
			diagram_add_text(sketch->diagram, &sketch->diagram->line[number].thing, "%.*s",
				STR_ARG(topo_text(sketch->topo, tunnel, A_ENCAPSULATION)));
	}
}

/* A Mediation Server and the router to which its VLAN leads. */
static void join_vlan(struct sketch *sketch, const struct element *vlan)
{
	struct refs members = topo_refs(sketch->topo, vlan, A_MEMBERS);
	uint32_t routers[8];
	uint32_t n_router = 0;
	uint32_t last = NO_BOX;

	for (uint32_t i = 0; i < members.n && n_router < ARRAY_LEN(routers); i++)
		if (VPN_ENDS & BIT(refs_nth(members, i)->kind))
			routers[n_router++] = sketch_box_of(sketch, refs_nth(members, i));
	for (uint32_t i = 0; i < members.n; i++) {
		const struct element *pool = topo_within(sketch->topo, refs_nth(members, i), POOLS);
		uint32_t box = sketch_box_of(sketch, pool);

		if (pool == NULL || box == last)
			continue;
		last = box;
		for (uint32_t k = 0; k < n_router; k++)
			sketch_line(sketch, vlan, LINE_VLAN, box, routers[k]);
	}
}

static void join_vlans(struct sketch *sketch)
{
	struct walk vlans = walk_kind(sketch->topo, K_VLAN);
	const struct element *vlan;

	while ((vlan = walk_next(&vlans)) != NULL)
		join_vlan(sketch, vlan);
}

static void join_references(struct sketch *sketch, enum kind kind, enum attr attr, bool from_other)
{
	struct walk all = walk_kind(sketch->topo, kind);
	const struct element *e;

	while ((e = walk_next(&all)) != NULL) {
		uint32_t one = sketch_box_of(sketch, e);
		uint32_t other = sketch_box_of(sketch, topo_ref(sketch->topo, e, attr));

		sketch_tie(sketch, LINE_BELONGS, from_other ? other : one, from_other ? one : other);
	}
}

static void add_pstn(struct sketch *sketch)
{
	struct walk lines = walk_kind(sketch->topo, K_PSTN_LINE);
	struct walk sbcs = walk_kind(sketch->topo, K_SBC);
	const struct element *e;
	uint32_t pstn;

	if (topo_count(sketch->topo, K_PSTN_LINE) == 0 && topo_count(sketch->topo, K_SBC) == 0)
		return;
	pstn = diagram_add_box(sketch->diagram,
		&(struct diagram_box){
			.thing = sketch_idea(sketch, pstn_id, "PSTN"), .figure = BOX_PSTN, .caption = "" });
	while ((e = walk_next(&lines)) != NULL)
		sketch_line(sketch, e, LINE_PSTN, sketch_box_of(sketch, topo_ref(sketch->topo, e, A_ENDS_ON)),
			pstn);
	while ((e = walk_next(&sbcs)) != NULL)
		sketch_tie(sketch, LINE_PSTN, sketch_box_of(sketch, e), pstn);
}

static void add_remote_workers(struct sketch *sketch)
{
	struct walk edges = walk_kind(sketch->topo, K_EDGE_POOL);
	struct walk users = walk_kind(sketch->topo, K_USERS);
	const struct element *e;
	int64_t sum = 0;
	int64_t remote;
	struct diagram_box box = { .figure = BOX_PEOPLE, .caption = "people outside" };
	uint32_t number;

	while ((e = walk_next(&users)) != NULL)
		if (topo_int(sketch->topo, e, A_REMOTE, &remote) && sketch_box_of(sketch, e) != NO_BOX)
			sum += remote;
	if (sum == 0)
		return;
	box.thing = sketch_idea(sketch, remote_id, "Remote workers");
	diagram_add_text(sketch->diagram, &box.thing, "%lld people", (long long)sum);
	number = diagram_add_box(sketch->diagram, &box);
	while ((e = walk_next(&edges)) != NULL)
		sketch_tie(sketch, LINE_BELONGS, number, sketch_box_of(sketch, e));
}

static void join_all(struct sketch *sketch)
{
	join_references(sketch, K_USERS, A_FRONT_END_POOL, false);
	join_references(sketch, K_USERS, A_PBX, false);
	join_references(sketch, K_DEVICE, A_ATTACHED_TO, false);
	join_references(sketch, K_MEDIATION_POOL, A_FRONT_END_POOL, true);
	join_references(sketch, K_SURVIVABLE_BRANCH_APPLIANCE, A_FRONT_END_POOL, true);
	join_vlans(sketch);
	join_tunnels(sketch);
	join_trunks(sketch);
	join_tie_lines(sketch);
	add_pstn(sketch);
	add_remote_workers(sketch);
}

static void make_topology(const struct view_request *request, struct diagram *diagram)
{
	struct walk sites = walk_kind(request->topo, K_SITE);
	struct walk providers = walk_kind(request->topo, K_PROVIDER);
	const struct element *home;
	struct sketch sketch;

	if (sketch_begin(&sketch, request, diagram)) {
		diagram->subtitle = "Topology";
		while ((home = walk_next(&sites)) != NULL)
			add_home(&sketch, home);
		while ((home = walk_next(&providers)) != NULL)
			add_home(&sketch, home);
		join_all(&sketch);
	}
	sketch_end(&sketch);
}

const struct view view_topology = {
	.name = "topology",
	.title = "sites, pools, gateways, PBXs, providers and the trunks between them",
	.make = make_topology,
};
