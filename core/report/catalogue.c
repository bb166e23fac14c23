/* SPDX-License-Identifier: MIT */
#include "report/catalogue.h"

#include "report/json.h"

#include <stdio.h>
#include <string.h>

enum {
	WRAP_AT = 78,
	OPTIONS_LENGTH = 64,
};

static const char *effect(const struct catalogue_row *row)
{
	return row->off ? "off" : severity_name(row->severity);
}

void catalogue_text(const struct catalogue *catalogue, struct out *out)
{
	unsigned off = 0;
	bool differs = false;

	out_printf(out, "%-8s %-34s %-8s %s\n", "id", "name", "severity", "title");
	for (uint32_t i = 0; i < catalogue->n; i++) {
		const struct catalogue_row *row = &catalogue->rows[i];
		char cell[16];

		snprintf(cell, sizeof(cell), "%s%s", effect(row), row->differs ? "*" : "");
		out_printf(
			out, "%-8s %-34s %-8s %s\n", row->info->id, row->info->name, cell, row->info->title);
		off += row->off;
		differs |= row->differs;
	}
	if (differs)
		out_puts(out, "* not as in the profile default\n");
	out_printf(out, "%u rules, profile %s", (unsigned)catalogue->n, catalogue->profile);
	if (off > 0)
		out_printf(out, ", %u off", off);
	out_puts(out, "; lync-topo explain RULE tells more about one\n");
}

static cJSON *options_array(unsigned options)
{
	char text[OPTIONS_LENGTH];

	rule_options_text(options, text, sizeof(text));
	return json_words(text);
}

static cJSON *rule_object(const struct catalogue_row *row)
{
	cJSON *object = cJSON_CreateObject();
	size_t length = rule_family_length(row->info);
	char family[16] = "";

	memcpy(family, row->info->id, length < sizeof(family) ? length : sizeof(family) - 1);
	cJSON_AddStringToObject(object, "id", row->info->id);
	cJSON_AddStringToObject(object, "name", row->info->name);
	cJSON_AddStringToObject(object, "severity", severity_name(row->severity));
	cJSON_AddStringToObject(object, "family", family);
	cJSON_AddStringToObject(object, "title", row->info->title);
	cJSON_AddStringToObject(object, "source", rule_source(row->info));
	json_add(object, "options", options_array(row->info->options));
	cJSON_AddBoolToObject(object, "preview", false);
	cJSON_AddBoolToObject(object, "enabled", !row->off);
	cJSON_AddBoolToObject(object, "differs", row->differs);
	json_add(object, "needs", json_words(row->needs));
	cJSON_AddBoolToObject(object, "simulated", row->simulated);
	cJSON_AddBoolToObject(object, "oracle", row->oracle);
	return object;
}

void catalogue_json(const struct catalogue *catalogue, struct out *out)
{
	struct json_list list;

	json_prepare();
	out_puts(out, "{\"version\":1,");
	list = json_list_begin(out, "rules");
	for (uint32_t i = 0; i < catalogue->n; i++)
		json_list_add(&list, rule_object(&catalogue->rows[i]));
	json_list_end(&list);
	out_puts(out, "}\n");
}

static void write_sources(
	const struct rule_info *info, const char *before, const char *after, struct out *out)
{
	for (unsigned i = 0; i < RULE_MOST_PAGES && info->pages[i] != PAGE_NONE; i++)
		out_printf(out, "%s%s (%s)%s", before, page_info(info->pages[i])->title,
			page_info(info->pages[i])->place, after);
}

void catalogue_grade(const struct catalogue_row *row, struct buf *buf)
{
	buf_puts(buf, severity_name(row->severity));
	if (row->info->grave != SEVERITY_NONE)
		buf_printf(buf, "; %s when %s", severity_name(row->info->grave), row->info->grave_when);
	if (row->profiles[0] != '\0')
		buf_printf(buf, "; %s", row->profiles);
}

static void write_grade(const struct catalogue_row *row, struct out *out)
{
	struct buf buf = { 0 };

	catalogue_grade(row, &buf);
	out_take(out, &buf);
	buf_release(&buf);
}

void catalogue_sentence(const char *text, struct buf *buf)
{
	buf_printf(buf, "%c%s.", ascii_upper(text[0]), text + 1);
}

static void write_sentence(const char *text, struct out *out)
{
	struct buf buf = { 0 };

	catalogue_sentence(text, &buf);
	buf_putc(&buf, '\n');
	out_take(out, &buf);
	buf_release(&buf);
}

