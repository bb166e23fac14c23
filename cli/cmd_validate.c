/* SPDX-License-Identifier: MIT */
#include "ages.h"
#include "base/mem.h"
#include "known.h"
#include "old_side.h"
#include "pipeline.h"
#include "reporting.h"
#include "turned_off.h"

#include <stdlib.h>
#include <string.h>

enum {
	FORMAT = 1,
	FAIL_ON,
	MIN_SEVERITY,
	EXIT_ZERO,
	STATISTICS,
	FAIL_ON_UNKNOWN,
	SHOW_SUPPRESSED,
	BASELINE,
	AGAINST,
	MOST_FORMATS = 16,
};

static const struct option_row rows[] = {
	{ FORMAT, 'f', "format", "FMT[=FILE]",
		"one of the formats below; with =FILE into a file; repeatable" },
	{ FAIL_ON, '\0', "fail-on", "LEVEL",
		"error, warning (default), note or never: exit 1 from there on" },
	{ MIN_SEVERITY, '\0', "min-severity", "LEVEL", "what text shows: error, warning (default) or note" },
	{ FAIL_ON_UNKNOWN, '\0', "fail-on-unknown", NULL, "exit 1 when a rule cannot be judged" },
	{ EXIT_ZERO, '\0', "exit-zero", NULL, "exit 0 whatever was found" },
	{ STATISTICS, '\0', "statistics", NULL, "how often each rule fired" },
	{ SHOW_SUPPRESSED, '\0', "show-suppressed", NULL, "what is suppressed too, in text, sarif and html" },
	{ BASELINE, '\0', "baseline", "FILE", "findings that stand in this file do not count" },
	{ AGAINST, '\0', "against", "BEFORE",
		"only findings count that a FILE, a DIRectory or git:REVISION does not have" },
	RULE_OPTIONS,
	SUPPRESSION_OPTIONS,
	INPUT_OPTIONS,
};

/* One report to write; a NULL path is standard output. */
struct target {
	const struct report_format *format;
	const char *path;
};

struct request {
	struct target target[MOST_FORMATS];
	unsigned n_target;
	enum severity fail_on;
	enum severity least;
};

static enum exit_code read_severity(const char *word, bool never, enum severity *ret)
{
	for (int level = never ? SEVERITY_NONE : SEVERITY_NOTE; level <= SEVERITY_ERROR; level++) {
		if (strcmp(word, severity_name((enum severity)level)) == 0) {
			*ret = (enum severity)level;
			return EXIT_CLEAN;
		}
	}
	return complain(EXIT_USAGE, "'%s' is no severity: there are error, warning%s", word,
		never ? ", note and never" : " and note");
}

static enum exit_code read_format(struct request *request, const char *word)
{
	const char *equals = strchr(word, '=');
	size_t length = equals != NULL ? (size_t)(equals - word) : strlen(word);
	char name[32];

	if (request->n_target == MOST_FORMATS)
		return complain(EXIT_USAGE, "at most %d formats in one run", MOST_FORMATS);
	if (length < sizeof(name)) {
		memcpy(name, word, length);
		name[length] = '\0';
		request->target[request->n_target].format = report_format_find(name);
	}
	if (request->target[request->n_target].format == NULL)
		return complain(EXIT_USAGE, "there is no format '%.*s'; there are %s", (int)length, word,
			report_format_names());
	if (equals != NULL && equals[1] == '\0')
		return complain(EXIT_USAGE, "'%s' names no file", word);
	request->target[request->n_target++].path = equals != NULL ? equals + 1 : NULL;
	return EXIT_CLEAN;
}

static enum exit_code check_targets(struct request *request)
{
	const char *preset = getenv("LYNC_TOPO_FORMAT");
	unsigned to_standard_output = 0;

	if (request->n_target == 0) {
		enum exit_code code = read_format(
			request, preset != NULL && preset[0] != '\0' ? preset : "text");

		if (code != EXIT_CLEAN)
			return code;
	}
	for (unsigned i = 0; i < request->n_target; i++)
		to_standard_output += request->target[i].path == NULL;
	if (to_standard_output > 1)
		return complain(EXIT_USAGE,
			"only one format can go to standard output; write -f FORMAT=FILE for the others");
	return EXIT_CLEAN;
}

static enum exit_code read_request(
	struct request *request, const struct session *session, const struct parsed *parsed)
{
	*request = (struct request){
		.fail_on = SEVERITY_WARNING,
		.least = session->verbose ? SEVERITY_NOTE : SEVERITY_WARNING,
	};
	for (uint32_t i = 0; i < parsed->n_option; i++) {
		const struct given_option *option = &parsed->option[i];
		enum exit_code code = EXIT_CLEAN;

		if (option->id == FORMAT)
			code = read_format(request, option->value);
		else if (option->id == FAIL_ON)
			code = read_severity(option->value, true, &request->fail_on);
		else if (option->id == MIN_SEVERITY)
			code = read_severity(option->value, false, &request->least);
		if (code != EXIT_CLEAN)
			return code;
	}
	return check_targets(request);
}

static enum exit_code write_file(const struct report *report, const struct target *target)
{
	struct out out = out_file(target->path);
	enum out_status status = out.status;

	if (status == OUT_OK) {
		target->format->write(report, &out);
		status = out_close(&out, !mem_ran_out());
	}
	if (status == OUT_OK)
		return EXIT_CLEAN;
	return complain_of_output(target->path, status);
}

/* A format that is limited has left the least grave findings out. */
static void tell_left_out(const struct report *report, const struct report_format *format)
{
	uint64_t n = (uint64_t)report->findings->n_finding +
		(report->show_suppressed ? report->findings->n_suppressed : 0);

	if (format->limited && n > report->most_results)
		complain(EXIT_CLEAN, "%s has the gravest %u of %llu findings; --limit results=N changes that",
			format->name, (unsigned)report->most_results, (unsigned long long)n);
}

