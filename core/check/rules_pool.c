/* SPDX-License-Identifier: MIT */
/* What a Mediation Server pool is made of, and how it is set up. */
#include "check/pools.h"
#include "model/figures.h"

static bool is_collocated(struct run *run, const struct element *pool)
{
	return see_choice(run, pool, A_PLACEMENT) == PLACEMENT_COLLOCATED;
}

static enum outcome judge_identical(struct run *run, const struct element *pool)
{
	enum tri uniform;
	uint32_t servers;

	if (!is_collocated(run, pool))
		return NOT_APPLICABLE;
	uniform = ask_bool(run, pool, A_UNIFORM_CONFIG);
	if (uniform == TRI_FALSE)
		return fires(run, pool, A_UNIFORM_CONFIG,
			"the servers of %s are not configured alike, though they share the Front End pool",
			label(run, pool));
	/* One server is like itself. */
	if (uniform == TRI_UNKNOWN && (!pool_servers(run, pool, &servers) || servers != 1))
		return unknown(run);
	return PASS;
}

static enum outcome judge_most_servers(struct run *run, const struct element *pool)
{
	int64_t most = figure_whole(FIGURE_COLLOCATED_SERVERS);
	uint32_t servers;

	if (!is_collocated(run, pool))
		return NOT_APPLICABLE;
	if (!pool_servers(run, pool, &servers))
		return unknown(run);
	if ((int64_t)servers <= most)
		return PASS;
	return fires(run, pool, A_NONE, "%s has %u servers, but a collocated pool has at most %lld (%s)",
		label(run, pool), (unsigned)servers, (long long)most,
		figure_source(FIGURE_COLLOCATED_SERVERS));
}

static enum outcome judge_balancing(struct run *run, const struct element *pool)
{
	int balancing = see_choice(run, pool, A_LOAD_BALANCING);
	uint32_t servers;

	if (balancing == BALANCING_DNS || balancing == BALANCING_HARDWARE)
		return PASS;
	if (!pool_servers(run, pool, &servers))
		return unknown(run);
	if (servers < 2)
		return NOT_APPLICABLE;
	if (ask_choice(run, pool, A_LOAD_BALANCING) < 0)
		return unknown(run);
	return fires(run, pool, A_LOAD_BALANCING, "%s has %u servers, but nothing spreads calls over them",
		label(run, pool), (unsigned)servers);
}

static enum outcome judge_next_hop(struct run *run, const struct element *pool)
{
	const struct element *front_end = see_ref(run, pool, A_FRONT_END_POOL);
	const struct element *site = site_of(run->topo, pool);

	if (front_end == NULL && !ask_kinds(run, BIT(K_FRONT_END_POOL)))
		return unknown(run);
	if (front_end == NULL)
		return lacks(run, pool, A_NONE, "%s has no front-end-pool as its next hop", label(run, pool));
	if (!is_collocated(run, pool) || site_of(run->topo, front_end) == site)
		return PASS;
	relate(run, front_end, A_NONE, "stands in another site");
	return fires(run, pool, A_FRONT_END_POOL,
		"%s is collocated, so its next hop is the Front End pool it sits on, but %s stands in another site",
		label(run, pool), label(run, front_end));
}

/* Interfaces of a server: those described, or the one that `ip` is short for. */
static uint32_t count_interfaces(struct run *run, const struct element *server)
{
	struct walk interfaces = see_children(run, server, BIT(K_INTERFACE));
	uint32_t n = 0;

	while (walk_next(&interfaces) != NULL)
		n++;
	return n > 0 ? n : see_written(run, server, A_IP);
}

static bool has_provider_trunk(struct run *run, const struct element *pool)
{
	struct walk trunks = see_referrers(run, pool, K_TRUNK, A_MEDIATION_POOL);
	const struct element *trunk;

	while ((trunk = walk_next(&trunks)) != NULL)
		if (see_provider(run, trunk) != NULL)
			return true;
	return false;
}

