/* SPDX-License-Identifier: MIT */
#include "base/ranks.h"
#include "exports.h"
#include "offering.h"
#include "parting.h"
#include "results.h"
#include "sweeping.h"

#include <string.h>

enum {
	LADDER = SIM_OWN,
	PCAP,
	TAP,
	SIPP,
};

static const struct option_row rows[] = {
	{ SIM_FROM, '\0', "from", "WHO",
		"who calls: a group, GROUP/remote, a device, or a number (the PSTN)" },
	{ SIM_TO, '\0', "to", "WHOM", "who is called: such a name or number, or digits as people dial them" },
	{ SIM_FAIL, '\0', "fail", "ID[@MODE[:CODE]]", "what has failed and how (crash); repeatable" },
	{ SIM_SCENARIO, '\0', "scenario", "FILE",
		"calls, failures and expectations from a file; repeatable" },
	{ SIM_MATRIX, '\0', "matrix", NULL, "one call of every kind that every site has" },
	{ SIM_POLICY, '\0', "policy", "NAME=VALUE", "change what no document settles; repeatable" },
	{ SIM_SEED, '\0', "seed", "N", "for choices by chance (1)" },
	{ SIM_BANDWIDTH, '\0', "bandwidth-model", "MODEL",
		"how streams are counted: wire (default), microsoft or microsoft-fec" },
	{ SIM_SWEEP, '\0', "sweep", "N", "which sets of up to N failed parts take which service away" },
	{ SIM_AVAILABILITY, '\0', "availability", NULL,
		"how much of the time each service works, from mtbf-h and mttr-h" },
	{ SIM_BLOCKING, '\0', "blocking", "B",
		"with --sweep or --availability: also whether full trunks cost at most this share of calls" },
	{ SIM_TRAFFIC, '\0', "traffic", NULL, "how much of the traffic that people offer is lost" },
	{ SIM_JOBS, '\0', "jobs", "N", "processes that share a long run (one for each processor)" },
	{ SIM_PART, '\0', "part", "K/N",
		"do only part K of N of a long run and write it as JSON, for merge" },
	{ LADDER, '\0', "ladder", NULL, "the messages of each call" },
	{ PCAP, '\0', "pcap", "FILE",
		"what passes between Mediation Servers and the peers of trunks, as a packet capture" },
	{ TAP, '\0', "tap", "ID",
		"capture elsewhere: at a trunk, VLAN, tunnel, connection, WAN link, server, gateway or other box" },
	{ SIPP, '\0', "sipp", "DIR", "scenarios for SIPp, to try the planned trunk for real" },
	{ SIM_FORMAT, 'f', "format", "FMT", "text (default) or json" },
	INPUT_OPTIONS,
};

/* A call that failed without anybody expecting it, or did not do what was expected. */
static bool went_wrong(const struct planned_call *planned, const struct call *call)
{
	return call->n_unmet > 0 || (planned->expect == NULL && call->outcome != CALL_CONNECTED);
}

static enum exit_code judge(const struct simulation *simulation, const struct calls *calls)
{
	for (uint32_t i = 0; i < calls->n_call; i++)
		if (went_wrong(&simulation->agenda.call[calls->call[i].asked], &calls->call[i]))
			return EXIT_FINDINGS;
	return EXIT_CLEAN;
}

static enum exit_code highest(enum exit_code a, enum exit_code b)
{
	return a > b ? a : b;
}

static enum exit_code write_exports(const struct topology *topo, const struct simulation *simulation,
	const struct calls *calls, const struct parsed *parsed)
{
	enum exit_code code = EXIT_CLEAN;

	if (ranks_own() > 0)
		return code;
	if (parsed_has(parsed, PCAP))
		code = export_capture(topo, calls, &simulation->agenda.faults, parsed_value(parsed, TAP),
			simulation->agenda.seed, parsed_value(parsed, PCAP));
	if (parsed_has(parsed, SIPP))
		code = highest(
			code, export_sipp(topo, calls, simulation->agenda.call, parsed_value(parsed, SIPP)));
	return code;
}

/* Nothing of a call but its first line is printed, and whether it did what was expected. */
static bool wants_headlines(const struct session *session, const struct parsed *parsed, bool as_json)
{
	return session->quiet && !as_json && !parsed_has(parsed, SIM_MATRIX) && !parsed_has(parsed, LADDER) &&
		!parsed_has(parsed, PCAP) && !parsed_has(parsed, SIPP);
}

/* A run of the command. */
struct run {
	struct session *session;
	const struct parsed *parsed;
	struct pipeline pipeline;
	struct document_set set;
	struct simulation simulation;
	struct spreading spreading;
	struct calls calls;
	struct loads loads;
	struct risks risks;
	bool as_json;
};

static enum exit_code make_calls(struct run *run)
{
	const struct parsed *parsed = run->parsed;
	struct engine_request request = agenda_request(&run->simulation.agenda, &run->set.topology,
		parsed_has(parsed, LADDER) || parsed_has(parsed, PCAP) || parsed_has(parsed, SIPP));

	request.brief = wants_headlines(run->session, parsed, run->as_json);
	return engine_run(&request, &run->calls) ? judge(&run->simulation, &run->calls) : EXIT_INTERNAL;
}

