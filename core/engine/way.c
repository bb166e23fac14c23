/* SPDX-License-Identifier: MIT */
#include "engine/way.h"

#include <string.h>

static bool is_cut(struct draft *draft, const struct element *e)
{
	const struct world *world = draft->world;

	return e != NULL && faults_cut(world->faults, world->topo, e, world->now);
}

static const char *id_of(struct draft *draft, const struct element *e)
{
	return e != NULL ? topo_id(draft->world->topo, e) : "";
}

const char *way_status_text(enum way_status status)
{
	switch (status) {
	case WAY_ARRIVED:
	case WAY_TO_LYNC:
		return "";
	case WAY_NOWHERE:
		return "no route of it takes the number";
	case WAY_DOWN:
		return "what it leads to is down";
	case WAY_LOOP:
		return "boxes send the call in a circle";
	}
	return "";
}

/* A tunnel of the connection whose ends work; NULL when none does. */
static const struct element *working_tunnel(struct draft *draft, const struct element *connection)
{
	const struct topology *topo = draft->world->topo;
	struct walk tunnels = walk_children(topo, connection, BIT(K_TUNNEL));
	const struct element *tunnel;

	while ((tunnel = walk_next(&tunnels)) != NULL)
		if (!is_cut(draft, tunnel) && !is_cut(draft, topo_ref(topo, tunnel, A_ENTERPRISE_END)) &&
			!is_cut(draft, topo_ref(topo, tunnel, A_PROVIDER_END)))
			return tunnel;
	return NULL;
}

/* VLANs of the inner side that the router is a member of, as text. */
static const char *inner_vlans(struct draft *draft, const struct element *router)
{
	const struct topology *topo = draft->world->topo;
	struct walk vlans = walk_referrers(topo, router, K_VLAN, A_MEMBERS);
	const char *text = "";
	const struct element *vlan;

	while ((vlan = walk_next(&vlans)) != NULL) {
		struct walk outer = walk_referrers(topo, vlan, K_TUNNEL, A_VLAN);

		if (walk_next(&outer) == NULL)
			text = draft_words(
				draft, "%s%s%s", text, *text != '\0' ? " " : "", topo_id(topo, vlan));
	}
	return text;
}

static bool add_box(struct path *path, struct draft *draft, const struct element *e,
	const struct element *trunk, const char *over)
{
	if (!path_add(path, id_of(draft, e), e, STRETCH_TRUNK, over))
		return false;
	path->node[path->n - 1].trunk = trunk;
	return true;
}

static bool add_tunnel(
	struct draft *draft, const struct element *connection, const struct element *trunk, struct path *path)
{
	const struct topology *topo = draft->world->topo;
	const struct element *tunnel = working_tunnel(draft, connection);
	const struct element *near;
	const struct element *far;

	if (tunnel == NULL) {
		struct walk any = walk_children(topo, connection, BIT(K_TUNNEL));

		return walk_next(&any) == NULL;
	}
	near = topo_ref(topo, tunnel, A_ENTERPRISE_END);
	far = topo_ref(topo, tunnel, A_PROVIDER_END);
	if (near != NULL && !add_box(path, draft, near, trunk, inner_vlans(draft, near)))
		return false;
	return far == NULL || add_box(path, draft, far, trunk, id_of(draft, tunnel));
}

bool way_to_peer(struct draft *draft, const struct element *trunk, struct path *path)
{
	const struct topology *topo = draft->world->topo;
	const struct element *holder = trunk_holder(topo, &draft->world->plan->fallback, trunk, A_CONNECTION);
	const struct element *connection = topo_ref(topo, holder, A_CONNECTION);
	const struct element *peer = topo_ref(topo, trunk, A_PEER);
	const char *over = "";

	if (peer == NULL || is_cut(draft, connection))
		return false;
	if (connection != NULL && connection->kind == K_CONNECTION) {
		switch (topo_choice(topo, connection, A_KIND)) {
		case CONNECTION_KIND_VPN:
			if (!add_tunnel(draft, connection, trunk, path))
				return false;
			break;
		case CONNECTION_KIND_LAN:
			over = id_of(draft, connection);
			break;
		default:
			if (!add_box(path, draft, connection, trunk, ""))
				return false;
			break;
		}
	} else if (connection != NULL) {
		over = id_of(draft, connection);
	}
	return add_box(path, draft, peer, trunk, over);
}

