/* SPDX-License-Identifier: MIT */
#include "check/vpn.h"

bool is_vpn(struct run *run, const struct element *connection)
{
	struct walk tunnels;

	if (connection->kind != K_CONNECTION)
		return false;
	if (see_choice(run, connection, A_KIND) == CONNECTION_KIND_VPN)
		return true;
	tunnels = see_children(run, connection, BIT(K_TUNNEL));
	return walk_next(&tunnels) != NULL;
}

const struct element *vpn_of_trunk(struct run *run, const struct element *trunk)
{
	const struct element *holder = trunk_holder(run->topo, &run->plan->fallback, trunk, A_CONNECTION);
	const struct element *connection = see_ref(run, holder, A_CONNECTION);

	return connection != NULL && is_vpn(run, connection) ? connection : NULL;
}

struct elements tunnels_of_enterprise_end(struct run *run, const struct element *end)
{
	struct walk tunnels = see_referrers(run, end, K_TUNNEL, A_ENTERPRISE_END);
	struct elements found = { 0 };
	const struct element *tunnel;

	while ((tunnel = walk_next(&tunnels)) != NULL)
		elements_add(run, &found, tunnel);
	return found;
}

struct elements pools_behind(struct run *run, const struct element *end)
{
	struct elements tunnels = tunnels_of_enterprise_end(run, end);
	struct elements pools = { 0 };

	for (uint32_t i = 0; i < tunnels.n; i++) {
		struct trunk_walk trunks = see_trunks_over(run, topo_parent(run->topo, tunnels.at[i]));
		const struct element *trunk;

		while ((trunk = trunk_walk_next(&trunks)) != NULL) {
			const struct element *pool = see_ref(run, trunk, A_MEDIATION_POOL);

			if (pool != NULL)
				elements_add(run, &pools, pool);
		}
	}
	return pools;
}

enum outcome judge_without_ends(struct run *run, const struct element *connection)
{
	if (see_choice(run, connection, A_KIND) != CONNECTION_KIND_VPN || ask_kinds(run, VPN_ENDS))
		return NOT_APPLICABLE;
	return unknown(run);
}

struct elements gateway_side(struct run *run, const struct element *server)
{
	struct walk interfaces = see_children(run, server, BIT(K_INTERFACE));
	struct elements external = { 0 };
	struct elements all = { 0 };
	const struct element *interface;

	while ((interface = walk_next(&interfaces)) != NULL) {
		elements_add(run, &all, interface);
		if (see_choice(run, interface, A_SIDE) == SIDE_EXTERNAL)
			elements_add(run, &external, interface);
	}
	return external.n > 0 ? external : all;
}