static void write(struct run *run)
{
	const struct results results = {
		.calls = &run->calls,
		.loads = offering_wanted(&run->simulation, run->parsed) ? &run->loads : NULL,
		.risks = sweeping_wanted(run->parsed) ? &run->risks : NULL,
		.as_json = run->as_json,
		.as_matrix = parsed_has(run->parsed, SIM_MATRIX),
		.ladder = parsed_has(run->parsed, LADDER),
	};

	results_write(run->session, &results);
}

static enum exit_code run_whole(struct run *run)
{
	const struct topology *topo = &run->set.topology;
	enum exit_code code = make_calls(run);

	if (code != EXIT_INTERNAL && offering_wanted(&run->simulation, run->parsed))
		code = highest(code, offering_run(&run->simulation, topo, &run->spreading, &run->loads));
	if (code != EXIT_INTERNAL && sweeping_wanted(run->parsed))
		code = highest(code,
			sweeping_run(&run->pipeline, &run->simulation, topo, run->parsed, &run->spreading,
				&run->risks));
	if (code < EXIT_USAGE)
		code = highest(code, write_exports(topo, &run->simulation, &run->calls, run->parsed));
	if (code < EXIT_USAGE)
		write(run);
	return code;
}

static enum exit_code run_part(struct run *run)
{
	enum exit_code code = make_calls(run);

	return code != EXIT_CLEAN ? code :
				    parting_run(run->session, &run->pipeline, &run->simulation,
					    &run->set.topology, run->parsed, &run->spreading, &run->calls);
}

static enum exit_code simulate(struct run *run)
{
	enum exit_code code = simulation_make(
		&run->simulation, &run->pipeline, &run->set.topology, run->parsed, false);

	if (code == EXIT_CLEAN)
		code = spreading_read(&run->spreading, run->session, &run->pipeline, run->parsed);
	if (code == EXIT_CLEAN)
		code = run->spreading.spread.n_part > 0 ? run_part(run) : run_whole(run);
	code = highest(code, spreading_end(&run->spreading));
	calls_release(&run->calls);
	loads_release(&run->loads);
	risks_release(&run->risks);
	simulation_release(&run->simulation);
	return code;
}

static enum exit_code check_options(const struct parsed *parsed)
{
	static const int whole[] = { SIM_FROM, SIM_TO, SIM_MATRIX, LADDER, PCAP, TAP, SIPP };

	if (parsed_has(parsed, SIM_BLOCKING) && !sweeping_wanted(parsed))
		return complain(EXIT_USAGE, "--blocking goes with --sweep or --availability");
	if (parsed_has(parsed, TAP) && !parsed_has(parsed, PCAP))
		return complain(EXIT_USAGE, "--tap says where --pcap captures, and there is no --pcap");
	if (parsed_has(parsed, PCAP) && strcmp(parsed_value(parsed, PCAP), "-") == 0)
		return complain(EXIT_USAGE, "a capture goes to a file: standard output carries the result");
	for (size_t i = 0; i < ARRAY_LEN(whole) && parsed_has(parsed, SIM_PART); i++)
		if (parsed_has(parsed, whole[i]))
			return parting_refuse();
	return EXIT_CLEAN;
}

static enum exit_code run(struct session *session, const struct parsed *parsed)
{
	struct run run = { .session = session, .parsed = parsed };
	enum exit_code code = results_read_format(parsed_value(parsed, SIM_FORMAT), &run.as_json);

	if (code == EXIT_CLEAN)
		code = check_options(parsed);
	if (code != EXIT_CLEAN)
		return code;
	code = pipeline_begin(&run.pipeline, session, parsed, false);
	if (code == EXIT_CLEAN)
		code = pipeline_read_one(&run.pipeline, &run.set);
	if (code == EXIT_CLEAN && parsed_has(parsed, PCAP))
		code = pipeline_protect(&run.pipeline, parsed_value(parsed, PCAP));
	if (code == EXIT_CLEAN && parsed_has(parsed, TAP))
		code = export_check_tap(&run.set.topology, parsed_value(parsed, TAP));
	if (code == EXIT_INPUT)
		pipeline_print_faults(&run.pipeline);
	if (code == EXIT_CLEAN)
		code = simulate(&run);
	set_release(&run.set);
	pipeline_end(&run.pipeline);
	return code;
}

const struct command command_simulate = {
	.name = "simulate",
	.summary = "run calls through a deployment, with failures",
	.usage = "[options] INPUT...",
	.details =
		"Shows hop by hop which way signalling and media of a call go, what was tried, and why. What no document of\n"
		"the product settles is a policy with a name, a default and its provenance: docs/simulate.md.",
	.examples =
		"  lync-topo simulate --from sales --to +12065550123 plan.xml\n"
		"  lync-topo simulate --from sales --to +12065550123 --fail t1@refuse:503 --ladder plan.xml\n"
		"  lync-topo simulate --matrix plan.xml\n"
		"  lync-topo simulate --sweep 2 --availability plan.xml\n"
		"  lync-topo simulate --scenario failover.xml --format json plan.xml\n",
	.options = rows,
	.n_options = ARRAY_LEN(rows),
	.most_words = ANY_WORDS,
	.run = run,
};
