/* SPDX-License-Identifier: MIT */
#include "diag/finding.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

void findings_release(struct findings *findings)
{
	mem_free(findings->finding);
	mem_free(findings->suppressed);
	mem_free(findings->baselined);
	mem_free(findings->unknown);
	mem_free(findings->answer);
	arena_release(&findings->arena);
	*findings = (struct findings){ 0 };
}

void findings_add(struct findings *findings, const struct finding *finding)
{
	if (mem_grow(&findings->finding, &findings->room_finding, findings->n_finding + 1, sizeof(*finding)))
		findings->finding[findings->n_finding++] = *finding;
}

void findings_add_unknown(struct findings *findings, const struct unknown *unknown)
{
	if (mem_grow(&findings->unknown, &findings->room_unknown, findings->n_unknown + 1, sizeof(*unknown)))
		findings->unknown[findings->n_unknown++] = *unknown;
}

void findings_add_answer(struct findings *findings, const struct answer *answer)
{
	if (mem_grow(&findings->answer, &findings->room_answer, findings->n_answer + 1, sizeof(*answer)))
		findings->answer[findings->n_answer++] = *answer;
}

void findings_suppress(struct findings *findings, uint32_t n, const struct suppression *by)
{
	struct finding *finding = &findings->finding[n];

	finding->suppression = by;
	if (mem_grow(&findings->suppressed, &findings->room_suppressed, findings->n_suppressed + 1,
		    sizeof(*finding)))
		findings->suppressed[findings->n_suppressed++] = *finding;
	finding->rule = NULL;
}

void findings_baseline(struct findings *findings, uint32_t n)
{
	struct finding *finding = &findings->finding[n];

	if (mem_grow(&findings->baselined, &findings->room_baselined, findings->n_baselined + 1,
		    sizeof(*finding)))
		findings->baselined[findings->n_baselined++] = *finding;
	finding->rule = NULL;
}

void findings_close_holes(struct findings *findings)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < findings->n_finding; i++)
		if (findings->finding[i].rule != NULL)
			findings->finding[kept++] = findings->finding[i];
	findings->n_finding = kept;
}

static int compare_numbers(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int compare_spans(const struct span *a, const struct span *b)
{
	int order;

	if (a->source == NULL || b->source == NULL)
		return (a->source != NULL) - (b->source != NULL);
	order = a->source == b->source ? 0 : strcmp(a->source->path, b->source->path);
	if (order == 0)
		order = compare_numbers(a->start, b->start);
	return order;
}

static int compare_findings(const void *left, const void *right)
{
	const struct finding *a = left;
	const struct finding *b = right;
	int order = compare_spans(&a->at, &b->at);

	if (order == 0)
		order = strcmp(a->rule->id, b->rule->id);
	if (order == 0)
		order = strcmp(a->message, b->message);
	return order != 0 ? order : strcmp(a->set, b->set);
}

static int compare_needs(const struct unknown *a, const struct unknown *b)
{
	int order = compare_numbers(a->n_needs, b->n_needs);

	for (uint32_t i = 0; order == 0 && i < a->n_needs; i++)
		order = strcmp(a->needs[i], b->needs[i]);
	return order;
}

static int compare_unknowns(const void *left, const void *right)
{
	const struct unknown *a = left;
	const struct unknown *b = right;
	int order = compare_spans(&a->at, &b->at);

	if (order == 0)
		order = strcmp(a->rule->id, b->rule->id);
	if (order == 0)
		order = compare_needs(a, b);
	return order != 0 ? order : strcmp(a->set, b->set);
}

static int compare_answers(const void *left, const void *right)
{
	const struct answer *a = left;
	const struct answer *b = right;
	int order = strcmp(a->question->id, b->question->id);

	if (order == 0)
		order = strcmp(a->element, b->element);
	return order != 0 ? order : strcmp(a->needs, b->needs);
}

static bool is_sorted(
	const char *entries, uint32_t n, size_t size, int (*compare)(const void *, const void *))
{
	uint32_t i = 1;

	while (i < n && compare(entries + (i - 1) * size, entries + i * size) <= 0)
		i++;
	return i >= n;
}

/* Sorts an array and drops entries that compare equal to the one before; returns how many are left. */
static uint32_t sort_unique(void *array, uint32_t n, size_t size, int (*compare)(const void *, const void *))
{
	char *entries = array;
	uint32_t kept = n > 0;

	if (n == 0)
		return 0;
	if (!is_sorted(entries, n, size, compare))
		qsort(array, n, size, compare);
	for (uint32_t i = 1; i < n; i++) {
		if (compare(entries + (kept - 1) * size, entries + i * size) == 0)
			continue;
		if (kept != i)
			memcpy(entries + kept * size, entries + i * size, size);
		kept++;
	}
	return kept;
}

static void sort_taken(struct finding *finding, uint32_t n)
{
	if (n > 0)
		qsort(finding, n, sizeof(*finding), compare_findings);
}

void findings_sort(struct findings *findings)
{
	sort_taken(findings->suppressed, findings->n_suppressed);
	sort_taken(findings->baselined, findings->n_baselined);
	findings->n_finding = sort_unique(
		findings->finding, findings->n_finding, sizeof(struct finding), compare_findings);
	findings->n_unknown = sort_unique(
		findings->unknown, findings->n_unknown, sizeof(struct unknown), compare_unknowns);
	findings->n_answer = sort_unique(
		findings->answer, findings->n_answer, sizeof(struct answer), compare_answers);
}
