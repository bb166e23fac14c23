/* SPDX-License-Identifier: MIT */
/* What must be settled with the provider of a SIP trunk. */
#include "check/elements.h"

/* It offers SIP trunks here: it has an SBC, a connection leads to it, or a SIP line of it ends on an own SBC. */
static bool offers_sip_trunks(struct run *run, const struct element *provider)
{
	struct walk sbcs = see_children(run, provider, BIT(K_SBC));
	struct walk connections = see_referrers(run, provider, K_CONNECTION, A_PROVIDER);
	struct walk lines = see_referrers(run, provider, K_PSTN_LINE, A_PROVIDER);
	const struct element *line;

	if (walk_next(&sbcs) != NULL || walk_next(&connections) != NULL)
		return true;
	while ((line = walk_next(&lines)) != NULL)
		if (see_sip_trunk_line(run, line))
			return true;
	return false;
}

static enum outcome judge_availability(struct run *run, const struct element *provider)
{
	if (!offers_sip_trunks(run, provider))
		return NOT_APPLICABLE;
	return ask_bool(run, provider, A_HIGH_AVAILABILITY) == TRI_UNKNOWN ? unknown(run) : PASS;
}

static enum outcome judge_procedure(struct run *run, const struct element *provider)
{
	enum tri available;

	if (!offers_sip_trunks(run, provider))
		return NOT_APPLICABLE;
	if (!str_is_blank(see_text(run, provider, A_FAILOVER_PROCEDURE))) {
		ask_text(run, provider, A_FAILOVER_PROCEDURE); /* an answer of the checklist */
		return PASS;
	}
	available = ask_bool(run, provider, A_HIGH_AVAILABILITY);
	if (available != TRI_TRUE)
		return available == TRI_FALSE ? PASS : unknown(run);
	return lacks(run, provider,
		see_written(run, provider, A_FAILOVER_PROCEDURE) ? A_FAILOVER_PROCEDURE : A_NONE,
		"%s offers high availability, but the procedure for setting it up is not recorded",
		label(run, provider));
}

static enum outcome judge_certified(struct run *run, const struct element *provider)
{
	enum tri certified;

	if (!offers_sip_trunks(run, provider))
		return NOT_APPLICABLE;
	certified = ask_bool(run, provider, A_CERTIFIED);
	if (certified != TRI_FALSE)
		return certified == TRI_TRUE ? PASS : unknown(run);
	return fires(run, provider, A_CERTIFIED,
		"%s is not certified, so Microsoft does not support trunks to it", label(run, provider));
}

/* The pools with trunks to the provider; how often each was added is its number of trunks. */
static struct elements pools_with_trunks(struct run *run, const struct element *provider)
{
	struct walk sbcs = see_children(run, provider, BIT(K_SBC));
	struct elements pools = { 0 };
	const struct element *sbc;

	while ((sbc = walk_next(&sbcs)) != NULL) {
		struct walk trunks = see_referrers(run, sbc, K_TRUNK, A_PEER);
		const struct element *trunk;

		while ((trunk = walk_next(&trunks)) != NULL) {
			const struct element *pool = see_ref(run, trunk, A_MEDIATION_POOL);

			if (pool != NULL)
				elements_add(run, &pools, pool);
		}
	}
	return pools;
}

/* A server of the pool with more than one interface towards gateways, or NULL. */
static const struct element *many_addressed_server(struct run *run, const struct element *pool)
{
	struct walk servers = see_children(run, pool_host(run->topo, pool), BIT(K_SERVER));
	const struct element *server;

	while ((server = walk_next(&servers)) != NULL) {
		struct walk interfaces = see_children(run, server, BIT(K_INTERFACE));
		const struct element *interface;
		unsigned external = 0;

		while ((interface = walk_next(&interfaces)) != NULL)
			external += see_choice(run, interface, A_SIDE) == SIDE_EXTERNAL;
		if (external > 1)
			return server;
	}
	return NULL;
}

static enum outcome judge_one_per_server(
	struct run *run, const struct element *provider, const struct element *pool, uint32_t trunks)
{
	const struct element *server = many_addressed_server(run, pool);

	if (trunks > 1) {
		relate(run, pool, A_NONE, "each server of this pool has %u trunks to the provider",
			(unsigned)trunks);
		return fires(run, provider, A_TRUNK_MODEL,
			"%s wants one trunk for each Mediation Server, but %s has %u", label(run, provider),
			label(run, pool), (unsigned)trunks);
	}
	if (server == NULL)
		return PASS;
	relate(run, server, A_NONE, "this server has several external interfaces");
	return fires(run, provider, A_TRUNK_MODEL,
		"%s wants one address for each Mediation Server, but %s of %s has several",
		label(run, provider), label(run, server), label(run, pool));
}

