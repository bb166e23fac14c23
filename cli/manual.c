/* SPDX-License-Identifier: MIT */
#include "manual.h"

#include "command.h"
#include "globals.h"
#include "version.h"

#include <string.h>

enum {
	FIRST_SHARED = 100, /* options from this number on belong to several commands */
	MOST_SHARED = 32,
};

/* Options of several commands, each once. */
struct shared {
	const struct option_row *row[MOST_SHARED];
	unsigned n;
};

struct roff_page manual_page(const char *name, int section, const char *title)
{
	return (struct roff_page){ name, section, title, LYNC_TOPO_VERSION, LYNC_TOPO_DATE };
}

static bool is_known(const struct shared *shared, const char *name)
{
	for (unsigned i = 0; i < shared->n; i++)
		if (strcmp(shared->row[i]->name, name) == 0)
			return true;
	return false;
}

/* An option that is told once for all commands; one that a command has in other words is told there. */
static bool is_shared(const struct shared *shared, const struct option_row *row)
{
	for (unsigned i = 0; i < shared->n; i++)
		if (strcmp(shared->row[i]->name, row->name) == 0)
			return strcmp(shared->row[i]->help, row->help) == 0;
	return false;
}

static void gather_shared(struct shared *shared)
{
	const struct command *command;

	for (unsigned i = 0; (command = command_nth(i)) != NULL; i++)
		for (unsigned j = 0; j < command->n_options; j++)
			if (command->options[j].id >= FIRST_SHARED && shared->n < MOST_SHARED &&
				!is_known(shared, command->options[j].name))
				shared->row[shared->n++] = &command->options[j];
}

static void write_option(struct roff *roff, const struct option_row *row)
{
	struct buf term = { 0 };

	if (row->letter != '\0')
		buf_printf(&term, "**-%c**, ", row->letter);
	buf_printf(&term, "**--%s**", row->name);
	if (row->argument != NULL)
		buf_printf(&term, " *%s*", row->argument);
	roff_item(roff, buf_text(&term), row->help);
	buf_release(&term);
}

static void write_facts(struct roff *roff, const struct fact *fact)
{
	for (; fact->name != NULL; fact++)
		roff_name(roff, fact->name, fact->text);
}

static void write_commands(struct roff *roff)
{
	const struct command *command;

	roff_section(roff, "COMMANDS");
	for (unsigned i = 0; (command = command_nth(i)) != NULL; i++)
		roff_name(roff, command->name, command->summary);
}

/* "Also: --profile, --select": those that are told elsewhere. */
static void write_shared_names(struct roff *roff, const struct command *command, const struct shared *shared)
{
	struct buf text = { 0 };

	for (unsigned i = 0; i < command->n_options; i++)
		if (is_shared(shared, &command->options[i]))
			buf_printf(&text, "%s`--%s`",
				text.length > 0 ? ", " : "Shared options: ", command->options[i].name);
	if (text.length > 0) {
		buf_putc(&text, '.');
		roff_marked(roff, buf_text(&text));
	}
	buf_release(&text);
}

static void write_command(struct roff *roff, const struct command *command, const struct shared *shared)
{
	struct buf text = { 0 };

	roff_subsection(roff, command->name);
	buf_printf(&text, "`lync-topo %s` %s", command->name, command->usage);
	roff_marked(roff, buf_text(&text));
	if (command->details[0] != '\0')
		roff_paragraph(roff, command->details);
	for (unsigned i = 0; i < command->n_options; i++)
		if (!is_shared(shared, &command->options[i]))
			write_option(roff, &command->options[i]);
	if (command->formats != NULL) {
		buf_clear(&text);
		buf_printf(&text, "Formats: %s.", command->formats());
		roff_paragraph(roff, buf_text(&text));
	}
	write_shared_names(roff, command, shared);
	if (command->examples[0] != '\0')
		roff_example(roff, command->examples);
	buf_release(&text);
}

static void write_options(struct roff *roff)
{
	struct shared shared = { .n = 0 };
	const struct command *command;

	gather_shared(&shared);
	roff_section(roff, "OPTIONS");
	roff_marked(roff,
		"Options may stand before or after the command and among the inputs; `--` ends them. "
		"`--name` *VALUE* and `--name=`*VALUE* are the same.");
	roff_subsection(roff, "Global options");
	for (unsigned i = 0; i < GLOBAL_ROWS; i++)
		write_option(roff, &global_rows[i]);
	roff_subsection(roff, "Shared options");
	for (unsigned i = 0; i < shared.n; i++)
		write_option(roff, shared.row[i]);
	for (unsigned i = 0; (command = command_nth(i)) != NULL; i++)
		write_command(roff, command, &shared);
}

static void write_examples(struct roff *roff)
{
	roff_section(roff, "EXAMPLES");
	for (const struct fact *fact = first_steps; fact->name != NULL; fact++) {
		struct buf what = { 0 };

		buf_printf(&what, "%c%s:", ascii_upper(fact->text[0]), fact->text + 1);
		roff_paragraph(roff, buf_text(&what));
		roff_example(roff, fact->name);
		buf_release(&what);
	}
}

void manual_write(struct out *out)
{
	const struct roff_page page = manual_page(
		"lync-topo", 1, "check, draw and try plans of Lync Server voice deployments");
	struct roff roff = roff_begin(&page, out);

	roff_section(&roff, "SYNOPSIS");
	roff_marked(&roff,
		"`lync-topo` [*global options*] *COMMAND* [*options*] *INPUT*...\n"
		"\n"
		"`lync-topo` *INPUT*...");
	roff_section(&roff, "DESCRIPTION");
	roff_marked(&roff,
		"A plan of a voice deployment is an XML file: sites, Mediation Servers, gateways, SIP trunks, VPNs, routes. "
		"`lync-topo` holds it against the documented guidance, tells what nobody has answered yet, draws it, and runs "
		"calls through it. Without a command, inputs are validated.\n"
		"\n"
		"Standard output carries the result and nothing else; everything else goes to standard error. Nothing is "
		"fetched from a network. The same input gives the same output.");
	write_commands(&roff);
	write_options(&roff);
	roff_section(&roff, "EXIT STATUS");
	write_facts(&roff, exit_facts);
	roff_paragraph(&roff, "If several of 1 to 4 apply, the highest wins.");
	roff_section(&roff, "ENVIRONMENT");
	write_facts(&roff, environment_facts);
	roff_section(&roff, "FILES");
	write_facts(&roff, file_facts);
	write_examples(&roff);
	roff_see_also(
		&roff, "lync-topo-config(5) lync-topo-language(5) lync-topo-scenario(5) lync-topo-rules(7)");
}
