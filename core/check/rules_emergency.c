/* SPDX-License-Identifier: MIT */
/* Emergency calls over a SIP trunk: the provider, the trunks and the lines that carry them. */
#include "check/emergency.h"

/* Of one trunk that carries its calls; `told`: what the rule has complained about already. */
typedef enum outcome judge_trunk(struct run *run, const struct element *emergency,
	const struct element *trunk, struct element_set *told);

/* The verdict about all of them: the one that counts. */
static enum outcome judge_trunks(struct run *run, const struct element *emergency, judge_trunk *judge)
{
	struct emergency_trunks trunks = emergency_trunks(run, emergency);
	enum outcome outcome = NOT_APPLICABLE;
	struct element_set told = { 0 };
	const struct element *trunk;

	if (!emergency_by_trunk(run, emergency))
		return NOT_APPLICABLE;
	while ((trunk = emergency_trunk_next(run, &trunks)) != NULL)
		outcome = worse(outcome, judge(run, emergency, trunk, &told));
	return outcome == UNKNOWN ? unknown(run) : outcome;
}

static enum outcome judge_qualified(struct run *run, const struct element *emergency)
{
	enum tri qualified;

	if (!emergency_by_trunk(run, emergency))
		return NOT_APPLICABLE;
	qualified = ask_bool(run, emergency, A_QUALIFIED);
	if (qualified != TRI_FALSE)
		return qualified == TRI_TRUE ? PASS : unknown(run);
	return fires(run, emergency, A_QUALIFIED,
		"emergency calls go to a provider that is not qualified to route them");
}

/* A session border controller of the company's own that passes location on, or is none. */
static enum outcome judge_box(struct run *run, struct element_set *told, const struct element *trunk)
{
	const struct element *peer = see_ref(run, trunk, A_PEER);
	enum tri passes;

	if (peer == NULL || peer->kind != K_GATEWAY || see_choice(run, peer, A_KIND) != GATEWAY_KIND_SBC)
		return PASS;
	passes = ask_bool(run, peer, A_PIDF_LO);
	if (passes != TRI_FALSE)
		return passes == TRI_TRUE ? PASS : UNKNOWN;
	if (!element_set_add(run, told, peer))
		return FIRES;
	relate(run, trunk, A_PEER, "emergency calls pass it");
	return fires(run, peer, A_PIDF_LO,
		"%s does not pass location objects on, so emergency calls over %s arrive without location",
		label(run, peer), label(run, trunk));
}

/* A configuration is told of once, however many trunks have it. */
static enum outcome judge_location(struct run *run, struct element_set *told, const struct element *trunk)
{
	const struct element *config = see_trunk_config(run, trunk);
	enum tri sent = trunk_setting(run->topo, config, A_PIDF_LO);

	if (config != NULL)
		see_broken(run, config, A_PIDF_LO);
	if (sent != TRI_FALSE)
		return PASS;
	if (config == NULL)
		return lacks(run, trunk, A_NONE,
			"no trunk-config turns location (pidf-lo) on for %s, so its emergency calls arrive without it",
			label(run, trunk));
	if (!element_set_add(run, told, config))
		return FIRES;
	relate(run, trunk, A_NONE, "emergency calls use it");
	return lacks(run, config, see_written(run, config, A_PIDF_LO) ? A_PIDF_LO : A_NONE,
		"location (pidf-lo) is off in the configuration of %s, so its emergency calls arrive without it",
		label(run, trunk));
}

static enum outcome judge_trunk_location(struct run *run, const struct element *emergency,
	const struct element *trunk, struct element_set *told)
{
	(void)emergency;
	return worse(judge_location(run, told, trunk), judge_box(run, told, trunk));
}

static enum outcome judge_pidf_lo(struct run *run, const struct element *emergency)
{
	return judge_trunks(run, emergency, judge_trunk_location);
}

/* How many computers place its calls: servers of the pools, each pool once; 0 when some are not described. */
static uint32_t count_servers(struct run *run, const struct elements *pools)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < pools->n; i++) {
		const struct element *host = pool_host(run->topo, pools->at[i]);
		struct walk servers = see_children(run, host, BIT(K_SERVER));
		uint32_t before = n;

		while (walk_next(&servers) != NULL)
			n++;
		if (n == before && host->kind != K_SURVIVABLE_BRANCH_APPLIANCE) {
			ask_children(run, host, BIT(K_SERVER));
			return 0;
		}
		n += n == before;
	}
	return n;
}

