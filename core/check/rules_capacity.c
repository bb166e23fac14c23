/* SPDX-License-Identifier: MIT */
/* What Mediation Servers and Edge Servers can carry. Messages print the arithmetic. */
#include "check/load.h"
#include "check/thresholds.h"
#include "model/figures.h"
#include "model/serving.h"

#include <inttypes.h>
#include <math.h>

/* What one server carries; two figures while it is not known whether hyper-threading is on. */
struct limit {
	double least, most;
	const char *threshold; /* of `most` */
};

static bool is_stand_alone(struct run *run, const struct element *pool)
{
	return see_choice(run, pool, A_PLACEMENT) == PLACEMENT_STAND_ALONE;
}

static struct limit limit_of(struct run *run, const struct element *pool)
{
	double with = run->policy->calls_hyper_threading;
	double without = run->policy->calls_without_hyper_threading;

	if (!is_stand_alone(run, pool))
		return (struct limit){ run->policy->calls_collocated, run->policy->calls_collocated,
			"calls-collocated" };
	switch (see_bool(run, pool, A_HYPER_THREADING)) {
	case TRI_TRUE:
		return (struct limit){ with, with, "calls-hyper-threading" };
	case TRI_FALSE:
		return (struct limit){ without, without, "calls-without-hyper-threading" };
	default:
		return (struct limit){ fmin(with, without), fmax(with, without),
			with >= without ? "calls-hyper-threading" : "calls-without-hyper-threading" };
	}
}

/* Whether so many servers carry the calls; asks for what it turns on. */
static enum tri suffices(struct run *run, const struct element *pool, const struct load *load,
	const struct limit *limit, double servers)
{
	if (load->relayed > limit->most * servers)
		return TRI_FALSE;
	if (!load->known)
		return TRI_UNKNOWN;
	if (load->relayed <= limit->least * servers)
		return TRI_TRUE;
	ask_bool(run, pool, A_HYPER_THREADING);
	return TRI_UNKNOWN;
}

/* "one carries 1500 (source), 500 are too many" */
static const char *shortfall(struct run *run, const struct load *load, const struct limit *limit,
	unsigned servers, const char *with)
{
	double most = limit->most * servers;

	return words(run, "%s; a server carries %.0f (%s), %u%s %s %.0f, which is %.0f too few",
		load_words(run, load), limit->most, threshold_source(run->policy, limit->threshold), servers,
		with, servers == 1 ? "carries" : "carry", most, ceil(load->relayed - most));
}

static enum outcome judge_calls(struct run *run, const struct element *pool)
{
	struct load load = pool_load(run, pool);
	struct limit limit = limit_of(run, pool);
	double servers = load.servers > 0 ? load.servers : 1.0;

	if (!load.carries)
		return NOT_APPLICABLE;
	switch (suffices(run, pool, &load, &limit, servers)) {
	case TRI_TRUE:
		return PASS;
	case TRI_UNKNOWN:
		return unknown(run);
	default:
		break;
	}
	if (load.servers == 0) {
		forget_missing(run);
		ask_children(run, pool_host(run->topo, pool), BIT(K_SERVER));
		return unknown(run);
	}
	return lacks(run, pool, A_NONE, "%s relays %s", label(run, pool),
		shortfall(run, &load, &limit, load.servers, load.servers == 1 ? " server" : " servers"));
}

static enum outcome judge_stand_alone(struct run *run, const struct element *pool)
{
	return is_stand_alone(run, pool) ? judge_calls(run, pool) : NOT_APPLICABLE;
}

static enum outcome judge_collocated(struct run *run, const struct element *pool)
{
	return see_choice(run, pool, A_PLACEMENT) == PLACEMENT_COLLOCATED ? judge_calls(run, pool) :
									    NOT_APPLICABLE;
}

static enum outcome judge_without_one(struct run *run, const struct element *pool)
{
	struct load load = pool_load(run, pool);
	struct limit limit = limit_of(run, pool);
	enum tri enough;

	if (!load.carries || see_bool(run, pool, A_HIGH_AVAILABILITY_REQUIRED) == TRI_FALSE)
		return NOT_APPLICABLE;
	if (load.servers == 0) {
		ask_children(run, pool_host(run->topo, pool), BIT(K_SERVER));
		return unknown(run);
	}
	enough = suffices(run, pool, &load, &limit, load.servers - 1);
	if (enough == TRI_TRUE)
		return PASS;
	if (enough == TRI_FALSE)
		forget_missing(run);
	if (ask_bool(run, pool, A_HIGH_AVAILABILITY_REQUIRED) != TRI_TRUE || enough == TRI_UNKNOWN)
		return unknown(run);
	return lacks(run, pool, A_HIGH_AVAILABILITY_REQUIRED,
		"%s must survive the loss of a server and relays %s", label(run, pool),
		shortfall(run, &load, &limit, load.servers - 1,
			load.servers == 2 ? " server that is left" : " servers that are left"));
}

