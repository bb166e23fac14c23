/* SPDX-License-Identifier: MIT */
#include "diag/part.h"

#include "base/mem.h"

#include <inttypes.h>
#include <stdlib.h>

void part_release(struct part *part)
{
	mem_free(part->sweep.result);
	calls_release(&part->setting);
	arena_release(&part->arena);
	*part = (struct part){ .number = 0 };
}

bool part_add_result(struct part *part, struct part_results *results, struct str result)
{
	const char *copy = arena_copy(&part->arena, result.text, result.length);

	if (!mem_grow(&results->result, &results->room, results->n + 1, sizeof(*results->result)))
		return false;
	results->result[results->n++] = (struct str){ copy, result.length };
	return !mem_ran_out();
}

static int compare_numbers(const void *left, const void *right)
{
	const struct part *a = left;
	const struct part *b = right;

	return a->number < b->number ? -1 : a->number > b->number;
}

void parts_sort(struct part *part, uint32_t n)
{
	if (n > 1)
		qsort(part, n, sizeof(*part), compare_numbers);
}

static bool is_same_run(const struct part *a, const struct part *b)
{
	return a->of == b->of && a->most_failed == b->most_failed && strcmp(a->version, b->version) == 0 &&
		strcmp(a->request, b->request) == 0;
}

const char *parts_mismatch(const struct part *part, uint32_t n, struct buf *text)
{
	for (uint32_t i = 1; i < n; i++)
		if (!is_same_run(&part[0], &part[i])) {
			buf_printf(text,
				"'%s' and '%s' are parts of different runs: inputs, options, the number of parts and the version must be the same",
				part[0].path, part[i].path);
			return buf_text(text);
		}
	for (uint32_t i = 0; i < n; i++) {
		if (i > 0 && part[i].number == part[i - 1].number)
			buf_printf(text, "'%s' and '%s' are both part %" PRIu32 " of %" PRIu32,
				part[i - 1].path, part[i].path, part[i].number, part[i].of);
		else if (part[i].number != i + 1)
			buf_printf(text, "part %" PRIu32 " of %" PRIu32 " is missing", i + 1, part[i].of);
		else
			continue;
		return buf_text(text);
	}
	if (n > 0 && n < part[0].of) {
		buf_printf(text, "part %" PRIu32 " of %" PRIu32 " is missing", n + 1, part[0].of);
		return buf_text(text);
	}
	return NULL;
}

bool parts_units(const struct part *part, uint32_t n, uint32_t *ret)
{
	uint64_t all = 0;

	for (uint32_t i = 0; i < n; i++)
		all += part[i].sweep.n;
	for (uint32_t i = 0; i < n; i++)
		if (part[i].sweep.n != (all + n - 1 - i) / n)
			return false;
	*ret = (uint32_t)all;
	return all < UINT32_MAX;
}
