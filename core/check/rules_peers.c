/* SPDX-License-Identifier: MIT */
/* Whether the peers of a Mediation Server pool suit where it is placed and how many servers it has. */
#include "check/pools.h"

/* What was found about the peers of a pool. */
struct verdict {
	const struct element *first; /* of those that do not suit */
	unsigned bad, open;
};

/* Counts the peer by whether it suits. Of those that do not, the first is named and all are related. */
static void count_peer(struct run *run, struct verdict *verdict, const struct element *trunk, enum tri suits,
	const char *why)
{
	if (suits == TRI_UNKNOWN)
		verdict->open++;
	if (suits != TRI_FALSE)
		return;
	if (verdict->bad++ == 0)
		verdict->first = see_ref(run, trunk, A_PEER);
	relate(run, trunk, A_PEER, "%s", why);
}

/* "gateway 'a'" or "gateway 'a' (and the peers of 2 more trunks)" */
static const char *verdict_label(struct run *run, const struct verdict *verdict)
{
	if (verdict->bad == 1)
		return label(run, verdict->first);
	return words(run, "%s (and the peers of %u more %s)", label(run, verdict->first), verdict->bad - 1,
		verdict->bad == 2 ? "trunk" : "trunks");
}

/* It takes calls from every server of a pool and spreads its own over them. */
static enum tri knows_pools(struct run *run, const struct element *peer)
{
	return tri_and(peer_bool(run, peer, A_ACCEPTS_ANY_MEDIATION_SERVER), peer_spreads(run, peer));
}

static void ask_knows_pools(struct run *run, const struct element *peer)
{
	ask_peer(run, peer, A_ACCEPTS_ANY_MEDIATION_SERVER);
	ask_peer_spreads(run, peer);
}

/* Whether the collocated servers can relay all calls of the pool's trunks. */
static enum tri can_relay(struct run *run, const struct element *pool)
{
	int64_t calls;
	uint32_t servers;

	if (!pool_most_calls(run, pool, &calls) || !pool_servers(run, pool, &servers))
		return TRI_UNKNOWN;
	return tri_of(calls <= (int64_t)servers * run->policy->calls_collocated);
}

static bool is_ip_pbx(struct run *run, const struct element *peer)
{
	return peer->kind == K_PBX && see_choice(run, peer, A_KIND) == PBX_KIND_IP;
}

/* One of the two conditions under which a collocated pool suits a provider's SBC or an IP-PBX. */
static enum tri suits_collocation(struct run *run, const struct element *peer, enum tri relays)
{
	enum tri relayed = is_ip_pbx(run, peer) ?
		tri_and(tri_not(see_bool(run, peer, A_MEDIA_BYPASS_SUPPORTED)), relays) :
		TRI_FALSE;

	return tri_or(knows_pools(run, peer), relayed);
}

static void ask_collocation(struct run *run, const struct element *peer, enum tri relays)
{
	ask_knows_pools(run, peer);
	if (is_ip_pbx(run, peer) && relays != TRI_FALSE)
		ask_peer(run, peer, A_MEDIA_BYPASS_SUPPORTED);
}

static enum outcome judge_collocation(struct run *run, const struct element *pool)
{
	struct walk trunks = see_referrers(run, pool, K_TRUNK, A_MEDIATION_POOL);
	struct verdict verdict = { 0 };
	const struct element *trunk;
	bool asks_load = false;
	unsigned judged = 0;
	enum tri relays;

	if (see_choice(run, pool, A_PLACEMENT) != PLACEMENT_COLLOCATED)
		return NOT_APPLICABLE;
	relays = can_relay(run, pool);
	forget_missing(run);
	while ((trunk = walk_next(&trunks)) != NULL) {
		const struct element *peer = see_ref(run, trunk, A_PEER);
		enum tri suits;

		if (peer == NULL || (peer->kind != K_SBC && !is_ip_pbx(run, peer)))
			continue;
		judged++;
		suits = suits_collocation(run, peer, relays);
		count_peer(run, &verdict, trunk, suits, "a peer for which neither condition holds");
		if (suits != TRI_UNKNOWN)
			continue;
		ask_collocation(run, peer, relays);
		asks_load |= relays == TRI_UNKNOWN && is_ip_pbx(run, peer);
	}
	if (verdict.bad > 0)
		return fires(run, pool, A_PLACEMENT,
			"%s is collocated, but %s neither takes calls from any of its servers and spreads its own over them, nor is it an IP-PBX without media bypass whose calls the servers can relay (%u each)",
			label(run, pool), verdict_label(run, &verdict), run->policy->calls_collocated);
	if (asks_load)
		can_relay(run, pool);
	if (verdict.open > 0)
		return unknown(run);
	return judged > 0 ? PASS : NOT_APPLICABLE;
}