enum {
	ENOUGH = 2, /* of trunks, and of Mediation Servers */
};

static enum outcome judge_single(struct run *run, const struct element *emergency)
{
	struct emergency_trunks trunks = emergency_trunks(run, emergency);
	struct elements pools = { 0 };
	const struct element *trunk;
	uint32_t n_trunks = 0;
	uint32_t n_servers;

	if (!emergency_by_trunk(run, emergency))
		return NOT_APPLICABLE;
	while ((trunk = emergency_trunk_next(run, &trunks)) != NULL) {
		const struct element *pool = see_ref(run, trunk, A_MEDIATION_POOL);

		n_trunks++;
		if (pool != NULL && pools.n < ENOUGH)
			elements_add(run, &pools, pool);
	}
	if (n_trunks < ENOUGH)
		return lacks(run, emergency, emergency_trunks_attribute(run, emergency),
			n_trunks == 0 ? "no trunk carries emergency calls" :
					"a single trunk carries emergency calls");
	if (pools.n >= ENOUGH)
		return PASS;
	n_servers = count_servers(run, &pools);
	if (n_servers == 0)
		return unknown(run);
	if (n_servers >= ENOUGH)
		return PASS;
	elements_relate(run, &pools, A_NONE, "the only one");
	return lacks(run, emergency, emergency_trunks_attribute(run, emergency),
		"a single Mediation Server places all emergency calls: %s", elements_label(run, &pools));
}

/* Its trunk runs over the Internet, by itself or through a VPN. */
static bool over_internet(struct run *run, const struct element *line)
{
	int kind = line != NULL && line->kind == K_CONNECTION ? see_choice(run, line, A_KIND) : -1;

	return kind == CONNECTION_KIND_INTERNET || kind == CONNECTION_KIND_VPN;
}

/* Of a line over the Internet: the line's own word counts before that of the emergency element. */
static enum tri is_shared(struct run *run, const struct element *emergency, const struct element *line)
{
	enum tri shared = see_bool(run, line, A_SHARED);
	enum tri dedicated = see_bool(run, emergency, A_DEDICATED);

	if (shared == TRI_UNKNOWN && dedicated != TRI_UNKNOWN)
		return dedicated == TRI_TRUE ? TRI_FALSE : TRI_TRUE;
	return ask_bool(run, line, A_SHARED);
}

static enum outcome judge_shared_line(struct run *run, const struct element *emergency,
	const struct element *trunk, struct element_set *told)
{
	const struct element *line = emergency_line(run, trunk);
	bool by_line;

	if (line == NULL) {
		ask_text(run, trunk, A_CONNECTION);
		return UNKNOWN;
	}
	if (!over_internet(run, line))
		return PASS;
	if (is_shared(run, emergency, line) != TRI_TRUE)
		return is_shared(run, emergency, line) == TRI_FALSE ? PASS : UNKNOWN;
	by_line = see_written(run, line, A_SHARED);
	if (!element_set_add(run, told, by_line ? line : emergency))
		return FIRES;
	relate(run, trunk, A_CONNECTION, "emergency calls use it");
	return fires(run, by_line ? line : emergency, by_line ? A_SHARED : A_DEDICATED,
		"emergency calls over %s share %s with other traffic of the Internet", label(run, trunk),
		label(run, line));
}

static enum outcome judge_shared(struct run *run, const struct element *emergency)
{
	return judge_trunks(run, emergency, judge_shared_line);
}

/* Every tunnel of the line is IPsec. */
static bool is_encrypted(struct run *run, const struct element *line)
{
	struct walk tunnels = see_children(run, line, BIT(K_TUNNEL));
	const struct element *tunnel;
	bool any = false;

	while ((tunnel = walk_next(&tunnels)) != NULL) {
		if (see_choice(run, tunnel, A_ENCAPSULATION) != ENCAPSULATION_IPSEC)
			return false;
		any = true;
	}
	return any;
}

/* A trunk that goes over the Internet without an IPsec tunnel of its connection, or NULL. */
static const struct element *exposed_trunk(struct run *run, const struct element *emergency)
{
	struct emergency_trunks trunks = emergency_trunks(run, emergency);
	const struct element *trunk;

	while ((trunk = emergency_trunk_next(run, &trunks)) != NULL) {
		const struct element *line = emergency_line(run, trunk);

		if (over_internet(run, line) && !is_encrypted(run, line))
			return trunk;
	}
	return NULL;
}

