/* SPDX-License-Identifier: MIT */
#include "report/checklist.h"

#include "base/escape.h"
#include "diag/checklist_lines.h"
#include "report/json.h"

static void write_text_line(const struct checklist_line *line, struct out *out)
{
	struct buf buf = { 0 };

	buf_printf(&buf, "  [%s] %-6s ", line->value == NULL ? " " : "x", line->question->id);
	escape_terminal(&buf, str_of(line->label));
	buf_printf(&buf, ": %s\n               %s", line->question->text, line->needs);
	if (line->value != NULL) {
		buf_puts(&buf, " = ");
		escape_terminal(&buf, str_of(line->value));
	}
	buf_putc(&buf, '\n');
	out_take(out, &buf);
	buf_release(&buf);
}

void checklist_text(const struct findings *findings, struct out *out)
{
	struct checklist_lines lines = checklist_collect(findings);
	uint32_t open = checklist_open(&lines);

	for (uint32_t i = 0; i < lines.n; i++) {
		if (i == 0 || lines.line[i - 1].question->ask != lines.line[i].question->ask)
			out_printf(out, "%sask %s\n", i == 0 ? "" : "\n",
				ask_title(lines.line[i].question->ask));
		write_text_line(&lines.line[i], out);
	}
	out_printf(out, "%s%u open, %u closed\n", lines.n > 0 ? "\n" : "", (unsigned)open,
		(unsigned)(lines.n - open));
	checklist_release(&lines);
}

static void write_markdown_line(const struct checklist_line *line, struct out *out)
{
	struct buf buf = { 0 };

	buf_printf(&buf, "- [%s] %s ", line->value == NULL ? " " : "x", line->question->id);
	escape_markdown(&buf, str_of(line->label));
	buf_printf(&buf, ": %s (`%s`", line->question->text, line->needs);
	if (line->value != NULL) {
		buf_puts(&buf, " = ");
		escape_markdown(&buf, str_of(line->value));
	}
	buf_puts(&buf, ")\n");
	out_take(out, &buf);
	buf_release(&buf);
}

void checklist_markdown(const struct findings *findings, struct out *out)
{
	struct checklist_lines lines = checklist_collect(findings);

	out_puts(out, "# Checklist\n");
	if (lines.n == 0)
		out_puts(out, "\nNothing is open.\n");
	for (uint32_t i = 0; i < lines.n; i++) {
		if (i == 0 || lines.line[i - 1].question->ask != lines.line[i].question->ask)
			out_printf(out, "\n## Ask %s\n\n", ask_title(lines.line[i].question->ask));
		write_markdown_line(&lines.line[i], out);
	}
	checklist_release(&lines);
}

static cJSON *question_object(const struct checklist_line *line)
{
	cJSON *object = cJSON_CreateObject();

	cJSON_AddStringToObject(object, "id", line->question->id);
	cJSON_AddStringToObject(object, "ask", ask_name(line->question->ask));
	cJSON_AddStringToObject(object, "question", line->question->text);
	cJSON_AddStringToObject(object, "state", line->value == NULL ? "open" : "closed");
	cJSON_AddStringToObject(object, "element", line->element);
	json_add(object, "needs", json_words(line->needs));
	if (line->value != NULL)
		cJSON_AddStringToObject(object, "value", line->value);
	else
		cJSON_AddNullToObject(object, "value");
	return object;
}

void checklist_json(const struct findings *findings, struct out *out)
{
	struct checklist_lines lines = checklist_collect(findings);
	struct json_list list;

	json_prepare();
	out_puts(out, "{\"version\":1,");
	list = json_list_begin(out, "questions");
	for (uint32_t i = 0; i < lines.n; i++)
		json_list_add(&list, question_object(&lines.line[i]));
	json_list_end(&list);
	out_puts(out, "}\n");
	checklist_release(&lines);
}
