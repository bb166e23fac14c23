/* SPDX-License-Identifier: MIT */
#include "model/media_way.h"

#include "model/ports.h"

enum {
	FIRST_MEDIA_PORT = 1024, /* of clients by default (Port and protocol requirements for servers) */
};

/* The forward leads to the clients: to the group, its site, or a network that its subnet is part of. */
static bool leads_to_clients(
	const struct topology *topo, const struct element *forward, const struct element *users)
{
	const struct element *target = topo_ref(topo, forward, A_TO);
	struct address clients;
	struct address prefix;

	if (target != NULL && (target == users || target == topo_parent(topo, users)))
		return true;
	if (!topo_address(topo, users, A_SUBNET, &clients))
		return false;
	if (target != NULL && target->kind == K_VLAN)
		return topo_address(topo, target, A_SUBNET, &prefix) && address_contains(&prefix, &clients);
	return target == NULL && topo_address(topo, forward, A_TO, &prefix) &&
		address_contains(&prefix, &clients);
}

/* Traffic out of the tunnel reaches the clients, or nobody says that it does not. */
bool vpn_end_lets_through(const struct topology *topo, const struct element *end, const struct element *users)
{
	struct walk forwards = walk_children(topo, end, BIT(K_FORWARD));
	enum tri restricted = topo_bool(topo, end, A_RESTRICTED);
	const struct element *forward;
	bool any = false;

	while ((forward = walk_next(&forwards)) != NULL) {
		any = true;
		if (leads_to_clients(topo, forward, users))
			return true;
	}
	return restricted == TRI_FALSE || (restricted == TRI_UNKNOWN && !any);
}

const struct element *trunk_isolating_end(
	const struct deployment *plan, const struct element *trunk, const struct element *users)
{
	const struct topology *topo = plan->topo;
	const struct element *holder = trunk_holder(topo, &plan->fallback, trunk, A_CONNECTION);
	const struct element *connection = topo_ref(topo, holder, A_CONNECTION);
	const struct element *tunnel;
	struct walk tunnels;

	if (connection == NULL)
		return NULL;
	tunnels = walk_children(topo, connection, BIT(K_TUNNEL));
	while ((tunnel = walk_next(&tunnels)) != NULL) {
		const struct element *end = topo_ref(topo, tunnel, A_ENTERPRISE_END);

		if (end != NULL && !vpn_end_lets_through(topo, end, users))
			return end;
	}
	return NULL;
}

/* A permit without ports permits all; media needs more than the single port of some other service. */
static bool has_media_ports(const struct topology *topo, const struct element *permit)
{
	struct str list = topo_text(topo, permit, A_PORTS);
	struct port_range range;
	struct str token;

	if (topo_value(topo, permit, A_PORTS) == NULL)
		return true;
	while (str_next_token(&list, &token))
		if (port_range_parse(token, &range) && range.last > range.first &&
			range.last > FIRST_MEDIA_PORT)
			return true;
	return false;
}

/* One side of a permit: absent means any; a prefix must hold the address or the clients' whole subnet. */
static enum tri permits_side(
	const struct topology *topo, const struct element *permit, enum attr attr, const struct element *side)
{
	const struct element *named = topo_ref(topo, permit, attr);
	struct address prefix;
	struct address address;

	if (topo_value(topo, permit, attr) == NULL)
		return TRI_TRUE;
	for (const struct element *e = side; named != NULL && e != NULL; e = topo_parent(topo, e))
		if (e == named)
			return TRI_TRUE;
	if (named != NULL || !topo_address(topo, permit, attr, &prefix))
		return TRI_FALSE;
	if (!topo_address(topo, side, A_MEDIA_IP, &address) && !topo_address(topo, side, A_IP, &address) &&
		!topo_address(topo, side, A_SUBNET, &address))
		return TRI_UNKNOWN;
	return tri_of(address_contains(&prefix, &address));
}

static enum tri permits_way(const struct topology *topo, const struct element *permit,
	const struct element *from, const struct element *to)
{
	enum tri source = permits_side(topo, permit, A_FROM, from);
	enum tri target = source != TRI_FALSE ? permits_side(topo, permit, A_TO, to) : TRI_FALSE;

	return target == TRI_TRUE ? source : target;
}

enum tri firewall_passes_media(const struct topology *topo, const struct element *firewall,
	const struct element *users, const struct element *peer)
{
	struct walk permits = walk_children(topo, firewall, BIT(K_PERMIT));
	const struct element *permit;
	enum tri passes = TRI_FALSE;

	while (passes != TRI_TRUE && (permit = walk_next(&permits)) != NULL) {
		int protocol = topo_choice(topo, permit, A_PROTOCOL);
		enum tri way;

		if ((protocol != PROTOCOL_UDP && protocol != PROTOCOL_ANY) || !has_media_ports(topo, permit))
			continue;
		way = permits_way(topo, permit, users, peer);
		if (way != TRI_TRUE && permits_way(topo, permit, peer, users) != TRI_FALSE)
			way = permits_way(topo, permit, peer, users);
		if (way != TRI_FALSE)
			passes = way;
	}
	return passes;
}

static const struct element *blocking_one(const struct topology *topo, const struct element *guarded,
	const struct element *users, const struct element *peer)
{
	struct walk firewalls = walk_referrers(topo, guarded, K_FIREWALL, A_PROTECTS);
	const struct element *firewall;

	while ((firewall = walk_next(&firewalls)) != NULL)
		if (firewall_passes_media(topo, firewall, users, peer) == TRI_FALSE)
			return firewall;
	return NULL;
}

const struct element *media_blocking_firewall(
	const struct topology *topo, const struct element *users, const struct element *peer)
{
	const struct element *firewall = blocking_one(topo, peer, users, peer);

	return firewall != NULL ? firewall : blocking_one(topo, users, users, peer);
}
