/* SPDX-License-Identifier: MIT */
#include "base/mem.h"
#include "check/checker.h"
#include "engine/call_changes.h"
#include "model/compare.h"
#include "old_side.h"
#include "report/differences.h"

#include <string.h>

enum {
	FORMAT = 1,
	EXIT_CODE,
};

static const struct option_row rows[] = {
	{ FORMAT, 'f', "format", "FMT", "text (default), json or markdown" },
	{ EXIT_CODE, '\0', "exit-code", NULL, "exit 1 when there is a difference" },
	RULE_OPTIONS,
	SUPPRESSION_OPTIONS,
	INPUT_OPTIONS,
};

static const struct {
	const char *name;
	void (*write)(const struct differences_report *report, struct out *out);
} formats[] = {
	{ "text", differences_text },
	{ "json", differences_json },
	{ "markdown", differences_markdown },
};

/* Both sides, and what there is to tell. */
struct comparing {
	struct pipeline now;
	struct commit *commit; /* NULL: what is now is in the file system */
	struct old_side old;
	struct differences differences;
	struct deadline deadline;
	uint32_t n_untried; /* calls that were not compared */
	bool untrusted;     /* documents have faults, so that no calls were made */
};

static bool is_revision(const char *word)
{
	return strncmp(word, "git:", 4) == 0;
}

static enum exit_code begin(
	struct comparing *comparing, const struct session *session, const struct parsed *parsed)
{
	const char *old = parsed->argument[0];
	const char *new = parsed->argument[1];
	const char *word = !is_revision(new) ? new : !is_revision(old) ? old : ".";
	struct other_inputs inputs = { .word = &word, .n_word = 1, .config_of = word, .keeps = true };
	struct buf error = { 0 };
	enum exit_code code = EXIT_CLEAN;

	if (is_revision(new)) {
		if (commit_open(&comparing->commit, new + 4, word, default_limits.seconds, &error))
			inputs.store = commit_store(comparing->commit);
		else
			code = complain(EXIT_INPUT, "'%s' cannot be read: %s", new, buf_text(&error));
	}
	buf_release(&error);
	if (code == EXIT_CLEAN)
		code = pipeline_begin_other(&comparing->now, session, parsed, &inputs);
	if (code == EXIT_CLEAN)
		code = pipeline_check(&comparing->now);
	comparing->old.keeps = true;
	comparing->old.itself = true;
	if (code == EXIT_CLEAN)
		code = old_side_check(&comparing->old, &comparing->now, session, parsed, old);
	return code;
}

/* A side that cannot be read is no plan to compare with. */
static enum exit_code check_sides(const struct comparing *comparing, const struct parsed *parsed)
{
	const struct pipeline *const sides[] = { &comparing->old.pipeline, &comparing->now };
	enum exit_code code = EXIT_CLEAN;

	for (size_t i = 0; i < ARRAY_LEN(sides); i++) {
		if (sides[i]->inputs.n_set == 0 && code == EXIT_CLEAN)
			code = complain(EXIT_USAGE, "there is no topology in '%s'", parsed->argument[i]);
		if (!sides[i]->unreadable)
			continue;
		pipeline_print_faults(sides[i]);
		code = EXIT_INPUT;
	}
	return code;
}

static bool compare_plans(struct comparing *comparing, const struct topology *old, const struct topology *new)
{
	uint32_t before = comparing->differences.n_element;
	uint32_t untried = 0;
	bool good = true;

	compare_topologies(old, new, &comparing->differences);
	/* The same plan in another order has the same calls, whichever of equal trunks comes first. */
	if (comparing->differences.n_element == before)
		return true;
	if (check_trusts(old) && check_trusts(new))
		good = compare_calls(old, new, &comparing->now.limits, &comparing->deadline,
			&comparing->differences, &untried);
	else
		comparing->untrusted = true;
	comparing->n_untried += untried;
	return good;
}

static bool compare_all(struct comparing *comparing)
{
	static const struct topology nothing;
	const struct pipeline *now = &comparing->now;
	const struct pipeline *before = &comparing->old.pipeline;
	bool good = true;

	comparing->deadline = deadline_in(now->limits.seconds);
	for (uint32_t i = 0; good && i < before->n_kept; i++)
		if (!old_side_lives_on(&comparing->old, now, before->kept[i]))
			compare_topologies(&before->kept[i]->topology, &nothing, &comparing->differences);
	for (uint32_t i = 0; good && i < now->n_kept; i++) {
		const struct document_set *old = old_side_counterpart(&comparing->old, now, now->kept[i]);

		if (old == NULL)
			compare_topologies(&nothing, &now->kept[i]->topology, &comparing->differences);
		else
			good = compare_plans(comparing, &old->topology, &now->kept[i]->topology);
	}
	return good && !mem_ran_out();
}

static void say_what_was_left_out(const struct comparing *comparing)
{
	if (comparing->untrusted)
		complain(EXIT_CLEAN, "no calls were compared where the documents have faults");
	if (comparing->n_untried > 0)
		complain(EXIT_CLEAN,
			"%u calls were not compared; --limit simulated-sites=N, number-tests=N and seconds=N allow more",
			(unsigned)comparing->n_untried);
}

static enum exit_code compare(struct session *session, struct comparing *comparing,
	const struct parsed *parsed, void (*write)(const struct differences_report *report, struct out *out))
{
	const struct differences_report report = {
		.before = parsed->argument[0],
		.after = parsed->argument[1],
		.differences = &comparing->differences,
		.findings = &comparing->now.library.findings,
		.against = &comparing->old.against,
	};
	enum exit_code code = begin(comparing, session, parsed);

	if (code == EXIT_CLEAN)
		code = check_sides(comparing, parsed);
	if (code != EXIT_CLEAN)
		return code;
	if (!compare_all(comparing))
		return EXIT_INTERNAL;
	write(&report, &session->out);
	say_what_was_left_out(comparing);
	return parsed_has(parsed, EXIT_CODE) && differences_any(&report) ? EXIT_FINDINGS : EXIT_CLEAN;
}

static enum exit_code run(struct session *session, const struct parsed *parsed)
{
	const char *format = parsed_value(parsed, FORMAT);
	struct comparing comparing = { .now.limits = default_limits };
	enum exit_code code;
	size_t n = 0;

	while (format != NULL && n < ARRAY_LEN(formats) && strcmp(formats[n].name, format) != 0)
		n++;
	if (n == ARRAY_LEN(formats))
		return complain(
			EXIT_USAGE, "there is no format '%s'; there are text, json and markdown", format);
	if (parsed->n_argument != 2)
		return complain(EXIT_USAGE, "diff takes two plans: the one before and the one after");
	code = compare(session, &comparing, parsed, formats[n].write);
	differences_release(&comparing.differences);
	old_side_release(&comparing.old);
	pipeline_end(&comparing.now);
	commit_close(comparing.commit);
	return code;
}

const struct command command_diff = {
	.name = "diff",
	.summary = "tell what changed between two deployments, calls included",
	.usage = "[options] OLD NEW",
	.details =
		"OLD and NEW are a file, a directory or git:REVISION, which means the other one's path in that commit.\n"
		"Order, layout and comments are no difference. One call of each kind is simulated in both plans.\n"
		"Exit 0 whatever is different; with --exit-code 1 when something is.",
	.examples = "  lync-topo diff before.xml after.xml\n"
		    "  lync-topo diff git:origin/main plans/\n"
		    "  lync-topo diff --format markdown git:v1 git:v2\n",
	.options = rows,
	.n_options = ARRAY_LEN(rows),
	.most_words = 2,
	.run = run,
};
