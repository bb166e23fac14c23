/* SPDX-License-Identifier: MIT */
#include "command.h"
#include "globals.h"
#include "load/archive.h"
#include "load/libxml.h"
#include "model/pattern.h"
#include "render/renderer.h"
#include "report/json.h"
#include "version.h"

#include <string.h>

enum {
	FORMAT = 1,
	LIBRARIES = 5,
};

static const struct option_row rows[] = {
	{ FORMAT, 'f', "format", "FMT", "text (default) or json" },
};

/* A library and its version at run time; no text: it is loaded when it is needed, and not there. */
struct part {
	const char *name;
	struct buf version;
};

static void ask_libraries(struct part parts[LIBRARIES])
{
	parts[0].name = "libxml2";
	buf_puts(&parts[0].version, xml_library_version());
	parts[1].name = "cJSON";
	buf_puts(&parts[1].version, json_library_version());
	parts[2].name = "PCRE2";
	pattern_library_version(&parts[2].version);
	parts[3].name = "graphviz";
	(void)renderer_library_version(&parts[3].version);
	parts[4].name = "libarchive";
	(void)archive_library_version(&parts[4].version);
}

static void write_text(const struct part parts[LIBRARIES], struct out *out)
{
	out_puts(out, "built as " LYNC_TOPO_BUILD " by " LYNC_TOPO_COMPILER "\n");
	for (unsigned i = 0; i < LIBRARIES; i++)
		out_printf(out, "%s %s\n", parts[i].name,
			parts[i].version.length > 0 ? buf_text(&parts[i].version) : "is not there");
}

/* How it was built is not told: what programs read does not depend on it. */
static void write_json(const struct part parts[LIBRARIES], struct out *out)
{
	out_printf(out, "{\"version\":1,\"tool\":{\"name\":\"lync-topo\",\"version\":\"%s\"},\"libraries\":{",
		LYNC_TOPO_VERSION);
	for (unsigned i = 0; i < LIBRARIES; i++)
		if (parts[i].version.length > 0)
			out_printf(out, "%s\"%s\":\"%s\"", i > 0 ? "," : "", parts[i].name,
				buf_text(&parts[i].version));
	out_puts(out, "}}\n");
}

static enum exit_code run(struct session *session, const struct parsed *parsed)
{
	const char *format = parsed_value(parsed, FORMAT);
	bool as_json = format != NULL && strcmp(format, "json") == 0;
	struct part parts[LIBRARIES] = { 0 };

	if (format != NULL && !as_json && strcmp(format, "text") != 0)
		return complain(EXIT_USAGE, "there is no format '%s'; there are text and json", format);
	if (!as_json)
		out_puts(&session->out, "lync-topo " LYNC_TOPO_VERSION "\n");
	/* --version, wherever it stands, is one line. */
	if (!as_json && parsed_has(parsed, GLOBAL_VERSION))
		return EXIT_CLEAN;
	ask_libraries(parts);
	if (as_json)
		write_json(parts, &session->out);
	else
		write_text(parts, &session->out);
	for (unsigned i = 0; i < LIBRARIES; i++)
		buf_release(&parts[i].version);
	return EXIT_CLEAN;
}

const struct command command_version = {
	.name = "version",
	.summary = "print the version, and what a report of a fault should tell",
	.usage = "[options]",
	.details =
		"The versions of the libraries are those at run time. --version prints the first line alone.",
	.examples = "  lync-topo version\n"
		    "  lync-topo version --format json\n",
	.options = rows,
	.n_options = ARRAY_LEN(rows),
	.run = run,
};