static enum outcome judge_media_ports(struct run *run, const struct element *pool)
{
	struct load load = pool_load(run, pool);
	int64_t per_call = figure_whole(FIGURE_PORTS_PER_CALL);
	int64_t calls;
	int64_t ports;

	if (!load.carries || !see_int(run, pool, A_AUDIO_PORT_COUNT, &ports))
		return NOT_APPLICABLE;
	calls = (int64_t)ceil(load.relayed / (load.servers > 0 ? load.servers : 1.0));
	if (calls * per_call <= ports)
		return load.known ? PASS : unknown(run);
	if (load.servers == 0 && pool->kind == K_MEDIATION_POOL) {
		forget_missing(run);
		ask_children(run, pool_host(run->topo, pool), BIT(K_SERVER));
		return unknown(run);
	}
	return lacks(run, pool, A_AUDIO_PORT_COUNT,
		"%s has %" PRId64 " media ports a server, enough for %" PRId64 " calls at %" PRId64
		" ports each (%s), but relays %s: %" PRId64 " on each server, for which %" PRId64
		" ports are missing",
		label(run, pool), ports, ports / per_call, per_call, figure_source(FIGURE_PORTS_PER_CALL),
		load_words(run, &load), calls, calls * per_call - ports);
}

static enum outcome judge_memory(struct run *run, const struct element *server)
{
	const struct element *pool = topo_parent(run->topo, server);
	const struct element *box = server;
	double least = figure_value(FIGURE_MEDIATION_MEMORY_GB);
	double memory;

	if (pool == NULL || pool->kind != K_MEDIATION_POOL || !is_stand_alone(run, pool))
		return NOT_APPLICABLE;
	if (!see_written(run, server, A_MEMORY_GB) && see_ref(run, server, A_SAME_AS) != NULL)
		box = see_ref(run, server, A_SAME_AS);
	if (!ask_decimal(run, box, A_MEMORY_GB, &memory))
		return unknown(run);
	if (memory >= least)
		return PASS;
	return fires(run, box, A_MEMORY_GB,
		"%s of %s has %g GB of memory; its calls were tested with %g GB (%s), %g GB are missing",
		label(run, server), label(run, pool), memory, least,
		figure_source(FIGURE_MEDIATION_MEMORY_GB), least - memory);
}

/* People outside who come in by one Edge pool. */
struct outside {
	int64_t people;
	uint32_t n_unknown; /* groups that do not say how many are remote */
};

/* By ordinal among the Edge pools; NULL when out of memory. */
static struct outside *count_outside(struct run *run)
{
	size_t n = topo_count(run->topo, K_EDGE_POOL);
	struct outside *outside = arena_alloc(&run->scratch, n * sizeof(*outside));
	struct walk groups = see_kind(run, K_USERS);
	const struct element *users;

	for (size_t i = 0; outside != NULL && i < n; i++)
		outside[i] = (struct outside){ 0 };
	while (outside != NULL && (users = walk_next(&groups)) != NULL) {
		const struct element *edge = see_voice(run, users) ? serving_edge(run->topo, users) : NULL;
		int64_t remote;

		if (edge == NULL)
			continue;
		if (see_int(run, users, A_REMOTE, &remote))
			outside[edge->place].people += remote;
		else
			outside[edge->place].n_unknown++;
	}
	return outside;
}

static void ask_remote(struct run *run, const struct element *edge)
{
	struct walk groups = see_kind(run, K_USERS);
	const struct element *users;

	while ((users = walk_next(&groups)) != NULL)
		if (see_voice(run, users) && serving_edge(run->topo, users) == edge)
			ask_text(run, users, A_REMOTE);
}

/* Whether a Mediation Server pool that must survive the loss of a server uses the Edge pool. */
static enum tri must_survive(struct run *run, const struct element *edge)
{
	enum tri wanted = TRI_FALSE;

