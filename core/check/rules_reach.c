/* SPDX-License-Identifier: MIT */
/* Which sites have trunks of their own, and in which country those end. */
#include "check/derived.h"

enum {
	LETTERS = 26,
	COUNTRIES = LETTERS * LETTERS,
};

/* Countries of trunks, by the two letters of their codes. */
struct countries {
	uint64_t bits[(COUNTRIES + 63) / 64];
	bool any;        /* there is a trunk to a provider at all */
	bool incomplete; /* of one it is not known; noted as missing */
};

static unsigned country_number(struct str code)
{
	if (code.length != 2)
		return COUNTRIES;
	return (unsigned)(ascii_lower(code.text[0]) - 'a') * LETTERS +
		(unsigned)(ascii_lower(code.text[1]) - 'a');
}

static bool countries_hold(const struct countries *countries, struct str code)
{
	unsigned number = country_number(code);

	return number < COUNTRIES && countries->bits[number / 64] & BIT(number % 64);
}

/* The site where a trunk ends: the one named, else its pool's. */
static const struct element *end_site(struct run *run, const struct element *trunk)
{
	const struct element *site = see_ref(run, trunk, A_TERMINATION_SITE);
	const struct element *pool = see_ref(run, trunk, A_MEDIATION_POOL);

	if (site != NULL || pool == NULL)
		return site;
	return site_of(run->topo, pool);
}

/* The provider's country, else that of the site where the trunk ends. */
static void add_country(struct run *run, const struct element *trunk, struct countries *countries)
{
	const struct element *provider = see_provider(run, trunk);
	const struct element *site = end_site(run, trunk);
	struct str code;
	unsigned number;

	if (provider == NULL)
		return;
	countries->any = true;
	code = see_text(run, provider, A_COUNTRY);
	if (code.length == 0 && site != NULL)
		code = see_text(run, site, A_COUNTRY);
	number = country_number(code);
	if (number < COUNTRIES) {
		countries->bits[number / 64] |= BIT(number % 64);
		return;
	}
	countries->incomplete = true;
	ask_text(run, provider, A_COUNTRY);
}

static void add_countries(struct run *run, const struct element *site, struct countries *countries)
{
	struct walk pools = see_children(run, site, MEDIATION_POOLS);
	const struct element *pool;

	while ((pool = walk_next(&pools)) != NULL) {
		struct walk trunks = see_referrers(run, pool, K_TRUNK, A_MEDIATION_POOL);
		const struct element *trunk;

		while ((trunk = walk_next(&trunks)) != NULL)
			add_country(run, trunk, countries);
	}
}

static enum outcome judge_branch_country(
	struct run *run, const struct element *branch, const struct countries *countries)
{
	struct str code = see_text(run, branch, A_COUNTRY);

	if (see_choice(run, branch, A_KIND) != SITE_KIND_BRANCH)
		return NOT_APPLICABLE;
	if (countries_hold(countries, code))
		return PASS;
	if (code.length == 0)
		ask_text(run, branch, A_COUNTRY);
	if (code.length == 0 || countries->incomplete)
		return unknown(run);
	return lacks(run, branch, A_COUNTRY, "%s is in %.*s, but no SIP trunk that serves it ends there",
		label(run, branch), STR_ARG(code));
}

/* Judged where the pools stand: for the site itself and for the branches that have none and are served from here. */
static enum outcome judge_countries(struct run *run, const struct element *site)
{
	struct walk branches = see_referrers(run, site, K_SITE, A_CENTRAL_SITE);
	struct countries countries = { 0 };
	enum outcome outcome;
	const struct element *branch;

	add_countries(run, site, &countries);
	if (!countries.any)
		return NOT_APPLICABLE;
	outcome = judge_branch_country(run, site, &countries);
	while ((branch = walk_next(&branches)) != NULL) {
		struct walk own = see_children(run, branch, MEDIATION_POOLS);

		if (walk_next(&own) == NULL)
			outcome = worse(outcome, judge_branch_country(run, branch, &countries));
	}
	return outcome;
}

