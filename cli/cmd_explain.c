/* SPDX-License-Identifier: MIT */
#include "catalogue_rows.h"
#include "check/select.h"
#include "command.h"

static enum exit_code explain_one(struct session *session, const char *name)
{
	const struct rule_info *info = rule_info_find(NULL, name);
	const char *meant = info == NULL ? rule_suggest(NULL, name) : NULL;
	struct arena arena = { 0 };
	struct catalogue_row row;

	if (info == NULL && meant != NULL)
		return complain(EXIT_USAGE, "there is no rule '%s' (did you mean '%s'?)", name, meant);
	if (info == NULL)
		return complain(EXIT_USAGE, "there is no rule '%s'; lync-topo rules lists them", name);
	row = catalogue_row_of(info, PROFILE_DEFAULT, &arena);
	catalogue_explain(&row, &session->out);
	arena_release(&arena);
	return EXIT_CLEAN;
}

static enum exit_code run(struct session *session, const struct parsed *parsed)
{
	if (parsed->n_argument == 0)
		return complain(EXIT_USAGE, "which rule? lync-topo rules lists them");
	for (uint32_t i = 0; i < parsed->n_argument; i++) {
		enum exit_code code = explain_one(session, parsed->argument[i]);

		if (code != EXIT_CLEAN)
			return code;
		if (i + 1 < parsed->n_argument)
			out_puts(&session->out, "\n");
	}
	return EXIT_CLEAN;
}

const struct command command_explain = {
	.name = "explain",
	.summary = "tell what a rule means, why, and what to do",
	.usage = "RULE...",
	.details = "A rule is named by its id or its name, as they stand in every finding.",
	.examples = "  lync-topo explain MED001\n"
		    "  lync-topo explain mediation-standalone vpn-public-address\n",
	.most_words = ANY_WORDS,
	.run = run,
};
