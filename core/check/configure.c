/* SPDX-License-Identifier: MIT */
#include "check/configure.h"

#include "base/file.h"
#include "base/glob.h"
#include "base/mem.h"
#include "base/number.h"
#include "base/path.h"
#include "check/config_rules.h"
#include "check/thresholds.h"

#include <string.h>

struct policy setup_policy(const struct config *config, enum profile profile)
{
	enum profile written = config != NULL && config->profile.text != NULL ?
		profile_find(config->profile.text) :
		PROFILE_DEFAULT;
	struct policy policy = policy_of(profile != PROFILE_COUNT ? profile : written);

	for (uint32_t i = 0; config != NULL && i < config->n_threshold; i++) {
		unsigned n = threshold_find(config->threshold[i].name.text);
		uint64_t value;

		if (n < threshold_count() &&
			number_parse_whole(str_of(config->threshold[i].value.text), UINT32_MAX, &value))
			threshold_set(&policy, n, (unsigned)value);
	}
	return policy;
}

const char *config_path_of(const struct config *config, const struct source *source, struct arena *arena)
{
	const char *path = source->stands_for != NULL ? source->stands_for : source->path;
	char real[FILE_MOST_PATH];
	const char *beneath = file_real_path(path, real) ? path_beneath(str_of(config->folder), real) : NULL;

	return beneath != NULL ? arena_copy(arena, beneath, strlen(beneath)) : path;
}

/* Rules that the entries turn off; with `on`, also those whose severity they say are on. */
static void follow_rules(struct selection *selection, const struct config_rule *rules, uint32_t n, bool on)
{
	uint32_t n_rules = rule_count();

	for (uint32_t i = 0; n > 0 && i < n_rules + selection->n_company; i++) {
		const struct rule_info *info = i < n_rules ? &rule_nth(i)->info :
							     &selection->config->company[i - n_rules].info;
		const struct config_rule *rule = config_rule_severity(rules, n, info);

		if (rule != NULL && (rule->level == SEVERITY_NONE || on))
			*selection_place(selection, info) = rule->level != SEVERITY_NONE ||
				config_protects(selection->config, info, NULL);
	}
	for (unsigned i = 0; n > 0 && i < STRUCTURE_COUNT; i++) {
		const struct rule_info *info = structure_rule((enum structure_rule)i);
		const struct config_rule *rule = config_rule_severity(rules, n, info);

		if (rule != NULL && rule->level == SEVERITY_NONE)
			selection->structural[i] = info->unreadable ||
				config_protects(selection->config, info, NULL);
	}
}

/* Names of the configuration were checked: nothing can be wrong with them. */
static void choose(struct selection *selection, const struct config_value *names, bool select)
{
	struct buf error = { 0 };

	if (names->text != NULL)
		selection_apply(selection, names->text, select, &error);
	buf_release(&error);
}

static void follow_base(struct selection *selection, const struct config *config)
{
	choose(selection, &config->select, true);
	choose(selection, &config->ignore, false);
	follow_rules(selection, config->rule, config->n_rule, false);
	for (uint32_t i = 0; i < config->n_company; i++)
		if (config->company[i].info.severity == SEVERITY_NONE)
			selection->company[i] = false;
}

static void follow_override(struct selection *selection, const struct config_override *override)
{
	if (override->select.text != NULL)
		selection->narrowed = false;
	choose(selection, &override->select, true);
	choose(selection, &override->ignore, false);
	follow_rules(selection, override->rule, override->n_rule, true);
}

/* What options say, after everything else; an option that selects starts anew. */
static bool follow_choices(
	struct selection *selection, const struct setup *setup, struct buf *off, struct buf *error)
{
	selection->narrowed = false;
	for (uint32_t i = 0; i < setup->n_choice; i++)
		if (!selection_apply(selection, setup->choice[i].names, setup->choice[i].select, error))
			return false;
	selection_follow(selection, &setup->policy, off);
	return true;
}

static void add_selection(struct selection *all, const struct selection *some)
{
	for (uint32_t i = 0; i < rule_count(); i++)
		all->rule[i] = all->rule[i] || some->rule[i];
	for (uint32_t i = 0; i < all->n_company; i++)
		all->company[i] = all->company[i] || some->company[i];
	for (unsigned i = 0; i < STRUCTURE_COUNT; i++)
		all->structural[i] = all->structural[i] || some->structural[i];
}

/* The selection that would hold if only this override matched. */
static bool add_override(const struct setup *setup, uint32_t n, struct selection *all)
{
	struct selection some;
	struct buf ignored = { 0 };
	bool good = selection_init(&some, setup->config);

	if (good) {
		follow_base(&some, setup->config);
		follow_override(&some, &setup->config->override[n]);
		good = follow_choices(&some, setup, &ignored, &ignored);
		add_selection(all, &some);
	}
	buf_release(&ignored);
	selection_release(&some);
	return good;
}

