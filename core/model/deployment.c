/* SPDX-License-Identifier: MIT */
#include "model/deployment.h"

#include "base/mem.h"
#include "model/demand.h"
#include "model/walk.h"

#include <string.h>

const struct site_facts *site_facts(const struct deployment *deployment, const struct element *site)
{
	return &deployment->site[site->place];
}

static struct pool_facts *facts_of_pool(const struct deployment *deployment, const struct element *pool)
{
	uint32_t before = pool->kind == K_MEDIATION_POOL ? 0 : topo_count(deployment->topo, K_MEDIATION_POOL);

	return &deployment->pool[before + pool->place];
}

const struct pool_facts *pool_facts(const struct deployment *deployment, const struct element *pool)
{
	return facts_of_pool(deployment, pool);
}

const struct element *piece_nth(const struct deployment *deployment, struct piece piece, uint32_t n)
{
	return &deployment->topo->element[deployment->list[piece.first + n]];
}

const struct element *site_of(const struct topology *topo, const struct element *e)
{
	return topo_within(topo, e, BIT(K_SITE));
}

bool users_have_voice(const struct topology *topo, const struct element *users)
{
	int telephony = topo_choice(topo, users, A_TELEPHONY);

	return telephony == TELEPHONY_ENTERPRISE_VOICE || telephony == TELEPHONY_BOTH;
}

bool users_may_be_remote(const struct topology *topo, const struct element *users)
{
	int64_t remote;

	return users_have_voice(topo, users) && (!topo_int(topo, users, A_REMOTE, &remote) || remote > 0);
}

const struct element *users_policy(const struct deployment *deployment, const struct element *users)
{
	const struct topology *topo = deployment->topo;
	const struct element *site = site_of(topo, users);
	const struct element *policy;
	struct walk policies;

	if (topo_value(topo, users, A_VOICE_POLICY) != NULL)
		return topo_ref(topo, users, A_VOICE_POLICY);
	if (site != NULL) {
		policies = walk_referrers(topo, site, K_VOICE_POLICY, A_SCOPE);
		policy = walk_next(&policies);
		if (policy != NULL)
			return policy;
	}
	return deployment->global_policy;
}

uint32_t policy_voice_users(const struct deployment *deployment, const struct element *policy)
{
	return deployment->voice_users[policy->place];
}

const struct element *pool_host(const struct topology *topo, const struct element *pool)
{
	struct walk servers = walk_children(topo, pool, BIT(K_SERVER));
	const struct element *front_end = topo_ref(topo, pool, A_FRONT_END_POOL);

	if (walk_next(&servers) != NULL || front_end == NULL || pool->kind != K_MEDIATION_POOL ||
		topo_choice(topo, pool, A_PLACEMENT) != PLACEMENT_COLLOCATED)
		return pool;
	return front_end;
}

bool line_is_sip_trunk(const struct topology *topo, const struct element *line)
{
	const struct element *box = topo_ref(topo, line, A_ENDS_ON);

	return box != NULL && box->kind == K_GATEWAY && topo_choice(topo, box, A_KIND) == GATEWAY_KIND_SBC &&
		topo_choice(topo, line, A_KIND) == LINE_KIND_SIP && topo_ref(topo, line, A_PROVIDER) != NULL;
}

const struct element *line_on(const struct topology *topo, const struct element *box)
{
	struct walk lines = walk_referrers(topo, box, K_PSTN_LINE, A_ENDS_ON);
	const struct element *line;

	while ((line = walk_next(&lines)) != NULL)
		if (!line_is_sip_trunk(topo, line))
			return line;
	return NULL;
}

const struct element *tie_between(
	const struct topology *topo, const struct element *gateway, const struct element *pbx)
{
	struct walk ties = walk_referrers(topo, gateway, K_TIE_LINE, A_GATEWAY);
	const struct element *tie;

	while ((tie = walk_next(&ties)) != NULL) {
		const struct element *end = topo_ref(topo, tie, A_PBX);

		if (end != NULL && (pbx == NULL || end == pbx))
			return tie;
	}
	return NULL;
}

const struct element *trunk_to(const struct topology *topo, const struct element *peer)
{
	struct walk trunks = walk_referrers(topo, peer, K_TRUNK, A_PEER);

	return walk_next(&trunks);
}

const struct element *trunk_provider(const struct topology *topo, const struct element *trunk)
{
	const struct element *peer = topo_ref(topo, trunk, A_PEER);

	return peer != NULL && peer->kind == K_SBC ? topo_parent(topo, peer) : NULL;
}

