/* SPDX-License-Identifier: MIT */
/*
 * elements.h - short lists of elements that a judgement collects, without repetition.
 *
 * They live in the run's scratch memory and end with the judgement. As long as elements are added in document order,
 * as walks give them, a list may be long. Any other is meant to be short in any sensible plan: membership is found by
 * looking at each entry.
 */
#ifndef LYNC_TOPO_CHECK_ELEMENTS_H
#define LYNC_TOPO_CHECK_ELEMENTS_H

#include "check/derived.h"

struct elements {
	const struct element **at;
	uint32_t *times; /* how often each was added */
	uint32_t n, room;
	bool mixed; /* not in document order */
};

void elements_add(struct run *run, struct elements *list, const struct element *e);

/* The same for one that is not in the list yet: no look at each entry, so any list may be long. */
void elements_append(struct run *run, struct elements *list, const struct element *e);

bool elements_hold(const struct elements *list, const struct element *e);

/* "a, b, c and 3 more": the labels of the first three of n elements; the array need not hold more. */
const char *first_labels(struct run *run, const struct element *const *first, uint32_t n);

/* The same for the entries of a list. */
const char *elements_label(struct run *run, const struct elements *list);

/* Relates every entry with the same words. */
void elements_relate(struct run *run, const struct elements *list, enum attr attr, const char *message);

/* Membership of any number of elements, a bit each, in the run's scratch memory. Starts as { 0 }. */
struct element_set {
	uint64_t *bits;
};

/* True if the element was not in it before. */
bool element_set_add(struct run *run, struct element_set *set, const struct element *e);
bool element_set_holds(struct run *run, const struct element_set *set, const struct element *e);

#endif
