/* SPDX-License-Identifier: MIT */
/* What must stand at a branch so that people there can telephone when the central site is out of reach. */
#include "check/branch.h"
#include "model/figures.h"

/* A gateway to the PSTN; one for fax machines and analog telephones is no reason for servers. */
static const struct element *pstn_gateway(struct run *run, const struct element *site)
{
	struct walk gateways = see_children(run, site, BIT(K_GATEWAY));
	const struct element *gateway;

	while ((gateway = walk_next(&gateways)) != NULL)
		if (see_choice(run, gateway, A_KIND) != GATEWAY_KIND_ANALOG_GATEWAY)
			return gateway;
	return NULL;
}

static enum outcome judge_gateway_alone(struct run *run, const struct element *site)
{
	const struct element *gateway = pstn_gateway(run, site);
	struct branch_boxes boxes;
	enum tri resilient;

	if (!is_branch(run, site) || gateway == NULL)
		return NOT_APPLICABLE;
	boxes = branch_boxes(run, site);
	if (branch_stands_alone(&boxes))
		return PASS;
	resilient = branch_wan_resilient(run, site);
	if (resilient == TRI_UNKNOWN)
		return unknown(run);
	if (resilient == TRI_TRUE)
		return PASS;
	witness(run, gateway, A_NONE, "the gateway");
	return lacks(run, site, A_NONE,
		"%s has %s and a WAN that is not resilient, but no Registrar and Mediation Server of its own",
		label(run, site), label(run, gateway));
}

/* A gateway at the site, or a trunk from its own Mediation Server: a way out that needs nobody else. */
static bool has_own_exit(struct run *run, const struct element *site, const struct branch_boxes *boxes)
{
	struct walk trunks;

	if (pstn_gateway(run, site) != NULL)
		return true;
	trunks = see_referrers(run, boxes->mediation, K_TRUNK, A_MEDIATION_POOL);
	return walk_next(&trunks) != NULL;
}

static enum outcome judge_survival(struct run *run, const struct element *site)
{
	struct branch_boxes boxes;
	enum tri required;

	if (!is_branch(run, site))
		return NOT_APPLICABLE;
	boxes = branch_boxes(run, site);
	if (boxes.appliance != NULL || (branch_stands_alone(&boxes) && has_own_exit(run, site, &boxes)))
		return PASS;
	required = see_bool(run, site, A_SURVIVABILITY_REQUIRED);
	if (required == TRI_FALSE || (required == TRI_UNKNOWN && site_voice_users(run, site).n == 0))
		return NOT_APPLICABLE;
	if (ask_bool(run, site, A_SURVIVABILITY_REQUIRED) == TRI_UNKNOWN)
		return unknown(run);
	return lacks(run, site, A_NONE,
		"telephony at %s must survive, but there is no branch appliance or server, and no Front End pool with "
		"Mediation Server and gateway",
		label(run, site));
}

static enum outcome judge_unneeded(struct run *run, const struct element *appliance)
{
	const struct element *site = site_of(run->topo, appliance);
	enum tri resilient = branch_wan_resilient(run, site);
	struct walk links = see_referrers(run, site, K_WAN_LINK, A_BETWEEN);
	enum outcome outcome = PASS;
	const struct element *link;

	if (resilient == TRI_UNKNOWN)
		return unknown(run);
	if (resilient == TRI_FALSE)
		return PASS;
	if (!ask_kinds(run, BIT(K_WAN_LINK)))
		return unknown(run);
	while ((link = walk_next(&links)) != NULL) {
		enum tri constrained = ask_bool(run, link, A_CONSTRAINED);

		if (constrained == TRI_FALSE) {
			witness(run, link, A_CONSTRAINED, "wide enough");
			return fires(run, appliance, A_NONE,
				"the WAN of %s is resilient and wide enough, so %s is needed only where the loss of "
				"the central site itself must be survived",
				label(run, site), label(run, appliance));
		}
		if (constrained == TRI_UNKNOWN)
			outcome = UNKNOWN;
	}
	return outcome == UNKNOWN ? unknown(run) : PASS;
}

