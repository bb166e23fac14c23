/* SPDX-License-Identifier: MIT */
#include "command.h"
#include "load/xml.h"
#include "report/json.h"
#include "version.h"

#include <string.h>

enum {
	FORMAT = 1,
};

static const struct option_row rows[] = {
	{ FORMAT, 'f', "format", "FMT", "text (default) or json, which adds the libraries" },
};

static enum exit_code run(struct session *session, const struct parsed *parsed)
{
	const char *format = parsed_value(parsed, FORMAT);

	if (format == NULL || strcmp(format, "text") == 0)
		out_puts(&session->out, "lync-topo " LYNC_TOPO_VERSION "\n");
	else if (strcmp(format, "json") == 0)
		out_printf(&session->out,
			"{\"version\":1,\"tool\":{\"name\":\"lync-topo\",\"version\":\"%s\"},"
			"\"libraries\":{\"libxml2\":\"%s\",\"cJSON\":\"%s\"}}\n",
			LYNC_TOPO_VERSION, xml_library_version(), json_library_version());
	else
		return complain(EXIT_USAGE, "there is no format '%s'; there are text and json", format);
	return EXIT_CLEAN;
}

const struct command command_version = {
	.name = "version",
	.summary = "print the version",
	.usage = "[options]",
	.details = "",
	.examples = "  lync-topo version --format json\n",
	.options = rows,
	.n_options = ARRAY_LEN(rows),
	.run = run,
};
