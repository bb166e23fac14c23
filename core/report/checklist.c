/* SPDX-License-Identifier: MIT */
#include "report/checklist.h"

#include "base/escape.h"
#include "base/mem.h"
#include "report/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An open question about one fact of one element, whichever rules need it. */
struct line {
	const struct question *question;
	const char *element;
	const char *label;
	const char *needs; /* joined by blanks, in the arena of the checklist */
	const char *value; /* NULL: open */
};

struct lines {
	struct arena arena;
	struct line *line;
	uint32_t n, room;
};

static void add_line(struct lines *lines, const struct line *line)
{
	if (mem_grow(&lines->line, &lines->room, lines->n + 1, sizeof(*line)))
		lines->line[lines->n++] = *line;
}

static const char *join_needs(struct lines *lines, const struct unknown *unknown)
{
	const char *text = "";

	for (uint32_t i = 0; i < unknown->n_needs; i++)
		text = arena_printf(&lines->arena, "%s%s%s", text, i ? " " : "", unknown->needs[i]);
	return text;
}

/* "Q-H2" before "Q-H10": letters first, then the number. */
static int compare_ids(const char *a, const char *b)
{
	size_t letters_a = strcspn(a, "0123456789");
	size_t letters_b = strcspn(b, "0123456789");
	int order = strncmp(a, b, letters_a > letters_b ? letters_a : letters_b);
	unsigned long number_a = strtoul(a + letters_a, NULL, 10);
	unsigned long number_b = strtoul(b + letters_b, NULL, 10);

	return order != 0 ? order : (number_a > number_b) - (number_a < number_b);
}

static int compare_lines(const void *left, const void *right)
{
	const struct line *a = left;
	const struct line *b = right;
	int order = (int)a->question->ask - (int)b->question->ask;

	if (order == 0)
		order = compare_ids(a->question->id, b->question->id);
	if (order == 0)
		order = strcmp(a->element, b->element);
	if (order == 0)
		order = strcmp(a->label, b->label);
	if (order == 0)
		order = strcmp(a->needs, b->needs);
	return order != 0 ? order : (a->value != NULL) - (b->value != NULL);
}

static bool same_fact(const struct line *a, const struct line *b)
{
	return compare_lines(a, b) == 0;
}

static struct lines collect(const struct findings *findings)
{
	struct lines lines = { .n = 0 };
	uint32_t kept = 0;

	for (uint32_t i = 0; i < findings->n_unknown; i++) {
		const struct unknown *unknown = &findings->unknown[i];

		add_line(&lines,
			&(struct line){ unknown->question, unknown->element, unknown->label,
				join_needs(&lines, unknown), NULL });
	}
	for (uint32_t i = 0; i < findings->n_answer; i++) {
		const struct answer *answer = &findings->answer[i];

		add_line(&lines,
			&(struct line){ answer->question, answer->element, answer->label, answer->needs,
				answer->value });
	}
	if (lines.n > 0)
		qsort(lines.line, lines.n, sizeof(*lines.line), compare_lines);
	for (uint32_t i = 0; i < lines.n; i++)
		if (kept == 0 || !same_fact(&lines.line[kept - 1], &lines.line[i]))
			lines.line[kept++] = lines.line[i];
	lines.n = kept;
	return lines;
}

static void release(struct lines *lines)
{
	mem_free(lines->line);
	arena_release(&lines->arena);
}

static uint32_t count_open(const struct lines *lines)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < lines->n; i++)
		n += lines->line[i].value == NULL;
	return n;
}

static void write_text_line(const struct line *line, struct out *out)
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
	struct lines lines = collect(findings);
	uint32_t open = count_open(&lines);

	for (uint32_t i = 0; i < lines.n; i++) {
		if (i == 0 || lines.line[i - 1].question->ask != lines.line[i].question->ask)
			out_printf(out, "%sask %s\n", i == 0 ? "" : "\n",
				ask_title(lines.line[i].question->ask));
		write_text_line(&lines.line[i], out);
	}
	out_printf(out, "%s%u open, %u closed\n", lines.n > 0 ? "\n" : "", (unsigned)open,
		(unsigned)(lines.n - open));
	release(&lines);
}

static void write_markdown_line(const struct line *line, struct out *out)
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
	struct lines lines = collect(findings);

	out_puts(out, "# Checklist\n");
	if (lines.n == 0)
		out_puts(out, "\nNothing is open.\n");
	for (uint32_t i = 0; i < lines.n; i++) {
		if (i == 0 || lines.line[i - 1].question->ask != lines.line[i].question->ask)
			out_printf(out, "\n## Ask %s\n\n", ask_title(lines.line[i].question->ask));
		write_markdown_line(&lines.line[i], out);
	}
	release(&lines);
}

static cJSON *question_object(const struct line *line)
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
	struct lines lines = collect(findings);
	struct json_list list;

	json_prepare();
	out_puts(out, "{\"version\":1,");
	list = json_list_begin(out, "questions");
	for (uint32_t i = 0; i < lines.n; i++)
		json_list_add(&list, question_object(&lines.line[i]));
	json_list_end(&list);
	out_puts(out, "}\n");
	release(&lines);
}
