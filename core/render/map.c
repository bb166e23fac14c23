/* SPDX-License-Identifier: MIT */
#include "render/map.h"

#include "base/mem.h"
#include "model/deployment.h"
#include "model/describe.h"
#include "model/serving.h"

#include <string.h>

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

void map_home(struct sketch *sketch, const struct element *home)
{
	bool is_site = home->kind == K_SITE;
	uint64_t kinds = people | POOLS | PEERS | VPN_ENDS;
	struct walk children = walk_children(sketch->topo, home, kinds);
	const struct element *child = walk_next(&children);
	uint32_t area;

	/* An area without boxes cannot be laid out. */
	if (child == NULL) {
		sketch_box(sketch, home, 0);
		return;
	}
	area = sketch_area(sketch, home, is_site ? AREA_SITE : AREA_PROVIDER, 0);

	for (; child != NULL; child = walk_next(&children))
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
			diagram_add_text(sketch->diagram, &sketch->diagram->line[number].thing, "%s",
				describe_value(
					sketch->topo, tunnel, A_ENCAPSULATION, &sketch->diagram->arena));
	}
}

void map_vlan(struct sketch *sketch, const struct element *vlan)
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
		map_vlan(sketch, vlan);
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

/* Who registers where, or hangs on which PBX. */
static void join_people(struct sketch *sketch)
{
	const struct topology *topo = sketch->topo;
	struct walk groups = walk_kind(topo, K_USERS);
	const struct element *group;
	bool assumed;

	while ((group = walk_next(&groups)) != NULL) {
		uint32_t box = sketch_box_of(sketch, group);
		int telephony = topo_choice(topo, group, A_TELEPHONY);

		if (box == NO_BOX)
			continue;
		if (telephony != TELEPHONY_PBX)
			sketch_tie(sketch, LINE_BELONGS, box,
				sketch_box_of(sketch, serving_registrar(topo, group, &assumed)));
		if (telephony != TELEPHONY_ENTERPRISE_VOICE)
			sketch_tie(
				sketch, LINE_BELONGS, box, sketch_box_of(sketch, serving_pbx(topo, group)));
	}
}

/* Voice mail is reached through a Front End pool of its site. */
static void join_voice_mail(struct sketch *sketch)
{
	struct walk all = walk_kind(sketch->topo, K_UNIFIED_MESSAGING);
	const struct element *mail;

	while ((mail = walk_next(&all)) != NULL) {
		const struct element *site = site_of(sketch->topo, mail);
		struct walk pools;

		if (site == NULL)
			continue;
		pools = walk_children(sketch->topo, site, BIT(K_FRONT_END_POOL));
		sketch_tie(sketch, LINE_BELONGS, sketch_box_of(sketch, mail),
			sketch_box_of(sketch, walk_next(&pools)));
	}
}

/* The WAN between sites, from border to border. */
static void join_wan_links(struct sketch *sketch)
{
	struct walk links = walk_kind(sketch->topo, K_WAN_LINK);
	const struct element *link;

	while ((link = walk_next(&links)) != NULL) {
		struct refs ends = topo_refs(sketch->topo, link, A_BETWEEN);
		uint32_t number;

		if (ends.n != 2)
			continue;
		number = sketch_line(sketch, link, LINE_WAN, sketch_anchor(sketch, refs_nth(ends, 0)),
			sketch_anchor(sketch, refs_nth(ends, 1)));
		if (number == NO_BOX)
			continue;
		sketch->diagram->line[number].from_area = sketch_area_of(sketch, refs_nth(ends, 0));
		sketch->diagram->line[number].to_area = sketch_area_of(sketch, refs_nth(ends, 1));
	}
}

