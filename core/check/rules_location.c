/* SPDX-License-Identifier: MIT */
/* Location-based routing: which trunks may be used from where. */
#include "check/sites.h"

static bool is_restricted(struct run *run, const struct element *trunk)
{
	const struct element *config = see_trunk_config(run, trunk);

	return config != NULL && see_bool(run, config, A_LOCATION_RESTRICTION) == TRI_TRUE;
}

/* Some trunk configuration turns it on. */
static bool any_restricted(struct run *run)
{
	struct walk configs = see_kind(run, K_TRUNK_CONFIG);
	const struct element *config;

	while ((config = walk_next(&configs)) != NULL)
		if (see_bool(run, config, A_LOCATION_RESTRICTION) == TRI_TRUE)
			return true;
	return false;
}

static enum outcome judge_trunk_site(struct run *run, const struct element *config)
{
	if (see_bool(run, config, A_LOCATION_RESTRICTION) != TRI_TRUE)
		return NOT_APPLICABLE;
	if (see_ref(run, config, A_NETWORK_SITE) != NULL)
		return PASS;
	if (!ask_kinds(run, BIT(K_NETWORK_SITE)))
		return unknown(run);
	return lacks(run, config, A_NONE,
		"location-based routing is on in this trunk configuration, which does not say at which network site its trunks are");
}

/* The network site of what stands at a site: the only one that stands for the site; NULL if none or several. */
static const struct element *network_site_of(struct run *run, const struct element *box)
{
	const struct element *site = site_of(run->topo, box);
	struct walk places = see_referrers(run, site, K_NETWORK_SITE, A_SITE);
	const struct element *first = walk_next(&places);

	return walk_next(&places) == NULL ? first : NULL;
}

static enum outcome judge_gateway_of(
	struct run *run, const struct element *appliance, const struct element *trunk)
{
	const struct element *gateway = see_ref(run, trunk, A_PEER);
	const struct element *config = see_trunk_config(run, trunk);
	const struct element *said = see_ref(run, config, A_NETWORK_SITE);
	const struct element *here = network_site_of(run, appliance);
	const struct element *there = said;

	if (gateway == NULL || gateway->kind != K_GATEWAY)
		return NOT_APPLICABLE;
	if (there == NULL)
		there = network_site_of(run, gateway);
	if (!ask_kinds(run, BIT(K_NETWORK_SITE)))
		return unknown(run);
	if (here == NULL || there == NULL)
		return NOT_APPLICABLE;
	if (here == there)
		return PASS;
	relate(run, appliance, A_NONE, "its people cannot call out over this gateway");
	relate(run, trunk, A_NONE, "the trunk");
	return fires(run, said != NULL ? config : gateway, said != NULL ? A_NETWORK_SITE : A_NONE,
		"%s is at %s, but %s whose calls it takes is at %s, and location-based routing lets none of them out",
		label(run, gateway), label(run, there), label(run, appliance), label(run, here));
}

static enum outcome judge_appliance(struct run *run, const struct element *appliance)
{
	struct walk trunks = see_referrers(run, appliance, K_TRUNK, A_MEDIATION_POOL);
	enum outcome outcome = NOT_APPLICABLE;
	const struct element *trunk;

	while ((trunk = walk_next(&trunks)) != NULL)
		if (is_restricted(run, trunk))
			outcome = worse(outcome, judge_gateway_of(run, appliance, trunk));
	return outcome;
}

/* Trunks of a policy's routes with and without location-based routing: the first of either. */
struct ways {
	const struct element *restricted, *free;
};

/* Ends at the first trunk without: then nobody is shut out. */
static struct ways ways_of(struct run *run, const struct element *policy)
{
	struct refs usages = see_refs(run, policy, A_USAGES);
	struct ways ways = { 0 };

	for (uint32_t i = 0; i < usages.n; i++) {
		struct walk routes = see_referrers(run, refs_nth(usages, i), K_VOICE_ROUTE, A_USAGES);
		const struct element *route;

		while ((route = walk_next(&routes)) != NULL) {
			struct refs trunks = see_refs(run, route, A_TRUNKS);

			for (uint32_t j = 0; j < trunks.n && ways.free == NULL; j++)
				if (is_restricted(run, refs_nth(trunks, j)))
					ways.restricted = refs_nth(trunks, j);
				else
					ways.free = refs_nth(trunks, j);
			if (ways.free != NULL)
				return ways;
		}
	}
	return ways;
}

/* The first group of the walk that has the policy and of which somebody works outside, or NULL. */
static const struct element *remote_among(
	struct run *run, const struct element *policy, struct walk groups, bool *unsure)
{
	const struct element *users;
	int64_t remote;

	while ((users = walk_next(&groups)) != NULL) {
		if (!see_voice(run, users) || see_policy(run, users) != policy)
			continue;
		if (!ask_int(run, users, A_REMOTE, &remote))
			*unsure = true;
		else if (remote > 0)
			return users;
	}
	return NULL;
}

/* Groups name their policy, or have it because it is their site's or everybody's. */
static const struct element *remote_group(struct run *run, const struct element *policy, bool *unsure)
{
	const struct element *site = topo_ref(run->topo, policy, A_SCOPE);
	const struct element *users = remote_among(
		run, policy, see_referrers(run, policy, K_USERS, A_VOICE_POLICY), unsure);

	if (users == NULL && site != NULL)
		users = remote_among(run, policy, see_children(run, site, BIT(K_USERS)), unsure);
	if (users == NULL && topo_scope(run->topo, policy, A_SCOPE) == SCOPE_GLOBAL)
		users = remote_among(run, policy, see_kind(run, K_USERS), unsure);
	return users;
}

