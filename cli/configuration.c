/* SPDX-License-Identifier: MIT */
#include "configuration.h"

#include "base/escape.h"
#include "base/mem.h"
#include "check/configure.h"
#include "load/config.h"
#include "version.h"
#include "watchdog.h"

#include <stdlib.h>
#include <string.h>

enum exit_code configuration_complain(const struct config_faults *faults)
{
	struct out err = out_standard(2);
	struct buf line = { 0 };

	for (uint32_t i = 0; i < faults->n; i++) {
		const struct config_fault *fault = &faults->fault[i];
		struct position at;

		if (fault->at.source == NULL) {
			complain(EXIT_USAGE, "%s", fault->message);
			continue;
		}
		at = source_position(fault->at.source, fault->at.start);
		escape_terminal(&line, str_of(fault->at.source->path));
		buf_printf(&line, ":%u:%u: error: ", (unsigned)at.line, (unsigned)at.column);
		escape_terminal(&line, str_of(fault->message));
		buf_putc(&line, '\n');
		out_take(&err, &line);
	}
	buf_release(&line);
	/* A standard error that cannot be written leaves nobody to tell. */
	if (out_close(&err, true) == OUT_OK && faults->n >= CONFIG_MOST_FAULTS)
		complain(EXIT_USAGE, "only the first %d faults were looked for", CONFIG_MOST_FAULTS);
	return EXIT_USAGE;
}

/* The path of the configuration to follow, NULL for none. */
static const char *choose(struct configuration *configuration, const struct parsed *parsed, const char *input)
{
	const char *option = parsed_value(parsed, OPT_CONFIG);
	const char *environment = getenv("LYNC_TOPO_CONFIG");
	const char *path;

	configuration->how = CONFIG_BY_OPTION;
	if (option != NULL)
		return option;
	configuration->how = CONFIG_BY_ENVIRONMENT;
	if (environment != NULL && environment[0] != '\0')
		return environment;
	configuration->how = CONFIG_FOUND;
	path = config_find(input != NULL && strcmp(input, "-") != 0 ? input : NULL, &configuration->arena);
	if (path == NULL)
		configuration->how = CONFIG_NONE;
	return path;
}

enum exit_code configuration_begin(
	struct configuration *configuration, const struct parsed *parsed, const char *input)
{
	struct config_faults faults = { 0 };
	enum exit_code code = EXIT_CLEAN;
	const char *path;

	*configuration = (struct configuration){ 0 };
	if (parsed_has(parsed, OPT_NO_CONFIG))
		return parsed_has(parsed, OPT_CONFIG) ?
			complain(EXIT_USAGE, "--config and --no-config exclude each other") :
			EXIT_CLEAN;
	path = choose(configuration, parsed, input);
	if (path != NULL &&
		(!config_read(store_of_files(), path, LYNC_TOPO_VERSION, &configuration->config, &faults) ||
			!configure_check(&configuration->config, &faults) ||
			!company_make(&configuration->config, &configuration->company, &faults)))
		code = mem_ran_out() ? EXIT_INTERNAL : configuration_complain(&faults);
	config_faults_release(&faults);
	return code;
}

void configuration_end(struct configuration *configuration)
{
	company_release(configuration->company);
	config_release(&configuration->config);
	arena_release(&configuration->arena);
}

const struct config *configuration_of(const struct configuration *configuration)
{
	return configuration->how != CONFIG_NONE ? &configuration->config : NULL;
}

static bool judge_rules(const struct company_request *request, const bool *enabled, uint32_t *fired)
{
	struct arena arena = { 0 };
	uint32_t n = company_count(request->company);
	bool good = true;

	for (uint32_t i = 0; good && i < n; i++) {
		uint32_t found;
		const char *message;

		if (!enabled[i])
			continue;
		message = arena_printf(&arena,
			"lync-topo: company rule %s takes more than %u seconds of processor time on a document set: --limit xpath-seconds=N allows more\n",
			company_rule_id(request->company, i), request->limits->xpath_seconds);
		watchdog_start(request->limits->xpath_seconds, message, EXIT_USAGE);
		good = company_judge(request, i, &found);
		watchdog_stop();
		fired[i] += found;
	}
	arena_release(&arena);
	return good;
}

enum exit_code configuration_judge(const struct configuration *configuration, const struct topology *topo,
	const char *set, const bool *enabled, const struct limits *limits, struct findings *findings,
	uint32_t *fired)
{
	struct config_faults faults = { 0 };
	struct company_request request = {
		.company = configuration->company,
		.set = set,
		.limits = limits,
		.findings = findings,
		.faults = &faults,
	};
	struct company_tree *tree;
	enum exit_code code = EXIT_CLEAN;

	if (configuration->company == NULL)
		return EXIT_CLEAN;
	tree = company_tree_open(topo);
	request.tree = tree;
	if (tree == NULL || !judge_rules(&request, enabled, fired))
		code = mem_ran_out() || faults.n == 0 ? EXIT_INTERNAL : configuration_complain(&faults);
	company_tree_close(tree);
	config_faults_release(&faults);
	return code;
}
