/* SPDX-License-Identifier: MIT */
#include "sweeping.h"

#include "base/number.h"
#include "engine/sweep.h"
#include "plan_erlang.h"
#include "results.h"

#include <string.h>

enum {
	MOST_FAILED = 8,
};

bool sweeping_wanted(const struct parsed *parsed)
{
	return parsed_has(parsed, SIM_SWEEP) || parsed_has(parsed, SIM_AVAILABILITY);
}

static enum exit_code read_depth(const char *word, uint32_t *ret)
{
	uint64_t depth;

	if (word == NULL)
		return EXIT_CLEAN;
	if (!number_parse_whole(str_of(word), MOST_FAILED, &depth) || depth == 0)
		return complain(EXIT_USAGE,
			"--sweep takes the number of parts that fail together, 1 to %d, not '%s'",
			MOST_FAILED, word);
	*ret = (uint32_t)depth;
	return EXIT_CLEAN;
}

static struct sweep_request request_of(
	const struct pipeline *pipeline, const struct simulation *simulation, const struct topology *topo)
{
	return (struct sweep_request){
		.topo = topo,
		.policies = &simulation->agenda.policies,
		.also = &simulation->agenda.faults,
		.seed = simulation->agenda.seed,
		.most_trials = pipeline->limits.trials,
	};
}

enum exit_code sweeping_outside(struct pipeline *pipeline, const struct simulation *simulation,
	const struct topology *topo, const struct parsed *parsed, struct risks *ret)
{
	struct sweep_request request = request_of(pipeline, simulation, topo);
	enum exit_code code;

	request.most_failed = 1;
	request.most_sites = pipeline->limits.simulated_sites;
	request.deadline = &pipeline->library.deadline;
	code = read_depth(parsed_value(parsed, SIM_SWEEP), &request.most_failed);
	if (code == EXIT_CLEAN && !engine_sweep_outside(&request, ret))
		code = EXIT_INTERNAL;
	return code;
}

/* Who takes the results of units. */
struct taking {
	bool (*take)(void *taker, uint32_t unit, struct str result);
	void *taker;
};

static bool add_risks(void *taker, uint32_t unit, struct str result)
{
	(void)unit;
	return risks_add_packed(taker, result);
}

static bool add_to_part(void *taker, uint32_t unit, struct str result)
{
	struct part *part = taker;

	(void)unit;
	return part_add_result(part, &part->sweep, result);
}

static enum exit_code sweep(const struct pipeline *pipeline, const struct simulation *simulation,
	const struct topology *topo, const struct parsed *parsed, struct spreading *spreading,
	const struct taking *taking, uint32_t *ret_most_failed)
{
	struct sweep_request request = request_of(pipeline, simulation, topo);
	const char *blocking = parsed_value(parsed, SIM_BLOCKING);
	enum exit_code code = read_depth(parsed_value(parsed, SIM_SWEEP), &request.most_failed);

	if (code == EXIT_CLEAN && blocking != NULL)
		code = plan_read_blocking(blocking, &request.blocking);
	request.availability = parsed_has(parsed, SIM_AVAILABILITY);
	*ret_most_failed = request.most_failed;
	if (code != EXIT_CLEAN)
		return code;
	spreading_begin(spreading);
	return spreading_judge(
		spreading, engine_sweep(&request, &spreading->spread, taking->take, taking->taker));
}

static bool is_about_blocking(const struct risks *risks)
{
	for (uint32_t i = 0; i < risks->n_service; i++)
		if (strstr(risks->service[i].service, "@blocking") != NULL)
			return true;
	return false;
}

enum exit_code sweeping_run(const struct pipeline *pipeline, const struct simulation *simulation,
	const struct topology *topo, const struct parsed *parsed, struct spreading *spreading,
	struct risks *ret)
{
	const struct taking taking = { add_risks, ret };
	enum exit_code code = sweep(
		pipeline, simulation, topo, parsed, spreading, &taking, &ret->most_failed);

	ret->is_partial = spreading->status == SPREAD_STOPPED;
	if (code == EXIT_CLEAN && parsed_has(parsed, SIM_BLOCKING) && !is_about_blocking(ret))
		complain(EXIT_CLEAN,
			"--blocking: how many calls are lost is known exactly for no service here; --traffic simulates it");
	return code == EXIT_CLEAN ? results_judge_risks(ret) : code;
}

enum exit_code sweeping_part(const struct pipeline *pipeline, const struct simulation *simulation,
	const struct topology *topo, const struct parsed *parsed, struct spreading *spreading,
	struct part *ret)
{
	const struct taking taking = { add_to_part, ret };

	return sweep(pipeline, simulation, topo, parsed, spreading, &taking, &ret->most_failed);
}
