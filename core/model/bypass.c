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

bool pool_bypasses(const struct deployment *plan, const struct element *pool)
{
	const struct topology *topo = plan->topo;
	struct walk trunks = walk_referrers(topo, pool, K_TRUNK, A_MEDIATION_POOL);
	int mode = topo_choice(topo, topo_root_with(topo, A_MEDIA_BYPASS), A_MEDIA_BYPASS);
	bool on = mode == BYPASS_ALWAYS || mode == BYPASS_SITE_AND_REGION;
	const struct element *trunk;

	while (on && (trunk = walk_next(&trunks)) != NULL)
		on = trunk_setting(topo, trunk_config(topo, &plan->fallback, trunk), A_MEDIA_BYPASS) ==
			TRI_TRUE;
	return on;
}
