/* SPDX-License-Identifier: MIT */
#include "engine/trials.h"

#include "base/mem.h"

#include <string.h>

enum {
	MOST_TURNS = 8,
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

static bool holds(enum level level, const struct call *call)
{
	if (call->outcome != CALL_CONNECTED)
		return false;
	return level == LEVEL_CONNECTS || (level == LEVEL_BYPASS ? call->bypass : is_encrypted(call));
}

/* One call, every round robin beginning at `turn`. */
static bool run_once(const struct trials *trials, const struct faults *faults, uint32_t turn, bool *ret_holds)
{
	const struct sweep_request *wanted = trials->request;
	const struct engine_request request = {
		.topo = wanted->topo,
		.call = trials->call,
		.n_call = 1,
		.faults = faults,
		.policies = wanted->policies,
		.seed = wanted->seed,
		.first_turn = turn,
	};
	struct calls calls = { 0 };
	bool good = engine_run(&request, &calls);

	*ret_holds = good && calls.n_call == 1 && holds(trials->level, &calls.call[0]);
	calls_release(&calls);
	return good;
}

static void forget_asked(struct read_set *asked)
{
	for (uint32_t i = 0; i < asked->n; i++)
		asked->is_in[asked->element[i]] = false;
	asked->n = 0;
}

bool trials_try(struct trials *trials, struct part_set set, bool *ret_holds)
{
	const struct faults *also = trials->request->also;
	struct faults faults = { .asked = &trials->asked };
	bool good = true;

	forget_asked(&trials->asked);
	trials->n++;
	*ret_holds = true;
	for (uint32_t i = 0; good && i < also->n; i++)
		good = faults_add(&faults, &also->fault[i]);
	for (uint32_t i = 0; good && i < set.n; i++)
		good = parts_fail(&trials->parts, set.part[i], &faults);
	faults_sort(&faults);
	for (uint32_t turn = 0; good && *ret_holds && turn < trials->turns; turn++)
		good = run_once(trials, &faults, turn, ret_holds);
	faults_release(&faults);
	return good;
}

struct part_set trials_asked(struct trials *trials, struct part_set but, bool mortal, struct arena *arena)
{
	uint32_t *part = arena_alloc(arena, (trials->asked.n + 1) * sizeof(*part));
	uint32_t n = 0;

	for (uint32_t i = 0; part != NULL && i < trials->asked.n; i++) {
		uint32_t of = trials->parts.of[trials->asked.element[i]];

		if (of != NO_PART && !part_set_has(but, of) &&
			!part_set_has((struct part_set){ part, n }, of) &&
			(!mortal || parts_availability(&trials->parts, of) < 1))
			part[n++] = of;
	}
	return (struct part_set){ part, n };
}

bool trials_spent(struct trials *trials)
{
	trials->is_cut |= trials->n >= trials->request->most_trials;
	return trials->is_cut;
}

void trials_begin(struct trials *trials, const struct planned_call *call, enum level level)
{
	trials->call = call;
	trials->level = level;
	trials->n = 0;
	trials->is_cut = false;
}

/* As many places as the longest list of trunks has, or the largest pool. */
static uint32_t count_turns(const struct topology *topo)
{
	uint32_t most = 1;

	for (uint32_t i = 0; i < topo_count(topo, K_VOICE_ROUTE); i++) {
		uint32_t trunks = topo_refs(topo, topo_nth(topo, K_VOICE_ROUTE, i), A_TRUNKS).n;

		most = trunks > most ? trunks : most;
	}
	for (uint32_t i = 0; i < topo_count(topo, K_SERVER); i++) {
		uint32_t place = topo_nth(topo, K_SERVER, i)->ordinal;

		most = place > most ? place : most;
	}
	return most < MOST_TURNS ? most : MOST_TURNS;
}

bool trials_open(struct trials *trials, const struct sweep_request *request)
{
	const struct topology *topo = request->topo;

	*trials = (struct trials){
		.request = request,
		.turns = count_turns(topo),
		.asked.first = topo->element,
		.asked.is_in = mem_zalloc((topo->n_element + 1) * sizeof(bool)),
		.asked.element = mem_alloc((topo->n_element + 1) * sizeof(uint32_t)),
	};
	return trials->asked.is_in != NULL && trials->asked.element != NULL &&
		parts_find(&trials->parts, topo, &trials->arena);
}

void trials_release(struct trials *trials)
{
	arena_release(&trials->arena);
	mem_free(trials->asked.is_in);
	mem_free(trials->asked.element);
}
