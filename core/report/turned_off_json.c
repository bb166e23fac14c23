/* SPDX-License-Identifier: MIT */
#include "report/turned_off.h"

#include "report/finding_json.h"

#include <inttypes.h>
#include <stdio.h>

/* File, line and column; what was said on the command line has none. */
static void add_place(cJSON *object, const struct span *at)
{
	struct position position;

	if (at->source == NULL)
		return;
	position = source_position(at->source, at->start);
	cJSON_AddStringToObject(object, "file", at->source->path);
	json_add_count(object, "line", position.line);
	json_add_count(object, "column", position.column);
}

static cJSON *setting_object(const struct setting *setting)
{
	cJSON *object = cJSON_CreateObject();

	cJSON_AddStringToObject(object, "kind", setting->kind);
	cJSON_AddStringToObject(object, "what", setting->what);
	cJSON_AddStringToObject(object, "value", setting->value);
	cJSON_AddStringToObject(object, "usual", setting->usual);
	add_place(object, &setting->at);
	return object;
}

cJSON *turned_off_suppression(const struct suppression *suppression)
{
	cJSON *object = cJSON_CreateObject();

	cJSON_AddStringToObject(object, "kind", suppression->central ? "external" : "inSource");
	cJSON_AddStringToObject(object, "rules", suppression->rules);
	cJSON_AddStringToObject(object, "reason", suppression->reason);
	cJSON_AddStringToObject(object, "until", suppression->until);
	add_place(object, &suppression->at);
	return object;
}

static cJSON *counted_suppression(const struct suppression *suppression)
{
	cJSON *object = turned_off_suppression(suppression);

	cJSON_AddStringToObject(object, "covers", suppression->covers);
	cJSON_AddStringToObject(object, "state", suppression_state_name(suppression->state));
	json_add_count(object, "findings", suppression->count);
	return object;
}

cJSON *json_baseline_entry(const struct baseline_entry *entry)
{
	cJSON *object = cJSON_CreateObject();
	char fingerprint[20];

	snprintf(fingerprint, sizeof(fingerprint), "%016" PRIx64, entry->fingerprint);
	cJSON_AddStringToObject(object, "rule", entry->rule);
	cJSON_AddStringToObject(object, "fingerprint", fingerprint);
	cJSON_AddStringToObject(object, "path", entry->path);
	json_add_count(object, "line", entry->line);
	if (entry->state == ENTRY_MOVED)
		cJSON_AddStringToObject(object, "now", entry->now);
	return object;
}

static void add_entries(
	cJSON *object, const char *key, const struct baseline *baseline, enum entry_state state)
{
	cJSON *array = cJSON_AddArrayToObject(object, key);

	for (uint32_t i = 0; i < baseline->n_entry; i++)
		if (baseline->entry[i].state == state)
			json_append(array, json_baseline_entry(&baseline->entry[i]));
}

static cJSON *baseline_object(const struct baseline *baseline)
{
	cJSON *object = cJSON_CreateObject();

	cJSON_AddStringToObject(object, "file", baseline->file);
	json_add_count(object, "entries", baseline->n_entry);
	json_add_count(object, "known", baseline_count(baseline, 1 << ENTRY_KNOWN | 1 << ENTRY_MOVED));
	add_entries(object, "stale", baseline, ENTRY_STALE);
	add_entries(object, "moved", baseline, ENTRY_MOVED);
	return object;
}

static cJSON *against_object(const struct against *against)
{
	cJSON *object = cJSON_CreateObject();
	cJSON *fixed;

	cJSON_AddStringToObject(object, "before", against->what);
	json_add(object, "exists", cJSON_CreateBool(!against->nothing));
	json_add_count(object, "known", against->n_known);
	json_add_count(object, "knownUnknown", against->n_known_unknown);
	json_add_count(object, "unreadable", against->n_unreadable);
	fixed = cJSON_AddArrayToObject(object, "fixed");
	for (uint32_t i = 0; i < against->n_fixed; i++)
		json_append(fixed, json_finding(against->fixed[i], false));
	return object;
}

cJSON *turned_off_object(const struct turned_off *off)
{
	cJSON *object = cJSON_CreateObject();
	cJSON *array;

	json_add(object, "configuration",
		off->config != NULL ? cJSON_CreateString(off->config) : cJSON_CreateNull());
	array = cJSON_AddArrayToObject(object, "settings");
	for (uint32_t i = 0; i < off->n_setting; i++)
		json_append(array, setting_object(&off->setting[i]));
	array = cJSON_AddArrayToObject(object, "suppressions");
	for (uint32_t i = 0; i < off->n_suppression; i++)
		json_append(array, counted_suppression(off->suppression[i]));
	json_add_count(object, "inlineNotHeld", off->n_ignored);
	json_add(object, "baseline",
		off->baseline != NULL ? baseline_object(off->baseline) : cJSON_CreateNull());
	json_add(object, "against", off->against != NULL ? against_object(off->against) : cJSON_CreateNull());
	return object;
}
