/* SPDX-License-Identifier: MIT */
#include "engine/parts.h"

#include "model/deployment.h"
#include "model/walk.h"

#define ALWAYS_PARTS (BIT(K_SERVER) | PEERS | VPN_ENDS | BIT(K_TUNNEL) | BIT(K_TRUNK) | BIT(K_WAN_LINK))

static bool has_children(const struct topology *topo, const struct element *e, enum kind kind)
{
	struct walk children = walk_children(topo, e, BIT(kind));

	return walk_next(&children) != NULL;
}

static bool is_part(const struct topology *topo, const struct element *e)
{
	if (e->flags & ELEMENT_INHERITED)
		return false;
	if (BIT(e->kind) & ALWAYS_PARTS)
		return true;
	if (BIT(e->kind) & POOLS)
		return !has_children(topo, pool_host(topo, e), K_SERVER);
	return e->kind == K_CONNECTION && !has_children(topo, e, K_TUNNEL);
}

/* A server that is the same box as another one is told by the other one's name. */
static const struct element *box_of(const struct topology *topo, const struct element *e)
{
	const struct element *other = e->kind == K_SERVER ? topo_ref(topo, e, A_SAME_AS) : NULL;

	return other != NULL ? other : e;
}

bool parts_find(struct parts *parts, const struct topology *topo, struct arena *arena)
{
	*parts = (struct parts){ topo, arena_alloc(arena, (topo->n_element + 1) * sizeof(*parts->of)) };
	for (uint32_t i = 0; parts->of != NULL && i < topo->n_element; i++)
		parts->of[i] = is_part(topo, &topo->element[i]) ?
			topo_index(topo, box_of(topo, &topo->element[i])) :
			NO_PART;
	return parts->of != NULL;
}

static bool fail(const struct element *target, struct faults *faults)
{
	return faults_add(faults,
		&(struct fault){ .target = target, .mode = FAULT_CRASH, .until = INT64_MAX, .isup = -1 });
}

bool parts_fail(const struct parts *parts, uint32_t part, struct faults *faults)
{
	const struct element *e = &parts->topo->element[part];
	struct walk roles = walk_referrers(parts->topo, e, K_SERVER, A_SAME_AS);
	bool good = fail(e, faults);
	const struct element *role;

	while (good && (role = walk_next(&roles)) != NULL)
		good = fail(role, faults);
	return good;
}

double parts_availability(const struct parts *parts, uint32_t part)
{
	const struct element *e = &parts->topo->element[part];
	double mtbf, mttr;

	if (!topo_decimal(parts->topo, e, A_MTBF_H, &mtbf) ||
		!topo_decimal(parts->topo, e, A_MTTR_H, &mttr) || mtbf + mttr <= 0)
		return 1;
	return mtbf / (mtbf + mttr);
}

static const struct element *within(const struct parts *parts, uint32_t part, uint64_t kinds)
{
	return topo_within(parts->topo, &parts->topo->element[part], kinds);
}

const struct element *parts_shared(const struct parts *parts, const uint32_t *part, uint32_t n)
{
	static const uint64_t groups[] = { BIT(K_CONNECTION), POOLS, BIT(K_SITE) }; /* the nearest first */

	for (size_t g = 0; g < ARRAY_LEN(groups); g++) {
		const struct element *shared = within(parts, part[0], groups[g]);
		uint32_t in_it = 1;

		while (shared != NULL && in_it < n && within(parts, part[in_it], groups[g]) == shared)
			in_it++;
		if (shared != NULL && in_it == n)
			return shared;
	}
	return NULL;
}