const char *catalogue_how(const struct catalogue_row *row)
{
	return row->oracle ?
		"Judged on simulated calls, one of each kind that a site has; it holds the simulation to the documents, and no plan can make it fire" :
		"Judged on simulated calls, one of each kind that a site has";
}

static void write_markdown_rule(const struct catalogue_row *row, struct out *out)
{
	const struct rule_info *info = row->info;
	char options[OPTIONS_LENGTH];

	rule_options_text(info->options, options, sizeof(options));
	out_printf(out, "\n## %s `%s`\n\n", info->id, info->name);
	write_sentence(info->title, out);
	out_puts(out, "\n- Severity: ");
	write_grade(row, out);
	if (!info->structural)
		out_printf(out, "\n- Options: %s", options);
	if (row->needs[0] != '\0')
		out_printf(out, "\n- Unknown without: %s", row->needs);
	if (row->after[0] != '\0')
		out_printf(out, "\n- Not judged where %s has fired on the same element", row->after);
	if (row->simulated)
		out_printf(out, "\n- %s", catalogue_how(row));
	out_puts(out, "\n\n**Why.** ");
	write_sentence(info->meaning, out);
	out_puts(out, "\n**What to do.** ");
	write_sentence(info->fix, out);
	if (info->conflict != NULL) {
		out_puts(out, "\n**Where documents disagree.** ");
		write_sentence(info->conflict, out);
	}
	out_printf(out, "\nBad:\n\n```xml\n%s\n```\n\nGood:\n\n```xml\n%s\n```\n\nSource:\n\n", info->bad,
		info->good);
	write_sources(info, "- ", "\n", out);
}

void catalogue_markdown(const struct catalogue *catalogue, struct out *out)
{
	out_puts(out,
		"# Rules\n\n"
		"Generated by `lync-topo rules --format markdown`; do not edit. A rule has four outcomes: pass, fires,\n"
		"not applicable, and unknown, when a fact that it needs is absent. Option codes: VPN, MPLS, PRIV and TLS are\n"
		"SIP trunks over an IP VPN, MPLS, a private line and the Internet; BEH and FRT are Enterprise Voice behind\n"
		"and in front of a PBX; VOIP is VoIP-only; CERT is a certified Direct SIP partner.\n");
	for (uint32_t i = 0; i < catalogue->n; i++)
		write_markdown_rule(&catalogue->rows[i], out);
}

/* Lines of at most WRAP_AT characters, indented. */
static void write_wrapped(const char *label, const char *text, struct out *out)
{
	size_t column = 2;

	out_printf(out, "%s\n  ", label);
	while (*text != '\0') {
		size_t length = strcspn(text, " \n");

		if (column > 2 && column + 1 + length > WRAP_AT) {
			out_puts(out, "\n  ");
			column = 2;
		} else if (column > 2) {
			out_puts(out, " ");
			column++;
		}
		out_put(out, text, length);
		column += length;
		text += length;
		if (*text == '\n') {
			out_puts(out, "\n  ");
			column = 2;
		}
		text += *text != '\0';
	}
	out_puts(out, "\n\n");
}

void catalogue_explain(const struct catalogue_row *row, struct out *out)
{
	const struct rule_info *info = row->info;
	char options[OPTIONS_LENGTH];

	rule_options_text(info->options, options, sizeof(options));
	out_printf(out, "%s %s\n%s\n\n", info->id, info->name, info->title);
	out_puts(out, "severity\n  ");
	write_grade(row, out);
	out_puts(out, "\n\n");
	if (!info->structural)
		write_wrapped("deployment options", options, out);
	write_wrapped("why", info->meaning, out);
	write_wrapped("what to do", info->fix, out);
	if (info->conflict != NULL)
		write_wrapped("where documents disagree", info->conflict, out);
	if (row->needs[0] != '\0')
		write_wrapped("unknown without", row->needs, out);
	if (row->simulated)
		write_wrapped("how", catalogue_how(row), out);
	if (info->bad[0] != '\0')
		write_wrapped("bad", info->bad, out);
	if (info->good[0] != '\0')
		write_wrapped("good", info->good, out);
	out_puts(out, "source\n");
	write_sources(info, "  ", "\n", out);
	if (info->pages[0] == PAGE_NONE)
		out_printf(out, "  %s\n", rule_source(info));
}
