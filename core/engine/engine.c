/* SPDX-License-Identifier: MIT */
#include "engine/engine.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "engine/admission.h"
#include "engine/entry.h"
#include "engine/estimate.h"
#include "engine/flow.h"
#include "engine/links.h"
#include "engine/making.h"
#include "engine/media.h"
#include "engine/outage.h"
#include "engine/passage.h"
#include "engine/reach.h"
#include "engine/reroute.h"
#include "engine/routing.h"
#include "engine/trial.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whose number was dialled: digits of an emergency call, somebody here, or the PSTN. */
static void find_callee(struct draft *draft, struct str number)
{
	struct world *world = draft->world;
	const struct element *emergency;

	draft->number = number;
	if (draft->caller.element != NULL && draft->caller.element->kind == K_USERS &&
		routing_is_emergency(draft, draft->caller.element, number, &emergency)) {
		draft->callee = subscriber_pstn(number);
		draft->callee.kind = SUBSCRIBER_EMERGENCY;
		return;
	}
	draft->callee = subscriber_of_number(world->topo, &world->directory, number, draft->arena);
}

/* False when one of the two is nobody. */
static bool find_parties(struct draft *draft, const struct planned_call *planned)
{
	const struct topology *topo = draft->world->topo;

	if (!subscriber_parse(topo, &draft->world->directory, planned->from, draft->arena, &draft->caller)) {
		draft_end(draft, 404, "there is no caller '%s'", planned->from);
		return false;
	}
	if (planned->to == NULL) {
		find_callee(draft,
			draft->caller.element != NULL && draft->caller.element->kind == K_USERS ?
				routing_normalise(draft, draft->caller.element, str_of(planned->dialled)) :
				str_of(planned->dialled));
		return true;
	}
	if (!subscriber_parse(topo, &draft->world->directory, planned->to, draft->arena, &draft->callee)) {
		draft_end(draft, 404, "there is nobody called '%s'", planned->to);
		return false;
	}
	if (draft->callee.kind == SUBSCRIBER_PSTN)
		find_callee(draft, str_of(draft_words(draft, "%s", draft->callee.number)));
	else
		draft->number = str_of(draft_words(draft, "%s", draft->callee.number));
	if (draft->caller.kind == SUBSCRIBER_PSTN && draft->callee.kind == SUBSCRIBER_PSTN) {
		draft_end(draft, 404, "nobody here has the number %.*s", STR_ARG(draft->number));
		return false;
	}
	return true;
}

static uint32_t *hop_elements(struct draft *draft, const struct path *path)
{
	uint32_t *elements = arena_alloc(draft->arena, path->n * sizeof(*elements));

	for (uint32_t i = 0; elements != NULL && i < path->n; i++)
		elements[i] = path->node[i].element != NULL ?
			topo_index(draft->world->topo, path->node[i].element) :
			NO_HOP_ELEMENT;
	return elements;
}

static const char **hop_names(struct draft *draft, const struct path *path)
{
	const char **names = arena_alloc(draft->arena, path->n * sizeof(*names));

	for (uint32_t i = 0; names != NULL && i < path->n; i++)
		names[i] = path->node[i].hop;
	return names;
}

static enum call_outcome outcome_of(const struct draft *draft, const struct trial *trial, bool known)
{
	if (!known)
		return CALL_NO_SUCH_PARTY;
	if (draft->nowhere != NULL && draft->is_blocked)
		return CALL_BLOCKED;
	if (draft->nowhere != NULL)
		return draft->n_tail == 0 && draft->nowhere_status == 404 ? CALL_NO_ROUTE : CALL_FAILED;
	if (trial->result.status >= 200 && trial->result.status < 300)
		return CALL_CONNECTED;
	return trial->all_full ? CALL_BLOCKED : CALL_FAILED;
}

