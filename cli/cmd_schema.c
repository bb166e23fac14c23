/* SPDX-License-Identifier: MIT */
#include "command.h"
#include "schema/schema.h"

#include <stdio.h>
#include <string.h>

enum {
	FORMAT = 1,
};

static const struct option_row rows[] = {
	{ FORMAT, 'f', "format", "FMT", "for topology: xsd (default) or markdown" },
};

static enum exit_code run(struct session *session, const struct parsed *parsed)
{
	const char *what = parsed->n_argument > 0 ? parsed->argument[0] : "topology";
	const char *format = parsed_value(parsed, FORMAT);
	const char *text;
	char name[64];

	if (strcmp(what, "topology") == 0 && (format == NULL || strcmp(format, "xsd") == 0)) {
		schema_xsd(&session->out);
		return EXIT_CLEAN;
	}
	if (strcmp(what, "topology") == 0 && strcmp(format, "markdown") == 0) {
		schema_markdown(&session->out);
		return EXIT_CLEAN;
	}
	if (strcmp(what, "topology") == 0)
		return complain(EXIT_USAGE, "there is no format '%s'; there are xsd and markdown", format);
	snprintf(name, sizeof(name), "%s.schema.json", what);
	text = format == NULL || strcmp(format, "json") == 0 ? embedded_find(name) : NULL;
	if (text == NULL)
		return complain(EXIT_USAGE,
			"there is no schema '%s'%s; there are topology (xsd, markdown), and of JSON results validate, checklist, rules and version",
			what, embedded_find(name) != NULL ? " in this format" : "");
	out_puts(&session->out, text);
	return EXIT_CLEAN;
}

const struct command command_schema = {
	.name = "schema",
	.summary = "print the XSD of the language, or the JSON Schema of a result",
	.usage = "[topology | validate | checklist | rules | version]",
	.details =
		"Editors use the XSD for completion and hover text; the same file is schemas/lync-topo.xsd.",
	.examples = "  lync-topo schema > lync-topo.xsd\n"
		    "  lync-topo schema topology --format markdown > language.md\n"
		    "  lync-topo schema validate > validate.schema.json\n",
	.options = rows,
	.n_options = ARRAY_LEN(rows),
	.most_words = 1,
	.run = run,
};
