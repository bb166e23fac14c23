/* SPDX-License-Identifier: MIT */
#include "export_tap.h"

#include "model/deployment.h"
#include "model/suggest.h"

#include <string.h>

/* Where calls pass as packets. */
#define TAPS \
	(BIT(K_TRUNK) | BIT(K_VLAN) | BIT(K_TUNNEL) | BIT(K_CONNECTION) | BIT(K_WAN_LINK) | PEERS | \
		VPN_ENDS | POOLS | BIT(K_SERVER) | BIT(K_USERS) | BIT(K_DEVICE) | BIT(K_UNIFIED_MESSAGING))

static bool is_tdm(const struct topology *topo, const struct element *e)
{
	struct walk trunks;

	switch ((enum kind)e->kind) {
	case K_TIE_LINE:
	case K_PSTN_LINE:
		return true;
	case K_PBX:
		trunks = walk_referrers(topo, e, K_TRUNK, A_PEER);
		return walk_next(&trunks) == NULL;
	case K_USERS:
		return topo_choice(topo, e, A_TELEPHONY) == TELEPHONY_PBX;
	case K_DEVICE:
		return topo_choice(topo, e, A_KIND) != DEVICE_KIND_IP_PHONE;
	default:
		return false;
	}
}

/* Only Mediation Servers are chosen one by one; of other pools it is known which where there is one. */
static bool is_chosen(const struct topology *topo, const struct element *server)
{
	const struct element *pool = topo_parent(topo, server);
	struct walk servers = walk_children(topo, pool, BIT(K_SERVER));
	struct walk mediation = walk_referrers(topo, pool, K_MEDIATION_POOL, A_FRONT_END_POOL);
	const struct element *e;

	if (BIT(pool->kind) & MEDIATION_POOLS)
		return true;
	while ((e = walk_next(&mediation)) != NULL)
		if (pool_host(topo, e) == pool)
			return true;
	return walk_next(&servers) != NULL && walk_next(&servers) == NULL;
}

enum exit_code tap_find(
	struct tap *tap, const struct topology *topo, const struct export_ids *ids, const char *id)
{
	const struct element *e = id != NULL ? export_ids_find(ids, str_of(id)) : NULL;
	const char *nearest;

	*tap = (struct tap){ topo, ids, e };
	if (id == NULL)
		return EXIT_CLEAN;
	if (e == NULL) {
		nearest = suggest_id(topo, str_of(id), TAPS);
		if (nearest != NULL)
			return complain(EXIT_USAGE, "--tap: no element has the id '%s' (did you mean '%s'?)",
				id, nearest);
		return complain(EXIT_USAGE, "--tap: no element has the id '%s'", id);
	}
	if (is_tdm(topo, e))
		return complain(EXIT_USAGE,
			"--tap: at %s '%s' a call is a line and not packets; tap a trunk, gateway or server instead",
			kind_name((enum kind)e->kind), id);
	if (!(BIT(e->kind) & TAPS))
		return complain(EXIT_USAGE,
			"--tap: %s '%s' is no place that packets of calls pass; name a trunk, VLAN, tunnel, connection, "
			"WAN link or box",
			kind_name((enum kind)e->kind), id);
	if (e->kind == K_SERVER && !is_chosen(topo, e))
		return complain(EXIT_USAGE,
			"--tap: whether a call takes '%s' or another server of %s '%s' is not simulated; name the pool",
			id, kind_name((enum kind)topo_parent(topo, e)->kind),
			topo_id(topo, topo_parent(topo, e)));
	return EXIT_CLEAN;
}

const struct element *tap_element(const struct tap *tap, const char *hop)
{
	return export_ids_find(tap->ids, str_of(hop));
}

bool tap_is_kind(const struct tap *tap, const char *hop, uint64_t kinds)
{
	const struct element *e = tap_element(tap, hop);

	return e != NULL && (BIT(e->kind) & kinds) != 0;
}

bool tap_is(const struct tap *tap, const char *hop, const char *server)
{
	const struct element *e = tap_element(tap, hop);
	const struct element *pool;

	if (e == NULL || tap->element == NULL)
		return false;
	if (tap->element->kind != K_SERVER)
		return e == tap->element;
	pool = topo_parent(tap->topo, tap->element);
	if (BIT(e->kind) & MEDIATION_POOLS)
		return pool_host(tap->topo, e) == pool &&
			(server == NULL || strcmp(topo_id(tap->topo, tap->element), server) == 0);
	return e == pool;
}

