/* SPDX-License-Identifier: MIT */
/*
 * number_index.h - whether any of many telephone number ranges overlaps another, without looking at all of them.
 *
 * Add ranges, sort once, then ask. Extensions are not told apart: they enter under one number.
 */
#ifndef LYNC_TOPO_MODEL_NUMBER_INDEX_H
#define LYNC_TOPO_MODEL_NUMBER_INDEX_H

#include "model/numbers.h"

struct number_span {
	uint64_t first, last;
	uint64_t furthest; /* the largest `last` up to this span, once sorted */
};

struct number_index {
	struct number_span *span;
	uint32_t n, room;
};

/* Adds all ranges of a well-formed list. False when out of memory. */
bool number_index_add(struct number_index *index, struct str list);

/* Before the first question. */
void number_index_sort(struct number_index *index);

/* True if a number of the list lies in one of the ranges. Logarithmic in the index for each range. */
bool number_index_holds(const struct number_index *index, struct str list);

void number_index_release(struct number_index *index);

#endif
