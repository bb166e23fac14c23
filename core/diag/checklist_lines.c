/* SPDX-License-Identifier: MIT */
#include "diag/checklist_lines.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static void add_line(struct checklist_lines *lines, const struct checklist_line *line)
{
	if (mem_grow(&lines->line, &lines->room, lines->n + 1, sizeof(*line)))
		lines->line[lines->n++] = *line;
}

static const char *join_needs(struct checklist_lines *lines, const struct unknown *unknown)
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
	const struct checklist_line *a = left;
	const struct checklist_line *b = right;
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

static bool same_fact(const struct checklist_line *a, const struct checklist_line *b)
{
	return compare_lines(a, b) == 0;
}

struct checklist_lines checklist_collect(const struct findings *findings)
{
	struct checklist_lines lines = { .n = 0 };
	uint32_t kept = 0;

	for (uint32_t i = 0; i < findings->n_unknown; i++) {
		const struct unknown *unknown = &findings->unknown[i];

		add_line(&lines,
			&(struct checklist_line){ unknown->question, unknown->of->element, unknown->of->label,
				join_needs(&lines, unknown), NULL });
	}
	for (uint32_t i = 0; i < findings->n_answer; i++) {
		const struct answer *answer = &findings->answer[i];

		add_line(&lines,
			&(struct checklist_line){ answer->question, answer->element, answer->label,
				answer->needs, answer->value });
	}
	if (lines.n > 0)
		qsort(lines.line, lines.n, sizeof(*lines.line), compare_lines);
	for (uint32_t i = 0; i < lines.n; i++)
		if (kept == 0 || !same_fact(&lines.line[kept - 1], &lines.line[i]))
			lines.line[kept++] = lines.line[i];
	lines.n = kept;
	return lines;
}

void checklist_release(struct checklist_lines *lines)
{
	mem_free(lines->line);
	arena_release(&lines->arena);
	*lines = (struct checklist_lines){ 0 };
}

uint32_t checklist_open(const struct checklist_lines *lines)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < lines->n; i++)
		n += lines->line[i].value == NULL;
	return n;
}
