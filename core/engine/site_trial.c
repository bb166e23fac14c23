/* SPDX-License-Identifier: MIT */
#include "engine/site_trial.h"

#include "engine/sweep.h"

#include <string.h>

enum {
	APART_S = 1000, /* between calls: longer than any of them with all that it tries */
};

/* No call meets another one: each finds every channel free. */
static void space(struct planned_call *planned, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		planned[i].at = (int64_t)i * APART_S * NANOSECONDS;
}

/* The calls come in the order of the plan, and perhaps the last ones are missing. */
static bool tabulate(
	struct site_trial *trial, const struct planned_call *planned, uint32_t n, uint32_t n_sites)
{
	const struct calls *calls = &trial->calls;
	struct site_call *entry = arena_alloc(&trial->arena, (calls->n_call + 1) * sizeof(*entry));
	uint32_t *first = arena_alloc(&trial->arena, ((size_t)n_sites + 1) * sizeof(*first));
	uint32_t at = 0;

	if (entry == NULL || first == NULL)
		return false;
	for (uint32_t i = 0; i < calls->n_call; i++)
		entry[i] = (struct site_call){ planned[i].kind, &calls->call[i] };
	if (calls->n_call < n)
		n_sites = planned[calls->n_call].site_number;
	for (uint32_t site = 0; site <= n_sites; site++) {
		while (at < calls->n_call && planned[at].site_number < site)
			at++;
		first[site] = at;
	}
	trial->table = (struct site_calls){ .call = entry, .first = first, .n_sites = n_sites };
	return true;
}

/* The cuts come in the order of the calls, and so of the sites. */
static bool tabulate_cuts(struct site_trial *trial)
{
	const struct risks *risks = &trial->risks;
	struct site_calls *table = &trial->table;
	uint32_t n_sites = risks->n_sites < table->n_sites ? risks->n_sites : table->n_sites;
	struct site_cut *cut = arena_alloc(&trial->arena, (risks->n_cut + 1) * sizeof(*cut));
	uint32_t *first = arena_alloc(&trial->arena, ((size_t)n_sites + 1) * sizeof(*first));
	uint32_t n = 0;

	if (cut == NULL || first == NULL)
		return false;
	for (uint32_t site = 0, at = 0; site < n_sites; site++) {
		first[site] = n;
		for (uint32_t i = table->first[site]; i < table->first[site + 1]; i++)
			while (at < risks->n_cut &&
				strcmp(risks->service[risks->cut[at].service].call,
					table->call[i].call->id) == 0)
				cut[n++] = (struct site_cut){ &table->call[i], risks->cut[at++].part[0] };
	}
	first[n_sites] = n;
	table->cut = cut;
	table->first_cut = first;
	table->n_cut_sites = n_sites;
	return true;
}

static bool find_cuts(
	struct site_trial *trial, const struct engine_request *request, const struct limits *limits)
{
	const struct sweep_request sweep = {
		.topo = request->topo,
		.policies = request->policies,
		.also = request->faults,
		.seed = request->seed,
		.most_failed = 1,
		.most_trials = limits->trials,
		.most_sites = trial->table.n_sites,
		.deadline = request->deadline,
	};

	return engine_sweep_outside(&sweep, &trial->risks) && tabulate_cuts(trial);
}

bool site_trial_run(struct site_trial *trial, const struct topology *topo, bool cuts,
	const struct limits *limits, struct deadline *deadline)
{
	struct engine_policies policies = engine_policies_default();
	struct faults faults = { 0 };
	struct engine_request request = {
		.topo = topo,
		.faults = &faults,
		.policies = &policies,
		.seed = 1,
		.deadline = deadline,
		.most_tests = limits->number_tests,
	};
	uint32_t n_sites = topo_count(topo, K_SITE);
	struct planned_call *planned;
	uint32_t n;

	*trial = (struct site_trial){ 0 };
	if (n_sites > limits->simulated_sites)
		n_sites = limits->simulated_sites;
	planned = engine_matrix(topo, n_sites, &trial->arena, &n);
	if (planned == NULL)
		return false;
	space(planned, n);
	request.call = planned;
	request.n_call = n;
	return engine_run(&request, &trial->calls) && tabulate(trial, planned, n, n_sites) &&
		(!cuts || find_cuts(trial, &request, limits));
}

void site_trial_release(struct site_trial *trial)
{
	calls_release(&trial->calls);
	risks_release(&trial->risks);
	arena_release(&trial->arena);
}
