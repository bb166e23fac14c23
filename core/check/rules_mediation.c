/* SPDX-License-Identifier: MIT */
/* Where Mediation Servers are placed. */
#include "check/elements.h"

/* Trunks of the pool that lead to a provider. */
static struct elements provider_trunks(struct run *run, const struct element *pool)
{
	struct walk trunks = see_referrers(run, pool, K_TRUNK, A_MEDIATION_POOL);
	struct elements found = { 0 };
	const struct element *trunk;

	while ((trunk = walk_next(&trunks)) != NULL)
		if (see_provider(run, trunk) != NULL)
			elements_add(run, &found, trunk);
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
};

const struct rule_group rule_group_mediation = RULE_GROUP(mediation_rules);