static enum outcome judge_interfaces(struct run *run, const struct element *pool)
{
	const struct element *host = pool_host(run->topo, pool);
	struct walk servers = see_children(run, host, BIT(K_SERVER));
	const struct element *server;
	unsigned known = 0;
	unsigned poor = 0;

	if (!has_provider_trunk(run, pool))
		return NOT_APPLICABLE;
	while ((server = walk_next(&servers)) != NULL) {
		uint32_t n = count_interfaces(run, server);

		known += n > 0;
		if (n == 0)
			ask_children(run, server, BIT(K_INTERFACE));
		if (n != 1)
			continue;
		poor++;
		relate(run, server, A_NONE, "has one interface");
	}
	if (poor > 0)
		return lacks(run, pool, A_NONE,
			"%u %s of %s %s one interface for the company and for the provider", poor,
			poor == 1 ? "server" : "servers", label(run, pool), poor == 1 ? "has" : "have");
	if (known == 0 && !ask_children(run, host, BIT(K_SERVER)))
		return unknown(run);
	return run->n_missing > 0 ? unknown(run) : PASS;
}

static enum outcome judge_single(struct run *run, const struct element *pool)
{
	enum tri required = see_bool(run, pool, A_HIGH_AVAILABILITY_REQUIRED);
	uint32_t servers;

	if (required == TRI_FALSE)
		return NOT_APPLICABLE;
	if (!pool_servers(run, pool, &servers))
		return unknown(run);
	if (servers > 1)
		return PASS;
	if (ask_bool(run, pool, A_HIGH_AVAILABILITY_REQUIRED) == TRI_UNKNOWN)
		return unknown(run);
	return lacks(run, pool, A_HIGH_AVAILABILITY_REQUIRED,
		"%s must survive the loss of a server, but has only one", label(run, pool));
}

/* Something that is to be set on the pool. */
static enum outcome judge_setting(
	struct run *run, const struct element *pool, enum attr attr, const char *lack)
{
	enum tri set = ask_bool(run, pool, attr);

	if (set != TRI_FALSE)
		return set == TRI_TRUE ? PASS : unknown(run);
	return fires(run, pool, attr, "%s %s", label(run, pool), lack);
}

static enum outcome judge_scaling(struct run *run, const struct element *pool)
{
	if (see_choice(run, pool, A_PLACEMENT) != PLACEMENT_STAND_ALONE)
		return NOT_APPLICABLE;
	return judge_setting(run, pool, A_RECEIVE_SIDE_SCALING,
		"does without receive-side scaling, so one processor core handles all media of an adapter");
}

static enum outcome judge_monitoring(struct run *run, const struct element *pool)
{
	return judge_setting(run, pool, A_MONITORING,
		"has no monitoring, so nobody can tell afterwards how well calls were heard");
}

static enum outcome judge_stretched(struct run *run, const struct element *pool)
{
	const struct element *host = pool_host(run->topo, pool);
	const struct element *home = site_of(run->topo, host);
	struct walk servers = see_children(run, host, BIT(K_SERVER));
	const struct element *server;
	unsigned away = 0;
	unsigned of = 0;

	while ((server = walk_next(&servers)) != NULL) {
		const struct element *site = see_ref(run, server, A_SITE);

		of++;
		if (site == NULL || site == home)
			continue;
		away++;
		relate(run, server, A_SITE, "stands at %s", label(run, site));
	}
	if (of == 0)
		return NOT_APPLICABLE;
	if (away == 0)
		return PASS;
	return fires(run, pool, A_NONE, "%u of the %u servers of %s %s not at its site", away, of,
		label(run, pool), away == 1 ? "is" : "are");
}

