/* SPDX-License-Identifier: MIT */
#include "offering.h"

#include "base/mem.h"
#include "engine/load_exact.h"
#include "engine/load_sum.h"

#include <string.h>

bool offering_wanted(const struct simulation *simulation, const struct parsed *parsed)
{
	return parsed_has(parsed, SIM_TRAFFIC) || simulation->agenda.n_traffic > 0;
}

/* Replications are the units of the work. */
struct offering {
	struct load_request *request;
	struct load_run *run;
	struct load_sample *made, *taken; /* two: one may be taken while the next one is made */
	struct load_sum sum;
};

static bool is_stopped(void *context)
{
	return spread_stops(context);
}

static bool make_replication(void *maker, uint32_t unit, struct spread_stop *stop, struct buf *result)
{
	struct offering *offering = maker;

	offering->request->context = stop;
	if (!load_run_make(offering->run, unit, offering->made))
		return false;
	buf_put(result, (const char *)offering->made, load_sample_size(offering->request));
	return true;
}

/* Bytes of a result stand anywhere. */
static bool take_replication(void *taker, uint32_t unit, struct str result)
{
	struct offering *offering = taker;

	(void)unit;
	memcpy(offering->taken, result.text, result.length);
	load_sum_add(&offering->sum, offering->taken);
	return true;
}

static enum spread_status replicate(struct offering *offering, const struct spread *spread)
{
	const struct spread_work work = {
		.n_unit = offering->request->replications,
		.maker = offering,
		.taker = offering,
		.make = make_replication,
		.take = take_replication,
	};
	enum spread_status status = SPREAD_NO_MEMORY;

	offering->request->stop = is_stopped;
	offering->made = mem_alloc(load_sample_size(offering->request));
	offering->taken = mem_alloc(load_sample_size(offering->request));
	offering->run = load_run_open(offering->request);
	if (offering->made != NULL && offering->taken != NULL && offering->run != NULL)
		status = spread_run(spread, &work);
	load_run_close(offering->run);
	mem_free(offering->made);
	mem_free(offering->taken);
	return status;
}

enum exit_code offering_run(const struct simulation *simulation, const struct topology *topo,
	struct spreading *spreading, struct loads *ret)
{
	const struct agenda *agenda = &simulation->agenda;
	struct load_sources sources;
	struct load_request request;
	struct offering offering = { .request = &request };
	enum exit_code code = EXIT_INTERNAL;

	if (sources_make(topo, agenda->traffic, agenda->n_traffic, &agenda->policies, &sources)) {
		request = agenda_load_request(agenda, topo, &sources);
		if (load_sum_open(&offering.sum, &request)) {
			spreading_begin(spreading);
			code = spreading_judge(spreading, replicate(&offering, &spreading->spread));
		}
		if (code == EXIT_CLEAN &&
			(!load_sum_finish(&offering.sum, ret) || !load_exact(&request, ret)))
			code = EXIT_INTERNAL;
	}
	load_sum_release(&offering.sum);
	sources_release(&sources);
	return code;
}
