/* SPDX-License-Identifier: MIT */
#include "engine/trial.h"

#include "base/mem.h"
#include "engine/parties.h"
#include "engine/servers.h"

#include <string.h>

enum {
	TIMED_OUT = 408,
	BUSY = 503,
};

/* A tail with one server of its pool, on its way to be an attempt. */
struct plan {
	const struct tail *tail;
	const struct element *pool;
	struct server_turn server;
	struct behaviour behaviour; /* of the peer, or of the server where the call ends there */
	bool ends_at_server;
	bool full_here; /* no room on our side: nothing is sent */
};

struct plans {
	struct plan *plan;
	uint32_t n, room;
};

static const struct topology *topo_of(const struct draft *draft)
{
	return draft->world->topo;
}

static bool failover_timer(struct draft *draft, const struct element *trunk)
{
	const struct topology *topo = topo_of(draft);
	const struct element *config = trunk_config(topo, &draft->world->plan->fallback, trunk);

	return trunk_setting(topo, config, A_FAST_FAILOVER) == TRI_TRUE;
}

static bool add_plan(struct plans *plans, const struct plan *plan)
{
	if (!mem_grow(&plans->plan, &plans->room, plans->n + 1, sizeof(*plans->plan)))
		return false;
	plans->plan[plans->n++] = *plan;
	return true;
}

/* Servers of the trunk's pool up to the first that takes the call to its peer. */
static bool plan_servers(
	struct draft *draft, const struct trial_times *times, const struct tail *tail, struct plans *plans)
{
	const struct element *pool = tail->path.node[0].element;
	uint32_t n = UINT32_MAX;
	const struct server_turn *turns = servers_in_turn(draft, pool, true, &n);
	bool stops = true;

	for (uint32_t i = 0; turns != NULL && stops && i < n; i++) {
		struct plan plan = { .tail = tail, .pool = pool, .server = turns[i] };

		if (tail->is_cut_off)
			plan.behaviour.answering.is_silent = true;
		stops = tail->is_cut_off ||
			(turns[i].fault != NULL &&
				behaviour_stops(
					topo_of(draft), turns[i].fault, pool, &plan.behaviour.answering));
		plan.ends_at_server = stops;
		if (!stops)
			plan.behaviour = behaviour_of_peer(draft, times, tail);
		else if (turns[i].fault != NULL)
			plan.behaviour.full = turns[i].fault->mode == FAULT_FULL;
		if (!add_plan(plans, &plan))
			return false;
		if (tail->is_cut_off)
			break;
	}
	return turns != NULL;
}

/* Questions about a trunk come after those about which trunk it is: see routing.c. */
static uint32_t stage_of(const struct draft *draft, const struct tail *tail)
{
	return 2 * (uint32_t)(tail - draft->tail) + 1;
}

static bool plan_trunks(struct draft *draft, const struct trial_times *times, struct plans *plans)
{
	for (uint32_t i = 0; i < draft->n_tail; i++) {
		const struct tail *tail = &draft->tail[i];
		const struct plan full = { .tail = tail, .server.id = "", .full_here = true };

		journal_stage(draft->world->journal, stage_of(draft, tail));
		if (!(behaviour_trunk_is_full(draft->world, tail->trunk) ?
				    add_plan(plans, &full) :
				    plan_servers(draft, times, tail, plans)))
			return false;
	}
	journal_stage(draft->world->journal, 0); /* what is asked from here on is for the sake of the call */
	return true;
}

/* False when out of memory. */
static bool make_attempt(struct draft *draft, const struct plan *plan, struct signalling_attempt *ret)
{
	const struct node *node = plan->tail->path.node;
	const struct fault *fault = plan->server.fault;
	struct party *party = arena_alloc(&draft->world->scratch, 2 * sizeof(*party));

	if (party == NULL)
		return false;
	party[0] = (struct party){
		.name = node[0].hop,
		.role = ROLE_B2BUA,
		.transport = parties_transport(draft, plan->tail->trunk),
		.lag = fault != NULL && fault->mode == FAULT_SLOW ? fault->delay : 0,
	};
	party[1] = (struct party){
		.name = topo_id(topo_of(draft), topo_ref(topo_of(draft), plan->tail->trunk, A_PEER)),
		.role = ROLE_CALLEE,
	};
	*ret = (struct signalling_attempt){
		.tail = party,
		.n_tail = plan->ends_at_server ? 1 : 2,
		.transport = SIP_TLS,
		.answering = plan->behaviour.answering,
		.passed_on = plan->behaviour.passed_on,
		.failover_timer = failover_timer(draft, plan->tail->trunk),
	};
	return true;
}

