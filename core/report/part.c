/* SPDX-License-Identifier: MIT */
#include "report/part.h"

#include "base/base64.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "report/json.h"
#include "report/policy_json.h"

#include <math.h>

static cJSON *setting_array(const struct calls *setting)
{
	cJSON *array = cJSON_CreateArray();

	for (uint32_t i = 0; i < setting->n_policy; i++)
		json_append(array, policy_json(&setting->policy[i]));
	return array;
}

static cJSON *head_object(const struct part *part)
{
	cJSON *object = cJSON_CreateObject();

	json_add_count(object, "number", part->number);
	json_add_count(object, "of", part->of);
	cJSON_AddStringToObject(object, "program", part->version);
	cJSON_AddStringToObject(object, "request", part->request);
	cJSON_AddStringToObject(object, "format", part->format);
	cJSON_AddStringToObject(object, "bandwidthModel", part->setting.bandwidth_model);
	json_add(object, "policies", setting_array(&part->setting));
	json_add_count(object, "mostFailed", part->most_failed);
	return object;
}

static cJSON *result_string(struct str result)
{
	char *text = mem_alloc(BASE64_ROOM(result.length));
	cJSON *string = NULL;

	if (text != NULL) {
		base64_write(result, text);
		string = cJSON_CreateString(text);
	}
	mem_free(text);
	return string;
}

void part_json(const struct part *part, struct out *out)
{
	struct json_list list;

	json_prepare();
	out_puts(out, "{\"version\":1,\n\"part\":");
	json_write(out, head_object(part));
	out_puts(out, ",\n");
	list = json_list_begin(out, "sweep");
	for (uint32_t i = 0; i < part->sweep.n; i++)
		json_list_add(&list, result_string(part->sweep.result[i]));
	json_list_end(&list);
	out_puts(out, "}\n");
}

/* What is read, and whether all of it was there. */
struct reading {
	struct part *part;
	bool broken;
};

static const char *read_text(struct reading *reading, const cJSON *object, const char *key)
{
	const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));

	reading->broken |= text == NULL || utf8_check(text, strlen(text)) < strlen(text);
	return text != NULL ? arena_copy(&reading->part->arena, text, strlen(text)) : "";
}

static uint32_t read_count(
	struct reading *reading, const cJSON *object, const char *key, uint32_t least, uint32_t most)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
	double number = cJSON_IsNumber(item) ? item->valuedouble : -1;

	if (number >= least && number <= most && number == floor(number))
		return (uint32_t)number;
	reading->broken = true;
	return least;
}

static void read_policy(struct reading *reading, const cJSON *item)
{
	const struct call_policy policy = {
		.name = read_text(reading, item, "name"),
		.value = read_text(reading, item, "value"),
		.provenance = read_text(reading, item, "provenance"),
		.changed = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(item, "changed")),
	};

	calls_add_policy(&reading->part->setting, &policy);
}

static void read_head(struct reading *reading, const cJSON *head)
{
	const cJSON *policies = cJSON_GetObjectItemCaseSensitive(head, "policies");
	struct part *part = reading->part;
	const cJSON *item;

	part->of = read_count(reading, head, "of", 1, UINT32_MAX - 1);
	part->number = read_count(reading, head, "number", 1, part->of);
	part->version = read_text(reading, head, "program");
	part->request = read_text(reading, head, "request");
	part->format = read_text(reading, head, "format");
	part->setting.bandwidth_model = read_text(reading, head, "bandwidthModel");
	part->most_failed = read_count(reading, head, "mostFailed", 0, PART_MOST_FAILED);
	reading->broken |= !cJSON_IsArray(policies);
	cJSON_ArrayForEach(item, policies) read_policy(reading, item);
}

static void read_result(struct reading *reading, const cJSON *item)
{
	struct str text = str_of(cJSON_GetStringValue(item));
	char *bytes = mem_alloc(text.length + 1);
	struct part *part = reading->part;
	size_t size;

	reading->broken |= bytes == NULL || !cJSON_IsString(item) || !base64_read(text, bytes, &size);
	if (!reading->broken)
		reading->broken = !part_add_result(part, &part->sweep, (struct str){ bytes, size });
	mem_free(bytes);
}

const char *part_read(struct str json, struct part *ret)
{
	struct reading reading = { .part = ret };
	const cJSON *results;
	const cJSON *item;
	const char *why = NULL;
	cJSON *root;

	json_prepare();
	root = cJSON_ParseWithLength(json.text, json.length);
	results = cJSON_GetObjectItemCaseSensitive(root, "sweep");
	if (!cJSON_IsObject(cJSON_GetObjectItemCaseSensitive(root, "part")) || !cJSON_IsArray(results))
		why = "it is not the result of simulate --part, or not all of it";
	else if (read_count(&reading, root, "version", 0, UINT32_MAX) != 1)
		why = "its format is of another version";
	if (why == NULL)
		read_head(&reading, cJSON_GetObjectItemCaseSensitive(root, "part"));
	for (item = results != NULL ? results->child : NULL; why == NULL && !reading.broken && item != NULL;
		item = item->next)
		read_result(&reading, item);
	if (why == NULL && reading.broken)
		why = "something in it is not as simulate --part writes it";
	cJSON_Delete(root);
	return mem_ran_out() ? "" : why;
}
