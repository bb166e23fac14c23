/* SPDX-License-Identifier: MIT */
#include "base/mem.h"
#include "known.h"
#include "pipeline.h"
#include "report/known.h"

#include <string.h>

enum {
	FORMAT = 1,
	GROW,
};

static const struct option_row rows[] = {
	{ FORMAT, 'f', "format", "FMT", "for show: text (default) or json" },
	{ GROW, '\0', "grow", NULL, "for update: add what is found and not in the file" },
	RULE_OPTIONS,
	SUPPRESSION_OPTIONS,
	INPUT_OPTIONS,
};

/* One run of the command. */
struct job {
	struct session *session;
	const struct parsed *parsed; /* with the inputs as its only arguments */
	const char *file;
	struct pipeline pipeline;
	struct baseline baseline;
};

/* Runs all rules on the inputs. EXIT_INPUT, said, when one cannot be read: nothing is known of what it holds. */
static enum exit_code check(struct job *job)
{
	enum exit_code code = pipeline_check(&job->pipeline);

	if (code != EXIT_CLEAN || !job->pipeline.unreadable)
		return code;
	pipeline_print_faults(&job->pipeline);
	return EXIT_INPUT;
}

static enum exit_code write_file(struct job *job)
{
	struct out out = out_file(job->file);
	enum out_status status = out.status;
	enum exit_code code;

	if (status == OUT_OK) {
		baseline_write(&job->baseline, &out);
		code = pipeline_protect(&job->pipeline, job->file);
		status = out_close(&out, code == EXIT_CLEAN && !mem_ran_out());
		if (code != EXIT_CLEAN)
			return code;
	}
	return status == OUT_OK ? EXIT_CLEAN : complain_of_output(job->file, status);
}

/* Everything that is found and may be hidden becomes an entry; returns how many did. */
static uint32_t add_findings(struct job *job)
{
	const struct findings *findings = &job->pipeline.library.findings;
	uint32_t n = 0;

	for (uint32_t i = 0; i < findings->n_finding; i++) {
		if (findings->finding[i].fixed)
			continue;
		baseline_add(&job->baseline, &findings->finding[i]);
		n++;
	}
	return n;
}

static void tell(const struct job *job, uint32_t stale, uint32_t added)
{
	uint32_t left = job->pipeline.library.findings.n_finding - added;

	if (!job->session->quiet)
		complain(EXIT_CLEAN, "%s: %u %s, %u stale removed, %u added; %u %s not in it", job->file,
			(unsigned)(job->baseline.n_entry - stale),
			job->baseline.n_entry - stale == 1 ? "entry" : "entries", (unsigned)stale,
			(unsigned)added, (unsigned)left, left == 1 ? "finding is" : "findings are");
}

static enum exit_code create(struct job *job)
{
	enum exit_code code;
	uint32_t added;

	if (file_kind_of(job->file, false, &(struct file_identity){ 0 }) != FILE_KIND_NONE)
		return complain(EXIT_USAGE,
			"'%s' exists; baseline update removes what is stale from it, with --grow it adds too",
			job->file);
	code = check(job);
	if (code != EXIT_CLEAN)
		return code;
	job->baseline.file = job->file;
	added = add_findings(job);
	code = write_file(job);
	if (code == EXIT_CLEAN)
		tell(job, 0, added);
	return code;
}

/* Reads the file and holds it against the inputs. */
static enum exit_code compare(struct job *job)
{
	enum exit_code code = known_read(&job->pipeline.limits, job->file, &job->baseline);

	if (code == EXIT_CLEAN)
		code = check(job);
	if (code == EXIT_CLEAN)
		known_apply(&job->pipeline, &job->baseline);
	return code;
}

/* What is stale goes; with `grow` what is new comes. */
static enum exit_code rewrite(struct job *job, bool grow)
{
	enum exit_code code = compare(job);
	uint32_t stale;
	uint32_t added = 0;

	if (code != EXIT_CLEAN)
		return code;
	stale = baseline_count(&job->baseline, 1 << ENTRY_STALE);
	if (grow)
		added = add_findings(job);
	code = write_file(job);
	if (code == EXIT_CLEAN)
		tell(job, stale, added);
	return code;
}

static enum exit_code update(struct job *job)
{
	bool grow = parsed_has(job->parsed, GROW);
	enum exit_code code = rewrite(job, grow);

	return code == EXIT_CLEAN && !grow && job->pipeline.library.findings.n_finding > 0 ? EXIT_FINDINGS :
											     code;
}

static enum exit_code prune(struct job *job)
{
	return rewrite(job, false);
}

static enum exit_code show(struct job *job)
{
	const char *format = parsed_value(job->parsed, FORMAT);
	bool json = format != NULL && strcmp(format, "json") == 0;
	enum exit_code code;

	if (format != NULL && !json && strcmp(format, "text") != 0)
		return complain(EXIT_USAGE, "there is no format '%s'; there are text and json", format);
	if (job->parsed->n_argument > 0)
		code = compare(job);
	else
		code = known_read(&default_limits, job->file, &job->baseline);
	if (code != EXIT_CLEAN)
		return code;
	baseline_sort(&job->baseline);
	if (json)
		known_json(&job->baseline, &job->session->out);
	else
		known_text(&job->baseline, &job->session->out);
	return EXIT_CLEAN;
}

static const struct {
	const char *name;
	enum exit_code (*act)(struct job *job);
} actions[] = {
	{ "create", create },
	{ "update", update },
	{ "prune", prune },
	{ "show", show },
};

static enum exit_code run(struct session *session, const struct parsed *parsed)
{
	struct parsed inputs = *parsed;
	struct job job = { .session = session, .parsed = &inputs };
	enum exit_code code = EXIT_CLEAN;
	size_t n = 0;

	while (parsed->n_argument > 0 && n < ARRAY_LEN(actions) &&
		strcmp(actions[n].name, parsed->argument[0]) != 0)
		n++;
	if (parsed->n_argument == 0 || n == ARRAY_LEN(actions))
		return complain(EXIT_USAGE, "baseline what? There are create, update, prune and show");
	if (parsed->n_argument == 1)
		return complain(
			EXIT_USAGE, "which file? lync-topo baseline %s FILE INPUT...", actions[n].name);
	if (parsed_has(parsed, GROW) && actions[n].act != update)
		return complain(EXIT_USAGE, "--grow is for baseline update");
	job.file = parsed->argument[1];
	inputs.argument += 2;
	inputs.n_argument -= 2;
	if (inputs.n_argument > 0 || actions[n].act != show)
		code = pipeline_begin(&job.pipeline, session, &inputs, true);
	if (code == EXIT_CLEAN)
		code = actions[n].act(&job);
	baseline_release(&job.baseline);
	pipeline_end(&job.pipeline);
	return code;
}

const struct command command_baseline = {
	.name = "baseline",
	.summary = "keep findings that were there before in a file, so that only new ones count",
	.usage = "create|update|prune|show [options] FILE INPUT...",
	.details =
		"create writes every finding to FILE, a new one; validate --baseline FILE then counts only others. prune takes\n"
		"out what is no longer found; update does so too, writes paths anew and exits 1 when something is found that\n"
		"is not in FILE. Only update --grow adds to it. show lists FILE; with inputs it tells what is stale.",
	.examples = "  lync-topo baseline create known.txt plans/\n"
		    "  lync-topo validate --baseline known.txt plans/\n"
		    "  lync-topo baseline prune known.txt plans/\n",
	.options = rows,
	.n_options = ARRAY_LEN(rows),
	.most_words = ANY_WORDS,
	.run = run,
};