static enum outcome judge_remote(struct run *run, const struct element *policy)
{
	struct ways ways = { 0 };
	const struct element *users;
	bool unsure = false;

	if (see_policy_users(run, policy) > 0)
		ways = ways_of(run, policy);
	if (ways.restricted == NULL || ways.free != NULL)
		return ways.restricted == NULL ? NOT_APPLICABLE : PASS;
	users = remote_group(run, policy, &unsure);
	if (users == NULL)
		return unsure ? unknown(run) : PASS;
	witness(run, users, A_REMOTE, "people who work outside");
	witness(run, ways.restricted, A_NONE, "location-based routing is on");
	return lacks(run, policy, see_written(run, policy, A_USAGES) ? A_USAGES : A_NONE,
		"%s leads to trunks with location-based routing only, which people of %s who work outside may not use",
		label(run, policy), label(run, users));
}

/* Several files may have roots: the first one counts, and those that say which product it is. */
static enum outcome judge_version(struct run *run, const struct element *root)
{
	bool says = see_written(run, root, A_PRODUCT);

	if ((!says && root != topo_nth(run->topo, K_TOPOLOGY, 0)) || !any_restricted(run))
		return NOT_APPLICABLE;
	if (see_choice(run, root, A_PRODUCT) != PRODUCT_LYNC_2010)
		return PASS;
	return fires(run, root, A_PRODUCT,
		"location-based routing is on, but Lync Server 2010 does not support it");
}

static const struct rule location_rules[] = {
	{
		.info = {
			.id = "LBR001",
			.name = "lbr-trunk-site",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "a trunk with location-based routing needs its network site",
			.meaning = "which calls may use the trunk is decided by comparing the caller's network site with the trunk's; a trunk configuration that turns location-based routing on should also set the network site",
			.fix = "write network-site into the trunk-config, one configuration for each network site",
			.bad = "<trunk-config scope=\"trunk:t1\" location-restriction=\"true\"/> <network-site id=\"ns\"/>",
			.good = "<trunk-config scope=\"trunk:t1\" location-restriction=\"true\" network-site=\"ns\"/> <network-site id=\"ns\"/>",
			.pages = { PAGE_PS_TRUNK_CONFIGURATION, PAGE_LBR },
		},
		.subjects = BIT(K_TRUNK_CONFIG),
		.judge = judge_trunk_site,
	},
	{
		.info = {
			.id = "LBR002",
			.name = "lbr-sba-gateway-site",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "with location-based routing a branch appliance and its gateway must be at the same network site",
			.meaning = "people of an appliance whose gateway is at another network site are not permitted to call out; where an appliance or gateway is follows from network-site of the trunk-config, else from the one network-site that stands for its site",
			.fix = "give the trunk-config the network site of the appliance, or the appliance a gateway at its own site",
			.bad = "<network-site id=\"here\" site=\"b\"/> <network-site id=\"elsewhere\"/> <trunk id=\"t1\" mediation-pool=\"sba\" peer=\"gw\" .../> <trunk-config scope=\"trunk:t1\" location-restriction=\"true\" network-site=\"elsewhere\"/>",
			.good = "<network-site id=\"here\" site=\"b\"/> <trunk id=\"t1\" mediation-pool=\"sba\" peer=\"gw\" .../> <trunk-config scope=\"trunk:t1\" location-restriction=\"true\" network-site=\"here\"/>",
			.pages = { PAGE_LBR },
		},
		.subjects = BIT(K_SURVIVABLE_BRANCH_APPLIANCE),
		.judge = judge_appliance,
	},
	{
		.info = {
			.id = "LBR003",
			.name = "lbr-remote-unknown",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "people outside need a trunk without location-based routing",
			.meaning = "of somebody outside the network no network site is known, so only trunks without location-based routing take the call",
			.fix = "add a usage to the policy whose route has a trunk without location-based routing",
			.bad = "<users id=\"u\" remote=\"10\" voice-policy=\"vp\" .../> <voice-policy id=\"vp\" usages=\"restricted\"/> <trunk-config scope=\"trunk:t1\" location-restriction=\"true\"/> <voice-route id=\"r1\" trunks=\"t1\" usages=\"restricted\" .../>",
			.good = "<users id=\"u\" remote=\"10\" voice-policy=\"vp\" .../> <voice-policy id=\"vp\" usages=\"restricted free\"/> <trunk-config scope=\"trunk:t1\" location-restriction=\"true\"/> <voice-route id=\"r1\" trunks=\"t1\" usages=\"restricted\" .../> <voice-route id=\"r2\" trunks=\"t2\" usages=\"free\" .../>",
			.pages = { PAGE_LBR },
		},
		.subjects = BIT(K_VOICE_POLICY),
		.needs = { A_REMOTE },
		.judge = judge_remote,
	},
	{
		.info = {
			.id = "LBR004",
			.name = "lbr-version",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "location-based routing needs Lync Server 2013 of February 2013 or newer",
			.meaning = "pools and Mediation Servers must be of Lync Server 2013 with the cumulative update of February 2013 at least; a topology names the product, not its updates, so of Lync Server 2013 the update remains to be checked",
			.fix = "move to a product that supports it, or turn location-restriction off",
			.bad = "<topology product=\"lync-2010\" ...> <trunk-config scope=\"trunk:t1\" location-restriction=\"true\"/>",
			.good = "<topology product=\"lync-2013\" ...> <trunk-config scope=\"trunk:t1\" location-restriction=\"true\"/>",
			.pages = { PAGE_LBR },
		},
		.subjects = BIT(K_TOPOLOGY),
		.judge = judge_version,
	},
};

const struct rule_group rule_group_location = RULE_GROUP(location_rules);