static enum outcome judge_confidential(struct run *run, const struct element *emergency)
{
	const struct element *trunk;
	enum tri wanted;
	enum tri ipsec;

	if (!emergency_by_trunk(run, emergency))
		return NOT_APPLICABLE;
	trunk = exposed_trunk(run, emergency);
	wanted = see_bool(run, emergency, A_CONFIDENTIAL);
	if (trunk == NULL)
		return wanted == TRI_TRUE ? PASS : NOT_APPLICABLE;
	ipsec = see_bool(run, emergency, A_IPSEC);
	if (ipsec == TRI_TRUE || wanted == TRI_FALSE)
		return ipsec == TRI_TRUE ? PASS : NOT_APPLICABLE;
	if (ask_bool(run, emergency, A_CONFIDENTIAL) == TRI_UNKNOWN)
		return unknown(run);
	if (ask_bool(run, emergency, A_IPSEC) == TRI_UNKNOWN)
		return unknown(run);
	relate(run, trunk, A_NONE, "it goes over the Internet");
	return fires(run, emergency, A_IPSEC,
		"emergency calls must stay confidential and go over the Internet by %s, but not through IPsec",
		label(run, trunk));
}

/* True if the pool has several computers; false also when not known, which *unknown_yet says. */
static bool is_multiple(struct run *run, const struct element *pool, bool *unknown_yet)
{
	struct elements one = { 0 };
	uint32_t n;

	elements_add(run, &one, pool);
	n = count_servers(run, &one);
	*unknown_yet |= n == 0;
	return n > 1;
}

static enum outcome judge_pool_trunk(struct run *run, const struct element *emergency,
	const struct element *trunk, struct element_set *told)
{
	const struct element *peer = see_ref(run, trunk, A_PEER);
	const struct element *pool = see_ref(run, trunk, A_MEDIATION_POOL);
	bool unknown_yet = false;
	enum tri accepts;

	(void)emergency;
	(void)told;
	if (peer == NULL || pool == NULL || see_bool(run, peer, A_ACCEPTS_ANY_MEDIATION_SERVER) == TRI_TRUE)
		return PASS;
	if (!is_multiple(run, pool, &unknown_yet))
		return unknown_yet ? UNKNOWN : PASS;
	accepts = ask_bool(run, peer, A_ACCEPTS_ANY_MEDIATION_SERVER);
	if (accepts == TRI_UNKNOWN)
		return UNKNOWN;
	relate(run, peer, A_ACCEPTS_ANY_MEDIATION_SERVER, "it takes calls from one server only");
	return fires(run, trunk, A_MEDIATION_POOL,
		"%s carries emergency calls of the several servers of %s, but %s cannot serve a pool",
		label(run, trunk), label(run, pool), label(run, peer));
}

static enum outcome judge_pool_capable(struct run *run, const struct element *emergency)
{
	return judge_trunks(run, emergency, judge_pool_trunk);
}

