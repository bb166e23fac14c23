/* SPDX-License-Identifier: MIT */
/*
 * opt.h - options as rows: parsing and help come from the same place.
 *
 * A command finds its options in the order in which they were given; nothing is global, so that a command can
 * run twice in one process.
 */
#ifndef LYNC_TOPO_CLI_OPT_H
#define LYNC_TOPO_CLI_OPT_H

#include "base/buf.h"

#include <stdint.h>

struct option_row {
	int id;               /* the command's own number for it */
	char letter;          /* '\0': none */
	const char *name;     /* without the dashes */
	const char *argument; /* what it takes, for help; NULL: nothing */
	const char *help;
};

struct given_option {
	int id;
	const char *value; /* NULL for an option without argument */
};

struct parsed {
	struct given_option *option;
	uint32_t n_option, room_option;
	const char **argument;
	uint32_t n_argument, room_argument;
};

/*
 * Parses the words of a command line against several groups of rows. "--" ends options, "-" is an argument,
 * "--name=value" and "--name value" are the same, letters may be joined. False with a message in *error.
 */
struct option_group {
	const struct option_row *rows;
	unsigned n;
};

bool options_parse(const struct option_group *groups, unsigned n_groups, char *const *words, int n_words,
	struct parsed *ret, struct buf *error);

void parsed_release(struct parsed *parsed);

/* The value of the last option of this id; NULL when it was not given. */
const char *parsed_value(const struct parsed *parsed, int id);
bool parsed_has(const struct parsed *parsed, int id);

/* Appends the rows as help lists them. */
void options_append_help(const struct option_row *rows, unsigned n, struct buf *buf);

#endif
