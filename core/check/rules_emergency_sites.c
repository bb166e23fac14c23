/* SPDX-License-Identifier: MIT */
/* Emergency calls from where people and devices are: over the WAN, from outside, from analog telephones. */
#include "check/emergency.h"

/* The sites where a Mediation Server with a trunk for emergency calls stands. */
static struct element_set exits_of(struct run *run, const struct element *emergency)
{
	struct emergency_trunks trunks = emergency_trunks(run, emergency);
	struct element_set exits = { 0 };
	const struct element *trunk;

	while ((trunk = emergency_trunk_next(run, &trunks)) != NULL) {
		const struct element *pool = see_ref(run, trunk, A_MEDIATION_POOL);
		const struct element *site = pool != NULL ? site_of(run->topo, pool) : NULL;

		if (site != NULL)
			element_set_add(run, &exits, site);
	}
	return exits;
}

/* The policy allows a route that has this trunk. */
static bool policy_reaches(struct run *run, struct refs usages, const struct element *trunk)
{
	struct walk routes = see_referrers(run, trunk, K_VOICE_ROUTE, A_TRUNKS);
	const struct element *route;

	while ((route = walk_next(&routes)) != NULL) {
		struct refs carried = see_refs(run, route, A_USAGES);

		for (uint32_t i = 0; i < carried.n; i++)
			if (refs_hold(usages, refs_nth(carried, i)))
				return true;
	}
	return false;
}

/* The policy leads to a box or a Mediation Server that stands at the site. */
static bool leads_out_here(struct run *run, const struct element *policy, const struct element *site)
{
	struct refs usages = see_refs(run, policy, A_USAGES);
	struct walk boxes = see_children(run, site, BIT(K_GATEWAY) | BIT(K_PBX) | MEDIATION_POOLS);
	const struct element *box;
	const struct element *trunk;

	while ((box = walk_next(&boxes)) != NULL) {
		bool is_pool = (MEDIATION_POOLS & BIT(box->kind)) != 0;
		struct walk trunks = see_referrers(run, box, K_TRUNK, is_pool ? A_MEDIATION_POOL : A_PEER);

		while ((trunk = walk_next(&trunks)) != NULL)
			if (policy_reaches(run, usages, trunk))
				return true;
	}
	return false;
}

static enum outcome judge_policy(struct run *run, const struct element *emergency, const struct element *site,
	const struct element *users, const struct element *policy)
{
	if (policy != NULL && leads_out_here(run, policy, site))
		return PASS;
	witness(run, emergency, A_NONE, "emergency calls leave at another site");
	relate(run, site, A_NONE, "the site without a way of its own");
	if (policy == NULL)
		return lacks(run, users, A_NONE,
			"emergency calls of %s cross the WAN, and there is no voice policy that leads to a local gateway",
			label(run, users));
	return lacks(run, policy, see_written(run, policy, A_USAGES) ? A_USAGES : A_NONE,
		"emergency calls from %s cross the WAN, and %s has no usage that leads to a local gateway",
		label(run, site), label(run, policy));
}

static enum outcome judge_site_fallback(
	struct run *run, const struct element *emergency, const struct element *site)
{
	struct elements groups = site_voice_users(run, site);
	enum outcome outcome = groups.n > 0 ? PASS : NOT_APPLICABLE;
	struct elements judged = { 0 };

	for (uint32_t i = 0; i < groups.n; i++) {
		const struct element *policy = see_policy(run, groups.at[i]);

		if (policy != NULL && elements_hold(&judged, policy))
			continue;
		if (policy != NULL)
			elements_add(run, &judged, policy);
		outcome = worse(outcome, judge_policy(run, emergency, site, groups.at[i], policy));
	}
	return outcome;
}

static enum outcome judge_fallback(struct run *run, const struct element *emergency)
{
	struct emergency_sites sites = emergency_sites(run, emergency);
	enum outcome outcome = NOT_APPLICABLE;
	const struct element *site;
	struct element_set exits;

	if (!emergency_by_trunk(run, emergency))
		return NOT_APPLICABLE;
	exits = exits_of(run, emergency);
	while ((site = emergency_site_next(&sites)) != NULL) {
		if (element_set_holds(run, &exits, site)) {
			outcome = worse(outcome, PASS);
			continue;
		}
		if (site_voice_users(run, site).n > 0 && !ask_kinds(run, BIT(K_VOICE_ROUTE)))
			return unknown(run);
		outcome = worse(outcome, judge_site_fallback(run, emergency, site));
	}
	return outcome;
}

