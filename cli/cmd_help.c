/* SPDX-License-Identifier: MIT */
#include "command.h"
#include "manual.h"

#include <string.h>

enum {
	FORMAT = 1,
};

static const struct option_row rows[] = {
	{ FORMAT, 'f', "format", "FMT",
		"text (default) or man: the manual page lync-topo(1), of all commands" },
};

static enum exit_code run(struct session *session, const struct parsed *parsed)
{
	const char *name = parsed->n_argument > 0 ? parsed->argument[0] : NULL;
	const struct command *command = name != NULL ? command_find(name) : NULL;
	const char *format = parsed_value(parsed, FORMAT);
	const char *meant = name != NULL && command == NULL ? command_suggest(name) : NULL;

	if (meant != NULL)
		return complain(EXIT_USAGE, "there is no command '%s' (did you mean '%s'?)", name, meant);
	if (name != NULL && command == NULL)
		return complain(EXIT_USAGE, "there is no command '%s'; lync-topo help lists them", name);
	if (format == NULL || strcmp(format, "text") == 0)
		help_write(&session->out, command);
	else if (strcmp(format, "man") != 0)
		return complain(EXIT_USAGE, "there is no format '%s'; there are text and man", format);
	else if (command != NULL)
		return complain(EXIT_USAGE, "the manual page is one of all commands: name none");
	else
		manual_write(&session->out);
	return EXIT_CLEAN;
}

const struct command command_help = {
	.name = "help",
	.summary = "help on the program or a command",
	.usage = "[options] [COMMAND]",
	.details = "",
	.examples = "  lync-topo help validate\n"
		    "  lync-topo help --format man | man -l -\n",
	.options = rows,
	.n_options = ARRAY_LEN(rows),
	.most_words = 1,
	.run = run,
};