static struct call_attempt *add_attempt(struct draft *draft, const struct plan *plan, struct trial *trial)
{
	struct call_attempt *attempt = &trial->attempt[trial->n_attempt++];
	struct trunk_found *found = &trial->found[draft->n_entry_found + (plan->tail - draft->tail)];
	bool is_full = plan->full_here || plan->behaviour.full;

	*attempt = (struct call_attempt){
		.route = plan->tail->route != NULL ? topo_id(topo_of(draft), plan->tail->route) : "",
		.trunk = topo_id(topo_of(draft), plan->tail->trunk),
		.server = plan->server.id,
		.why = "",
	};
	trial->all_full &= is_full;
	if (found->finding != TRUNK_FULL)
		found->finding = is_full ? TRUNK_FULL : TRUNK_TRIED;
	journal_reached(draft->world->journal, stage_of(draft, plan->tail));
	return attempt;
}

static void report_full(struct draft *draft, const struct plan *plan, int64_t at, struct trial *trial)
{
	struct call_attempt *attempt = add_attempt(draft, plan, trial);

	attempt->result = BUSY;
	attempt->start = at;
	attempt->end = at;
	attempt->why = "all calls that the trunk may carry are up";
}

static const char *why_of(const struct plan *plan, const struct signalling_attempt_result *end)
{
	if (*end->why != '\0' || end->status < 300)
		return end->why;
	if (plan->behaviour.full)
		return "no free channel";
	if (plan->ends_at_server)
		return "the Mediation Server takes no calls";
	return plan->tail->why;
}

static void report_made(struct draft *draft, const struct plan *plan,
	const struct signalling_attempt_result *end, struct trial *trial)
{
	struct call_attempt *attempt = add_attempt(draft, plan, trial);

	attempt->result = end->status;
	attempt->start = end->start;
	attempt->end = end->end;
	attempt->why = why_of(plan, end);
	if (trial->is_up) /* an attempt that was given up may still win */
		return;
	trial->used = plan->tail;
	trial->is_up = end->status == 200;
	trial->server = plan->server.id;
}

static bool is_among(
	const struct signalling_attempt *attempt, const struct signalling_attempt *list, uint32_t n)
{
	uintptr_t first = (uintptr_t)list;
	uintptr_t place = (uintptr_t)attempt;

	return list != NULL && place >= first && place < first + n * sizeof(*list);
}

/* True if the Front End looked for another trunk after the last attempt. */
static bool looked_on(const struct draft *draft, const struct trial *trial)
{
	int status = trial->result.status;

	return status >= 300 && engine_policy_retries(draft->world->policies, status);
}

/* What a trial is made of. */
struct trying {
	struct draft *draft;
	const struct trial_times *times;
	struct plans plans;                /* over trunks */
	struct signalling_attempt *trunk;  /* those for which there is room */
	uint32_t *place;                   /* of each of these among the plans */
	struct signalling_attempt *server; /* of a pool that a peer tries */
	uint32_t n_trunk;
	struct signalling_request request;
	struct party party[MOST_PARTIES];
	uint32_t n_party;
};

static void report_entry(
	const struct trying *trying, const struct signalling_attempt_result *end, struct trial *trial)
{
	struct draft *draft = trying->draft;
	const struct entry_try *try = &draft->entry_try[end->attempt - trying->server];
	const struct fault *fault = try->server.fault;

	/* What became of it beyond is told by the attempts over other trunks. */
	if (try->passes && draft->n_tail > 0)
		return;
	trial->attempt[trial->n_attempt++] = (struct call_attempt){
		.route = "",
		.trunk = topo_id(topo_of(draft), try->trunk),
		.server = try->server.id,
		.result = end->status,
		.start = end->start,
		.end = end->end,
		.why = *end->why != '\0'                             ? end->why :
			!try->passes && fault != NULL                ? "the Mediation Server takes no calls" :
			end->status >= 300 && draft->nowhere != NULL ? draft->nowhere :
								       "",
	};
	trial->all_full &= fault != NULL && fault->mode == FAULT_FULL;
}

/* Servers whose turn it would have been are next in turn again. */
static void give_back_turns(const struct trying *trying, uint32_t made)
{
	const struct plans *plans = &trying->plans;

	for (uint32_t i = made; i < plans->n; i++) {
		const struct plan *plan = &plans->plan[i];

		if (!plan->full_here && (i == 0 || plan[-1].tail != plan->tail))
			servers_turn_back(trying->draft->world, plan->pool);
	}
}

