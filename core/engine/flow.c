/* SPDX-License-Identifier: MIT */
#include "engine/flow.h"

#include "base/hash.h"
#include "base/mem.h"
#include "engine/admission.h"

#include <string.h>

enum {
	FIRST_CALLERS = 64,
	MOST_NODES_KEPT = 1 << 20,
	MOST_ANSWERS_KEPT = 1 << 22,
};

/* Turns that a call takes. */
struct turns {
	uint32_t element, n;
};

/* Where the questions end. */
struct flow_leaf {
	struct made_call made;
	struct turns *turns;
	uint32_t n_turns;
	uint32_t draws;
};

struct flow_node {
	struct inquiry inquiry;
	uint32_t first;         /* of its answers */
	struct flow_leaf *leaf; /* NULL: the question counts */
};

struct flow_caller {
	struct planned_call planned;
	uint32_t hash;
	uint32_t root;       /* node, or 0 */
	struct period known; /* the tree holds in it */
	bool is_plain;       /* its questions depend on more than their answers: always made in full */
};

bool flow_open(struct flow *flow, struct world *world)
{
	*flow = (struct flow){ .world = world, .n_node = 1, .is_plain = admission_is_on(world) };
	return mem_grow(&flow->node, &flow->room_node, 1, sizeof(*flow->node));
}

void flow_close(struct flow *flow)
{
	calls_release(&flow->own);
	journal_release(&flow->journal);
	arena_release(&flow->kept);
	arena_release(&flow->names);
	mem_free(flow->caller);
	mem_free(flow->node);
	mem_free(flow->answer);
	*flow = (struct flow){ 0 };
}

