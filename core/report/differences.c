/* SPDX-License-Identifier: MIT */
#include "report/differences.h"

#include "base/escape.h"
#include "report/finding_json.h"
#include "report/lines.h"

bool differences_any(const struct differences_report *report)
{
	return report->differences->n_element + report->differences->n_call + report->findings->n_finding +
		report->against->n_fixed >
		0;
}

/* How lines look in one format. */
struct look {
	const char *heading; /* before a heading */
	const char *entry;   /* before an entry */
	void (*escape)(struct buf *buf, struct str text);
};

static const struct look plain = { "", "  ", escape_terminal };
static const struct look marked = { "### ", "- ", escape_markdown };

static void write_heading(const struct look *look, const char *words, uint32_t n, struct out *out)
{
	if (n > 0)
		out_printf(out, "%s%s\n%s", look->heading, words, look == &marked ? "\n" : "");
}

/* "  added: trunk 't3' is new" */
static void write_entry(const struct look *look, const char *what, const char *words, struct out *out)
{
	struct buf buf = { 0 };

	buf_printf(&buf, "%s%s: ", look->entry, what);
	look->escape(&buf, str_of(words));
	buf_putc(&buf, '\n');
	out_take(out, &buf);
	buf_release(&buf);
}

static void end_list(uint32_t n, struct out *out)
{
	if (n > 0)
		out_puts(out, "\n");
}

static void write_findings(const struct differences_report *report, const struct look *look, struct out *out)
{
	uint32_t n = report->findings->n_finding + report->against->n_fixed;

	write_heading(look, "findings", n, out);
	for (uint32_t i = 0; i < report->findings->n_finding; i++) {
		const struct finding *finding = &report->findings->finding[i];
		struct buf words = { 0 };

		buf_printf(&words, "%s [%s]", finding->message, finding->rule->name);
		write_entry(look, severity_name(finding->severity), buf_text(&words), out);
		buf_release(&words);
	}
	for (uint32_t i = 0; i < report->against->n_fixed; i++)
		write_entry(look, "fixed", report->against->fixed[i]->message, out);
	end_list(n, out);
}

static const char *plural(uint32_t n)
{
	return n == 1 ? "" : "s";
}

static void write_all(const struct differences_report *report, const struct look *look, struct out *out)
{
	const struct differences *differences = report->differences;

	write_heading(look, "plan", differences->n_element, out);
	for (uint32_t i = 0; i < differences->n_element; i++)
		write_entry(look, change_name(differences->element[i].change), differences->element[i].words,
			out);
	end_list(differences->n_element, out);
	write_heading(look, "calls", differences->n_call, out);
	for (uint32_t i = 0; i < differences->n_call; i++)
		write_entry(look, differences->call[i].what, differences->call[i].words, out);
	end_list(differences->n_call, out);
	write_findings(report, look, out);
	if (!differences_any(report))
		out_puts(out, "no difference\n");
	else
		out_printf(out, "%u change%s of the plan, %u of calls; %u new finding%s, %u fixed\n",
			(unsigned)differences->n_element, plural(differences->n_element),
			(unsigned)differences->n_call, (unsigned)report->findings->n_finding,
			plural(report->findings->n_finding), (unsigned)report->against->n_fixed);
}

void differences_text(const struct differences_report *report, struct out *out)
{
	write_all(report, &plain, out);
}

void differences_markdown(const struct differences_report *report, struct out *out)
{
	struct buf buf = { 0 };

	buf_puts(&buf, "## ");
	escape_markdown(&buf, str_of(report->before));
	buf_puts(&buf, " and ");
	escape_markdown(&buf, str_of(report->after));
	buf_puts(&buf, "\n\n");
	out_take(out, &buf);
	buf_release(&buf);
	write_all(report, &marked, out);
}

static void add_text(cJSON *object, const char *key, const char *text)
{
	json_add(object, key, text != NULL ? cJSON_CreateString(text) : cJSON_CreateNull());
}

static cJSON *element_object(const struct element_change *change)
{
	cJSON *object = cJSON_CreateObject();

	cJSON_AddStringToObject(object, "change", change_name(change->change));
	cJSON_AddStringToObject(object, "element", change->element);
	cJSON_AddStringToObject(object, "path", change->path);
	cJSON_AddStringToObject(object, "attribute", change->attribute);
	add_text(object, "old", change->before);
	add_text(object, "new", change->after);
	add_text(object, "renamed", change->renamed);
	cJSON_AddStringToObject(object, "words", change->words);
	return object;
}

static cJSON *call_object(const struct call_change *change)
{
	cJSON *object = cJSON_CreateObject();

	cJSON_AddStringToObject(object, "call", change->call);
	cJSON_AddStringToObject(object, "from", change->from);
	cJSON_AddStringToObject(object, "to", change->to);
	cJSON_AddStringToObject(object, "what", change->what);
	add_text(object, "old", change->before);
	add_text(object, "new", change->after);
	cJSON_AddStringToObject(object, "words", change->words);
	return object;
}

void differences_json(const struct differences_report *report, struct out *out)
{
	const struct differences *differences = report->differences;
	struct json_list list;

	json_prepare();
	out_puts(out, "{\"version\":1,\"before\":");
	json_write(out, cJSON_CreateString(report->before));
	out_puts(out, ",\"after\":");
	json_write(out, cJSON_CreateString(report->after));
	out_puts(out, ",\n");
	list = json_list_begin(out, "elements");
	for (uint32_t i = 0; i < differences->n_element; i++)
		json_list_add(&list, element_object(&differences->element[i]));
	json_list_end(&list);
	out_puts(out, ",\n\"findings\":{");
	list = json_list_begin(out, "new");
	for (uint32_t i = 0; i < report->findings->n_finding; i++)
		json_list_add(&list, json_finding(&report->findings->finding[i], false));
	json_list_end(&list);
	out_puts(out, ",\n");
	list = json_list_begin(out, "fixed");
	for (uint32_t i = 0; i < report->against->n_fixed; i++)
		json_list_add(&list, json_finding(report->against->fixed[i], false));
	json_list_end(&list);
	out_puts(out, "},\n");
	list = json_list_begin(out, "calls");
	for (uint32_t i = 0; i < differences->n_call; i++)
		json_list_add(&list, call_object(&differences->call[i]));
	json_list_end(&list);
	out_puts(out, "}\n");
}
