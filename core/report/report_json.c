/* SPDX-License-Identifier: MIT */
/* The JSON result, version 1; schemas/validate.schema.json describes it. */
#include "report/finding_json.h"
#include "report/json.h"
#include "report/report.h"
#include "report/summary_json.h"
#include "report/turned_off.h"

static cJSON *unknown_object(const struct report *report, const struct unknown *unknown)
{
	cJSON *object = cJSON_CreateObject();
	cJSON *needs;

	cJSON_AddStringToObject(object, "rule", unknown->rule->id);
	cJSON_AddStringToObject(object, "name", unknown->rule->name);
	cJSON_AddStringToObject(object, "element", unknown->of->element);
	needs = cJSON_AddArrayToObject(object, "needs");
	for (uint32_t i = 0; i < unknown->n_needs; i++)
		json_append(needs, cJSON_CreateString(unknown->needs[i]));
	cJSON_AddStringToObject(object, "ask", ask_name(unknown->question->ask));
	cJSON_AddStringToObject(object, "question", unknown->question->text);
	json_add_start(object, &unknown->of->at);
	if (report->n_sets > 1)
		cJSON_AddStringToObject(object, "set", unknown->of->set);
	return object;
}

static cJSON *tool_object(const struct report *report)
{
	cJSON *object = cJSON_CreateObject();

	cJSON_AddStringToObject(object, "name", "lync-topo");
	cJSON_AddStringToObject(object, "version", report->version);
	return object;
}

static void write_list(const struct report *report, struct out *out)
{
	struct json_list list = json_list_begin(out, "findings");

	for (uint32_t i = 0; i < report->findings->n_finding; i++)
		json_list_add(&list, json_finding(&report->findings->finding[i], report->n_sets > 1));
	json_list_end(&list);
	out_puts(out, ",\n");
	list = json_list_begin(out, "unknown");
	for (uint32_t i = 0; i < report->findings->n_unknown; i++)
		json_list_add(&list, unknown_object(report, &report->findings->unknown[i]));
	json_list_end(&list);
	out_puts(out, ",\n");
	list = json_list_begin(out, "suppressed");
	for (uint32_t i = 0; i < report->findings->n_suppressed; i++)
		json_list_add(&list, json_finding(&report->findings->suppressed[i], report->n_sets > 1));
	json_list_end(&list);
}

static void write(const struct report *report, struct out *out)
{
	cJSON *inputs;

	json_prepare();
	inputs = cJSON_CreateArray();
	for (uint32_t i = 0; i < report->n_inputs; i++)
		json_append(inputs, cJSON_CreateString(report->inputs[i]));
	out_puts(out, "{\"version\":1,\"tool\":");
	json_write(out, tool_object(report));
	out_puts(out, ",\"inputs\":");
	json_write(out, inputs);
	out_puts(out, ",\n");
	write_list(report, out);
	out_puts(out, ",\n\"turnedOff\":");
	json_write(out, turned_off_object(report->turned_off));
	out_puts(out, ",\n\"summary\":");
	json_write(out, summary_object(&report->summary));
	out_puts(out, "}\n");
}

const struct report_format report_format_json = {
	.name = "json",
	.title = "the result as JSON, version 1",
	.write = write,
};