static bool add_to_list(struct deployment *deployment, struct piece *piece, const struct element *e)
{
	if (!mem_grow(&deployment->list, &deployment->room_list, deployment->n_list + 1,
		    sizeof(*deployment->list)))
		return false;
	deployment->list[deployment->n_list++] = topo_index(deployment->topo, e);
	piece->n++;
	return true;
}

static bool add_pools(struct deployment *deployment, struct piece *piece, const struct element *site)
{
	struct walk pools = walk_children(deployment->topo, site, MEDIATION_POOLS);
	const struct element *pool;

	while ((pool = walk_next(&pools)) != NULL)
		if (!add_to_list(deployment, piece, pool))
			return false;
	return true;
}

/* A PBX that stands in the site or is named by several groups is listed once. */
static bool add_pbx(struct deployment *deployment, const struct element *site, struct site_facts *facts,
	const struct element *pbx)
{
	uint32_t *seen_by = &deployment->seen_by[pbx->place];
	uint32_t mark = site->place + 1;

	if (*seen_by == mark)
		return true;
	*seen_by = mark;
	return add_to_list(deployment, &facts->pbxs, pbx);
}

static bool add_own_pbxs(struct deployment *deployment, const struct element *site, struct site_facts *facts)
{
	struct walk pbxs = walk_children(deployment->topo, site, BIT(K_PBX));
	const struct element *pbx;

	while ((pbx = walk_next(&pbxs)) != NULL)
		if (!add_pbx(deployment, site, facts, pbx))
			return false;
	return true;
}

static void count_calls(const struct topology *topo, const struct element *users, struct site_facts *facts)
{
	double calls;

	if (!users_have_voice(topo, users))
		return;
	if (users_peak_calls(topo, users, &calls))
		facts->peak_calls += calls;
	else
		facts->peak_unknown = true;
}

/* What the groups of the site say: their telephony, and PBXs that they name. */
static bool read_users(struct deployment *deployment, const struct element *site, struct site_facts *facts)
{
	const struct topology *topo = deployment->topo;
	struct walk groups = walk_children(topo, site, BIT(K_USERS));
	const struct element *users;

	while ((users = walk_next(&groups)) != NULL) {
		const struct element *pbx = topo_ref(topo, users, A_PBX);
		int telephony = topo_choice(topo, users, A_TELEPHONY);

		count_calls(topo, users, facts);
		facts->broken_groups |= topo_state(topo, users, A_TELEPHONY) == STATE_BROKEN ||
			topo_state(topo, users, A_PBX) == STATE_BROKEN;
		facts->has_enterprise_voice |= users_have_voice(topo, users);
		facts->has_pbx_users |= telephony == TELEPHONY_PBX || telephony == TELEPHONY_BOTH;
		if (pbx != NULL && !add_pbx(deployment, site, facts, pbx))
			return false;
	}
	return true;
}

/* A site without a pool is served by that of its central site. */
static bool find_pools(struct deployment *deployment, const struct element *site, struct site_facts *facts)
{
	const struct element *central = topo_ref(deployment->topo, site, A_CENTRAL_SITE);

	facts->pools.first = deployment->n_list;
	if (!add_pools(deployment, &facts->pools, site))
		return false;
	if (facts->pools.n > 0 || central == NULL)
		return true;
	return add_pools(deployment, &facts->pools, central);
}

/* A PSTN line on a gateway that is tied to the PBX. */
static bool has_tied_line(const struct topology *topo, const struct element *pbx)
{
	struct walk ties = walk_referrers(topo, pbx, K_TIE_LINE, A_PBX);
	const struct element *tie;

	while ((tie = walk_next(&ties)) != NULL) {
		const struct element *gateway = topo_ref(topo, tie, A_GATEWAY);

		if (gateway != NULL && line_on(topo, gateway) != NULL)
			return true;
	}
	return false;
}

static bool has_line_on_own_gateway(const struct topology *topo, const struct element *site)
{
	struct walk gateways = walk_children(topo, site, BIT(K_GATEWAY));
	const struct element *gateway;

	while ((gateway = walk_next(&gateways)) != NULL)
		if (line_on(topo, gateway) != NULL)
			return true;
	return false;
}

static bool has_sip_line(const struct topology *topo, const struct element *site)
{
	struct walk gateways = walk_children(topo, site, BIT(K_GATEWAY));
	const struct element *gateway;

	while ((gateway = walk_next(&gateways)) != NULL) {
		struct walk lines = walk_referrers(topo, gateway, K_PSTN_LINE, A_ENDS_ON);
		const struct element *line;

		while ((line = walk_next(&lines)) != NULL)
			if (line_is_sip_trunk(topo, line))
				return true;
	}
	return false;
}

