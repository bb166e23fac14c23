/* SPDX-License-Identifier: MIT */
#include "check/isolation.h"

/* A Mediation Server of one of the pools. */
static bool is_server_of(struct run *run, const struct element *e, const struct elements *pools)
{
	const struct element *host = topo_within(run->topo, e, POOLS);

	for (uint32_t i = 0; host != NULL && i < pools->n; i++)
		if (pool_host(run->topo, pools->at[i]) == host)
			return true;
	return false;
}

/* The element a forward names is a Mediation Server, or the side of one that faces gateways. */
static bool is_mediation(struct run *run, const struct element *target, const struct elements *pools)
{
	struct elements side;

	if (elements_hold(pools, target))
		return true;
	if (target->kind == K_SERVER)
		return is_server_of(run, target, pools);
	if (target->kind != K_INTERFACE || !is_server_of(run, target, pools))
		return false;
	side = gateway_side(run, topo_parent(run->topo, target));
	return elements_hold(&side, target);
}

enum {
	MOST_HOST_BITS = 16, /* a prefix that is wider stands for more addresses than any pool has */
};

/* A set of the addresses under a prefix; a box that serves two pools under one address counts once. */
struct address_set {
	uint64_t *seen;
	uint32_t n;
	uint32_t n_absent; /* addresses that are not written */
};

static void add_address(struct address_set *set, const struct address *prefix, const struct address *address)
{
	size_t end = address->bits / 8;
	uint32_t low = ((uint32_t)address->bytes[end - 2] << 8 | address->bytes[end - 1]) &
		((1u << (prefix->bits - prefix->prefix)) - 1);

	if (set->seen[low / 64] & BIT(low % 64))
		return;
	set->seen[low / 64] |= BIT(low % 64);
	set->n++;
}

/* Addresses of the pools' servers on the side of the gateways that lie under the prefix. */
static struct address_set addresses_under(
	struct run *run, const struct address *prefix, const struct elements *pools)
{
	uint64_t seen[(1u << MOST_HOST_BITS) / 64] = { 0 };
	struct address_set set = { .seen = seen };

	for (uint32_t i = 0; i < pools->n; i++) {
		struct walk servers = see_children(run, pool_host(run->topo, pools->at[i]), BIT(K_SERVER));
		const struct element *server;

		while ((server = walk_next(&servers)) != NULL) {
			struct elements side = gateway_side(run, server);
			struct address address;

			if (side.n == 0)
				elements_add(run, &side, server);
			for (uint32_t j = 0; j < side.n; j++) {
				if (!ask_address(run, side.at[j], A_IP, &address)) {
					set.n_absent++;
					continue;
				}
				address.prefix = address.bits;
				if (address_contains(prefix, &address))
					add_address(&set, prefix, &address);
			}
		}
	}
	set.seen = NULL;
	return set;
}

/* Whether every address that the prefix stands for is one of a Mediation Server. */
static enum tri is_mediation_prefix(
	struct run *run, const struct element *forward, const struct elements *pools)
{
	struct address_set under;
	struct address prefix;
	unsigned host_bits;

	if (!see_address(run, forward, A_TO, &prefix))
		return TRI_TRUE; /* broken: the document check has spoken */
	host_bits = (unsigned)(prefix.bits - prefix.prefix);
	if (host_bits >= MOST_HOST_BITS)
		return TRI_FALSE;
	under = addresses_under(run, &prefix, pools);
	if (under.n + under.n_absent < 1u << host_bits)
		return TRI_FALSE;
	return under.n == 1u << host_bits ? TRI_TRUE : TRI_UNKNOWN;
}

enum tri leads_to_mediation(struct run *run, const struct element *forward, const struct elements *pools)
{
	const struct element *target = see_ref(run, forward, A_TO);

	return target != NULL ? tri_of(is_mediation(run, target, pools)) :
				is_mediation_prefix(run, forward, pools);
}

enum tri is_isolated(struct run *run, const struct element *end)
{
	struct elements pools = pools_behind(run, end);
	struct walk forwards = see_children(run, end, BIT(K_FORWARD));
	enum tri restricted = see_bool(run, end, A_RESTRICTED);
	enum tri isolated = TRI_TRUE;
	const struct element *forward;
	bool any = false;

	if (restricted == TRI_FALSE)
		return TRI_FALSE;
	while ((forward = walk_next(&forwards)) != NULL) {
		enum tri right = leads_to_mediation(run, forward, &pools);

		any = true;
		if (right == TRI_FALSE)
			return TRI_FALSE;
		if (right == TRI_UNKNOWN)
			isolated = TRI_UNKNOWN;
	}
	if (restricted == TRI_UNKNOWN && !any)
		return ask_bool(run, end, A_RESTRICTED);
	return isolated;
}