static void forget(struct flow *flow)
{
	for (uint32_t i = 0; i < flow->room_caller; i++)
		if (flow->caller[i] != NULL)
			flow->caller[i]->root = 0;
	flow->n_node = 1;
	flow->n_answer = 0;
	arena_clear(&flow->kept);
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool is_same(const struct planned_call *a, const struct planned_call *b)
{
	return a->answer_after == b->answer_after && a->from_start == b->from_start &&
		same_text(a->from, b->from) && same_text(a->to, b->to) && same_text(a->dialled, b->dialled);
}

static uint32_t hash_of(const struct planned_call *planned)
{
	const char *to = planned->to != NULL ? planned->to : planned->dialled;

	return hash_seeded(planned->from, strlen(planned->from)) * 31 + hash_seeded(to, strlen(to));
}

static bool grow_callers(struct flow *flow)
{
	uint32_t room = flow->room_caller > 0 ? flow->room_caller * 2 : FIRST_CALLERS;
	struct flow_caller **larger;

	if (flow->n_caller < flow->room_caller / 2)
		return true;
	larger = mem_zalloc(room * sizeof(*larger));
	if (larger == NULL)
		return false;
	for (uint32_t i = 0; i < flow->room_caller; i++) {
		uint32_t at;

		if (flow->caller[i] == NULL)
			continue;
		at = flow->caller[i]->hash & (room - 1);
		while (larger[at] != NULL)
			at = (at + 1) & (room - 1);
		larger[at] = flow->caller[i];
	}
	mem_free(flow->caller);
	flow->caller = larger;
	flow->room_caller = room;
	return true;
}

struct flow_caller *flow_find(struct flow *flow, const struct planned_call *planned)
{
	uint32_t hash = hash_of(planned);
	struct flow_caller *caller;
	uint32_t at;

	if (!grow_callers(flow))
		return NULL;
	for (at = hash & (flow->room_caller - 1); flow->caller[at] != NULL;
		at = (at + 1) & (flow->room_caller - 1))
		if (flow->caller[at]->hash == hash && is_same(&flow->caller[at]->planned, planned))
			return flow->caller[at];
	caller = arena_alloc(&flow->names, sizeof(*caller));
	if (caller == NULL)
		return NULL;
	*caller = (struct flow_caller){ .hash = hash, .known = ALWAYS, .is_plain = flow->is_plain };
	caller->planned = (struct planned_call){
		.id = "",
		.from = planned->from,
		.to = planned->to,
		.dialled = planned->dialled,
		.answer_after = planned->answer_after,
		.from_start = planned->from_start,
		.expect_signalling = str_of(""),
		.expect_media = str_of(""),
	};
	flow->caller[at] = caller;
	flow->n_caller++;
	return caller;
}

static uint32_t answer_to(const struct world *world, const struct inquiry *inquiry)
{
	switch ((enum inquiry_kind)inquiry->kind) {
	case INQUIRY_TURN:
		return (world->turn[inquiry->element] + inquiry->before) % inquiry->n;
	case INQUIRY_CHANCE:
		return (uint32_t)(world_draw(world, inquiry->before) % inquiry->n);
	case INQUIRY_FULL:
		return world->busy[inquiry->element] >= inquiry->n;
	case INQUIRY_BACK:
		break;
	}
	return 0;
}

/* NULL where nobody has been. */
static const struct flow_leaf *walk_down(const struct flow *flow, const struct flow_caller *caller)
{
	const struct flow_node *node = &flow->node[caller->root];

	while (node != flow->node && node->leaf == NULL)
		node = &flow->node[flow->answer[node->first + answer_to(flow->world, &node->inquiry)]];
	return node != flow->node ? node->leaf : NULL;
}

static void take_turns(struct world *world, const struct flow_leaf *leaf)
{
	for (uint32_t i = 0; i < leaf->n_turns; i++)
		world->turn[leaf->turns[i].element] += leaf->turns[i].n;
	world_drawn(world, leaf->draws);
}

/* How many answers there are. */
static uint32_t answers_of(const struct inquiry *inquiry)
{
	return inquiry->kind == INQUIRY_FULL ? 2 : inquiry->n;
}

/* 0 when out of memory. */
static uint32_t add_node(struct flow *flow, const struct inquiry *inquiry, struct flow_leaf *leaf)
{
	uint32_t n = leaf != NULL ? 0 : answers_of(inquiry);

	if (!mem_grow(&flow->node, &flow->room_node, flow->n_node + 1, sizeof(*flow->node)) ||
		!mem_grow(&flow->answer, &flow->room_answer, flow->n_answer + n, sizeof(*flow->answer)))
		return 0;
	flow->node[flow->n_node] = (struct flow_node){ .first = flow->n_answer, .leaf = leaf };
	if (inquiry != NULL)
		flow->node[flow->n_node].inquiry = *inquiry;
	for (uint32_t i = 0; i < n; i++)
		flow->answer[flow->n_answer++] = 0;
	return flow->n_node++;
}

static bool same_inquiry(const struct inquiry *a, const struct inquiry *b)
{
	return a->kind == b->kind && a->element == b->element && a->n == b->n && a->before == b->before;
}

/* Where the number of the next node stands. */
static uint32_t *place_of(struct flow *flow, struct flow_caller *caller, uint32_t answer)
{
	return answer == UINT32_MAX ? &caller->root : &flow->answer[answer];
}

static void grow_tree(struct flow *flow, struct flow_caller *caller, struct flow_leaf *leaf)
{
	uint32_t n = journal_sort(&flow->journal);
	uint32_t place = UINT32_MAX;

	for (uint32_t i = 0; i <= n; i++) {
		const struct journal_entry *entry = i < n ? &flow->journal.entry[i] : NULL;
		uint32_t at = *place_of(flow, caller, place);

		if (at == 0) {
			at = add_node(
				flow, entry != NULL ? &entry->inquiry : NULL, entry != NULL ? NULL : leaf);
			*place_of(flow, caller, place) = at;
		} else if (entry == NULL || flow->node[at].leaf != NULL ||
			!same_inquiry(&flow->node[at].inquiry, &entry->inquiry)) {
			caller->is_plain = true;
			return;
		}
		if (at == 0 || entry == NULL)
			return;
		place = flow->node[at].first + entry->answer;
	}
}

static const char *const *keep_hops(struct arena *arena, const char *const *hop, uint32_t n)
{
	const char **copy = arena_alloc(arena, n * sizeof(*copy));

	for (uint32_t i = 0; copy != NULL && i < n; i++)
		copy[i] = arena_copy(arena, hop[i], strlen(hop[i]));
	return copy;
}

static bool keep_site(struct arena *arena, const struct strike_site *site, struct strike_site *ret)
{
	size_t size = site->n_replaced * sizeof(*site->replaced);

	*ret = *site;
	if (site->replaced == NULL)
		return true;
	ret->replaced = arena_alloc(arena, size);
	if (ret->replaced == NULL)
		return false;
	memcpy(ret->replaced, site->replaced, size);
	return true;
}

static const struct trunk_found *keep_found(struct arena *arena, const struct made_call *made)
{
	struct trunk_found *copy = arena_alloc(arena, made->n_found * sizeof(*copy));

	for (uint32_t i = 0; copy != NULL && i < made->n_found; i++)
		copy[i] = made->found[i];
	return copy;
}

/* What of a call is kept; the rest belongs to the one call that it is about. */
static bool keep_call(struct arena *arena, const struct made_call *made, struct made_call *ret)
{
	const struct call *call = &made->call;
	struct call *copy = &ret->call;

	*ret = *made;
	*copy = (struct call){
		.id = "",
		.from = "",
		.to = "",
		.kind = arena_copy(arena, call->kind, strlen(call->kind)),
		.number = arena_copy(arena, call->number, strlen(call->number)),
		.outcome = call->outcome,
		.sip = call->sip,
		.route = call->route,
		.trunk = call->trunk,
		.setup = call->setup,
		.ring = call->ring,
		.end = NEVER,
		.bypass = call->bypass,
		.n_attempt = call->n_attempt,
		.signalling = keep_hops(arena, call->signalling, call->n_signalling),
		.n_signalling = call->n_signalling,
		.media = keep_hops(arena, call->media, call->n_media),
		.n_media = call->n_media,
	};
	ret->found = keep_found(arena, made);
	ret->strikes.room = made->strikes.n;
	ret->strikes.site = arena_alloc(arena, made->strikes.n * sizeof(*made->strikes.site));
	if (copy->signalling == NULL || copy->media == NULL || ret->found == NULL ||
		ret->strikes.site == NULL)
		return false;
	for (uint32_t i = 0; i < made->strikes.n; i++)
		if (!keep_site(arena, &made->strikes.site[i], &ret->strikes.site[i]))
			return false;
	return true;
}

/* Whose turn comes next after such a call. */
static bool keep_turns(struct flow *flow, struct flow_leaf *leaf)
{
	const struct journal *journal = &flow->journal;

	leaf->draws = journal->draws;
	leaf->turns = arena_alloc(&flow->kept, journal->n * sizeof(*leaf->turns));
	for (uint32_t i = 0; leaf->turns != NULL && i < journal->n; i++) {
		const struct inquiry *inquiry = &journal->entry[i].inquiry;
		uint32_t at = 0;

		if (inquiry->kind != INQUIRY_TURN && inquiry->kind != INQUIRY_BACK)
			continue;
		while (at < leaf->n_turns && leaf->turns[at].element != inquiry->element)
			at++;
		if (at == leaf->n_turns)
			leaf->turns[leaf->n_turns++] = (struct turns){ inquiry->element, 0 };
		leaf->turns[at].n += inquiry->kind == INQUIRY_TURN ? 1 : UINT32_MAX; /* one back */
	}
	return leaf->turns != NULL;
}

static bool learn(struct flow *flow, struct flow_caller *caller, const struct made_call *made)
{
	struct flow_leaf *leaf;

	if (flow->n_node >= MOST_NODES_KEPT || flow->n_answer >= MOST_ANSWERS_KEPT)
		forget(flow);
	leaf = arena_alloc(&flow->kept, sizeof(*leaf));
	if (leaf == NULL)
		return false;
	*leaf = (struct flow_leaf){ .draws = 0 };
	if (!keep_call(&flow->kept, made, &leaf->made) || !keep_turns(flow, leaf))
		return false;
	grow_tree(flow, caller, leaf);
	if (flow->known.from > caller->known.from)
		caller->known.from = flow->known.from;
	if (flow->known.until < caller->known.until)
		caller->known.until = flow->known.until;
	return true;
}

static void fill(const struct made_call *made, int64_t at, int64_t over, struct flow_call *ret)
{
	*ret = (struct flow_call){
		.outcome = made->call.outcome,
		.sip = made->call.sip,
		.trunk = made->trunk,
		.route = made->route,
		.ring = made->call.ring,
		.setup = made->call.setup,
		.over = made->call.outcome == CALL_CONNECTED ? over : at,
		.held = made->held,
		.n_held = made->n_held,
		.found = made->found,
		.n_found = made->n_found,
		.like = &made->call,
	};
}

/* In full, by the engine itself, with somebody who listens to what it asks. */
static bool make_in_full(
	struct flow *flow, struct flow_caller *caller, int64_t at, int64_t duration, struct made_call *made)
{
	struct world *world = flow->world;
	struct calls *calls = world->calls;
	struct planned_call planned = caller->planned;
	uint32_t n_use = world->n_use;
	bool good;

	planned.at = at;
	planned.duration = duration;
	arena_clear(&flow->own.arena);
	flow->known = ALWAYS;
	world->calls = &flow->own;
	world->journal = &flow->journal;
	world->faults->known = &flow->known;
	good = making_call(world, &planned, false, made);
	world->calls = calls;
	world->journal = NULL;
	world->faults->known = NULL;
	world->n_use = n_use; /* nobody reports the links */
	return good && !flow->journal.ran_out && (caller->is_plain || learn(flow, caller, made));
}

bool flow_make(
	struct flow *flow, struct flow_caller *caller, int64_t at, int64_t duration, struct flow_call *ret)
{
	struct world *world = flow->world;
	const struct flow_leaf *leaf;
	const struct fault *cause;
	int64_t over;

	world_begin_call(world, at);
	if (at < caller->known.from || at >= caller->known.until) {
		caller->root = 0;
		caller->known = ALWAYS;
	}
	leaf = caller->is_plain ? NULL : walk_down(flow, caller);
	if (leaf == NULL) {
		if (!make_in_full(flow, caller, at, duration, &flow->made))
			return false;
		over = making_over(world->faults, &flow->made, at, duration, &cause);
		fill(&flow->made, at, over, ret);
		return !mem_ran_out();
	}
	take_turns(world, leaf);
	over = making_over(world->faults, &leaf->made, at, duration, &cause);
	for (uint32_t i = 0; i < leaf->made.n_held; i++)
		world_occupy(world, leaf->made.held[i].trunk, leaf->made.held[i].peer, over);
	fill(&leaf->made, at, over, ret);
	return true;
}
