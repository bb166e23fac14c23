/* SPDX-License-Identifier: MIT */
#include "values.h"

#include "base/limits.h"
#include "check/policy.h"
#include "check/rule.h"
#include "diag/structure.h"
#include "engine/policies.h"
#include "render/view.h"

#include <string.h>

static const struct list {
	const char *command, *option, *words; /* of a command's first word: a NULL option */
} lists[] = {
#define VALUES(command, option, words) { command, option, words },
#define WORDS(command, words) { command, NULL, words },
#include "values.def"
#undef WORDS
#undef VALUES
};

static const char *const limit_names[] = {
#define LIMIT_NAME(field, name, value, most, doc) name,
	LIMITS(LIMIT_NAME)
#undef LIMIT_NAME
};

static void append(struct buf *words, struct str word, const char *end)
{
	buf_printf(words, "%s%.*s%s", words->length > 0 ? " " : "", STR_ARG(word), end);
}

/* "text, json, site:ID": what stands in capitals is for people to fill in. */
static void append_listed(struct buf *words, const char *listed)
{
	while (*listed != '\0') {
		size_t length = strcspn(listed, ", ");
		size_t known = 0;

		while (known < length && (listed[known] < 'A' || listed[known] > 'Z'))
			known++;
		append(words, (struct str){ listed, known }, "");
		listed += length + strspn(listed + length, ", ");
	}
}

static const char *find_list(const char *command, const char *option)
{
	for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
		const struct list *list = &lists[i];
		bool all = list->command[0] == '\0';
		bool same = option == NULL || list->option == NULL ? option == list->option :
								     strcmp(option, list->option) == 0;

		if (same && (all || strcmp(command, list->command) == 0))
			return list->words;
	}
	return NULL;
}

/* Lists that are kept elsewhere. False when the option has none. */
static bool append_known(const struct option_row *row, struct buf *words)
{
	if (strcmp(row->name, "profile") == 0) {
		for (unsigned i = 0; i < PROFILE_COUNT; i++)
			append(words, str_of(profile_name((enum profile)i)), "");
	} else if (strcmp(row->name, "limit") == 0) {
		for (size_t i = 0; i < ARRAY_LEN(limit_names); i++)
			append(words, str_of(limit_names[i]), "=");
	} else if (strcmp(row->name, "policy") == 0) {
		for (unsigned i = 0; i < POLICY_COUNT; i++)
			append(words, str_of(engine_policy_name((enum engine_policy)i)), "=");
	} else if (strcmp(row->name, "view") == 0) {
		append_listed(words, view_names());
	} else {
		return false;
	}
	return true;
}

enum value_kind values_of_option(
	const struct command *command, const struct option_row *row, struct buf *words)
{
	const char *listed = find_list(command->name, row->name);

	if (listed != NULL) {
		buf_puts(words, listed);
		return VALUE_WORDS;
	}
	if (strcmp(row->name, "format") == 0 && command->formats != NULL) {
		append_listed(words, command->formats());
		return strcmp(row->argument, "FMT") == 0 ? VALUE_WORDS : VALUE_FORMATS;
	}
	if (append_known(row, words))
		return VALUE_WORDS;
	if (strcmp(row->argument, "RULES") == 0)
		return VALUE_RULES;
	if (strcmp(row->argument, "FILE") == 0)
		return VALUE_FILE;
	return strcmp(row->argument, "DIR") == 0 ? VALUE_FOLDER : VALUE_FREE;
}

enum value_kind values_of_other_words(const struct command *command)
{
	if (strstr(command->usage, "RULE...") != NULL)
		return VALUE_RULE;
	return command->most_words > 1 ? VALUE_FILE : VALUE_FREE;
}

enum value_kind values_of_first_word(const struct command *command, struct buf *words)
{
	const char *listed = find_list(command->name, NULL);

	if (listed != NULL) {
		buf_puts(words, listed);
		return VALUE_WORDS;
	}
	if (strstr(command->usage, "[COMMAND]") != NULL) {
		values_commands(words);
		return VALUE_WORDS;
	}
	return values_of_other_words(command);
}

void values_commands(struct buf *words)
{
	const struct command *command;

	for (unsigned i = 0; (command = command_nth(i)) != NULL; i++)
		append(words, str_of(command->name), "");
}

static const struct rule_info *info_nth(uint32_t n)
{
	if (n < rule_count())
		return &rule_nth(n)->info;
	n -= rule_count();
	return n < STRUCTURE_COUNT ? structure_rule((enum structure_rule)n) : NULL;
}

void values_rules(struct buf *words)
{
	const struct rule_info *info;

	for (uint32_t i = 0; (info = info_nth(i)) != NULL; i++) {
		append(words, str_of(info->id), "");
		append(words, str_of(info->name), "");
	}
}

static struct str family_of(const struct rule_info *info)
{
	return (struct str){ info->id, rule_family_length(info) };
}

/* Rules of a family do not stand together. */
void values_families(struct buf *words)
{
	const struct rule_info *info;

	for (uint32_t i = 0; (info = info_nth(i)) != NULL; i++) {
		uint32_t first = 0;

		while (!str_equal(family_of(info_nth(first)), family_of(info)))
			first++;
		if (first == i)
			append(words, family_of(info), "");
	}
}
