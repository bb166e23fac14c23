/* SPDX-License-Identifier: MIT */
#include "check/load.h"

#include "model/bypass.h"
#include "model/demand.h"
#include "model/figures.h"

#include <math.h>

int64_t ports_by_policy(const struct policy *policy, int64_t users, int load)
{
	return ports_for_users(users,
		load == LOAD_LIGHT            ? policy->users_per_port_light :
			load == LOAD_MODERATE ? policy->users_per_port_moderate :
						policy->users_per_port_heavy);
}

static uint32_t count_servers(struct run *run, const struct element *pool)
{
	struct walk servers = see_children(run, pool_host(run->topo, pool), BIT(K_SERVER));
	uint32_t n = 0;

	while (walk_next(&servers) != NULL)
		n++;
	return n;
}

/* See pool_bypasses(). */
static bool bypasses(struct run *run, const struct element *pool)
{
	int mode = see_choice(run, topo_root_with(run->topo, A_MEDIA_BYPASS), A_MEDIA_BYPASS);
	struct walk trunks = see_referrers(run, pool, K_TRUNK, A_MEDIATION_POOL);
	const struct element *trunk;

	while (mode != BYPASS_OFF && (trunk = walk_next(&trunks)) != NULL)
		see_trunk_config(run, trunk);
	return pool_bypasses(run->plan, pool);
}

/* Calls that the trunks of the pool admit at once; false when one of them does not say. */
static bool admitted_calls(struct run *run, const struct element *pool, double *ret)
{
	struct walk trunks = see_referrers(run, pool, K_TRUNK, A_MEDIATION_POOL);
	const struct element *trunk;

	*ret = 0.0;
	while ((trunk = walk_next(&trunks)) != NULL) {
		int64_t calls;

		if (!see_int(run, trunk_holder(run->topo, &run->plan->fallback, trunk, A_MAX_CALLS),
			    A_MAX_CALLS, &calls))
			return false;
		*ret += (double)calls;
	}
	return true;
}

static void ask_groups_of(struct run *run, const struct element *site)
{
	struct walk groups = see_children(run, site, BIT(K_USERS));
	const struct element *users;
	double calls;

	while ((users = walk_next(&groups)) != NULL)
		if (see_voice(run, users) && !users_peak_calls(run->topo, users, &calls) &&
			see_int(run, users, A_COUNT, &(int64_t){ 0 }))
			ask_choice(run, users, A_LOAD);
}

/* Loads of the people whose calls the pools of the site carry. */
static void ask_loads(struct run *run, const struct element *site)
{
	struct walk branches = see_referrers(run, site, K_SITE, A_CENTRAL_SITE);
	const struct element *branch;

	ask_groups_of(run, site);
	while ((branch = walk_next(&branches)) != NULL) {
		struct piece pools = site_facts(run->plan, branch)->pools;

		if (pools.n > 0 && site_of(run->topo, piece_nth(run->plan, pools, 0)) == site)
			ask_groups_of(run, branch);
	}
}

static void count_people(struct run *run, const struct element *pool, struct load *load)
{
	const struct site_facts *facts = see_site(run, load->site);

	load->people_calls = facts->served_calls / facts->n_carrying;
	load->calls = load->people_calls;
	load->known = !facts->peak_unknown && topo_count(run->topo, K_USERS) > 0;
	if (load->known)
		return;
	load->by_trunks = admitted_calls(run, pool, &load->calls);
	load->known = load->by_trunks;
	if (load->known)
		return;
	if (topo_count(run->topo, K_USERS) > 0)
		ask_loads(run, load->site);
	else
		ask_kinds(run, BIT(K_USERS));
}

static double relayed_share(void)
{
	return 100.0 - figure_value(FIGURE_BYPASS_SHARE);
}

struct load pool_load(struct run *run, const struct element *pool)
{
	struct load load = { .site = site_of(run->topo, pool) };

	if (load.site == NULL || !pool_facts(run->plan, pool)->has_trunk)
		return load;
	load.carries = true;
	load.servers = count_servers(run, pool);
	count_people(run, pool, &load);
	load.bypassed = bypasses(run, pool);
	load.relayed = load.bypassed ? load.calls * relayed_share() / 100.0 : load.calls;
	return load;
}

static const char *people_words(struct run *run, const struct load *load)
{
	uint32_t n_pools = site_facts(run->plan, load->site)->n_carrying;

	return words(run, "%.0f call%s at once of people served from %s%s", ceil(load->people_calls),
		ceil(load->people_calls) == 1.0 ? "" : "s", label(run, load->site),
		n_pools > 1 ? words(run, ", divided among %u pools", (unsigned)n_pools) : "");
}

const char *load_words(struct run *run, const struct load *load)
{
	const char *how = load->by_trunks ?
		words(run, "%.0f calls at once that its trunks admit", load->calls) :
		people_words(run, load);

	if (!load->bypassed)
		return how;
	return words(run, "%s, of which %.0f per cent do not bypass it (%s)", how, relayed_share(),
		figure_source(FIGURE_BYPASS_SHARE));
}
