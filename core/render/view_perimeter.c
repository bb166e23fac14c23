/* SPDX-License-Identifier: MIT */
/* The border of the company: VLANs, VPN routers, firewalls with what they permit, and the tunnels to providers. */
#include "base/mem.h"
#include "render/border.h"
#include "render/map.h"

static const char pstn_id[] = ".pstn";

struct perimeter {
	struct sketch sketch;
	const struct element *site; /* at hand */
	uint32_t home;              /* its area, 0: not drawn yet */
	uint32_t outside;           /* that of its perimeter network, likewise */
	uint32_t n_left_out;        /* sites without a border */
};

static uint32_t home_of(struct perimeter *perimeter)
{
	if (perimeter->home == 0)
		perimeter->home = sketch_area(&perimeter->sketch, perimeter->site, AREA_SITE, 0);
	return perimeter->home;
}

static uint32_t outside_of(struct perimeter *perimeter)
{
	struct sketch *sketch = &perimeter->sketch;
	const char *id = arena_printf(
		&sketch->diagram->arena, ".perimeter-%s", topo_id(sketch->topo, perimeter->site));

	if (perimeter->outside == 0)
		perimeter->outside = diagram_add_area(sketch->diagram,
			&(struct diagram_area){
				.thing = sketch_idea(sketch, id, "perimeter network"),
				.figure = AREA_PERIMETER,
				.within = home_of(perimeter),
			});
	return perimeter->outside;
}

static uint32_t place_of(struct perimeter *perimeter, const struct element *e)
{
	const struct topology *topo = perimeter->sketch.topo;
	bool is_outside = e->kind == K_EDGE_POOL ||
		((VPN_ENDS & BIT(e->kind)) && topo_choice(topo, e, A_ZONE) == ZONE_PERIMETER);

	return is_outside ? outside_of(perimeter) : home_of(perimeter);
}

/* The VLAN of a tunnel is the outer side of its router. */
static bool is_of_tunnel(const struct topology *topo, const struct element *vlan)
{
	struct walk tunnels = walk_referrers(topo, vlan, K_TUNNEL, A_VLAN);

	return walk_next(&tunnels) != NULL;
}

/* A router stands on the inner side only, the tunnels in their VLANs. */
static void add_member(
	struct sketch *sketch, const struct element *vlan, const struct element *member, uint32_t area)
{
	if (member->kind == K_INTERFACE)
		border_add_interface(sketch, member, area);
	else if (member->kind == K_GATEWAY && sketch_box_of(sketch, member) == NO_BOX)
		sketch_box(sketch, member, area);
	else if ((VPN_ENDS & BIT(member->kind)) && !is_of_tunnel(sketch->topo, vlan))
		border_add_end(sketch, member, area);
}

/* Whether something would stand in the area of the VLAN: a tunnel, or a member that stands in no other. */
static bool has_own_boxes(const struct sketch *sketch, const struct element *vlan, struct refs members)
{
	if (is_of_tunnel(sketch->topo, vlan))
		return true;
	for (uint32_t i = 0; i < members.n; i++)
		if (sketch_box_of(sketch, refs_nth(members, i)) == NO_BOX)
			return true;
	return false;
}

/* A VLAN whose members all stand in others is a box that is joined with them. */
static void add_lone_vlan(
	struct sketch *sketch, const struct element *vlan, struct refs members, uint32_t within)
{
	uint32_t box = sketch_box(sketch, vlan, within);
	int64_t tag;

	if (box != NO_BOX && topo_int(sketch->topo, vlan, A_TAG, &tag))
		diagram_add_text(
			sketch->diagram, &sketch->diagram->box[box].thing, "tag %lld", (long long)tag);
	for (uint32_t i = 0; i < members.n; i++)
		sketch_tie(sketch, LINE_VLAN, sketch_box_of(sketch, refs_nth(members, i)), box);
}

