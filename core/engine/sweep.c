/* SPDX-License-Identifier: MIT */
#include "engine/sweep.h"

#include "base/mem.h"
#include "engine/availability.h"
#include "engine/trials.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const suffix[LEVEL_COUNT] = { "", "@encrypted", "@bypass", "@blocking" };

struct sweep {
	const struct sweep_request *request;
	struct planned_call *call;
	struct risks *risks; /* of one unit */
	struct trials trials;
};

/* A service while sets of failed parts are tried on it. */
struct exploring {
	struct trials *trials;
	struct part_sets sets; /* tried, and to be tried */
	struct part_sets cuts; /* that broke the service, none in another */
};

static bool has_cut(const struct exploring *exploring, struct part_set set)
{
	for (uint32_t i = 0; i < exploring->cuts.n; i++)
		if (part_set_is_subset(exploring->cuts.set[i], set))
			return true;
	return false;
}

/* Sets that hold one part more, of those that had a say. */
static bool grow_set(struct exploring *exploring, struct part_set set)
{
	struct part_set asked = trials_asked(exploring->trials, set, false, &exploring->sets.arena);
	uint32_t *room = arena_alloc(&exploring->sets.arena, (set.n + 1) * sizeof(*room));
	bool good = asked.part != NULL && room != NULL;
	uint32_t at;

	for (uint32_t i = 0; good && set.n < exploring->trials->request->most_failed && i < asked.n; i++) {
		uint32_t n = part_set_with(set, asked.part[i], room);

		good = part_sets_add(&exploring->sets, (struct part_set){ room, n }, &at);
	}
	return good;
}

/* Sets in the order in which they are found are in the order of their sizes: what breaks the service first is least. */
static bool explore(struct exploring *exploring)
{
	uint32_t at;
	bool good = part_sets_add(&exploring->sets, (struct part_set){ NULL, 0 }, &at);

	for (uint32_t i = 0; good && i < exploring->sets.n && !trials_spent(exploring->trials); i++) {
		struct part_set set = exploring->sets.set[i];
		bool survives;

		if (has_cut(exploring, set))
			continue;
		good = trials_try(exploring->trials, set, &survives);
		if (good && survives)
			good = grow_set(exploring, set);
		else if (good)
			good = part_sets_add(&exploring->cuts, set, &at);
	}
	return good;
}

/* By size, then by the places of the parts in the plan. */
static int compare_sets(const void *left, const void *right)
{
	const struct part_set *a = left;
	const struct part_set *b = right;

	if (a->n != b->n)
		return a->n < b->n ? -1 : 1;
	for (uint32_t i = 0; i < a->n; i++)
		if (a->part[i] != b->part[i])
			return a->part[i] < b->part[i] ? -1 : 1;
	return 0;
}

static bool report_cut(const struct sweep *sweep, uint32_t service, struct part_set set)
{
	const struct topology *topo = sweep->request->topo;
	struct risks *risks = sweep->risks;
	const char **target = arena_alloc(&risks->arena, set.n * sizeof(*target));
	uint32_t *part = arena_alloc(&risks->arena, set.n * sizeof(*part));
	const struct element *shared = set.n > 1 ? parts_shared(&sweep->trials.parts, set.part, set.n) : NULL;

	if (target == NULL || part == NULL ||
		!mem_grow(&risks->cut, &risks->room_cut, risks->n_cut + 1, sizeof(*risks->cut)))
		return false;
	for (uint32_t i = 0; i < set.n; i++)
		target[i] = topo_id(topo, &topo->element[set.part[i]]);
	memcpy(part, set.part, set.n * sizeof(*part));
	risks->cut[risks->n_cut++] = (struct risk_cut){
		.service = service,
		.target = target,
		.part = part,
		.n_target = set.n,
		.shared = shared != NULL ? topo_id(topo, shared) : NULL,
	};
	return true;
}

/* What was tried is told even where the limit was reached. */
static void account(struct sweep *sweep, uint32_t number)
{
	sweep->risks->service[number].trials += sweep->trials.n;
	sweep->risks->service[number].is_partial |= sweep->trials.is_cut;
	sweep->risks->service[number].is_stopped |= sweep->trials.is_stopped;
}

/* What breaks the service, up to the size asked for. */
static bool find_cuts(struct sweep *sweep, uint32_t number)
{
	struct exploring exploring = { .trials = &sweep->trials };
	bool good = explore(&exploring);

	account(sweep, number);
	if (good && exploring.cuts.n > 1)
		qsort(exploring.cuts.set, exploring.cuts.n, sizeof(*exploring.cuts.set), compare_sets);
	for (uint32_t i = 0; good && i < exploring.cuts.n; i++)
		good = report_cut(sweep, number, exploring.cuts.set[i]);
	part_sets_release(&exploring.sets);
	part_sets_release(&exploring.cuts);
	return good;
}