static const struct rule pool_rules[] = {
	{
		.info = {
			.id = "MED008",
			.name = "identical-config",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "Mediation Servers of one Front End pool are configured alike",
			.meaning = "calls go to any server of the pool, so a collocated Mediation Server must not differ from its neighbours",
			.fix = "configure all servers alike and set uniform-config=\"true\"",
			.bad = "<mediation-pool id=\"med\" placement=\"collocated\" uniform-config=\"false\"/>",
			.good = "<mediation-pool id=\"med\" placement=\"collocated\" uniform-config=\"true\"/>",
			.pages = { PAGE_MED, PAGE_TOP13 },
		},
		.subjects = BIT(K_MEDIATION_POOL),
		.needs = { A_UNIFORM_CONFIG },
		.judge = judge_identical,
	},
	{
		.info = {
			.id = "MED009",
			.name = "pool-size-12",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "a collocated pool has at most 12 servers",
			.meaning = "a Front End pool, and with it the Mediation Servers on it, has at most 12 servers",
			.fix = "spread the servers over several pools",
			.bad = "<mediation-pool id=\"med\" placement=\"collocated\">\n"
			       "  <server id=\"m1\"/> <server id=\"m2\"/> <server id=\"m3\"/> <server id=\"m4\"/> <server id=\"m5\"/>\n"
			       "  <server id=\"m6\"/> <server id=\"m7\"/> <server id=\"m8\"/> <server id=\"m9\"/> <server id=\"m10\"/>\n"
			       "  <server id=\"m11\"/> <server id=\"m12\"/> <server id=\"m13\"/>\n"
			       "</mediation-pool>",
			.good = "<mediation-pool id=\"med\" placement=\"collocated\"> <server id=\"m1\"/> <server id=\"m2\"/> </mediation-pool>",
			.pages = { PAGE_MN, PAGE_MED },
		},
		.subjects = BIT(K_MEDIATION_POOL),
		.judge = judge_most_servers,
	},
	{
		.info = {
			.id = "MED010",
			.name = "pool-load-balancing",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "a pool of several servers has load balancing",
			.meaning = "a Mediation Server pool of several computers must have DNS load balancing, or calls reach one of them only; for the port that faces Front End Servers a hardware load balancer appears as possible too",
			.fix = "set up DNS load balancing and set load-balancing=\"dns\"",
			.bad = "<mediation-pool id=\"med\" load-balancing=\"none\"> <server id=\"m1\"/> <server id=\"m2\"/> </mediation-pool>",
			.good = "<mediation-pool id=\"med\" load-balancing=\"dns\"> <server id=\"m1\"/> <server id=\"m2\"/> </mediation-pool>",
			.pages = { PAGE_DEPMED, PAGE_LB, PAGE_PORTS },
		},
		.subjects = BIT(K_MEDIATION_POOL),
		.needs = { A_LOAD_BALANCING },
		.judge = judge_balancing,
	},
	{
		.info = {
			.id = "MED011",
			.name = "next-hop-pool",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "a Mediation Server pool has a Front End pool as its next hop",
			.meaning = "the registrar is where a Mediation Server sends incoming calls, and without one it cannot be deployed; a collocated pool uses the Front End pool it sits on",
			.fix = "name the Front End pool in front-end-pool; of a collocated pool, the one at its site",
			.bad = "<front-end-pool id=\"fe\"/> <mediation-pool id=\"med\"/>",
			.good = "<front-end-pool id=\"fe\"/> <mediation-pool id=\"med\" front-end-pool=\"fe\"/>",
			.pages = { PAGE_TOP13, PAGE_DEPMED },
		},
		.subjects = BIT(K_MEDIATION_POOL),
		.judge = judge_next_hop,
	},
	{
		.info = {
			.id = "MED013",
			.name = "two-interfaces",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_SIP,
			.title = "a Mediation Server for SIP trunks has two interfaces",
			.meaning = "one interface faces the company and another one the provider, so that the outside can be kept apart in a network of its own",
			.fix = "give each server an internal and an external interface",
			.bad = "<mediation-pool id=\"med\"> <server id=\"m1\" ip=\"10.0.0.21\"/> </mediation-pool> <trunk id=\"t1\" mediation-pool=\"med\" peer=\"sbc\"/>",
			.good = "<mediation-pool id=\"med\"> <server id=\"m1\"> <interface id=\"in\" side=\"internal\"/> <interface id=\"out\" side=\"external\"/> </server> </mediation-pool> <trunk id=\"t1\" mediation-pool=\"med\" peer=\"sbc\"/>",
			.conflict = "X3: the page of March 2013 says that each Mediation Server has two interfaces, that of October 2012 that it can have two; a warning",
			.pages = { PAGE_IMPL13, PAGE_SUP13 },
		},
		.subjects = BIT(K_MEDIATION_POOL),
		.judge = judge_interfaces,
	},
	{
		.info = {
			.id = "MED014",
			.name = "single-server-no-ha",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "a pool that must be highly available has several servers",
			.meaning = "a pool of one computer is for where high availability is not needed: when it is lost, so are all calls of its trunks",
			.fix = "plan a second server, or say that high availability is not required",
			.bad = "<mediation-pool id=\"med\" high-availability-required=\"true\"> <server id=\"m1\"/> </mediation-pool>",
			.good = "<mediation-pool id=\"med\" high-availability-required=\"true\"> <server id=\"m1\"/> <server id=\"m2\"/> </mediation-pool>",
			.pages = { PAGE_DEPMED },
		},
		.subjects = BIT(K_MEDIATION_POOL),
		.needs = { A_HIGH_AVAILABILITY_REQUIRED },
		.judge = judge_single,
	},
	{
		.info = {
			.id = "MED016",
			.name = "rss",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_ALL,
			.title = "stand-alone Mediation Servers use receive-side scaling",
			.meaning = "receive-side scaling of the network adapters spreads the packets of media over the processor cores, and more calls fit",
			.fix = "enable it on the adapters and set receive-side-scaling=\"true\"",
			.bad = "<mediation-pool id=\"med\" placement=\"stand-alone\" receive-side-scaling=\"false\"/>",
			.good = "<mediation-pool id=\"med\" placement=\"stand-alone\" receive-side-scaling=\"true\"/>",
			.pages = { PAGE_GUIDE13, PAGE_CAP },
		},
		.subjects = BIT(K_MEDIATION_POOL),
		.needs = { A_RECEIVE_SIDE_SCALING },
		.judge = judge_scaling,
	},
	{
		.info = {
			.id = "MED017",
			.name = "stretched-pool",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "the servers of a pool stand at one site",
			.meaning = "a Mediation Server pool that is stretched over several sites is not supported",
			.fix = "plan a pool for each site",
			.bad = "<site id=\"redmond\" kind=\"central\"> <mediation-pool id=\"med\"> <server id=\"m1\"/> <server id=\"m2\" site=\"oslo\"/> </mediation-pool> </site>\n"
			       "<site id=\"oslo\" kind=\"central\"/>",
			.good = "<site id=\"redmond\" kind=\"central\"> <mediation-pool id=\"med\"> <server id=\"m1\"/> <server id=\"m2\"/> </mediation-pool> </site>\n"
				"<site id=\"oslo\" kind=\"central\"/>",
			.pages = { PAGE_CAP, PAGE_CAP13 },
		},
		.subjects = BIT(K_MEDIATION_POOL),
		.judge = judge_stretched,
	},
	{
		.info = {
			.id = "MED019",
			.name = "monitoring",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_ALL,
			.title = "a Mediation Server pool is monitored",
			.meaning = "a Monitoring Server records the quality of media; it is highly recommended, since complaints about voice cannot be traced without",
			.fix = "associate a monitoring store with the pool and set monitoring=\"true\"",
			.bad = "<mediation-pool id=\"med\" monitoring=\"false\"/>",
			.good = "<mediation-pool id=\"med\" monitoring=\"true\"/>",
			.pages = { PAGE_TOP13 },
		},
		.subjects = BIT(K_MEDIATION_POOL),
		.needs = { A_MONITORING },
		.judge = judge_monitoring,
	},
};

const struct rule_group rule_group_pool = RULE_GROUP(pool_rules);
