/* SPDX-License-Identifier: MIT */
#include "engine/subnets.h"

#include "model/walk.h"

/* The first address under the prefix. */
static struct address masked(const struct address *address)
{
	struct address first = *address;

	for (unsigned i = 0; i < sizeof(first.bytes); i++) {
		unsigned kept = first.prefix > i * 8 ? first.prefix - i * 8 : 0;

		if (kept < 8)
			first.bytes[i] &= (uint8_t)(0xff00 >> kept);
	}
	return first;
}

const struct element *subnet_exact(const struct topology *topo, const struct address *client)
{
	struct address wanted = masked(client);
	struct walk subnets = walk_kind(topo, K_SUBNET);
	const struct element *subnet;
	struct address address;

	while ((subnet = walk_next(&subnets)) != NULL)
		if (topo_address(topo, subnet, A_ADDRESS, &address) && address.prefix == wanted.prefix &&
			address_equal(&address, &wanted))
			return subnet;
	return NULL;
}

const struct element *subnet_around(const struct topology *topo, const struct address *address)
{
	struct address host = *address;
	struct walk subnets = walk_kind(topo, K_SUBNET);
	const struct element *narrowest = NULL;
	const struct element *subnet;
	struct address found = { 0 };
	struct address around;

	host.prefix = host.bits;
	while ((subnet = walk_next(&subnets)) != NULL) {
		if (!topo_address(topo, subnet, A_ADDRESS, &around) || !address_contains(&around, &host))
			continue;
		if (narrowest == NULL || around.prefix > found.prefix) {
			narrowest = subnet;
			found = around;
		}
	}
	return narrowest;
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

struct bypass_id bypass_id_of(const struct topology *topo, const struct element *network_site)
{
	const struct element *region = topo_ref(topo, network_site, A_REGION);

	if (network_site_policy_holder(topo, network_site) != NULL)
		return (struct bypass_id){ BYPASS_ID_SITE, network_site };
	return (struct bypass_id){ region != NULL ? BYPASS_ID_REGION : BYPASS_ID_NONE, region };
}

bool bypass_id_match(struct bypass_id a, struct bypass_id b)
{
	return a.kind != BYPASS_ID_NONE && a.kind == b.kind && a.owner == b.owner;
}
