/* SPDX-License-Identifier: MIT */
#include "engine/inbound.h"

#include "engine/behaviour.h"
#include "engine/servers.h"
#include "engine/way.h"

enum {
	UNAVAILABLE = 503,
};

/* Nothing passes on the way. */
static const struct fault silence = { .mode = FAULT_SILENT, .isup = -1 };

static const struct topology *topo_of(const struct draft *draft)
{
	return draft->world->topo;
}

static bool takes_no_calls(const struct draft *draft, const struct fault *fault, const struct element *box)
{
	struct answering ignored;

	return fault != NULL && behaviour_stops(topo_of(draft), fault, box, &ignored);
}

/* Trunks of the peer to one pool. */
static uint32_t count_trunks(
	const struct draft *draft, const struct element *peer, const struct element *pool)
{
	struct walk trunks = walk_referrers(topo_of(draft), peer, K_TRUNK, A_PEER);
	const struct element *trunk;
	uint32_t n = 0;

	while ((trunk = walk_next(&trunks)) != NULL)
		n += topo_ref(topo_of(draft), trunk, A_MEDIATION_POOL) == pool;
	return n;
}

/* The provider has set up trunks to each server, so its border controllers know them all. */
static bool has_trunks_by_server(const struct draft *draft, const struct element *provider)
{
	return provider != NULL && topo_choice(topo_of(draft), provider, A_TRUNK_MODEL) >= 0;
}

/* How many servers of the pool the peer knows: by DNS, by trunks of its own to each, or one. */
static uint32_t known_servers(
	const struct draft *draft, const struct element *peer, const struct element *pool, bool *ret_assumed)
{
	const struct topology *topo = topo_of(draft);
	const struct element *provider = peer->kind == K_SBC ? topo_parent(topo, peer) : NULL;
	enum tri dns = topo_bool(topo, peer, A_DNS_LOAD_BALANCING);
	uint32_t n_trunk = count_trunks(draft, peer, pool);

	if (dns == TRI_UNKNOWN && provider != NULL)
		dns = topo_bool(topo, provider, A_DNS_LOAD_BALANCING);
	*ret_assumed = dns == TRI_UNKNOWN && n_trunk < 2;
	if (dns == TRI_TRUE || topo_bool(topo, peer, A_UNIFORM_LOAD_BALANCING) == TRI_TRUE ||
		has_trunks_by_server(draft, provider)) {
		*ret_assumed = false;
		return UINT32_MAX;
	}
	return *ret_assumed ? UINT32_MAX : n_trunk;
}

/* What is known of the peer is told where it counts: the first server fails. */
static void tell_known(struct draft *draft, const struct element *peer, const struct element *pool,
	uint32_t known, bool assumed)
{
	if (assumed)
		draft_assume(draft, "assuming %s knows all servers of %s", draft_label(draft, peer),
			draft_label(draft, pool));
	else if (known != UINT32_MAX)
		draft_step(draft, "m-n-trunk",
			"%s does no DNS load balancing: each of its trunks leads to one server",
			draft_label(draft, peer));
}

static bool is_slow(const struct fault *fault)
{
	return fault != NULL && fault->mode == FAULT_SLOW;
}

/* True if the server takes the call. */
static bool try_server(struct draft *draft, const struct element *trunk, const struct server_turn *server)
{
	const struct element *pool = topo_ref(topo_of(draft), trunk, A_MEDIATION_POOL);
	struct entry_try *try = draft_add_entry_try(draft);

	if (try == NULL)
		return false;
	*try = (struct entry_try){ .trunk = trunk, .pool = pool, .server = *server };
	try->passes = !takes_no_calls(draft, server->fault, pool);
	if (!try->passes)
		draft_step(draft, "", "%s%s%s takes no calls (%s)", draft_label(draft, pool),
			*server->id != '\0' ? ", server " : "", server->id,
			fault_mode_name(server->fault->mode));
	return try->passes;
}

