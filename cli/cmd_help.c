/* SPDX-License-Identifier: MIT */
#include "command.h"

static enum exit_code run(struct session *session, const struct parsed *parsed)
{
	const char *name = parsed->n_argument > 0 ? parsed->argument[0] : NULL;
	const struct command *command = name != NULL ? command_find(name) : NULL;
	const char *meant = name != NULL && command == NULL ? command_suggest(name) : NULL;

	if (meant != NULL)
		return complain(EXIT_USAGE, "there is no command '%s' (did you mean '%s'?)", name, meant);
	if (name != NULL && command == NULL)
		return complain(EXIT_USAGE, "there is no command '%s'; lync-topo help lists them", name);
	help_write(&session->out, command);
	return EXIT_CLEAN;
}

const struct command command_help = {
	.name = "help",
	.summary = "help on the program or a command",
	.usage = "[COMMAND]",
	.details = "",
	.examples = "  lync-topo help validate\n",
	.most_words = 1,
	.run = run,
};