/* The stretches move with the direction: what lay before a node lies behind it. */
bool way_from_peer(struct draft *draft, const struct element *trunk, struct path *path)
{
	const struct element *pool = topo_ref(draft->world->topo, trunk, A_MEDIATION_POOL);
	struct path there = { .n = 0 };
	bool passes = pool != NULL && way_to_peer(draft, trunk, &there);

	for (uint32_t i = there.n; passes && i > 1; i--)
		passes = add_box(path, draft, there.node[i - 2].element, trunk, there.node[i - 1].over);
	return passes && add_box(path, draft, pool, trunk, there.n > 0 ? there.node[0].over : "");
}

/* One box after another. */
struct walker {
	struct draft *draft;
	struct path *path;
	const struct element *trunk;
};

static enum way_status from_box(struct walker *walker, const struct element *box);

static enum way_status to_pstn(struct walker *walker, const struct element *line)
{
	if (is_cut(walker->draft, line))
		return WAY_DOWN;
	/* Out again where it came in. */
	if (walker->path->n > 0 && walker->path->node[0].element == NULL)
		return WAY_LOOP;
	return path_add(walker->path, "pstn", NULL, line != NULL ? STRETCH_LINE : STRETCH_PUBLIC,
		       id_of(walker->draft, line)) ?
		WAY_ARRIVED :
		WAY_LOOP;
}

static enum way_status to_box(struct walker *walker, const struct element *box, const struct element *tie)
{
	if (is_cut(walker->draft, box) || is_cut(walker->draft, tie))
		return WAY_DOWN;
	for (uint32_t i = 0; i < walker->path->n; i++)
		if (walker->path->node[i].element == box)
			return WAY_LOOP;
	if (!path_add(walker->path, id_of(walker->draft, box), box, STRETCH_LINE, id_of(walker->draft, tie)))
		return WAY_LOOP;
	return from_box(walker, box);
}

static enum way_status to_party(struct walker *walker, const struct element *party)
{
	return path_add(walker->path, id_of(walker->draft, party), party, STRETCH_LINE, "") ? WAY_ARRIVED :
											      WAY_LOOP;
}

/* The other end of the tie line. */
static enum way_status over_tie(struct walker *walker, const struct element *box, const struct element *tie)
{
	const struct topology *topo = walker->draft->world->topo;
	const struct element *other = topo_ref(topo, tie, box->kind == K_PBX ? A_GATEWAY : A_PBX);

	return other != NULL ? to_box(walker, other, tie) : WAY_NOWHERE;
}

static enum way_status to_target(
	struct walker *walker, const struct element *box, const struct element *target)
{
	switch ((enum kind)target->kind) {
	case K_TRUNK:
		walker->trunk = target;
		return WAY_TO_LYNC;
	case K_TIE_LINE:
		return over_tie(walker, box, target);
	case K_PSTN_LINE:
		return to_pstn(walker, target);
	case K_DEVICE:
		return to_party(walker, target);
	case K_GATEWAY:
		return to_box(walker, target,
			box->kind == K_PBX ? tie_between(walker->draft->world->topo, target, box) : NULL);
	default:
		return WAY_NOWHERE;
	}
}

/* The first number-route that takes the number; the next one when what it leads to is down. */
static enum way_status by_routes(struct walker *walker, const struct element *box)
{
	struct world *world = walker->draft->world;
	struct walk routes = walk_children(world->topo, box, BIT(K_NUMBER_ROUTE));
	enum way_status status = WAY_NOWHERE;
	const struct element *route;

	while ((route = walk_next(&routes)) != NULL) {
		const struct pattern *pattern = patterns_get(
			&world->patterns, topo_text(world->topo, route, A_PATTERN));
		const struct element *target = topo_ref(world->topo, route, A_TO);
		uint32_t kept = walker->path->n;

		if (pattern == NULL || target == NULL ||
			pattern_match(&world->patterns, pattern, walker->draft->number) != MATCH_YES)
			continue;
		draft_step(walker->draft, "", "%s sends %.*s to %s", draft_label(walker->draft, box),
			STR_ARG(walker->draft->number), draft_label(walker->draft, target));
		status = to_target(walker, box, target);
		if (status != WAY_DOWN)
			return status;
		walker->path->n = kept;
	}
	return status;
}

static const struct element *trunk_of_box(struct walker *walker, const struct element *box)
{
	return trunk_to(walker->draft->world->topo, box);
}

/* Somebody on a PBX, from a gateway: over a tie line to that PBX. */
static enum way_status gateway_to_pbx(struct walker *walker, const struct element *gateway)
{
	const struct topology *topo = walker->draft->world->topo;
	const struct element *pbx = subscriber_pbx(topo, &walker->draft->callee);
	const struct element *tie = pbx != NULL ? tie_between(topo, gateway, pbx) : NULL;

