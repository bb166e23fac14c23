/* SPDX-License-Identifier: MIT */
/*
 * many.h - for judgements that may meet any number of elements: the first few by name and the rest by number, and
 * elements sorted into groups. Linear, or nearly so, where check/elements.h is for short lists.
 *
 * All of it lives in the run's scratch memory and ends with the judgement.
 */
#ifndef LYNC_TOPO_CHECK_MANY_H
#define LYNC_TOPO_CHECK_MANY_H

#include "check/run.h"

/* Different elements, of which the first are kept. */
struct few {
	const struct element *at[RUN_MOST_RELATED];
	uint32_t n; /* all, those that are not kept included */
};

void few_add(struct few *few, const struct element *e);

/* "a, b, c and 3 more" */
const char *few_label(struct run *run, const struct few *few);

/* Relates those that are kept with the same words: as witnesses, where there are more than are kept. */
void few_relate(struct run *run, const struct few *few, enum attr attr, const char *message);

/* Pairs of a group (two numbers) and an element. */
struct grouped_entry {
	uint64_t group;
	const struct element *e;
};

struct grouped {
	struct grouped_entry *entry;
	uint32_t n, room;
	uint32_t at; /* the next group begins here */
};

/* The group of two elements, in the order given. */
uint64_t group_of(struct run *run, const struct element *a, const struct element *b);

void grouped_add(struct run *run, struct grouped *grouped, uint64_t group, const struct element *e);

/* After the last one was added: by group, in each in document order, what was added twice only once. */
void grouped_sort(struct grouped *grouped);

/* The entries of the next group, the first time those of the first; false after the last. */
bool grouped_next(struct grouped *grouped, const struct grouped_entry **ret_entry, uint32_t *ret_n);

#endif
