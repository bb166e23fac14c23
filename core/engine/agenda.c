/* SPDX-License-Identifier: MIT */
#include "engine/agenda.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct agenda agenda_empty(void)
{
	return (struct agenda){
		.policies = engine_policies_default(),
		.seed = 1,
		.duration = NEVER,
		.warm_up = NEVER,
	};
}

bool agenda_add_call(struct agenda *agenda, const struct planned_call *call)
{
	if (!mem_grow(&agenda->call, &agenda->room_call, agenda->n_call + 1, sizeof(*agenda->call)))
		return false;
	agenda->call[agenda->n_call++] = *call;
	return true;
}

static const char *policy_name(uint32_t n)
{
	return engine_policy_name((enum engine_policy)n);
}

static const char *policy_values(uint32_t n)
{
	return engine_policy_values((enum engine_policy)n);
}

static bool policy_set(void *context, uint32_t n, const char *value)
{
	struct agenda *agenda = context;

	return engine_policies_set(&agenda->policies, (enum engine_policy)n, value);
}

static const char *terminated(struct agenda *agenda, struct str text)
{
	return text.length > 0 ? arena_copy(&agenda->arena, text.text, text.length) : NULL;
}

static struct str joined(struct agenda *agenda, const struct str *hop, uint32_t n)
{
	size_t length = 0;
	char *text;

	for (uint32_t i = 0; i < n; i++)
		length += hop[i].length + 1;
	text = arena_alloc(&agenda->arena, length + 1);
	if (text == NULL)
		return str_of("");
	length = 0;
	for (uint32_t i = 0; i < n; i++) {
		memcpy(text + length, hop[i].text, hop[i].length);
		length += hop[i].length;
		text[length++] = ' ';
	}
	return (struct str){ text, length > 0 ? length - 1 : 0 };
}

static const char *expected(struct agenda *agenda, const struct scenario_call *call)
{
	switch (call->expect) {
	case EXPECT_NOTHING:
		break;
	case EXPECT_CONNECTED:
		return "connected";
	case EXPECT_FAILED:
		return "failed";
	case EXPECT_CODE:
		return arena_printf(&agenda->arena, "%d", call->expect_code);
	}
	return NULL;
}

static bool take_call(struct agenda *agenda, const struct scenario_call *call)
{
	const struct planned_call planned = {
		.id = terminated(agenda, call->id),
		.from = terminated(agenda, call->from.text),
		.to = terminated(agenda, call->to.text),
		.dialled = terminated(agenda, call->dialled),
		.at = call->start,
		.duration = call->duration,
		.answer_after = call->answer_after,
		.expect = expected(agenda, call),
		.expect_trunk = terminated(agenda, call->expect_trunk),
		.expect_signalling = joined(agenda, call->signalling, call->n_signalling),
		.expect_media = joined(agenda, call->media, call->n_media),
	};

	return agenda_add_call(agenda, &planned);
}

static bool take_calls(struct agenda *agenda, const struct scenario *scenario)
{
	for (uint32_t i = 0; i < scenario->n_call; i++)
		if (!scenario->call[i].broken && !take_call(agenda, &scenario->call[i]))
			return false;
	return true;
}

static bool take_faults(struct agenda *agenda, const struct scenario *scenario)
{
	for (uint32_t i = 0; i < scenario->n_fail; i++) {
		const struct scenario_fail *fail = &scenario->fail[i];

		for (uint32_t j = 0; j < fail->n_target && !fail->broken; j++) {
			const struct fault fault = {
				.target = fail->target[j],
				.mode = (enum fault_mode)fail->mode,
				.from = fail->start,
				.until = fail->until == NEVER ? INT64_MAX : fail->until,
				.code = fail->code,
				.isup = fail->isup > 0 ? fail->isup : -1,
				.delay = fail->delay,
			};

			if (!faults_add(&agenda->faults, &fault))
				return false;
		}
	}
	return true;
}

static bool take_traffic(struct agenda *agenda, const struct scenario_traffic *traffic)
{
	size_t size = traffic->n_from * sizeof(struct element *);
	const struct element **from = arena_alloc(&agenda->arena, size);

	if (from == NULL ||
		!mem_grow(&agenda->traffic, &agenda->room_traffic, agenda->n_traffic + 1,
			sizeof(*agenda->traffic)))
		return false;
	memcpy(from, traffic->from, size);
	agenda->traffic[agenda->n_traffic++] = (struct planned_traffic){
		.id = terminated(agenda, traffic->id),
		.from = from,
		.n_from = traffic->n_from,
		.to = { terminated(agenda, traffic->to), traffic->to.length },
		.to_is_number = traffic->to_is_number,
		.calls_per_hour = traffic->has_calls_per_hour ? traffic->calls_per_hour : -1,
		.mean_call = traffic->mean_call,
		.constant = traffic->holding == HOLDING_CONSTANT,
	};
	return true;
}

