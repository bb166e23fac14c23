/* SPDX-License-Identifier: MIT */
#include "diag/finding.h"

#include "base/mem.h"

#include <limits.h>
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
	int order = a->of != b->of ? compare_spans(&a->of->at, &b->of->at) : 0;

	if (order == 0)
		order = strcmp(a->rule->id, b->rule->id);
	if (order == 0)
		order = compare_needs(a, b);
	return order != 0 ? order : strcmp(a->of->set, b->of->set);
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

typedef int compare_function(const void *, const void *);

/* Sorted, and no two are equal. */
static bool is_settled(const char *entries, uint32_t n, size_t size, compare_function *compare)
{
	uint32_t i = 1;

	while (i < n && compare(entries + (i - 1) * size, entries + i * size) < 0)
		i++;
	return i >= n;
}

/* An entry while entries are sorted. There are many, of many bytes each: most are told apart by their place alone. */
struct sort_key {
	const struct source *source;
	uint32_t start;
	uint32_t n; /* the entry's number */
};

struct sorting {
	char *entries;
	size_t size;
	compare_function *compare;
};

static int compare_keys(const void *left, const void *right, void *context)
{
	const struct sort_key *a = left;
	const struct sort_key *b = right;
	const struct sorting *sorting = context;

	if (a->source == b->source && a->start != b->start)
		return compare_numbers(a->start, b->start);
	return sorting->compare(
		sorting->entries + a->n * sorting->size, sorting->entries + b->n * sorting->size);
}

/* By one byte of the start, keys of the same byte in the order in which they stand. */
static void sort_by_byte(const struct sort_key *keys, struct sort_key *ret, uint32_t n, unsigned shift)
{
	uint32_t first[UCHAR_MAX + 2] = { 0 };

	for (uint32_t i = 0; i < n; i++)
		first[(keys[i].start >> shift & UCHAR_MAX) + 1]++;
	for (unsigned byte = 0; byte < UCHAR_MAX; byte++)
		first[byte + 1] += first[byte];
	for (uint32_t i = 0; i < n; i++)
		ret[first[keys[i].start >> shift & UCHAR_MAX]++] = keys[i];
}

static bool are_of_one_source(const struct sort_key *keys, uint32_t n)
{
	uint32_t i = 1;

	while (i < n && keys[i].source == keys[0].source)
		i++;
	return i >= n;
}

enum {
	MANY_KEYS = 1000, /* from here on it pays to look at each byte of the starts */
};

/* Mostly there are many in one file: by place without comparing, and only what stands at one place is compared. */
static void sort_keys(struct sort_key *keys, uint32_t n, struct sorting *sorting)
{
	struct sort_key *spare = n >= MANY_KEYS && are_of_one_source(keys, n) ? mem_alloc(n * sizeof(*keys)) :
										NULL;

	if (spare == NULL) {
		qsort_r(keys, n, sizeof(*keys), compare_keys, sorting);
		return;
	}
	for (unsigned shift = 0; shift < 32; shift += 16) {
		sort_by_byte(keys, spare, n, shift);
		sort_by_byte(spare, keys, n, shift + 8);
	}
	mem_free(spare);
	for (uint32_t i = 0, end = 0; i < n; i = end) {
		while (end < n && keys[end].start == keys[i].start)
			end++;
		if (end - i > 1)
			qsort_r(keys + i, end - i, sizeof(*keys), compare_keys, sorting);
	}
}

/* Moves each entry to the place of its key. */
static void follow_keys(const struct sorting *sorting, struct sort_key *keys, uint32_t n)
{
	struct finding spare;
	_Static_assert(sizeof(spare) >= sizeof(struct unknown), "room for an entry of either kind");
	char *entries = sorting->entries;
	size_t size = sorting->size;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t hole = i;

		memcpy(&spare, entries + i * size, size);
		while (keys[hole].n != i) {
			uint32_t from = keys[hole].n;

			memcpy(entries + hole * size, entries + from * size, size);
			keys[hole].n = hole;
			hole = from;
		}
		memcpy(entries + hole * size, &spare, size);
		keys[hole].n = hole;
	}
}

typedef const struct span *place_function(const void *entry);

static void sort_by_place(
	void *array, uint32_t n, size_t size, place_function *place, compare_function *compare)
{
	struct sorting sorting = { array, size, compare };
	struct sort_key *keys = mem_alloc(n * sizeof(*keys));

	for (uint32_t i = 0; keys != NULL && i < n; i++) {
		const struct span *at = place(sorting.entries + i * size);

		keys[i] = (struct sort_key){ at->source, at->start, i };
	}
	if (keys != NULL) {
		sort_keys(keys, n, &sorting);
		follow_keys(&sorting, keys, n);
	}
	mem_free(keys);
}

/* Drops entries that compare equal to the one before; returns how many are left. */
static uint32_t drop_repeated(void *array, uint32_t n, size_t size, compare_function *compare)
{
	char *entries = array;
	uint32_t kept = n > 0;

	for (uint32_t i = 1; i < n; i++) {
		if (compare(entries + (kept - 1) * size, entries + i * size) == 0)
			continue;
		if (kept != i)
			memcpy(entries + kept * size, entries + i * size, size);
		kept++;
	}
	return kept;
}

static const struct span *place_of_finding(const void *entry)
{
	return &((const struct finding *)entry)->at;
}

static const struct span *place_of_unknown(const void *entry)
{
	return &((const struct unknown *)entry)->of->at;
}

/* Sorts, and drops what is there twice; returns how many are left. */
static uint32_t settle(void *array, uint32_t n, size_t size, place_function *place, compare_function *compare)
{
	if (is_settled(array, n, size, compare))
		return n;
	sort_by_place(array, n, size, place, compare);
	return drop_repeated(array, n, size, compare);
}

static uint32_t sort_answers(struct answer *answer, uint32_t n)
{
	if (n > 0)
		qsort(answer, n, sizeof(*answer), compare_answers);
	return drop_repeated(answer, n, sizeof(*answer), compare_answers);
}

void findings_sort(struct findings *findings)
{
	sort_by_place(findings->suppressed, findings->n_suppressed, sizeof(struct finding), place_of_finding,
		compare_findings);
	sort_by_place(findings->baselined, findings->n_baselined, sizeof(struct finding), place_of_finding,
		compare_findings);
	findings->n_finding = settle(findings->finding, findings->n_finding, sizeof(struct finding),
		place_of_finding, compare_findings);
	findings->n_unknown = settle(findings->unknown, findings->n_unknown, sizeof(struct unknown),
		place_of_unknown, compare_unknowns);
	findings->n_answer = sort_answers(findings->answer, findings->n_answer);
}
