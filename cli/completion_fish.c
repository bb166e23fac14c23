/* SPDX-License-Identifier: MIT */
#include "completion.h"
#include "globals.h"
#include "values.h"

/* What is the same whatever the tables hold. */
static const char *const machinery =
	"\n"
	"# The command that the line names; validate after anything else, nothing before that.\n"
	"function __lync_topo_command\n"
	"    set -l skip 0\n"
	"    for word in (commandline -opc)[2..]\n"
	"        if test $skip = 1\n"
	"            set skip 0\n"
	"        else if contains -- $word -C --directory --color\n"
	"            set skip 1\n"
	"        else if contains -- $word $__lync_topo_commands\n"
	"            echo $word\n"
	"            return 0\n"
	"        else if not string match -q -- '-*' $word\n"
	"            echo validate\n"
	"            return 0\n"
	"        end\n"
	"    end\n"
	"    return 1\n"
	"end\n"
	"\n"
	"function __lync_topo_is\n"
	"    test \"$(__lync_topo_command)\" = $argv[1]\n"
	"end\n"
	"\n"
	"# Before any word of the command but its name.\n"
	"function __lync_topo_first\n"
	"    __lync_topo_is $argv[1]; and test (commandline -opc)[-1] = $argv[1]\n"
	"end\n"
	"\n"
	"function __lync_topo_rules\n"
	"    string split ' ' -- $__lync_topo_rule_names\n"
	"end\n"
	"\n"
	"function __lync_topo_families_and_rules\n"
	"    string split ' ' -- $__lync_topo_families $__lync_topo_rule_names\n"
	"end\n"
	"\n"
	"# Formats $argv, and after \"=\" a file.\n"
	"function __lync_topo_formats\n"
	"    set -l token (commandline -ct)\n"
	"    if string match -q -- '*=*' $token\n"
	"        set -l before (string replace -r '=[^=]*$' '=' -- $token)\n"
	"        set -l typed (string replace -r '^.*=' '' -- $token)\n"
	"        string replace -r '^' -- $before (__fish_complete_path $typed)\n"
	"    else\n"
	"        string join \\n -- $argv\n"
	"    end\n"
	"end\n"
	"\n";

static void write_action(enum value_kind kind, const struct buf *words, struct out *out)
{
	switch (kind) {
	case VALUE_WORDS:
		out_puts(out, " -x -a '");
		completion_quote(buf_text(words), out);
		out_puts(out, "'");
		return;
	case VALUE_FORMATS:
		out_puts(out, " -x -a '(__lync_topo_formats ");
		completion_quote(buf_text(words), out);
		out_puts(out, ")'");
		return;
	case VALUE_RULE:
		out_puts(out, " -x -a '(__lync_topo_rules)'");
		return;
	case VALUE_RULES:
		out_puts(out, " -x -a '(__fish_complete_list , __lync_topo_families_and_rules)'");
		return;
	case VALUE_FILE:
		out_puts(out, " -r -F");
		return;
	case VALUE_FOLDER:
		out_puts(out, " -x -a '(__fish_complete_directories)'");
		return;
	case VALUE_FREE:
		out_puts(out, " -x");
		return;
	}
}

static void write_spec(const struct command *command, const struct option_row *row, struct out *out)
{
	struct buf words = { 0 };

	if (row->letter != '\0')
		out_printf(out, " -s %c", row->letter);
	out_printf(out, " -l %s -d '", row->name);
	completion_quote(row->help, out);
	out_puts(out, "'");
	if (row->argument != NULL)
		write_action(values_of_option(command, row, &words), &words, out);
	out_puts(out, "\n");
	buf_release(&words);
}

static void write_command(const struct command *command, struct out *out)
{
	struct buf words = { 0 };
	enum value_kind first = values_of_first_word(command, &words);
	enum value_kind others = values_of_other_words(command);

	for (unsigned i = 0; i < command->n_options; i++) {
		out_printf(out, "complete -c lync-topo -n '__lync_topo_is %s'", command->name);
		write_spec(command, &command->options[i], out);
	}
	if (first == VALUE_WORDS) {
		out_printf(out, "complete -c lync-topo -n '__lync_topo_first %s' -f -a '", command->name);
		completion_quote(buf_text(&words), out);
		out_puts(out, "'\n");
	}
	if (others == VALUE_RULE)
		out_printf(out, "complete -c lync-topo -n '__lync_topo_is %s' -f -a '(__lync_topo_rules)'\n",
			command->name);
	else if (others == VALUE_FREE)
		out_printf(out, "complete -c lync-topo -n '__lync_topo_is %s' -f\n", command->name);
	buf_release(&words);
}

void completion_fish(struct out *out)
{
	const struct command *command;

	out_puts(out,
		"# SPDX-License-Identifier: MIT\n"
		"# Completion of lync-topo in fish; printed by \"lync-topo completion fish\".\n\n"
		"set -g __lync_topo_commands ");
	completion_list(values_commands, out);
	out_puts(out, "\nset -g __lync_topo_families '");
	completion_list(values_families, out);
	out_puts(out, "'\nset -g __lync_topo_rule_names '");
	completion_list(values_rules, out);
	out_puts(out, "'\n");
	out_puts(out, machinery);
	for (unsigned i = 0; i < GLOBAL_ROWS; i++) {
		out_puts(out, "complete -c lync-topo");
		write_spec(command_nth(0), &global_rows[i], out);
	}
	for (unsigned i = 0; (command = command_nth(i)) != NULL; i++) {
		out_printf(
			out, "complete -c lync-topo -n 'not __lync_topo_command' -a %s -d '", command->name);
		completion_quote(command->summary, out);
		out_puts(out, "'\n");
	}
	for (unsigned i = 0; (command = command_nth(i)) != NULL; i++)
		write_command(command, out);
}