static void look_at_lines(struct deployment *deployment, const struct element *site, struct site_facts *facts)
{
	const struct topology *topo = deployment->topo;
	bool own_gateway_line = facts->pbxs.n > 0 && has_line_on_own_gateway(topo, site);

	for (uint32_t i = 0; i < facts->pbxs.n; i++) {
		const struct element *pbx = piece_nth(deployment, facts->pbxs, i);

		facts->line_on_pbx |= line_on(topo, pbx) != NULL;
		facts->line_on_gateway |= has_tied_line(topo, pbx) ||
			(own_gateway_line && trunk_to(topo, pbx) != NULL);
	}
}

static unsigned derive_direct(const struct site_facts *facts, bool untied_line)
{
	if (facts->pbxs.n == 0)
		return facts->has_enterprise_voice ? SITE_VOIP_ONLY : 0;
	if (facts->line_on_pbx && !facts->line_on_gateway)
		return SITE_BEHIND_PBX | SITE_INCREMENTAL;
	if (facts->line_on_gateway && !facts->line_on_pbx)
		return SITE_IN_FRONT_OF_PBX | SITE_INCREMENTAL;
	/* A line on a gateway that the PBX has nothing to do with fits no option. */
	if (!facts->line_on_pbx && untied_line)
		return 0;
	return facts->has_enterprise_voice ? SITE_INCREMENTAL : 0;
}

static unsigned derive_sip(
	struct deployment *deployment, const struct element *site, const struct site_facts *facts)
{
	for (uint32_t i = 0; i < facts->pools.n; i++)
		if (facts_of_pool(deployment, piece_nth(deployment, facts->pools, i))->has_provider_trunk)
			return SITE_SIP_TRUNKING;
	return has_sip_line(deployment->topo, site) ? SITE_SIP_TRUNKING : 0;
}

/* A declared Direct SIP option takes the place of the derived one. */
static unsigned effective_options(const struct site_facts *facts)
{
	unsigned sip = facts->derived & SITE_SIP_TRUNKING;

	switch (facts->declared) {
	case DEPLOYMENT_SIP_TRUNKING:
		return facts->derived | SITE_SIP_TRUNKING;
	case DEPLOYMENT_BEHIND_PBX:
		return sip | SITE_BEHIND_PBX | SITE_INCREMENTAL;
	case DEPLOYMENT_IN_FRONT_OF_PBX:
		return sip | SITE_IN_FRONT_OF_PBX | SITE_INCREMENTAL;
	case DEPLOYMENT_VOIP_ONLY:
		return sip | SITE_VOIP_ONLY;
	default:
		return facts->derived;
	}
}

static bool make_site(struct deployment *deployment, const struct element *site, struct site_facts *facts)
{
	const struct topology *topo = deployment->topo;

	*facts = (struct site_facts){ .declared = topo_choice(topo, site, A_DEPLOYMENT) };
	facts->pbxs.first = deployment->n_list;
	if (!add_own_pbxs(deployment, site, facts) || !read_users(deployment, site, facts) ||
		!find_pools(deployment, site, facts))
		return false;
	look_at_lines(deployment, site, facts);
	facts->derived = derive_sip(deployment, site, facts) |
		derive_direct(facts, facts->pbxs.n > 0 && has_line_on_own_gateway(topo, site));
	facts->effective = effective_options(facts);
	return true;
}

static void make_pool(struct deployment *deployment, const struct element *pool)
{
	struct pool_facts *facts = facts_of_pool(deployment, pool);
	struct walk trunks = walk_referrers(deployment->topo, pool, K_TRUNK, A_MEDIATION_POOL);
	const struct element *trunk;

	while ((trunk = walk_next(&trunks)) != NULL) {
		facts->has_trunk = true;
		facts->has_provider_trunk |= trunk_provider(deployment->topo, trunk) != NULL;
	}
	deployment->has_provider_trunk |= facts->has_provider_trunk;
}

static void make_pools(struct deployment *deployment, enum kind kind)
{
	struct walk pools = walk_kind(deployment->topo, kind);
	const struct element *pool;

	while ((pool = walk_next(&pools)) != NULL)
		make_pool(deployment, pool);
}