/* MPLS, private lines and the Internet are places that calls pass. */
static void join_connections(struct sketch *sketch)
{
	struct walk connections = walk_kind(sketch->topo, K_CONNECTION);
	const struct element *connection;

	while ((connection = walk_next(&connections)) != NULL) {
		const struct element *site = topo_ref(sketch->topo, connection, A_SITE);
		const struct element *provider = topo_ref(sketch->topo, connection, A_PROVIDER);
		uint32_t box = sketch_box_of(sketch, connection);
		uint32_t number = sketch_tie(sketch, LINE_WAN, sketch_anchor(sketch, site), box);

		if (number != NO_BOX)
			sketch->diagram->line[number].from_area = sketch_area_of(sketch, site);
		number = sketch_tie(sketch, LINE_WAN, box, sketch_anchor(sketch, provider));
		if (number != NO_BOX)
			sketch->diagram->line[number].to_area = sketch_area_of(sketch, provider);
	}
}

static void add_connections(struct sketch *sketch)
{
	struct walk connections = walk_kind(sketch->topo, K_CONNECTION);
	const struct element *connection;

	while ((connection = walk_next(&connections)) != NULL) {
		int kind = topo_choice(sketch->topo, connection, A_KIND);

		if (kind == CONNECTION_KIND_MPLS || kind == CONNECTION_KIND_PRIVATE_LINE ||
			kind == CONNECTION_KIND_INTERNET)
			sketch_box(sketch, connection, 0);
	}
}

/* Sites and providers: above it, each has a PSTN and people outside of its own. */
enum {
	MOST_HOMES_OF_ONE = 12,
};

bool map_is_large(const struct topology *topo)
{
	return topo_count(topo, K_SITE) + topo_count(topo, K_PROVIDER) > MOST_HOMES_OF_ONE;
}

static const struct element *home_of(const struct topology *topo, const struct element *e)
{
	return e != NULL ? topo_within(topo, e, BIT(K_SITE) | BIT(K_PROVIDER)) : NULL;
}

static const char *pstn_id(struct arena *arena, const struct topology *topo, const struct element *home)
{
	return !map_is_large(topo) || home == NULL ? ".pstn" :
						     arena_printf(arena, ".pstn-%s", topo_id(topo, home));
}

uint32_t map_pstn(const struct sketch *sketch, const struct element *e)
{
	const struct element *home = home_of(sketch->topo, e);

	return home != NULL ? sketch->pstn[topo_index(sketch->topo, home)] - 1 : NO_BOX;
}

static void add_pstn(struct sketch *sketch, const struct element *e)
{
	const struct element *home = home_of(sketch->topo, e);
	const char *id = pstn_id(&sketch->diagram->arena, sketch->topo, home);
	uint32_t *number;

	if (home == NULL)
		return;
	number = &sketch->pstn[topo_index(sketch->topo, home)];
	if (*number == 0 && strcmp(id, ".pstn") == 0)
		*number = diagram_find_box(sketch->diagram, id) + 1;
	if (*number == 0)
		*number = diagram_add_box(sketch->diagram,
				  &(struct diagram_box){ .thing = sketch_idea(sketch, id, "PSTN"),
					  .figure = BOX_PSTN,
					  .caption = "" }) +
			1;
}

static void add_pstns(struct sketch *sketch)
{
	struct walk lines = walk_kind(sketch->topo, K_PSTN_LINE);
	struct walk sbcs = walk_kind(sketch->topo, K_SBC);
	const struct element *e;

	while ((e = walk_next(&lines)) != NULL)
		add_pstn(sketch, topo_ref(sketch->topo, e, A_ENDS_ON));
	while ((e = walk_next(&sbcs)) != NULL)
		add_pstn(sketch, e);
}

static void join_pstn(struct sketch *sketch)
{
	struct walk lines = walk_kind(sketch->topo, K_PSTN_LINE);
	struct walk sbcs = walk_kind(sketch->topo, K_SBC);
	const struct element *e;

	while ((e = walk_next(&lines)) != NULL) {
		const struct element *box = topo_ref(sketch->topo, e, A_ENDS_ON);

		sketch_line(sketch, e, LINE_PSTN, sketch_box_of(sketch, box), map_pstn(sketch, box));
	}
	while ((e = walk_next(&sbcs)) != NULL)
		sketch_tie(sketch, LINE_PSTN, sketch_box_of(sketch, e), map_pstn(sketch, e));
}