/* What the attempts came to, those for which there was no room among them. */
static void report_attempts(const struct trying *trying, struct trial *trial)
{
	const struct signalling_result *result = &trial->result;
	const struct plans *plans = &trying->plans;
	uint32_t made = 0; /* plans */
	int64_t at = 0;

	trial->all_full = result->n_attempt > 0 || plans->n > 0;
	for (uint32_t i = 0; i < result->n_attempt; i++) {
		const struct signalling_attempt_result *end = &result->attempt[i];
		uint32_t place = 0;

		at = end->end;
		if (is_among(end->attempt, trying->server, trying->draft->n_entry_try)) {
			report_entry(trying, end, trial);
			continue;
		}
		if (!is_among(end->attempt, trying->trunk, trying->n_trunk))
			continue;
		place = trying->place[end->attempt - trying->trunk];
		while (made < place)
			report_full(trying->draft, &plans->plan[made++], end->start, trial);
		report_made(trying->draft, &plans->plan[place], end, trial);
		made = made > place + 1 ? made : place + 1;
	}
	if (made > 0 && !looked_on(trying->draft, trial)) {
		give_back_turns(trying, made);
		return;
	}
	while (made < plans->n && plans->plan[made].full_here)
		report_full(trying->draft, &plans->plan[made++], at, trial);
	give_back_turns(trying, made);
}

/* How the box behaves at which the row of the head ends. */
static struct answering answering_of_last(const struct trying *trying)
{
	const struct draft *draft = trying->draft;
	struct answering answering = { .ringing = trying->times->answer_after, .status = 200 };

	if (draft->nowhere == NULL && (draft->n_tail == 0 || trying->n_trunk > 0))
		return answering;
	answering = (struct answering){ .status = BUSY, .sends_100 = true };
	if (draft->nowhere != NULL)
		answering.status = draft->nowhere_status;
	if (draft->stopped_by != NULL) {
		answering.sends_100 = false;
		behaviour_stops(topo_of(draft), draft->stopped_by,
			draft->head.node[draft->head.n - 1].element, &answering);
	}
	return answering;
}

/* From party `first` on, to where trunks are tried or the call ends. */
static struct signalling_attempt attempt_from(struct trying *trying, uint32_t first)
{
	struct signalling_attempt attempt = {
		.tail = &trying->party[first],
		.n_tail = trying->n_party - first,
		.transport = trying->party[first - 1].transport,
		.answering = answering_of_last(trying),
	};

	if (trying->n_trunk > 0) {
		attempt.further = trying->trunk;
		attempt.n_further = trying->n_trunk;
	}
	return attempt;
}

/* A server that takes no calls. */
static bool attempt_at(struct trying *trying, const struct entry_try *try, struct signalling_attempt *ret)
{
	struct draft *draft = trying->draft;
	struct party *party = arena_alloc(&draft->world->scratch, sizeof(*party));

	if (party == NULL)
		return false;
	*party = (struct party){ .name = topo_id(topo_of(draft), try->pool), .role = ROLE_CALLEE };
	*ret = (struct signalling_attempt){
		.tail = party, .n_tail = 1, .transport = parties_transport(draft, try->trunk)
	};
	behaviour_stops(topo_of(draft), try->server.fault, try->pool, &ret->answering);
	return true;
}

/* A server that takes them, maybe slowly. */
static bool attempt_through(
	struct trying *trying, const struct entry_try *try, struct signalling_attempt *ret)
{
	const struct fault *fault = try->server.fault;
	struct party *party;

	*ret = attempt_from(trying, 1);
	if (fault == NULL || fault->mode != FAULT_SLOW)
		return true;
	party = arena_alloc(&trying->draft->world->scratch, ret->n_tail * sizeof(*party));
	if (party == NULL)
		return false;
	memcpy(party, ret->tail, ret->n_tail * sizeof(*party));
	party[0].lag = fault->delay;
	ret->tail = party;
	return true;
}

static bool make_entry(struct trying *trying)
{
	struct draft *draft = trying->draft;
	bool good = true;

	trying->server = arena_alloc(&draft->world->scratch, draft->n_entry_try * sizeof(*trying->server));
	for (uint32_t i = 0; trying->server != NULL && good && i < draft->n_entry_try; i++) {
		const struct entry_try *try = &draft->entry_try[i];

		if (try->passes && trying->n_party < 2)
			break; /* the rest of the way is not reached */
		good = try->passes ? attempt_through(trying, try, &trying->server[i]) :
				     attempt_at(trying, try, &trying->server[i]);
		trying->request.n_attempt = i + 1;
	}
	trying->request.attempt = trying->server;
	trying->request.n_head = 1;
	return trying->server != NULL && good;
}