static const struct rule emergency_rules[] = {
	{
		.info = {
			.id = "EMR001",
			.name = "emergency-provider",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "emergency calls over a SIP trunk need a qualified emergency services provider",
			.meaning = "routing an emergency call to the right answering point by its location is a service of its own; it must come from a qualified provider",
			.fix = "choose a provider that is qualified for E9-1-1 and write qualified=\"true\"",
			.bad = "<emergency method=\"sip-trunk\" trunks=\"e1 e2\" qualified=\"false\"/>",
			.good = "<emergency method=\"sip-trunk\" trunks=\"e1 e2\" qualified=\"true\"/>",
			.pages = { PAGE_E911PRV, PAGE_E911 },
		},
		.subjects = BIT(K_EMERGENCY),
		.needs = { A_QUALIFIED },
		.judge = judge_qualified,
	},
	{
		.info = {
			.id = "EMR002",
			.name = "emergency-pidflo",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_SIP,
			.title = "a trunk for emergency calls must send location (PIDF-LO), and a session border controller pass it on",
			.meaning = "the caller's location travels with the call as a PIDF-LO object; sending it is off by default, and a session border controller that drops it lets calls arrive stripped of their location",
			.fix = "set pidf-lo=\"true\" in the trunk-config of the trunk, and choose a session border controller that passes PIDF-LO",
			.bad = "<trunk-config scope=\"trunk:e1\" pidf-lo=\"false\"/> <emergency method=\"sip-trunk\" trunks=\"e1\"/>",
			.good = "<trunk-config scope=\"trunk:e1\" pidf-lo=\"true\"/> <emergency method=\"sip-trunk\" trunks=\"e1\"/>",
			.pages = { PAGE_E911SIP, PAGE_PS_TRUNK_CONFIGURATION },
		},
		.subjects = BIT(K_EMERGENCY),
		.needs = { A_PIDF_LO },
		.judge = judge_pidf_lo,
	},
	{
		.info = {
			.id = "EMR003",
			.name = "emergency-single-trunk",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_SIP,
			.title = "emergency calls should have two trunks and two Mediation Servers",
			.meaning = "emergency services providers give access to a pair of session border controllers; primary and secondary Mediation Server and trunk belong into places that do not fail together",
			.fix = "add a trunk to the provider's second session border controller, from a Mediation Server at another place where there is one, to the trunks of the emergency element",
			.bad = "<emergency method=\"sip-trunk\" trunks=\"e1\"/>",
			.good = "<emergency method=\"sip-trunk\" trunks=\"e1 e2\"/>",
			.pages = { PAGE_E911SIP },
		},
		.subjects = BIT(K_EMERGENCY),
		.judge = judge_single,
	},
	{
		.info = {
			.id = "EMR004",
			.name = "emergency-shared-internet",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_SIP,
			.title = "emergency calls should not share a line of the Internet with other traffic",
			.meaning = "an emergency call must always connect; on a dedicated line no other traffic gets in its way, and quality of service can be had",
			.fix = "run the trunk over a dedicated line: shared=\"false\" at its connection, or dedicated=\"true\" at the emergency element",
			.bad = "<connection id=\"c\" kind=\"internet\" shared=\"true\"/> <emergency method=\"sip-trunk\" trunks=\"e1\"/>",
			.good = "<connection id=\"c\" kind=\"internet\" shared=\"false\"/> <emergency method=\"sip-trunk\" trunks=\"e1\"/>",
			.pages = { PAGE_E911SIP },
		},
		.subjects = BIT(K_EMERGENCY),
		.needs = { A_CONNECTION, A_SHARED },
		.judge = judge_shared,
	},
	{
		.info = {
			.id = "EMR005",
			.name = "emergency-confidential",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_SIP,
			.title = "confidential emergency calls over the Internet need IPsec",
			.meaning = "where emergency calls reach the provider over the public Internet and must stay confidential, IPsec encryption of that line is required",
			.fix = "run the trunk through an IPsec tunnel, or write ipsec=\"true\" where the line has it by other means",
			.bad = "<emergency method=\"sip-trunk\" trunks=\"e1\" confidential=\"true\" ipsec=\"false\"/>",
			.good = "<emergency method=\"sip-trunk\" trunks=\"e1\" confidential=\"true\" ipsec=\"true\"/>",
			.conflict = "X15: another page asks to disable IPsec, but that is host IPsec over the media ports of the LAN (PRT006), not the encryption of a line",
			.pages = { PAGE_E911SIP },
		},
		.subjects = BIT(K_EMERGENCY),
		.needs = { A_CONFIDENTIAL, A_IPSEC },
		.judge = judge_confidential,
	},
	{
		.info = {
			.id = "EMR010",
			.name = "emergency-pool-capable",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_SIP,
			.title = "an emergency SBC that cannot serve a pool should have a Mediation Server of its own",
			.meaning = "if the session border controller of the emergency services provider takes calls from one Mediation Server only, a stand-alone Mediation Server should be deployed for it",
			.fix = "let the trunk end on a pool of one stand-alone server",
			.bad = "<sbc id=\"sbc\" accepts-any-mediation-server=\"false\" .../>  with a trunk from a pool of two servers",
			.good = "<sbc id=\"sbc\" accepts-any-mediation-server=\"true\" .../>",
			.pages = { PAGE_MED },
		},
		.subjects = BIT(K_EMERGENCY),
		.needs = { A_ACCEPTS_ANY_MEDIATION_SERVER },
		.judge = judge_pool_capable,
	},
};

const struct rule_group rule_group_emergency = RULE_GROUP(emergency_rules);
