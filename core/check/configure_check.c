/* SPDX-License-Identifier: MIT */
#include "base/mem.h"
#include "base/number.h"
#include "check/config_rules.h"
#include "check/configure.h"
#include "check/thresholds.h"

#include <string.h>

/* The configuration while it is looked through. */
struct checking {
	const struct config *config;
	struct config_faults *faults;
};

static void check_profile(struct checking *checking)
{
	const struct config_value *profile = &checking->config->profile;

	if (profile->text != NULL && profile_find(profile->text) == PROFILE_COUNT)
		config_complain(checking->faults, profile->at,
			"there is no profile '%.64s'; there are default, strict-deploy, 2013-03 and supported-only",
			profile->text);
}

static void check_threshold(struct checking *checking, const struct config_threshold *threshold)
{
	unsigned n = threshold_find(threshold->name.text);
	const struct threshold_info *info;
	const char *meant;
	uint64_t value;

	if (n == threshold_count()) {
		meant = threshold_suggest(threshold->name.text);
		config_complain(checking->faults, threshold->name.at, "there is no threshold '%.64s'%s%s%s",
			threshold->name.text,
			meant != NULL ? " (did you mean '" : "; lync-topo config show lists them",
			meant != NULL ? meant : "", meant != NULL ? "'?)" : "");
		return;
	}
	info = threshold_info(n);
	if (!number_parse_whole(str_of(threshold->value.text), info->most, &value) || value < info->least)
		config_complain(checking->faults, threshold->value.at,
			"the threshold %s must be a whole number from %u to %u", info->name, info->least,
			info->most);
}

static bool same_words(const struct config_value *a, const struct config_value *b)
{
	return ascii_compare_nocase(str_of(a->text), str_of(b->text)) == 0;
}

static void complain_twice(
	struct checking *checking, const struct config_value *again, const struct config_value *first)
{
	config_complain(checking->faults, again->at, "'%.64s' is spoken of twice, first in line %u",
		again->text, (unsigned)source_position(first->at.source, first->at.start).line);
}

static void check_thresholds(struct checking *checking)
{
	const struct config *config = checking->config;

	for (uint32_t i = 0; i < config->n_threshold; i++) {
		uint32_t first = 0;

		check_threshold(checking, &config->threshold[i]);
		while (!same_words(&config->threshold[first].name, &config->threshold[i].name))
			first++;
		if (first < i)
			complain_twice(checking, &config->threshold[i].name, &config->threshold[first].name);
	}
}

/* Names that select or ignore, told where they stand. */
static void check_names(struct checking *checking, const struct config_value *names, bool select)
{
	struct selection scratch;
	struct buf error = { 0 };

	if (names->text == NULL || !selection_init(&scratch, checking->config))
		return;
	if (!selection_apply(&scratch, names->text, select, &error))
		config_complain(checking->faults, names->at, "%s", buf_text(&error));
	buf_release(&error);
	selection_release(&scratch);
}

static void check_rule(struct checking *checking, const struct config_rule *rule)
{
	const struct rule_info *info = rule_info_find(checking->config, rule->rule.text);

	check_names(checking, &rule->rule, true);
	if (info == NULL)
		return;
	if (info->unreadable)
		config_complain(checking->faults, rule->rule.at,
			"%s (%s) stays as it is: what cannot be read cannot be judged", info->id, info->name);
	else if (rule->severity.text != NULL && rule->level == SEVERITY_NONE)
		check_names(checking, &rule->rule, false);
}

static void check_rules(struct checking *checking, const struct config_rule *rules, uint32_t n)
{
	for (uint32_t i = 0; i < n && checking->faults->n < CONFIG_MOST_FAULTS; i++) {
		uint32_t first = 0;

		check_rule(checking, &rules[i]);
		while (!same_words(&rules[first].rule, &rules[i].rule))
			first++;
		if (first < i)
			complain_twice(checking, &rules[i].rule, &rules[first].rule);
	}
}

/* A rule or family of ours that the word names already. */
static const char *taken_by_ours(const char *word)
{
	for (uint32_t i = 0; i < rule_count(); i++)
		if (rule_is_called(&rule_nth(i)->info, str_of(word)))
			return rule_nth(i)->info.id;
	for (unsigned i = 0; i < STRUCTURE_COUNT; i++)
		if (rule_is_called(structure_rule((enum structure_rule)i), str_of(word)))
			return structure_rule((enum structure_rule)i)->id;
	return NULL;
}

static void check_company_name(struct checking *checking, uint32_t n)
{
	const struct company_rule *rule = &checking->config->company[n];
	const char *taken = taken_by_ours(rule->info.name);

	if (taken != NULL && rule->name.text != NULL)
		config_complain(checking->faults, rule->name.at, "the name '%s' is taken by %s",
			rule->name.text, taken);
	for (uint32_t i = 0; i < n; i++) {
		const struct rule_info *other = &checking->config->company[i].info;

		if (rule_is_called(other, str_of(rule->info.id)) ||
			rule_is_called(&rule->info, str_of(other->id))) {
			complain_twice(checking, &rule->id, &checking->config->company[i].id);
			return;
		}
		if (rule_is_called(other, str_of(rule->info.name)) ||
			rule_is_called(&rule->info, str_of(other->name))) {
			config_complain(checking->faults, rule->at, "'%s' is the name of %s, too",
				rule->info.name, other->id);
			return;
		}
	}
}

bool configure_check(const struct config *config, struct config_faults *faults)
{
	struct checking checking = { config, faults };

	check_profile(&checking);
	check_thresholds(&checking);
	for (uint32_t i = 0; i < config->n_company && faults->n < CONFIG_MOST_FAULTS; i++)
		check_company_name(&checking, i);
	check_names(&checking, &config->select, true);
	check_names(&checking, &config->ignore, false);
	check_rules(&checking, config->rule, config->n_rule);
	for (uint32_t i = 0; i < config->n_override && faults->n < CONFIG_MOST_FAULTS; i++) {
		const struct config_override *override = &config->override[i];

		check_names(&checking, &override->select, true);
		check_names(&checking, &override->ignore, false);
		check_rules(&checking, override->rule, override->n_rule);
	}
	return faults->n == 0 && !mem_ran_out();
}
