/* SPDX-License-Identifier: MIT */
#include "pipeline.h"
#include "report/checklist.h"

#include <string.h>

enum {
	FORMAT = 1,
	ALL,
};

static const struct option_row rows[] = {
	{ FORMAT, 'f', "format", "FMT", "text (default), json or markdown" },
	{ ALL, '\0', "all", NULL,
		"closed questions too, with their answers, and every open point of the documents" },
	RULE_OPTIONS,
	INPUT_OPTIONS,
};

static const struct {
	const char *name;
	void (*write)(const struct findings *findings, struct out *out);
} formats[] = {
	{ "text", checklist_text },
	{ "json", checklist_json },
	{ "markdown", checklist_markdown },
};

/* Of rules that were selected only what they ask. */
static enum checklist wish(const struct parsed *parsed)
{
	bool selected = parsed_has(parsed, OPT_SELECT) || parsed_has(parsed, OPT_IGNORE);

	if (selected)
		return parsed_has(parsed, ALL) ? CHECKLIST_ANSWERED : CHECKLIST_RULES;
	return parsed_has(parsed, ALL) ? CHECKLIST_ALL : CHECKLIST_OPEN;
}

static enum exit_code run(struct session *session, const struct parsed *parsed)
{
	const char *format = parsed_value(parsed, FORMAT);
	struct pipeline pipeline;
	enum exit_code code;
	size_t n = 0;

	while (format != NULL && n < ARRAY_LEN(formats) && strcmp(formats[n].name, format) != 0)
		n++;
	if (n == ARRAY_LEN(formats))
		return complain(
			EXIT_USAGE, "there is no format '%s'; there are text, json and markdown", format);
	code = pipeline_begin(&pipeline, session, parsed, true);
	pipeline.checklist = wish(parsed);
	if (code == EXIT_CLEAN)
		code = pipeline_check(&pipeline);
	if (code == EXIT_CLEAN && pipeline.unreadable) {
		pipeline_print_faults(&pipeline);
		code = EXIT_INPUT;
	} else if (code == EXIT_CLEAN) {
		formats[n].write(&pipeline.library.findings, &session->out);
	}
	pipeline_end(&pipeline);
	return code;
}

const struct command command_checklist = {
	.name = "checklist",
	.summary = "list what nobody has answered yet, and whom to ask",
	.usage = "[options] INPUT...",
	.details =
		"Every fact that a rule needs and the plan does not state is a question to somebody: the provider, the\n"
		"maker of a router, gateway or PBX, or your own organisation. So is each of the 39 points that the documents\n"
		"leave open, where the plan has what it is about. Answer it by setting the attribute named.",
	.examples = "  lync-topo checklist plan.xml\n"
		    "  lync-topo checklist --all --format markdown plan.xml > questions.md\n",
	.options = rows,
	.n_options = ARRAY_LEN(rows),
	.most_words = ANY_WORDS,
	.run = run,
};