/* People with Enterprise Voice at the site. */
static int64_t count_people(struct run *run, const struct element *site)
{
	struct elements groups = site_voice_users(run, site);
	int64_t people = 0;
	int64_t count;

	for (uint32_t i = 0; i < groups.n; i++)
		if (see_int(run, groups.at[i], A_COUNT, &count))
			people += count;
	return people;
}

static enum outcome judge_few(
	struct run *run, const struct element *site, const struct branch_boxes *boxes, int64_t people)
{
	if (boxes->appliance == NULL)
		return PASS;
	witness(run, boxes->appliance, A_NONE, "the resilience solution");
	return fires(run, site, A_NONE,
		"%s has %lld people; for fewer than %lld a resilience solution may not pay", label(run, site),
		(long long)people, (long long)figure_whole(FIGURE_BRANCH_USERS_LEAST));
}

/* Presence and conferencing survive only with a Front End pool. */
static enum outcome judge_presence(struct run *run, const struct element *site, int64_t people)
{
	enum tri presence = people <= figure_whole(FIGURE_BRANCH_CENTRAL_USERS) ?
		ask_bool(run, site, A_PRESENCE_REQUIRED) :
		TRI_FALSE;

	if (presence == TRI_UNKNOWN)
		return UNKNOWN;
	if (presence == TRI_FALSE)
		return PASS;
	return lacks(run, site, A_PRESENCE_REQUIRED,
		"presence and conferencing must survive at %s with its %lld people, which takes a Standard Edition "
		"server",
		label(run, site), (long long)people);
}

static enum outcome judge_boxes(
	struct run *run, const struct element *site, const struct branch_boxes *boxes, int64_t people)
{
	int64_t one = figure_whole(FIGURE_BRANCH_APPLIANCE_USERS);
	enum tri resilient;

	if (people <= one && boxes->n_appliances > 0)
		return PASS;
	if (people >= one && (boxes->n_servers > 0 || boxes->n_appliances > 1))
		return PASS;
	if (people > figure_whole(FIGURE_BRANCH_SERVER_USERS))
		return PASS;
	if (people <= one)
		return lacks(run, site, A_NONE,
			"%s has %lld people, for whom a survivable branch appliance is the advised form",
			label(run, site), (long long)people);
	resilient = branch_wan_resilient(run, site);
	if (resilient != TRI_FALSE)
		return resilient == TRI_TRUE ? PASS : UNKNOWN;
	return lacks(run, site, A_NONE,
		"%s has %lld people and no resilient WAN, which takes a survivable branch server or two appliances",
		label(run, site), (long long)people);
}

static enum outcome judge_size(struct run *run, const struct element *site)
{
	int64_t people = is_branch(run, site) ? count_people(run, site) : 0;
	struct branch_boxes boxes;
	enum outcome outcome;
	enum tri survives;

	if (people == 0)
		return NOT_APPLICABLE;
	boxes = branch_boxes(run, site);
	if (people < figure_whole(FIGURE_BRANCH_USERS_LEAST))
		return judge_few(run, site, &boxes, people);
	survives = branch_must_survive(run, site, &boxes);
	if (survives == TRI_UNKNOWN)
		return unknown(run);
	if (survives == TRI_FALSE)
		return NOT_APPLICABLE;
	if (boxes.front_end != NULL)
		return PASS;
	outcome = judge_presence(run, site, people);
	if (outcome != FIRES)
		outcome = worse(outcome, judge_boxes(run, site, &boxes, people));
	return outcome == UNKNOWN ? unknown(run) : outcome;
}

static enum outcome judge_appliances(struct run *run, const struct element *site)
{
	struct branch_boxes boxes = branch_boxes(run, site);
	int64_t most = figure_whole(FIGURE_BRANCH_APPLIANCES);

	if (boxes.n_appliances == 0)
		return NOT_APPLICABLE;
	if (boxes.n_appliances <= most)
		return PASS;
	witness(run, boxes.appliance, A_NONE, "the first of them");
	return fires(run, site, A_NONE, "%s has %u survivable branch appliances; up to %lld are allowed",
		label(run, site), (unsigned)boxes.n_appliances, (long long)most);
}

