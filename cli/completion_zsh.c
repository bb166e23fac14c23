/* SPDX-License-Identifier: MIT */
#include "completion.h"
#include "globals.h"
#include "values.h"

#include <string.h>

/* What is the same whatever the tables hold. */
static const char *const machinery =
	"\n"
	"# Several rules are separated by commas.\n"
	"_lync_topo_rules() {\n"
	"    compset -P '*,'\n"
	"    compset -S ',*'\n"
	"    compadd -S '' -a _lync_topo_families _lync_topo_rule_names\n"
	"}\n"
	"\n"
	"# Formats, and after \"=\" a file.\n"
	"_lync_topo_formats() {\n"
	"    if compset -P '*='; then\n"
	"        _files\n"
	"    else\n"
	"        compadd -S '' -a _lync_topo_format_names\n"
	"    fi\n"
	"}\n"
	"\n"
	"# Words; one that ends in = or : goes on.\n"
	"_lync_topo_words() {\n"
	"    local -a ends=(${(M)@:#*[=:]}) others=(${@:#*[=:]})\n"
	"    compadd -S '' -a ends\n"
	"    compadd -a others\n"
	"}\n"
	"\n"
	"_lync_topo() {\n"
	"    local curcontext=$curcontext state line command i\n"
	"    local -a specs\n"
	"    for ((i = 2; i < CURRENT; i++)); do\n"
	"        if [[ $words[i] == (-C|--directory|--color) ]]; then\n"
	"            ((i++))\n"
	"        elif [[ $words[i] != -* ]]; then\n"
	"            command=$words[i]\n"
	"            break\n"
	"        fi\n"
	"    done\n"
	"    if [[ -z $command ]]; then\n"
	"        specs=($_lync_topo_global_specs '*: :_lync_topo_commands_or_files')\n"
	"    elif (($+_lync_topo_names[$command])); then\n"
	"        words[i]=()\n"
	"        ((CURRENT--))\n"
	"        _lync_topo_specs $command\n"
	"    else\n"
	"        _lync_topo_specs validate\n"
	"    fi\n"
	"    _arguments -s -S : $specs\n"
	"}\n"
	"\n"
	"_lync_topo_commands_or_files() {\n"
	"    local -a commands=()\n"
	"    local name\n"
	"    for name in ${(ko)_lync_topo_names}; do\n"
	"        commands+=(\"$name:$_lync_topo_names[$name]\")\n"
	"    done\n"
	"    _describe -t commands command commands\n"
	"    _files\n"
	"}\n"
	"\n"
	"_lync_topo \"$@\"\n";

/* Text of a specification: what separates its parts is marked, and all of it stands in quotes. */
static void write_text(const char *text, const char *special, struct out *out)
{
	struct buf marked = { 0 };

	for (; *text != '\0'; text++) {
		if (strchr(special, *text) != NULL)
			buf_putc(&marked, '\\');
		buf_putc(&marked, *text);
	}
	completion_quote(buf_text(&marked), out);
	buf_release(&marked);
}

/* What completes a value: the last part of a specification. */
static void write_action(enum value_kind kind, const struct buf *words, struct out *out)
{
	switch (kind) {
	case VALUE_WORDS:
		out_puts(out, "{_lync_topo_words ");
		write_text(buf_text(words), ":", out);
		out_puts(out, "}");
		return;
	case VALUE_FORMATS:
		out_puts(out, "_lync_topo_formats");
		return;
	case VALUE_RULE:
		out_puts(out, "{compadd -a _lync_topo_rule_names}");
		return;
	case VALUE_RULES:
		out_puts(out, "_lync_topo_rules");
		return;
	case VALUE_FILE:
		out_puts(out, "_files");
		return;
	case VALUE_FOLDER:
		out_puts(out, "_files -/");
		return;
	case VALUE_FREE:
		out_puts(out, " ");
		return;
	}
}

static void write_option_as(
	const struct command *command, const struct option_row *row, const char *name, struct out *out)
{
	struct buf words = { 0 };

	out_puts(out, strstr(row->help, "repeatable") != NULL ? " '*" : " '");
	out_puts(out, name);
	if (row->argument != NULL)
		out_puts(out, name[1] == '-' ? "=" : "+");
	out_puts(out, "[");
	write_text(row->help, "[]:\\", out);
	out_puts(out, "]");
	if (row->argument != NULL) {
		out_puts(out, ":");
		write_text(row->argument, ":\\", out);
		out_puts(out, ":");
		write_action(values_of_option(command, row, &words), &words, out);
	}
	out_puts(out, "'");
	buf_release(&words);
}

static void write_option(const struct command *command, const struct option_row *row, struct out *out)
{
	const char letter[] = { '-', row->letter, '\0' };
	struct buf name = { 0 };

	out_puts(out, "\n       ");
	if (row->letter != '\0')
		write_option_as(command, row, letter, out);
	buf_printf(&name, "--%s", row->name);
	write_option_as(command, row, buf_text(&name), out);
	buf_release(&name);
}

static void write_command(const struct command *command, struct out *out)
{
	struct buf words = { 0 };
	const struct buf none = { 0 };
	enum value_kind first = values_of_first_word(command, &words);

	out_printf(out, "    %s)\n", command->name);
	if (command->formats != NULL) {
		struct buf formats = { 0 };

		buf_puts(&formats, command->formats());
		for (size_t i = 0; i < formats.length; i++)
			if (formats.text[i] == ',')
				formats.text[i] = ' ';
		out_printf(out, "        _lync_topo_format_names=(%s)\n", buf_text(&formats));
		buf_release(&formats);
	}
	out_puts(out, "        specs=(");
	completion_each_option(command, write_option, out);
	if (first != VALUE_FREE) {
		out_puts(out, "\n        '1: :");
		write_action(first, &words, out);
		out_puts(out, "' '*: :");
		write_action(values_of_other_words(command), &none, out);
		out_puts(out, "'");
	}
	out_puts(out, ") ;;\n");
	buf_release(&words);
}

void completion_zsh(struct out *out)
{
	const struct command *command;

	out_puts(out,
		"#compdef lync-topo\n"
		"# SPDX-License-Identifier: MIT\n"
		"# Completion of lync-topo in zsh; printed by \"lync-topo completion zsh\".\n\n"
		"typeset -gA _lync_topo_names=(");
	for (unsigned i = 0; (command = command_nth(i)) != NULL; i++) {
		out_printf(out, "\n    %s '", command->name);
		completion_quote(command->summary, out);
		out_puts(out, "'");
	}
	out_puts(out, ")\ntypeset -ga _lync_topo_families=(");
	completion_list(values_families, out);
	out_puts(out, ")\ntypeset -ga _lync_topo_rule_names=(");
	completion_list(values_rules, out);
	out_puts(out, ")\ntypeset -ga _lync_topo_format_names=()\ntypeset -ga _lync_topo_global_specs=(");
	for (unsigned i = 0; i < GLOBAL_ROWS; i++)
		write_option(command_nth(0), &global_rows[i], out);
	out_puts(out,
		")\n\n# Sets specs, what _arguments is told, for command $1.\n"
		"_lync_topo_specs() {\n    case $1 in\n");
	for (unsigned i = 0; (command = command_nth(i)) != NULL; i++)
		write_command(command, out);
	out_puts(out, "    esac\n}\n");
	out_puts(out, machinery);
}
