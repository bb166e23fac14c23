/* SPDX-License-Identifier: MIT */
#include "report/known.h"

#include "base/escape.h"
#include "report/turned_off.h"

void known_text(const struct baseline *baseline, struct out *out)
{
	struct buf name = { 0 };

	for (uint32_t i = 0; i < baseline->n_entry; i++) {
		const struct baseline_entry *entry = &baseline->entry[i];

		out_printf(out, "%-8s %-9s ", entry->rule, entry_state_name(entry->state));
		escape_terminal(&name, str_of(entry->path));
		if (entry->state == ENTRY_MOVED)
			buf_printf(&name, " is now %s", entry->now);
		out_take(out, &name);
		out_puts(out, "\n");
	}
	escape_terminal(&name, str_of(baseline->file));
	out_take(out, &name);
	out_printf(out, ": %u %s, %u known, %u stale, %u unchecked\n", (unsigned)baseline->n_entry,
		baseline->n_entry == 1 ? "entry" : "entries",
		(unsigned)baseline_count(baseline, 1 << ENTRY_KNOWN | 1 << ENTRY_MOVED),
		(unsigned)baseline_count(baseline, 1 << ENTRY_STALE),
		(unsigned)baseline_count(baseline, 1 << ENTRY_UNCHECKED));
	buf_release(&name);
}

static cJSON *entry_object(const struct baseline_entry *entry)
{
	cJSON *object = json_baseline_entry(entry);

	cJSON_AddStringToObject(object, "state", entry_state_name(entry->state));
	return object;
}

void known_json(const struct baseline *baseline, struct out *out)
{
	cJSON *summary;
	struct json_list list;

	json_prepare();
	out_puts(out, "{\"version\":1,\"file\":");
	json_write(out, cJSON_CreateString(baseline->file));
	out_puts(out, ",\n");
	list = json_list_begin(out, "entries");
	for (uint32_t i = 0; i < baseline->n_entry; i++)
		json_list_add(&list, entry_object(&baseline->entry[i]));
	json_list_end(&list);
	summary = cJSON_CreateObject();
	json_add_count(summary, "entries", baseline->n_entry);
	json_add_count(summary, "known", baseline_count(baseline, 1 << ENTRY_KNOWN | 1 << ENTRY_MOVED));
	json_add_count(summary, "stale", baseline_count(baseline, 1 << ENTRY_STALE));
	json_add_count(summary, "unchecked", baseline_count(baseline, 1 << ENTRY_UNCHECKED));
	out_puts(out, ",\n\"summary\":");
	json_write(out, summary);
	out_puts(out, "}\n");
}
