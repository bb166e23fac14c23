/* SPDX-License-Identifier: MIT */
#include "opt.h"

#include "base/distance.h"
#include "base/mem.h"

#include <string.h>

enum {
	MOST_NAMES = 64,
	HELP_COLUMN = 30,
};

struct parser {
	const struct option_group *groups;
	unsigned n_groups;
	char *const *words;
	int n_words;
	int at;
	struct parsed *parsed;
	struct buf *error;
};

void parsed_release(struct parsed *parsed)
{
	mem_free(parsed->option);
	mem_free(parsed->argument);
	*parsed = (struct parsed){ 0 };
}

static bool add_argument(struct parser *parser, const char *word)
{
	struct parsed *parsed = parser->parsed;

	if (!mem_grow((void **)&parsed->argument, &parsed->room_argument, parsed->n_argument + 1,
		    sizeof(*parsed->argument)))
		return false;
	parsed->argument[parsed->n_argument++] = word;
	return true;
}

static bool add_option(struct parser *parser, const struct option_row *row, const char *value)
{
	struct parsed *parsed = parser->parsed;

	if (!mem_grow((void **)&parsed->option, &parsed->room_option, parsed->n_option + 1,
		    sizeof(*parsed->option)))
		return false;
	parsed->option[parsed->n_option++] = (struct given_option){ row->id, value };
	return true;
}

static const struct option_row *find_name(const struct parser *parser, struct str name)
{
	for (unsigned i = 0; i < parser->n_groups; i++)
		for (unsigned j = 0; j < parser->groups[i].n; j++)
			if (str_is(name, parser->groups[i].rows[j].name))
				return &parser->groups[i].rows[j];
	return NULL;
}

static const struct option_row *find_letter(const struct parser *parser, char letter)
{
	for (unsigned i = 0; i < parser->n_groups; i++)
		for (unsigned j = 0; j < parser->groups[i].n; j++)
			if (parser->groups[i].rows[j].letter == letter)
				return &parser->groups[i].rows[j];
	return NULL;
}

static bool unknown_option(struct parser *parser, struct str name)
{
	const char *names[MOST_NAMES];
	size_t n = 0;
	const char *meant;

	for (unsigned i = 0; i < parser->n_groups; i++)
		for (unsigned j = 0; j < parser->groups[i].n && n < MOST_NAMES; j++)
			names[n++] = parser->groups[i].rows[j].name;
	meant = nearest_word(names, n, name);
	buf_printf(parser->error, "there is no option '--%.*s'", STR_ARG(name));
	if (meant != NULL)
		buf_printf(parser->error, " (did you mean '--%s'?)", meant);
	return false;
}

/* The word after the option, when the option takes one and does not carry it itself. */
static bool take_value(struct parser *parser, const struct option_row *row, const char *joined)
{
	if (row->argument == NULL) {
		if (joined == NULL)
			return add_option(parser, row, NULL);
		buf_printf(parser->error, "option '--%s' takes no value", row->name);
		return false;
	}
	if (joined == NULL && parser->at < parser->n_words)
		joined = parser->words[parser->at++];
	if (joined == NULL) {
		buf_printf(parser->error, "option '--%s' needs a value: %s", row->name, row->argument);
		return false;
	}
	return add_option(parser, row, joined);
}

static bool parse_long(struct parser *parser, const char *word)
{
	const char *equals = strchr(word, '=');
	struct str name = { word, equals != NULL ? (size_t)(equals - word) : strlen(word) };
	const struct option_row *row = find_name(parser, name);

	if (row == NULL)
		return unknown_option(parser, name);
	return take_value(parser, row, equals != NULL ? equals + 1 : NULL);
}

static bool parse_letters(struct parser *parser, const char *letters)
{
	while (*letters != '\0') {
		const struct option_row *row = find_letter(parser, *letters++);

		if (row == NULL) {
			buf_printf(parser->error, "there is no option '-%c'", letters[-1]);
			return false;
		}
		if (row->argument != NULL)
			return take_value(parser, row, *letters != '\0' ? letters : NULL);
		if (!add_option(parser, row, NULL))
			return false;
	}
	return true;
}

bool options_parse(const struct option_group *groups, unsigned n_groups, char *const *words, int n_words,
	struct parsed *ret, struct buf *error)
{
	struct parser parser = { groups, n_groups, words, n_words, 0, ret, error };
	bool options_end = false;

	while (parser.at < n_words) {
		const char *word = words[parser.at++];
		bool good;

		if (options_end || word[0] != '-' || word[1] == '\0') {
			good = add_argument(&parser, word);
		} else if (strcmp(word, "--") == 0) {
			options_end = true;
			good = true;
		} else if (word[1] == '-') {
			good = parse_long(&parser, word + 2);
		} else {
			good = parse_letters(&parser, word + 1);
		}
		if (!good)
			return false;
	}
	return true;
}

const char *parsed_value(const struct parsed *parsed, int id)
{
	const char *value = NULL;

	for (uint32_t i = 0; i < parsed->n_option; i++)
		if (parsed->option[i].id == id)
			value = parsed->option[i].value;
	return value;
}

bool parsed_has(const struct parsed *parsed, int id)
{
	for (uint32_t i = 0; i < parsed->n_option; i++)
		if (parsed->option[i].id == id)
			return true;
	return false;
}

void options_append_help(const struct option_row *rows, unsigned n, struct buf *buf)
{
	for (unsigned i = 0; i < n; i++) {
		size_t start = buf->length;
		size_t used;

		if (rows[i].letter != '\0')
			buf_printf(buf, "  -%c, --%s", rows[i].letter, rows[i].name);
		else
			buf_printf(buf, "      --%s", rows[i].name);
		if (rows[i].argument != NULL)
			buf_printf(buf, " %s", rows[i].argument);
		used = buf->length - start;
		if (used + 2 > HELP_COLUMN)
			buf_printf(buf, "\n%*s%s\n", HELP_COLUMN, "", rows[i].help);
		else
			buf_printf(buf, "%*s%s\n", (int)(HELP_COLUMN - used), "", rows[i].help);
	}
}
