/* SPDX-License-Identifier: MIT */
/*
 * engine_bench.c - how fast the engine is, by the processor's time of this process.
 *
 * usage: engine_bench DEPLOYMENT
 *
 * A line for each figure: name, value, unit. run_engine.py beside this file makes the deployment and prints a table.
 */
#include "base/mem.h"
#include "engine/agenda.h"
#include "engine/flow.h"
#include "engine/signalling.h"
#include "load/set.h"
#include "model/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
	CALLERS = 1000,
	FLOW_CALLS = 1000000,
	FULL_CALLS = 2000,
	ROUNDS = 20,
	LADDERS = 100000,
};

#define SECOND NANOSECONDS
#define PAUSE (SECOND / 10) /* between two calls: some 1800 are up at a time */

static double cpu_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void print(const char *name, double value, const char *unit)
{
	printf("%s\t%.6g\t%s\n", name, value, unit);
}

static void give_up(const char *why)
{
	fprintf(stderr, "engine_bench: %s\n", why);
	exit(1);
}

/* A number that a route of the group's voice policy takes. */
static bool number_for(const struct topology *topo, const struct deployment *plan, struct patterns *patterns,
	const struct element *users, char text[PATTERN_EXAMPLE_LENGTH])
{
	const struct element *policy = users_policy(plan, users);
	struct refs usages = policy != NULL ? topo_refs(topo, policy, A_USAGES) : (struct refs){ .n = 0 };

	for (uint32_t i = 0; i < usages.n; i++) {
		struct walk routes = walk_referrers(topo, refs_nth(usages, i), K_VOICE_ROUTE, A_USAGES);
		const struct element *route;

		while ((route = walk_next(&routes)) != NULL) {
			const struct pattern *pattern = patterns_get(
				patterns, topo_text(topo, route, A_PATTERN));

			if (pattern != NULL && pattern_example(patterns, pattern, text))
				return true;
		}
	}
	return false;
}

/* Calls of many groups, each to a number that it may call. */
static void add_calls(struct agenda *agenda, const struct topology *topo, const struct deployment *plan)
{
	struct walk groups = walk_kind(topo, K_USERS);
	struct patterns patterns = { 0 };
	const struct element *users;
	char number[PATTERN_EXAMPLE_LENGTH];

	while ((users = walk_next(&groups)) != NULL && agenda->n_call < CALLERS) {
		if (!users_have_voice(topo, users) || !number_for(topo, plan, &patterns, users, number))
			continue;
		agenda_add_call(agenda,
			&(struct planned_call){
				.id = arena_printf(&agenda->arena, "b%u", (unsigned)agenda->n_call),
				.from = topo_id(topo, users),
				.to = arena_printf(&agenda->arena, "%s", number),
				.duration = 180 * SECOND,
				.answer_after = 2 * SECOND,
				.expect_signalling = str_of(""),
				.expect_media = str_of(""),
			});
	}
	patterns_release(&patterns);
	if (agenda->n_call == 0)
		give_up("nobody in this deployment may call out");
}

/* One call in a run of its own: what derives from the deployment is derived each time. */
static void measure_single(struct agenda *agenda, const struct topology *topo)
{
	struct engine_request request = agenda_request(agenda, topo, false);
	double start = cpu_seconds();

	request.n_call = 1;
	for (int i = 0; i < ROUNDS; i++) {
		struct calls calls = { 0 };

		if (!engine_run(&request, &calls) || calls.call[0].outcome != CALL_CONNECTED)
			give_up("a single call did not connect");
		calls_release(&calls);
	}
	print("one call in a run of its own", (cpu_seconds() - start) / ROUNDS * 1000, "ms");
}

/* Many calls in one run, with all reasons. */
static void measure_full(struct agenda *agenda, const struct topology *topo)
{
	struct planned_call *planned = mem_alloc(FULL_CALLS * sizeof(*planned));
	struct engine_request request = agenda_request(agenda, topo, false);
	struct calls calls = { 0 };
	double start = cpu_seconds();

	if (planned == NULL)
		give_up("out of memory");
	for (uint32_t i = 0; i < FULL_CALLS; i++) {
		planned[i] = agenda->call[i % agenda->n_call];
		planned[i].at = i * PAUSE;
	}
	request.call = planned;
	request.n_call = FULL_CALLS;
	if (!engine_run(&request, &calls))
		give_up("out of memory");
	print("calls with all reasons", FULL_CALLS / (cpu_seconds() - start), "a second");
	calls_release(&calls);
	mem_free(planned);
}

