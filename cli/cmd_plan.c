/* SPDX-License-Identifier: MIT */
#include "pipeline.h"
#include "plan_erlang.h"
#include "plan_sizes.h"

#include <string.h>

enum {
	CIRCUITS = 1,
	OFFERED,
	BLOCKING,
	SOURCES,
	MODEL,
	MOVE,
	FORMAT,
};

static const struct option_row rows[] = {
	{ CIRCUITS, 0, "circuits", "N", "plan erlang: circuits of one group" },
	{ OFFERED, 0, "offered", "A",
		"plan erlang: traffic in Erlang; with --sources that of one idle source" },
	{ BLOCKING, 0, "blocking", "B",
		"share of calls that may be lost (0.01); plan erlang: that is lost, or waits" },
	{ MOVE, 0, "move", "USERS",
		"what changes when this group moves from its PBX to Enterprise Voice; several with commas between them move together, and each further --move is a stage after the one before" },
	{ SOURCES, 0, "sources", "N", "plan erlang: the calls come from so many people (Engset)" },
	{ MODEL, 0, "model", "NAME",
		"plan erlang: erlang-b (default), erlang-c or engset (default with --sources)" },
	{ FORMAT, 'f', "format", "FMT", "text (default), json, which has all digits, csv or markdown" },
	INPUT_OPTIONS,
};

/* Each of the two takes options that the other one has no use for. */
static enum exit_code check_options(const struct parsed *parsed, bool calculates)
{
	static const int calculators[] = { CIRCUITS, OFFERED, SOURCES, MODEL };

	for (size_t i = 0; i < ARRAY_LEN(calculators) && !calculates; i++)
		if (parsed_has(parsed, calculators[i]))
			return complain(EXIT_USAGE,
				"--circuits, --offered, --sources and --model go with the word erlang: plan erlang");
	if (calculates && (parsed_has(parsed, MOVE) || parsed->n_argument > 1))
		return complain(EXIT_USAGE, "plan erlang takes no inputs and no --move");
	return EXIT_CLEAN;
}

static enum exit_code run(struct session *session, const struct parsed *parsed)
{
	const struct erlang_words words = {
		.circuits = parsed_value(parsed, CIRCUITS),
		.offered = parsed_value(parsed, OFFERED),
		.blocking = parsed_value(parsed, BLOCKING),
		.sources = parsed_value(parsed, SOURCES),
		.model = parsed_value(parsed, MODEL),
		.format = parsed_value(parsed, FORMAT),
	};
	bool calculates = parsed->n_argument > 0 && strcmp(parsed->argument[0], "erlang") == 0;
	enum exit_code code = check_options(parsed, calculates);

	if (code != EXIT_CLEAN)
		return code;
	if (calculates)
		return plan_erlang(session, &words);
	return plan_sizes_of_inputs(session, parsed,
		&(struct sizes_words){
			.blocking = words.blocking,
			.format = words.format,
			.move = MOVE,
		});
}

const struct command command_plan = {
	.name = "plan",
	.summary = "size a deployment, or a group of circuits",
	.usage = "[options] INPUT...  |  erlang --circuits N | --offered A | --blocking B (two of them)",
	.details =
		"For each site: traffic of the busy hour, channels, trunks, Mediation Servers, gateways and bandwidth, each with\n"
		"its arithmetic and the source of its figures; the firewall openings and names of the deployment; and what is not\n"
		"known. plan erlang: of circuits, traffic and blocking two are given, the third is the answer: the least\n"
		"circuits, the greatest traffic, or the blocking.",
	.examples = "  lync-topo plan plan.xml\n"
		    "  lync-topo plan --blocking 0.001 --move sales --format markdown plan.xml\n"
		    "  lync-topo plan --move pilot --move sales,support plan.xml\n"
		    "  lync-topo plan erlang --circuits 23 --offered 18\n"
		    "  lync-topo plan erlang --offered 18 --blocking 0.01\n"
		    "  lync-topo plan erlang --circuits 23 --blocking 0.01 --sources 200 --format json\n",
	.options = rows,
	.n_options = ARRAY_LEN(rows),
	.most_words = ANY_WORDS,
	.run = run,
};
