/* SPDX-License-Identifier: MIT */
#include "check/select.h"

#include "base/distance.h"
#include "base/mem.h"
#include "check/config_rules.h"

#include <string.h>

bool selection_init(struct selection *selection, const struct config *config)
{
	uint32_t n_company = config != NULL ? config->n_company : 0;

	*selection = (struct selection){
		.config = config,
		.rule = mem_alloc(rule_count() * sizeof(bool)),
		.named = mem_zalloc(rule_count() * sizeof(bool)),
		.company = mem_alloc((n_company + 1) * sizeof(bool)),
		.n_company = n_company,
	};
	if (selection->rule == NULL || selection->named == NULL || selection->company == NULL) {
		selection_release(selection);
		return false;
	}
	memset(selection->rule, true, rule_count() * sizeof(bool));
	memset(selection->company, true, (n_company + 1) * sizeof(bool));
	memset(selection->structural, true, sizeof(selection->structural));
	return true;
}

void selection_release(struct selection *selection)
{
	mem_free(selection->rule);
	mem_free(selection->named);
	mem_free(selection->company);
	selection->rule = NULL;
	selection->named = NULL;
	selection->company = NULL;
}

static bool same_word(struct str a, const char *b)
{
	return ascii_compare_nocase(a, str_of(b)) == 0;
}

bool rule_is_called(const struct rule_info *info, struct str word)
{
	struct str family = { info->id, rule_family_length(info) };

	return same_word(word, info->id) || same_word(word, info->name) ||
		ascii_compare_nocase(word, family) == 0;
}

static bool is_family(struct str word, const struct rule_info *info)
{
	return !same_word(word, info->id) && !same_word(word, info->name);
}

const char *rule_suggest(const struct config *config, const char *typed)
{
	const char *words[2 * 1024];
	size_t n = 0;

	for (uint32_t i = 0; config != NULL && i < config->n_company && n + 2 <= ARRAY_LEN(words) / 2; i++) {
		words[n++] = config->company[i].info.id;
		words[n++] = config->company[i].info.name;
	}
	for (uint32_t i = 0; i < rule_count() && n + 2 <= ARRAY_LEN(words); i++) {
		words[n++] = rule_nth(i)->info.id;
		words[n++] = rule_nth(i)->info.name;
	}
	for (unsigned i = 0; i < STRUCTURE_COUNT && n + 2 <= ARRAY_LEN(words); i++) {
		words[n++] = structure_rule((enum structure_rule)i)->id;
		words[n++] = structure_rule((enum structure_rule)i)->name;
	}
	return nearest_word(words, n, str_of(typed));
}

const struct rule_info *rule_info_find(const struct config *config, const char *name)
{
	const struct rule *rule = rule_find(name);
	const struct company_rule *company = company_rule_find(config, name);

	if (rule != NULL)
		return &rule->info;
	if (company != NULL)
		return &company->info;
	for (unsigned i = 0; i < STRUCTURE_COUNT; i++) {
		const struct rule_info *info = structure_rule((enum structure_rule)i);

		if (same_word(str_of(name), info->id) || same_word(str_of(name), info->name))
			return info;
	}
	return NULL;
}

static bool complain_unknown(const struct selection *selection, struct str word, struct buf *error)
{
	char typed[128];
	const char *meant;

	buf_printf(error, "there is no rule or family '%.*s'", STR_ARG(word));
	if (word.length >= sizeof(typed))
		return false;
	memcpy(typed, word.text, word.length);
	typed[word.length] = '\0';
	meant = rule_suggest(selection->config, typed);
	if (meant != NULL)
		buf_printf(error, " (did you mean '%s'?)", meant);
	return false;
}

/* What the configuration protects stays on; to name it is wrong, to name its family is not. */
static bool spare(const struct selection *selection, struct str word, const struct rule_info *info,
	bool *spared, struct buf *error)
{
	struct span at;
	struct position position;

	*spared = config_protects(selection->config, info, &at);
	if (!*spared || is_family(word, info))
		return true;
	position = source_position(at.source, at.start);
	buf_printf(error, "%s (%s) must not be ignored: %s:%u says ignorable=\"false\"", info->id, info->name,
		at.source->path, (unsigned)position.line);
	return false;
}

