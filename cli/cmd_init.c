/* SPDX-License-Identifier: MIT */
#include "base/embedded.h"
#include "command.h"
#include "new_file.h"

#include <stdio.h>
#include <string.h>

enum {
	OPTION = 1,
	OUTPUT,
};

static const struct option_row rows[] = {
	{ OPTION, '\0', "option", "NAME", "sip-trunking, behind-pbx, in-front-of-pbx or voip-only" },
	{ OUTPUT, 'o', "output", "FILE", "a new file; nothing: standard output" },
};

/* The skeleton of a deployment; NULL when there is none of that name. */
static const char *find_skeleton(const char *option)
{
	static const char *const options[] = { "sip-trunking", "behind-pbx", "in-front-of-pbx", "voip-only" };
	char name[64];

	for (size_t i = 0; i < ARRAY_LEN(options); i++) {
		if (strcmp(options[i], option) != 0)
			continue;
		snprintf(name, sizeof(name), "%s.xml", option);
		return embedded_find(name);
	}
	return NULL;
}

static enum exit_code run(struct session *session, const struct parsed *parsed)
{
	const char *option = parsed_value(parsed, OPTION);
	const char *path = parsed_value(parsed, OUTPUT);
	const char *text;

	if (option == NULL || parsed->n_argument > 0)
		return complain(EXIT_USAGE,
			"which deployment? --option sip-trunking, behind-pbx, in-front-of-pbx or voip-only");
	text = find_skeleton(option);
	if (text == NULL)
		return complain(EXIT_USAGE,
			"there is no option '%s'; there are sip-trunking, behind-pbx, in-front-of-pbx and voip-only",
			option);
	if (path != NULL && strcmp(path, "-") != 0)
		return new_file_write(path, text, "a plan");
	out_puts(&session->out, text);
	return EXIT_CLEAN;
}

const struct command command_init = {
	.name = "init",
	.summary = "write a commented skeleton to start from",
	.usage = "--option NAME [-o FILE]",
	.details =
		"The skeleton is a topology of its own: fill in what the comments ask for, and let lync-topo checklist\n"
		"tell what is still open.",
	.examples = "  lync-topo init --option sip-trunking -o plan.xml\n"
		    "  lync-topo init --option voip-only | less\n",
	.options = rows,
	.n_options = ARRAY_LEN(rows),
	.run = run,
};