static bool take_all_traffic(struct agenda *agenda, const struct scenario *scenario)
{
	for (uint32_t i = 0; i < scenario->n_traffic; i++)
		if (!scenario->traffic[i].broken && !take_traffic(agenda, &scenario->traffic[i]))
			return false;
	return true;
}

static void take_run(struct agenda *agenda, const struct scenario_run *run)
{
	if (run->at == NULL || run->broken)
		return;
	agenda->seed = run->seed;
	agenda->duration = run->duration;
	agenda->warm_up = run->warm_up;
	agenda->replications = run->replications;
}

bool agenda_add_scenario(struct agenda *agenda, struct scenario *scenario, const struct topology *topo,
	struct findings *findings, bool *ret_good)
{
	const struct policy_table table = { POLICY_COUNT, policy_name, policy_values, policy_set, agenda };

	*ret_good = scenario_resolve(scenario, topo, &table, findings);
	take_run(agenda, &scenario->run);
	return take_calls(agenda, scenario) && take_faults(agenda, scenario) &&
		take_all_traffic(agenda, scenario) && !mem_ran_out();
}

bool agenda_add_matrix(struct agenda *agenda, const struct topology *topo)
{
	uint32_t n;
	const struct planned_call *call = engine_matrix(topo, UINT32_MAX, &agenda->arena, &n);

	for (uint32_t i = 0; i < n; i++)
		if (!agenda_add_call(agenda, &call[i]))
			return false;
	return call != NULL && !mem_ran_out();
}

static int compare_ids(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The first of c1, c2 ... from *number on that nobody else has; `id`: those of the others, sorted. */
static const char *free_id(
	struct agenda *agenda, const char *prefix, uint32_t *number, const char *const *id, uint32_t n)
{
	char text[24];
	const char *key = text;

	do
		snprintf(text, sizeof(text), "%s%u", prefix, (unsigned)(*number)++);
	while (bsearch(&key, id, n, sizeof(*id), compare_ids) != NULL);
	return arena_printf(&agenda->arena, "%s", text);
}

static const char *find_twice(const char **id, uint32_t n)
{
	qsort(id, n, sizeof(*id), compare_ids);
	for (uint32_t i = 1; i < n; i++)
		if (strcmp(id[i - 1], id[i]) == 0)
			return id[i];
	return NULL;
}

/* `id` has room for all. Returns one that two have, or NULL. */
static const char *settle_traffic(struct agenda *agenda, const char **id)
{
	uint32_t number = 1;
	uint32_t n = 0;
	const char *twice;

	for (uint32_t i = 0; i < agenda->n_traffic; i++)
		if (agenda->traffic[i].id != NULL)
			id[n++] = agenda->traffic[i].id;
	twice = find_twice(id, n);
	for (uint32_t i = 0; i < agenda->n_traffic; i++)
		if (agenda->traffic[i].id == NULL)
			agenda->traffic[i].id = free_id(agenda, "traffic", &number, id, n);
	return twice;
}

bool agenda_settle(struct agenda *agenda, const char **ret_twice)
{
	size_t most = (size_t)(agenda->n_call > agenda->n_traffic ? agenda->n_call : agenda->n_traffic) + 1;
	const char **id = arena_alloc(&agenda->arena, most * sizeof(*id));
	struct planned_call *unnamed = NULL;
	uint32_t number = 1;
	uint32_t n = 0;

	faults_sort(&agenda->faults);
	if (id == NULL)
		return false;
	*ret_twice = settle_traffic(agenda, id);
	if (*ret_twice != NULL)
		return !mem_ran_out();
	for (uint32_t i = 0; i < agenda->n_call; i++) {
		if (agenda->call[i].id == NULL)
			unnamed = &agenda->call[i];
		else
			id[n++] = agenda->call[i].id;
	}
	*ret_twice = find_twice(id, n);
	if (unnamed != NULL)
		unnamed->id = free_id(agenda, "c", &number, id, n);
	return !mem_ran_out();
}

struct engine_request agenda_request(const struct agenda *agenda, const struct topology *topo, bool records)
{
	return (struct engine_request){
		.topo = topo,
		.call = agenda->call,
		.n_call = agenda->n_call,
		.faults = &agenda->faults,
		.policies = &agenda->policies,
		.bandwidth = agenda->bandwidth,
		.seed = agenda->seed,
		.records = records,
	};
}

struct load_request agenda_load_request(
	const struct agenda *agenda, const struct topology *topo, const struct load_sources *sources)
{
	struct load_request request = {
		.topo = topo,
		.sources = sources,
		.faults = &agenda->faults,
		.policies = &agenda->policies,
		.bandwidth = agenda->bandwidth,
		.seed = agenda->seed,
		.duration = agenda->duration,
		.warm_up = agenda->warm_up,
		.replications = agenda->replications,
	};

	load_settle(&request);
	return request;
}

void agenda_release(struct agenda *agenda)
{
	mem_free(agenda->call);
	mem_free(agenda->traffic);
	faults_release(&agenda->faults);
	arena_release(&agenda->arena);
	*agenda = (struct agenda){ 0 };
}