/* Of a VPN connection calls name the tunnel. */
static bool is_among(const struct tap *tap, const char *over)
{
	struct str rest = str_of(over);
	struct str token;

	while (str_next_token(&rest, &token)) {
		const struct element *e = export_ids_find(tap->ids, token);

		if (e != NULL &&
			(e == tap->element ||
				(e->kind == K_TUNNEL && topo_parent(tap->topo, e) == tap->element)))
			return true;
	}
	return false;
}

const char *tap_over(const struct call *call, const char *from, const char *to)
{
	for (uint32_t i = 0; i < call->n_hop; i++)
		if (strcmp(call->hop[i].from, from) == 0 && strcmp(call->hop[i].to, to) == 0)
			return call->hop[i].over;
	return "";
}

/* The two sites that a WAN link joins. */
static bool crosses(const struct tap *tap, const char *from, const char *to)
{
	const struct element *first = tap_element(tap, from);
	const struct element *last = tap_element(tap, to);
	struct refs sites;

	if (tap->element->kind != K_WAN_LINK || first == NULL || last == NULL)
		return false;
	first = site_of(tap->topo, first);
	last = site_of(tap->topo, last);
	sites = topo_refs(tap->topo, tap->element, A_BETWEEN);
	return first != NULL && last != NULL && first != last && refs_hold(sites, first) &&
		refs_hold(sites, last);
}

static bool is_trunk_part(const struct tap *tap, const struct way_part *part, const struct element *trunk)
{
	const char *first = part->hop[part->first];
	const char *last = part->hop[part->last];
	const char *pool;
	const char *peer;

	if (trunk == NULL)
		return false;
	pool = topo_id(tap->topo, topo_ref(tap->topo, trunk, A_MEDIATION_POOL));
	peer = topo_id(tap->topo, topo_ref(tap->topo, trunk, A_PEER));
	return (strcmp(first, pool) == 0 && strcmp(last, peer) == 0) ||
		(strcmp(first, peer) == 0 && strcmp(last, pool) == 0);
}

bool tap_passes(
	const struct tap *tap, const struct way_part *part, const struct element *trunk, const char *server)
{
	const char *const *hop = part->hop;

	if (tap->element == NULL || tap->element->kind == K_TRUNK)
		return (tap->element == NULL || tap->element == trunk) && is_trunk_part(tap, part, trunk);
	for (uint32_t i = part->first; i <= part->last; i++)
		if (tap_is(tap, hop[i], server) ||
			(i > part->first &&
				(is_among(tap, tap_over(part->call, hop[i - 1], hop[i])) ||
					crosses(tap, hop[i - 1], hop[i]))))
			return true;
	return false;
}

/* The first tunnel of the connection, and what is joined by it. */
static bool is_on_tunnel(const struct tap *tap, const struct element *connection)
{
	struct walk tunnels = walk_children(tap->topo, connection, BIT(K_TUNNEL));
	const struct element *tunnel = walk_next(&tunnels);
	const struct element *near;
	struct walk vlans;
	const struct element *vlan;

	if (tunnel == NULL)
		return false;
	near = topo_ref(tap->topo, tunnel, A_ENTERPRISE_END);
	if (tap->element == tunnel || tap->element == near ||
		tap->element == topo_ref(tap->topo, tunnel, A_PROVIDER_END))
		return true;
	if (near == NULL)
		return false;
	vlans = walk_referrers(tap->topo, near, K_VLAN, A_MEMBERS);
	while ((vlan = walk_next(&vlans)) != NULL) {
		struct walk outer = walk_referrers(tap->topo, vlan, K_TUNNEL, A_VLAN);

		if (vlan == tap->element && walk_next(&outer) == NULL)
			return true;
	}
	return false;
}

bool tap_passes_trunk(const struct tap *tap, const struct element *trunk, const char *server)
{
	const struct trunk_fallback fallback = trunk_fallback_of(tap->topo);
	const struct element *connection = topo_ref(
		tap->topo, trunk_holder(tap->topo, &fallback, trunk, A_CONNECTION), A_CONNECTION);

	if (tap->element == NULL || tap->element == trunk ||
		tap->element == topo_ref(tap->topo, trunk, A_PEER))
		return true;
	if (tap_is(tap, topo_id(tap->topo, topo_ref(tap->topo, trunk, A_MEDIATION_POOL)), server))
		return true;
	if (connection == NULL)
		return false;
	return tap->element == connection || is_on_tunnel(tap, connection);
}
