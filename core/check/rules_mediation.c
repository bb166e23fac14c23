/* SPDX-License-Identifier: MIT */
/* Where Mediation Servers are placed. */
#include "check/sites.h"

/* Trunks of the pool that lead to a provider. */
static struct elements provider_trunks(struct run *run, const struct element *pool)
{
	struct walk trunks = see_referrers(run, pool, K_TRUNK, A_MEDIATION_POOL);
	struct elements found = { 0 };
	const struct element *trunk;

	while ((trunk = walk_next(&trunks)) != NULL)
		if (see_provider(run, trunk) != NULL)
			elements_append(run, &found, trunk);
	return found;
}

static enum outcome judge_standalone(struct run *run, const struct element *pool)
{
	struct elements trunks = provider_trunks(run, pool);
	int placement = see_choice(run, pool, A_PLACEMENT);

	if (trunks.n == 0 || placement < 0)
		return NOT_APPLICABLE;
	if (placement == PLACEMENT_STAND_ALONE)
		return PASS;
	elements_relate(run, &trunks, A_PEER, "leads to a provider");
	return fires(run, pool, A_PLACEMENT,
		"%s is collocated with the front end, though %s to a provider %s on it", label(run, pool),
		elements_label(run, &trunks), trunks.n == 1 ? "ends" : "end");
}

static enum outcome judge_needed(struct run *run, const struct element *site)
{
	struct walk groups = see_children(run, site, BIT(K_USERS));
	const struct element *users;

	while ((users = walk_next(&groups)) != NULL)
		if (see_voice(run, users))
			break;
	if (users == NULL)
		return NOT_APPLICABLE;
	if (see_any(run, K_MEDIATION_POOL) || see_any(run, K_SURVIVABLE_BRANCH_APPLIANCE))
		return PASS;
	witness(run, users, A_TELEPHONY, "have Enterprise Voice");
	return lacks(run, site, A_NONE,
		"%s has people with Enterprise Voice, but no Mediation Server is planned anywhere",
		label(run, site));
}

static enum outcome judge_trunk_end(struct run *run, const struct element *trunk)
{
	const struct element *pool = see_ref(run, trunk, A_MEDIATION_POOL);
	const struct element *end = see_ref(run, trunk, A_TERMINATION_SITE);
	const struct element *home = pool != NULL ? site_of(run->topo, pool) : NULL;

	if (see_provider(run, trunk) == NULL || home == NULL)
		return NOT_APPLICABLE;
	if (end == NULL || end == home)
		return PASS;
	relate(run, pool, A_NONE, "stands at %s", label(run, home));
	return fires(run, trunk, A_TERMINATION_SITE,
		"%s ends at %s, but its Mediation Servers, %s, stand at %s", label(run, trunk),
		label(run, end), label(run, pool), label(run, home));
}

/* People who work outside and have Enterprise Voice. */
struct outsiders {
	unsigned groups;
	const struct element *first;
	bool unknown;
};

static void count_outsiders(struct run *run, const struct element *site, struct outsiders *outsiders)
{
	struct walk groups = see_children(run, site, BIT(K_USERS));
	const struct element *users;

	while ((users = walk_next(&groups)) != NULL) {
		int64_t remote;

		if (!see_voice(run, users))
			continue;
		if (!ask_int(run, users, A_REMOTE, &remote)) {
			outsiders->unknown = true;
		} else if (remote > 0) {
			outsiders->first = outsiders->groups++ == 0 ? users : outsiders->first;
		}
	}
}

/* Those of the site, and of the branches that its pools serve because they have none. */
static struct outsiders find_outsiders(struct run *run, const struct element *site)
{
	struct walk branches = see_referrers(run, site, K_SITE, A_CENTRAL_SITE);
	struct outsiders outsiders = { 0 };
	const struct element *branch;

	count_outsiders(run, site, &outsiders);
	while ((branch = walk_next(&branches)) != NULL) {
		struct walk own = see_children(run, branch, MEDIATION_POOLS);

		if (walk_next(&own) == NULL)
			count_outsiders(run, branch, &outsiders);
	}
	return outsiders;
}

/* The next pool of the site that no Edge pool belongs to. */
static const struct element *next_without_edge(struct run *run, struct walk *pools, unsigned *n)
{
	const struct element *pool;

	while ((pool = walk_next(pools)) != NULL) {
		++*n;
		if (see_ref(run, pool, A_EDGE_POOL) == NULL)
			return pool;
	}
	return NULL;
}

static enum outcome judge_edge(struct run *run, const struct element *site)
{
	struct walk pools = see_children(run, site, MEDIATION_POOLS);
	unsigned n = 0;
	const struct element *pool = next_without_edge(run, &pools, &n);
	enum outcome outcome = NOT_APPLICABLE;
	struct outsiders outsiders;

	if (pool == NULL)
		return n > 0 ? PASS : NOT_APPLICABLE;
	outsiders = find_outsiders(run, site);
	if (outsiders.groups == 0)
		return outsiders.unknown ? unknown(run) : PASS;
	for (; pool != NULL; pool = next_without_edge(run, &pools, &n)) {
		witness(run, outsiders.first, A_REMOTE, "people who work outside");
		outcome = worse(outcome,
			lacks(run, pool, A_NONE,
				"%s has no edge-pool, but %s %s outside and cannot reach the PSTN",
				label(run, pool), label(run, outsiders.first),
				outsiders.groups == 1 ? "has people who work" :
							"and other groups have people who work"));
	}
	return outcome;
}