int64_t making_over(const struct faults *faults, const struct made_call *made, int64_t at, int64_t duration,
	const struct fault **ret_cause)
{
	int64_t answered = at + made->call.setup;
	int64_t lasts = duration;

	if (made->from_start)
		lasts = lasts > made->call.setup ? lasts - made->call.setup : 0;
	if (lasts > made->most_duration)
		lasts = made->most_duration;
	return reach_lost(faults, &made->strikes, answered, answered + lasts, ret_cause);
}

/* Nothing of the call comes after. */
static void end_at(struct call *call, int64_t end)
{
	if (end >= call->end)
		return;
	call->end = end;
	while (call->n_message > 0 && call->message[call->n_message - 1].at > end)
		call->n_message--;
}

/* A failure while the call is up. */
static void cut_short(struct draft *draft, int64_t duration, struct made_call *made)
{
	struct call *call = &made->call;
	const struct fault *cause;
	int64_t lost = making_over(draft->world->faults, made, call->at, duration, &cause) - call->at;

	if (cause == NULL)
		return;
	draft_step(draft,
		"calls that are up: what ends dialogs or relays media takes its calls along; else RTCP supervision",
		"%s fails (%s) %lld s after the call began, which is lost %lld s after it began",
		draft_label(draft, cause->target), fault_mode_name(cause->mode),
		(long long)((cause->from - call->at) / NANOSECONDS), (long long)(lost / NANOSECONDS));
	end_at(call, lost);
}

static struct link_way way_of(const struct passage *passage, const struct call *call)
{
	return (struct link_way){
		.signalling = &passage->signalling,
		.media = &passage->media,
		.hop = call->hop,
		.n_hop = call->n_hop,
		.from = call->at + call->setup,
		.until = call->at + call->end,
	};
}

/*
 * What failures do to a call that is up: those that begin meanwhile, and those that stop media only. *ret_media: media
 * ran. False when out of memory.
 */
static bool survive(struct draft *draft, const struct trial *trial, const struct passage *passage,
	int64_t duration, struct made_call *made, bool *ret_media)
{
	struct call *call = &made->call;
	const struct element *cause;
	struct link_way way;
	uint32_t first;
	bool good;

	*ret_media = true;
	if (!faults_matter(draft->world->faults))
		return true;
	call->hop = media_hops(draft, &passage->signalling, &passage->media, &call->n_hop);
	way = way_of(passage, call);
	links_note(draft, &way, &first);
	cause = outage_of_media(draft, trial, way.media, first);
	good = reach_strikes(draft, passage, first, draft->arena, &made->strikes);
	draft->world->n_use = first; /* noted for good when it is known how long */
	if (cause != NULL) {
		*ret_media = false;
		made->most_duration = outage_noticed(draft, media_trunk(way.signalling), cause);
		if (made->most_duration != INT64_MAX)
			end_at(call, call->setup + made->most_duration);
	}
	if (good)
		cut_short(draft, duration, made);
	return good;
}

/* What the call needs on links, and what people will hear, while its media run. */
static void describe_load(struct draft *draft, const struct passage *passage, struct call *call)
{
	struct link_way way = way_of(passage, call);
	uint32_t first;

	links_note(draft, &way, &first);
	call->quality = estimate_make(draft, &way, first);
}

/* False when out of memory. */
static bool describe_paths(
	struct draft *draft, const struct trial *trial, int64_t duration, struct made_call *made)
{
	struct call *call = &made->call;
	bool is_up = call->outcome == CALL_CONNECTED && call->setup != NEVER;
	bool media_run = is_up;
	struct passage passage;

	passage_make(draft, trial->used, call->outcome == CALL_CONNECTED, &passage);
	passage_tell(draft, &passage);
	call->bypass = passage.bypass;
	if (is_up && !survive(draft, trial, &passage, duration, made, &media_run))
		return false;
	if (is_up)
		admission_take(draft, &passage, call->at + call->end);
	call->signalling = hop_names(draft, &passage.signalling);
	call->signalling_at = hop_elements(draft, &passage.signalling);
	call->n_signalling = passage.signalling.n;
	call->media = hop_names(draft, &passage.media);
	call->media_at = hop_elements(draft, &passage.media);
	call->n_media = passage.media.n;
	call->hop = media_hops(draft, &passage.signalling, &passage.media, &call->n_hop);
	if (media_run)
		describe_load(draft, &passage, call);
	return true;
}

