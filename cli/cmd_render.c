/* SPDX-License-Identifier: MIT */
#include "base/mem.h"
#include "base/number.h"
#include "render/filter.h"
#include "render/renderer.h"
#include "render/view.h"
#include "sweeping.h"
#include "terminal_line.h"

#include <string.h>
#include <unistd.h>

enum {
	FORMAT = SIM_OWN,
	OUTPUT,
	VIEW,
	THEME,
	FOCUS,
	DEPTH,
	INCLUDE,
	COLLAPSE,
	CALL,
	FINDINGS,
};

enum {
	LAYOUT_SECONDS = 20,
	MOST_DEPTH = 1000,
};

static const struct option_row rows[] = {
	{ VIEW, '\0', "view", "VIEW", "what to draw, see below; default: topology" },
	{ FORMAT, 'f', "format", "FMT", "one of the formats below; default: by the ending of -o, else svg" },
	{ OUTPUT, 'o', "output", "FILE", "where to; - or nothing: standard output" },
	{ THEME, '\0', "theme", "THEME", "light, dark, or auto: as the reader's system is (the default)" },
	{ FOCUS, '\0', "focus", "ID", "only what lies around this element" },
	{ DEPTH, '\0', "depth", "N", "how many lines away from --focus (1)" },
	{ INCLUDE, '\0', "include", "GLOB", "only elements whose id or name matches; repeatable" },
	{ COLLAPSE, '\0', "collapse", "WHAT", "pools: without servers; sites: one box for each" },
	{ SIM_FROM, '\0', "from", "WHO", "for signalling and media: who calls" },
	{ SIM_TO, '\0', "to", "WHOM", "and whom" },
	{ SIM_SCENARIO, '\0', "scenario", "FILE", "calls and failures from a file; repeatable" },
	{ SIM_FAIL, '\0', "fail", "ID[@MODE[:CODE]]", "what has failed and how; repeatable" },
	{ SIM_POLICY, '\0', "policy", "NAME=VALUE", "change what no document settles; repeatable" },
	{ CALL, '\0', "call", "ID", "draw this call alone" },
	{ SIM_SWEEP, '\0', "sweep", "N", "for failover: mark sets of up to N parts that fail together (1)" },
	{ FINDINGS, '\0', "findings", NULL, "run the rules and mark every element that has a finding" },
	RULE_OPTIONS,
	SUPPRESSION_OPTIONS,
	INPUT_OPTIONS,
};

/* What a run of the command works with. */
struct drawing {
	struct session *session;
	const struct parsed *parsed;
	struct pipeline pipeline;
	struct document_set set;
	const struct renderer *renderer;
	const struct view *view;
	const char *subject; /* id in the name of the view, "" if none */
	struct view_request request;
	struct filter filter;
	const char **include;
	struct simulation simulation;
	struct calls calls, chosen;
	struct risks risks;
	struct diagram diagram;
	enum theme theme;
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

/* Collects what --focus, --depth, --include, --exclude and --collapse say. */
static enum exit_code read_filter(struct drawing *drawing)
{
	const struct parsed *parsed = drawing->parsed;
	struct filter *filter = &drawing->filter;
	const char *depth = parsed_value(parsed, DEPTH);
	uint64_t steps = 1;

	drawing->include = mem_zalloc((parsed->n_option + 1) * sizeof(*drawing->include));
	if (drawing->include == NULL)
		return EXIT_INTERNAL;
	for (uint32_t i = 0; i < parsed->n_option; i++)
		if (parsed->option[i].id == INCLUDE)
			drawing->include[filter->n_include++] = parsed->option[i].value;
	filter->include = drawing->include;
	filter->focus = parsed_value(parsed, FOCUS);
	if (depth != NULL && filter->focus == NULL)
		return complain(EXIT_USAGE, "--depth counts from --focus, and there is no --focus");
	if (depth != NULL && !number_parse_whole(str_of(depth), MOST_DEPTH, &steps))
		return complain(EXIT_USAGE, "--depth '%s' is not a whole number up to %d", depth, MOST_DEPTH);
	filter->depth = (unsigned)steps;
	if (parsed_has(parsed, COLLAPSE))
		filter->collapse = collapse_find(parsed_value(parsed, COLLAPSE));
	if (filter->collapse == COLLAPSE_COUNT)
		return complain(EXIT_USAGE, "nothing is called '%s' in --collapse: pools or sites",
			parsed_value(parsed, COLLAPSE));
	return EXIT_CLEAN;
}

static enum exit_code read_options(struct drawing *drawing)
{
	const struct parsed *parsed = drawing->parsed;
	const char *path = parsed_value(parsed, OUTPUT);
	const char *view = parsed_has(parsed, VIEW) ? parsed_value(parsed, VIEW) : "topology";

