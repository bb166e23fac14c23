/* SPDX-License-Identifier: MIT */
#include "render/border.h"

enum {
	MOST_WAYPOINTS = 24, /* more firewalls in a row nobody has; they would stand without a line */
};

/* The boxes that a tunnel's packets pass, from the end outwards. */
struct waypoints {
	uint32_t box[MOST_WAYPOINTS];
	uint32_t n;
};

static void add_waypoint(struct waypoints *waypoints, uint32_t box)
{
	for (uint32_t i = 0; i < waypoints->n; i++)
		if (waypoints->box[i] == box)
			return;
	if (box != NO_BOX && waypoints->n < MOST_WAYPOINTS)
		waypoints->box[waypoints->n++] = box;
}

static struct waypoints waypoints_of(const struct sketch *sketch, const struct element *end)
{
	struct waypoints waypoints = { .n = 0 };
	struct walk firewalls = walk_referrers(sketch->topo, end, K_FIREWALL, A_PROTECTS);
	const struct element *firewall;

	while ((firewall = walk_next(&firewalls)) != NULL)
		add_waypoint(&waypoints, sketch_box_of(sketch, firewall));
	return waypoints;
}

/* A tunnel's way from a box through firewalls to the network between the companies; its name where several meet. */
static void join_way(struct sketch *sketch, const struct element *tunnel, uint32_t from,
	const struct waypoints *firewalls, uint32_t to, bool is_named)
{
	for (uint32_t i = 0; i <= firewalls->n; i++) {
		uint32_t next = i < firewalls->n ? firewalls->box[i] : to;
		uint32_t line = sketch_tie(sketch, LINE_TUNNEL, from, next);

		if (line != NO_BOX && (is_named || i > 0))
			sketch->diagram->line[line].thing.title = sketch_title(sketch, tunnel);
		from = next;
	}
}

/* Both ends lead down to the connection, so that the companies stand side by side. */
static void join_tunnel(struct sketch *sketch, const struct element *tunnel)
{
	const struct element *near = topo_ref(sketch->topo, tunnel, A_ENTERPRISE_END);
	const struct element *far = topo_ref(sketch->topo, tunnel, A_PROVIDER_END);
	uint32_t between = sketch_box_of(sketch, topo_parent(sketch->topo, tunnel));
	struct waypoints firewalls;

	if (near != NULL) {
		firewalls = waypoints_of(sketch, near);
		sketch_tie(sketch, LINE_TUNNEL, sketch_box_of(sketch, near), sketch_box_of(sketch, tunnel));
		join_way(sketch, tunnel, sketch_box_of(sketch, tunnel), &firewalls, between, false);
	}
	if (far != NULL) {
		firewalls = waypoints_of(sketch, far);
		join_way(sketch, tunnel, sketch_box_of(sketch, far), &firewalls, between, true);
	}
}

static bool is_forwarded(
	const struct topology *topo, const struct element *end, const struct element *interface)
{
	struct walk forwards = walk_children(topo, end, BIT(K_FORWARD));
	const struct element *forward;
	struct address prefix;
	struct address address;

	while ((forward = walk_next(&forwards)) != NULL) {
		const struct element *named = topo_ref(topo, forward, A_TO);

		for (const struct element *e = interface; named != NULL && e != NULL;
			e = topo_parent(topo, e))
			if (e == named)
				return true;
		if (named == NULL && topo_address(topo, forward, A_TO, &prefix) &&
			topo_address(topo, interface, A_IP, &address)) {
			address.prefix = address.bits;
			if (address_contains(&prefix, &address))
				return true;
		}
	}
	return false;
}

/* Between the servers' interfaces in a VLAN and the router in it; with arrows where the router may forward. */
static void join_vlan(struct sketch *sketch, const struct element *vlan, const struct element *end)
{
	struct refs members = topo_refs(sketch->topo, vlan, A_MEMBERS);

	for (uint32_t i = 0; i < members.n; i++) {
		const struct element *member = refs_nth(members, i);
		uint32_t line = NO_BOX;

		if ((VPN_ENDS & BIT(member->kind)) == 0)
			line = sketch_tie(
				sketch, LINE_VLAN, sketch_box_of(sketch, member), sketch_box_of(sketch, end));
		if (line != NO_BOX && is_forwarded(sketch->topo, end, member))
			sketch->diagram->line[line].ends = ENDS_BOTH;
	}
}

static void join_vlans(struct sketch *sketch)
{
	struct walk vlans = walk_kind(sketch->topo, K_VLAN);
	const struct element *vlan;

	while ((vlan = walk_next(&vlans)) != NULL) {
		struct refs members = topo_refs(sketch->topo, vlan, A_MEMBERS);
		struct walk tunnels = walk_referrers(sketch->topo, vlan, K_TUNNEL, A_VLAN);

		if (walk_next(&tunnels) != NULL)
			continue;
		for (uint32_t i = 0; i < members.n; i++)
			if (VPN_ENDS & BIT(refs_nth(members, i)->kind))
				join_vlan(sketch, vlan, refs_nth(members, i));
	}
}