static bool find_availability(struct sweep *sweep, uint32_t number)
{
	struct risks *risks = sweep->risks;
	struct risk_availability found = { .service = number };
	bool good = availability_find(&sweep->trials, &found);

	account(sweep, number);
	if (!good || sweep->trials.is_cut)
		return good;
	if (!mem_grow(&risks->availability, &risks->room_availability, risks->n_availability + 1,
		    sizeof(*risks->availability)))
		return false;
	risks->availability[risks->n_availability++] = found;
	return true;
}

static bool add_service(struct sweep *sweep, const struct planned_call *call, enum level level, bool works)
{
	struct risks *risks = sweep->risks;

	if (!mem_grow(&risks->service, &risks->room_service, risks->n_service + 1, sizeof(*risks->service)))
		return false;
	risks->service[risks->n_service++] = (struct risk_service){
		.service = arena_printf(&risks->arena, "%s%s", call->kind, suffix[level]),
		.site = call->site,
		.call = call->id,
		.from = call->from,
		.to = call->to != NULL ? call->to : call->dialled,
		.works = works,
	};
	return true;
}

/*
 * A level that a call does not have with nothing failed is no service. But that it does not connect is told, and that
 * too many calls are lost.
 */
static bool is_told(const struct sweep *sweep, enum level level)
{
	return level == LEVEL_CONNECTS || (level == LEVEL_BLOCKING && !isnan(sweep->trials.loss));
}

static bool sweep_level(
	struct sweep *sweep, const struct planned_call *call, enum level level, bool *connects)
{
	uint32_t number = sweep->risks->n_service;
	bool works;

	trials_level(&sweep->trials, level);
	if (!trials_try(&sweep->trials, (struct part_set){ NULL, 0 }, &works))
		return false;
	if (level == LEVEL_CONNECTS)
		*connects = works;
	if (!works && !is_told(sweep, level))
		return true;
	if (!add_service(sweep, call, level, works))
		return false;
	if (!works)
		return true;
	trials_level(&sweep->trials, level);
	if (sweep->request->most_failed > 0 && !find_cuts(sweep, number))
		return false;
	trials_level(&sweep->trials, level);
	return !sweep->request->availability || find_availability(sweep, number);
}

static bool sweep_call(struct sweep *sweep, const struct planned_call *call)
{
	bool connects = true;
	bool good = true;

	trials_begin(&sweep->trials, call);
	for (unsigned level = 0; good && connects && level < LEVEL_COUNT; level++)
		if (level != LEVEL_BLOCKING || trials_have_traffic(&sweep->trials))
			good = sweep_level(sweep, call, (enum level)level, &connects);
	return good;
}

static bool make_unit(void *maker, uint32_t unit, struct spread_stop *stop, struct buf *result)
{
	struct sweep *sweep = maker;
	struct risks risks = { 0 };
	bool good;

	sweep->risks = &risks;
	sweep->trials.stop = stop;
	good = sweep_call(sweep, &sweep->call[unit]);
	risks_pack(&risks, result);
	risks_release(&risks);
	return good;
}

enum spread_status engine_sweep(const struct sweep_request *request, const struct spread *spread,
	bool (*take)(void *taker, uint32_t unit, struct str result), void *taker)
{
	struct sweep sweep = { .request = request };
	struct spread_work work = { .maker = &sweep, .taker = taker, .make = make_unit, .take = take };
	enum spread_status status = SPREAD_NO_MEMORY;

	if (trials_open(&sweep.trials, request))
		sweep.call = engine_matrix(request->topo, UINT32_MAX, &sweep.trials.arena, &work.n_unit);
	if (sweep.call != NULL)
		status = spread_run(spread, &work);
	trials_release(&sweep.trials);
	return status;
}

static bool leads_outside(const struct planned_call *call)
{
	return strstr(call->kind, "pstn") != NULL || strstr(call->kind, "emergency") != NULL;
}

bool engine_sweep_outside(const struct sweep_request *request, struct risks *ret)
{
	struct sweep sweep = { .request = request, .risks = ret };
	uint32_t n = 0;
	uint32_t i = 0;
	bool good = trials_open(&sweep.trials, request);
	struct planned_call *call = good ?
		engine_matrix(request->topo, request->most_sites, &ret->arena, &n) :
		NULL;
	bool connects;

	sweep.trials.world.only_outcome = true;
	ret->most_failed = request->most_failed;
	good = call != NULL;
	for (; good && i < n && !trials_late(&sweep.trials); i++) {
		trials_begin(&sweep.trials, &call[i]);
		if (leads_outside(&call[i]))
			good = sweep_level(&sweep, &call[i], LEVEL_CONNECTS, &connects);
	}
	ret->n_sites = topo_count(request->topo, K_SITE) < request->most_sites ?
		topo_count(request->topo, K_SITE) :
		request->most_sites;
	if (good && i < n)
		ret->n_sites = call[i].site_number;
	trials_release(&sweep.trials);
	return good && !mem_ran_out();
}
