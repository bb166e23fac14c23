/* SPDX-License-Identifier: MIT */
#include "pipeline.h"

#include "base/mem.h"
#include "engine/site_trial.h"
#include "load/complain.h"
#include "suppressing.h"

#include <string.h>

enum {
	MOST_ARGUMENT_FILE = 1 << 24, /* bytes of an @FILE */
};

static bool add_word(struct pipeline *pipeline, const char *word)
{
	if (!mem_grow((void **)&pipeline->word, &pipeline->room_word, pipeline->n_word + 1,
		    sizeof(*pipeline->word)))
		return false;
	pipeline->word[pipeline->n_word++] = word;
	return true;
}

/* One path a line; empty lines are nothing. */
static enum exit_code add_lines(struct pipeline *pipeline, const char *path)
{
	struct file_bytes bytes = { 0 };
	enum file_status status = file_read(path, MOST_ARGUMENT_FILE, &bytes);
	const char *at = bytes.data;

	if (status != FILE_OK)
		return complain(
			EXIT_INPUT, "the list '%s' cannot be read: %s", path, file_status_text(status));
	while (*at != '\0') {
		size_t length = strcspn(at, "\r\n");

		if (length > 0 && !add_word(pipeline, arena_copy(&pipeline->arena, at, length)))
			break;
		at += length;
		at += strspn(at, "\r\n");
	}
	mem_free(bytes.data);
	return EXIT_CLEAN;
}

static enum exit_code read_words(struct pipeline *pipeline, const struct parsed *parsed)
{
	for (uint32_t i = 0; i < parsed->n_argument; i++) {
		const char *word = parsed->argument[i];
		enum exit_code code = EXIT_CLEAN;

		if (word[0] == '@' && word[1] != '\0')
			code = add_lines(pipeline, word + 1);
		else
			add_word(pipeline, word);
		if (code != EXIT_CLEAN)
			return code;
	}
	if (pipeline->n_word == 0)
		return complain(
			EXIT_USAGE, "no input; name a topology file, a directory, or - for standard input");
	return EXIT_CLEAN;
}

static enum exit_code read_profile(const struct parsed *parsed, enum profile *ret)
{
	const char *name = parsed_value(parsed, OPT_PROFILE);

	*ret = name != NULL ? profile_find(name) : PROFILE_COUNT;
	if (name == NULL || *ret != PROFILE_COUNT)
		return EXIT_CLEAN;
	return complain(EXIT_USAGE,
		"there is no profile '%s'; there are default, strict-deploy, 2013-03 and supported-only",
		name);
}

static enum exit_code read_options(struct pipeline *pipeline, const struct parsed *parsed)
{
	pipeline->exclude = mem_alloc((parsed->n_option + 1) * sizeof(*pipeline->exclude));
	pipeline->outcomes = mem_zalloc(rule_count() * sizeof(*pipeline->outcomes));
	if (pipeline->exclude == NULL || pipeline->outcomes == NULL)
		return EXIT_INTERNAL;
	for (uint32_t i = 0; i < parsed->n_option; i++) {
		const struct given_option *option = &parsed->option[i];

		if (option->id == OPT_EXCLUDE)
			pipeline->exclude[pipeline->n_exclude++] = option->value;
		else if (option->id == OPT_LIMIT && !limits_set(&pipeline->limits, option->value))
			return complain(EXIT_USAGE, "'%s' is no limit in range; docs/cli.md lists the limits",
				option->value);
	}
	return EXIT_CLEAN;
}

/* Selecting comes before ignoring, whatever their order. */
static bool collect_choices(struct pipeline *pipeline, const struct parsed *parsed)
{
	struct setup *setup = &pipeline->setup;

	pipeline->choice = mem_alloc((parsed->n_option + 1) * sizeof(*pipeline->choice));
	if (pipeline->choice == NULL)
		return false;
	for (int pass = 0; pass < 2; pass++)
		for (uint32_t i = 0; i < parsed->n_option; i++)
			if (parsed->option[i].id == (pass == 0 ? OPT_SELECT : OPT_IGNORE))
				pipeline->choice[setup->n_choice++] = (struct rule_choice){
					parsed->option[i].value, pass == 0
				};
	setup->choice = pipeline->choice;
	return true;
}

static enum exit_code select_rules(struct pipeline *pipeline)
{
	struct buf off = { 0 };
	struct buf error = { 0 };
	enum exit_code code = EXIT_CLEAN;

