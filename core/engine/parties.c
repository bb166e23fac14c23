/* SPDX-License-Identifier: MIT */
#include "engine/parties.h"

#include "engine/servers.h"

static const struct topology *topo_of(const struct draft *draft)
{
	return draft->world->topo;
}

enum sip_transport parties_transport(struct draft *draft, const struct element *trunk)
{
	switch (trunk_transport(topo_of(draft), &draft->world->plan->fallback, trunk)) {
	case TRANSPORT_TLS:
		return SIP_TLS;
	case TRANSPORT_UDP:
		return SIP_UDP;
	default:
		return SIP_TCP;
	}
}

/* Boxes that speak SIP, from the caller on; lines and routers only pass packets. */
static bool speaks_sip(const struct element *e)
{
	const uint64_t kinds = BIT(K_USERS) | BIT(K_DEVICE) | BIT(K_UNIFIED_MESSAGING) | BIT(K_EDGE_POOL) |
		BIT(K_FRONT_END_POOL) | MEDIATION_POOLS | PEERS;

	return e != NULL && kinds & BIT(e->kind);
}

/* The node after which everything is SIP: lines of the telephone network lie before it. */
static uint32_t first_sip_node(const struct path *path)
{
	uint32_t first = 0;

	for (uint32_t i = 1; i < path->n; i++)
		if (path->node[i].stretch == STRETCH_LINE || path->node[i].stretch == STRETCH_PUBLIC)
			first = i;
	return first;
}

/* A Mediation Server that a trunk leads to begins anew. */
static bool is_b2bua(const struct node *node)
{
	return node->stretch == STRETCH_TRUNK && node->element != NULL &&
		BIT(node->element->kind) & MEDIATION_POOLS;
}

/* A branch appliance takes the call from the trunk as Mediation Server and routes it as registrar. */
static bool routes_itself(const struct path *path, uint32_t i)
{
	if (!is_b2bua(&path->node[i]) || path->node[i].element->kind != K_SURVIVABLE_BRANCH_APPLIANCE)
		return false;
	return i + 1 == path->n || path->node[i + 1].element == NULL ||
		!(BIT(path->node[i + 1].element->kind) &
			(BIT(K_FRONT_END_POOL) | BIT(K_SURVIVABLE_BRANCH_APPLIANCE)));
}

/* How late a pool that is slow answers. */
static int64_t lag_of(struct draft *draft, const struct node *node)
{
	const struct fault *fault;

	if (!(BIT(node->element->kind) & POOLS) || is_b2bua(node))
		return 0;
	fault = servers_fault(draft, node->element);
	return fault != NULL && fault->mode == FAULT_SLOW ? fault->delay : 0;
}

uint32_t parties_make(struct draft *draft, struct party *party)
{
	const struct path *path = &draft->head;
	uint32_t from = first_sip_node(path);
	uint32_t n = 0;

	for (uint32_t i = from; i < path->n && n < MOST_PARTIES; i++) {
		const struct node *node = &path->node[i];

		if (!speaks_sip(node->element) || (i > from && node->stretch == STRETCH_LINE))
			continue;
		if (n > 0)
			party[n - 1].transport = node->stretch == STRETCH_TRUNK && node->trunk != NULL ?
				parties_transport(draft, node->trunk) :
				SIP_TLS;
		party[n++] = (struct party){ .name = node->hop,
			.role = is_b2bua(node) ? ROLE_B2BUA : ROLE_PROXY,
			.transport = SIP_TLS,
			.lag = lag_of(draft, node) };
		if (n > 1 && n < MOST_PARTIES && routes_itself(path, i))
			party[n++] = (struct party){
				.name = node->hop, .role = ROLE_PROXY, .transport = SIP_TLS
			};
	}
	if (n > 0)
		party[0].role = ROLE_CALLER;
	return n;
}