uint32_t map_outside(const struct sketch *sketch, const struct element *users)
{
	const struct element *site = site_of(sketch->topo, users);

	return site != NULL ? sketch->outside[topo_index(sketch->topo, site)] - 1 : NO_BOX;
}

/* People outside of one site, or of all (site NULL). */
static uint32_t add_outside(struct sketch *sketch, const struct element *site)
{
	struct walk users = site != NULL ? walk_children(sketch->topo, site, BIT(K_USERS)) :
					   walk_kind(sketch->topo, K_USERS);
	struct diagram_box box = { .figure = BOX_PEOPLE, .caption = "people outside" };
	const struct element *e;
	int64_t sum = 0;
	int64_t remote;

	while ((e = walk_next(&users)) != NULL)
		if (topo_int(sketch->topo, e, A_REMOTE, &remote))
			sum += remote;
	if (sum == 0)
		return NO_BOX;
	box.thing = sketch_idea(sketch,
		site == NULL ?
			".remote" :
			arena_printf(&sketch->diagram->arena, ".remote-%s", topo_id(sketch->topo, site)),
		"Remote workers");
	diagram_add_text(sketch->diagram, &box.thing, "%lld people", (long long)sum);
	return diagram_add_box(sketch->diagram, &box);
}

static void add_remote_workers(struct sketch *sketch)
{
	struct walk sites = walk_kind(sketch->topo, K_SITE);
	bool large = map_is_large(sketch->topo);
	uint32_t all = large ? NO_BOX : add_outside(sketch, NULL);
	const struct element *site;

	while ((site = walk_next(&sites)) != NULL)
		sketch->outside[topo_index(sketch->topo, site)] = (large ? add_outside(sketch, site) : all) +
			1;
}

/* Where there is one box for all, every Edge pool stands for all; else those of the site, or what serves it. */
static void join_remote_workers(struct sketch *sketch)
{
	const struct topology *topo = sketch->topo;
	struct walk all = walk_kind(topo, map_is_large(topo) ? K_USERS : K_EDGE_POOL);
	const struct element *last = NULL;
	const struct element *e;

	while ((e = walk_next(&all)) != NULL) {
		const struct element *edge = e->kind == K_USERS ? serving_edge(topo, e) : e;

		if (e->kind == K_USERS && site_of(topo, e) == last)
			continue;
		last = site_of(topo, e);
		if (e->kind == K_EDGE_POOL)
			last = NULL;
		sketch_tie(sketch, LINE_BELONGS, map_outside(sketch, e), sketch_box_of(sketch, edge));
	}
}

void map_boxes(struct sketch *sketch)
{
	struct walk sites = walk_kind(sketch->topo, K_SITE);
	struct walk providers = walk_kind(sketch->topo, K_PROVIDER);
	const struct element *home;

	add_remote_workers(sketch);
	while ((home = walk_next(&sites)) != NULL)
		map_home(sketch, home);
	add_connections(sketch);
	while ((home = walk_next(&providers)) != NULL)
		map_home(sketch, home);
	add_pstns(sketch);
}

void map_lines(struct sketch *sketch)
{
	join_people(sketch);
	join_voice_mail(sketch);
	join_references(sketch, K_DEVICE, A_ATTACHED_TO, false);
	join_references(sketch, K_MEDIATION_POOL, A_FRONT_END_POOL, true);
	join_references(sketch, K_MEDIATION_POOL, A_EDGE_POOL, true);
	join_references(sketch, K_SURVIVABLE_BRANCH_APPLIANCE, A_FRONT_END_POOL, true);
	join_remote_workers(sketch);
	join_vlans(sketch);
	join_tunnels(sketch);
	join_wan_links(sketch);
	join_connections(sketch);
	join_trunks(sketch);
	join_tie_lines(sketch);
	join_pstn(sketch);
}
