/* SPDX-License-Identifier: MIT */
/* How many gateways there are, how large they are, and for which countries. */
#include "check/load.h"
#include "check/sites.h"
#include "check/thresholds.h"
#include "model/demand.h"
#include "model/figures.h"

#include <inttypes.h>

/* A gateway to the PSTN, of those that count as one. */
static bool is_pstn_gateway(struct run *run, const struct element *gateway)
{
	int kind = see_choice(run, gateway, A_KIND);

	return kind == GATEWAY_KIND_PSTN_GATEWAY || kind == GATEWAY_KIND_ELIN_GATEWAY;
}

/* A trunk that brings the PSTN without a gateway of the company: a provider's, or that of a certified PBX. */
static bool needs_no_gateway(struct run *run, const struct element *trunk)
{
	const struct element *peer = see_ref(run, trunk, A_PEER);

	if (peer == NULL)
		return false;
	return peer->kind == K_SBC ||
		(peer->kind == K_PBX && see_bool(run, peer, A_DIRECT_SIP_PARTNER) == TRI_TRUE);
}

static bool any_without_gateway(struct run *run)
{
	struct walk trunks = see_kind(run, K_TRUNK);
	struct walk lines = see_kind(run, K_PSTN_LINE);
	const struct element *e;

	while ((e = walk_next(&trunks)) != NULL)
		if (needs_no_gateway(run, e))
			return true;
	while ((e = walk_next(&lines)) != NULL)
		if (see_sip_trunk_line(run, e))
			return true;
	return false;
}

static enum outcome judge_two(struct run *run, const struct element *root)
{
	struct walk gateways = see_kind(run, K_GATEWAY);
	int64_t least = figure_whole(FIGURE_GATEWAYS_LEAST);
	const struct element *gateway;
	const struct element *last = NULL;
	int64_t n = 0;

	if (topo_nth(run->topo, K_TOPOLOGY, 0) != root)
		return NOT_APPLICABLE;
	while (n < least && (gateway = walk_next(&gateways)) != NULL)
		if (is_pstn_gateway(run, gateway)) {
			last = gateway;
			n++;
		}
	if (last == NULL || any_without_gateway(run))
		return NOT_APPLICABLE;
	if (n >= least)
		return PASS;
	return lacks(run, last, A_NONE,
		"%s is the only gateway of the whole deployment; its loss cuts everybody off, and %" PRId64
		" are the least (%s)",
		label(run, last), least, figure_source(FIGURE_GATEWAYS_LEAST));
}

/* The site's calls to the PSTN do not depend on gateways: SIP trunks, or a PBX on the Mediation Server. */
static bool is_carried_otherwise(struct run *run, const struct element *site)
{
	struct elements pbxs;

	if (site_is(run, site, SITE_SIP_TRUNKING))
		return true;
	pbxs = site_pbxs(run, site);
	for (uint32_t i = 0; i < pbxs.n; i++)
		if (direct_trunk(run, pbxs.at[i]) != NULL)
			return true;
	return false;
}

/* Gateways of the site to the PSTN, and those tied to a PBX that serves it. */
static struct elements site_gateways(struct run *run, const struct element *site)
{
	struct walk own = see_children(run, site, BIT(K_GATEWAY));
	struct elements pbxs = site_pbxs(run, site);
	struct elements found = { 0 };
	const struct element *e;

	while ((e = walk_next(&own)) != NULL)
		if (see_choice(run, e, A_KIND) != GATEWAY_KIND_ANALOG_GATEWAY)
			elements_add(run, &found, e);
	for (uint32_t i = 0; i < pbxs.n; i++) {
		struct walk ties = see_referrers(run, pbxs.at[i], K_TIE_LINE, A_PBX);

		while ((e = walk_next(&ties)) != NULL)
			if (see_ref(run, e, A_GATEWAY) != NULL)
				elements_add(run, &found, see_ref(run, e, A_GATEWAY));
	}
	return found;
}

static enum outcome judge_gateway_at_site(struct run *run, const struct element *site)
{
	struct elements groups = site_voice_users(run, site);
	struct elements gateways;
	enum tri central;

