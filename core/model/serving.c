/* SPDX-License-Identifier: MIT */
#include "model/serving.h"

#include "model/deployment.h"

/* The appliance before the pool; more than one of a kind leaves open which. */
static const struct element *registrar_of_site(
	const struct topology *topo, const struct element *site, bool *ret_assumed)
{
	static const enum kind kinds[] = { K_SURVIVABLE_BRANCH_APPLIANCE, K_FRONT_END_POOL };

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		struct walk found = walk_children(topo, site, BIT(kinds[i]));
		const struct element *first = walk_next(&found);

		if (first == NULL)
			continue;
		*ret_assumed = walk_next(&found) != NULL;
		return first;
	}
	return NULL;
}

const struct element *serving_registrar(
	const struct topology *topo, const struct element *who, bool *ret_assumed)
{
	const struct element *site = site_of(topo, who);
	const struct element *registrar;
	const struct element *central;

	*ret_assumed = false;
	if (who->kind == K_DEVICE)
		return topo_ref(topo, who, A_ATTACHED_TO);
	registrar = topo_ref(topo, who, A_FRONT_END_POOL);
	if (registrar == NULL && site != NULL)
		registrar = registrar_of_site(topo, site, ret_assumed);
	if (registrar != NULL || site == NULL)
		return registrar;
	central = topo_ref(topo, site, A_CENTRAL_SITE);
	return central != NULL ? registrar_of_site(topo, central, ret_assumed) : NULL;
}

/* The Edge pool that a Mediation pool of the site names. */
static const struct element *edge_of_site(const struct topology *topo, const struct element *site)
{
	struct walk pools = walk_children(topo, site, MEDIATION_POOLS);
	struct walk edges = walk_children(topo, site, BIT(K_EDGE_POOL));
	const struct element *pool;

	while ((pool = walk_next(&pools)) != NULL)
		if (topo_ref(topo, pool, A_EDGE_POOL) != NULL)
			return topo_ref(topo, pool, A_EDGE_POOL);
	return walk_next(&edges);
}

const struct element *serving_edge(const struct topology *topo, const struct element *who)
{
	const struct element *site = site_of(topo, who);
	const struct element *edge = site != NULL ? edge_of_site(topo, site) : NULL;
	const struct element *central = site != NULL ? topo_ref(topo, site, A_CENTRAL_SITE) : NULL;

	if (edge == NULL && central != NULL)
		edge = edge_of_site(topo, central);
	return edge != NULL || topo_count(topo, K_EDGE_POOL) == 0 ? edge : topo_nth(topo, K_EDGE_POOL, 0);
}

const struct element *serving_pbx(const struct topology *topo, const struct element *who)
{
	const struct element *site = site_of(topo, who);
	const struct element *attached = topo_ref(topo, who, A_ATTACHED_TO);
	const struct element *pbx = topo_ref(topo, who, A_PBX);
	struct walk pbxs;

	if (attached != NULL && attached->kind == K_PBX)
		return attached;
	if (pbx != NULL || site == NULL)
		return pbx;
	pbxs = walk_children(topo, site, BIT(K_PBX));
	return walk_next(&pbxs);
}