/* A VLAN stands where its router stands. */
static void add_vlan(struct perimeter *perimeter, const struct element *vlan)
{
	struct sketch *sketch = &perimeter->sketch;
	struct refs members = topo_refs(sketch->topo, vlan, A_MEMBERS);
	struct walk tunnels = walk_referrers(sketch->topo, vlan, K_TUNNEL, A_VLAN);
	uint32_t within = home_of(perimeter);
	const struct element *tunnel;
	uint32_t area;

	for (uint32_t i = 0; i < members.n; i++)
		if (VPN_ENDS & BIT(refs_nth(members, i)->kind))
			within = place_of(perimeter, refs_nth(members, i));
	if (!has_own_boxes(sketch, vlan, members)) {
		add_lone_vlan(sketch, vlan, members, within);
		return;
	}
	area = border_add_vlan(sketch, vlan, within);
	while ((tunnel = walk_next(&tunnels)) != NULL)
		border_add_tunnel(sketch, tunnel, area);
	for (uint32_t i = 0; i < members.n; i++)
		add_member(sketch, vlan, refs_nth(members, i), area);
}

/* Inside what it protects stands in: the perimeter network if anything of it does. */
static void add_firewall(struct perimeter *perimeter, const struct element *firewall)
{
	struct refs protected = topo_refs(perimeter->sketch.topo, firewall, A_PROTECTS);
	uint32_t within = home_of(perimeter);

	for (uint32_t i = 0; i < protected.n && within == perimeter->home; i++)
		within = place_of(perimeter, refs_nth(protected, i));
	border_add_firewall(&perimeter->sketch, firewall, within);
}

static bool has_trunk_to_provider(const struct topology *topo, const struct element *pool)
{
	struct walk trunks = walk_referrers(topo, pool, K_TRUNK, A_MEDIATION_POOL);
	const struct element *trunk;

	while ((trunk = walk_next(&trunks)) != NULL) {
		const struct element *peer = topo_ref(topo, trunk, A_PEER);

		if (peer != NULL && peer->kind == K_SBC)
			return true;
	}
	return false;
}

static bool has_drawn_interface(const struct sketch *sketch, const struct element *pool)
{
	struct walk servers = walk_children(sketch->topo, pool, BIT(K_SERVER));
	const struct element *server;

	while ((server = walk_next(&servers)) != NULL) {
		struct walk interfaces = walk_children(sketch->topo, server, BIT(K_INTERFACE));
		const struct element *interface;

		while ((interface = walk_next(&interfaces)) != NULL)
			if (sketch_box_of(sketch, interface) != NO_BOX)
				return true;
	}
	return false;
}

static bool is_protected(const struct topology *topo, const struct element *e)
{
	struct walk firewalls = walk_referrers(topo, e, K_FIREWALL, A_PROTECTS);

	return walk_next(&firewalls) != NULL;
}

static void add_pool(struct perimeter *perimeter, const struct element *pool)
{
	struct sketch *sketch = &perimeter->sketch;
	uint32_t number = sketch_box(sketch, pool, place_of(perimeter, pool));
	struct diagram_thing *thing;

	if (number == NO_BOX)
		return;
	thing = &sketch->diagram->box[number].thing;
	if (pool->kind != K_FRONT_END_POOL)
		thing->n_text = 0;
	border_list_interfaces(sketch, pool, thing);
}

/* Pools that talk to a provider or stand in a VLAN, and what firewalls protect besides. */
static void add_others(struct perimeter *perimeter)
{
	struct sketch *sketch = &perimeter->sketch;
	struct walk children = walk_children(sketch->topo, perimeter->site, POOLS | PEERS | BIT(K_USERS));
	const struct element *child;

	while ((child = walk_next(&children)) != NULL) {
		bool is_mediation = MEDIATION_POOLS & BIT(child->kind);
		bool wanted = is_protected(sketch->topo, child) || child->kind == K_EDGE_POOL ||
			(is_mediation &&
				(has_trunk_to_provider(sketch->topo, child) ||
					has_drawn_interface(sketch, child)));

		if (!wanted || sketch_box_of(sketch, child) != NO_BOX)
			continue;
		if (POOLS & BIT(child->kind))
			add_pool(perimeter, child);
		else
			sketch_box(sketch, child, home_of(perimeter));
	}
}