static bool admission_is_controlled(struct run *run)
{
	struct walk roots = see_kind(run, K_TOPOLOGY);
	const struct element *root;

	while ((root = walk_next(&roots)) != NULL)
		if (see_bool(run, root, A_CALL_ADMISSION_CONTROL) == TRI_TRUE)
			return true;
	return false;
}

/* What limits calls to and from the site: a WAN link or a network site with a bandwidth policy; or NULL. */
static const struct element *limit_of(struct run *run, const struct element *site)
{
	struct walk links = see_referrers(run, site, K_WAN_LINK, A_BETWEEN);
	struct walk places = see_referrers(run, site, K_NETWORK_SITE, A_SITE);
	const struct element *e;

	while ((e = walk_next(&places)) != NULL)
		if (see_ref(run, e, A_BANDWIDTH_POLICY) != NULL)
			return e;
	while ((e = walk_next(&links)) != NULL)
		if (see_ref(run, e, A_BANDWIDTH_POLICY) != NULL)
			return e;
	return NULL;
}

static enum outcome judge_admission(struct run *run, const struct element *emergency)
{
	struct emergency_sites sites = emergency_sites(run, emergency);
	enum outcome outcome = NOT_APPLICABLE;
	const struct element *site;
	struct element_set exits;

	if (!emergency_by_trunk(run, emergency) || !admission_is_controlled(run))
		return NOT_APPLICABLE;
	exits = exits_of(run, emergency);
	while ((site = emergency_site_next(&sites)) != NULL) {
		const struct element *limit = element_set_holds(run, &exits, site) ? NULL :
										     limit_of(run, site);

		outcome = worse(outcome, PASS);
		if (limit == NULL || site_voice_users(run, site).n == 0)
			continue;
		relate(run, limit, A_BANDWIDTH_POLICY, "its limit holds for emergency calls too");
		outcome = fires(run, emergency, emergency_trunks_attribute(run, emergency),
			"the bandwidth policy of %s limits emergency calls from %s too, and call admission control may refuse them",
			label(run, limit), label(run, site));
	}
	return outcome;
}

/* The groups of the site of which somebody may be outside. */
static enum outcome judge_outside_site(
	struct run *run, const struct element *emergency, const struct element *site)
{
	struct elements groups = site_voice_users(run, site);
	enum outcome outcome = NOT_APPLICABLE;
	int64_t remote;

	for (uint32_t i = 0; i < groups.n; i++) {
		outcome = worse(outcome, PASS);
		if (!ask_int(run, groups.at[i], A_REMOTE, &remote)) {
			outcome = worse(outcome, UNKNOWN);
		} else if (remote > 0) {
			witness(run, emergency, A_METHOD, "the way of emergency calls");
			outcome = fires(run, groups.at[i], A_REMOTE,
				"%lld of %s work outside, where an ELIN gateway does not tell their location",
				(long long)remote, label(run, groups.at[i]));
		}
	}
	return outcome;
}

static enum outcome judge_outside(struct run *run, const struct element *emergency)
{
	struct emergency_sites sites = emergency_sites(run, emergency);
	enum outcome outcome = NOT_APPLICABLE;
	const struct element *site;

	if (see_choice(run, emergency, A_METHOD) != EMERGENCY_METHOD_ELIN)
		return NOT_APPLICABLE;
	while ((site = emergency_site_next(&sites)) != NULL)
		outcome = worse(outcome, judge_outside_site(run, emergency, site));
	return outcome == UNKNOWN ? unknown(run) : outcome;
}

/* Analog, and not on a PBX, whose calls leave by its own lines. */
static bool sends_no_location(struct run *run, const struct element *device)
{
	int kind = see_choice(run, device, A_KIND);
	const struct element *box = see_ref(run, device, A_ATTACHED_TO);

	return (kind == DEVICE_KIND_ANALOG || kind == DEVICE_KIND_FAX) && (box == NULL || box->kind != K_PBX);
}

static enum outcome judge_devices_of(
	struct run *run, const struct element *emergency, const struct element *site)
{
	struct walk devices = see_children(run, site, BIT(K_DEVICE));
	enum outcome outcome = NOT_APPLICABLE;
	const struct element *device;

