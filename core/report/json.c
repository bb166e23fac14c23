/* SPDX-License-Identifier: MIT */
#include "report/json.h"

#include "base/escape.h"
#include "base/mem.h"
#include "report/calls_lines.h"

#include <stdio.h>
#include <string.h>

enum {
	WORD_LENGTH = 64, /* ours, all shorter */
};

void json_prepare(void)
{
	cJSON_Hooks hooks = { mem_alloc, mem_free };

	cJSON_InitHooks(&hooks);
}

void json_write(struct out *out, cJSON *value)
{
	char *printed = value != NULL ? cJSON_PrintUnformatted(value) : NULL;
	struct buf safe = { 0 };

	if (printed != NULL)
		escape_printed_json(&safe, str_of(printed));
	else
		safe.failed = true;
	out_take(out, &safe);
	buf_release(&safe);
	cJSON_free(printed);
	cJSON_Delete(value);
}

struct json_list json_list_begin(struct out *out, const char *key)
{
	out_printf(out, "\"%s\":[", key);
	return (struct json_list){ .out = out };
}

void json_list_add(struct json_list *list, cJSON *value)
{
	out_puts(list->out, list->any ? ",\n  " : "\n  ");
	list->any = true;
	json_write(list->out, value);
}

void json_list_end(struct json_list *list)
{
	out_puts(list->out, list->any ? "\n]" : "]");
}

void json_add_count(cJSON *object, const char *key, uint64_t count)
{
	cJSON_AddNumberToObject(object, key, (double)count);
}

void json_add_number(cJSON *object, const char *key, double number)
{
	struct buf text = { 0 };

	calls_append_number(&text, number);
	json_add(object, key, cJSON_CreateRaw(buf_failed(&text) ? "null" : buf_text(&text)));
	buf_release(&text);
}

void json_add(cJSON *object, const char *key, cJSON *value)
{
	if (!cJSON_AddItemToObject(object, key, value))
		cJSON_Delete(value);
}

void json_append(cJSON *array, cJSON *value)
{
	if (!cJSON_AddItemToArray(array, value))
		cJSON_Delete(value);
}

cJSON *json_words(const char *text)
{
	cJSON *array = cJSON_CreateArray();
	struct str rest = str_of(text);
	struct str word;

	while (str_next_token(&rest, &word)) {
		char copy[WORD_LENGTH];

		snprintf(copy, sizeof(copy), "%.*s", STR_ARG(word));
		json_append(array, cJSON_CreateString(copy));
	}
	return array;
}

const char *json_library_version(void)
{
	return cJSON_Version();
}