/* Tunnels without a VLAN stand beside their router. */
static void add_tunnels(struct perimeter *perimeter, const struct element *end)
{
	struct sketch *sketch = &perimeter->sketch;
	struct walk tunnels = walk_referrers(sketch->topo, end, K_TUNNEL, A_ENTERPRISE_END);
	const struct element *tunnel;

	while ((tunnel = walk_next(&tunnels)) != NULL)
		if (sketch_box_of(sketch, tunnel) == NO_BOX)
			border_add_tunnel(sketch, tunnel, place_of(perimeter, end));
}

static void add_site(struct perimeter *perimeter, const struct element *site)
{
	const struct topology *topo = perimeter->sketch.topo;
	struct walk vlans = walk_children(topo, site, BIT(K_VLAN));
	struct walk outer = walk_children(topo, site, BIT(K_VLAN));
	struct walk ends = walk_children(topo, site, VPN_ENDS);
	struct walk firewalls = walk_children(topo, site, BIT(K_FIREWALL));
	const struct element *e;

	perimeter->site = site;
	perimeter->home = perimeter->outside = 0;
	while ((e = walk_next(&vlans)) != NULL)
		if (!is_of_tunnel(topo, e))
			add_vlan(perimeter, e);
	while ((e = walk_next(&ends)) != NULL)
		border_add_end(&perimeter->sketch, e, place_of(perimeter, e));
	while ((e = walk_next(&outer)) != NULL)
		if (is_of_tunnel(topo, e))
			add_vlan(perimeter, e);
	ends = walk_children(topo, site, VPN_ENDS);
	while ((e = walk_next(&ends)) != NULL)
		add_tunnels(perimeter, e);
	add_others(perimeter);
	while ((e = walk_next(&firewalls)) != NULL)
		add_firewall(perimeter, e);
	perimeter->n_left_out += perimeter->home == 0;
}

/* Controllers stand in an area of their own, at whose border lines from the routers end. */
static void add_provider(struct sketch *sketch, const struct element *provider)
{
	struct walk any = walk_children(sketch->topo, provider, VPN_ENDS | BIT(K_FIREWALL) | BIT(K_SBC));
	uint32_t area = walk_next(&any) != NULL ? sketch_area(sketch, provider, AREA_PROVIDER, 0) : 0;
	struct walk children = walk_children(sketch->topo, provider, VPN_ENDS | BIT(K_FIREWALL));
	struct walk sbcs = walk_children(sketch->topo, provider, BIT(K_SBC));
	const struct element *child;
	uint32_t inside = 0;

	while ((child = walk_next(&children)) != NULL)
		if (child->kind == K_FIREWALL)
			border_add_firewall(sketch, child, area);
		else
			border_add_end(sketch, child, area);
	while ((child = walk_next(&sbcs)) != NULL) {
		if (inside == 0)
			inside = diagram_add_area(sketch->diagram,
				&(struct diagram_area){
					.thing = sketch_idea(sketch,
						arena_printf(&sketch->diagram->arena, ".sbcs-%s",
							topo_id(sketch->topo, provider)),
						"session border controllers"),
					.figure = AREA_GROUP,
					.within = area,
				});
		sketch_box(sketch, child, inside);
	}
}