static void make_flow_calls(struct flow *flow, const struct agenda *agenda)
{
	static struct flow_caller *caller[CALLERS];
	uint32_t connected = 0;
	uint32_t state = 1;
	double start;

	for (uint32_t i = 0; i < agenda->n_call; i++)
		caller[i] = flow_find(flow, &agenda->call[i]);
	start = cpu_seconds();
	for (uint32_t i = 0; i < FLOW_CALLS; i++) {
		struct flow_call call;

		state = state * 1664525 + 1013904223;
		if (!flow_make(flow, caller[(state >> 8) % agenda->n_call], i * PAUSE, 180 * SECOND, &call))
			give_up("out of memory");
		connected += call.outcome == CALL_CONNECTED;
	}
	print("flow level, 1,000,000 calls", cpu_seconds() - start, "s");
	print("  of them connected", connected, "calls");
	print("  made in full, to learn", flow->n_node, "nodes of trees");
}

static void measure_flow(struct agenda *agenda, const struct topology *topo, const struct deployment *plan)
{
	struct calls calls = { 0 };
	struct world world = {
		.topo = topo,
		.plan = plan,
		.policies = &agenda->policies,
		.faults = &agenda->faults,
		.calls = &calls,
		.random = agenda->seed,
	};
	struct flow flow;

	if (!world_open(&world) || !flow_open(&flow, &world))
		give_up("out of memory");
	make_flow_calls(&flow, agenda);
	flow_close(&flow);
	world_release(&world);
	calls_release(&calls);
}

/* A caller, a Front End, a Mediation Server and a peer; transactions and timers run, nothing is recorded. */
static void measure_messages(
	const struct engine_policies *policies, enum sip_transport transport, const char *name)
{
	const struct party head[] = {
		{ .name = "caller", .role = ROLE_CALLER, .transport = SIP_TLS },
		{ .name = "fe", .role = ROLE_PROXY, .transport = SIP_TLS },
	};
	const struct party tail[] = {
		{ .name = "ms", .role = ROLE_B2BUA, .transport = transport },
		{ .name = "peer", .role = ROLE_CALLEE },
	};
	const struct signalling_attempt attempt = {
		.tail = tail,
		.n_tail = ARRAY_LEN(tail),
		.transport = SIP_TLS,
		.answering = { .ringing = 2 * SECOND, .status = 200, .sends_100 = true },
		.failover_timer = true,
	};
	const struct signalling_request request = {
		.head = head,
		.n_head = ARRAY_LEN(head),
		.attempt = &attempt,
		.n_attempt = 1,
		.duration = 180 * SECOND,
		.cancel_after = NEVER,
		.policies = policies,
	};
	struct arena arena = { 0 };
	uint64_t events = 0;
	double start = cpu_seconds();

	for (int i = 0; i < LADDERS; i++) {
		struct signalling_result result;

		if (!signalling_run(&request, false, &arena, &result) || result.status != 200)
			give_up("a ladder did not connect");
		events += result.n_events;
		arena_clear(&arena);
	}
	print(name, (double)events / (cpu_seconds() - start), "a second");
	arena_release(&arena);
}

static void measure(const struct topology *topo)
{
	struct agenda agenda = agenda_empty();
	struct deployment plan = { 0 };

	if (!deployment_make(&plan, topo))
		give_up("out of memory");
	add_calls(&agenda, topo, &plan);
	print("elements of the deployment", topo->n_element, "");
	measure_single(&agenda, topo);
	measure_full(&agenda, topo);
	measure_flow(&agenda, topo, &plan);
	measure_messages(&agenda.policies, SIP_TCP, "SIP messages, TCP");
	measure_messages(&agenda.policies, SIP_UDP, "SIP messages, UDP");
	deployment_release(&plan);
	agenda_release(&agenda);
}

int main(int argc, char **argv)
{
	const struct limits limits = default_limits;
	struct library library;
	struct document_set set;
	const char *path = argc == 2 ? argv[1] : NULL;

	if (path == NULL)
		give_up("usage: engine_bench DEPLOYMENT");
	library_init(&library, &limits, "-");
	if (!set_read(&library, &path, 1, &set) || !set.complete)
		give_up("this is no deployment");
	measure(&set.topology);
	set_release(&set);
	library_release(&library);
	return 0;
}
