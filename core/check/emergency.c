/* SPDX-License-Identifier: MIT */
#include "check/emergency.h"

struct emergency_trunks emergency_trunks(struct run *run, const struct element *emergency)
{
	struct emergency_trunks trunks = { .named = see_refs(run, emergency, A_TRUNKS) };

	if (trunks.named.n == 0)
		trunks.all = see_kind(run, K_TRUNK);
	return trunks;
}

const struct element *emergency_trunk_next(struct run *run, struct emergency_trunks *trunks)
{
	const struct trunk_fallback *fallback = &run->plan->fallback;
	const struct element *trunk;

	if (trunks->named.n > 0)
		return trunks->at < trunks->named.n ? refs_nth(trunks->named, trunks->at++) : NULL;
	while ((trunk = walk_next(&trunks->all)) != NULL)
		if (see_choice(run, trunk_holder(run->topo, fallback, trunk, A_ROLE), A_ROLE) ==
			ROLE_EMERGENCY)
			return trunk;
	return NULL;
}

struct emergency_sites emergency_sites(struct run *run, const struct element *emergency)
{
	struct emergency_sites sites = { .named = see_refs(run, emergency, A_SITES) };

	if (sites.named.n == 0)
		sites.all = see_kind(run, K_SITE);
	return sites;
}

const struct element *emergency_site_next(struct emergency_sites *sites)
{
	if (sites->named.n > 0)
		return sites->at < sites->named.n ? refs_nth(sites->named, sites->at++) : NULL;
	return walk_next(&sites->all);
}

bool emergency_by_trunk(struct run *run, const struct element *emergency)
{
	return see_choice(run, emergency, A_METHOD) == EMERGENCY_METHOD_SIP_TRUNK;
}

const struct element *emergency_line(struct run *run, const struct element *trunk)
{
	return see_ref(run, trunk_holder(run->topo, &run->plan->fallback, trunk, A_CONNECTION), A_CONNECTION);
}

enum attr emergency_trunks_attribute(struct run *run, const struct element *emergency)
{
	return see_written(run, emergency, A_TRUNKS) ? A_TRUNKS : A_NONE;
}
