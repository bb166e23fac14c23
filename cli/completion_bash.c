/* SPDX-License-Identifier: MIT */
#include "completion.h"
#include "globals.h"
#include "values.h"

/* What is the same whatever the tables hold. bash takes a line apart at "=" and ":": we look at it as it was typed. */
static const char *const machinery =
	"\n"
	"# Sets COMPREPLY for the text $1 from $kind and $words; $2 stands before each reply.\n"
	"_lync_topo_reply() {\n"
	"    local text=$1 before=$2\n"
	"    case $kind in\n"
	"    words | formats) ;;\n"
	"    rule) words=$_lync_topo_rules ;;\n"
	"    rules) words=\"$_lync_topo_families $_lync_topo_rules\" ;;\n"
	"    file) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- \"$text\")); return ;;\n"
	"    folder) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- \"$text\")); return ;;\n"
	"    *) return ;;\n"
	"    esac\n"
	"    if [[ $kind == formats && $text == *=* ]]; then\n"
	"        before+=${text%%=*}= kind=file\n"
	"        _lync_topo_reply \"${text#*=}\" \"$before\"\n"
	"        return\n"
	"    fi\n"
	"    if [[ $kind == rules && $text == *,* ]]; then\n"
	"        before+=${text%,*}, text=${text##*,}\n"
	"    fi\n"
	"    COMPREPLY=($(compgen -P \"${before##*[=:]}\" -W \"$words\" -- \"$text\"))\n"
	"    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=:] ]]; then compopt -o nospace 2>/dev/null; fi\n"
	"}\n"
	"\n"
	"_lync_topo() {\n"
	"    local kind=none words= command= option= number=0 i word\n"
	"    local -a line\n"
	"    COMPREPLY=()\n"
	"    read -ra line <<<\"${COMP_LINE:0:COMP_POINT}\"\n"
	"    [[ ${COMP_LINE:0:COMP_POINT} == *[[:space:]] ]] && line+=('')\n"
	"    local last=$((${#line[@]} - 1))\n"
	"    for ((i = 1; i < last; i++)); do\n"
	"        word=${line[i]} option=\n"
	"        case $word in\n"
	"        --*=*) ;;\n"
	"        -?*) _lync_topo_value \"${command:-validate}\" \"$word\" && option=$word && ((i++)) ;;\n"
	"        *) if [[ -z $command && \" $_lync_topo_commands \" == *\" $word \"* ]]; then command=$word\n"
	"           else : \"${command:=validate}\"; ((number++)); fi ;;\n"
	"        esac\n"
	"    done\n"
	"    word=${line[last]}\n"
	"    kind=none words=\n"
	"    if [[ $i -gt $last && -n $option ]]; then\n"
	"        _lync_topo_value \"${command:-validate}\" \"$option\"\n"
	"        _lync_topo_reply \"$word\" ''\n"
	"    elif [[ $word == --*=* ]]; then\n"
	"        _lync_topo_value \"${command:-validate}\" \"${word%%=*}\" && _lync_topo_reply \"${word#*=}\" ''\n"
	"    elif [[ $word == -* ]]; then\n"
	"        kind=words\n"
	"        _lync_topo_options \"${command:-validate}\"\n"
	"        _lync_topo_reply \"$word\" ''\n"
	"    elif [[ -z $command ]]; then\n"
	"        local -a files=($(compgen -f -- \"$word\"))\n"
	"        kind=words words=$_lync_topo_commands\n"
	"        _lync_topo_reply \"$word\" ''\n"
	"        compopt -o filenames 2>/dev/null\n"
	"        COMPREPLY+=(\"${files[@]}\")\n"
	"    else\n"
	"        _lync_topo_word \"$command\" \"$number\"\n"
	"        _lync_topo_reply \"$word\" ''\n"
	"    fi\n"
	"}\n"
	"\n"
	"complete -F _lync_topo lync-topo\n";

static void write_kind(enum value_kind kind, const struct buf *words, struct out *out)
{
	static const char *const names[] = {
		[VALUE_FREE] = "none",
		[VALUE_WORDS] = "words",
		[VALUE_FORMATS] = "formats",
		[VALUE_RULE] = "rule",
		[VALUE_RULES] = "rules",
		[VALUE_FILE] = "file",
		[VALUE_FOLDER] = "folder",
	};

	out_printf(out, "kind=%s", names[kind]);
	if (words->length > 0) {
		out_puts(out, " words='");
		completion_quote(buf_text(words), out);
		out_puts(out, "'");
	}
	out_puts(out, " ;;\n");
}

static void write_value(const struct command *command, const struct option_row *row, struct out *out)
{
	struct buf words = { 0 };
	enum value_kind kind;

	if (row->argument == NULL)
		return;
	kind = values_of_option(command, row, &words);
	out_printf(out, "    %s/--%s", command->name, row->name);
	if (row->letter != '\0')
		out_printf(out, " | %s/-%c", command->name, row->letter);
	out_puts(out, ") ");
	write_kind(kind, &words, out);
	buf_release(&words);
}

static void write_name(const struct command *command, const struct option_row *row, struct out *out)
{
	(void)command;
	if (row->letter != '\0')
		out_printf(out, "-%c ", row->letter);
	out_printf(out, "--%s ", row->name);
}

static void write_words(const struct command *command, struct out *out)
{
	struct buf words = { 0 };
	const struct buf none = { 0 };
	enum value_kind kind = values_of_first_word(command, &words);

	out_printf(out, "    %s/0) ", command->name);
	write_kind(kind, &words, out);
	out_printf(out, "    %s/*) ", command->name);
	write_kind(values_of_other_words(command), &none, out);
	buf_release(&words);
}

void completion_bash(struct out *out)
{
	const struct command *command;

	out_puts(out,
		"# SPDX-License-Identifier: MIT\n"
		"# Completion of lync-topo in bash; printed by \"lync-topo completion bash\".\n\n"
		"_lync_topo_commands='");
	completion_list(values_commands, out);
	out_puts(out, "'\n_lync_topo_families='");
	completion_list(values_families, out);
	out_puts(out, "'\n_lync_topo_rules='");
	completion_list(values_rules, out);
	out_puts(out,
		"'\n\n# What follows option $2 of command $1: sets kind and words; fails if nothing does.\n"
		"_lync_topo_value() {\n    case $1/$2 in\n");
	for (unsigned i = 0; (command = command_nth(i)) != NULL; i++)
		completion_each_option(command, write_value, out);
	out_puts(out,
		"    *) return 1 ;;\n    esac\n}\n\n"
		"# The options of command $1.\n"
		"_lync_topo_options() {\n    case $1 in\n");
	for (unsigned i = 0; (command = command_nth(i)) != NULL; i++) {
		out_printf(out, "    %s) words='", command->name);
		completion_each_option(command, write_name, out);
		out_puts(out, "' ;;\n");
	}
	out_puts(out,
		"    esac\n}\n\n"
		"# What word $2, counted from 0, of command $1 is.\n"
		"_lync_topo_word() {\n    case $1/$2 in\n");
	for (unsigned i = 0; (command = command_nth(i)) != NULL; i++)
		write_words(command, out);
	out_puts(out, "    esac\n}\n");
	out_puts(out, machinery);
}
