/* SPDX-License-Identifier: MIT */
#include "engine/trials.h"

#include "base/mem.h"
#include "engine/admission.h"

#include <string.h>

enum {
	MOST_TURNS = 8,
	MOST_REMEMBERED = 1 << 17,
};

static bool is_plain(const char *transport, const char *secure)
{
	return *transport != '\0' && strcmp(transport, secure) != 0 && strcmp(transport, "tdm") != 0;
}

static bool is_encrypted(const struct call *call)
{
	for (uint32_t i = 0; i < call->n_hop; i++)
		if (is_plain(call->hop[i].sip, "tls") || is_plain(call->hop[i].media, "srtp"))
			return false;
	return true;
}

/* The levels that the call has, as bits. */
static unsigned levels_of(const struct call *call)
{
	if (call->outcome != CALL_CONNECTED)
		return 0;
	return (unsigned)(BIT(LEVEL_CONNECTS) | (is_encrypted(call) ? BIT(LEVEL_ENCRYPTED) : 0) |
		(call->bypass ? BIT(LEVEL_BYPASS) : 0));
}

/* After this many places of the round robins that the call asked about, it is made as before. */
static uint32_t count_turns(const struct journal *journal)
{
	uint32_t turns = 1;

	for (uint32_t i = 0; i < journal->n && turns < MOST_TURNS; i++) {
		uint32_t n = journal->entry[i].inquiry.n;
		uint32_t common = turns;

		if (journal->entry[i].inquiry.kind != INQUIRY_TURN || !journal->entry[i].matters)
			continue;
		while (common % n != 0)
			common += turns;
		turns = common;
	}
	return turns < MOST_TURNS ? turns : MOST_TURNS;
}

/*
 * Adds the parts of what was asked about to those found so far, but for what was asked for the sake of trunks that the
 * call did not come to: with call admission control they may have a say all the same.
 */
static void take_asked(struct trials *trials, struct part_set *found)
{
	struct read_set *asked = &trials->asked;
	uint32_t reached = trials->is_admitting ? UINT32_MAX : trials->journal.reached;

	for (uint32_t i = 0; i < asked->n; i++) {
		uint32_t at = asked->element[i];
		uint32_t part = trials->parts.of[at];

		asked->is_in[at] = false;
		if (asked->stage[at] > reached || part == NO_PART || trials->is_in[part])
			continue;
		trials->is_in[part] = true;
		found->part[found->n++] = part;
	}
	asked->n = 0;
}

/* Every round robin begins at one place after the other. False when out of memory. */
static bool run(struct trials *trials, unsigned *ret_holds, struct part_set *asked)
{
	struct made_call made;
	uint32_t turns = 1;

	*ret_holds = ~0U;
	for (uint32_t turn = 0; *ret_holds != 0 && turn < turns; turn++) {
		uint32_t wanted;

		arena_clear(&trials->calls.arena);
		world_restart(&trials->world, trials->request->seed, turn);
		if (!making_call(&trials->world, trials->call, false, &made))
			return false;
		*ret_holds &= levels_of(&made.call);
		take_asked(trials, asked);
		wanted = count_turns(&trials->journal);
		turns = wanted > turns ? wanted : turns;
	}
	return !trials->journal.ran_out;
}

static bool set_faults(struct trials *trials, struct part_set set)
{
	const struct faults *also = trials->request->also;
	struct faults *faults = &trials->faults;
	bool good = true;

	faults->n = 0;
	faults->on_links = false;
	for (uint32_t i = 0; good && i < also->n; i++)
		good = faults_add(faults, &also->fault[i]);
	for (uint32_t i = 0; good && i < set.n; i++)
		good = parts_fail(&trials->parts, set.part[i], faults);
	faults_sort(faults);
	return good;
}

/* What is not known counts as not kept: nobody is to rely on it. */
static bool judge_blocking(struct trials *trials, unsigned *holds, struct part_set *asked)
{
	if (trials->level != LEVEL_BLOCKING || *holds == 0)
		return true;
	trials->journal.stage = 0;
	if (!grade_loss(&trials->grade, &trials->faults, trials->source, &trials->loss))
		return false;
	take_asked(trials, asked);
	if (trials->loss <= trials->request->blocking)
		*holds |= BIT(LEVEL_BLOCKING);
	return true;
}

static bool make_trial(struct trials *trials, struct part_set set, struct verdict *ret)
{
	struct part_set found = { .part = trials->found };
	bool good = set_faults(trials, set) && run(trials, &ret->holds, &found) &&
		judge_blocking(trials, &ret->holds, &found);

	for (uint32_t i = 0; i < found.n; i++)
		trials->is_in[found.part[i]] = false;
	ret->asked = (struct part_set){ arena_alloc(&trials->kept, (found.n + 1) * sizeof(*found.part)),
		found.n };
	if (ret->asked.part == NULL)
		return false;
	memcpy(ret->asked.part, found.part, found.n * sizeof(*found.part));
	return good;
}

