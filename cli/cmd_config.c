/* SPDX-License-Identifier: MIT */
#include "base/embedded.h"
#include "base/escape.h"
#include "base/mem.h"
#include "load/company_example.h"
#include "new_file.h"
#include "pipeline.h"
#include "settings.h"
#include "watchdog.h"

#include <string.h>

enum {
	FORMAT = 1,
	OUTPUT,
};

static const struct option_row rows[] = {
	{ FORMAT, 'f', "format", "FMT", "of show: text (default) or json" },
	{ OUTPUT, 'o', "output", "FILE", "of init: a new file; nothing: standard output" },
	RULE_OPTIONS,
	{ OPT_LIMIT, '\0', "limit", "NAME=VALUE", "change a limit, such as xpath-seconds=60" },
};

static enum exit_code show(struct session *session, const struct parsed *parsed)
{
	const char *format = parsed_value(parsed, FORMAT);
	bool as_json = format != NULL && strcmp(format, "json") == 0;
	struct pipeline pipeline;
	struct effective_values settings = { 0 };
	struct arena arena = { 0 };
	enum exit_code code;

	if (format != NULL && !as_json && strcmp(format, "text") != 0)
		return complain(EXIT_USAGE, "there is no format '%s'; there are text and json", format);
	code = pipeline_configure(&pipeline, parsed, parsed->n_argument > 1 ? parsed->argument[1] : NULL);
	if (code == EXIT_CLEAN) {
		const struct settings_request request = { parsed, &pipeline.configuration, &pipeline.setup,
			&pipeline.limits };

		if (!settings_collect(&request, &arena, &settings))
			code = EXIT_INTERNAL;
		else if (as_json)
			settings_json(&settings, &session->out);
		else
			settings_text(&settings, session->verbose, &session->out);
	}
	mem_free(settings.setting);
	arena_release(&arena);
	pipeline_end(&pipeline);
	return code;
}

static enum exit_code init(struct session *session, const struct parsed *parsed)
{
	const char *path = parsed_value(parsed, OUTPUT);
	const char *text = embedded_find("lync-topo-config.xml");

	if (path != NULL && strcmp(path, "-") != 0)
		return new_file_write(path, text, "a configuration");
	out_puts(&session->out, text);
	return EXIT_CLEAN;
}

/* What examples said, over all rules. */
struct tally {
	unsigned rules, examples, wrong;
};

static bool try_example(struct session *session, struct pipeline *pipeline, uint32_t n,
	const struct config_example *example, struct config_faults *faults, struct tally *tally)
{
	const struct config *config = pipeline->setup.config;
	const struct company_rule *rule = &config->company[n];
	struct position at = source_position(example->at.source, example->at.start);
	struct arena arena = { 0 };
	struct buf line = { 0 };
	const char *wrong = NULL;
	bool good;

	watchdog_start(pipeline->limits.xpath_seconds,
		arena_printf(&arena,
			"lync-topo: company rule %s takes too much processor time on an example\n",
			rule->info.id),
		EXIT_USAGE);
	good = company_try(pipeline->configuration.company, config, n, example, &pipeline->limits, faults,
		&arena, &wrong);
	watchdog_stop();
	tally->examples++;
	if (good && wrong != NULL) {
		tally->wrong++;
		escape_terminal(&line, str_of(config->source.path));
		buf_printf(&line, ":%u:%u: %s: ", (unsigned)at.line, (unsigned)at.column, rule->info.id);
		escape_terminal(&line, str_of(wrong));
		buf_putc(&line, '\n');
		out_take(&session->out, &line);
	}
	buf_release(&line);
	arena_release(&arena);
	return good;
}

/* A rule that is never seen to fire, or never to be silent, is not tested. */
static void report_untested(struct session *session, const struct company_rule *rule)
{
	bool has[2] = { false, false };

	for (uint32_t i = 0; i < rule->n_example; i++)
		has[rule->example[i].is_good] = true;
	if (!has[0] || !has[1])
		out_printf(&session->out, "note: %s has no %s example\n", rule->info.id,
			has[0]         ? "good" :
				has[1] ? "bad" :
					 "good and no bad");
}

static enum exit_code try_rules(struct session *session, struct pipeline *pipeline)
{
	const struct config *config = pipeline->setup.config;
	struct config_faults faults = { 0 };
	struct tally tally = { .rules = config->n_company };
	enum exit_code code = EXIT_CLEAN;
	bool good = true;

	for (uint32_t i = 0; good && i < config->n_company; i++) {
		const struct company_rule *rule = &config->company[i];

		for (uint32_t j = 0; good && j < rule->n_example; j++)
			good = try_example(session, pipeline, i, &rule->example[j], &faults, &tally);
		report_untested(session, rule);
	}
	if (!good)
		code = mem_ran_out() || faults.n == 0 ? EXIT_INTERNAL : configuration_complain(&faults);
	else
		out_printf(&session->out, "%u company %s, %u %s: %u wrong\n", tally.rules,
			tally.rules == 1 ? "rule" : "rules", tally.examples,
			tally.examples == 1 ? "example" : "examples", tally.wrong);
	config_faults_release(&faults);
	return code == EXIT_CLEAN && tally.wrong > 0 ? EXIT_FINDINGS : code;
}

static enum exit_code test(struct session *session, const struct parsed *parsed)
{
	struct pipeline pipeline;
	enum exit_code code = pipeline_configure(
		&pipeline, parsed, parsed->n_argument > 1 ? parsed->argument[1] : NULL);

	if (code == EXIT_CLEAN && pipeline.setup.config == NULL)
		code = complain(
			EXIT_USAGE, "there is no configuration to test; lync-topo config init writes one");
	if (code == EXIT_CLEAN)
		code = try_rules(session, &pipeline);
	pipeline_end(&pipeline);
	return code;
}

static const struct {
	const char *name;
	unsigned most_words;
	enum exit_code (*run)(struct session *session, const struct parsed *parsed);
} actions[] = {
	{ "show", 2, show },
	{ "init", 1, init },
	{ "test", 2, test },
};

static enum exit_code run(struct session *session, const struct parsed *parsed)
{
	const char *name = parsed->n_argument > 0 ? parsed->argument[0] : "show";

	for (size_t i = 0; i < ARRAY_LEN(actions); i++) {
		if (strcmp(actions[i].name, name) != 0)
			continue;
		if (parsed->n_argument > actions[i].most_words)
			return complain(EXIT_USAGE, "config %s has no use for '%s'", name,
				parsed->argument[actions[i].most_words]);
		return actions[i].run(session, parsed);
	}
	return complain(EXIT_USAGE, "config has no '%s'; there are show, init and test", name);
}

const struct command command_config = {
	.name = "config",
	.summary = "show, start or test the configuration",
	.usage = "[show [INPUT] | init [-o FILE] | test [INPUT]]",
	.details =
		"show: every value in effect and where it came from, for a run on INPUT; -v shows all rules and limits.\n"
		"init: a commented .lync-topo.xml to start from.\n"
		"test: tries the company's own rules on the examples beside them; exit 1 when one disagrees.",
	.examples = "  lync-topo config init -o .lync-topo.xml\n"
		    "  lync-topo config show plans/\n"
		    "  lync-topo config test\n",
	.options = rows,
	.n_options = ARRAY_LEN(rows),
	.most_words = 3,
	.run = run,
};