	if (groups.n == 0 || topo_count(run->topo, K_GATEWAY) == 0 || is_carried_otherwise(run, site))
		return NOT_APPLICABLE;
	gateways = site_gateways(run, site);
	if (gateways.n > 0)
		return PASS;
	central = ask_bool(run, site, A_CENTRAL_TELEPHONY);
	if (central != TRI_FALSE)
		return central == TRI_TRUE ? PASS : unknown(run);
	return lacks(run, site, A_NONE,
		"%s has people with Enterprise Voice and no gateway, and its telephony is not meant to come from "
		"another site",
		label(run, site));
}

/* People of the site by load class; false when the load of some is not known, which is noted as missing. */
static bool count_users(struct run *run, const struct elements *groups, int64_t users[LOAD_HEAVY + 1])
{
	bool known = true;

	for (uint32_t i = 0; i < groups->n; i++) {
		int load = users_load(run->topo, groups->at[i]);
		int64_t count;

		if (load < 0)
			load = ask_choice(run, groups->at[i], A_LOAD);
		if (load >= 0 && see_int(run, groups->at[i], A_COUNT, &count))
			users[load] += count;
		else
			known = false;
	}
	return known;
}

/* "100 moderate users at 10 a port" */
static const char *arithmetic(struct run *run, const int64_t users[LOAD_HEAVY + 1], int64_t *ret_ports)
{
	const unsigned per_port[LOAD_HEAVY + 1] = {
		[LOAD_LIGHT] = run->policy->users_per_port_light,
		[LOAD_MODERATE] = run->policy->users_per_port_moderate,
		[LOAD_HEAVY] = run->policy->users_per_port_heavy,
	};
	const char *text = "";

	*ret_ports = 0;
	for (int load = LOAD_LIGHT; load <= LOAD_HEAVY; load++) {
		if (users[load] == 0)
			continue;
		*ret_ports += ports_by_policy(run->policy, users[load], load);
		text = words(run, "%s%s%" PRId64 " with %s load at %u a port", text,
			*text != '\0' ? ", " : "", users[load], choice_list(CHOICES_LOAD)->names[load],
			per_port[load]);
	}
	return text;
}

/* The page that has the users of a port, or the configuration if it has any of those that count here. */
static const char *ports_source(struct run *run, const int64_t users[LOAD_HEAVY + 1])
{
	static const char *const names[LOAD_HEAVY + 1] = {
		[LOAD_LIGHT] = "users-per-port-light",
		[LOAD_MODERATE] = "users-per-port-moderate",
		[LOAD_HEAVY] = "users-per-port-heavy",
	};
	const char *page = figure_source(FIGURE_USERS_PER_PORT_LIGHT);
	const char *source = page;

	for (int load = LOAD_LIGHT; load <= LOAD_HEAVY && source == page; load++)
		if (users[load] > 0)
			source = threshold_source(run->policy, names[load]);
	return source;
}

static enum outcome judge_ports(struct run *run, const struct element *site)
{
	struct elements groups = site_voice_users(run, site);
	struct elements gateways;
	int64_t users[LOAD_HEAVY + 1] = { 0 };
	int64_t needed;
	int64_t ports = 0;
	const char *counted;
	bool users_known;
	bool ports_known = true;

	if (groups.n == 0 || is_carried_otherwise(run, site))
		return NOT_APPLICABLE;
	gateways = site_gateways(run, site);
	if (gateways.n == 0)
		return NOT_APPLICABLE;
	users_known = count_users(run, &groups, users);
	counted = arithmetic(run, users, &needed);
	for (uint32_t i = 0; i < gateways.n; i++) {
		int64_t channels = 0;

		ports_known = ask_int(run, gateways.at[i], A_CHANNELS, &channels) && ports_known;
		ports += channels;
	}
	if (needed > ports && ports_known) {
		elements_relate(run, &gateways, A_CHANNELS, "its channels are counted");
		return lacks(run, site, A_NONE,
			"gateways of %s have %" PRId64 " ports, but its people need %" PRId64
			" (%s; %s): %" PRId64 " are missing",
			label(run, site), ports, needed, counted, ports_source(run, users), needed - ports);
	}
	return users_known && needed <= ports ? PASS : unknown(run);
}

/* True if the country is among those of a list such as "US CA". */
static bool holds_country(struct str list, struct str country)
{
	struct str token;

	while (str_next_token(&list, &token))
		if (ascii_compare_nocase(token, country) == 0)
			return true;
	return false;
}

static enum outcome judge_country(struct run *run, const struct element *gateway)
{
	const struct element *site = site_of(run->topo, gateway);
	struct str certified;
	struct str country;