static void join_interfaces(struct sketch *sketch)
{
	struct walk interfaces = walk_kind(sketch->topo, K_INTERFACE);
	const struct element *interface;

	while ((interface = walk_next(&interfaces)) != NULL)
		sketch_tie(sketch, LINE_BELONGS,
			sketch_box_of(sketch, topo_within(sketch->topo, interface, POOLS)),
			sketch_box_of(sketch, interface));
}

/* What a firewall protects besides the ends of tunnels, whose lines pass it anyway. */
static void join_protected(struct sketch *sketch, const struct element *firewall)
{
	struct refs protected = topo_refs(sketch->topo, firewall, A_PROTECTS);

	for (uint32_t i = 0; i < protected.n; i++) {
		const struct element *e = refs_nth(protected, i);
		struct walk tunnels = walk_referrers(sketch->topo, e, K_TUNNEL, A_NONE);
		uint32_t box = sketch_box_of(sketch, e);

		if (walk_next(&tunnels) != NULL)
			continue;
		if (box == NO_BOX)
			box = sketch_box_of(sketch, topo_within(sketch->topo, e, POOLS));
		sketch_tie(sketch, LINE_PERMIT, box, sketch_box_of(sketch, firewall));
	}
}

/*
 * Behind a provider's routers stand its session border controllers; which router leads to which is not described, so
 * the lines end at the border of their area.
 */
static void join_controllers(struct sketch *sketch, const struct element *provider)
{
	struct walk ends = walk_children(sketch->topo, provider, VPN_ENDS);
	struct walk sbcs = walk_children(sketch->topo, provider, BIT(K_SBC));
	const struct element *first_end = walk_next(&ends);
	const struct element *first_sbc = walk_next(&sbcs);
	const struct element *end = first_end;
	const struct element *sbc = first_sbc;

	while (first_end != NULL && first_sbc != NULL && (end != NULL || sbc != NULL)) {
		uint32_t from = sketch_box_of(sketch, sbc != NULL ? sbc : first_sbc);
		uint32_t line = sketch_tie(
			sketch, LINE_BELONGS, from, sketch_box_of(sketch, end != NULL ? end : first_end));

		if (line != NO_BOX)
			sketch->diagram->line[line].from_area = sketch->diagram->box[from].within;
		end = end != NULL ? walk_next(&ends) : NULL;
		sbc = sbc != NULL ? walk_next(&sbcs) : NULL;
	}
}

static void join_edges(struct sketch *sketch)
{
	struct walk pools = walk_kind(sketch->topo, K_MEDIATION_POOL);
	const struct element *pool;

	while ((pool = walk_next(&pools)) != NULL)
		sketch_tie(sketch, LINE_BELONGS, sketch_box_of(sketch, pool),
			sketch_box_of(sketch, topo_ref(sketch->topo, pool, A_EDGE_POOL)));
}

/* Trunks over an MPLS network or a private line; those through tunnels run where the tunnels do. */
static void join_trunks(struct sketch *sketch)
{
	struct walk trunks = walk_kind(sketch->topo, K_TRUNK);
	const struct element *trunk;

	while ((trunk = walk_next(&trunks)) != NULL) {
		const struct element *over = topo_ref(sketch->topo,
			trunk_holder(sketch->topo, &sketch->fallback, trunk, A_CONNECTION), A_CONNECTION);
		struct walk tunnels;

		if (over != NULL) {
			tunnels = walk_children(sketch->topo, over, BIT(K_TUNNEL));
			if (walk_next(&tunnels) != NULL)
				continue;
		}
		sketch_trunk(sketch, trunk,
			sketch_box_of(sketch, topo_ref(sketch->topo, trunk, A_MEDIATION_POOL)),
			sketch_box_of(sketch, topo_ref(sketch->topo, trunk, A_PEER)));
	}
}

void border_join(struct sketch *sketch)
{
	struct walk tunnels = walk_kind(sketch->topo, K_TUNNEL);
	struct walk firewalls = walk_kind(sketch->topo, K_FIREWALL);
	struct walk providers = walk_kind(sketch->topo, K_PROVIDER);
	const struct element *e;

	join_edges(sketch);
	join_interfaces(sketch);
	join_vlans(sketch);
	while ((e = walk_next(&tunnels)) != NULL)
		join_tunnel(sketch, e);
	while ((e = walk_next(&firewalls)) != NULL)
		join_protected(sketch, e);
	while ((e = walk_next(&providers)) != NULL)
		join_controllers(sketch, e);
	join_trunks(sketch);
}
