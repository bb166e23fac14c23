/* SPDX-License-Identifier: MIT */
/* Help as text: --help of the program and of each command. */
#include "command.h"
#include "globals.h"

static void append_commands(struct buf *buf)
{
	const struct command *command;

	for (unsigned i = 0; (command = command_nth(i)) != NULL; i++)
		buf_printf(buf, "  %-12s %s\n", command->name, command->summary);
}

static void append_program(struct buf *buf)
{
	buf_puts(buf,
		"lync-topo checks and draws plans of Lync Server and Skype for Business voice deployments\n\n"
		"usage: lync-topo [global options] COMMAND [options] INPUT...\n"
		"       lync-topo INPUT...                 the same as lync-topo validate INPUT...\n\ncommands\n");
	append_commands(buf);
}

static void append_command(const struct command *command, struct buf *buf)
{
	buf_printf(buf, "%s\n\nusage: lync-topo %s %s\n", command->summary, command->name, command->usage);
	if (command->details[0] != '\0')
		buf_printf(buf, "\n%s\n", command->details);
	if (command->n_options > 0)
		buf_puts(buf, "\noptions\n");
	options_append_help(command->options, command->n_options, buf);
	if (command->formats != NULL)
		buf_printf(buf, "\nformats\n  %s\n", command->formats());
}

static void append_program_end(struct buf *buf)
{
	buf_puts(buf, "\nexit codes\n");
	for (const struct fact *fact = exit_facts; fact->name != NULL; fact++)
		if (fact->brief[0] != '\0')
			buf_printf(
				buf, "%s%s %s", fact == exit_facts ? "  " : "   ", fact->name, fact->brief);
	buf_puts(buf, "\n\nexamples\n");
	for (const struct fact *fact = first_steps; fact->name != NULL; fact++)
		buf_printf(buf, "  %s\n", fact->name);
}

void help_write(struct out *out, const struct command *command)
{
	struct buf buf = { 0 };

	if (command == NULL)
		append_program(&buf);
	else
		append_command(command, &buf);
	buf_puts(&buf, "\nglobal options\n");
	options_append_help(global_rows, GLOBAL_ROWS, &buf);
	if (command == NULL)
		append_program_end(&buf);
	else if (command->examples[0] != '\0')
		buf_printf(&buf, "\nexamples\n%s", command->examples);
	out_take(out, &buf);
	buf_release(&buf);
}
