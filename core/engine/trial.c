/* SPDX-License-Identifier: MIT */
#include "engine/trial.h"

#include <string.h>

#define MILLISECONDS INT64_C(1000000)

enum {
	MEDIA_TIMEOUT_S = 30, /* RTCP supervision: New-CsTrunkConfiguration */
	BUSY = 503,
	MOST_PARTIES = MOST_NODES,
};

/* A tail on its way to be an attempt. */
struct
try {
	const struct tail *tail;
	const char *server;
	int sent;        /* what the peer sends as a refusal, before rules of the trunk change it */
	bool full_here;  /* no room on our side: nothing is sent */
	bool full_there; /* the peer has no free channel */
	bool media_fails;
	uint32_t place; /* among the attempts that are made */
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

static int int_of(const struct topology *topo, const struct element *e, enum attr attr, int fallback)
{
	int64_t value;

	return topo_int(topo, e, attr, &value) ? (int)value : fallback;
}

/* What a fault of the peer or trunk makes of its way of answering. */
static void apply_fault(
	struct draft *draft, const struct fault *fault, struct answering *answering, struct try *try)
{
	const struct element *peer = topo_ref(topo_of(draft), try->tail->trunk, A_PEER);

	switch (fault->mode) {
	case FAULT_CRASH:
		answering->refuses_connection = true;
		break;
	case FAULT_SILENT:
		answering->is_silent = true;
		break;
	case FAULT_REFUSE:
		answering->status = fault->code > 0 ? fault->code : BUSY;
		break;
	case FAULT_FULL:
		answering->status = int_of(topo_of(draft), peer, A_BUSY_RESPONSE, BUSY);
		try->full_there = true;
		break;
	case FAULT_OPTIONS_ONLY:
		if (fault->code > 0)
			answering->status = fault->code;
		else
			answering->never_final = true;
		break;
	case FAULT_DRAIN:
		answering->status = BUSY;
		break;
	case FAULT_SLOW:
		answering->sends_100 = true;
		answering->response = fault->delay;
		break;
	case FAULT_MEDIA_ONLY:
		try->media_fails = true;
		break;
	case FAULT_MODE_COUNT:
		break;
	}
}

/* A rule of the trunk's configuration for this answer, before anybody decides whether to try again. */
static int translate_status(struct draft *draft, const struct element *trunk, int status, int isup)
{
	const struct topology *topo = topo_of(draft);
	const struct element *config = trunk_config(topo, &draft->world->plan->fallback, trunk);
	const struct element *best = NULL;
	int64_t best_priority = INT64_MAX;
	struct walk rules;
	const struct element *rule;

	if (config == NULL)
		return status;
	rules = walk_children(topo, config, BIT(K_RESPONSE_CODE));
	while ((rule = walk_next(&rules)) != NULL) {
		int64_t priority = INT64_MAX - 1;
		int cause = int_of(topo, rule, A_ISUP, -1);

		topo_int(topo, rule, A_PRIORITY, &priority);
		if (int_of(topo, rule, A_RECEIVED, 0) == status && (cause < 0 || cause == isup) &&
			priority < best_priority) {
			best = rule;
			best_priority = priority;
		}
	}
	if (best == NULL)
		return status;
	draft_step(draft, "New-CsSipResponseCodeTranslationRule", "a rule of %s makes %d of %d",
		draft_label(draft, config), int_of(topo, best, A_TRANSLATED, status), status);
	return int_of(topo, best, A_TRANSLATED, status);
}

static void check_room(struct draft *draft, struct try *try, struct answering *answering)
{
	const struct world *world = draft->world;
	const struct element *trunk = try->tail->trunk;
	const struct element *peer = topo_ref(world->topo, trunk, A_PEER);
	const struct element *holder = trunk_holder(world->topo, &world->plan->fallback, trunk, A_MAX_CALLS);
	int64_t most;

	if (topo_int(world->topo, holder, A_MAX_CALLS, &most) && world_busy(world, trunk) >= (uint32_t)most)
		try->full_here = true;
	if (topo_int(world->topo, peer, A_CHANNELS, &most) && world_busy(world, peer) >= (uint32_t)most) {
		try->full_there = true;
		answering->status = int_of(world->topo, peer, A_BUSY_RESPONSE, BUSY);
		if (topo_value(world->topo, peer, A_BUSY_RESPONSE) == NULL)
			draft_assume(draft, "assuming a busy %s answers 503", draft_label(draft, peer));
	}
}

static const struct fault *fault_of_tail(struct draft *draft, const struct tail *tail)
{
	const struct world *world = draft->world;
	const struct fault *fault = faults_of(world->faults, world->topo, tail->trunk, world->now);

	if (fault != NULL)
		return fault;
	return faults_of(world->faults, world->topo, topo_ref(world->topo, tail->trunk, A_PEER), world->now);
}

static struct answering answering_of(struct draft *draft, const struct trial_times *times, struct try *try)
{
	const struct element *peer = topo_ref(topo_of(draft), try->tail->trunk, A_PEER);
	const struct fault *fault = fault_of_tail(draft, try->tail);
	struct answering answering = {
		.response = int_of(topo_of(draft), peer, A_RESPONSE_MS, 0) * MILLISECONDS,
		.ringing = times->answer_after,
		.status = try->tail->status > 0 ? try->tail->status : 200,
		.is_silent = try->tail->unreachable,
	};

	/* RFC 3261 17.2.1: 100 unless another answer comes within 200 ms. */
	answering.sends_100 = answering.response > 200 * MILLISECONDS;
	if (fault != NULL)
		apply_fault(draft, fault, &answering, try);
	check_room(draft, try, &answering);
	if (try->server == NULL)
		answering.refuses_connection = true;
	try->sent = answering.status;
	if (answering.status >= 300)
		answering.status = translate_status(draft, try->tail->trunk, answering.status,
			fault != NULL ? fault->isup : int_of(topo_of(draft), peer, A_BUSY_ISUP, -1));
	return answering;
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
		party[n++] = (struct party){ .name = node->hop, .role = ROLE_PROXY, .transport = SIP_TLS };
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

static void make_attempt(
	struct draft *draft, const struct trial_times *times, struct try *try, struct signalling_attempt *ret)
{
	const struct element *pool = try->tail->path.node[0].element;
	const struct element *peer = topo_ref(topo_of(draft), try->tail->trunk, A_PEER);
	struct party *party = arena_alloc(draft->arena, sizeof(*party));

	try->server = world_server(draft->world, pool);
	if (try->server == NULL)
		draft_step(draft, "", "no server of %s works", draft_label(draft, pool));
	if (party != NULL)
		*party = (struct party){ .name = topo_id(topo_of(draft), peer), .role = ROLE_CALLEE };
	*ret = (struct signalling_attempt){
		.tail = party,
		.n_tail = party != NULL ? 1 : 0,
		.transport = transport_of(draft, try->tail->trunk),
		.answering = answering_of(draft, times, try),
		.failover_timer = failover_timer(draft, try->tail->trunk),
	};
}

static bool is_retried_at_peer(const struct try *try)
{
	return try->full_here || try->full_there;
}

/* What the attempts came to, those for which there was no room among them. */
static void report_attempts(struct draft *draft, const struct try *try, struct trial *trial)
{
	const struct signalling_result *result = &trial->result;
	int64_t at = 0;

	trial->all_full = draft->n_tail > 0;
	for (uint32_t i = 0; i < draft->n_tail; i++) {
		const struct try *one = &try[i];
		bool made = !one->full_here && one->place < result->n_attempt;
		struct call_attempt *attempt = &trial->attempt[trial->n_attempt];

		if (!one->full_here && !made)
			break;
		*attempt = (struct call_attempt){
			.route = one->tail->route != NULL ? topo_id(topo_of(draft), one->tail->route) : "",
			.trunk = topo_id(topo_of(draft), one->tail->trunk),
			.server = one->server != NULL ? one->server : "",
			.result = BUSY,
			.start = at,
			.end = at,
			.why = "all calls that the trunk may carry are up",
		};
		if (made) {
			const struct signalling_attempt_result *end = &result->attempt[one->place];

			attempt->result = end->status >= 300 ? one->sent : end->status;
			attempt->start = end->start;
			attempt->end = at = end->end;
			attempt->why = *end->why != '\0' ? end->why :
				end->status >= 300 ? (one->full_there ? "no free channel" : one->tail->why) :
						     "";
			trial->used = one->tail;
			trial->media_fails = one->media_fails && end->status == 200;
		}
		trial->all_full &= is_retried_at_peer(one);
		trial->n_attempt++;
	}
}

static bool run_trunks(
	struct draft *draft, const struct trial_times *times, bool records, struct trial *trial)
{
	struct try *try = arena_alloc(draft->arena, draft->n_tail * sizeof(*try));
	struct signalling_attempt *attempt = arena_alloc(draft->arena, draft->n_tail * sizeof(*attempt));
	struct party *head = arena_alloc(draft->arena, (MOST_PARTIES + 1) * sizeof(*head));
	struct signalling_request request = {
		.head = head,
		.attempt = attempt,
		.duration = times->duration,
		.cancel_after = NEVER,
		.policies = draft->world->policies,
	};

	trial->attempt = arena_alloc(draft->arena, draft->n_tail * sizeof(*trial->attempt));
	if (try == NULL || attempt == NULL || head == NULL || trial->attempt == NULL)
		return false;
	request.n_head = make_parties(draft, &draft->head, first_sip_node(&draft->head), head);
	for (uint32_t i = 0; i < draft->n_tail; i++) {
		try[i] = (struct try){ .tail = &draft->tail[i], .place = request.n_attempt };
		make_attempt(draft, times, &try[i], &attempt[request.n_attempt]);
		request.n_attempt += !try[i].full_here;
	}
	head[request.n_head++] = (struct party){
		.name = draft->tail[0].path.node[0].hop,
		.role = ROLE_B2BUA,
		.transport = SIP_TLS,
	};
	trial->result = (struct signalling_result){ .status = BUSY, .ring = NEVER, .setup = NEVER };
	if (request.n_attempt > 0 && !signalling_run(&request, records, draft->arena, &trial->result))
		return false;
	report_attempts(draft, try, trial);
	return true;
}

/* A call that ends at somebody inside: one row of boxes, the Mediation Server the only one that begins anew. */
static bool run_row(struct draft *draft, const struct trial_times *times, bool records, struct trial *trial)
{
	struct party *party = arena_alloc(draft->arena, (MOST_PARTIES + 1) * sizeof(*party));
	struct signalling_attempt attempt = { .transport = SIP_TLS };
	struct signalling_request request = {
		.attempt = &attempt,
		.n_attempt = 1,
		.duration = times->duration,
		.cancel_after = NEVER,
		.policies = draft->world->policies,
	};
	uint32_t first = first_sip_node(&draft->head);
	uint32_t split = 0;
	uint32_t n;

	trial->result = (struct signalling_result){ .status = 200, .ring = 0, .setup = times->answer_after };
	trial->result.end = times->answer_after + times->duration;
	if (party == NULL)
		return false;
	n = make_parties(draft, &draft->head, first, party);
	if (n < 2 || draft->head.node[draft->head.n - 1].stretch == STRETCH_LINE ||
		draft->head.node[draft->head.n - 1].stretch == STRETCH_PUBLIC)
		return true; /* no SIP anywhere, or only in the middle */
	for (uint32_t i = 0, at = 0; i < draft->head.n; i++) {
		const struct element *e = draft->head.node[i].element;

		if (i < first || !speaks_sip(e))
			continue;
		if (BIT(e->kind) & MEDIATION_POOLS && at > 0 && at + 1 < n)
			split = at;
		at++;
	}
	if (split == 0)
		split = n - 2;
	else
		party[split].role = ROLE_B2BUA;
	party[n - 1].role = ROLE_CALLEE;
	request.head = party;
	request.n_head = split + 1;
	attempt.tail = party + split + 1;
	attempt.n_tail = n - split - 1;
	attempt.answering = (struct answering){ .ringing = times->answer_after, .status = 200 };
	return signalling_run(&request, records, draft->arena, &trial->result);
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

	*ret = (struct trial){ .result = { .ring = NEVER, .setup = NEVER } };
	if (draft->nowhere != NULL) {
		ret->result.status = draft->nowhere_status;
		return draft->entry == NULL || report_entry(draft, ret);
	}
	good = draft->n_tail > 0 ? run_trunks(draft, times, records, ret) :
				   run_row(draft, times, records, ret);
	if (good && draft->n_tail == 0 && draft->entry != NULL)
		good = report_entry(draft, ret);
	if (good && ret->media_fails &&
		!is_supervised(draft, ret->used != NULL ? ret->used->trunk : draft->entry)) {
		draft_step(draft, "New-CsTrunkConfiguration",
			"media does not pass, and nobody notices: RTCP supervision is off");
	} else if (good && ret->media_fails) {
		draft_step(draft, "New-CsTrunkConfiguration",
			"media does not pass: RTCP supervision ends the call after %d s", MEDIA_TIMEOUT_S);
		ret->result.end = ret->result.setup + MEDIA_TIMEOUT_S * NANOSECONDS;
	}
	return good;
}