static void describe_end(struct draft *draft, const struct trial *trial, struct call *call)
{
	const struct tail *used = trial->used;

	call->sip = trial->result.status;
	call->setup = trial->result.setup;
	call->ring = trial->result.ring;
	call->end = trial->result.end;
	call->attempt = trial->attempt;
	call->n_attempt = trial->n_attempt;
	call->message = trial->result.message;
	call->n_message = trial->result.n_message;
	if (used == NULL && draft->entry != NULL && call->outcome == CALL_CONNECTED)
		call->trunk = topo_id(draft->world->topo, draft->entry);
	else
		call->trunk = used != NULL && call->outcome == CALL_CONNECTED ?
			topo_id(draft->world->topo, used->trunk) :
			"";
	call->route = used != NULL && used->route != NULL && call->outcome == CALL_CONNECTED ?
		topo_id(draft->world->topo, used->route) :
		"";
	if (call->outcome == CALL_BLOCKED)
		call->sip = 503;
	call->gap = draft->gap;
	if (used != NULL && used->ends_there && call->outcome != CALL_CONNECTED)
		call->gap = CALL_GAP_FORWARD;
}

static bool same_hops(struct str wanted, const char *const *hop, uint32_t n)
{
	struct str token;
	uint32_t i = 0;

	while (str_next_token(&wanted, &token))
		if (i >= n || !str_is(token, hop[i++]))
			return false;
	return i == n;
}

static bool meets(const struct call *call, const char *expect)
{
	char status[16];

	snprintf(status, sizeof(status), "%d", call->sip);
	if (strcmp(expect, "failed") == 0)
		return call->outcome != CALL_CONNECTED;
	return strcmp(expect, call_outcome_name(call->outcome)) == 0 || strcmp(expect, status) == 0;
}

static const char *hops_text(struct arena *arena, const char *const *hop, uint32_t n)
{
	const char *text = "";

	for (uint32_t i = 0; i < n; i++)
		text = arena_printf(arena, "%s%s%s", text, i > 0 ? " " : "", hop[i]);
	return text;
}

enum {
	SHOWN_HOPS = 1000, /* bytes of a wanted path: more than any real one has */
};

/* A wanted path and what came instead, as one sentence. */
static const char *path_differs(
	struct arena *arena, const char *what, struct str wanted, const char *const *hop, uint32_t n)
{
	size_t shown = utf8_prefix(wanted.text, wanted.length, SHOWN_HOPS);

	return arena_printf(arena, "expected %s %.*s%s, but it is %s", what, (int)shown, wanted.text,
		shown < wanted.length ? "..." : "", n > 0 ? hops_text(arena, hop, n) : "none");
}

static void judge(const struct planned_call *planned, struct arena *arena, struct call *call)
{
	const char *unmet[4];
	const char **kept;
	uint32_t n = 0;

	if (planned->expect != NULL && !meets(call, planned->expect))
		unmet[n++] = arena_printf(arena, "expected %s, but the call is %s (%d)", planned->expect,
			call_outcome_name(call->outcome), call->sip);
	if (planned->expect_trunk != NULL && strcmp(planned->expect_trunk, call->trunk) != 0)
		unmet[n++] = arena_printf(arena, "expected trunk %s, but it is %s", planned->expect_trunk,
			*call->trunk != '\0' ? call->trunk : "none");
	if (planned->expect_signalling.length > 0 &&
		!same_hops(planned->expect_signalling, call->signalling, call->n_signalling))
		unmet[n++] = path_differs(arena, "signalling", planned->expect_signalling, call->signalling,
			call->n_signalling);
	if (planned->expect_media.length > 0 && !same_hops(planned->expect_media, call->media, call->n_media))
		unmet[n++] = path_differs(arena, "media", planned->expect_media, call->media, call->n_media);
	kept = n > 0 ? arena_alloc(arena, n * sizeof(*kept)) : NULL;
	if (kept == NULL)
		return;
	memcpy(kept, unmet, n * sizeof(*kept));
	call->unmet = kept;
	call->n_unmet = n;
}