/* True if a server of the trunk's pool takes the call; the head then leads there. */
static bool try_pool(struct draft *draft, const struct element *trunk)
{
	const struct topology *topo = topo_of(draft);
	const struct element *pool = topo_ref(topo, trunk, A_MEDIATION_POOL);
	const struct element *peer = topo_ref(topo, trunk, A_PEER);
	const struct fault *fault = faults_of(draft->world->faults, topo, trunk, draft->world->now);
	bool balanced = topo_choice(topo, pool, A_LOAD_BALANCING) == BALANCING_HARDWARE;
	uint32_t kept = draft->head.n;
	bool assumed;
	uint32_t known = known_servers(draft, peer, pool, &assumed);
	uint32_t n = known;
	struct server_turn *turns = servers_in_turn(draft, pool, balanced, &n);
	bool taken = false;

	if (turns == NULL)
		return false;
	if (!way_from_peer(draft, trunk, &draft->head))
		fault = &silence;
	if (takes_no_calls(draft, fault, peer) || (is_slow(fault) && turns[0].fault == NULL))
		turns[0].fault = fault;
	if (takes_no_calls(draft, turns[0].fault, pool) && turns[0].fault != fault)
		tell_known(draft, peer, pool, known, assumed);
	else if (takes_no_calls(draft, fault, pool))
		n = 1;
	for (uint32_t i = 0; i < n; i++)
		taken |= try_server(draft, trunk, &turns[i]);
	if (!taken)
		draft->head.n = kept;
	return taken;
}

/* Over a trunk that has room: what it found of the trunk is noted in any case. */
static bool enter_by(struct draft *draft, const struct element *trunk)
{
	bool is_full = behaviour_trunk_is_full(draft->world, trunk);

	draft_add_entry_found(draft, trunk, is_full ? TRUNK_FULL : TRUNK_TRIED);
	if (is_full)
		draft_step(draft, "", "all calls that %s may carry are up", draft_label(draft, trunk));
	return !is_full && try_pool(draft, trunk);
}

static bool was_tried(const struct draft *draft, const struct element *trunk)
{
	const struct element *pool = topo_ref(topo_of(draft), trunk, A_MEDIATION_POOL);

	for (uint32_t i = 0; i < draft->n_entry_found; i++)
		if (draft->entry_found[i].trunk == trunk)
			return true;
	for (uint32_t i = 0; i < draft->n_entry_try; i++)
		if (draft->entry_try[i].pool == pool)
			return true;
	return false;
}

/* A fault of the peer ends what would come in over it. */
static bool peer_fails(struct draft *draft, const struct element *peer)
{
	const struct world *world = draft->world;
	const struct fault *fault = faults_of(world->faults, world->topo, peer, world->now);

	if (!takes_no_calls(draft, fault, peer))
		return false;
	draft_end(draft, fault->code > 0 ? fault->code : UNAVAILABLE, "%s has failed (%s)",
		draft_label(draft, fault->target), fault_mode_name(fault->mode));
	return true;
}

static bool peer_is_full(struct draft *draft, const struct element *trunk, const struct element *peer)
{
	if (!behaviour_peer_is_full(draft->world, peer))
		return false;
	draft_add_entry_found(draft, trunk, TRUNK_FULL);
	draft->is_blocked = true;
	draft_end(draft, UNAVAILABLE, "%s has no free channel", draft_label(draft, peer));
	return true;
}

/* No trunk is left: because they are full, or because of what is behind them. */
static void refuse(struct draft *draft, const struct element *peer)
{
	draft->is_blocked = draft->n_entry_try == 0;
	if (draft->is_blocked)
		draft_end(draft, UNAVAILABLE, "all calls that trunks of %s may carry are up",
			draft_label(draft, peer));
	else
		draft_end(draft, UNAVAILABLE, "no Mediation Server takes what comes from %s",
			draft_label(draft, peer));
}

bool inbound_enter(struct draft *draft, const struct element *trunk)
{
	const struct topology *topo = topo_of(draft);
	const struct element *peer = topo_ref(topo, trunk, A_PEER);
	struct walk others = walk_referrers(topo, peer, K_TRUNK, A_PEER);

	draft->entry = trunk;
	if (peer_fails(draft, peer) || peer_is_full(draft, trunk, peer))
		return false;
	while (!enter_by(draft, trunk)) {
		do
			trunk = walk_next(&others);
		while (trunk != NULL && was_tried(draft, trunk));
		if (trunk == NULL) {
			refuse(draft, peer);
			return false;
		}
	}
	draft->entry = trunk;
	return true;
}
