/* SPDX-License-Identifier: MIT */
#include "base/mem.h"
#include "pipeline.h"
#include "render/renderer.h"
#include "render/view.h"

#include <string.h>

enum {
	FORMAT = 1,
	OUTPUT,
	VIEW,
	THEME,
	FINDINGS,
};

enum {
	LAYOUT_SECONDS = 20,
};

static const struct option_row rows[] = {
	{ VIEW, '\0', "view", "VIEW", "what to draw: one of the views below; default: topology" },
	{ FORMAT, 'f', "format", "FMT", "one of the formats below; default: by the ending of -o, else svg" },
	{ OUTPUT, 'o', "output", "FILE", "where to; - or nothing: standard output" },
	{ THEME, '\0', "theme", "THEME", "light, dark, or auto: as the reader's system is (the default)" },
	{ FINDINGS, '\0', "findings", NULL, "run the rules and mark every element that has a finding" },
	RULE_OPTIONS,
	INPUT_OPTIONS,
};

static const struct renderer *choose(const char *format, const char *path)
{
	const char *dot = path != NULL ? strrchr(path, '.') : NULL;

	if (format != NULL)
		return renderer_find(format);
	if (dot != NULL)
		return renderer_find(dot + 1);
	return renderer_find("svg");
}

/* What the rules say, for marks in the diagram and for formats that list it. */
static enum exit_code find_out(struct pipeline *pipeline, const struct document_set *set,
	const struct renderer *renderer, const struct parsed *parsed, struct view_request *request)
{
	if (parsed_has(parsed, FINDINGS))
		request->findings = &pipeline->library.findings;
	if (!renderer->wants_findings && !parsed_has(parsed, FINDINGS))
		return EXIT_CLEAN;
	return pipeline_judge(pipeline, set);
}

static enum exit_code draw(struct session *session, const struct pipeline *pipeline,
	const struct renderer *renderer, const struct view *view, const struct view_request *request,
	const struct parsed *parsed)
{
	const char *path = parsed_value(parsed, OUTPUT);
	bool to_file = path != NULL && strcmp(path, "-") != 0;
	struct diagram diagram = { 0 };
	struct render_job job = { .diagram = &diagram, .theme = THEME_AUTO, .seconds = LAYOUT_SECONDS };
	struct render_report report = { .why = "", .fallback = "" };
	struct out file = { .descriptor = -1, .slot = -1 };
	enum out_status written = OUT_OK;
	enum render_status status;

	if (renderer->wants_findings)
		job.findings = &pipeline->library.findings;
	if (parsed_has(parsed, THEME))
		job.theme = theme_find(parsed_value(parsed, THEME));
	view->make(request, &diagram);
	if (to_file) {
		file = out_file(path);
		written = file.status;
	}
	status = written == OUT_OK ? renderer->write(&job, to_file ? &file : &session->out, &report) :
				     RENDER_FAILED;
	if (to_file && written == OUT_OK)
		written = out_close(&file, status == RENDER_OK && !mem_ran_out());
	diagram_release(&diagram);
	if (written != OUT_OK)
		return complain_of_output(path, written);
	if (status == RENDER_OK || status == RENDER_NO_MEMORY)
		return EXIT_CLEAN;
	return complain(EXIT_INTERNAL, "%s", report.why);
}

static enum exit_code run(struct session *session, const struct parsed *parsed)
{
	const char *path = parsed_value(parsed, OUTPUT);
	const char *name = parsed_has(parsed, VIEW) ? parsed_value(parsed, VIEW) : "topology";
	const struct renderer *renderer = choose(parsed_value(parsed, FORMAT), path);
	const char *subject;
	const struct view *view = view_find(name, &subject);
	struct document_set set = { 0 };
	struct view_request request = { .topo = &set.topology };
	struct pipeline pipeline;
	enum exit_code code;

	if (renderer == NULL)
		return complain(EXIT_USAGE, "there is no format for '%s'; there are %s",
			parsed_has(parsed, FORMAT) ? parsed_value(parsed, FORMAT) : path, renderer_names());
	if (view == NULL)
		return complain(EXIT_USAGE, "there is no view '%s'; there are %s", name, view_names());
	code = pipeline_begin(&pipeline, session, parsed);
	if (code == EXIT_CLEAN)
		code = pipeline_read_one(&pipeline, &set);
	if (code == EXIT_CLEAN)
		code = find_out(&pipeline, &set, renderer, parsed, &request);
	if (code == EXIT_INPUT)
		pipeline_print_faults(&pipeline);
	if (code == EXIT_CLEAN)
		code = draw(session, &pipeline, renderer, view, &request, parsed);
	set_release(&set);
	pipeline_end(&pipeline);
	return code;
}

const struct command command_render = {
	.name = "render",
	.summary = "draw a deployment",
	.usage = "[options] INPUT...",
	.details =
		"Draws sites with their pools, gateways and PBXs, the providers, and the trunks, tunnels and lines between them.\n"
		"With --findings, what the rules find is marked in the drawing; it does not change the exit code.",
	.examples = "  lync-topo render -o plan.svg plan.xml\n"
		    "  lync-topo render --format dot plan.xml | less\n"
		    "  lync-topo render --findings --ignore OPT -o plan.svg plan.xml\n",
	.options = rows,
	.n_options = ARRAY_LEN(rows),
	.formats = renderer_names,
	.most_words = ANY_WORDS,
	.run = run,
};
