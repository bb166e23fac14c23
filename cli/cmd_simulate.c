/* SPDX-License-Identifier: MIT */
#include "exports.h"
#include "offering.h"
#include "report/calls.h"
#include "report/loads.h"
#include "report/risks.h"
#include "sweeping.h"

#include <string.h>

enum {
	FORMAT = SIM_OWN,
	LADDER,
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
	{ SIM_TRAFFIC, '\0', "traffic", NULL, "how much of the traffic that people offer is lost" },
	{ SIM_JOBS, '\0', "jobs", "N", "processes that share a long run (one for each processor)" },
	{ LADDER, '\0', "ladder", NULL, "the messages of each call" },
	{ PCAP, '\0', "pcap", "FILE",
		"what passes between Mediation Servers and the peers of trunks, as a packet capture" },
	{ TAP, '\0', "tap", "ID",
		"capture elsewhere: at a trunk, VLAN, tunnel, connection, WAN link, server, gateway or other box" },
	{ SIPP, '\0', "sipp", "DIR", "scenarios for SIPp, to try the planned trunk for real" },
	{ FORMAT, 'f', "format", "FMT", "text (default) or json" },
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

/* What was asked for besides calls; NULL: it was not. */
struct results {
	const struct calls *calls;
	const struct loads *loads;
	const struct risks *risks;
};

static void write_text(
	struct session *session, const struct parsed *parsed, const struct calls_report *report)
{
	bool others = report->loads != NULL || report->risks != NULL;
	bool any = report->calls->n_call > 0;

	if (parsed_has(parsed, SIM_MATRIX) && !report->ladder)
		calls_matrix(report, &session->out);
	else if (any || !others)
		calls_text(report, &session->out);
	if (report->loads != NULL) {
		out_puts(&session->out, any ? "\n" : "");
		loads_text(report->loads, &session->out);
		any = true;
	}
	if (report->risks != NULL) {
		out_puts(&session->out, any ? "\n" : "");
		risks_text(report->risks, &session->out);
	}
}

static void write(struct session *session, const struct parsed *parsed, const struct results *results)
{
	const char *format = parsed_value(parsed, FORMAT);
	const struct calls_report report = {
		.calls = results->calls,
		.loads = results->loads,
		.risks = results->risks,
		.colour = session->colour,
		.quiet = session->quiet,
		.verbose = session->verbose,
		.ladder = parsed_has(parsed, LADDER),
	};

	if (format != NULL && strcmp(format, "json") == 0)
		calls_json(&report, &session->out);
	else
		write_text(session, parsed, &report);
}

static enum exit_code highest(enum exit_code a, enum exit_code b)
{
	return a > b ? a : b;
}

static enum exit_code write_exports(const struct topology *topo, const struct simulation *simulation,
	const struct calls *calls, const struct parsed *parsed)
{
	enum exit_code code = EXIT_CLEAN;

	if (parsed_has(parsed, PCAP))
		code = export_capture(topo, calls, &simulation->agenda.faults, parsed_value(parsed, TAP),
			simulation->agenda.seed, parsed_value(parsed, PCAP));
	if (parsed_has(parsed, SIPP))
		code = highest(
			code, export_sipp(topo, calls, simulation->agenda.call, parsed_value(parsed, SIPP)));
	return code;
}

/* Nothing of a call but its first line is printed, and whether it did what was expected. */
static bool wants_headlines(const struct session *session, const struct parsed *parsed)
{
	const char *format = parsed_value(parsed, FORMAT);

	return session->quiet && (format == NULL || strcmp(format, "json") != 0) &&
		!parsed_has(parsed, SIM_MATRIX) && !parsed_has(parsed, LADDER) && !parsed_has(parsed, PCAP) &&
		!parsed_has(parsed, SIPP);
}

static enum exit_code simulate(struct session *session, struct pipeline *pipeline,
	const struct topology *topo, const struct parsed *parsed)
{
	struct simulation simulation;
	struct calls calls = { 0 };
	struct loads loads = { .n_trunk = 0 };
	struct risks risks = { 0 };
	struct spreading spreading = { .status = SPREAD_DONE };
	enum exit_code code = simulation_make(&simulation, pipeline, topo, parsed, false);

	if (code == EXIT_CLEAN)
		code = spreading_read(&spreading, session, pipeline, parsed);
	if (code == EXIT_CLEAN) {
		struct engine_request request = agenda_request(&simulation.agenda, topo,
			parsed_has(parsed, LADDER) || parsed_has(parsed, PCAP) || parsed_has(parsed, SIPP));

		request.brief = wants_headlines(session, parsed);
		code = engine_run(&request, &calls) ? judge(&simulation, &calls) : EXIT_INTERNAL;
		if (code != EXIT_INTERNAL && offering_wanted(&simulation, parsed))
			code = highest(code, offering_run(&simulation, topo, &spreading, &loads));
		if (code != EXIT_INTERNAL && sweeping_wanted(parsed))
			code = highest(
				code, sweeping_run(pipeline, &simulation, topo, parsed, &spreading, &risks));
		if (code < EXIT_USAGE)
			code = highest(code, write_exports(topo, &simulation, &calls, parsed));
		if (code < EXIT_USAGE)
			write(session, parsed,
				&(struct results){
					.calls = &calls,
					.loads = offering_wanted(&simulation, parsed) ? &loads : NULL,
					.risks = sweeping_wanted(parsed) ? &risks : NULL,
				});
	}
	code = highest(code, spreading_end(&spreading));
	calls_release(&calls);
	loads_release(&loads);
	risks_release(&risks);
	simulation_release(&simulation);
	return code;
}

static enum exit_code run(struct session *session, const struct parsed *parsed)
{
	const char *format = parsed_value(parsed, FORMAT);
	struct document_set set = { 0 };
	struct pipeline pipeline;
	enum exit_code code;

	if (format != NULL && strcmp(format, "text") != 0 && strcmp(format, "json") != 0)
		return complain(EXIT_USAGE, "there is no format '%s'; there are text and json", format);
	if (parsed_has(parsed, TAP) && !parsed_has(parsed, PCAP))
		return complain(EXIT_USAGE, "--tap says where --pcap captures, and there is no --pcap");
	if (parsed_has(parsed, PCAP) && strcmp(parsed_value(parsed, PCAP), "-") == 0)
		return complain(EXIT_USAGE, "a capture goes to a file: standard output carries the result");
	code = pipeline_begin(&pipeline, session, parsed, false);
	if (code == EXIT_CLEAN)
		code = pipeline_read_one(&pipeline, &set);
	if (code == EXIT_CLEAN && parsed_has(parsed, PCAP))
		code = pipeline_protect(&pipeline, parsed_value(parsed, PCAP));
	if (code == EXIT_CLEAN && parsed_has(parsed, TAP))
		code = export_check_tap(&set.topology, parsed_value(parsed, TAP));
	if (code == EXIT_INPUT)
		pipeline_print_faults(&pipeline);
	if (code == EXIT_CLEAN)
		code = simulate(session, &pipeline, &set.topology, parsed);
	set_release(&set);
	pipeline_end(&pipeline);
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