/* A trunk that ends at the site, to a provider if `to_provider`. */
static const struct element *trunk_ending_at(struct run *run, const struct element *site, bool to_provider)
{
	struct walk named = see_referrers(run, site, K_TRUNK, A_TERMINATION_SITE);
	struct walk pools = see_children(run, site, MEDIATION_POOLS);
	const struct element *trunk;
	const struct element *pool;

	while ((trunk = walk_next(&named)) != NULL)
		if (!to_provider || see_provider(run, trunk) != NULL)
			return trunk;
	while ((pool = walk_next(&pools)) != NULL) {
		struct walk trunks = see_referrers(run, pool, K_TRUNK, A_MEDIATION_POOL);

		while ((trunk = walk_next(&trunks)) != NULL)
			if (end_site(run, trunk) == site &&
				(!to_provider || see_provider(run, trunk) != NULL))
				return trunk;
	}
	return NULL;
}

/* Asks for it if no root says it. */
static enum tri ask_central_resilience(struct run *run)
{
	const struct element *root = topo_root_with(run->topo, A_CENTRAL_RESILIENCE_REQUIRED);

	see_kind(run, K_TOPOLOGY);
	return ask_bool(run, root, A_CENTRAL_RESILIENCE_REQUIRED);
}

static enum outcome judge_central(struct run *run, const struct element *site)
{
	enum tri required;

	if (see_choice(run, site, A_KIND) != SITE_KIND_CENTRAL || run->plan->n_central_sites < 2 ||
		!run->plan->has_provider_trunk)
		return NOT_APPLICABLE;
	if (trunk_ending_at(run, site, false) != NULL)
		return PASS;
	required = ask_central_resilience(run);
	if (required == TRI_UNKNOWN)
		return unknown(run);
	if (required == TRI_FALSE)
		return PASS;
	return lacks(run, site, A_NONE, "central sites must stand in for each other, but no trunk ends at %s",
		label(run, site));
}

/* Whether the branch lies in another country than its central site. */
static enum tri lies_abroad(struct run *run, const struct element *branch)
{
	const struct element *central = see_ref(run, branch, A_CENTRAL_SITE);
	struct str here;
	struct str there;

	if (central == NULL)
		return TRI_FALSE;
	here = ask_text(run, branch, A_COUNTRY);
	there = ask_text(run, central, A_COUNTRY);
	if (here.text == NULL || there.text == NULL)
		return TRI_UNKNOWN;
	return tri_of(ascii_compare_nocase(here, there) != 0);
}

static enum outcome judge_distributed(struct run *run, const struct element *branch)
{
	const struct element *trunk;
	enum tri reasons[3];

	if (see_choice(run, branch, A_KIND) != SITE_KIND_BRANCH)
		return NOT_APPLICABLE;
	trunk = trunk_ending_at(run, branch, true);
	if (trunk == NULL)
		return NOT_APPLICABLE;
	reasons[0] = ask_bool(run, branch, A_SURVIVABILITY_REQUIRED);
	reasons[1] = ask_central_resilience(run);
	reasons[2] = lies_abroad(run, branch);
	for (size_t i = 0; i < ARRAY_LEN(reasons); i++)
		if (reasons[i] == TRI_TRUE)
			return PASS;
	for (size_t i = 0; i < ARRAY_LEN(reasons); i++)
		if (reasons[i] == TRI_UNKNOWN)
			return unknown(run);
	witness(run, trunk, A_NONE, "a trunk of its own");
	return fires(run, branch, A_NONE,
		"%s has a SIP trunk of its own, though it need not survive alone, central sites need not stand in for each other, and it lies in the country of its central site",
		label(run, branch));
}

