/* SPDX-License-Identifier: MIT */
#include "model/number_index.h"

#include "base/mem.h"

#include <stdlib.h>

bool number_index_add(struct number_index *index, struct str list)
{
	struct number_range range;

	while (number_range_next(&list, &range)) {
		if (!mem_grow(&index->span, &index->room, index->n + 1, sizeof(*index->span)))
			return false;
		index->span[index->n++] = (struct number_span){ range.first, range.last, range.last };
	}
	return true;
}

static int compare_spans(const void *left, const void *right)
{
	const struct number_span *a = left;
	const struct number_span *b = right;

	return (a->first > b->first) - (a->first < b->first);
}

void number_index_sort(struct number_index *index)
{
	if (index->n == 0)
		return;
	qsort(index->span, index->n, sizeof(*index->span), compare_spans);
	for (uint32_t i = 1; i < index->n; i++)
		if (index->span[i].furthest < index->span[i - 1].furthest)
			index->span[i].furthest = index->span[i - 1].furthest;
}

/* How many spans begin at or before the number. */
static uint32_t begun_by(const struct number_index *index, uint64_t number)
{
	uint32_t low = 0;
	uint32_t high = index->n;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (index->span[middle].first <= number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool number_index_holds(const struct number_index *index, struct str list)
{
	struct number_range range;

	while (number_range_next(&list, &range)) {
		uint32_t n = begun_by(index, range.last);

		if (n > 0 && index->span[n - 1].furthest >= range.first)
			return true;
	}
	return false;
}

void number_index_release(struct number_index *index)
{
	mem_free(index->span);
	*index = (struct number_index){ 0 };
}