static bool apply_structural(
	struct selection *selection, struct str word, bool select, bool *found, struct buf *error)
{
	for (unsigned i = 0; i < STRUCTURE_COUNT; i++) {
		const struct rule_info *info = structure_rule((enum structure_rule)i);
		bool spared = false;

		if (!rule_is_called(info, word))
			continue;
		*found = true;
		selection->documents |= select;
		if (!select && info->unreadable && !is_family(word, info)) {
			buf_printf(error, "%s (%s) cannot be ignored: what cannot be read cannot be judged",
				info->id, info->name);
			return false;
		}
		if (!select && !spare(selection, word, info, &spared, error))
			return false;
		selection->structural[i] = select || info->unreadable || spared;
	}
	return true;
}

/* One rule or all of a family, of ours or of the company's. */
static bool apply_rule(struct selection *selection, struct str word, const struct rule_info *info,
	bool *is_on, bool select, bool *found, struct buf *error)
{
	bool spared = false;

	if (!rule_is_called(info, word))
		return true;
	*found = true;
	if (!select && !spare(selection, word, info, &spared, error))
		return false;
	*is_on = select || spared;
	return true;
}

static void narrow(struct selection *selection)
{
	for (uint32_t i = 0; i < rule_count(); i++)
		selection->rule[i] = config_protects(selection->config, &rule_nth(i)->info, NULL);
	for (uint32_t i = 0; i < selection->n_company; i++)
		selection->company[i] = config_protects(
			selection->config, &selection->config->company[i].info, NULL);
	selection->narrowed = true;
}

static bool apply_word(struct selection *selection, struct str word, bool select, struct buf *error)
{
	bool found = false;

	if (select && !selection->narrowed)
		narrow(selection);
	for (uint32_t i = 0; i < rule_count(); i++) {
		const struct rule_info *info = &rule_nth(i)->info;

		if (!apply_rule(selection, word, info, &selection->rule[i], select, &found, error))
			return false;
		selection->named[i] |= select && rule_is_called(info, word) && !is_family(word, info);
	}
	for (uint32_t i = 0; i < selection->n_company; i++)
		if (!apply_rule(selection, word, &selection->config->company[i].info, &selection->company[i],
			    select, &found, error))
			return false;
	if (!apply_structural(selection, word, select, &found, error))
		return false;
	return found || complain_unknown(selection, word, error);
}

void selection_follow(struct selection *selection, const struct policy *policy, struct buf *off)
{
	for (uint32_t i = 0; i < rule_count(); i++) {
		const struct rule_info *info = &rule_nth(i)->info;

		if (!selection->rule[i] || policy_runs(policy, info) ||
			config_protects(selection->config, info, NULL))
			continue;
		selection->rule[i] = false;
		if (selection->named[i])
			buf_printf(off, "%s%s", off->length > 0 ? ", " : "", info->id);
	}
}

bool selection_apply(struct selection *selection, const char *names, bool select, struct buf *error)
{
	while (*names != '\0') {
		size_t length = strcspn(names, ", ");

		if (length > 0 && !apply_word(selection, (struct str){ names, length }, select, error))
			return false;
		names += length;
		names += strspn(names, ", ");
	}
	return true;
}

bool selection_any(const struct selection *selection)
{
	bool any = selection->documents;

	for (uint32_t i = 0; i < rule_count() && !any; i++)
		any = selection->rule[i];
	for (uint32_t i = 0; i < selection->n_company && !any; i++)
		any = selection->company[i];
	return any;
}

bool *selection_place(struct selection *selection, const struct rule_info *info)
{
	uint32_t number = rule_number(info);

	if (number < rule_count())
		return &selection->rule[number];
	for (unsigned i = 0; i < STRUCTURE_COUNT; i++)
		if (info == structure_rule((enum structure_rule)i))
			return &selection->structural[i];
	return &selection->company[company_rule_number(selection->config, info)];
}