/* Plans for which there is room, as attempts. */
static bool make_attempts(struct trying *trying)
{
	struct arena *arena = &trying->draft->world->scratch;
	const struct plans *plans = &trying->plans;
	bool good;

	trying->trunk = arena_alloc(arena, ((size_t)plans->n + 1) * sizeof(*trying->trunk));
	trying->place = arena_alloc(arena, ((size_t)plans->n + 1) * sizeof(*trying->place));
	good = trying->trunk != NULL && trying->place != NULL;
	for (uint32_t i = 0; good && i < plans->n; i++) {
		if (plans->plan[i].full_here)
			continue;
		trying->place[trying->n_trunk] = i;
		good = make_attempt(trying->draft, &plans->plan[i], &trying->trunk[trying->n_trunk++]);
	}
	return good;
}

/* What the caller tries, or the Front End for it. */
static bool make_request(struct trying *trying)
{
	struct draft *draft = trying->draft;
	struct signalling_request *request = &trying->request;
	struct signalling_attempt *row;

	if (draft->n_entry_try > 0)
		return make_entry(trying);
	request->head = trying->party;
	request->n_head = trying->n_party;
	request->attempt = trying->trunk;
	request->n_attempt = trying->n_trunk;
	if (trying->n_trunk > 0 || trying->n_party < 2)
		return true;
	row = arena_alloc(&draft->world->scratch, sizeof(*row));
	if (row == NULL)
		return false;
	*row = attempt_from(trying, 1);
	request->n_head = 1;
	request->attempt = row;
	request->n_attempt = 1;
	return true;
}

/* The status that a caller sees whom nothing of SIP has answered. */
static int unanswered(const struct draft *draft, const struct signalling_result *result)
{
	const struct signalling_attempt_result *last = &result->attempt[result->n_attempt - 1];

	if (draft->n_entry_try == 0)
		return draft->nowhere != NULL ? draft->nowhere_status : 0;
	return strcmp(last->why, "connection refused") == 0 ? BUSY : TIMED_OUT;
}

/* False when SIP has no part in it: then `result` stays as it is. */
static bool speaks_sip(const struct trying *trying)
{
	const struct draft *draft = trying->draft;
	enum stretch last = draft->head.n > 0 ? draft->head.node[draft->head.n - 1].stretch : STRETCH_NONE;

	if (trying->n_party == 0 || trying->request.n_attempt == 0)
		return false;
	return draft->n_tail > 0 || draft->nowhere != NULL ||
		(last != STRETCH_LINE && last != STRETCH_PUBLIC);
}

/* Trunks of which the call may find out something. */
static bool list_trunks(struct draft *draft, struct trial *trial)
{
	uint32_t n = draft->n_entry_found + draft->n_tail;

	trial->found = arena_alloc(draft->arena, n * sizeof(*trial->found));
	if (trial->found == NULL)
		return false;
	for (uint32_t i = 0; i < draft->n_entry_found; i++)
		trial->found[trial->n_found++] = draft->entry_found[i];
	for (uint32_t i = 0; i < draft->n_tail; i++)
		trial->found[trial->n_found++] = (struct trunk_found){ draft->tail[i].trunk, TRUNK_SPARE };
	return true;
}

static bool run(struct trying *trying, bool records, struct trial *trial)
{
	struct draft *draft = trying->draft;
	size_t room = (size_t)trying->plans.n + 1;

	trying->n_party = parties_make(draft, trying->party);
	trying->request.head = trying->party;
	if (!make_attempts(trying) || !make_request(trying))
		return false;
	if (speaks_sip(trying)) {
		if (!signalling_run(&trying->request, records, draft->arena, &trial->result))
			return false;
		if (trial->result.status == 0)
			trial->result.status = unanswered(draft, &trial->result);
		room += trial->result.n_attempt;
	}
	trial->attempt = arena_alloc(draft->arena, room * sizeof(*trial->attempt));
	if (trial->attempt == NULL || !list_trunks(draft, trial))
		return false;
	report_attempts(trying, trial);
	return true;
}

/* As it would be without any SIP. */
static struct signalling_result result_without(const struct draft *draft, const struct trial_times *times)
{
	struct signalling_result result = { .status = draft->nowhere_status, .ring = NEVER, .setup = NEVER };

	if (draft->nowhere != NULL)
		return result;
	result.status = 200;
	result.ring = 0;
	result.setup = times->answer_after;
	result.end = times->answer_after + times->duration;
	return result;
}

bool trial_make(struct draft *draft, const struct trial_times *times, bool records, struct trial *ret)
{
	struct trying trying = { .draft = draft, .times = times };
	bool good;

	trying.request = (struct signalling_request){
		.duration = times->duration,
		.cancel_after = NEVER,
		.policies = draft->world->policies,
	};
	*ret = (struct trial){ .result = result_without(draft, times) };
	good = plan_trunks(draft, times, &trying.plans) && run(&trying, records, ret);
	mem_free(trying.plans.plan);
	return good;
}
