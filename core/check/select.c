/* SPDX-License-Identifier: MIT */
#include "check/select.h"

#include "base/distance.h"
#include "base/mem.h"

#include <string.h>

bool selection_init(struct selection *selection)
{
	*selection = (struct selection){ .rule = mem_alloc(rule_count() * sizeof(bool)) };
	if (selection->rule == NULL)
		return false;
	memset(selection->rule, true, rule_count() * sizeof(bool));
	memset(selection->structural, true, sizeof(selection->structural));
	return true;
}

void selection_release(struct selection *selection)
{
	mem_free(selection->rule);
	selection->rule = NULL;
}

static bool same_word(struct str a, const char *b)
{
	return ascii_compare_nocase(a, str_of(b)) == 0;
}

/* The word is the rule's id, its name or its family. */
static bool names_rule(struct str word, const struct rule_info *info)
{
	struct str family = { info->id, rule_family_length(info) };

	return same_word(word, info->id) || same_word(word, info->name) ||
		ascii_compare_nocase(word, family) == 0;
}

static bool is_family(struct str word, const struct rule_info *info)
{
	return !same_word(word, info->id) && !same_word(word, info->name);
}

const char *rule_suggest(const char *typed)
{
	const char *words[2 * 512];
	size_t n = 0;

	for (uint32_t i = 0; i < rule_count() && n + 2 <= ARRAY_LEN(words); i++) {
		words[n++] = rule_nth(i)->info.id;
		words[n++] = rule_nth(i)->info.name;
	}
	for (unsigned i = 0; i < DOC_COUNT && n + 2 <= ARRAY_LEN(words); i++) {
		words[n++] = structure_rule((enum structure_rule)i)->id;
		words[n++] = structure_rule((enum structure_rule)i)->name;
	}
	return nearest_word(words, n, str_of(typed));
}

const struct rule_info *rule_info_find(const char *name)
{
	const struct rule *rule = rule_find(name);

	if (rule != NULL)
		return &rule->info;
	for (unsigned i = 0; i < DOC_COUNT; i++) {
		const struct rule_info *info = structure_rule((enum structure_rule)i);

		if (same_word(str_of(name), info->id) || same_word(str_of(name), info->name))
			return info;
	}
	return NULL;
}

static bool complain_unknown(struct str word, struct buf *error)
{
	char typed[128];
	const char *meant;

	buf_printf(error, "there is no rule or family '%.*s'", STR_ARG(word));
	if (word.length >= sizeof(typed))
		return false;
	memcpy(typed, word.text, word.length);
	typed[word.length] = '\0';
	meant = rule_suggest(typed);
	if (meant != NULL)
		buf_printf(error, " (did you mean '%s'?)", meant);
	return false;
}

static bool apply_structural(
	struct selection *selection, struct str word, bool select, bool *found, struct buf *error)
{
	for (unsigned i = 0; i < DOC_COUNT; i++) {
		const struct rule_info *info = structure_rule((enum structure_rule)i);

		if (!names_rule(word, info))
			continue;
		*found = true;
		if (!select && info->unreadable && !is_family(word, info)) {
			buf_printf(error, "%s (%s) cannot be ignored: what cannot be read cannot be judged",
				info->id, info->name);
			return false;
		}
		selection->structural[i] = select || info->unreadable;
	}
	return true;
}

static bool apply_word(struct selection *selection, struct str word, bool select, struct buf *error)
{
	bool found = false;

	if (select && !selection->narrowed) {
		memset(selection->rule, false, rule_count() * sizeof(bool));
		selection->narrowed = true;
	}
	for (uint32_t i = 0; i < rule_count(); i++) {
		if (!names_rule(word, &rule_nth(i)->info))
			continue;
		selection->rule[i] = select;
		found = true;
	}
	if (!apply_structural(selection, word, select, &found, error))
		return false;
	return found || complain_unknown(word, error);
}

void selection_follow(struct selection *selection, const struct policy *policy, struct buf *off)
{
	for (uint32_t i = 0; i < rule_count(); i++) {
		const struct rule_info *info = &rule_nth(i)->info;

		if (!selection->rule[i] || policy_runs(policy, info))
			continue;
		selection->rule[i] = false;
		if (selection->narrowed)
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
