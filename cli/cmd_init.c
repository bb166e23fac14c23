/* SPDX-License-Identifier: MIT */
#include "base/embedded.h"
#include "command.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
	OPTION = 1,
	OUTPUT,
};

static const struct option_row rows[] = {
	{ OPTION, '\0', "option", "NAME", "sip-trunking, behind-pbx, in-front-of-pbx or voip-only" },
	{ OUTPUT, 'o', "output", "FILE", "a new file; nothing: standard output" },
};

static enum exit_code write_new(const char *path, const char *text)
{
	struct out out;
	enum out_status status;

	if (access(path, F_OK) == 0)
		return complain(EXIT_USAGE, "'%s' is there already; a plan is not overwritten", path);
	out = out_file(path);
	status = out.status;
	if (status == OUT_OK) {
		out_puts(&out, text);
		status = out_close(&out, true);
	}
	if (status != OUT_OK)
		return complain_of_output(path, status);
	return EXIT_CLEAN;
}

static enum exit_code run(struct session *session, const struct parsed *parsed)
{
	const char *option = parsed_value(parsed, OPTION);
	const char *path = parsed_value(parsed, OUTPUT);
	const char *text;
	char name[64];

	if (option == NULL || parsed->n_argument > 0)
		return complain(EXIT_USAGE,
			"which deployment? --option sip-trunking, behind-pbx, in-front-of-pbx or voip-only");
	snprintf(name, sizeof(name), "%s.xml", option);
	text = embedded_find(name);
	if (text == NULL)
		return complain(EXIT_USAGE,
			"there is no option '%s'; there are sip-trunking, behind-pbx, in-front-of-pbx and voip-only",
			option);
	if (path != NULL && strcmp(path, "-") != 0)
		return write_new(path, text);
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
