/* SPDX-License-Identifier: MIT */
/*
 * json.h - writing JSON: values are built and printed by cJSON, one at a time, so that a long list takes no
 * more memory than its longest entry.
 */
#ifndef LYNC_TOPO_REPORT_JSON_H
#define LYNC_TOPO_REPORT_JSON_H

#include "base/out.h"

#include <cjson/cJSON.h>
#include <stdint.h>

/* Call before the first cJSON function: its memory comes through base/mem.h. */
void json_prepare(void);

/* Prints a value in one line, made safe for viewers, and deletes it. NULL (out of memory) fails the output. */
void json_write(struct out *out, cJSON *value);

/* "key": [ \n entry, \n entry ]: the entries of a list, each on a line of its own. */
struct json_list {
	struct out *out;
	bool any;
};

struct json_list json_list_begin(struct out *out, const char *key);
void json_list_add(struct json_list *list, cJSON *value);
void json_list_end(struct json_list *list);

/* Adds a number without a fraction that a double holds exactly. */
void json_add_count(cJSON *object, const char *key, uint64_t count);

/* Adds a finite number in the shortest form that reads back equal. */
void json_add_number(cJSON *object, const char *key, double number);

/* Adds a value to an object or an array; deletes it when that fails, which mem_ran_out() remembers. */
void json_add(cJSON *object, const char *key, cJSON *value);
void json_append(cJSON *array, cJSON *value);

/* An array of strings: the words of a text. */
cJSON *json_words(const char *text);

/* Version of the library at run time, "1.7.15". */
const char *json_library_version(void);

#endif