/* A call that is up occupies its trunks and a channel of each peer. */
static void occupy(struct world *world, int64_t duration, const struct made_call *made)
{
	const struct fault *cause;
	int64_t over = made->n_held > 0 ? making_over(world->faults, made, made->call.at, duration, &cause) :
					  0;

	for (uint32_t i = 0; i < made->n_held; i++)
		world_occupy(world, made->held[i].trunk, made->held[i].peer, over);
}

/* What is sent to a box behind broken links is lost. */
static const struct fault unreachable = { .mode = FAULT_SILENT, .isup = -1 };

/* Boxes of the way in that do not reach each other. */
static void check_reach(struct draft *draft)
{
	uint32_t broken = reach_broken_at(draft, &draft->head);

	if (broken == 0)
		return;
	draft_stop(draft, &unreachable, 408, "no WAN link that works joins %s and %s",
		draft->head.node[broken - 1].hop, draft->head.node[broken].hop);
	draft->head.n = broken + 1;
	draft->n_tail = 0;
	draft->arrived = false;
}

static void hold(const struct topology *topo, const struct element *trunk, struct made_call *made)
{
	made->held[made->n_held++] = (struct held_trunk){ trunk, topo_ref(topo, trunk, A_PEER) };
}

/* Over which trunks a call that is up came in and leaves. */
static void hold_trunks(const struct draft *draft, const struct trial *trial, struct made_call *made)
{
	made->trunk = draft->entry;
	if (draft->entry != NULL)
		hold(draft->world->topo, draft->entry, made);
	if (trial->used == NULL)
		return;
	made->trunk = trial->used->trunk;
	made->route = trial->used->route;
	hold(draft->world->topo, made->trunk, made);
}

bool making_call(struct world *world, const struct planned_call *planned, bool records, struct made_call *ret)
{
	struct draft draft = { .world = world, .arena = &world->calls->arena, .number = str_of("") };
	struct trial_times times = { planned->answer_after, planned->duration };
	struct call *call = &ret->call;
	struct trial trial;
	bool known;

	*ret = (struct made_call){ .from_start = planned->from_start };
	journal_begin(world->journal);
	world_begin_call(world, planned->at);
	known = find_parties(&draft, planned);
	if (known) {
		entry_make(&draft);
		check_reach(&draft);
		reroute_admit(&draft);
		check_reach(&draft);
	}
	if (!trial_make(&draft, &times, records, &trial))
		return false;
	*call = (struct call){
		.id = planned->id,
		.site = planned->site,
		.from = planned->from,
		.to = planned->to != NULL ? planned->to : planned->dialled,
		.number = draft_words(&draft, "%.*s", STR_ARG(draft.number)),
		.at = planned->at,
		.outcome = outcome_of(&draft, &trial, known),
		.kind = draft_words(&draft, "%s-to-%s", subscriber_kind_name(draft.caller.kind),
			subscriber_kind_name(draft.callee.kind)),
	};
	describe_end(&draft, &trial, call);
	if (planned->from_start)
		end_at(call, call->setup > planned->duration ? call->setup : planned->duration);
	ret->found = trial.found;
	ret->n_found = trial.n_found;
	ret->most_duration = INT64_MAX;
	if (call->outcome == CALL_CONNECTED)
		hold_trunks(&draft, &trial, ret);
	if (!world->only_outcome && !describe_paths(&draft, &trial, planned->duration, ret))
		return false;
	call->leg = draft.leg;
	call->n_leg = draft.n_leg;
	call->step = draft.step;
	call->n_step = draft.n_step;
	call->assumed = draft.assumed;
	call->n_assumed = draft.n_assumed;
	occupy(world, planned->duration, ret);
	return !mem_ran_out();
}

