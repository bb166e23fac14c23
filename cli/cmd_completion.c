/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "completion.h"
#include "globals.h"

#include <string.h>

static const struct {
	const char *name;
	void (*write)(struct out *out);
} shells[] = {
	{ "bash", completion_bash },
	{ "zsh", completion_zsh },
	{ "fish", completion_fish },
};

void completion_each_option(const struct command *command, completion_option *write, struct out *out)
{
	for (unsigned i = 0; i < command->n_options; i++)
		write(command, &command->options[i], out);
	for (unsigned i = 0; i < GLOBAL_ROWS; i++)
		write(command, &global_rows[i], out);
}

void completion_quote(const char *text, struct out *out)
{
	struct buf buf = { 0 };

	escape_shell(&buf, str_of(text));
	out_take(out, &buf);
	buf_release(&buf);
}

void completion_list(completion_words *append, struct out *out)
{
	struct buf buf = { 0 };

	append(&buf);
	out_take(out, &buf);
	buf_release(&buf);
}

static enum exit_code run(struct session *session, const struct parsed *parsed)
{
	const char *name = parsed->n_argument > 0 ? parsed->argument[0] : NULL;

	if (name == NULL)
		return complain(EXIT_USAGE, "for which shell? bash, zsh or fish");
	for (size_t i = 0; i < ARRAY_LEN(shells); i++) {
		if (strcmp(shells[i].name, name) != 0)
			continue;
		shells[i].write(&session->out);
		return EXIT_CLEAN;
	}
	return complain(EXIT_USAGE, "there is no completion for '%s'; there are bash, zsh and fish", name);
}

const struct command command_completion = {
	.name = "completion",
	.summary = "print a script that completes command lines in a shell",
	.usage = "bash|zsh|fish",
	.details =
		"The script goes where the shell looks for such scripts; installed packages bring it. It completes commands,\n"
		"options, their values, names of rules, and files.",
	.examples = "  source <(lync-topo completion bash)\n"
		    "  lync-topo completion zsh > ~/.zfunc/_lync-topo\n"
		    "  lync-topo completion fish > ~/.config/fish/completions/lync-topo.fish\n",
	.most_words = 1,
	.run = run,
};
