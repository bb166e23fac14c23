/* SPDX-License-Identifier: MIT */
#include "base/embedded.h"
#include "command.h"
#include "manual.h"
#include "schema/schema.h"

#include <stdio.h>
#include <string.h>

enum {
	FORMAT = 1,
};

static const struct option_row rows[] = {
	{ FORMAT, 'f', "format", "FMT",
		"for topology and scenario: xsd (default), markdown or man; for config: xsd, json or man" },
};

/* LANGUAGE_COUNT when there is none of that name. */
static enum language find_language(const char *name)
{
	unsigned language = 0;

	while (language < LANGUAGE_COUNT && strcmp(name, language_spec((enum language)language)->name) != 0)
		language++;
	return (enum language)language;
}

static enum exit_code print_language(struct session *session, enum language language, const char *format)
{
	const struct roff_page pages[LANGUAGE_COUNT] = {
		[LANGUAGE_TOPOLOGY] = manual_page(
			"lync-topo-language", 5, "the language of topologies: plans of voice deployments"),
		[LANGUAGE_SCENARIO] = manual_page(
			"lync-topo-scenario", 5, "the language of scenarios: what happens on a plan"),
	};

	if (format == NULL || strcmp(format, "xsd") == 0)
		schema_xsd(language, &session->out);
	else if (strcmp(format, "markdown") == 0)
		schema_markdown(language, &session->out);
	else if (strcmp(format, "man") == 0)
		schema_man(language, &pages[language], &session->out);
	else
		return complain(
			EXIT_USAGE, "there is no format '%s'; there are xsd, markdown and man", format);
	return EXIT_CLEAN;
}

static enum exit_code print_config(struct session *session, const char *format)
{
	const struct roff_page page = manual_page(
		"lync-topo-config", 5, "what a company asks of its plans: .lync-topo.xml");

	if (format == NULL || strcmp(format, "xsd") == 0)
		schema_config_xsd(&session->out);
	else if (strcmp(format, "man") == 0)
		schema_config_man(&page, &session->out);
	else
		return complain(EXIT_USAGE, "there is no format '%s'; there are xsd, json and man", format);
	return EXIT_CLEAN;
}

static enum exit_code run(struct session *session, const struct parsed *parsed)
{
	const char *what = parsed->n_argument > 0 ? parsed->argument[0] : "topology";
	const char *format = parsed_value(parsed, FORMAT);
	enum language language = find_language(what);
	const char *text;
	char name[64];

	if (language != LANGUAGE_COUNT)
		return print_language(session, language, format);
	if (strcmp(what, "config") == 0 && (format == NULL || strcmp(format, "json") != 0))
		return print_config(session, format);
	snprintf(name, sizeof(name), "%s.schema.json", what);
	text = format == NULL || strcmp(format, "json") == 0 ? embedded_find(name) : NULL;
	if (text == NULL)
		return complain(EXIT_USAGE,
			"there is no schema '%s'%s; there are topology and scenario (xsd, markdown, man), config (xsd, man), and of JSON results validate, simulate, part, diff, checklist, rules, plan, plan-erlang and version",
			what, embedded_find(name) != NULL ? " in this format" : "");
	out_puts(&session->out, text);
	return EXIT_CLEAN;
}

const struct command command_schema = {
	.name = "schema",
	.summary = "print the XSD of a language, or the JSON Schema of a result",
	.usage =
		"[topology | scenario | config | validate | simulate | part | diff | checklist | baseline | rules | plan | plan-erlang | version]",
	.details =
		"Editors use the XSDs for completion and hover text; the same files are schemas/lync-topo.xsd,\n"
		"schemas/lync-topo-scenario.xsd and schemas/lync-topo-config.xsd.",
	.examples = "  lync-topo schema > lync-topo.xsd\n"
		    "  lync-topo schema topology --format markdown > language.md\n"
		    "  lync-topo schema scenario > lync-topo-scenario.xsd\n"
		    "  lync-topo schema config > lync-topo-config.xsd\n"
		    "  lync-topo schema validate > validate.schema.json\n",
	.options = rows,
	.n_options = ARRAY_LEN(rows),
	.most_words = 1,
	.run = run,
};