	if (!setup_select(&pipeline->setup, &pipeline->selection, &off, &error))
		code = error.length > 0 ? complain(EXIT_USAGE, "%s", buf_text(&error)) : EXIT_INTERNAL;
	else if (off.length > 0 && !pipeline->again)
		complain(EXIT_CLEAN,
			"off in the profile %s: %s; docs/profiles.md tells which profile has it on",
			profile_name(pipeline->setup.policy.profile), buf_text(&off));
	/* A gate that has nothing to look for passes: somebody has to hear of it. */
	if (code == EXIT_CLEAN && off.length == 0 && !pipeline->again && !selection_any(&pipeline->selection))
		complain(EXIT_CLEAN,
			"no rule is left, what is selected is ignored or turned off, too: only the documents themselves are checked");
	buf_release(&off);
	buf_release(&error);
	return code;
}

/* What the rules are to do, out of the configuration and the options. */
static enum exit_code configure(
	struct pipeline *pipeline, const struct parsed *parsed, bool judges, const char *input)
{
	enum profile profile;
	enum exit_code code = read_profile(parsed, &profile);

	if (code == EXIT_CLEAN && judges)
		code = configuration_begin(&pipeline->configuration, parsed, input);
	if (code != EXIT_CLEAN)
		return code;
	pipeline->setup.config = configuration_of(&pipeline->configuration);
	pipeline->fired = mem_zalloc(
		(pipeline->configuration.config.n_company + 1) * sizeof(*pipeline->fired));
	if (pipeline->fired == NULL)
		return EXIT_INTERNAL;
	pipeline->setup.policy = setup_policy(pipeline->setup.config, profile);
	return collect_choices(pipeline, parsed) ? select_rules(pipeline) : EXIT_INTERNAL;
}

enum exit_code pipeline_configure(struct pipeline *pipeline, const struct parsed *parsed, const char *input)
{
	enum exit_code code;

	*pipeline = (struct pipeline){ .limits = default_limits };
	code = read_options(pipeline, parsed);
	return code == EXIT_CLEAN ? configure(pipeline, parsed, true, input) : code;
}

static void report_walk(const struct inputs *inputs)
{
	if (inputs->n_other + inputs->n_links + inputs->n_hidden + inputs->n_excluded > 0)
		complain(EXIT_CLEAN,
			"passed over: %u XML files of another kind, %u links, %u hidden names, %u excluded",
			(unsigned)inputs->n_other, (unsigned)inputs->n_links, (unsigned)inputs->n_hidden,
			(unsigned)inputs->n_excluded);
}

static enum exit_code find_inputs(struct pipeline *pipeline, const struct session *session,
	const struct parsed *parsed, bool wants_files)
{
	struct input_options options = {
		.exclude = pipeline->exclude,
		.n_exclude = pipeline->n_exclude,
		.one_set = parsed_has(parsed, OPT_ONE_SET),
		.of_ours = wants_files,
		.limits = &pipeline->limits,
		.store = pipeline->store,
	};
	const char *empty;

	switch (inputs_find(pipeline->word, pipeline->n_word, &options, &pipeline->inputs, &empty)) {
	case INPUTS_OK:
		if (session->verbose && !pipeline->again)
			report_walk(&pipeline->inputs);
		return EXIT_CLEAN;
	case INPUTS_NONE:
		if (pipeline->again)
			return EXIT_CLEAN;
		return complain(
			EXIT_USAGE, "there is no topology in '%s'", empty != NULL ? empty : "the inputs");
	case INPUTS_NO_MEMORY:
		break;
	}
	return EXIT_INTERNAL;
}

/* The words are known: finds what they name, and gets ready to read it. */
static enum exit_code begin_library(struct pipeline *pipeline, const struct session *session,
	const struct parsed *parsed, bool wants_files)
{
	const char *stdin_name = parsed_value(parsed, OPT_STDIN_NAME);
	enum exit_code code = find_inputs(pipeline, session, parsed, wants_files);

	library_init(&pipeline->library, &pipeline->limits, stdin_name != NULL ? stdin_name : "-");
	return code == EXIT_CLEAN && !wants_files ? suppressing_begin(pipeline, parsed) : code;
}

enum exit_code pipeline_begin_files(
	struct pipeline *pipeline, const struct session *session, const struct parsed *parsed)
{
	enum exit_code code;

	*pipeline = (struct pipeline){ .limits = default_limits };
	code = read_options(pipeline, parsed);
	if (code == EXIT_CLEAN)
		code = read_words(pipeline, parsed);
	return code == EXIT_CLEAN ? begin_library(pipeline, session, parsed, true) : code;
}

enum exit_code pipeline_begin(
	struct pipeline *pipeline, const struct session *session, const struct parsed *parsed, bool judges)
{
	enum exit_code code;

	*pipeline = (struct pipeline){ .limits = default_limits };
	code = read_options(pipeline, parsed);
	if (code == EXIT_CLEAN)
		code = read_words(pipeline, parsed);
	if (code == EXIT_CLEAN)
		code = configure(pipeline, parsed, judges, pipeline->word[0]);
	return code == EXIT_CLEAN ? begin_library(pipeline, session, parsed, false) : code;
}

