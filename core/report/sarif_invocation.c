/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "report/sarif.h"
#include "report/turned_off.h"

/* What a notification may be about. */
static const struct {
	const char *id;
	const char *text;
} descriptors[] = {
	{ "unknown", "A rule cannot be judged, because a fact is absent." },
	{ "left-out", "Results that are not in this file." },
	{ "turned-off", "Something makes the run say less, or something else, than usual." },
};

static cJSON *descriptor_object(size_t n)
{
	cJSON *object = cJSON_CreateObject();
	cJSON *text;

	cJSON_AddStringToObject(object, "id", descriptors[n].id);
	text = cJSON_AddObjectToObject(object, "shortDescription");
	cJSON_AddStringToObject(text, "text", descriptors[n].text);
	return object;
}

void sarif_write_notifications(struct out *out)
{
	struct json_list list = json_list_begin(out, "notifications");

	for (size_t i = 0; i < ARRAY_LEN(descriptors); i++)
		json_list_add(&list, descriptor_object(i));
	json_list_end(&list);
}

/* A notification (3.58) of one of the kinds above, without its place. */
static cJSON *notification(const char *kind, const char *level, struct buf *text)
{
	cJSON *object = cJSON_CreateObject();
	cJSON *descriptor = cJSON_AddObjectToObject(object, "descriptor");
	uint32_t n = 0;

	while (n + 1 < ARRAY_LEN(descriptors) && strcmp(descriptors[n].id, kind) != 0)
		n++;
	cJSON_AddStringToObject(descriptor, "id", descriptors[n].id);
	json_add_count(descriptor, "index", n);
	cJSON_AddStringToObject(object, "level", level);
	json_add(object, "message", sarif_message(text));
	return object;
}

static cJSON *unknown_notification(const struct sarif_rules *rules, const struct unknown *unknown)
{
	uint32_t number = sarif_rule_number(rules, unknown->rule);
	struct buf buf = { 0 };
	cJSON *object;
	cJSON *rule;

	escape_sarif(&buf, str_of(unknown->of->label));
	buf_puts(&buf, ": ");
	for (uint32_t i = 0; i < unknown->n_needs; i++)
		buf_printf(&buf, "%s%s", i > 0 ? ", " : "", unknown->needs[i]);
	buf_printf(&buf, " %s not known, so that %s cannot be judged. Ask %s: %s",
		unknown->n_needs == 1 ? "is" : "are", unknown->rule->name, ask_title(unknown->question->ask),
		unknown->question->text);
	object = notification("unknown", "note", &buf);
	rule = cJSON_AddObjectToObject(object, "associatedRule");
	cJSON_AddStringToObject(rule, "id", unknown->rule->id);
	if (number < rules->report->n_rule)
		json_add_count(rule, "index", number);
	json_append(cJSON_AddArrayToObject(object, "locations"),
		sarif_location(rules->report, &unknown->of->at, unknown->of->set));
	buf_release(&buf);
	return object;
}

static void add_left_out(struct json_list *list, uint32_t n, const char *what, const char *how)
{
	struct buf buf = { 0 };

	if (n == 0)
		return;
	buf_printf(&buf, "%u more %s are not in this file; %s", (unsigned)n, what, how);
	json_list_add(list, notification("left-out", "warning", &buf));
	buf_release(&buf);
}

static void write_execution(const struct sarif_rules *rules, uint32_t left_out, struct out *out)
{
	const struct report *report = rules->report;
	uint32_t n = report->findings->n_unknown;
	uint32_t told = n < report->most_results ? n : report->most_results;
	struct json_list list = json_list_begin(out, "toolExecutionNotifications");

	add_left_out(&list, left_out, "results, the least grave ones,",
		"--limit results=N carries more, --format json all");
	for (uint32_t i = 0; i < told; i++)
		json_list_add(&list, unknown_notification(rules, &report->findings->unknown[i]));
	add_left_out(&list, n - told, "unknowns", "--limit results=N carries more, --format json all");
	json_list_end(&list);
}

static void write_turned_off(void *context, const struct turned_off_news *news)
{
	struct json_list *list = context;
	struct buf buf = { 0 };

	escape_sarif(&buf, news->line);
	json_list_add(list, notification("turned-off", "note", &buf));
	buf_release(&buf);
}

static void write_configuration(const struct report *report, struct out *out)
{
	struct json_list list = json_list_begin(out, "toolConfigurationNotifications");

	turned_off_each(report->turned_off, report->most_results, write_turned_off, &list);
	json_list_end(&list);
}

static const char *exit_text(int code)
{
	switch (code) {
	case 0:
		return "nothing that was to fail the run";
	case 1:
		return "findings, or unknowns, that were to fail the run";
	default:
		return "an input could not be read or is not a topology";
	}
}

void sarif_write_invocation(const struct sarif_rules *rules, uint32_t left_out, struct out *out)
{
	const struct report *report = rules->report;

	out_printf(out,
		"\"invocations\":[{\"executionSuccessful\":%s,\"exitCode\":%d,\"exitCodeDescription\":\"%s\",\n",
		report->exit_code <= 1 ? "true" : "false", report->exit_code, exit_text(report->exit_code));
	write_execution(rules, left_out, out);
	out_puts(out, ",\n");
	write_configuration(report, out);
	out_puts(out, "}]");
}