/* Where a trunk ends is the site it names; its Mediation Server may stand at another one. */
static enum outcome judge_termination(struct run *run, const struct element *site)
{
	struct walk trunks = see_referrers(run, site, K_TRUNK, A_TERMINATION_SITE);
	enum outcome outcome = NOT_APPLICABLE;
	const struct element *trunk;

	while ((trunk = walk_next(&trunks)) != NULL) {
		const struct element *pool = see_ref(run, trunk, A_MEDIATION_POOL);
		const struct element *home = pool != NULL ? site_of(run->topo, pool) : NULL;

		if (home == NULL || see_provider(run, trunk) == NULL)
			continue;
		if (home == site || (!is_branch(run, home) && !is_branch(run, site))) {
			outcome = worse(outcome, PASS);
			continue;
		}
		relate(run, pool, A_NONE, "its Mediation Server");
		outcome = fires(run, trunk, A_TERMINATION_SITE,
			"%s of %s ends at %s: the numbers of a branch may end at a central site",
			label(run, trunk), label(run, home), label(run, site));
	}
	return outcome;
}

static enum outcome judge_attached(struct run *run, const struct element *box)
{
	struct walk trunks = see_referrers(run, box, K_TRUNK, A_MEDIATION_POOL);

	if (see_choice(run, box, A_KIND) != BRANCH_BOX_SBS)
		return NOT_APPLICABLE;
	if (walk_next(&trunks) != NULL)
		return PASS;
	return lacks(run, box, A_NONE, "%s has no trunk to a gateway or to a provider", label(run, box));
}