static enum outcome judge_several(struct run *run, const struct element *provider, const struct element *pool,
	uint32_t trunks, int64_t required)
{
	if ((int64_t)trunks >= required)
		return PASS;
	relate(run, pool, A_NONE, "each server of this pool has %u trunks to the provider", (unsigned)trunks);
	return lacks(run, provider, A_REQUIRED_TRUNKS_PER_SERVER,
		"%s wants %lld trunks for each Mediation Server, but %s has %u", label(run, provider),
		(long long)required, label(run, pool), (unsigned)trunks);
}

static enum outcome judge_trunk_model(struct run *run, const struct element *provider)
{
	struct elements pools = pools_with_trunks(run, provider);
	enum outcome outcome = PASS;
	int64_t required = 0;
	int model;

	if (pools.n == 0)
		return NOT_APPLICABLE;
	model = ask_choice(run, provider, A_TRUNK_MODEL);
	if (model < 0)
		return unknown(run);
	if (model == TRUNK_MODEL_SEVERAL_PER_SERVER &&
		!ask_int(run, provider, A_REQUIRED_TRUNKS_PER_SERVER, &required))
		return unknown(run);
	for (uint32_t i = 0; i < pools.n; i++)
		outcome = worse(outcome,
			model == TRUNK_MODEL_ONE_PER_SERVER ?
				judge_one_per_server(run, provider, pools.at[i], pools.times[i]) :
				judge_several(run, provider, pools.at[i], pools.times[i], required));
	return outcome;
}

/* Whether central sites must stand in for each other; roots of other files may say it. */
static bool wants_central_resilience(struct run *run)
{
	struct walk roots = see_kind(run, K_TOPOLOGY);
	const struct element *root;

	while ((root = walk_next(&roots)) != NULL)
		if (see_bool(run, root, A_CENTRAL_RESILIENCE_REQUIRED) == TRI_TRUE)
			return true;
	return false;
}

static enum outcome judge_cross_site(struct run *run, const struct element *provider)
{
	enum tri crosses;

	if (run->plan->n_central_sites < 2 || !offers_sip_trunks(run, provider))
		return NOT_APPLICABLE;
	crosses = ask_bool(run, provider, A_CROSS_CENTRAL_SITE);
	if (crosses == TRI_UNKNOWN)
		return unknown(run);
	if (crosses == TRI_TRUE)
		return PASS;
	if (wants_central_resilience(run))
		return fires_gravely(run, provider, A_CROSS_CENTRAL_SITE,
			"%s cannot connect to and from another central site, though central sites must stand in for each other",
			label(run, provider));
	return fires(run, provider, A_CROSS_CENTRAL_SITE,
		"%s cannot connect to and from another central site, and the plan has %u of them",
		label(run, provider), (unsigned)run->plan->n_central_sites);
}

/* Whether telephony at the pool's site must survive, or the loss of a central site. */
static enum tri pool_must_survive(struct run *run, const struct element *pool)
{
	const struct element *site = site_of(run->topo, pool);

	if (wants_central_resilience(run))
		return TRI_TRUE;
	return site != NULL ? ask_bool(run, site, A_SURVIVABILITY_REQUIRED) : TRI_FALSE;
}

static enum outcome judge_inbound(struct run *run, const struct element *provider)
{
	struct elements pools = pools_with_trunks(run, provider);
	enum tri redirects = see_bool(run, provider, A_INBOUND_FAILOVER);
	enum tri wanted = TRI_FALSE;

	for (uint32_t i = 0; i < pools.n && wanted != TRI_TRUE; i++) {
		enum tri survives = pool_must_survive(run, pools.at[i]);

		wanted = survives == TRI_FALSE ? wanted : survives;
	}
	if (wanted == TRI_TRUE)
		forget_missing(run);
	if (wanted == TRI_FALSE)
		return NOT_APPLICABLE;
	if (redirects == TRI_UNKNOWN && wanted == TRI_TRUE)
		ask_bool(run, provider, A_INBOUND_FAILOVER);
	if (redirects == TRI_UNKNOWN || (redirects == TRI_FALSE && wanted == TRI_UNKNOWN))
		return unknown(run);
	ask_bool(run, provider, A_INBOUND_FAILOVER); /* an answer of the checklist */
	if (redirects == TRI_TRUE)
		return PASS;
	return fires(run, provider, A_INBOUND_FAILOVER,
		"%s does not redirect incoming calls, though telephony must survive: nobody can be called while the "
		"site is lost",
		label(run, provider));
}

