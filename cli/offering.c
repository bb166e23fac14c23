/* SPDX-License-Identifier: MIT */
#include "offering.h"

#include "base/mem.h"
#include "engine/load_sum.h"

bool offering_wanted(const struct simulation *simulation, const struct parsed *parsed)
{
	return parsed_has(parsed, SIM_TRAFFIC) || simulation->agenda.n_traffic > 0;
}

static bool is_late(void *context)
{
	return deadline_read(context);
}

/* All replications, until the time is up. */
static bool replicate(const struct load_request *request, struct load_sum *sum)
{
	struct load_sample *sample = mem_alloc(load_sample_size(request));
	struct load_run *run = load_run_open(request);
	bool good = sample != NULL && run != NULL;

	for (uint32_t i = 0; good && i < request->replications && !deadline_read(request->context); i++) {
		good = load_run_make(run, i, sample);
		if (good)
			load_sum_add(sum, sample);
	}
	load_run_close(run);
	mem_free(sample);
	return good;
}

enum exit_code offering_run(struct pipeline *pipeline, const struct simulation *simulation,
	const struct topology *topo, struct loads *ret)
{
	const struct agenda *agenda = &simulation->agenda;
	struct load_sources sources;
	struct load_request request;
	struct load_sum sum = { .n_trunk = 0 };
	bool good = sources_make(topo, agenda->traffic, agenda->n_traffic, &agenda->policies, &sources);

	if (good) {
		request = agenda_load_request(agenda, topo, &sources);
		request.stop = is_late;
		request.context = &pipeline->library.deadline;
		good = load_sum_open(&sum, &request) && replicate(&request, &sum) &&
			load_sum_finish(&sum, ret);
	}
	load_sum_release(&sum);
	sources_release(&sources);
	return good ? EXIT_CLEAN : EXIT_INTERNAL;
}