static const struct rule branch_rules[] = {
	{
		.info = {
			.id = "BRN001",
			.name = "branch-gw-without-sba",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "a branch with a gateway needs a Registrar and a Mediation Server, unless its WAN is resilient",
			.meaning = "the gateway of a branch is of no use to people who cannot register while the WAN is down; both roles are required there, and a survivable branch appliance is the advised way to have them",
			.fix = "add a survivable-branch-appliance to the branch, or make its WAN resilient and write wan-resilient=\"true\"",
			.bad = "<site id=\"b\" kind=\"branch\" wan-resilient=\"false\"> <gateway id=\"gw\" kind=\"pstn-gateway\"/> </site>",
			.good = "<site id=\"b\" kind=\"branch\" wan-resilient=\"false\"> <gateway id=\"gw\" kind=\"pstn-gateway\"/> <survivable-branch-appliance id=\"sba\"/> </site>",
			.pages = { PAGE_DSIP, PAGE_GUIDE13, PAGE_BRANCH },
		},
		.subjects = BIT(K_SITE),
		.needs = { A_WAN_RESILIENT },
		.judge = judge_gateway_alone,
	},
	{
		.info = {
			.id = "BRN002",
			.name = "branch-not-resilient",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "a branch whose telephony must survive needs an appliance, a branch server or servers of its own",
			.meaning = "where branch resilience is required, a survivable branch appliance, a survivable branch server with gateway or SIP trunk, or a Front End Server with Mediation Server and gateway must be deployed there",
			.fix = "add a survivable-branch-appliance, or a front-end-pool with mediation-pool and gateway, to the branch",
			.bad = "<site id=\"b\" kind=\"branch\" survivability-required=\"true\"> <users id=\"u\" .../> </site>",
			.good = "<site id=\"b\" kind=\"branch\" survivability-required=\"true\"> <survivable-branch-appliance id=\"sba\"/> <users id=\"u\" .../> </site>",
			.pages = { PAGE_GUIDE13, PAGE_BRANCH, PAGE_RES },
		},
		.subjects = BIT(K_SITE),
		.needs = { A_SURVIVABILITY_REQUIRED },
		.judge = judge_survival,
	},
	{
		.info = {
			.id = "BRN003",
			.name = "sba-unneeded",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_ALL,
			.title = "with a resilient and wide enough WAN the appliance is not needed",
			.meaning = "if the link between branch and central site is resilient and has enough bandwidth, the page says that no appliance need be deployed; wide enough is a WAN link that says constrained=\"false\"",
			.fix = "leave the appliance out, or keep it for the loss of the central site itself",
			.bad = "<site id=\"b\" kind=\"branch\" wan-resilient=\"true\"> <survivable-branch-appliance id=\"sba\"/> </site> <wan-link id=\"w\" between=\"c b\" constrained=\"false\"/>",
			.good = "<site id=\"b\" kind=\"branch\" wan-resilient=\"true\"/> <wan-link id=\"w\" between=\"c b\" constrained=\"false\"/>",
			.pages = { PAGE_BRANCH },
		},
		.subjects = BIT(K_SURVIVABLE_BRANCH_APPLIANCE),
		.needs = { A_WAN_RESILIENT, A_CONSTRAINED },
		.judge = judge_unneeded,
	},
	{
		.info = {
			.id = "BRN004",
			.name = "branch-size",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "the resilience solution of a branch should fit its number of people",
			.meaning = "advised are: fewer than 25 people, none; 25 to 1000, a survivable branch appliance; 1000 to 2000 without resilient WAN, a survivable branch server or two appliances; up to 5000 whose presence and conferencing must survive, a Standard Edition server as of a central site",
			.fix = "choose the solution of the table; people with Enterprise Voice are counted, and a Front End pool at the branch is always enough",
			.bad = "<site id=\"b\" kind=\"branch\"> <survivable-branch-appliance id=\"sba\"/> <users id=\"u\" count=\"12\" .../> </site>",
			.good = "<site id=\"b\" kind=\"branch\"> <survivable-branch-appliance id=\"sba\"/> <users id=\"u\" count=\"120\" .../> </site>",
			.pages = { PAGE_RES },
		},
		.subjects = BIT(K_SITE),
		.needs = { A_SURVIVABILITY_REQUIRED, A_PRESENCE_REQUIRED, A_WAN_RESILIENT },
		.judge = judge_size,
	},
	{
		.info = {
			.id = "BRN005",
			.name = "sba-max-two",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "a branch has at most two survivable branch appliances",
			.meaning = "up to two appliances can be deployed at one branch; more people than they carry need servers of their own",
			.fix = "keep two appliances, or plan a survivable branch server or a Front End pool",
			.bad = "<site id=\"b\" kind=\"branch\"> <survivable-branch-appliance id=\"s1\"/> <survivable-branch-appliance id=\"s2\"/> <survivable-branch-appliance id=\"s3\"/> </site>",
			.good = "<site id=\"b\" kind=\"branch\"> <survivable-branch-appliance id=\"s1\"/> <survivable-branch-appliance id=\"s2\"/> </site>",
			.pages = { PAGE_RES },
		},
		.subjects = BIT(K_SITE),
		.judge = judge_appliances,
	},
	{
		.info = {
			.id = "BRN010",
			.name = "branch-did-at-trunk",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_SIP,
			.title = "a trunk for a branch may end at another site",
			.meaning = "the numbers of a branch may end at the central site, which hosts them; that is a matter of cost, to be weighed against a trunk at the branch itself",
			.fix = "nothing is wrong; see that the WAN carries these calls and that MED003 is content",
			.bad = "<site id=\"branch\" kind=\"branch\"> <survivable-branch-appliance id=\"sba\"/> </site> <trunk id=\"t1\" mediation-pool=\"sba\" peer=\"sbc\" termination-site=\"centre\" .../>",
			.good = "<trunk id=\"t1\" mediation-pool=\"sba\" peer=\"sbc\" .../>",
			.pages = { PAGE_BRANCH },
		},
		.subjects = BIT(K_SITE),
		.judge = judge_termination,
	},
	{
		.info = {
			.id = "BRN011",
			.name = "sbs-needs-pstn",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "a survivable branch server must have a gateway or a SIP trunk",
			.meaning = "unlike the appliance, the branch server brings no gateway along; it must connect to a PSTN gateway or to a SIP trunk of a provider",
			.fix = "add a trunk from the branch server to a gateway or to the provider's SBC",
			.bad = "<survivable-branch-appliance id=\"sbs\" kind=\"sbs\"/>  without a trunk",
			.good = "the same with <trunk id=\"t\" mediation-pool=\"sbs\" peer=\"gw\" .../>",
			.pages = { PAGE_RES },
		},
		.subjects = BIT(K_SURVIVABLE_BRANCH_APPLIANCE),
		.judge = judge_attached,
	},
};

const struct rule_group rule_group_branch = RULE_GROUP(branch_rules);
