/* SPDX-License-Identifier: MIT */
#include "report/settings.h"

#include "base/escape.h"
#include "report/json.h"

#include <string.h>

static const char *const origins[] = {
	[ORIGIN_DEFAULT] = "default",
	[ORIGIN_PROFILE] = "profile",
	[ORIGIN_CONFIGURATION] = "configuration",
	[ORIGIN_ENVIRONMENT] = "environment",
	[ORIGIN_OPTION] = "option",
};

static bool is_many(const struct effective_value *setting)
{
	return strcmp(setting->kind, "rule") == 0 || strcmp(setting->kind, "limit") == 0;
}

/* Where it came from: the place in the configuration, else a word. */
static void append_origin(struct buf *buf, const struct effective_value *setting)
{
	struct position at;

	if (setting->at.source == NULL) {
		buf_puts(buf, origins[setting->origin]);
		return;
	}
	at = source_position(setting->at.source, setting->at.start);
	escape_terminal(buf, str_of(setting->at.source->path));
	buf_printf(buf, ":%u", (unsigned)at.line);
}

static void pad(struct buf *buf, size_t start, size_t width)
{
	do
		buf_putc(buf, ' ');
	while (buf->length < start + width);
}

static void append_line(struct buf *buf, const struct effective_value *setting)
{
	size_t start = buf->length;

	buf_puts(buf, setting->kind);
	pad(buf, start, 13);
	escape_terminal(buf, str_of(setting->name));
	pad(buf, start, 43);
	escape_terminal(buf, str_of(setting->value[0] != '\0' ? setting->value : "-"));
	pad(buf, start, 63);
	append_origin(buf, setting);
	if (setting->detail[0] != '\0') {
		pad(buf, start, 88);
		escape_terminal(buf, str_of(setting->detail));
	}
	buf_putc(buf, '\n');
}

void settings_text(const struct effective_values *settings, bool all, struct out *out)
{
	struct buf buf = { 0 };
	unsigned left_out = 0;

	buf_printf(&buf, "%-12s %-29s %-19s %-24s %s\n", "kind", "name", "value", "from", "what");
	for (uint32_t i = 0; i < settings->n; i++) {
		const struct effective_value *setting = &settings->setting[i];

		if (!all && is_many(setting) && setting->origin == ORIGIN_DEFAULT)
			left_out++;
		else
			append_line(&buf, setting);
		out_take(out, &buf);
	}
	if (left_out > 0)
		out_printf(out, "%u rules and limits at their defaults; -v shows them\n", left_out);
	buf_release(&buf);
}

static cJSON *setting_object(const struct effective_value *setting)
{
	cJSON *object = cJSON_CreateObject();
	struct position at;

	cJSON_AddStringToObject(object, "kind", setting->kind);
	cJSON_AddStringToObject(object, "name", setting->name);
	cJSON_AddStringToObject(object, "value", setting->value);
	cJSON_AddStringToObject(object, "detail", setting->detail);
	cJSON_AddStringToObject(object, "origin", origins[setting->origin]);
	if (setting->at.source == NULL)
		return object;
	at = source_position(setting->at.source, setting->at.start);
	cJSON_AddStringToObject(object, "file", setting->at.source->path);
	json_add_count(object, "line", at.line);
	json_add_count(object, "column", at.column);
	return object;
}

void settings_json(const struct effective_values *settings, struct out *out)
{
	struct json_list list;

	json_prepare();
	out_puts(out, "{\"version\":1,");
	list = json_list_begin(out, "settings");
	for (uint32_t i = 0; i < settings->n; i++)
		json_list_add(&list, setting_object(&settings->setting[i]));
	json_list_end(&list);
	out_puts(out, "}\n");
}
