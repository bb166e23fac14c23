/* SPDX-License-Identifier: MIT */
#include "report/finding_json.h"

#include "report/lines.h"
#include "report/turned_off.h"

#include <inttypes.h>
#include <stdio.h>

void json_add_start(cJSON *object, const struct span *at)
{
	struct position start = lines_start(at);

	cJSON_AddStringToObject(object, "file", at->source != NULL ? at->source->path : "");
	json_add_count(object, "line", start.line);
	json_add_count(object, "column", start.column);
}

static void add_end(cJSON *object, const struct span *at)
{
	struct position end = lines_end(at);

	json_add_count(object, "endLine", end.line);
	json_add_count(object, "endColumn", end.column);
}

static cJSON *related_object(const struct related *related)
{
	cJSON *object = cJSON_CreateObject();

	cJSON_AddStringToObject(object, "message", related->message);
	json_add_start(object, &related->at);
	cJSON_AddStringToObject(object, "element", related->element);
	return object;
}

cJSON *json_finding(const struct finding *finding, bool with_set)
{
	cJSON *object = cJSON_CreateObject();
	cJSON *related;
	char fingerprint[20];

	snprintf(fingerprint, sizeof(fingerprint), "%016" PRIx64, finding->fingerprint);
	cJSON_AddStringToObject(object, "rule", finding->rule->id);
	cJSON_AddStringToObject(object, "name", finding->rule->name);
	cJSON_AddStringToObject(object, "severity", severity_name(finding->severity));
	cJSON_AddStringToObject(object, "attribute", finding->attribute);
	cJSON_AddStringToObject(object, "message", finding->message);
	json_add_start(object, &finding->at);
	add_end(object, &finding->at);
	cJSON_AddStringToObject(object, "element", finding->element);
	cJSON_AddStringToObject(object, "path", finding->path);
	related = cJSON_AddArrayToObject(object, "related");
	for (uint32_t i = 0; i < finding->n_related; i++)
		json_append(related, related_object(&finding->related[i]));
	cJSON_AddStringToObject(object, "help", finding->help);
	cJSON_AddStringToObject(object, "source", rule_source(finding->rule));
	cJSON_AddStringToObject(object, "fingerprint", fingerprint);
	if (with_set)
		cJSON_AddStringToObject(object, "set", finding->set);
	if (finding->suppression != NULL)
		json_add(object, "suppression", turned_off_suppression(finding->suppression));
	return object;
}