	for (uint64_t kinds = MEDIATION_POOLS; kinds != 0; kinds &= kinds - 1) {
		struct walk pools = see_referrers(run, edge, (enum kind)__builtin_ctzll(kinds), A_EDGE_POOL);
		const struct element *pool;

		while (wanted != TRI_TRUE && (pool = walk_next(&pools)) != NULL) {
			enum tri required = ask_bool(run, pool, A_HIGH_AVAILABILITY_REQUIRED);

			wanted = required == TRI_FALSE ? wanted : required;
		}
	}
	return wanted;
}

static enum outcome judge_edge(struct run *run, const struct element *edge, const struct outside *outside)
{
	struct walk servers = see_children(run, edge, BIT(K_SERVER));
	int64_t limit = run->policy->users_per_edge_server;
	int64_t n = 0;
	enum tri survives;

	while (walk_next(&servers) != NULL)
		n++;
	if (outside->people > limit * (n > 0 ? n : 1) && n > 0)
		return lacks(run, edge, A_NONE,
			"%" PRId64 " people work outside by %s; an Edge Server carries %" PRId64
			" (%s), %" PRId64 " carry %" PRId64 ", which is %" PRId64 " too few",
			outside->people, label(run, edge), limit,
			threshold_source(run->policy, "users-per-edge-server"), n, n * limit,
			outside->people - n * limit);
	if (n == 0 && !ask_children(run, edge, BIT(K_SERVER)))
		return unknown(run);
	survives = n == 1 ? must_survive(run, edge) : TRI_FALSE;
	if (survives == TRI_TRUE)
		return lacks(run, edge, A_NONE,
			"%s has one server, but must survive the loss of a server, for which two are needed (%s)",
			label(run, edge), figure_source(FIGURE_EDGE_USERS));
	if (outside->n_unknown > 0)
		ask_remote(run, edge);
	return outside->n_unknown > 0 || survives == TRI_UNKNOWN ? unknown(run) : PASS;
}

static enum outcome judge_edges(struct run *run, const struct element *root)
{
	struct walk edges = see_kind(run, K_EDGE_POOL);
	struct outside *outside;
	const struct element *edge;
	enum outcome outcome = NOT_APPLICABLE;

	if (topo_nth(run->topo, K_TOPOLOGY, 0) != root || topo_count(run->topo, K_EDGE_POOL) == 0)
		return NOT_APPLICABLE;
	outside = count_outside(run);
	while (outside != NULL && (edge = walk_next(&edges)) != NULL) {
		forget_missing(run);
		outcome = worse(outcome, judge_edge(run, edge, &outside[edge->place]));
	}
	return outcome;
}

#define X6 \
	"X6: older pages estimate about 1000 calls for a stand-alone Mediation Server, the capacity pages measured 1100 without and 1500 with hyper-threading, and 150 collocated; the measured figures count, and a configuration may set others"