static enum exit_code write_reports(struct session *session, const struct pipeline *pipeline,
	const struct request *request, struct report *report)
{
	bool lines_only = false;

	for (unsigned i = 0; i < request->n_target; i++) {
		const struct target *target = &request->target[i];
		enum exit_code code = EXIT_CLEAN;

		lines_only |= target->format->lines_only;
		tell_left_out(report, target->format);
		report->colour = target->path == NULL && target->format->for_people && session->colour;
		if (target->path == NULL) {
			target->format->write(report, &session->out);
			continue;
		}
		code = pipeline_protect(pipeline, target->path);
		if (code == EXIT_CLEAN)
			code = write_file(report, target);
		if (code != EXIT_CLEAN)
			return code;
	}
	return lines_only ? turned_off_tell(report) : EXIT_CLEAN;
}

static enum exit_code verdict(const struct pipeline *pipeline, const struct request *request,
	const struct summary *summary, const struct parsed *parsed)
{
	unsigned counted = summary->error;

	if (pipeline->unreadable)
		return EXIT_INPUT;
	if (parsed_has(parsed, EXIT_ZERO))
		return EXIT_CLEAN;
	if (parsed_has(parsed, FAIL_ON_UNKNOWN) && summary->unknown > 0)
		return EXIT_FINDINGS;
	if (request->fail_on == SEVERITY_NONE)
		return EXIT_CLEAN;
	if (request->fail_on <= SEVERITY_WARNING)
		counted += summary->warning;
	if (request->fail_on <= SEVERITY_NOTE)
		counted += summary->note;
	return counted > 0 ? EXIT_FINDINGS : EXIT_CLEAN;
}

/* Everything that findings are held against. Lives until the reports are written. */
struct work {
	struct pipeline pipeline;
	struct baseline baseline;
	struct old_side old;
};

static enum exit_code report_all(struct session *session, struct work *work, const struct request *request,
	const struct parsed *parsed)
{
	struct known known = {
		.baseline = parsed_has(parsed, BASELINE) ? &work->baseline : NULL,
		.against = parsed_has(parsed, AGAINST) ? &work->old.against : NULL,
	};
	struct reporting reporting;
	struct report *report = &reporting.report;
	enum exit_code code = EXIT_INTERNAL;
	enum exit_code outcome = EXIT_CLEAN;

	if (reporting_begin(&reporting, &work->pipeline, parsed, &known)) {
		if (known.against != NULL)
			ages_find(&reporting.off, &work->pipeline, &work->old);
		outcome = verdict(&work->pipeline, request, &report->summary, parsed);
		report->exit_code = (int)outcome;
		report->fail_on = parsed_has(parsed, EXIT_ZERO) ? SEVERITY_NONE : request->fail_on;
		report->least = request->least;
		report->quiet = session->quiet;
		report->verbose = session->verbose;
		report->statistics = parsed_has(parsed, STATISTICS);
		report->show_suppressed = parsed_has(parsed, SHOW_SUPPRESSED);
		code = write_reports(session, &work->pipeline, request, report);
	}
	reporting_end(&reporting);
	return code != EXIT_CLEAN ? code : outcome;
}

/* Finds what there is to report. */
static enum exit_code check(struct work *work, const struct session *session, const struct parsed *parsed)
{
	const char *known = parsed_value(parsed, BASELINE);
	const char *against = parsed_value(parsed, AGAINST);
	enum exit_code code = pipeline_begin(&work->pipeline, session, parsed, true);

	if (code == EXIT_CLEAN && known != NULL)
		code = known_read(&work->pipeline.limits, known, &work->baseline);
	if (code == EXIT_CLEAN)
		code = pipeline_check(&work->pipeline);
	if (code == EXIT_CLEAN && known != NULL)
		known_apply(&work->pipeline, &work->baseline);
	if (code == EXIT_CLEAN && against != NULL)
		code = old_side_check(&work->old, &work->pipeline, session, parsed, against);
	return code;
}

static enum exit_code validate(struct session *session, struct work *work, const struct parsed *parsed)
{
	struct request request;
	enum exit_code code = read_request(&request, session, parsed);

	if (code == EXIT_CLEAN)
		code = check(work, session, parsed);
	return code == EXIT_CLEAN ? report_all(session, work, &request, parsed) : code;
}

static enum exit_code run(struct session *session, const struct parsed *parsed)
{
	struct work work = { .pipeline.limits = default_limits };
	enum exit_code code = validate(session, &work, parsed);

	old_side_release(&work.old);
	baseline_release(&work.baseline);
	pipeline_end(&work.pipeline);
	return code;
}

const struct command command_validate = {
	.name = "validate",
	.summary = "hold a deployment against the documented guidance",
	.usage = "[options] INPUT...",
	.details =
		"Files named together are one document set. A directory is walked: each topology in it that no other\n"
		"file includes is a set of its own. - is standard input, @FILE a list of paths.\n"
		"With --against only findings count that were not there before: docs/ci.md.\n"
		"Exit 0: nothing at or above --fail-on. 1: findings. 3: an input cannot be read.",
	.examples = "  lync-topo validate plan.xml\n"
		    "  lync-topo validate --fail-on error --ignore OPT007 plans/\n"
		    "  lync-topo validate -f json=result.json -f concise plan.xml\n"
		    "  lync-topo validate --against git:origin/main... plans/\n"
		    "  git show HEAD:plan.xml | lync-topo validate --stdin-name plan.xml -\n",
	.options = rows,
	.n_options = ARRAY_LEN(rows),
	.formats = report_format_names,
	.most_words = ANY_WORDS,
	.run = run,
};
