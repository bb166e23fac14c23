/* SPDX-License-Identifier: MIT */
#include "globals.h"

const struct option_row global_rows[GLOBAL_ROWS] = {
	{ GLOBAL_COLOR, '\0', "color", "WHEN", "auto (only on a terminal), always or never" },
	{ GLOBAL_QUIET, 'q', "quiet", NULL, "findings only, no summary" },
	{ GLOBAL_VERBOSE, 'v', "verbose", NULL, "notes too, and what was read, on standard error" },
	{ GLOBAL_FOLDER, 'C', "directory", "DIR", "work in DIR" },
	{ GLOBAL_HELP, 'h', "help", NULL, "this help" },
	{ GLOBAL_VERSION, '\0', "version", NULL, "the version" },
};

const struct fact exit_facts[] = {
	{ "0", "clean", "nothing at or above --fail-on; a result was printed" },
	{ "1", "findings",
		"findings; with --fail-on-unknown also something unknown; a simulated call or an expectation failed" },
	{ "2", "wrong usage",
		"an option, rule, profile, policy or limit that does not exist, a configuration that cannot be used, no input, or an output that would overwrite an input" },
	{ "3", "unreadable input",
		"an input cannot be read, is not well-formed, is refused or is not a topology" },
	{ "4", "internal or output failure",
		"internal failure, out of memory, or output that cannot be written" },
	{ "130", "",
		"interrupted; files that were not complete are removed, and a long run prints what it knows so far" },
	{ 0 },
};

const struct fact environment_facts[] = {
	{ "NO_COLOR", "", "not empty: no colour, unless --color always" },
	{ "LYNC_TOPO_FORMAT", "", "the format of validate when no -f is given, written as for -f" },
	{ "LYNC_TOPO_CONFIG", "", "the configuration to follow when there is no --config" },
	{ "SOURCE_DATE_EPOCH", "",
		"seconds since 1970: the day on which suppressions are to hold, when there is no --today" },
	{ "HOME", "", "a configuration in this folder is never taken because it is found there" },
	{ 0 },
};

const struct fact file_facts[] = {
	{ ".lync-topo.xml", "",
		"the configuration: looked for in the folder of the first input and above it, up to the folder that holds .git; see lync-topo-config(5)" },
	{ "*.xml", "", "topologies and scenarios; see lync-topo-language(5) and lync-topo-scenario(5)" },
	{ "*.tbxml", "", "what Topology Builder saves: read wherever a topology is" },
	{ "/usr/share/lync-topo/schemas/", "",
		"XML Schemas for editors, with catalog.xml, and JSON Schemas of results; with another prefix, there" },
	{ 0 },
};

const struct fact first_steps[] = {
	{ "lync-topo init --option sip-trunking -o plan.xml", "", "a plan to start from" },
	{ "lync-topo validate plan.xml", "", "what is wrong with it" },
	{ "lync-topo explain SEC005", "", "what a rule means, and what to do" },
	{ 0 },
};