static const struct rule reach_rules[] = {
	{
		.info = {
			.id = "CON021",
			.name = "trunk-per-country",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_SIP,
			.title = "there is a SIP trunk in each country with branches",
			.meaning = "law, numbers and the ways of providers differ from country to country, so at least one trunk is advised for each; a trunk counts for the country of its provider, or of the site where it ends if the provider's is not written",
			.fix = "plan a trunk with a provider of that country, or correct the country",
			.bad = "<provider id=\"fabrikam\" country=\"US\"/>\n"
			       "<site id=\"redmond\" kind=\"central\"> <mediation-pool id=\"med\"/> </site>\n"
			       "<site id=\"oslo\" kind=\"branch\" central-site=\"redmond\" country=\"NO\"/>\n"
			       "<trunk id=\"t1\" mediation-pool=\"med\"/>",
			.good = "<provider id=\"fabrikam\" country=\"NO\"/>\n"
				"<site id=\"redmond\" kind=\"central\"> <mediation-pool id=\"med\"/> </site>\n"
				"<site id=\"oslo\" kind=\"branch\" central-site=\"redmond\" country=\"NO\"/>\n"
				"<trunk id=\"t1\" mediation-pool=\"med\"/>",
			.pages = { PAGE_IMPL13, PAGE_SUP13 },
		},
		.subjects = BIT(K_SITE),
		.needs = { A_COUNTRY },
		.judge = judge_countries,
	},
	{
		.info = {
			.id = "CON022",
			.name = "central-sites-one-trunk",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_SIP,
			.title = "central sites that stand in for each other have trunks of their own",
			.meaning = "if one central site must carry on when another is lost, each of them needs a trunk that ends there",
			.fix = "plan a trunk that ends at the site, or say that central sites need not stand in for each other",
			.bad = "<topology central-resilience-required=\"true\"> <site id=\"redmond\" kind=\"central\"/> <site id=\"oslo\" kind=\"central\"/> </topology>",
			.good = "<topology central-resilience-required=\"false\"> <site id=\"redmond\" kind=\"central\"/> <site id=\"oslo\" kind=\"central\"/> </topology>",
			.pages = { PAGE_IMPL13 },
		},
		.subjects = BIT(K_SITE),
		.needs = { A_CENTRAL_RESILIENCE_REQUIRED },
		.judge = judge_central,
	},
	{
		.info = {
			.id = "CON023",
			.name = "centralised-default",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_SIP,
			.title = "a SIP trunk at a branch has a reason",
			.meaning = "trunks that end at central sites are generally recommended; a branch needs one of its own if it must survive alone, if central sites must stand in for each other, or if it lies in another country, and otherwise the cost should be in its favour",
			.fix = "let the trunk end at the central site, or say which reason holds",
			.bad = "<site id=\"oslo\" kind=\"branch\" central-site=\"hq\" country=\"NO\" survivability-required=\"false\"> <mediation-pool id=\"med\"/> </site>\n"
			       "<site id=\"hq\" kind=\"central\" country=\"NO\"/> <topology central-resilience-required=\"false\"/>\n"
			       "<trunk id=\"t1\" mediation-pool=\"med\"/>",
			.good = "<site id=\"oslo\" kind=\"branch\" central-site=\"hq\" country=\"NO\" survivability-required=\"true\"> <mediation-pool id=\"med\"/> </site>\n"
				"<site id=\"hq\" kind=\"central\" country=\"NO\"/> <topology central-resilience-required=\"false\"/>\n"
				"<trunk id=\"t1\" mediation-pool=\"med\"/>",
			.pages = { PAGE_IMPL13, PAGE_BRANCH },
		},
		.subjects = BIT(K_SITE),
		.needs = { A_SURVIVABILITY_REQUIRED, A_CENTRAL_RESILIENCE_REQUIRED, A_COUNTRY },
		.judge = judge_distributed,
	},
};

const struct rule_group rule_group_reach = RULE_GROUP(reach_rules);
