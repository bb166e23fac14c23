/* SPDX-License-Identifier: MIT */
#include "engine/trial.h"

#include "base/mem.h"
#include "engine/servers.h"

#include <string.h>

enum {
	MEDIA_TIMEOUT_S = 30, /* RTCP supervision: New-CsTrunkConfiguration */
	BUSY = 503,
	MOST_PARTIES = 2 * MOST_NODES,
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

static enum sip_transport transport_of(struct draft *draft, const struct element *trunk)
{
	switch (trunk_transport(topo_of(draft), &draft->world->plan->fallback, trunk)) {
	case TRANSPORT_TLS:
		return SIP_TLS;
	case TRANSPORT_UDP:
		return SIP_UDP;
	default:
		return SIP_TCP;
	}
}

/* Boxes that speak SIP, from the caller on; lines and routers only pass packets. */
static bool speaks_sip(const struct element *e)
{
	const uint64_t kinds = BIT(K_USERS) | BIT(K_DEVICE) | BIT(K_UNIFIED_MESSAGING) | BIT(K_EDGE_POOL) |
		BIT(K_FRONT_END_POOL) | MEDIATION_POOLS | PEERS;

	return e != NULL && kinds & BIT(e->kind);
}

/* The node after which everything is SIP: lines of the telephone network lie before it. */
static uint32_t first_sip_node(const struct path *path)
{
	uint32_t first = 0;

	for (uint32_t i = 1; i < path->n; i++)
		if (path->node[i].stretch == STRETCH_LINE || path->node[i].stretch == STRETCH_PUBLIC)
			first = i;
	return first;
}

/* A Mediation Server that a trunk leads to begins anew. */
static bool is_b2bua(const struct node *node)
{
	return node->stretch == STRETCH_TRUNK && node->element != NULL &&
		BIT(node->element->kind) & MEDIATION_POOLS;
}

/* A branch appliance takes the call from the trunk as Mediation Server and routes it as registrar. */
static bool routes_itself(const struct path *path, uint32_t i)
{
	if (!is_b2bua(&path->node[i]) || path->node[i].element->kind != K_SURVIVABLE_BRANCH_APPLIANCE)
		return false;
	return i + 1 == path->n || path->node[i + 1].element == NULL ||
		!(BIT(path->node[i + 1].element->kind) &
			(BIT(K_FRONT_END_POOL) | BIT(K_SURVIVABLE_BRANCH_APPLIANCE)));
}

static uint32_t make_parties(struct draft *draft, const struct path *path, uint32_t from, struct party *party)
{
	uint32_t n = 0;

	for (uint32_t i = from; i < path->n && n < MOST_PARTIES; i++) {
		const struct node *node = &path->node[i];

		if (!speaks_sip(node->element) || (i > from && node->stretch == STRETCH_LINE))
			continue;
		if (n > 0)
			party[n - 1].transport = node->stretch == STRETCH_TRUNK && node->trunk != NULL ?
				transport_of(draft, node->trunk) :
				SIP_TLS;
		party[n++] = (struct party){ .name = node->hop,
			.role = is_b2bua(node) ? ROLE_B2BUA : ROLE_PROXY,
			.transport = SIP_TLS };
		if (n > 1 && n < MOST_PARTIES && routes_itself(path, i))
			party[n++] = (struct party){
				.name = node->hop, .role = ROLE_PROXY, .transport = SIP_TLS
			};
	}
	if (n > 0)
		party[0].role = ROLE_CALLER;
	return n;
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
	uint32_t n;
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
		if (!stops && turns[i].fault != NULL)
			plan.behaviour.media_fails |= turns[i].fault->mode == FAULT_MEDIA_ONLY;
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
		.transport = transport_of(draft, plan->tail->trunk),
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

/* Plans for which there is room, as attempts. NULL when out of memory. */
static struct signalling_attempt *make_attempts(
	struct draft *draft, const struct plans *plans, uint32_t *ret_n)
{
	struct signalling_attempt *attempt = arena_alloc(
		&draft->world->scratch, (plans->n + 1) * sizeof(*attempt));
	bool good = attempt != NULL;

	*ret_n = 0;
	for (uint32_t i = 0; good && i < plans->n; i++) {
		if (plans->plan[i].full_here)
			continue;
		good = make_attempt(draft, &plans->plan[i], &attempt[*ret_n]);
		(*ret_n)++;
	}
	return good ? attempt : NULL;
}

static struct call_attempt *add_attempt(struct draft *draft, const struct plan *plan, struct trial *trial)
{
	struct call_attempt *attempt = &trial->attempt[trial->n_attempt++];

	*attempt = (struct call_attempt){
		.route = plan->tail->route != NULL ? topo_id(topo_of(draft), plan->tail->route) : "",
		.trunk = topo_id(topo_of(draft), plan->tail->trunk),
		.server = plan->server.id,
		.why = "",
	};
	trial->all_full &= plan->full_here || plan->behaviour.full;
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
	trial->media_fails = plan->behaviour.media_fails && trial->is_up;
}

/* True if the Front End looked for another trunk after the last attempt. */
static bool looked_on(const struct draft *draft, const struct trial *trial)
{
	int status = trial->result.status;

	return status >= 300 && engine_policy_retries(draft->world->policies, status);
}

/* What the attempts came to, those for which there was no room among them. */
static void report_attempts(struct draft *draft, const struct plans *plans, struct trial *trial)
{
	const struct signalling_result *result = &trial->result;
	int64_t at = 0;
	uint32_t made = 0;

	trial->all_full = plans->n > 0;
	for (uint32_t i = 0; i < plans->n; i++) {
		const struct plan *plan = &plans->plan[i];

		if (made == result->n_attempt && made > 0 && !looked_on(draft, trial))
			break;
		if (plan->full_here) {
			report_full(draft, plan, at, trial);
		} else if (made < result->n_attempt) {
			at = result->attempt[made].end;
			report_made(draft, plan, &result->attempt[made++], trial);
		} else {
			break;
		}
	}
	/* Servers whose turn it would have been are next in turn again. */
	for (uint32_t i = 0, sent = 0; i < plans->n; i++) {
		const struct plan *plan = &plans->plan[i];
		bool is_new = i == 0 || plan[-1].tail != plan->tail;

		if (!plan->full_here && sent++ >= made && is_new)
			servers_turn_back(draft->world, plan->pool);
	}
}

static struct signalling_request request_of(struct draft *draft, const struct trial_times *times)
{
	return (struct signalling_request){
		.duration = times->duration,
		.cancel_after = NEVER,
		.policies = draft->world->policies,
	};
}

/* The row of the head, whose last one answers so. */
static bool run_row(struct draft *draft, const struct trial_times *times, const struct answering *answering,
	bool records, struct trial *trial)
{
	struct party *party = arena_alloc(&draft->world->scratch, (MOST_PARTIES + 1) * sizeof(*party));
	struct signalling_request request = request_of(draft, times);
	struct signalling_attempt attempt = { .answering = *answering };
	uint32_t n;

	if (party == NULL)
		return false;
	n = make_parties(draft, &draft->head, first_sip_node(&draft->head), party);
	if (n < 2)
		return true;
	request.head = party;
	request.n_head = 1;
	request.attempt = &attempt;
	request.n_attempt = 1;
	attempt.tail = party + 1;
	attempt.n_tail = n - 1;
	attempt.transport = party[0].transport;
	return signalling_run(&request, records, draft->arena, &trial->result);
}

/* The Front End answers without trying anything. */
static bool run_refusal(
	struct draft *draft, const struct trial_times *times, int status, bool records, struct trial *trial)
{
	const struct answering answering = { .status = status, .sends_100 = true };

	trial->result = (struct signalling_result){ .status = status, .ring = NEVER, .setup = NEVER };
	return run_row(draft, times, &answering, records, trial);
}

static bool run_plans(struct draft *draft, const struct trial_times *times, const struct plans *plans,
	bool records, struct trial *trial)
{
	struct party *head = arena_alloc(&draft->world->scratch, (MOST_PARTIES + 1) * sizeof(*head));
	struct signalling_request request = request_of(draft, times);

	trial->attempt = arena_alloc(draft->arena, (plans->n + 1) * sizeof(*trial->attempt));
	request.attempt = make_attempts(draft, plans, &request.n_attempt);
	if (head == NULL || trial->attempt == NULL || request.attempt == NULL)
		return false;
	if (request.n_attempt == 0)
		return run_refusal(draft, times, BUSY, records, trial);
	request.head = head;
	request.n_head = make_parties(draft, &draft->head, first_sip_node(&draft->head), head);
	return signalling_run(&request, records, draft->arena, &trial->result);
}

static bool run_trunks(
	struct draft *draft, const struct trial_times *times, bool records, struct trial *trial)
{
	struct plans plans = { 0 };
	bool good = plan_trunks(draft, times, &plans) && run_plans(draft, times, &plans, records, trial);

	if (good)
		report_attempts(draft, &plans, trial);
	mem_free(plans.plan);
	return good;
}

/* A call that ends at somebody inside. */
static bool run_inside(
	struct draft *draft, const struct trial_times *times, bool records, struct trial *trial)
{
	const struct answering answering = { .ringing = times->answer_after, .status = 200 };
	enum stretch last = draft->head.n > 0 ? draft->head.node[draft->head.n - 1].stretch : STRETCH_NONE;

	trial->result = (struct signalling_result){ .status = 200, .ring = 0, .setup = times->answer_after };
	trial->result.end = times->answer_after + times->duration;
	if (last == STRETCH_LINE || last == STRETCH_PUBLIC)
		return true; /* no SIP anywhere, or only in the middle */
	return run_row(draft, times, &answering, records, trial);
}

/* An inbound call was tried over the one trunk on which it came. */
static bool report_entry(struct draft *draft, struct trial *trial)
{
	trial->attempt = arena_alloc(draft->arena, sizeof(*trial->attempt));
	if (trial->attempt == NULL)
		return false;
	trial->n_attempt = 1;
	trial->media_fails = draft->entry_media_fails && trial->result.status == 200;
	*trial->attempt = (struct call_attempt){
		.route = "",
		.trunk = topo_id(topo_of(draft), draft->entry),
		.server = draft->entry_server != NULL ? draft->entry_server : "",
		.result = trial->result.status,
		.end = trial->result.setup != NEVER ? trial->result.setup : trial->result.end,
		.why = draft->nowhere != NULL ? draft->nowhere : "",
	};
	return true;
}

/* The Mediation Server ends a call whose RTCP stays away. */
static bool is_supervised(struct draft *draft, const struct element *trunk)
{
	const struct topology *topo = topo_of(draft);
	const struct element *config = trunk_config(topo, &draft->world->plan->fallback, trunk);

	return trunk_setting(topo, config, A_RTCP_ACTIVE_CALLS) == TRI_TRUE;
}

bool trial_make(struct draft *draft, const struct trial_times *times, bool records, struct trial *ret)
{
	bool good;

	*ret = (struct trial){ .result = { .ring = NEVER, .setup = NEVER }, .most_duration = INT64_MAX };
	if (draft->nowhere != NULL) {
		ret->result.status = draft->nowhere_status;
		if (draft->is_refused)
			return run_refusal(draft, times, draft->nowhere_status, records, ret);
		return draft->entry == NULL || report_entry(draft, ret);
	}
	good = draft->n_tail > 0 ? run_trunks(draft, times, records, ret) :
				   run_inside(draft, times, records, ret);
	if (good && draft->n_tail == 0 && draft->entry != NULL)
		good = report_entry(draft, ret);
	if (good && ret->media_fails &&
		!is_supervised(draft, ret->used != NULL ? ret->used->trunk : draft->entry)) {
		draft_step(draft, "New-CsTrunkConfiguration",
			"media does not pass, and nobody notices: RTCP supervision is off");
	} else if (good && ret->media_fails) {
		draft_step(draft, "New-CsTrunkConfiguration",
			"media does not pass: RTCP supervision ends the call after %d s", MEDIA_TIMEOUT_S);
		ret->most_duration = MEDIA_TIMEOUT_S * NANOSECONDS;
		if (ret->result.end > ret->result.setup + ret->most_duration)
			ret->result.end = ret->result.setup + ret->most_duration;
	}
	return good;
}