bool setup_select_outside(
	const struct setup *setup, struct selection *ret, struct buf *off, struct buf *error)
{
	if (!selection_init(ret, setup->config))
		return false;
	if (setup->config != NULL)
		follow_base(ret, setup->config);
	return follow_choices(ret, setup, off, error);
}

bool setup_select(const struct setup *setup, struct selection *ret, struct buf *off, struct buf *error)
{
	if (!setup_select_outside(setup, ret, off, error))
		return false;
	/* The last thing said about a rule decides: what several overrides have on together, one has on alone. */
	for (uint32_t i = 0; setup->config != NULL && i < setup->config->n_override; i++)
		if (!add_override(setup, i, ret))
			return false;
	return true;
}

enum severity setup_severity(const struct setup *setup, const struct rule_info *rule)
{
	const struct config_rule *written = setup->config != NULL && !rule->unreadable ?
		config_rule_severity(setup->config->rule, setup->config->n_rule, rule) :
		NULL;

	if (written != NULL && written->level != SEVERITY_NONE)
		return written->level;
	/* A company rule may be off but for an override. */
	if (rule->severity == SEVERITY_NONE)
		return SEVERITY_WARNING;
	return policy_severity(&setup->policy, rule, false);
}

/* What holds in one file. */
struct place {
	const struct setup *setup;
	const struct source *source;
	struct selection selection;
	const struct config_override **override; /* those that match, in order */
	uint32_t n_override;
	struct arena arena;
};

static void leave(struct place *place)
{
	selection_release(&place->selection);
	arena_release(&place->arena);
	mem_free(place->override);
	place->override = NULL;
	place->n_override = 0;
}

/* Works out what holds in the file, unless that is known. */
static bool enter(struct place *place, const struct source *source)
{
	const struct config *config = place->setup->config;
	struct buf ignored = { 0 };
	const char *path;

	if (place->override != NULL && place->source == source)
		return true;
	leave(place);
	place->source = source;
	place->override = mem_alloc((config->n_override + 1) * sizeof(const struct config_override *));
	if (place->override == NULL || !selection_init(&place->selection, config))
		return false;
	path = source != NULL ? config_path_of(config, source, &place->arena) : "";
	follow_base(&place->selection, config);
	for (uint32_t i = 0; i < config->n_override; i++) {
		if (!glob_matches_path(str_of(config->override[i].path.text), str_of(path)))
			continue;
		follow_override(&place->selection, &config->override[i]);
		place->override[place->n_override++] = &config->override[i];
	}
	follow_choices(&place->selection, place->setup, &ignored, &ignored);
	buf_release(&ignored);
	return !mem_ran_out();
}

/* The last override that says it, else the configuration; SEVERITY_NONE when nobody does. */
static enum severity severity_there(const struct place *place, const struct rule_info *info)
{
	const struct config *config = place->setup->config;
	const struct config_rule *rule = NULL;

	for (uint32_t i = place->n_override; rule == NULL && i > 0; i--)
		rule = config_rule_severity(
			place->override[i - 1]->rule, place->override[i - 1]->n_rule, info);
	if (rule == NULL)
		rule = config_rule_severity(config->rule, config->n_rule, info);
	return rule != NULL ? rule->level : SEVERITY_NONE;
}

static bool apply_to_findings(struct place *place, struct findings *findings)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < findings->n_finding; i++) {
		struct finding *finding = &findings->finding[i];
		enum severity severity;

		if (!enter(place, finding->at.source))
			return false;
		if (!*selection_place(&place->selection, finding->rule))
			continue;
		severity = severity_there(place, finding->rule);
		if (severity != SEVERITY_NONE && !finding->rule->unreadable)
			finding->severity = severity;
		findings->finding[kept++] = *finding;
	}
	findings->n_finding = kept;
	return true;
}

static bool apply_to_unknowns(struct place *place, struct findings *findings)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < findings->n_unknown; i++) {
		if (!enter(place, findings->unknown[i].of->at.source))
			return false;
		if (*selection_place(&place->selection, findings->unknown[i].rule))
			findings->unknown[kept++] = findings->unknown[i];
	}
	findings->n_unknown = kept;
	return true;
}

bool setup_apply(const struct setup *setup, struct findings *findings)
{
	struct place place = { .setup = setup };
	bool good = setup->config == NULL ||
		(apply_to_findings(&place, findings) && apply_to_unknowns(&place, findings));

	leave(&place);
	return good;
}
