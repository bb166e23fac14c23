/* SPDX-License-Identifier: MIT */
/* What people at a branch need besides servers when the WAN is down: names, addresses, policies, a way in. */
#include "check/branch.h"

/* False where nothing is to survive or nobody says so; *ret is what to return then. */
static bool is_survivable(struct run *run, const struct element *site, enum outcome *ret)
{
	struct branch_boxes boxes = branch_boxes(run, site);
	enum tri survives = branch_must_survive(run, site, &boxes);

	*ret = survives == TRI_UNKNOWN ? unknown(run) : NOT_APPLICABLE;
	return survives == TRI_TRUE;
}

static enum outcome judge_names(struct run *run, const struct element *site)
{
	enum outcome outcome;

	if (!is_branch(run, site))
		return NOT_APPLICABLE;
	if (see_bool(run, site, A_DNS) == TRI_TRUE || see_bool(run, site, A_DHCP_OPTION_120) == TRI_TRUE)
		return PASS;
	if (!is_survivable(run, site, &outcome))
		return outcome;
	if (ask_bool(run, site, A_DNS) == TRI_UNKNOWN)
		ask_bool(run, site, A_DHCP_OPTION_120);
	else if (ask_bool(run, site, A_DHCP_OPTION_120) == TRI_FALSE)
		return fires(run, site, A_DNS,
			"telephony at %s is to survive, but without DNS and DHCP option 120 nobody there finds the "
			"Registrar while the WAN is down",
			label(run, site));
	return unknown(run);
}

static enum outcome judge_addresses(struct run *run, const struct element *site)
{
	enum tri dhcp = see_bool(run, site, A_DHCP);
	enum outcome outcome;

	if (!is_branch(run, site))
		return NOT_APPLICABLE;
	if (dhcp == TRI_TRUE)
		return PASS;
	if (!is_survivable(run, site, &outcome))
		return outcome;
	if (ask_bool(run, site, A_DHCP) == TRI_UNKNOWN)
		return unknown(run);
	return fires(run, site, A_DHCP,
		"telephony at %s is to survive, but without a DHCP server there addresses expire while the WAN is down",
		label(run, site));
}

/* What the group names itself; NULL and UNKNOWN where no element of the kind is described at all. */
static enum outcome judge_named(struct run *run, const struct element *users, enum attr attr, enum kind kind)
{
	const struct element *own = see_ref(run, users, attr);

	if (own == NULL)
		return ask_kinds(run, BIT(kind)) ? FIRES : UNKNOWN;
	see_broken(run, own, A_SCOPE);
	if (topo_scope(run->topo, own, A_SCOPE) == 0 || topo_scope(run->topo, own, A_SCOPE) == SCOPE_USER)
		return PASS;
	relate(run, own, A_SCOPE, "its scope");
	return fires(run, users, attr, "%s of a branch has %s, which is not of user scope", label(run, users),
		label(run, own));
}

static enum outcome judge_user_policy(struct run *run, const struct element *users)
{
	bool no_policy = see_ref(run, users, A_VOICE_POLICY) == NULL;
	bool no_plan = see_ref(run, users, A_DIAL_PLAN) == NULL;
	enum outcome policy;
	enum outcome plan;

	if (!is_branch(run, site_of(run->topo, users)) || !see_voice(run, users))
		return NOT_APPLICABLE;
	policy = judge_named(run, users, A_VOICE_POLICY, K_VOICE_POLICY);
	plan = judge_named(run, users, A_DIAL_PLAN, K_DIAL_PLAN);
	no_policy = no_policy && policy == FIRES;
	no_plan = no_plan && plan == FIRES;
	if (no_policy || no_plan)
		lacks(run, users, A_NONE,
			"%s of a branch has no %s of its own, and what they have may change when they fail over",
			label(run, users),
			no_policy && no_plan ? "voice policy and dial plan" :
				no_policy    ? "voice policy" :
					       "dial plan");
	if (policy == UNKNOWN || plan == UNKNOWN)
		unknown(run);
	return worse(policy, plan);
}

/* A trunk that leads to a Mediation Server of this site (here), or of another one. */
static bool leads(struct run *run, const struct element *trunk, const struct element *site, bool here)
{
	const struct element *pool = see_ref(run, trunk, A_MEDIATION_POOL);

	return pool != NULL && (site_of(run->topo, pool) == site) == here;
}

static const struct element *local_trunk(
	struct run *run, const struct element *gateway, const struct element *site)
{
	struct walk trunks = see_referrers(run, gateway, K_TRUNK, A_PEER);
	const struct element *trunk;

	while ((trunk = walk_next(&trunks)) != NULL)
		if (leads(run, trunk, site, true))
			return trunk;
	return NULL;
}

static enum outcome judge_way_in(struct run *run, const struct element *gateway)
{
	const struct element *site = site_of(run->topo, gateway);
	struct walk lines = see_referrers(run, gateway, K_PSTN_LINE, A_ENDS_ON);
	struct walk routes = see_children(run, gateway, BIT(K_NUMBER_ROUTE));
	const struct element *trunk;
	const struct element *route;