static void report_policies(const struct engine_policies *policies, struct calls *calls)
{
	for (unsigned i = 0; i < POLICY_COUNT; i++) {
		const struct call_policy policy = {
			.name = engine_policy_name((enum engine_policy)i),
			.value = policies->value[i],
			.provenance = engine_policy_provenance((enum engine_policy)i),
			.changed = !engine_policy_is_default(policies, (enum engine_policy)i),
		};

		calls_add_policy(calls, &policy);
	}
}

/* What the first line of a call and expectations need. */
static bool make_brief(
	struct world *world, const struct planned_call *planned, uint32_t asked, struct flow *flow)
{
	struct flow_caller *caller = flow_find(flow, planned);
	struct flow_call made;
	struct call call;

	if (caller == NULL || !flow_make(flow, caller, planned->at, planned->duration, &made))
		return false;
	call = *made.like;
	call.id = planned->id;
	call.site = planned->site;
	call.asked = asked;
	call.from = planned->from;
	call.to = planned->to != NULL ? planned->to : planned->dialled;
	call.at = planned->at;
	judge(planned, &world->calls->arena, &call);
	/* These belong to the flow. */
	call.kind = "";
	call.number = "";
	call.n_signalling = 0;
	call.n_media = 0;
	calls_add(world->calls, &call);
	return !mem_ran_out();
}

/* Calls are made in the order of their times; equal times in the order of the request. */
struct turn {
	int64_t at;
	uint32_t n;
};

static int compare_turns(const void *left, const void *right)
{
	const struct turn *a = left;
	const struct turn *b = right;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return (a->n > b->n) - (a->n < b->n);
}

/* What the request allows to be spent has been: the rest of the calls is not made. */
static bool is_spent(const struct world *world, const struct engine_request *request)
{
	return (request->deadline != NULL && deadline_passed(request->deadline)) ||
		(request->most_tests > 0 && world->patterns.n_tests > request->most_tests);
}

/* In full: every reason, and messages where they are wanted. */
static bool make_in_full(
	struct world *world, const struct planned_call *planned, uint32_t asked, bool records)
{
	struct made_call made;

	if (!making_call(world, planned, records, &made))
		return false;
	judge(planned, &world->calls->arena, &made.call);
	made.call.asked = asked;
	calls_add(world->calls, &made.call);
	return !mem_ran_out();
}

static bool run_all(struct world *world, const struct engine_request *request, struct flow *flow)
{
	struct turn *turns = mem_alloc((request->n_call + 1) * sizeof(*turns));
	bool good = turns != NULL;

	for (uint32_t i = 0; good && i < request->n_call; i++)
		turns[i] = (struct turn){ request->call[i].at, i };
	if (good && request->n_call > 0)
		qsort(turns, request->n_call, sizeof(*turns), compare_turns);
	for (uint32_t i = 0; good && i < request->n_call && !is_spent(world, request); i++) {
		const struct planned_call *planned = &request->call[turns[i].n];

		good = flow != NULL ? make_brief(world, planned, turns[i].n, flow) :
				      make_in_full(world, planned, turns[i].n, request->records);
	}
	mem_free(turns);
	return good;
}

static bool run(struct world *world, const struct engine_request *request)
{
	struct flow flow;
	bool good;

	if (!request->brief)
		return run_all(world, request, NULL) && links_report(world);
	good = flow_open(&flow, world) && run_all(world, request, &flow);
	flow_close(&flow);
	return good;
}

bool engine_run(const struct engine_request *request, struct calls *ret)
{
	struct deployment plan = { 0 };
	struct faults faults = *request->faults;
	struct world world = {
		.topo = request->topo,
		.plan = &plan,
		.policies = request->policies,
		.faults = &faults,
		.calls = ret,
		.random = request->seed,
		.bandwidth = request->bandwidth,
	};
	bool good = deployment_make(&plan, request->topo) && world_open(&world);

	ret->bandwidth_model = bandwidth_model_name(request->bandwidth);
	report_policies(request->policies, ret);
	good = good && run(&world, request);
	world_release(&world);
	deployment_release(&plan);
	return good && !mem_ran_out();
}