/* The network between the companies, where tunnels cross one. */
static void add_connections(struct sketch *sketch)
{
	struct walk connections = walk_kind(sketch->topo, K_CONNECTION);
	const struct element *connection;
	int64_t bandwidth;

	while ((connection = walk_next(&connections)) != NULL) {
		struct walk tunnels = walk_children(sketch->topo, connection, BIT(K_TUNNEL));
		uint32_t number = walk_next(&tunnels) != NULL ? sketch_box(sketch, connection, 0) : NO_BOX;

		if (number != NO_BOX && topo_int(sketch->topo, connection, A_BANDWIDTH_KBPS, &bandwidth))
			diagram_add_text(sketch->diagram, &sketch->diagram->box[number].thing, "%lld kbit/s",
				(long long)bandwidth);
	}
}

static void add_all(struct perimeter *perimeter)
{
	const struct topology *topo = perimeter->sketch.topo;
	struct walk sites = walk_kind(topo, K_SITE);
	struct walk providers = walk_kind(topo, K_PROVIDER);
	struct walk firewalls = walk_children(topo, topo_nth(topo, K_TOPOLOGY, 0), BIT(K_FIREWALL));
	const struct element *e;

	while ((e = walk_next(&sites)) != NULL)
		add_site(perimeter, e);
	while ((e = walk_next(&firewalls)) != NULL)
		border_add_firewall(&perimeter->sketch, e, 0);
	while ((e = walk_next(&providers)) != NULL)
		add_provider(&perimeter->sketch, e);
	add_connections(&perimeter->sketch);
}

/* One for all, or in a large plan one for each provider: numbers of boxes by provider, plus 1. */
static uint32_t pstn_for(struct sketch *sketch, const struct element *provider)
{
	bool is_large = map_is_large(sketch->topo);
	uint32_t *number = &sketch->pstn[is_large ? topo_index(sketch->topo, provider) : 0];
	const char *id = !is_large ?
		pstn_id :
		arena_printf(&sketch->diagram->arena, "%s-%s", pstn_id, topo_id(sketch->topo, provider));

	if (*number == 0)
		*number = diagram_add_box(sketch->diagram,
				  &(struct diagram_box){ .thing = sketch_idea(sketch, id, "PSTN"),
					  .figure = BOX_PSTN,
					  .caption = "" }) +
			1;
	return *number - 1;
}

/* Above a provider whose tunnels lead down, below the others. */
static void add_pstn(struct sketch *sketch)
{
	struct walk sbcs = walk_kind(sketch->topo, K_SBC);
	const struct element *sbc;

	while ((sbc = walk_next(&sbcs)) != NULL) {
		const struct element *provider = topo_parent(sketch->topo, sbc);
		struct walk ends = walk_children(sketch->topo, provider, VPN_ENDS);
		uint32_t pstn = pstn_for(sketch, provider);
		uint32_t box = sketch_box_of(sketch, sbc);
		bool is_above = walk_next(&ends) != NULL;

		sketch_tie(sketch, LINE_PSTN, is_above ? pstn : box, is_above ? box : pstn);
	}
}

static void make(const struct view_request *request, struct diagram *diagram)
{
	struct perimeter perimeter = { 0 };
	struct sketch *sketch = &perimeter.sketch;

	if (sketch_begin(sketch, request, diagram)) {
		diagram->subtitle = "Perimeter: what stands between the Mediation Servers and the providers";
		add_all(&perimeter);
		border_join(sketch);
		add_pstn(sketch);
		if (diagram->n_box == 0)
			diagram_add_note(diagram,
				"Nothing to draw: no VPN, no VLAN, no firewall, no "
				"provider and no Edge pool is described.");
		else if (perimeter.n_left_out > 0)
			diagram_add_note(diagram, "Not drawn: %u %s nothing of this.",
				(unsigned)perimeter.n_left_out,
				perimeter.n_left_out == 1 ? "site that has" : "sites that have");
	}
	sketch_end(sketch);
}

const struct view view_perimeter = {
	.name = "perimeter",
	.title = "VLANs, VPN routers, firewalls with what they permit, tunnels to providers",
	.make = make,
};