	drawing->renderer = choose(parsed_value(parsed, FORMAT), path);
	drawing->view = view_find(view, &drawing->subject);
	if (drawing->renderer == NULL)
		return complain(EXIT_USAGE, "there is no format for '%s'; there are %s",
			parsed_has(parsed, FORMAT) ? parsed_value(parsed, FORMAT) : path, renderer_names());
	if (!drawing->renderer->is_text && (path == NULL || strcmp(path, "-") == 0) && isatty(STDOUT_FILENO))
		return complain(EXIT_USAGE, "%s is nothing for a terminal: name a file with -o",
			drawing->renderer->name);
	if (drawing->view == NULL)
		return complain(EXIT_USAGE, "there is no view '%s'; there are %s", view, view_names());
	if (parsed_has(parsed, THEME))
		drawing->theme = theme_find(parsed_value(parsed, THEME));
	if (drawing->theme == THEME_COUNT)
		return complain(EXIT_USAGE, "there is no theme '%s'; there are auto, light and dark",
			parsed_value(parsed, THEME));
	if (parsed_has(parsed, CALL) && !drawing->view->needs_calls)
		return complain(EXIT_USAGE, "--call is for the views signalling and media");
	if (parsed_has(parsed, SIM_SWEEP) && !drawing->view->sweeps)
		return complain(EXIT_USAGE, "--sweep is for the view failover");
	return read_filter(drawing);
}

static enum exit_code find_subject(struct drawing *drawing)
{
	const struct element *subject;

	if (drawing->view->subjects == 0)
		return EXIT_CLEAN;
	subject = topo_by_id(&drawing->set.topology, drawing->subject);
	if (subject == NULL || (drawing->view->subjects & BIT(subject->kind)) == 0)
		return complain(EXIT_USAGE, "view %s: '%s' is not the id of one", drawing->view->name,
			drawing->subject);
	drawing->request.subject = subject;
	return EXIT_CLEAN;
}

/* The calls to draw: all that were made, or the one of --call. */
static enum exit_code choose_calls(struct drawing *drawing)
{
	const char *id = parsed_value(drawing->parsed, CALL);

	drawing->request.calls = &drawing->calls;
	if (id == NULL)
		return EXIT_CLEAN;
	for (uint32_t i = 0; i < drawing->calls.n_call; i++)
		if (strcmp(drawing->calls.call[i].id, id) == 0) {
			drawing->chosen.call = &drawing->calls.call[i];
			drawing->chosen.n_call = 1;
			drawing->request.calls = &drawing->chosen;
			return EXIT_CLEAN;
		}
	return complain(EXIT_USAGE, "there is no call '%s'; simulate lists the calls", id);
}

static enum exit_code make_calls(struct drawing *drawing)
{
	const struct topology *topo = &drawing->set.topology;
	enum exit_code code;

	if (!drawing->view->needs_calls)
		return EXIT_CLEAN;
	code = simulation_make(&drawing->simulation, &drawing->pipeline, topo, drawing->parsed, true);
	if (code == EXIT_CLEAN) {
		const struct engine_request request = agenda_request(
			&drawing->simulation.agenda, topo, false);

		if (!engine_run(&request, &drawing->calls))
			code = EXIT_INTERNAL;
	}
	return code == EXIT_CLEAN ? choose_calls(drawing) : code;
}

/* What the failure of parts stops, for the view that shows it. */
static enum exit_code make_sweep(struct drawing *drawing)
{
	const struct topology *topo = &drawing->set.topology;
	enum exit_code code;

	if (!drawing->view->sweeps)
		return EXIT_CLEAN;
	drawing->request.risks = &drawing->risks;
	code = simulation_make(&drawing->simulation, &drawing->pipeline, topo, drawing->parsed, true);
	if (code == EXIT_CLEAN)
		code = sweeping_outside(
			&drawing->pipeline, &drawing->simulation, topo, drawing->parsed, &drawing->risks);
	return code;
}

/* What the rules say, for marks in the diagram and for formats that list it. */
static enum exit_code find_out(struct drawing *drawing)
{
	bool marks = parsed_has(drawing->parsed, FINDINGS);

	if (marks)
		drawing->request.findings = &drawing->pipeline.library.findings;
	if (!drawing->renderer->wants_findings && !marks)
		return EXIT_CLEAN;
	return pipeline_judge(&drawing->pipeline, &drawing->set);
}

static enum exit_code make_diagram(struct drawing *drawing)
{
	struct filter *filter = &drawing->filter;