	if (site == NULL || see_choice(run, gateway, A_KIND) == GATEWAY_KIND_SBC)
		return NOT_APPLICABLE;
	certified = ask_text(run, gateway, A_CERTIFIED_COUNTRIES);
	country = ask_text(run, site, A_COUNTRY);
	if (certified.text == NULL || country.text == NULL)
		return unknown(run);
	if (holds_country(certified, country))
		return PASS;
	relate(run, site, A_COUNTRY, "the site where it stands");
	return fires(run, gateway, A_CERTIFIED_COUNTRIES,
		"%s stands in %.*s, for which it is not certified (%.*s)", label(run, gateway),
		STR_ARG(country), STR_ARG(certified));
}

static const struct rule gateway_rules[] = {
	{
		.info = {
			.id = "HAV010",
			.name = "two-gateways",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_DIRECT,
			.title = "a deployment that relies on gateways has two of them",
			.meaning = "two gateways are the least, so that the loss of one leaves a way to the PSTN; counted in the whole deployment, PSTN and ELIN gateways alike. Where a provider's SIP trunk or a certified PBX brings the PSTN, the rule does not apply",
			.fix = "plan a second gateway, best at another site, and routes to it",
			.bad = "<gateway id=\"gw1\" kind=\"pstn-gateway\" .../>",
			.good = "<gateway id=\"gw1\" kind=\"pstn-gateway\" .../> <gateway id=\"gw2\" kind=\"pstn-gateway\" .../>",
			.pages = { PAGE_DSIP },
		},
		.subjects = BIT(K_TOPOLOGY),
		.judge = judge_two,
	},
	{
		.info = {
			.id = "GWY001",
			.name = "site-has-gateway",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_DIRECT,
			.title = "a site with Enterprise Voice has a gateway, or central telephony on purpose",
			.meaning = "one or more gateways are planned for each site that needs the PSTN, unless a few large sites carry the telephony of all on purpose; a site with SIP trunks, or with a PBX on the Mediation Server, needs none",
			.fix = "plan a gateway at the site, or say central-telephony=\"true\"",
			.bad = "<site id=\"s\" central-telephony=\"false\" ...> <users telephony=\"enterprise-voice\" .../> </site>",
			.good = "<site id=\"s\" central-telephony=\"true\" ...> <users telephony=\"enterprise-voice\" .../> </site>",
			.pages = { PAGE_DSIP },
		},
		.subjects = BIT(K_SITE),
		.needs = { A_CENTRAL_TELEPHONY },
		.judge = judge_gateway_at_site,
	},
	{
		.info = {
			.id = "GWY002",
			.name = "gateway-ports",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_DIRECT,
			.title = "gateways have a port for 15 users with light load, 10 with moderate, 5 with heavy",
			.meaning = "with 1 PSTN call an hour (light) 15 users share a port, with 2 (moderate) 10, with 3 or more (heavy) 5; calls-per-hour counts before load. Counted are the people with Enterprise Voice of the site, and the channels of its gateways and of those tied to its PBX; a site with SIP trunks or with a PBX on the Mediation Server is not judged",
			.fix = "add channels or gateways, or correct the load",
			.bad = "<users count=\"100\" load=\"moderate\" .../> <gateway id=\"gw\" channels=\"8\" .../>",
			.good = "<users count=\"100\" load=\"moderate\" .../> <gateway id=\"gw\" channels=\"10\" .../>",
			.pages = { PAGE_DSIP, PAGE_VOL },
		},
		.subjects = BIT(K_SITE),
		.needs = { A_CHANNELS, A_LOAD },
		.judge = judge_ports,
	},
	{
		.info = {
			.id = "GWY003",
			.name = "gateway-country",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_DIRECT,
			.title = "a gateway is certified for the country where it stands",
			.meaning = "gateways are certified and set up for a country; one that is not certified for its own may not be connected, or its signalling may not fit",
			.fix = "ask the maker, and choose a gateway that is certified for the country",
			.bad = "<site country=\"FR\" ...> <gateway certified-countries=\"US CA\" .../> </site>",
			.good = "<site country=\"FR\" ...> <gateway certified-countries=\"FR DE\" .../> </site>",
			.pages = { PAGE_DSIP },
		},
		.subjects = BIT(K_GATEWAY),
		.needs = { A_CERTIFIED_COUNTRIES, A_COUNTRY },
		.judge = judge_country,
	},
};

const struct rule_group rule_group_gateways = RULE_GROUP(gateway_rules);