	if (!is_branch(run, site) || walk_next(&lines) == NULL)
		return NOT_APPLICABLE;
	trunk = local_trunk(run, gateway, site);
	if (trunk == NULL)
		return NOT_APPLICABLE;
	while ((route = walk_next(&routes)) != NULL) {
		const struct element *target = see_ref(run, route, A_TO);

		if (target != NULL && target->kind == K_TRUNK && leads(run, target, site, false))
			return PASS;
	}
	if (!ask_kinds(run, BIT(K_NUMBER_ROUTE)))
		return unknown(run);
	witness(run, trunk, A_MEDIATION_POOL, "calls that come in depend on it");
	return lacks(run, gateway, A_NONE,
		"%s of a branch has no number-route to a trunk of a central Mediation pool, so calls from the PSTN find "
		"nobody while the branch's own is down",
		label(run, gateway));
}

static const struct rule branch_people_rules[] = {
	{
		.info = {
			.id = "BRN006",
			.name = "branch-dns",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "a branch that is to survive needs a DNS server, DNS caching or DHCP option 120",
			.meaning = "clients find their Registrar by DNS or by DHCP option 120; while the WAN is down only what stands at the branch can answer",
			.fix = "put a DNS server or a caching one at the branch and write dns=\"true\", or let its DHCP server name the Registrar and write dhcp-option-120=\"true\"",
			.bad = "<site id=\"b\" kind=\"branch\" dns=\"false\" dhcp-option-120=\"false\" ...> <survivable-branch-appliance id=\"sba\"/> </site>",
			.good = "<site id=\"b\" kind=\"branch\" dns=\"true\"> <survivable-branch-appliance id=\"sba\"/> </site>",
			.pages = { PAGE_RES },
		},
		.subjects = BIT(K_SITE),
		.needs = { A_SURVIVABILITY_REQUIRED, A_DNS, A_DHCP_OPTION_120 },
		.judge = judge_names,
	},
	{
		.info = {
			.id = "BRN007",
			.name = "branch-dhcp",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "a branch that is to survive needs a DHCP server of its own",
			.meaning = "an address whose lease expires while the WAN is down cannot be renewed from elsewhere, and its client is cut off",
			.fix = "keep a DHCP server at the branch and write dhcp=\"true\"",
			.bad = "<site id=\"b\" kind=\"branch\" dhcp=\"false\"> <survivable-branch-appliance id=\"sba\"/> </site>",
			.good = "<site id=\"b\" kind=\"branch\" dhcp=\"true\"> <survivable-branch-appliance id=\"sba\"/> </site>",
			.pages = { PAGE_RES },
		},
		.subjects = BIT(K_SITE),
		.needs = { A_SURVIVABILITY_REQUIRED, A_DHCP },
		.judge = judge_addresses,
	},
	{
		.info = {
			.id = "BRN008",
			.name = "branch-user-policy",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "people at a branch should have a voice policy and a dial plan at user level",
			.meaning = "policies and dial plans of a site or pool change when people move to the central site's Registrar; those of the user stay valid wherever they register",
			.fix = "give the group a voice-policy and a dial-plan whose scope is user",
			.bad = "<users id=\"u\" voice-policy=\"vp\" dial-plan=\"dp\" .../> <voice-policy id=\"vp\" scope=\"global\" .../>  at a branch",
			.good = "<users id=\"u\" voice-policy=\"vp\" dial-plan=\"dp\" .../> <voice-policy id=\"vp\" scope=\"user\" .../>",
			.pages = { PAGE_RES, PAGE_OVR },
		},
		.subjects = BIT(K_USERS),
		.judge = judge_user_policy,
	},
	{
		.info = {
			.id = "BRN009",
			.name = "branch-inbound-failover",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "the gateway of a branch should have a failover route to the central pool for calls that come in",
			.meaning = "while the appliance is down people register at the central site; calls from the PSTN reach them only if the branch gateway tries a trunk to the central Mediation Servers next",
			.fix = "add a trunk between the gateway and a mediation-pool of the central site, and a number-route to it after the one to the own trunk",
			.bad = "<gateway id=\"gw\" ...> <number-route pattern=\"^\\+1914555\\d{4}$\" to=\"t1\"/> </gateway>",
			.good = "<gateway id=\"gw\" ...> <number-route pattern=\"^\\+1914555\\d{4}$\" to=\"t1\"/> <number-route pattern=\"^\\+1914555\\d{4}$\" to=\"t2\"/> </gateway> <trunk id=\"t2\" mediation-pool=\"med\" peer=\"gw\" .../>",
			.pages = { PAGE_RES },
		},
		.subjects = BIT(K_GATEWAY),
		.judge = judge_way_in,
	},
};

const struct rule_group rule_group_branch_people = RULE_GROUP(branch_people_rules);