	while ((device = walk_next(&devices)) != NULL) {
		enum tri registered;

		if (!sends_no_location(run, device))
			continue;
		registered = ask_bool(run, device, A_LOCATION_REGISTERED);
		outcome = worse(outcome, registered == TRI_TRUE ? PASS : UNKNOWN);
		if (registered != TRI_FALSE)
			continue;
		witness(run, emergency, A_METHOD, "the way of its emergency calls");
		outcome = fires(run, device, A_LOCATION_REGISTERED,
			"%s sends no location, and none is registered for it with the emergency services",
			label(run, device));
	}
	return outcome;
}

static enum outcome judge_devices(struct run *run, const struct element *emergency)
{
	struct emergency_sites sites = emergency_sites(run, emergency);
	enum outcome outcome = NOT_APPLICABLE;
	const struct element *site;

	if (!emergency_by_trunk(run, emergency))
		return NOT_APPLICABLE;
	while ((site = emergency_site_next(&sites)) != NULL)
		outcome = worse(outcome, judge_devices_of(run, emergency, site));
	return outcome == UNKNOWN ? unknown(run) : outcome;
}

static const struct rule emergency_sites_rules[] = {
	{
		.info = {
			.id = "EMR006",
			.name = "emergency-wan-fallback",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "a site whose emergency calls cross the WAN should have a usage that leads to a local gateway",
			.meaning = "if the link to the site with the emergency trunk is down, or call admission control refuses the call, only a usage in the caller's voice policy that leads to the local gateway lets it out",
			.fix = "add a usage to the voice policy whose route leads to a gateway of the site",
			.bad = "<voice-policy id=\"vp-branch\" usages=\"central\"/>  with the emergency trunk at the central site",
			.good = "<voice-policy id=\"vp-branch\" usages=\"central local\"/>",
			.pages = { PAGE_E911SIP, PAGE_RES },
		},
		.subjects = BIT(K_EMERGENCY),
		.judge = judge_fallback,
	},
	{
		.info = {
			.id = "EMR007",
			.name = "emergency-cac",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "call admission control treats emergency calls like any other",
			.meaning = "where a limit is exceeded on a link that emergency calls cross, they are blocked, or leave by the local gateway without location",
			.fix = "end the emergency trunk at the site itself, or widen the limit; and give the site a local gateway for what is refused (EMR006)",
			.bad = "<topology call-admission-control=\"true\" ...> <wan-link id=\"w\" between=\"branch centre\" bandwidth-policy=\"bp\"/> <emergency method=\"sip-trunk\" trunks=\"e1\" sites=\"branch\"/>",
			.good = "<topology call-admission-control=\"true\" ...> <wan-link id=\"w\" between=\"branch centre\" bandwidth-policy=\"bp\"/> <emergency method=\"sip-trunk\" trunks=\"t1\" sites=\"branch\"/>",
			.pages = { PAGE_E911SIP },
		},
		.subjects = BIT(K_EMERGENCY),
		.judge = judge_admission,
	},
	{
		.info = {
			.id = "EMR008",
			.name = "elin-outside",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_ALL,
			.title = "an ELIN gateway tells no location of people outside the network",
			.meaning = "ELIN works by numbers that stand for places inside the network; for people outside it there is none",
			.fix = "tell remote workers to use another telephone for emergency calls, or use an emergency services provider",
			.bad = "<users id=\"u\" remote=\"10\" .../>  at a site with <emergency method=\"elin\"/>",
			.good = "<users id=\"u\" remote=\"0\" .../>",
			.pages = { PAGE_E911 },
		},
		.subjects = BIT(K_EMERGENCY),
		.needs = { A_REMOTE },
		.judge = judge_outside,
	},
	{
		.info = {
			.id = "EMR009",
			.name = "analog-location",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "the location of an analog device must be registered where emergency calls go by a SIP trunk",
			.meaning = "an analog device sends no location; its number must be registered with the emergency services, by PS-ALI or by the provider",
			.fix = "register the number of the device and write location-registered=\"true\"",
			.bad = "<device id=\"fax\" kind=\"fax\" location-registered=\"false\"/>",
			.good = "<device id=\"fax\" kind=\"fax\" location-registered=\"true\"/>",
			.pages = { PAGE_E911 },
		},
		.subjects = BIT(K_EMERGENCY),
		.needs = { A_LOCATION_REGISTERED },
		.judge = judge_devices,
	},
};

const struct rule_group rule_group_emergency_sites = RULE_GROUP(emergency_sites_rules);