/* A gateway that gives no reason for servers of its own. */
static enum tri needs_no_pool(struct run *run, const struct element *gateway)
{
	return tri_and(see_bool(run, gateway, A_QUALIFIED),
		tri_and(see_bool(run, gateway, A_MEDIA_BYPASS_SUPPORTED),
			see_bool(run, gateway, A_DNS_LOAD_BALANCING)));
}

/* Whether the Front End pool behind could relay all calls besides. */
static enum tri fits_front_end(struct run *run, const struct element *pool)
{
	const struct element *front_end = see_ref(run, pool, A_FRONT_END_POOL);
	struct walk walk;
	int64_t servers = 0;
	int64_t calls;

	if (front_end == NULL)
		return TRI_FALSE;
	walk = see_children(run, front_end, BIT(K_SERVER));
	while (walk_next(&walk) != NULL)
		servers++;
	if (servers == 0 && !ask_children(run, front_end, BIT(K_SERVER)))
		return TRI_UNKNOWN;
	if (!pool_most_calls(run, pool, &calls))
		return TRI_UNKNOWN;
	return tri_of(calls <= servers * run->policy->calls_collocated);
}

/* All peers of the pool are gateways; whether each of them could do with collocated servers. */
static enum tri peers_need_no_pool(struct run *run, const struct element *pool, bool *ret_applies)
{
	struct walk trunks = see_referrers(run, pool, K_TRUNK, A_MEDIATION_POOL);
	enum tri all = TRI_TRUE;
	const struct element *trunk;

	*ret_applies = false;
	while ((trunk = walk_next(&trunks)) != NULL) {
		const struct element *peer = see_ref(run, trunk, A_PEER);
		enum tri suits;

		*ret_applies = peer != NULL && peer->kind == K_GATEWAY;
		if (!*ret_applies)
			return TRI_FALSE;
		suits = needs_no_pool(run, peer);
		all = tri_and(all, suits);
		if (suits != TRI_UNKNOWN)
			continue;
		ask_bool(run, peer, A_QUALIFIED);
		ask_bool(run, peer, A_MEDIA_BYPASS_SUPPORTED);
		ask_bool(run, peer, A_DNS_LOAD_BALANCING);
	}
	return all;
}

static enum outcome judge_unneeded(struct run *run, const struct element *pool)
{
	bool applies;
	enum tri unneeded;

	if (see_choice(run, pool, A_PLACEMENT) != PLACEMENT_STAND_ALONE)
		return NOT_APPLICABLE;
	unneeded = peers_need_no_pool(run, pool, &applies);
	if (!applies)
		return NOT_APPLICABLE;
	if (unneeded != TRI_FALSE)
		unneeded = tri_and(unneeded, fits_front_end(run, pool));
	if (unneeded != TRI_TRUE)
		return unneeded == TRI_FALSE ? PASS : unknown(run);
	return fires(run, pool, A_PLACEMENT,
		"%s need not stand alone: all its peers are qualified gateways with media bypass and DNS load balancing, and the Front End pool could relay their calls",
		label(run, pool));
}

static enum outcome judge_pooling(struct run *run, const struct element *pool)
{
	struct walk trunks = see_referrers(run, pool, K_TRUNK, A_MEDIATION_POOL);
	struct verdict verdict = { 0 };
	const struct element *trunk;
	uint32_t servers;
	unsigned judged = 0;

	if (!pool_servers(run, pool, &servers))
		return unknown(run);
	if (servers < 2)
		return NOT_APPLICABLE;
	while ((trunk = walk_next(&trunks)) != NULL) {
		const struct element *peer = see_ref(run, trunk, A_PEER);
		enum tri suits;

		if (peer == NULL)
			continue;
		judged++;
		suits = knows_pools(run, peer);
		count_peer(run, &verdict, trunk, suits, "a peer that does not know pools");
		if (suits == TRI_UNKNOWN)
			ask_knows_pools(run, peer);
	}
	if (verdict.bad > 0)
		return fires(run, pool, A_NONE,
			"%s has %u servers, but %s does not take calls from all of them or cannot spread its own over them: such a peer needs a stand-alone pool of one server",
			label(run, pool), (unsigned)servers, verdict_label(run, &verdict));
	if (verdict.open > 0)
		return unknown(run);
	return judged > 0 ? PASS : NOT_APPLICABLE;
}

