/* SPDX-License-Identifier: MIT */
#include "command.h"
#include "plan_erlang.h"

#include <string.h>

enum {
	CIRCUITS = 1,
	OFFERED,
	BLOCKING,
	SOURCES,
	MODEL,
	FORMAT,
};

static const struct option_row rows[] = {
	{ CIRCUITS, 0, "circuits", "N", "plan erlang: circuits of one group" },
	{ OFFERED, 0, "offered", "A",
		"plan erlang: traffic in Erlang; with --sources that of one idle source" },
	{ BLOCKING, 0, "blocking", "B", "plan erlang: share of calls that is lost (or waits), such as 0.01" },
	{ SOURCES, 0, "sources", "N", "plan erlang: the calls come from so many people (Engset)" },
	{ MODEL, 0, "model", "NAME",
		"plan erlang: erlang-b (default), erlang-c or engset (default with --sources)" },
	{ FORMAT, 'f', "format", "FMT", "text (default) or json, which has all digits" },
};

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

	if (parsed->n_argument != 1 || strcmp(parsed->argument[0], "erlang") != 0)
		return complain(EXIT_USAGE, "plan takes the word erlang");
	return plan_erlang(session, &words);
}

const struct command command_plan = {
	.name = "plan",
	.summary = "size a group of circuits",
	.usage = "erlang --circuits N | --offered A | --blocking B (two of them)",
	.details =
		"plan erlang: of circuits, traffic and blocking two are given, the third is the answer: the least\n"
		"circuits, the greatest traffic, or the blocking.",
	.examples = "  lync-topo plan erlang --circuits 23 --offered 18\n"
		    "  lync-topo plan erlang --offered 18 --blocking 0.01\n"
		    "  lync-topo plan erlang --circuits 23 --blocking 0.01 --sources 200 --format json\n",
	.options = rows,
	.n_options = ARRAY_LEN(rows),
	.most_words = 1,
	.run = run,
};
