/* SPDX-License-Identifier: MIT */
#include "model/bypass.h"

struct bypass_place bypass_client_place(const struct deployment *plan, const struct element *users)
{
	struct bypass_place place = { .attr = A_NONE };
	struct address address;

	if (topo_address(plan->topo, users, A_SUBNET, &address)) {
		place.attr = A_SUBNET;
		place.subnet = subnet_exact(&plan->subnets, &address);
	}
	return place;
}

/* The attribute with the address that stands for the peer's media, or A_NONE. */
static enum attr peer_address(const struct topology *topo, const struct element *peer, struct address *ret)
{
	static const enum attr attrs[] = { A_REPRESENTATIVE_MEDIA_IP, A_IP, A_MEDIA_IP };

	for (size_t i = 0; i < ARRAY_LEN(attrs); i++)
		if (topo_address(topo, peer, attrs[i], ret))
			return attrs[i];
	return A_NONE;
}

/* The peer's own subnet counts where it is known, unless its very address is configured. */
static const struct element *subnet_of_address(
	const struct deployment *plan, const struct element *peer, const struct address *address)
{
	const struct element *around = subnet_around(&plan->subnets, address);
	struct address own;
	struct address found;

	if (!topo_address(plan->topo, peer, A_SUBNET, &own) || !address_contains(&own, address))
		return around;
	if (around != NULL && topo_address(plan->topo, around, A_ADDRESS, &found) &&
		found.prefix == found.bits)
		return around;
	return subnet_exact(&plan->subnets, &own);
}

struct bypass_place bypass_peer_place(const struct deployment *plan, const struct element *peer)
{
	struct bypass_place place = { .attr = A_NONE };
	struct address address;

	place.attr = peer_address(plan->topo, peer, &address);
	if (place.attr != A_NONE) {
		place.subnet = subnet_of_address(plan, peer, &address);
	} else if (topo_address(plan->topo, peer, A_SUBNET, &address)) {
		place.attr = A_SUBNET;
		place.subnet = subnet_exact(&plan->subnets, &address);
	}
	return place;
}

/* The place to which the site's own link leads, or NULL: the hub itself has no such link. */
static const struct element *hub_of(
	const struct topology *topo, const struct element *network_site, const struct element *site)
{
	const struct element *region = topo_ref(topo, network_site, A_REGION);
	const struct element *hub = region != NULL ? topo_ref(topo, region, A_CENTRAL_SITE) : NULL;

	if (hub == NULL)
		hub = topo_ref(topo, site, A_CENTRAL_SITE);
	return hub != site ? hub : NULL;
}

const struct element *network_site_policy_holder(
	const struct topology *topo, const struct element *network_site)
{
	const struct element *site = topo_ref(topo, network_site, A_SITE);
	const struct element *hub = site != NULL ? hub_of(topo, network_site, site) : NULL;
	const struct element *link;
	struct walk links;

	if (topo_value(topo, network_site, A_BANDWIDTH_POLICY) != NULL)
		return network_site;
	if (hub == NULL)
		return NULL;
	links = walk_referrers(topo, site, K_WAN_LINK, A_BETWEEN);
	while ((link = walk_next(&links)) != NULL)
		if (refs_hold(topo_refs(topo, link, A_BETWEEN), hub) &&
			topo_value(topo, link, A_BANDWIDTH_POLICY) != NULL)
			return link;
	return NULL;
}

static struct bypass_id id_of_network_site(const struct topology *topo, const struct element *network_site)
{
	const struct element *region = topo_ref(topo, network_site, A_REGION);

	if (network_site_policy_holder(topo, network_site) != NULL)
		return (struct bypass_id){ BYPASS_ID_SITE, network_site };
	return (struct bypass_id){ region != NULL ? BYPASS_ID_REGION : BYPASS_ID_NONE, region };
}

struct bypass_id bypass_id_at(const struct topology *topo, const struct bypass_place *place)
{
	const struct element *root = topo_root_with(topo, A_DEFAULT_BYPASS_ID);

	if (place->subnet != NULL)
		return id_of_network_site(topo, topo_parent(topo, place->subnet));
	if (topo_bool(topo, root, A_DEFAULT_BYPASS_ID) == TRI_TRUE)
		return (struct bypass_id){ BYPASS_ID_DEFAULT, NULL };
	return (struct bypass_id){ BYPASS_ID_NONE, NULL };
}

bool bypass_id_match(struct bypass_id a, struct bypass_id b)
{
	return a.kind != BYPASS_ID_NONE && a.kind == b.kind && a.owner == b.owner;
}

int peer_srtp(const struct topology *topo, const struct element *peer)
{
	int srtp = topo_choice(topo, peer, A_SRTP);
	const struct element *provider = topo_parent(topo, peer);

	if (srtp < 0 && topo_value(topo, peer, A_SRTP) == NULL && provider->kind == K_PROVIDER &&
		topo_bool(topo, provider, A_SRTP) == TRI_FALSE)
		return PEER_SRTP_NONE;
	return srtp;
}

enum srtp_clash srtp_clash(int clients, int trunk, int peer)
{
	if (clients == ENCRYPTION_REQUIRE && trunk == SRTP_NOT_SUPPORTED)
		return SRTP_TRUNK_LACKS;
	if (clients == ENCRYPTION_REQUIRE && peer == PEER_SRTP_NONE)
		return SRTP_PEER_LACKS;
	if (clients == ENCRYPTION_NONE && trunk == SRTP_REQUIRED)
		return SRTP_TRUNK_REQUIRES;
	if (clients == ENCRYPTION_NONE && peer == PEER_SRTP_REQUIRED)
		return SRTP_PEER_REQUIRES;
	return SRTP_NO_CLASH;
}

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
static bool end_lets_through(
	const struct topology *topo, const struct element *end, const struct element *users)
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

		if (end != NULL && !end_lets_through(topo, end, users))
			return end;
	}
	return NULL;
}
