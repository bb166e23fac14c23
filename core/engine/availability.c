/* SPDX-License-Identifier: MIT */
#include "engine/availability.h"

#include "base/mem.h"
#include "engine/decision.h"

#include <math.h>

struct reckoning {
	struct trials *trials;
	double *works; /* by part */
	double *scratch;
	bool *is_alive; /* by part: decided further up */
	struct decision decision;
	uint32_t root;
	struct part_sets paths, cuts; /* parts that sufficed, and those whose failure did not leave enough */
};

/* The share of time in which all parts of the set do, or with `fail` do not, work. */
static double all_of(const struct reckoning *reckoning, struct part_set set, bool fail)
{
	double share = 1;

	for (uint32_t i = 0; i < set.n; i++)
		share *= fail ? 1 - reckoning->works[set.part[i]] : reckoning->works[set.part[i]];
	return share;
}

/* None of the sets, were they independent of each other. */
static double none_of(const struct reckoning *reckoning, const struct part_sets *sets, bool fail)
{
	double share = 1;

	for (uint32_t i = 0; i < sets->n; i++)
		share *= 1 - all_of(reckoning, sets->set[i], fail);
	return share;
}

static double fails(const struct reckoning *reckoning)
{
	return decision_fails(&reckoning->decision, reckoning->root, reckoning->works, reckoning->scratch);
}

/* The part whose failures cost most: what would be won if it never failed. */
static void find_weakest(struct reckoning *reckoning, double now, struct risk_availability *ret)
{
	const struct topology *topo = reckoning->trials->request->topo;
	double most = 0;

	for (uint32_t part = 0; part < topo->n_element; part++) {
		double kept = reckoning->works[part];
		double won;

		if (kept == 1)
			continue;
		reckoning->works[part] = 1;
		won = now - fails(reckoning);
		reckoning->works[part] = kept;
		if (won <= most)
			continue;
		most = won;
		ret->weakest = topo_id(topo, &topo->element[part]);
		ret->gain = won * MINUTES_A_YEAR;
	}
}

/* What became of a state: parts of `failed` have failed, those that were asked about besides work. */
static bool note_state(
	struct reckoning *reckoning, struct part_set failed, struct part_set asked, bool survives)
{
	struct decision *decision = &reckoning->decision;
	uint32_t at;

	if (!survives)
		return part_sets_add(&reckoning->cuts, failed, &at);
	reckoning->root = decision_or(decision, reckoning->root,
		decision_and(decision, decision_all(decision, asked.part, asked.n, true),
			decision_all(decision, failed.part, failed.n, false)));
	return part_sets_add(&reckoning->paths, asked, &at);
}

/*
 * Tells states apart by the parts that a trial asked about, one after the other: with the first one failed, with the
 * first one working and the second one failed, and so on. The last state is that of the trial itself.
 */
static bool descend(struct reckoning *reckoning, struct part_set failed)
{
	struct trials *trials = reckoning->trials;
	struct arena arena = { 0 };
	uint32_t *decided = arena_alloc(&arena, (trials->request->topo->n_element + 1) * sizeof(*decided));
	uint32_t *room = arena_alloc(&arena, (failed.n + 1) * sizeof(*room));
	struct part_set asked;
	uint32_t n = 0;
	bool survives;
	bool good = decided != NULL && room != NULL && trials_try(trials, failed, &survives);

	asked = trials_asked(trials, failed, true, &arena);
	good = good && asked.part != NULL;
	for (uint32_t i = 0; good && i < asked.n && !trials_spent(trials); i++) {
		uint32_t part = asked.part[i];

		if (reckoning->is_alive[part])
			continue;
		good = descend(reckoning, (struct part_set){ room, part_set_with(failed, part, room) });
		reckoning->is_alive[part] = true;
		decided[n++] = part;
	}
	while (n > 0)
		reckoning->is_alive[decided[--n]] = false;
	part_set_sort(&asked);
	good = good && note_state(reckoning, failed, asked, survives);
	arena_release(&arena);
	return good;
}

static bool reckon(struct reckoning *reckoning, struct risk_availability *ret)
{
	double lost;

	reckoning->scratch = mem_alloc(reckoning->decision.n * sizeof(*reckoning->scratch));
	if (reckoning->scratch == NULL)
		return false;
	lost = fails(reckoning);
	ret->value = 1 - lost;
	ret->minutes = lost * MINUTES_A_YEAR;
	part_sets_minimise(&reckoning->paths);
	part_sets_minimise(&reckoning->cuts);
	ret->low = fmin(none_of(reckoning, &reckoning->cuts, true), ret->value);
	ret->high = fmax(1 - none_of(reckoning, &reckoning->paths, false), ret->value);
	find_weakest(reckoning, lost, ret);
	return true;
}

static bool reckoning_open(struct reckoning *reckoning)
{
	const struct parts *parts = &reckoning->trials->parts;
	uint32_t n = parts->topo->n_element;

	reckoning->works = mem_alloc((n + 1) * sizeof(*reckoning->works));
	reckoning->is_alive = mem_zalloc((n + 1) * sizeof(*reckoning->is_alive));
	if (reckoning->works == NULL || reckoning->is_alive == NULL || !decision_open(&reckoning->decision))
		return false;
	for (uint32_t i = 0; i < n; i++)
		reckoning->works[i] = parts->of[i] == i ? parts_availability(parts, i) : 1;
	return true;
}

static void reckoning_release(struct reckoning *reckoning)
{
	decision_release(&reckoning->decision);
	part_sets_release(&reckoning->paths);
	part_sets_release(&reckoning->cuts);
	mem_free(reckoning->works);
	mem_free(reckoning->is_alive);
	mem_free(reckoning->scratch);
}

bool availability_find(struct trials *trials, struct risk_availability *ret)
{
	struct reckoning reckoning = { .trials = trials, .root = DECISION_FALSE };
	bool good = reckoning_open(&reckoning) && descend(&reckoning, (struct part_set){ NULL, 0 }) &&
		!mem_ran_out();

	if (good && !trials->is_cut)
		good = reckon(&reckoning, ret);
	reckoning_release(&reckoning);
	return good;
}
