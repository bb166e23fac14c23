/* SPDX-License-Identifier: MIT */
/*
 * globals.h - what is true of the program whatever the command: its options, exit statuses, environment and files.
 */
#ifndef LYNC_TOPO_CLI_GLOBALS_H
#define LYNC_TOPO_CLI_GLOBALS_H

#include "opt.h"

enum {
	/* Numbers of global options are negative, those of commands positive. */
	GLOBAL_COLOR = -1,
	GLOBAL_QUIET = -2,
	GLOBAL_VERBOSE = -3,
	GLOBAL_FOLDER = -4,
	GLOBAL_HELP = -5,
	GLOBAL_VERSION = -6,
	GLOBAL_ROWS = 6,
};

extern const struct option_row global_rows[GLOBAL_ROWS];

/* One line of a list for people: what it is called, in a word or two, and in a sentence without a final stop. */
struct fact {
	const char *name;
	const char *brief; /* of those exit statuses that --help lists, else "" */
	const char *text;
};

/* Lists end with a NULL name. */
extern const struct fact exit_facts[];
extern const struct fact environment_facts[];
extern const struct fact file_facts[];

/* First steps: what a command line does, and the command line. */
extern const struct fact first_steps[];

#endif