/* Analog gateways may serve telephones only: no page says that their calls pass a Mediation Server. */
static enum outcome judge_gateway(struct run *run, const struct element *gateway)
{
	int kind = see_choice(run, gateway, A_KIND);

	if (kind < 0 || kind == GATEWAY_KIND_ANALOG_GATEWAY)
		return NOT_APPLICABLE;
	if (direct_trunk(run, gateway) != NULL)
		return PASS;
	return lacks(run, gateway, A_NONE, "no trunk joins %s with a Mediation Server", label(run, gateway));
}

static const struct rule mediation_rules[] = {
	{
		.info = {
			.id = "MED001",
			.name = "mediation-standalone",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_SIP,
			.title = "a trunk to a provider should end on stand-alone Mediation Servers",
			.meaning = "for SIP trunking, stand-alone Mediation Servers are strongly recommended: a Front End Server has other work to do, and provider trunks bring media that cannot bypass it",
			.fix = "give the pool servers of its own (placement=\"stand-alone\"), or move the provider's trunks to a pool that has them",
			.bad = "<mediation-pool id=\"med\" placement=\"collocated\" front-end-pool=\"fe\"/>\n"
			       "<trunk id=\"t1\" mediation-pool=\"med\" peer=\"provider-sbc\" transport=\"tcp\"/>",
			.good = "<mediation-pool id=\"med\" placement=\"stand-alone\" front-end-pool=\"fe\"> ... </mediation-pool>\n"
				"<trunk id=\"t1\" mediation-pool=\"med\" peer=\"provider-sbc\" transport=\"tcp\"/>",
			.conflict = "X1: the planning page strongly recommends, the deployment pages order a separate server for a provider's SBC, and the Mediation Server pages allow collocation under two conditions; a warning by default, an error under the profile strict-deploy",
			.pages = { PAGE_SEED_A, PAGE_DEPMED, PAGE_PEERS13, PAGE_MED },
		},
		.subjects = BIT(K_MEDIATION_POOL),
		.judge = judge_standalone,
	},
	{
		.info = {
			.id = "MED002",
			.name = "ev-needs-mediation",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "Enterprise Voice needs a Mediation Server",
			.meaning = "at least one Mediation Server must be deployed with Enterprise Voice: it is what translates between Lync and gateways, PBXs and providers",
			.fix = "plan a mediation-pool, or a branch appliance that has one in it",
			.bad = "<users id=\"sales\" count=\"20\" telephony=\"enterprise-voice\"/>",
			.good = "<mediation-pool id=\"med\"/> <users id=\"sales\" count=\"20\" telephony=\"enterprise-voice\"/>",
			.pages = { PAGE_MED13, PAGE_MED },
		},
		.subjects = BIT(K_SITE),
		.judge = judge_needed,
	},
	{
		.info = {
			.id = "MED003",
			.name = "mediation-at-trunk-end",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_SIP,
			.title = "a SIP trunk has its Mediation Servers at the site where it ends",
			.meaning = "each trunk to a provider needs a Mediation Server at the site where it is terminated; only a gateway or IP-PBX at a branch can do with one elsewhere",
			.fix = "let the trunk use a pool of the site where it ends, or correct termination-site",
			.bad = "<site id=\"redmond\" kind=\"central\"> <mediation-pool id=\"med\"/> </site> <site id=\"oslo\" kind=\"branch\"/>\n"
			       "<trunk id=\"t1\" mediation-pool=\"med\" termination-site=\"oslo\"/>",
			.good = "<site id=\"redmond\" kind=\"central\"> <mediation-pool id=\"med\"/> </site> <site id=\"oslo\" kind=\"branch\"/>\n"
				"<trunk id=\"t1\" mediation-pool=\"med\" termination-site=\"redmond\"/>",
			.pages = { PAGE_MED, PAGE_GUIDE13 },
		},
		.subjects = BIT(K_TRUNK),
		.judge = judge_trunk_end,
	},
	{
		.info = {
			.id = "MED012",
			.name = "edge-for-external",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "pools that serve people outside have an Edge pool",
			.meaning = "media of people outside reach a Mediation Server through the Edge pool that is associated with it; without one they have no calls to the PSTN",
			.fix = "name the Edge pool in edge-pool of each Mediation Server pool that serves these people",
			.bad = "<mediation-pool id=\"med\"/> <users id=\"sales\" telephony=\"enterprise-voice\" remote=\"5\"/>",
			.good = "<edge-pool id=\"edge\"/> <mediation-pool id=\"med\" edge-pool=\"edge\"/> <users id=\"sales\" telephony=\"enterprise-voice\" remote=\"5\"/>",
			.pages = { PAGE_DEPMED, PAGE_TOP13 },
		},
		.subjects = BIT(K_SITE),
		.needs = { A_REMOTE },
		.judge = judge_edge,
	},
	{
		.info = {
			.id = "MED015",
			.name = "gateway-has-mediation",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "each gateway has a Mediation Server",
			.meaning = "a gateway needs at least one Mediation Server that its calls pass; one without a trunk is no part of Enterprise Voice",
			.fix = "plan a trunk from a Mediation Server pool to the gateway, or leave the gateway out",
			.bad = "<gateway id=\"gw-new\" kind=\"pstn-gateway\"/>",
			.good = "<gateway id=\"gw-new\" kind=\"pstn-gateway\"/> <trunk id=\"t-new\" peer=\"gw-new\"/>",
			.pages = { PAGE_DSIP },
		},
		.subjects = BIT(K_GATEWAY),
		.judge = judge_gateway,
	},
};

const struct rule_group rule_group_mediation = RULE_GROUP(mediation_rules);
