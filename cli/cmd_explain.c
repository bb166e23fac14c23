/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "catalogue_rows.h"
#include "check/config_rules.h"
#include "check/select.h"
#include "configuration.h"

static const struct option_row rows[] = { CONFIG_OPTIONS };

static const char *safe(const char *text, struct arena *arena)
{
	struct buf buf = { 0 };
	const char *kept;

	escape_terminal(&buf, str_of(text));
	kept = arena_copy(arena, buf_text(&buf), buf.length);
	buf_release(&buf);
	return kept;
}

/* A company rule says whatever its file says: made safe for a terminal. */
static struct rule_info made_safe(const struct rule_info *info, struct arena *arena)
{
	struct rule_info copy = *info;

	copy.id = safe(info->id, arena);
	copy.name = safe(info->name, arena);
	copy.title = safe(info->title, arena);
	copy.meaning = safe(info->meaning, arena);
	copy.fix = safe(info->fix, arena);
	copy.bad = safe(info->bad, arena);
	copy.good = safe(info->good, arena);
	return copy;
}

static enum exit_code explain_one(struct session *session, const struct config *config, const char *name)
{
	const struct rule_info *info = rule_info_find(config, name);
	const char *meant = info == NULL ? rule_suggest(config, name) : NULL;
	struct arena arena = { 0 };
	struct catalogue_row row;
	struct rule_info copy;

	if (info == NULL && meant != NULL)
		return complain(EXIT_USAGE, "there is no rule '%s' (did you mean '%s'?)", name, meant);
	if (info == NULL)
		return complain(EXIT_USAGE, "there is no rule '%s'; lync-topo rules lists them", name);
	copy = made_safe(info, &arena);
	row = catalogue_row_of(
		company_rule_find(config, name) != NULL ? &copy : info, PROFILE_DEFAULT, &arena);
	catalogue_explain(&row, &session->out);
	arena_release(&arena);
	return EXIT_CLEAN;
}

/* The configuration is looked at only for a rule that is none of ours: one that is broken must not hide those. */
static bool asks_for_others(const struct parsed *parsed)
{
	for (uint32_t i = 0; i < parsed->n_argument; i++)
		if (rule_info_find(NULL, parsed->argument[i]) == NULL)
			return true;
	return false;
}

static enum exit_code run(struct session *session, const struct parsed *parsed)
{
	struct configuration configuration = { 0 };
	enum exit_code code = EXIT_CLEAN;

	if (parsed->n_argument == 0)
		return complain(EXIT_USAGE, "which rule? lync-topo rules lists them");
	if (asks_for_others(parsed))
		code = configuration_begin(&configuration, parsed, NULL);
	for (uint32_t i = 0; code == EXIT_CLEAN && i < parsed->n_argument; i++) {
		if (i > 0)
			out_puts(&session->out, "\n");
		code = explain_one(session, configuration_of(&configuration), parsed->argument[i]);
	}
	configuration_end(&configuration);
	return code;
}

const struct command command_explain = {
	.name = "explain",
	.summary = "tell what a rule means, why, and what to do",
	.usage = "[options] RULE...",
	.details =
		"A rule is named by its id or its name, as they stand in every finding. Rules of the company's own are\n"
		"those of the configuration in the working directory or above it.",
	.examples = "  lync-topo explain MED001\n"
		    "  lync-topo explain mediation-standalone vpn-public-address\n",
	.options = rows,
	.n_options = ARRAY_LEN(rows),
	.most_words = ANY_WORDS,
	.run = run,
};
