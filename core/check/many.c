/* SPDX-License-Identifier: MIT */
#include "check/many.h"

#include "check/elements.h"

#include <stdlib.h>
#include <string.h>

enum {
	FIRST_ROOM = 16,
};

void few_add(struct few *few, const struct element *e)
{
	if (few->n < RUN_MOST_RELATED)
		few->at[few->n] = e;
	few->n++;
}

const char *few_label(struct run *run, const struct few *few)
{
	return first_labels(run, few->at, few->n);
}

void few_relate(struct run *run, const struct few *few, enum attr attr, const char *message)
{
	for (uint32_t i = 0; i < few->n && i < RUN_MOST_RELATED; i++)
		(few->n > RUN_MOST_RELATED ? witness : relate)(
			run, few->at[i], attr, "%s: %s", label(run, few->at[i]), message);
}

uint64_t group_of(struct run *run, const struct element *a, const struct element *b)
{
	return (uint64_t)topo_index(run->topo, a) << 32 | topo_index(run->topo, b);
}

static bool grow(struct run *run, struct grouped *grouped)
{
	uint32_t room = grouped->room > 0 ? grouped->room * 2 : FIRST_ROOM;
	struct grouped_entry *entry = arena_alloc(&run->scratch, (size_t)room * sizeof(*entry));

	if (entry == NULL)
		return false;
	if (grouped->n > 0)
		memcpy(entry, grouped->entry, grouped->n * sizeof(*entry));
	grouped->entry = entry;
	grouped->room = room;
	return true;
}

void grouped_add(struct run *run, struct grouped *grouped, uint64_t group, const struct element *e)
{
	if (grouped->n < grouped->room || grow(run, grouped))
		grouped->entry[grouped->n++] = (struct grouped_entry){ group, e };
}

static int compare_entries(const void *left, const void *right)
{
	const struct grouped_entry *a = left;
	const struct grouped_entry *b = right;

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	return (a->e > b->e) - (a->e < b->e);
}

void grouped_sort(struct grouped *grouped)
{
	uint32_t kept = 0;

	if (grouped->n > 0)
		qsort(grouped->entry, grouped->n, sizeof(*grouped->entry), compare_entries);
	for (uint32_t i = 0; i < grouped->n; i++)
		if (kept == 0 || compare_entries(&grouped->entry[kept - 1], &grouped->entry[i]) != 0)
			grouped->entry[kept++] = grouped->entry[i];
	grouped->n = kept;
}

bool grouped_next(struct grouped *grouped, const struct grouped_entry **ret_entry, uint32_t *ret_n)
{
	uint32_t first = grouped->at;

	while (grouped->at < grouped->n && grouped->entry[grouped->at].group == grouped->entry[first].group)
		grouped->at++;
	*ret_entry = grouped->entry != NULL ? grouped->entry + first : NULL;
	*ret_n = grouped->at - first;
	return *ret_n > 0;
}
