/* SPDX-License-Identifier: MIT */
/*
 * command.h - subcommands: one file each, one line in commands.def. To add one, read docs/extending.md.
 */
#ifndef LYNC_TOPO_CLI_COMMAND_H
#define LYNC_TOPO_CLI_COMMAND_H

#include "base/out.h"
#include "opt.h"

#include <limits.h>

#define ANY_WORDS UINT_MAX

/* Fixed and public; of several that apply, the highest of 1 to 4. */
enum exit_code {
	EXIT_CLEAN = 0,
	EXIT_FINDINGS = 1,
	EXIT_USAGE = 2,         /* wrong usage or configuration, no input */
	EXIT_INPUT = 3,         /* an input cannot be read or is not a topology */
	EXIT_INTERNAL = 4,      /* output cannot be written, out of memory */
	EXIT_INTERRUPTED = 130, /* what was complete is written */
};

/* What a run of the program shares with its command. */
struct session {
	struct out out; /* standard output: results only */
	bool colour;    /* standard output may have colour */
	bool quiet;
	bool verbose;
};

struct command {
	const char *name;
	const char *summary;          /* for the list of commands */
	const char *usage;            /* what follows the name: "[options] INPUT..." */
	const char *details;          /* a paragraph for --help, "" if none */
	const char *examples;         /* lines for --help */
	const char *(*formats)(void); /* "a, b, c": what --format takes, where it is open; NULL: none */
	unsigned most_words;          /* arguments besides options */
	const struct option_row *options;
	unsigned n_options;
	enum exit_code (*run)(struct session *session, const struct parsed *parsed);
};

/* NULL when there is none of that name. */
const struct command *command_find(const char *name);
const struct command *command_nth(unsigned n); /* NULL past the last */

/* The name of a command that is nearest to what was typed, or NULL. */
const char *command_suggest(const char *typed);

/* One line on standard error: "lync-topo: ..." made safe for a terminal. Returns the code. */
enum exit_code complain(enum exit_code code, const char *format, ...) PRINTF_LIKE(2, 3);

/* "'PATH' cannot be written: ...", with what errno says of OUT_FAILED. Returns EXIT_INTERNAL. */
enum exit_code complain_of_output(const char *path, enum out_status status);

/* Help of a command (NULL: of the program) on standard output. */
void help_write(struct out *out, const struct command *command);

#endif