	return tie != NULL ? to_box(walker, pbx, tie) : WAY_NOWHERE;
}

/* What a gateway does that says nothing about the number. */
static enum way_status gateway_default(struct walker *walker, const struct element *gateway)
{
	const struct topology *topo = walker->draft->world->topo;
	const struct subscriber *callee = &walker->draft->callee;
	struct walk ties = walk_referrers(topo, gateway, K_TIE_LINE, A_GATEWAY);
	struct walk lines = walk_referrers(topo, gateway, K_PSTN_LINE, A_ENDS_ON);
	const struct element *line = walk_next(&lines);
	const struct element *tie;

	if (callee->kind == SUBSCRIBER_DEVICE && topo_ref(topo, callee->element, A_ATTACHED_TO) == gateway)
		return to_party(walker, callee->element);
	if (callee->kind == SUBSCRIBER_PBX)
		return gateway_to_pbx(walker, gateway);
	if (subscriber_is_lync(topo, callee) || callee->kind == SUBSCRIBER_UM) {
		walker->trunk = trunk_of_box(walker, gateway);
		return walker->trunk != NULL ? WAY_TO_LYNC : WAY_NOWHERE;
	}
	if (line != NULL)
		return to_pstn(walker, line);
	/* Behind a PBX the gateway has no line of its own: the PBX's line it is. */
	while ((tie = walk_next(&ties)) != NULL) {
		const struct element *pbx = topo_ref(topo, tie, A_PBX);

		if (pbx != NULL && line_on(topo, pbx) != NULL)
			return to_box(walker, pbx, tie);
	}
	return WAY_NOWHERE;
}

/* From the PBX to Lync: its own trunk, or a gateway that has one. */
static enum way_status pbx_to_lync(struct walker *walker, const struct element *pbx)
{
	const struct topology *topo = walker->draft->world->topo;
	struct walk ties = walk_referrers(topo, pbx, K_TIE_LINE, A_PBX);
	const struct element *tie;

	walker->trunk = trunk_of_box(walker, pbx);
	if (walker->trunk != NULL)
		return WAY_TO_LYNC;
	while ((tie = walk_next(&ties)) != NULL) {
		const struct element *gateway = topo_ref(topo, tie, A_GATEWAY);

		if (gateway == NULL || trunk_of_box(walker, gateway) == NULL)
			continue;
		if (is_cut(walker->draft, gateway) || is_cut(walker->draft, tie) ||
			!path_add(walker->path, id_of(walker->draft, gateway), gateway, STRETCH_LINE,
				id_of(walker->draft, tie)))
			return WAY_DOWN;
		walker->trunk = trunk_of_box(walker, gateway);
		return WAY_TO_LYNC;
	}
	return WAY_NOWHERE;
}

static enum way_status pbx_to_pstn(struct walker *walker, const struct element *pbx)
{
	struct world *world = walker->draft->world;
	const struct element *line = line_on(world->topo, pbx);
	const struct element *tie = NULL;
	struct walk ties = walk_referrers(world->topo, pbx, K_TIE_LINE, A_PBX);
	int egress = topo_choice(world->topo, pbx, A_EGRESS);

	if (egress == EGRESS_OWN_LINE || (egress < 0 && line != NULL))
		return line != NULL ? to_pstn(walker, line) : WAY_NOWHERE;
	tie = walk_next(&ties);
	if (egress == EGRESS_GATEWAY ||
		(egress < 0 &&
			(engine_policy_is(world->policies, POLICY_PBX_TO_PSTN_PATH, "gateway") ||
				(tie != NULL &&
					line_on(world->topo, topo_ref(world->topo, tie, A_GATEWAY)) !=
						NULL))))
		return tie != NULL ? over_tie(walker, pbx, tie) : WAY_NOWHERE;
	return pbx_to_lync(walker, pbx);
}

static enum way_status from_pbx(struct walker *walker, const struct element *pbx)
{
	const struct topology *topo = walker->draft->world->topo;
	const struct subscriber *callee = &walker->draft->callee;
	bool own_phone = callee->element != NULL && !subscriber_is_lync(topo, callee) &&
		callee->kind != SUBSCRIBER_UM && subscriber_pbx(topo, callee) == pbx;
	enum way_status status;