enum exit_code pipeline_begin_other(struct pipeline *pipeline, const struct session *session,
	const struct parsed *parsed, const struct other_inputs *other)
{
	enum exit_code code;

	*pipeline = (struct pipeline){
		.limits = default_limits,
		.store = other->store,
		.again = true,
		.keeps = other->keeps,
	};
	code = read_options(pipeline, parsed);
	for (uint32_t i = 0; code == EXIT_CLEAN && i < other->n_word; i++)
		if (!add_word(pipeline, other->word[i]))
			code = EXIT_INTERNAL;
	if (code == EXIT_CLEAN)
		code = configure(pipeline, parsed, true, other->config_of);
	if (code == EXIT_CLEAN)
		code = begin_library(pipeline, session, parsed, false);
	if (other->store != NULL)
		pipeline->library.store = other->store;
	pipeline->library.stand_in = other->stand_in;
	pipeline->library.n_stand_in = other->n_stand_in;
	return code;
}

/* A limit reached by the rules is a finding of the set like any other. */
static void note_limit(struct pipeline *pipeline, const struct document_set *set, const char *limit)
{
	set_complain_limit(&pipeline->library, set, limit);
	pipeline->unreadable = true;
}

/* Gives the rules calls to judge, if a rule that is to run wants any and the documents can be trusted. */
static bool simulate(struct pipeline *pipeline, struct site_trial *trial, struct check_request *request)
{
	struct simulated *simulated = &pipeline->simulated;

	if (!check_wants_calls(request->enabled))
		return true;
	if (!check_trusts(request->topo)) {
		simulated->left_out++;
		return true;
	}
	if (!site_trial_run(trial, request->topo, check_wants_cuts(request->enabled), &pipeline->limits,
		    &pipeline->library.deadline))
		return false;
	simulated->calls += trial->calls.n_call;
	simulated->sites += trial->table.n_sites;
	simulated->of_sites += topo_count(request->topo, K_SITE);
	request->calls = &trial->table;
	return true;
}

/* Runs the rules on a set that is complete. False when out of memory. */
static bool judge(struct pipeline *pipeline, const struct document_set *set)
{
	struct library *library = &pipeline->library;
	const char *limit = NULL;
	struct site_trial trial = { 0 };
	struct check_request request = {
		.topo = &set->topology,
		.set = set->root,
		.policy = &pipeline->setup.policy,
		.enabled = pipeline->selection.rule,
		.limits = &pipeline->limits,
		.deadline = &library->deadline,
		.checklist = pipeline->checklist,
	};
	bool good = simulate(pipeline, &trial, &request) &&
		check_topology(&request, &library->findings, pipeline->outcomes, &limit);

	if (good)
		pipeline->refused = configuration_judge(&pipeline->configuration, &set->topology, set->root,
			pipeline->selection.company, &pipeline->limits, &library->findings, pipeline->fired);

	site_trial_release(&trial);
	pipeline->judged = true;
	if (limit != NULL)
		note_limit(pipeline, set, limit);
	return (good && pipeline->refused == EXIT_CLEAN) || limit != NULL;
}

/* Instructions of a set that was not judged as a whole are not called unused. */
static void collect(struct pipeline *pipeline, const struct document_set *set)
{
	const char *limit = suppress_collect(&pipeline->suppressor, &set->topology, set->root,
		!set->complete || !check_trusts(&set->topology));

	if (limit != NULL)
		note_limit(pipeline, set, limit);
}

/* A place for the next set, which stays where it is; `spare` where none is kept. */
static struct document_set *place_set(struct pipeline *pipeline, struct document_set *spare)
{
	struct document_set *set = spare;

	if (pipeline->keeps) {
		set = mem_zalloc(sizeof(*set));
		if (set == NULL ||
			!mem_grow(&pipeline->kept, &pipeline->room_kept, pipeline->n_kept + 1,
				sizeof(struct document_set *))) {
			mem_free(set);
			return NULL;
		}
		pipeline->kept[pipeline->n_kept++] = set;
	}
	return set;
}

static bool check_set(struct pipeline *pipeline, const struct input_set *input)
{
	struct document_set spare;
	struct document_set *set = place_set(pipeline, &spare);
	bool good = set != NULL && set_read(&pipeline->library, input->path, input->n, set);

	if (good && set->complete)
		good = judge(pipeline, set);
	if (good)
		collect(pipeline, set);
	pipeline->unreadable |= set != NULL && set->unreadable;
	if (set != NULL && !pipeline->keeps)
		set_release(set);
	return good;
}

/* Faults of the document that were ignored are taken out again. */
static void drop_ignored(struct pipeline *pipeline)
{
	struct findings *findings = &pipeline->library.findings;
	uint32_t kept = 0;

	for (uint32_t i = 0; i < findings->n_finding; i++) {
		bool shown = true;

		for (unsigned j = 0; j < STRUCTURE_COUNT; j++)
			if (findings->finding[i].rule == structure_rule((enum structure_rule)j))
				shown = pipeline->selection.structural[j];
		if (shown)
			findings->finding[kept++] = findings->finding[i];
	}
	findings->n_finding = kept;
}

