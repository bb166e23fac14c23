/* SPDX-License-Identifier: MIT */
/*
 * values.h - what may follow an option or a command, as far as it is known beforehand.
 */
#ifndef LYNC_TOPO_CLI_VALUES_H
#define LYNC_TOPO_CLI_VALUES_H

#include "command.h"

enum value_kind {
	VALUE_FREE,    /* nobody knows */
	VALUE_WORDS,   /* one of a list; a word that ends in "=" or ":" goes on */
	VALUE_FORMATS, /* the same, and "=FILE" may follow */
	VALUE_RULE,    /* a rule's id or name */
	VALUE_RULES,   /* the same, or a family; several are separated by commas */
	VALUE_FILE,
	VALUE_FOLDER,
};

/* What an option takes that takes something. Words are appended, each after a blank but the first. */
enum value_kind values_of_option(
	const struct command *command, const struct option_row *row, struct buf *words);

/* What the words of a command are, the first one and those after it; VALUE_FREE where it takes none. */
enum value_kind values_of_first_word(const struct command *command, struct buf *words);
enum value_kind values_of_other_words(const struct command *command);

/* Ids and names of all rules; their families. */
void values_rules(struct buf *words);
void values_families(struct buf *words);

/* Every command. */
void values_commands(struct buf *words);

#endif
