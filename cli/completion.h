/* SPDX-License-Identifier: MIT */
/*
 * completion.h - scripts that teach shells our commands, options and values; made of the tables that --help and the
 * parser use, so that there is nothing to keep in step.
 */
#ifndef LYNC_TOPO_CLI_COMPLETION_H
#define LYNC_TOPO_CLI_COMPLETION_H

#include "command.h"

/* One shell each. */
void completion_bash(struct out *out);
void completion_zsh(struct out *out);
void completion_fish(struct out *out);

/* Calls for every option of the command and then for every global one. */
typedef void completion_option(const struct command *command, const struct option_row *row, struct out *out);
void completion_each_option(const struct command *command, completion_option *write, struct out *out);

/* Text as the inside of '...', which all three shells read alike. */
void completion_quote(const char *text, struct out *out);

/* A list of words as values.h appends it. */
typedef void completion_words(struct buf *words);
void completion_list(completion_words *append, struct out *out);

#endif
