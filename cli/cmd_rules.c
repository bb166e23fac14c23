/* SPDX-License-Identifier: MIT */
#include "catalogue_rows.h"
#include "check/coverage.h"
#include "check/profiles.h"
#include "command.h"

#include <string.h>

enum {
	FORMAT = 1,
	PROFILE,
	COVERAGE,
	PROFILES,
};

static const struct option_row rows[] = {
	{ FORMAT, 'f', "format", "FMT", "text (default), json or markdown" },
	{ PROFILE, '\0', "profile", "NAME", "the rules as this profile has them" },
	{ PROFILES, '\0', "profiles", NULL, "instead: what profiles change, and where documents disagree" },
	{ COVERAGE, '\0', "coverage", NULL, "instead: every sentence of the founding pages and its rule" },
};

/* What is a document for people and nothing else. */
static enum exit_code print_document(struct session *session, const struct parsed *parsed)
{
	const char *format = parsed_value(parsed, FORMAT);
	bool coverage = parsed_has(parsed, COVERAGE);

	if (coverage && parsed_has(parsed, PROFILES))
		return complain(EXIT_USAGE, "--coverage and --profiles are two documents: name one");
	if (format != NULL && strcmp(format, "markdown") != 0)
		return complain(EXIT_USAGE, "%s is printed as Markdown only, and there is no '%s' of it",
			coverage ? "--coverage" : "--profiles", format);
	if (coverage)
		coverage_markdown(&session->out);
	else
		profiles_markdown(&session->out);
	return EXIT_CLEAN;
}

static enum exit_code run(struct session *session, const struct parsed *parsed)
{
	const char *format = parsed_value(parsed, FORMAT);
	const char *profile_word = parsed_value(parsed, PROFILE);
	enum profile profile = profile_word != NULL ? profile_find(profile_word) : PROFILE_DEFAULT;
	enum exit_code code = EXIT_CLEAN;
	struct arena arena = { 0 };
	struct catalogue catalogue;

	if (profile == PROFILE_COUNT)
		return complain(EXIT_USAGE, "there is no profile '%s'", profile_word);
	if (parsed_has(parsed, COVERAGE) || parsed_has(parsed, PROFILES))
		return print_document(session, parsed);
	catalogue = catalogue_of_all(profile, &arena);
	if (format == NULL || strcmp(format, "text") == 0)
		catalogue_text(&catalogue, &session->out);
	else if (strcmp(format, "json") == 0)
		catalogue_json(&catalogue, &session->out);
	else if (strcmp(format, "markdown") == 0)
		catalogue_markdown(&catalogue, &session->out);
	else
		code = complain(
			EXIT_USAGE, "there is no format '%s'; there are text, json and markdown", format);
	arena_release(&arena);
	return code;
}

const struct command command_rules = {
	.name = "rules",
	.summary = "list the rules",
	.usage = "[options]",
	.details = "",
	.examples = "  lync-topo rules\n"
		    "  lync-topo rules --profile strict-deploy --format json\n"
		    "  lync-topo rules --profiles\n"
		    "  lync-topo rules --coverage\n",
	.options = rows,
	.n_options = ARRAY_LEN(rows),
	.run = run,
};