static const struct rule peers_rules[] = {
	{
		.info = {
			.id = "MED004",
			.name = "collocation-unjustified",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "a collocated pool suits its IP-PBX or its provider's SBC",
			.meaning = "Mediation Servers on Front End Servers are advised for an IP-PBX or a provider's SBC under one of two conditions: the peer takes calls from any server of the pool and spreads its own evenly over them, or it is an IP-PBX without media bypass and the servers can carry the transcoding; otherwise a stand-alone pool must be deployed. No page says how much load that is: counted are the most calls of the pool's trunks against the published figure for a collocated server",
			.fix = "give the pool servers of its own (placement=\"stand-alone\"), or find out whether the peer knows pools",
			.bad = "<mediation-pool id=\"med\" placement=\"collocated\"/>\n"
			       "<pbx id=\"pbx\" kind=\"ip\" accepts-any-mediation-server=\"false\" media-bypass-supported=\"true\"/>\n"
			       "<trunk id=\"t1\" mediation-pool=\"med\" peer=\"pbx\"/>",
			.good = "<mediation-pool id=\"med\" placement=\"collocated\"/>\n"
				"<pbx id=\"pbx\" kind=\"ip\" accepts-any-mediation-server=\"true\" uniform-load-balancing=\"true\"/>\n"
				"<trunk id=\"t1\" mediation-pool=\"med\" peer=\"pbx\"/>",
			.conflict = "X1: the pages on the Mediation Server allow collocation for a provider's SBC under these conditions, the founding page and the deployment pages want a stand-alone pool for it in any case; this rule follows the former, MED001 the latter",
			.pages = { PAGE_MED, PAGE_TOP13, PAGE_MED13, PAGE_CAP13 },
		},
		.subjects = BIT(K_MEDIATION_POOL),
		.needs = { A_ACCEPTS_ANY_MEDIATION_SERVER, A_DNS_LOAD_BALANCING, A_UNIFORM_LOAD_BALANCING,
			A_MEDIA_BYPASS_SUPPORTED },
		.judge = judge_collocation,
	},
	{
		.info = {
			.id = "MED005",
			.name = "standalone-unneeded",
			.severity = SEVERITY_NOTE,
			.options = OPTIONS_DIRECT,
			.title = "qualified gateways with bypass and DNS load balancing need no stand-alone pool",
			.meaning = "where all peers are qualified gateways that support media bypass and DNS load balancing, and the Front End Servers can carry the calls that remain, Mediation Servers may run on them; counted is as if no call took the bypass",
			.fix = "nothing is wrong; placement=\"collocated\" saves servers",
			.bad = "<front-end-pool id=\"fe\"> <server id=\"fe1\"/> </front-end-pool>\n"
			       "<mediation-pool id=\"med\" placement=\"stand-alone\" front-end-pool=\"fe\"/>\n"
			       "<gateway id=\"_gateway\" qualified=\"true\" media-bypass-supported=\"true\" dns-load-balancing=\"true\"/>\n"
			       "<trunk id=\"t1\" mediation-pool=\"med\" peer=\"_gateway\" max-calls=\"60\"/>",
			.good = "<front-end-pool id=\"fe\"> <server id=\"fe1\"/> </front-end-pool>\n"
				"<mediation-pool id=\"med\" placement=\"collocated\" front-end-pool=\"fe\"/>\n"
				"<gateway id=\"_gateway\" qualified=\"true\" media-bypass-supported=\"true\" dns-load-balancing=\"true\"/>\n"
				"<trunk id=\"t1\" mediation-pool=\"med\" peer=\"_gateway\" max-calls=\"60\"/>",
			.pages = { PAGE_MED13, PAGE_TOP13, PAGE_CAP13 },
		},
		.subjects = BIT(K_MEDIATION_POOL),
		.needs = { A_QUALIFIED, A_MEDIA_BYPASS_SUPPORTED, A_DNS_LOAD_BALANCING, A_MAX_CALLS },
		.judge = judge_unneeded,
	},
	{
		.info = {
			.id = "MED006",
			.name = "peer-cannot-pool",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "the peers of a pool of several servers know pools",
			.meaning = "a peer that does not take calls from every server of a pool, or cannot spread its own over them by DNS or otherwise, will need a stand-alone pool of a single server",
			.fix = "plan a stand-alone pool of one server for this peer, or correct what it can do",
			.bad = "<mediation-pool id=\"med\"> <server id=\"m1\"/> <server id=\"m2\"/> </mediation-pool>\n"
			       "<gateway id=\"_gateway\" accepts-any-mediation-server=\"false\"/>\n"
			       "<trunk id=\"t1\" mediation-pool=\"med\" peer=\"_gateway\"/>",
			.good = "<mediation-pool id=\"med\"> <server id=\"m1\"/> </mediation-pool>\n"
				"<gateway id=\"_gateway\" accepts-any-mediation-server=\"false\"/>\n"
				"<trunk id=\"t1\" mediation-pool=\"med\" peer=\"_gateway\"/>",
			.pages = { PAGE_GUIDE13, PAGE_MED },
		},
		.subjects = BIT(K_MEDIATION_POOL),
		.needs = { A_ACCEPTS_ANY_MEDIATION_SERVER, A_DNS_LOAD_BALANCING, A_UNIFORM_LOAD_BALANCING },
		.judge = judge_pooling,
	},
};

const struct rule_group rule_group_peers = RULE_GROUP(peers_rules);