static const struct rule provider_rules[] = {
	{
		.info = {
			.id = "CON017",
			.name = "itsp-certified",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_SIP,
			.title = "the provider of a SIP trunk is certified",
			.meaning = "the pages tell to use a certified provider; what goes wrong with another one is outside Microsoft's support",
			.fix = "choose a certified provider, or accept that nobody helps",
			.bad = "<provider id=\"fabrikam\" certified=\"false\"/>",
			.good = "<provider id=\"fabrikam\" certified=\"true\"/>",
			.conflict = "X20: the pages of March 2013 require a certified provider, the founding page does not mention it; a warning, an error under the profile supported-only",
			.pages = { PAGE_IMPL13, PAGE_SIP },
		},
		.subjects = BIT(K_PROVIDER),
		.needs = { A_CERTIFIED },
		.judge = judge_certified,
	},
	{
		.info = {
			.id = "HAV001",
			.name = "itsp-ha-unknown",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_SIP,
			.title = "whether the provider supports high availability must be known",
			.meaning = "the page tells to ask the provider whether it supports high availability, including failover; until somebody has, nobody knows what happens when the trunk is lost",
			.fix = "ask the provider, and write high-availability=\"true\" or \"false\"",
			.bad = "<provider id=\"fabrikam\"> ... </provider>",
			.good = "<provider id=\"fabrikam\" high-availability=\"true\" failover-procedure=\"...\"> ... </provider>",
			.pages = { PAGE_SEED_A },
		},
		.subjects = BIT(K_PROVIDER),
		.needs = { A_HIGH_AVAILABILITY },
		.judge = judge_availability,
	},
	{
		.info = {
			.id = "HAV002",
			.name = "itsp-ha-procedure",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_SIP,
			.title = "the procedure for the provider's high availability must be recorded",
			.meaning = "a provider that supports high availability has a procedure for setting it up, which the page tells to find out",
			.fix = "ask the provider for the procedure and write it into failover-procedure",
			.bad = "<provider id=\"fabrikam\" high-availability=\"true\"/>",
			.good = "<provider id=\"fabrikam\" high-availability=\"true\" failover-procedure=\"second SBC answers on the same trunk group\"/>",
			.pages = { PAGE_SEED_A },
		},
		.subjects = BIT(K_PROVIDER),
		.needs = { A_HIGH_AVAILABILITY },
		.judge = judge_procedure,
	},
	{
		.info = {
			.id = "HAV003",
			.name = "itsp-trunks-per-mediation",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_SIP,
			.title = "the trunks of each Mediation Server must be what the provider wants",
			.meaning = "the provider decides whether each Mediation Server has one address and one trunk, or several trunks; a plan that differs does not come up, or does not fail over",
			.fix = "give the pool as many trunks to the provider's SBCs as the provider wants, or correct what the provider wants",
			.bad = "<provider id=\"p\" trunk-model=\"several-per-server\" required-trunks-per-server=\"2\"> ... </provider>  with one trunk",
			.good = "the same with two trunks from the pool to SBCs of the provider",
			.pages = { PAGE_SEED_A },
		},
		.subjects = BIT(K_PROVIDER),
		.needs = { A_TRUNK_MODEL, A_REQUIRED_TRUNKS_PER_SERVER },
		.judge = judge_trunk_model,
	},
	{
		.info = {
			.id = "HAV004",
			.name = "itsp-cross-central",
			.severity = SEVERITY_NOTE,
			.grave = SEVERITY_WARNING,
			.grave_when = "central sites must stand in for each other (central-resilience-required)",
			.options = OPTIONS_SIP,
			.title = "with several central sites, the provider should be able to connect to and from another one",
			.meaning = "with several central sites, the page tells to ask whether the provider can enable connections to and from another central site; without that, each site depends on its own trunk",
			.fix = "ask the provider; if it cannot, plan a trunk for each central site",
			.bad = "<provider id=\"p\" cross-central-site=\"false\"> ... </provider>  with two central sites",
			.good = "<provider id=\"p\" cross-central-site=\"true\"> ... </provider>",
			.pages = { PAGE_SEED_A },
		},
		.subjects = BIT(K_PROVIDER),
		.needs = { A_CROSS_CENTRAL_SITE },
		.judge = judge_cross_site,
	},
	{
		.info = {
			.id = "HAV020",
			.name = "inbound-failover-provider",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_SIP,
			.title = "incoming calls survive the loss of a site only if the provider redirects them",
			.meaning = "when a site is lost its users move to the backup pool and can call out, but calls from the PSTN reach them only if the provider sends them elsewhere; asked where telephony at the site of a pool with trunks to the provider must survive, or central sites must stand in for each other",
			.fix = "ask the provider for redirection of incoming calls, and write it into inbound-failover",
			.bad = "<provider id=\"p\" inbound-failover=\"false\"> ... </provider>  with survivability-required=\"true\"",
			.good = "<provider id=\"p\" inbound-failover=\"true\"> ... </provider>",
			.pages = { PAGE_RES },
		},
		.subjects = BIT(K_PROVIDER),
		.needs = { A_INBOUND_FAILOVER, A_SURVIVABILITY_REQUIRED },
		.judge = judge_inbound,
	},
};

const struct rule_group rule_group_provider = RULE_GROUP(provider_rules);