/* Everything is found: the configuration's severities hold, and what is off or suppressed goes. */
static bool settle(struct pipeline *pipeline)
{
	struct findings *findings = &pipeline->library.findings;

	drop_ignored(pipeline);
	findings_sort(findings);
	if (!setup_apply(&pipeline->setup, findings) || !suppressing_apply(pipeline))
		return false;
	/* What is said about suppressions follows the same rules. */
	drop_ignored(pipeline);
	findings_sort(findings);
	return setup_apply(&pipeline->setup, findings) && !mem_ran_out();
}

enum exit_code pipeline_check(struct pipeline *pipeline)
{
	for (uint32_t i = 0; i < pipeline->inputs.n_set; i++)
		if (!check_set(pipeline, &pipeline->inputs.set[i]))
			return pipeline->refused != EXIT_CLEAN ? pipeline->refused : EXIT_INTERNAL;
	return settle(pipeline) ? EXIT_CLEAN : EXIT_INTERNAL;
}

/* A result of half a plan must not look like one of the whole. */
static void tell_spoiled(const struct pipeline *pipeline)
{
	const struct findings *findings = &pipeline->library.findings;
	unsigned n = 0;

	for (uint32_t i = 0; i < findings->n_finding; i++)
		n += findings->finding[i].severity == SEVERITY_ERROR;
	if (n > 0)
		complain(EXIT_CLEAN,
			"the plan has %u %s, and what that spoils is left out; see lync-topo validate", n,
			n == 1 ? "error" : "errors");
}

enum exit_code pipeline_read_one(struct pipeline *pipeline, struct document_set *ret)
{
	const struct inputs *inputs = &pipeline->inputs;

	*ret = (struct document_set){ 0 };
	if (inputs->n_set != 1) {
		for (uint32_t i = 0; i < inputs->n_set; i++)
			complain(EXIT_USAGE, "  %s", inputs->set[i].path[0]);
		return complain(EXIT_USAGE,
			"these are %u document sets, but this command takes one; --one-set joins them",
			(unsigned)inputs->n_set);
	}
	if (!set_read(&pipeline->library, inputs->set[0].path, inputs->set[0].n, ret))
		return EXIT_INTERNAL;
	findings_sort(&pipeline->library.findings);
	if (ret->unreadable)
		return EXIT_INPUT;
	tell_spoiled(pipeline);
	return EXIT_CLEAN;
}

enum exit_code pipeline_judge(struct pipeline *pipeline, const struct document_set *set)
{
	if (set->complete && !judge(pipeline, set))
		return pipeline->refused != EXIT_CLEAN ? pipeline->refused : EXIT_INTERNAL;
	collect(pipeline, set);
	if (!settle(pipeline))
		return EXIT_INTERNAL;
	return pipeline->unreadable ? EXIT_INPUT : EXIT_CLEAN;
}

enum exit_code pipeline_protect(const struct pipeline *pipeline, const char *path)
{
	const struct document *document = pipeline->library.document;
	struct file_identity identity;

	if (file_kind_of(path, true, &identity) != FILE_KIND_REGULAR)
		return EXIT_CLEAN;
	for (; document != NULL; document = document->next)
		if (document->has_identity && document->identity.device == identity.device &&
			document->identity.inode == identity.inode)
			return complain(EXIT_USAGE, "'%s' is an input and is not overwritten", path);
	return EXIT_CLEAN;
}

void pipeline_print_faults(const struct pipeline *pipeline)
{
	struct out err = out_standard(2);
	struct turned_off off = { 0 };
	struct report report = { .findings = &pipeline->library.findings, .turned_off = &off };

	report_format_find("concise")->write(&report, &err);
	/* A standard error that cannot be written leaves nobody to tell. */
	if (out_close(&err, true) != OUT_OK)
		return;
}

void pipeline_end(struct pipeline *pipeline)
{
	suppressing_end(pipeline);
	for (uint32_t i = 0; i < pipeline->n_kept; i++) {
		set_release(pipeline->kept[i]);
		mem_free(pipeline->kept[i]);
	}
	mem_free(pipeline->kept);
	selection_release(&pipeline->selection);
	mem_free(pipeline->outcomes);
	mem_free(pipeline->exclude);
	mem_free(pipeline->choice);
	mem_free(pipeline->fired);
	mem_free(pipeline->word);
	arena_release(&pipeline->arena);
	inputs_release(&pipeline->inputs);
	library_release(&pipeline->library);
	/* Last: findings point into it. */
	configuration_end(&pipeline->configuration);
}