	if (own_phone)
		return to_party(walker, callee->element);
	status = by_routes(walker, pbx);
	if (status != WAY_NOWHERE)
		return status;
	if (callee->kind == SUBSCRIBER_PSTN || callee->kind == SUBSCRIBER_EMERGENCY)
		return pbx_to_pstn(walker, pbx);
	return pbx_to_lync(walker, pbx);
}

static enum way_status from_box(struct walker *walker, const struct element *box)
{
	enum way_status status;

	if (box->kind == K_PBX)
		return from_pbx(walker, box);
	status = by_routes(walker, box);
	if (status != WAY_NOWHERE)
		return status;
	if (box->kind == K_GATEWAY)
		return gateway_default(walker, box);
	if (subscriber_is_lync(walker->draft->world->topo, &walker->draft->callee) ||
		walker->draft->callee.kind == SUBSCRIBER_UM || walker->draft->callee.kind == SUBSCRIBER_PBX ||
		walker->draft->callee.kind == SUBSCRIBER_DEVICE) {
		walker->trunk = trunk_of_box(walker, box);
		return walker->trunk != NULL ? WAY_TO_LYNC : WAY_NOWHERE;
	}
	return to_pstn(walker, NULL);
}

enum way_status way_on(
	struct draft *draft, const struct element *box, struct path *path, const struct element **ret_trunk)
{
	struct walker walker = { .draft = draft, .path = path };
	enum way_status status = from_box(&walker, box);

	*ret_trunk = walker.trunk;
	return status;
}

/* The SBC at which numbers of a site enter: of a trunk of a pool that serves it. */
static const struct element *sbc_of_site(struct draft *draft, const struct element *site)
{
	const struct world *world = draft->world;
	const struct site_facts *facts = site_facts(world->plan, site);

	for (uint32_t i = 0; i < facts->pools.n; i++) {
		struct walk trunks = walk_referrers(
			world->topo, piece_nth(world->plan, facts->pools, i), K_TRUNK, A_MEDIATION_POOL);
		const struct element *trunk;

		while ((trunk = walk_next(&trunks)) != NULL)
			if (trunk_provider(world->topo, trunk) != NULL &&
				topo_choice(world->topo, trunk, A_ROLE) != ROLE_EMERGENCY &&
				!is_cut(draft, topo_ref(world->topo, trunk, A_PEER)))
				return topo_ref(world->topo, trunk, A_PEER);
	}
	return NULL;
}

/* The first line on the box that does not list its numbers, or NULL. */
static const struct element *open_line_on(const struct topology *topo, const struct element *box)
{
	struct walk lines = walk_referrers(topo, box, K_PSTN_LINE, A_ENDS_ON);
	const struct element *line;

	while ((line = walk_next(&lines)) != NULL && topo_value(topo, line, A_NUMBERS) != NULL)
		;
	return line;
}

/* The one that stands first in the document; either may be NULL. */
static const struct element *earlier(const struct element *a, const struct element *b)
{
	return a == NULL || (b != NULL && b < a) ? b : a;
}

/* A line that does not list numbers brings those of the site in which it ends. */
static const struct element *line_of_site(struct draft *draft, const struct element *site)
{
	const struct topology *topo = draft->world->topo;
	const struct site_facts *facts = site_facts(draft->world->plan, site);
	struct walk boxes = walk_children(topo, site, BIT(K_GATEWAY) | BIT(K_PBX));
	const struct element *first = NULL;
	const struct element *box;

	while ((box = walk_next(&boxes)) != NULL)
		if (topo_choice(topo, box, A_KIND) != GATEWAY_KIND_ANALOG_GATEWAY || box->kind == K_PBX)
			first = earlier(first, open_line_on(topo, box));
	for (uint32_t i = 0; i < facts->pbxs.n; i++)
		first = earlier(first, open_line_on(topo, piece_nth(draft->world->plan, facts->pbxs, i)));
	return first;
}

bool way_in(struct draft *draft, const struct element **ret_box, const struct element **ret_line)
{
	const struct topology *topo = draft->world->topo;
	const struct element *site = draft->callee.element != NULL ? site_of(topo, draft->callee.element) :
								     NULL;
	const struct element *line = directory_line(&draft->world->directory, draft->number);

	*ret_line = line;
	*ret_box = line != NULL ? topo_ref(topo, line, A_ENDS_ON) : NULL;
	if (*ret_box != NULL || site == NULL)
		return *ret_box != NULL;
	line = line_of_site(draft, site);
	*ret_line = line;
	*ret_box = line != NULL ? topo_ref(topo, line, A_ENDS_ON) : sbc_of_site(draft, site);
	return *ret_box != NULL;
}