	drawing->view->make(&drawing->request, &drawing->diagram);
	filter->exclude = drawing->pipeline.exclude;
	filter->n_exclude = drawing->pipeline.n_exclude;
	switch (diagram_filter(&drawing->diagram, filter)) {
	case FILTER_NO_FOCUS:
		return complain(EXIT_USAGE, "--focus: nothing in this view has the id '%s'", filter->focus);
	case FILTER_NO_MEMORY:
		return EXIT_INTERNAL;
	case FILTER_OK:
		break;
	}
	return EXIT_CLEAN;
}

static void show_waiting(unsigned seconds)
{
	terminal_line_show("laying out, %u s of %d", seconds, LAYOUT_SECONDS);
}

static enum exit_code write_diagram(struct drawing *drawing)
{
	const char *path = parsed_value(drawing->parsed, OUTPUT);
	bool to_file = path != NULL && strcmp(path, "-") != 0;
	const struct render_job job = {
		.diagram = &drawing->diagram,
		.theme = drawing->theme,
		.patience = { LAYOUT_SECONDS, terminal_line_wanted() ? show_waiting : NULL },
		.findings = drawing->renderer->wants_findings ? &drawing->pipeline.library.findings : NULL,
	};
	struct render_report report = { .why = "", .fallback = "" };
	struct out file = to_file ? out_file(path) : (struct out){ .descriptor = -1, .slot = -1 };
	enum out_status written = to_file ? file.status : OUT_OK;
	enum render_status status = RENDER_FAILED;

	if (written == OUT_OK)
		status = drawing->renderer->write(&job, to_file ? &file : &drawing->session->out, &report);
	terminal_line_hide();
	if (to_file && written == OUT_OK)
		written = out_close(&file, status == RENDER_OK && !mem_ran_out());
	if (written != OUT_OK)
		return complain_of_output(path, written);
	if (*report.fallback != '\0')
		complain(EXIT_CLEAN, "the diagram is %s", report.fallback);
	if (status == RENDER_OK || status == RENDER_NO_MEMORY)
		return EXIT_CLEAN;
	return complain(EXIT_INTERNAL, "%s", report.why);
}

static enum exit_code draw(struct drawing *drawing)
{
	enum exit_code code = find_subject(drawing);

	if (code == EXIT_CLEAN)
		code = find_out(drawing);
	if (code == EXIT_CLEAN)
		code = make_calls(drawing);
	if (code == EXIT_CLEAN)
		code = make_sweep(drawing);
	if (code == EXIT_CLEAN)
		code = make_diagram(drawing);
	return code == EXIT_CLEAN ? write_diagram(drawing) : code;
}

static void release(struct drawing *drawing)
{
	diagram_release(&drawing->diagram);
	calls_release(&drawing->calls);
	risks_release(&drawing->risks);
	simulation_release(&drawing->simulation);
	mem_free(drawing->include);
	set_release(&drawing->set);
}

static enum exit_code run(struct session *session, const struct parsed *parsed)
{
	struct drawing drawing = { .session = session, .parsed = parsed };
	enum exit_code code = read_options(&drawing);

	if (code != EXIT_CLEAN) {
		release(&drawing);
		return code;
	}
	drawing.request.topo = &drawing.set.topology;
	code = pipeline_begin(&drawing.pipeline, session, parsed, parsed_has(parsed, FINDINGS));
	drawing.pipeline.checklist = CHECKLIST_OPEN;
	if (code == EXIT_CLEAN)
		code = pipeline_read_one(&drawing.pipeline, &drawing.set);
	if (code == EXIT_INPUT)
		pipeline_print_faults(&drawing.pipeline);
	if (code == EXIT_CLEAN && parsed_has(parsed, OUTPUT))
		code = pipeline_protect(&drawing.pipeline, parsed_value(parsed, OUTPUT));
	if (code == EXIT_CLEAN)
		code = draw(&drawing);
	release(&drawing);
	pipeline_end(&drawing.pipeline);
	return code;
}

const struct command command_render = {
	.name = "render",
	.summary = "draw a deployment",
	.usage = "[options] INPUT...",
	.details =
		"Views: topology (sites, pools, gateways, PBXs, providers, trunks), site:ID, perimeter, voice, numbers, failover,\n"
		"and signalling and media: which way calls go; those of --from and --to, of a --scenario, or one of every kind.\n"
		"--exclude GLOB leaves out elements too whose id or name matches. With --findings, what the rules find is marked\n"
		"in the drawing; it does not change the exit code.",
	.examples = "  lync-topo render -o plan.svg plan.xml\n"
		    "  lync-topo render --view site:redmond -o redmond.svg plan.xml\n"
		    "  lync-topo render --view media --from sales --to +12065550123 -o call.svg plan.xml\n"
		    "  lync-topo render --findings --ignore OPT -o plan.svg plan.xml\n"
		    "  lync-topo render --format dot plan.xml | less\n",
	.options = rows,
	.n_options = ARRAY_LEN(rows),
	.formats = renderer_names,
	.most_words = ANY_WORDS,
	.run = run,
};
