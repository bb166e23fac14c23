/* SPDX-License-Identifier: MIT */
#include "check/pools.h"

bool pool_servers(struct run *run, const struct element *pool, uint32_t *ret)
{
	const struct element *host = pool_host(run->topo, pool);
	struct walk servers = see_children(run, host, BIT(K_SERVER));

	*ret = 0;
	while (walk_next(&servers) != NULL)
		++*ret;
	return *ret > 0 || ask_children(run, host, BIT(K_SERVER));
}

enum tri peer_bool(struct run *run, const struct element *peer, enum attr attr)
{
	enum tri own = see_bool(run, peer, attr);
	const struct element *provider = peer->kind == K_SBC ? topo_parent(run->topo, peer) : NULL;

	if (own != TRI_UNKNOWN || provider == NULL || attr_spec(K_PROVIDER, attr) == NULL)
		return own;
	return see_bool(run, provider, attr);
}

void ask_peer(struct run *run, const struct element *peer, enum attr attr)
{
	if (peer_bool(run, peer, attr) == TRI_UNKNOWN)
		ask_bool(run, peer, attr);
}

enum tri peer_spreads(struct run *run, const struct element *peer)
{
	return tri_or(
		peer_bool(run, peer, A_DNS_LOAD_BALANCING), peer_bool(run, peer, A_UNIFORM_LOAD_BALANCING));
}

void ask_peer_spreads(struct run *run, const struct element *peer)
{
	if (peer_spreads(run, peer) != TRI_UNKNOWN)
		return;
	ask_peer(run, peer, A_DNS_LOAD_BALANCING);
	ask_peer(run, peer, A_UNIFORM_LOAD_BALANCING);
}

enum tri tri_and(enum tri a, enum tri b)
{
	if (a == TRI_FALSE || b == TRI_FALSE)
		return TRI_FALSE;
	return a == TRI_TRUE && b == TRI_TRUE ? TRI_TRUE : TRI_UNKNOWN;
}

enum tri tri_or(enum tri a, enum tri b)
{
	return tri_not(tri_and(tri_not(a), tri_not(b)));
}

enum tri tri_not(enum tri a)
{
	return a == TRI_UNKNOWN ? TRI_UNKNOWN : tri_of(a == TRI_FALSE);
}

bool pool_most_calls(struct run *run, const struct element *pool, int64_t *ret)
{
	struct walk trunks = see_referrers(run, pool, K_TRUNK, A_MEDIATION_POOL);
	const struct element *trunk;
	bool known = true;

	*ret = 0;
	while ((trunk = walk_next(&trunks)) != NULL) {
		const struct element *holder = trunk_holder(
			run->topo, &run->plan->fallback, trunk, A_MAX_CALLS);
		int64_t calls;

		if (see_int(run, holder, A_MAX_CALLS, &calls) || ask_int(run, trunk, A_MAX_CALLS, &calls))
			*ret += calls;
		else
			known = false;
	}
	return known;
}