static void forget(struct trials *trials)
{
	part_sets_release(&trials->tried);
	arena_clear(&trials->kept);
}

/* A set is tried once for all levels; so much is remembered. */
static bool find_verdict(struct trials *trials, struct part_set set)
{
	uint32_t n;
	uint32_t at;

	if (trials->tried.n >= MOST_REMEMBERED)
		forget(trials);
	n = trials->tried.n;
	if (!part_sets_add(&trials->tried, set, &at) ||
		!mem_grow(&trials->verdict, &trials->room_verdict, at + 1, sizeof(*trials->verdict)) ||
		(at == n && !make_trial(trials, set, &trials->verdict[at])))
		return false;
	trials->last = trials->verdict[at];
	return true;
}

bool trials_try(struct trials *trials, struct part_set set, bool *ret_holds)
{
	trials->n++;
	if (!find_verdict(trials, set))
		return false;
	*ret_holds = trials->last.holds & BIT(trials->level);
	return true;
}

struct part_set trials_asked(struct trials *trials, struct part_set but, bool mortal, struct arena *arena)
{
	struct part_set asked = trials->last.asked;
	uint32_t *part = arena_alloc(arena, (asked.n + 1) * sizeof(*part));
	uint32_t n = 0;

	for (uint32_t i = 0; part != NULL && i < asked.n; i++)
		if (!part_set_has(but, asked.part[i]) &&
			(!mortal || parts_availability(&trials->parts, asked.part[i]) < 1))
			part[n++] = asked.part[i];
	return (struct part_set){ part, n };
}

bool trials_late(const struct trials *trials)
{
	return trials->request->deadline != NULL && deadline_passed(trials->request->deadline);
}

bool trials_spent(struct trials *trials)
{
	trials->is_stopped |= spread_stops(trials->stop) || trials_late(trials);
	trials->is_cut |= trials->is_stopped || trials->n >= trials->request->most_trials;
	return trials->is_cut;
}

void trials_begin(struct trials *trials, const struct planned_call *call)
{
	trials->call = call;
	trials->source = trials->request->blocking > 0 ? grade_source(&trials->grade, call) : NO_SOURCE;
	forget(trials);
	trials_level(trials, LEVEL_CONNECTS);
}

bool trials_have_traffic(const struct trials *trials)
{
	return trials->source != NO_SOURCE;
}

void trials_level(struct trials *trials, enum level level)
{
	/* Blocking depends on more than whether calls connect: other questions are asked, and only for its sake. */
	if (level == LEVEL_BLOCKING && trials->level != LEVEL_BLOCKING)
		forget(trials);
	trials->level = level;
	trials->n = 0;
	trials->is_cut = false;
	trials->is_stopped = false;
}

bool trials_open(struct trials *trials, const struct sweep_request *request)
{
	const struct topology *topo = request->topo;
	uint32_t n = topo->n_element + 1;

	*trials = (struct trials){
		.request = request,
		.asked.first = topo->element,
		.asked.is_in = mem_zalloc(n * sizeof(bool)),
		.asked.element = mem_alloc(n * sizeof(uint32_t)),
		.asked.stage = mem_alloc(n * sizeof(uint32_t)),
		.asked.now = &trials->journal.stage,
		.is_in = mem_zalloc(n * sizeof(bool)),
		.found = mem_alloc(n * sizeof(uint32_t)),
		.faults.asked = &trials->asked,
		.world = {
			.topo = topo,
			.plan = &trials->plan,
			.policies = request->policies,
			.faults = &trials->faults,
			.calls = &trials->calls,
			.journal = &trials->journal,
			.is_terse = true,
		},
	};
	trials->is_admitting = admission_is_on(&trials->world);
	return trials->asked.is_in != NULL && trials->asked.element != NULL && trials->asked.stage != NULL &&
		trials->is_in != NULL && trials->found != NULL &&
		parts_find(&trials->parts, topo, &trials->arena) && deployment_make(&trials->plan, topo) &&
		world_open(&trials->world) && (request->blocking <= 0 || grade_open(&trials->grade, request));
}

void trials_release(struct trials *trials)
{
	grade_release(&trials->grade);
	world_release(&trials->world);
	deployment_release(&trials->plan);
	calls_release(&trials->calls);
	faults_release(&trials->faults);
	journal_release(&trials->journal);
	part_sets_release(&trials->tried);
	arena_release(&trials->kept);
	arena_release(&trials->arena);
	mem_free(trials->verdict);
	mem_free(trials->is_in);
	mem_free(trials->found);
	mem_free(trials->asked.stage);
	mem_free(trials->asked.is_in);
	mem_free(trials->asked.element);
}
