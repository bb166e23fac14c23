/* SPDX-License-Identifier: MIT */
#include "check/sites.h"

#include "check/load.h"

#include <math.h>

bool site_is(struct run *run, const struct element *site, unsigned options)
{
	return see_options(run, site, options) != 0;
}

struct elements site_pbxs(struct run *run, const struct element *site)
{
	struct piece piece = see_site(run, site)->pbxs;
	struct elements pbxs = { 0 };

	for (uint32_t i = 0; i < piece.n; i++)
		elements_add(run, &pbxs, piece_nth(run->plan, piece, i));
	return pbxs;
}

static struct elements users_with(struct run *run, const struct element *site, bool voice)
{
	struct walk groups = see_children(run, site, BIT(K_USERS));
	struct elements found = { 0 };
	const struct element *users;

	while ((users = walk_next(&groups)) != NULL) {
		int telephony = see_choice(run, users, A_TELEPHONY);

		if (telephony == TELEPHONY_BOTH ||
			telephony == (voice ? TELEPHONY_ENTERPRISE_VOICE : TELEPHONY_PBX))
			elements_add(run, &found, users);
	}
	return found;
}

struct elements site_voice_users(struct run *run, const struct element *site)
{
	return users_with(run, site, true);
}

struct elements site_pbx_users(struct run *run, const struct element *site)
{
	return users_with(run, site, false);
}

struct elements site_line_gateways(struct run *run, const struct element *site)
{
	struct walk own = see_children(run, site, BIT(K_GATEWAY));
	struct elements pbxs = site_pbxs(run, site);
	struct elements found = { 0 };
	const struct element *gateway;

	while ((gateway = walk_next(&own)) != NULL)
		if (see_line_on(run, gateway) != NULL)
			elements_add(run, &found, gateway);
	for (uint32_t i = 0; i < pbxs.n; i++) {
		struct walk ties = see_referrers(run, pbxs.at[i], K_TIE_LINE, A_PBX);
		const struct element *tie;

		while ((tie = walk_next(&ties)) != NULL) {
			gateway = see_ref(run, tie, A_GATEWAY);
			if (gateway != NULL && see_line_on(run, gateway) != NULL)
				elements_add(run, &found, gateway);
		}
	}
	return found;
}

bool group_required_channels(struct run *run, const struct element *users, int64_t *ret)
{
	double calls;
	double seconds;
	int64_t count;
	int load;

	if (!see_int(run, users, A_COUNT, &count))
		return false;
	if (topo_decimal(run->topo, users, A_CALLS_PER_HOUR, &calls) &&
		topo_decimal(run->topo, users, A_MEAN_CALL_S, &seconds)) {
		*ret = (int64_t)ceil((double)count * calls * seconds / 3600.0);
		return true;
	}
	load = ask_choice(run, users, A_LOAD);
	if (load < 0)
		return false;
	*ret = ports_by_policy(run->policy, count, load);
	return true;
}

bool site_required_channels(struct run *run, const struct element *site, int64_t *ret)
{
	struct walk groups = see_children(run, site, BIT(K_USERS));
	const struct element *users;
	bool known = true;

	*ret = 0;
	while ((users = walk_next(&groups)) != NULL) {
		int64_t channels;

		if (group_required_channels(run, users, &channels))
			*ret += channels;
		else
			known = false;
	}
	return known;
}

const struct element *direct_trunk(struct run *run, const struct element *peer)
{
	struct walk trunks = see_referrers(run, peer, K_TRUNK, A_PEER);

	return walk_next(&trunks);
}

enum attr deployment_attribute(struct run *run, const struct element *site)
{
	return see_written(run, site, A_DEPLOYMENT) ? A_DEPLOYMENT : A_NONE;
}

enum tri site_must_survive(struct run *run, const struct element *site)
{
	struct piece pools = see_site(run, site)->pools;
	struct walk roots = see_kind(run, K_TOPOLOGY);
	const struct element *root;

	for (uint32_t i = 0; i < pools.n; i++)
		if (see_bool(run, piece_nth(run->plan, pools, i), A_HIGH_AVAILABILITY_REQUIRED) == TRI_TRUE)
			return TRI_TRUE;
	if (see_bool(run, site, A_SURVIVABILITY_REQUIRED) == TRI_FALSE)
		return TRI_FALSE;
	while (see_choice(run, site, A_KIND) == SITE_KIND_CENTRAL && (root = walk_next(&roots)) != NULL)
		if (see_bool(run, root, A_CENTRAL_RESILIENCE_REQUIRED) == TRI_TRUE)
			return TRI_TRUE;
	return see_bool(run, site, A_SURVIVABILITY_REQUIRED);
}
