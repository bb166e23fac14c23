/* SPDX-License-Identifier: MIT */
/* Names that DNS must resolve: of pools, their servers, gateways and SBCs. */
#include "plan/sizing.h"

static const char *address_text(struct sizing *sizing, const struct element *e)
{
	struct str text = topo_text(sizing->topo, e, A_IP);
	size_t length = 0;

	while (length < text.length && text.text[length] != '/')
		length++;
	return arena_copy(&sizing->sizes->arena, text.text, length);
}

static void add_name(struct sizing *sizing, const struct element *named, const char *address, const char *why)
{
	struct str name = topo_text(sizing->topo, named, A_FQDN);

	if (name.length > 0)
		sizes_add_name(sizing->sizes,
			&(struct size_name){ arena_copy(&sizing->sizes->arena, name.text, name.length),
				strchr(address, ':') != NULL ? "AAAA" : "A", address, why });
}

/* The inner address of a server; "" when it has none. */
static const char *server_address(struct sizing *sizing, const struct element *server)
{
	struct walk interfaces = walk_children(sizing->topo, server, BIT(K_INTERFACE));
	const struct element *interface;

	while ((interface = walk_next(&interfaces)) != NULL)
		if (topo_choice(sizing->topo, interface, A_SIDE) == SIDE_INTERNAL)
			return address_text(sizing, interface);
	return address_text(sizing, server);
}

/* With load balancing by hardware the pool's name leads to the balancer, which is not in the plan. */
static void name_pool(struct sizing *sizing, const struct element *pool)
{
	bool hardware = topo_choice(sizing->topo, pool, A_LOAD_BALANCING) == BALANCING_HARDWARE;
	struct walk servers = walk_children(sizing->topo, pool, BIT(K_SERVER));
	const struct element *server;
	bool any = false;

	if (pool->kind == K_MEDIATION_POOL && pool_host(sizing->topo, pool) != pool)
		return; /* it has the name of its Front End pool */
	if (topo_text(sizing->topo, pool, A_FQDN).length == 0)
		lacks_fact(sizing, pool, "fqdn", "its name");
	if (hardware) {
		lacks_fact(sizing, pool, "the address of its load balancer", "where its name leads to");
		add_name(sizing, pool, "", "the pool: the address of its load balancer");
	}
	while ((server = walk_next(&servers)) != NULL) {
		any = true;
		if (!hardware)
			add_name(sizing, pool, server_address(sizing, server),
				"the pool: one record for each server");
		if (!str_equal(
			    topo_text(sizing->topo, server, A_FQDN), topo_text(sizing->topo, pool, A_FQDN)))
			add_name(sizing, server, server_address(sizing, server), "a server of the pool");
	}
	if (!any && !hardware)
		add_name(sizing, pool, "", "the pool: no server is described");
}

static void name_peer(struct sizing *sizing, const struct element *peer)
{
	struct walk trunks = walk_referrers(sizing->topo, peer, K_TRUNK, A_PEER);

	if (walk_next(&trunks) != NULL)
		add_name(sizing, peer, address_text(sizing, peer), "the far end of a trunk");
}

/*
 * Clients find their pool by names of the SIP domain, and people outside the services of the Edge by names of its
 * outer side. The language has a word for neither, and a name that is made up would be wrong.
 */
static void ask_for_names(struct sizing *sizing)
{
	struct walk front_ends = walk_kind(sizing->topo, K_FRONT_END_POOL);
	struct walk edges = walk_kind(sizing->topo, K_EDGE_POOL);
	const struct element *pool;

	while ((pool = walk_next(&front_ends)) != NULL)
		lacks_fact(sizing, pool, "the SIP domains of its people",
			"the names by which clients find it, SRV records among them");
	while ((pool = walk_next(&edges)) != NULL)
		lacks_fact(sizing, pool, "the names of its services outside",
			"what public DNS must resolve, SRV records among it");
}

void list_names(struct sizing *sizing)
{
	static const enum kind pools[] = { K_FRONT_END_POOL, K_EDGE_POOL, K_MEDIATION_POOL,
		K_SURVIVABLE_BRANCH_APPLIANCE };
	static const enum kind peers[] = { K_GATEWAY, K_SBC, K_PBX };
	const struct element *e;

	for (size_t i = 0; i < ARRAY_LEN(pools); i++) {
		struct walk walk = walk_kind(sizing->topo, pools[i]);

		while ((e = walk_next(&walk)) != NULL)
			name_pool(sizing, e);
	}
	for (size_t i = 0; i < ARRAY_LEN(peers); i++) {
		struct walk walk = walk_kind(sizing->topo, peers[i]);

		while ((e = walk_next(&walk)) != NULL)
			name_peer(sizing, e);
	}
	ask_for_names(sizing);
}
