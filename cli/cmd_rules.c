/* SPDX-License-Identifier: MIT */
#include "catalogue_rows.h"
#include "check/coverage.h"
#include "check/profiles.h"
#include "command.h"
#include "manual.h"
#include "schema/schema.h"

#include <string.h>

enum {
	FORMAT = 1,
	PROFILE,
	COVERAGE,
	PROFILES,
	FIGURES,
	PAGE,
};

static const struct option_row rows[] = {
	{ FORMAT, 'f', "format", "FMT", "text (default), json, markdown or man: lync-topo-rules(7)" },
	{ PROFILE, '\0', "profile", "NAME", "the rules as this profile has them" },
	{ PROFILES, '\0', "profiles", NULL, "instead: what profiles change, and where documents disagree" },
	{ COVERAGE, '\0', "coverage", NULL,
		"instead: the documentation page by page, with the rules of each and what was not made" },
	{ FIGURES, '\0', "figures", NULL,
		"instead: the figures that rules and plans count with, and their pages" },
	{ PAGE, '\0', "page", "TEXT",
		"instead: of the coverage the page with this title, file name or address, or all that hold TEXT" },
};

/* What is a document for people and nothing else. */
static const struct document {
	int option;
	const char *name;
	void (*print)(struct out *out); /* NULL: asked for by the words of the option */
} documents[] = {
	{ COVERAGE, "--coverage", coverage_markdown },
	{ PROFILES, "--profiles", profiles_markdown },
	{ FIGURES, "--figures", schema_figures },
	{ PAGE, "--page", NULL },
};

/* The first document asked for, and the second one; NULL for none. */
static const struct document *document_asked(const struct parsed *parsed, const struct document **ret_second)
{
	const struct document *first = NULL;

	*ret_second = NULL;
	for (size_t i = 0; i < ARRAY_LEN(documents); i++) {
		if (!parsed_has(parsed, documents[i].option))
			continue;
		if (first != NULL && *ret_second == NULL)
			*ret_second = &documents[i];
		first = first != NULL ? first : &documents[i];
	}
	return first;
}

static enum exit_code print_page(struct session *session, const char *text)
{
	if (!coverage_of_page(text, &session->out))
		return complain(EXIT_USAGE,
			"no page of the documentation has '%s' in its title or file name; rules --coverage has all pages",
			text);
	return EXIT_CLEAN;
}

static enum exit_code print_document(struct session *session, const struct parsed *parsed,
	const struct document *document, const struct document *second)
{
	const char *format = parsed_value(parsed, FORMAT);

	if (second != NULL)
		return complain(
			EXIT_USAGE, "%s and %s are two documents: name one", document->name, second->name);
	if (format != NULL && strcmp(format, "markdown") != 0)
		return complain(EXIT_USAGE, "%s is printed as Markdown only, and there is no '%s' of it",
			document->name, format);
	if (document->print == NULL)
		return print_page(session, parsed_value(parsed, document->option));
	document->print(&session->out);
	return EXIT_CLEAN;
}

static void print_manual(const struct catalogue *catalogue, struct out *out)
{
	const struct roff_page page = manual_page(
		"lync-topo-rules", 7, "rules that lync-topo holds plans against");

	catalogue_man(catalogue, &page, out);
}

static enum exit_code run(struct session *session, const struct parsed *parsed)
{
	const char *format = parsed_value(parsed, FORMAT);
	const char *profile_word = parsed_value(parsed, PROFILE);
	enum profile profile = profile_word != NULL ? profile_find(profile_word) : PROFILE_DEFAULT;
	const struct document *second;
	const struct document *document = document_asked(parsed, &second);
	enum exit_code code = EXIT_CLEAN;
	struct arena arena = { 0 };
	struct catalogue catalogue;

	if (profile == PROFILE_COUNT)
		return complain(EXIT_USAGE, "there is no profile '%s'", profile_word);
	if (document != NULL)
		return print_document(session, parsed, document, second);
	catalogue = catalogue_of_all(profile, &arena);
	if (format == NULL || strcmp(format, "text") == 0)
		catalogue_text(&catalogue, &session->out);
	else if (strcmp(format, "json") == 0)
		catalogue_json(&catalogue, &session->out);
	else if (strcmp(format, "markdown") == 0)
		catalogue_markdown(&catalogue, &session->out);
	else if (strcmp(format, "man") == 0)
		print_manual(&catalogue, &session->out);
	else
		code = complain(EXIT_USAGE, "there is no format '%s'; there are text, json, markdown and man",
			format);
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
		    "  lync-topo rules --coverage\n"
		    "  lync-topo rules --page media-bypass\n"
		    "  lync-topo rules --figures\n",
	.options = rows,
	.n_options = ARRAY_LEN(rows),
	.run = run,
};
