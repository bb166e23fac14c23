/* SPDX-License-Identifier: MIT */
#include "base/mem.h"
#include "base/utf8.h"
#include "report/rule_help.h"
#include "report/sarif.h"

#include <stdlib.h>

enum {
	MOST_DESCRIPTION = 1024, /* characters that GitHub takes */
	MOST_NAME = 255,
	OPTIONS_LENGTH = 64,
};

static int compare(const void *left, const void *right)
{
	uintptr_t a = (uintptr_t)(*(const struct enabled_rule *const *)left)->info;
	uintptr_t b = (uintptr_t)(*(const struct enabled_rule *const *)right)->info;

	return (a > b) - (a < b);
}

bool sarif_rules_make(struct sarif_rules *rules, const struct report *report)
{
	*rules = (struct sarif_rules){
		.report = report,
		.by_address = mem_alloc(((size_t)report->n_rule + 1) * sizeof(const struct enabled_rule *)),
	};
	if (rules->by_address == NULL)
		return false;
	for (uint32_t i = 0; i < report->n_rule; i++)
		rules->by_address[i] = &report->rule[i];
	qsort(rules->by_address, report->n_rule, sizeof(const struct enabled_rule *), compare);
	return true;
}

void sarif_rules_release(struct sarif_rules *rules)
{
	mem_free(rules->by_address);
	*rules = (struct sarif_rules){ 0 };
}

uint32_t sarif_rule_number(const struct sarif_rules *rules, const struct rule_info *rule)
{
	const struct enabled_rule wanted = { .info = rule };
	const struct enabled_rule *key = &wanted;
	const struct enabled_rule *const *found = NULL;

	if (rules->report->n_rule > 0)
		found = bsearch(&key, rules->by_address, rules->report->n_rule,
			sizeof(const struct enabled_rule *), compare);
	return found != NULL ? (uint32_t)(*found - rules->report->rule) : rules->report->n_rule;
}

const char *sarif_level(enum severity severity)
{
	return severity == SEVERITY_NONE ? "none" : severity_name(severity);
}

/* Adds { "text": ... } of at most so many characters, and clears the buffer. */
static void add_text(cJSON *object, const char *key, struct buf *text, size_t most)
{
	size_t shown = utf8_prefix(buf_text(text), text->length, most);

	if (shown < text->length) {
		text->length = utf8_prefix(text->text, text->length, most - 3);
		buf_puts(text, "...");
	}
	json_add(object, key, sarif_message(text));
}

static bool is_hexadecimal(char c)
{
	return ascii_is_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f');
}

/* What RFC 3986 allows in one (2.1 to 2.3); services refuse a whole file for a link that is none. */
static bool is_link(const char *url)
{
	struct str text = str_of(url);

	if (!str_starts(text, "https://") && !str_starts(text, "http://"))
		return false;
	for (size_t i = 0; i < text.length; i++) {
		bool is_escape = url[i] == '%' && is_hexadecimal(url[i + 1]) && is_hexadecimal(url[i + 2]);

		if (!is_escape && !ascii_is_alnum(url[i]) && strchr("-._~:/?#@!$&'()*+,;=", url[i]) == NULL)
			return false;
	}
	return true;
}

static cJSON *tags_of(const struct rule_info *rule)
{
	char options[OPTIONS_LENGTH];
	cJSON *tags = cJSON_CreateArray();
	cJSON *words;
	char family[16] = "";
	size_t length = rule_family_length(rule);

	memcpy(family, rule->id, length < sizeof(family) ? length : sizeof(family) - 1);
	json_append(tags, cJSON_CreateString(family));
	if (rule->structural || rule->options == OPTIONS_ALL)
		return tags;
	rule_options_text(rule->options, options, sizeof(options));
	words = json_words(options);
	while (words != NULL && words->child != NULL)
		json_append(tags, cJSON_DetachItemFromArray(words, 0));
	cJSON_Delete(words);
	return tags;
}

static cJSON *properties_of(const struct enabled_rule *rule)
{
	cJSON *object = cJSON_CreateObject();

	json_add(object, "tags", tags_of(rule->info));
	cJSON_AddStringToObject(object, "precision", rule->info->structural ? "very-high" : "high");
	cJSON_AddStringToObject(object, "problem.severity",
		rule->severity == SEVERITY_NOTE ? "recommendation" : sarif_level(rule->severity));
	return object;
}

static cJSON *help_of(const struct rule_info *info)
{
	cJSON *help = cJSON_CreateObject();
	struct buf buf = { 0 };

	rule_help_text(info, &buf);
	cJSON_AddStringToObject(help, "text", buf_text(&buf));
	buf_clear(&buf);
	rule_help_markdown(info, &buf);
	buf_printf(&buf, "\nMore: `lync-topo explain %s`\n", info->id);
	cJSON_AddStringToObject(help, "markdown", buf_text(&buf));
	buf_release(&buf);
	return help;
}

static cJSON *rule_object(const struct enabled_rule *rule)
{
	const struct rule_info *info = rule->info;
	cJSON *object = cJSON_CreateObject();
	cJSON *configuration;
	struct buf buf = { 0 };

	cJSON_AddStringToObject(object, "id", info->id);
	buf_put(&buf, info->name, utf8_prefix(info->name, strlen(info->name), MOST_NAME));
	cJSON_AddStringToObject(object, "name", buf_text(&buf));
	buf_clear(&buf);
	rule_sentence(info->title, &buf);
	add_text(object, "shortDescription", &buf, MOST_DESCRIPTION);
	rule_sentence(info->meaning, &buf);
	add_text(object, "fullDescription", &buf, MOST_DESCRIPTION);
	json_add(object, "help", help_of(info));
	if (info->url != NULL && is_link(info->url))
		cJSON_AddStringToObject(object, "helpUri", info->url);
	configuration = cJSON_AddObjectToObject(object, "defaultConfiguration");
	cJSON_AddStringToObject(configuration, "level", sarif_level(rule->severity));
	json_add(object, "properties", properties_of(rule));
	buf_release(&buf);
	return object;
}

void sarif_write_rules(const struct report *report, struct out *out)
{
	struct json_list list = json_list_begin(out, "rules");

	for (uint32_t i = 0; i < report->n_rule; i++)
		json_list_add(&list, rule_object(&report->rule[i]));
	json_list_end(&list);
}