static const struct rule capacity_rules[] = {
	{
		.info = {
			.id = "CAP001",
			.name = "ms-calls-standalone",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "a stand-alone Mediation Server relays 1500 calls with hyper-threading, 1100 without",
			.meaning = "calls that do not bypass it cost a Mediation Server its processor; counted are the calls of the busy hour: calls-per-hour times mean-call-s of the groups served, else their load class (1, 2 or 4 calls of 3 minutes an hour), and where no load is known what the trunks admit. Where media bypass is on for all trunks of the pool, 35 per cent of the calls count. Pools of a site that have trunks share its people evenly",
			.fix = "add Mediation Servers to the pool, turn hyper-threading on, or turn media bypass on where the peers support it",
			.bad = "<mediation-pool placement=\"stand-alone\" hyper-threading=\"false\" ...> <server id=\"m1\"/> </mediation-pool> <users count=\"20000\" load=\"moderate\" .../>",
			.good = "<mediation-pool placement=\"stand-alone\" hyper-threading=\"false\" ...> <server id=\"m1\"/> <server id=\"m2\"/> </mediation-pool> <users count=\"20000\" load=\"moderate\" .../>",
			.conflict = X6,
			.pages = { PAGE_CAP13, PAGE_CAP, PAGE_MN, PAGE_UM },
		},
		.subjects = BIT(K_MEDIATION_POOL),
		.needs = { A_LOAD, A_HYPER_THREADING },
		.judge = judge_stand_alone,
	},
	{
		.info = {
			.id = "CAP002",
			.name = "ms-calls-collocated",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "a collocated Mediation Server relays 150 calls",
			.meaning = "Front End Servers have other work to do, so far fewer calls fit beside it; calls are counted as CAP001 counts them, servers are those of the Front End pool",
			.fix = "plan stand-alone Mediation Servers, or turn media bypass on where the peers support it",
			.bad = "<mediation-pool placement=\"collocated\" .../> <users count=\"3000\" load=\"moderate\" .../>",
			.good = "<mediation-pool placement=\"stand-alone\" .../> <users count=\"3000\" load=\"moderate\" .../>",
			.conflict = X6,
			.pages = { PAGE_CAP13, PAGE_CAP, PAGE_UM },
		},
		.subjects = BIT(K_MEDIATION_POOL),
		.needs = { A_LOAD },
		.judge = judge_collocated,
	},
	{
		.info = {
			.id = "CAP003",
			.name = "ms-calls-n-minus-1",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "a pool that must survive the loss of a server carries its calls without it",
			.meaning = "what the capacity pages say of Front End Servers holds for Mediation Servers as well: high availability means that the servers left carry the calls of all; no page says so of them",
			.fix = "add a server to the pool, or take high-availability-required back",
			.bad = "<mediation-pool high-availability-required=\"true\" ...> <server id=\"m1\"/> <server id=\"m2\"/> </mediation-pool> <users count=\"25000\" load=\"moderate\" .../>",
			.good = "<mediation-pool high-availability-required=\"true\" ...> <server id=\"m1\"/> <server id=\"m2\"/> <server id=\"m3\"/> </mediation-pool> <users count=\"25000\" load=\"moderate\" .../>",
			.conflict = X6,
			.pages = { PAGE_CAP, PAGE_CAP13, PAGE_UM },
		},
		.subjects = BIT(K_MEDIATION_POOL),
		.needs = { A_HIGH_AVAILABILITY_REQUIRED, A_LOAD },
		.judge = judge_without_one,
	},
	{
		.info = {
			.id = "CAP004",
			.name = "ms-media-ports",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "a Mediation Server has seven media ports for each call that it relays",
			.meaning = "a relayed call takes at least seven ports; a call for which none are left has no media. The 8348 ports of the product are enough for 1192 calls, fewer than the processor of a stand-alone server carries. Calls are counted as CAP001 counts them",
			.fix = "raise audio-port-count, add servers, or turn media bypass on where the peers support it",
			.bad = "<mediation-pool audio-port-count=\"100\" .../> <users count=\"1000\" load=\"moderate\" .../>",
			.good = "<mediation-pool audio-port-count=\"700\" .../> <users count=\"1000\" load=\"moderate\" .../>",
			.pages = { PAGE_PS_MEDIATION_SERVER, PAGE_QOS, PAGE_UM },
		},
		.subjects = MEDIATION_POOLS,
		.needs = { A_LOAD },
		.judge = judge_media_ports,
	},
	{
		.info = {
			.id = "CAP005",
			.name = "edge-12000",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "an Edge Server carries 12,000 people outside, and availability needs two",
			.meaning = "one Edge Server for every 12,000 people who are outside at once, and two where the loss of one must be survived, which the Mediation pool that uses the Edge pool says (high-availability-required). Counted are the remote people of the groups that come in by the pool",
			.fix = "add servers to the Edge pool",
			.bad = "<edge-pool id=\"e\"> <server id=\"e1\"/> </edge-pool> <users count=\"15000\" remote=\"15000\" .../>",
			.good = "<edge-pool id=\"e\"> <server id=\"e1\"/> <server id=\"e2\"/> </edge-pool> <users count=\"15000\" remote=\"15000\" .../>",
			.pages = { PAGE_CAP13 },
		},
		.subjects = BIT(K_TOPOLOGY),
		.needs = { A_REMOTE, A_HIGH_AVAILABILITY_REQUIRED },
		.judge = judge_edges,
	},
	{
		.info = {
			.id = "CAP006",
			.name = "memory",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "a stand-alone Mediation Server has 16 GB of memory",
			.meaning = "the published number of calls holds for servers with 32 GB, of which 16 GB are enough; nobody tested less",
			.fix = "give the server 16 GB or more",
			.bad = "<server id=\"med1\" memory-gb=\"8\"/>",
			.good = "<server id=\"med1\" memory-gb=\"16\"/>",
			.pages = { PAGE_CAP13 },
		},
		.subjects = BIT(K_SERVER),
		.needs = { A_MEMORY_GB },
		.judge = judge_memory,
	},
};

const struct rule_group rule_group_capacity = RULE_GROUP(capacity_rules);
