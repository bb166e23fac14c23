/* SPDX-License-Identifier: MIT */
#include "engine/places.h"

#include "model/walk.h"

/* The network site around an address that the element states, or NULL. */
static const struct element *by_address(
	const struct deployment *plan, const struct element *e, enum attr attr)
{
	struct address address;
	const struct element *subnet;

	if (!topo_address(plan->topo, e, attr, &address))
		return NULL;
	subnet = subnet_around(&plan->subnets, &address);
	return subnet != NULL ? topo_parent(plan->topo, subnet) : NULL;
}

/* The first server of the pool that says where it is. */
static const struct element *of_pool(const struct deployment *plan, const struct element *pool, bool outer)
{
	const struct topology *topo = plan->topo;
	struct walk servers = walk_children(topo, pool_host(topo, pool), BIT(K_SERVER));
	const struct element *found = NULL;
	const struct element *server;

	while (found == NULL && (server = walk_next(&servers)) != NULL) {
		struct walk interfaces = walk_children(topo, server, BIT(K_INTERFACE));
		const struct element *interface;

		while (found == NULL && (interface = walk_next(&interfaces)) != NULL)
			if ((topo_choice(topo, interface, A_SIDE) == SIDE_EXTERNAL) == outer)
				found = by_address(plan, interface, A_IP);
		if (found == NULL)
			found = by_address(plan, server, A_IP);
	}
	return found;
}

static const struct element *of_peer(const struct deployment *plan, const struct element *peer)
{
	static const enum attr attrs[] = { A_REPRESENTATIVE_MEDIA_IP, A_MEDIA_IP, A_IP, A_SUBNET };
	const struct element *found = NULL;

	for (size_t i = 0; i < ARRAY_LEN(attrs) && found == NULL; i++)
		found = by_address(plan, peer, attrs[i]);
	return found;
}

static const struct element *of_owner(const struct topology *topo, const struct element *e)
{
	const struct element *owner = topo_within(topo, e, BIT(K_SITE) | BIT(K_PROVIDER));
	struct walk places;

	if (owner == NULL)
		return NULL;
	places = walk_referrers(topo, owner, K_NETWORK_SITE, owner->kind == K_SITE ? A_SITE : A_PROVIDER);
	return walk_next(&places);
}

const struct element *place_of(struct draft *draft, const struct node *node, bool outer)
{
	const struct topology *topo = draft->world->topo;
	const struct element *e = node->element;
	const struct element *found = NULL;

	if (BIT(e->kind) & PEERS)
		found = of_peer(draft->world->plan, e);
	else if (e->kind == K_USERS)
		found = by_address(draft->world->plan, e, A_SUBNET);
	else if (BIT(e->kind) & (MEDIATION_POOLS | BIT(K_EDGE_POOL)))
		found = of_pool(draft->world->plan, e, outer);
	return found != NULL ? found : of_owner(topo, e);
}