static const struct element *find_global_policy(const struct topology *topo)
{
	struct walk policies = walk_kind(topo, K_VOICE_POLICY);
	const struct element *policy;

	while ((policy = walk_next(&policies)) != NULL)
		if (topo_scope(topo, policy, A_SCOPE) == SCOPE_GLOBAL)
			return policy;
	return NULL;
}

/* Counts the groups of each policy, lists those on a PBX and gathers the numbers of the others. */
static bool read_groups(struct deployment *deployment)
{
	struct walk groups = walk_kind(deployment->topo, K_USERS);
	const struct element *users;

	deployment->pbx_users.first = deployment->n_list;
	while ((users = walk_next(&groups)) != NULL) {
		const struct element *policy = users_policy(deployment, users);
		bool voice = users_have_voice(deployment->topo, users);

		if (voice &&
			!number_index_add(
				&deployment->voice_numbers, topo_text(deployment->topo, users, A_NUMBERS)))
			return false;
		if (topo_choice(deployment->topo, users, A_TELEPHONY) == TELEPHONY_PBX) {
			if (!add_to_list(deployment, &deployment->pbx_users, users))
				return false;
		} else if (policy != NULL && voice) {
			deployment->voice_users[policy->place]++;
		}
	}
	number_index_sort(&deployment->voice_numbers);
	return true;
}

static uint32_t count_central_sites(const struct topology *topo)
{
	struct walk sites = walk_kind(topo, K_SITE);
	const struct element *site;
	uint32_t n = 0;

	while ((site = walk_next(&sites)) != NULL)
		n += topo_choice(topo, site, A_KIND) == SITE_KIND_CENTRAL;
	return n;
}

/* The calls of each site are carried where it has a pool, else at its central site. */
static void share_calls(struct deployment *deployment)
{
	const struct topology *topo = deployment->topo;

	for (uint32_t i = 0; i < topo_count(topo, K_SITE); i++) {
		struct site_facts *facts = &deployment->site[i];
		const struct element *carrier = facts->pools.n > 0 ?
			site_of(topo, piece_nth(deployment, facts->pools, 0)) :
			NULL;
		struct site_facts *carrying;

		if (carrier == NULL)
			continue;
		carrying = &deployment->site[carrier->place];
		carrying->served_calls += facts->peak_calls;
		carrying->peak_unknown |= facts->peak_unknown;
		if (carrying != facts)
			continue;
		for (uint32_t k = 0; k < facts->pools.n; k++)
			facts->n_carrying +=
				pool_facts(deployment, piece_nth(deployment, facts->pools, k))->has_trunk;
	}
}

bool deployment_make(struct deployment *deployment, const struct topology *topo)
{
	uint32_t n_sites = topo_count(topo, K_SITE);
	uint32_t n_pools = topo_count(topo, K_MEDIATION_POOL) +
		topo_count(topo, K_SURVIVABLE_BRANCH_APPLIANCE);

	*deployment = (struct deployment){ .topo = topo };
	deployment->site = mem_zalloc(n_sites * sizeof(*deployment->site));
	deployment->pool = mem_zalloc(n_pools * sizeof(*deployment->pool));
	deployment->seen_by = mem_zalloc(topo_count(topo, K_PBX) * sizeof(*deployment->seen_by));
	deployment->voice_users = mem_zalloc(
		topo_count(topo, K_VOICE_POLICY) * sizeof(*deployment->voice_users));
	if (deployment->site == NULL || deployment->pool == NULL || deployment->seen_by == NULL ||
		deployment->voice_users == NULL)
		return false;
	deployment->fallback = trunk_fallback_of(topo);
	deployment->global_policy = find_global_policy(topo);
	deployment->n_central_sites = count_central_sites(topo);
	if (!read_groups(deployment) || !subnet_index_make(&deployment->subnets, topo) ||
		!configured_make(&deployment->configured, topo, &deployment->fallback))
		return false;
	make_pools(deployment, K_MEDIATION_POOL);
	make_pools(deployment, K_SURVIVABLE_BRANCH_APPLIANCE);
	for (uint32_t i = 0; i < n_sites; i++)
		if (!make_site(deployment, topo_nth(topo, K_SITE, i), &deployment->site[i]))
			return false;
	share_calls(deployment);
	return true;
}

void deployment_release(struct deployment *deployment)
{
	mem_free(deployment->site);
	mem_free(deployment->pool);
	mem_free(deployment->list);
	number_index_release(&deployment->voice_numbers);
	subnet_index_release(&deployment->subnets);
	configured_release(&deployment->configured);
	mem_free(deployment->seen_by);
	mem_free(deployment->voice_users);
	*deployment = (struct deployment){ 0 };
}
