/* SPDX-License-Identifier: MIT */
#include "check/elements.h"

#include <string.h>

enum {
	FIRST_ROOM = 8,
	LABELS_SHOWN = 3,
};

/* From the end: what comes again usually does so at once. */
static uint32_t find_by_looking(const struct elements *list, const struct element *e)
{
	for (uint32_t i = list->n; i > 0; i--)
		if (list->at[i - 1] == e)
			return i - 1;
	return list->n;
}

/* Its place, or the number of entries. */
static uint32_t find(const struct elements *list, const struct element *e)
{
	uint32_t first = 0;
	uint32_t end = list->n;

	if (list->mixed)
		return find_by_looking(list, e);
	if (list->n > 0 && e > list->at[list->n - 1])
		return list->n;
	while (first < end) {
		uint32_t middle = first + (end - first) / 2;

		if (list->at[middle] < e)
			first = middle + 1;
		else
			end = middle;
	}
	return first < list->n && list->at[first] == e ? first : list->n;
}

bool elements_hold(const struct elements *list, const struct element *e)
{
	return find(list, e) < list->n;
}

static bool grow(struct run *run, struct elements *list)
{
	uint32_t room = list->room ? list->room * 2 : FIRST_ROOM;
	const struct element **at = arena_alloc(&run->scratch, room * sizeof(*at));
	uint32_t *times = arena_alloc(&run->scratch, room * sizeof(*times));

	if (at == NULL || times == NULL)
		return false;
	if (list->n > 0) {
		memcpy(at, list->at, list->n * sizeof(*at));
		memcpy(times, list->times, list->n * sizeof(*times));
	}
	list->at = at;
	list->times = times;
	list->room = room;
	return true;
}

void elements_add(struct run *run, struct elements *list, const struct element *e)
{
	uint32_t place = find(list, e);

	if (place < list->n)
		list->times[place]++;
	else
		elements_append(run, list, e);
}

void elements_append(struct run *run, struct elements *list, const struct element *e)
{
	if (list->n == list->room && !grow(run, list))
		return;
	list->mixed |= list->n > 0 && e <= list->at[list->n - 1];
	list->at[list->n] = e;
	list->times[list->n++] = 1;
}

const char *first_labels(struct run *run, const struct element *const *first, uint32_t n)
{
	const char *text = "";

	for (uint32_t i = 0; i < n && i < LABELS_SHOWN; i++)
		text = words(run, "%s%s%s", text,
			i == 0             ? "" :
				i + 1 == n ? " and " :
					     ", ",
			label(run, first[i]));
	if (n > LABELS_SHOWN)
		text = words(run, "%s and %u more", text, (unsigned)(n - LABELS_SHOWN));
	return text;
}

const char *elements_label(struct run *run, const struct elements *list)
{
	return first_labels(run, list->at, list->n);
}

void elements_relate(struct run *run, const struct elements *list, enum attr attr, const char *message)
{
	for (uint32_t i = 0; i < list->n; i++)
		relate(run, list->at[i], attr, "%s: %s", label(run, list->at[i]), message);
}

bool element_set_add(struct run *run, struct element_set *set, const struct element *e)
{
	uint32_t index = topo_index(run->topo, e);
	size_t room = run->topo->n_element / 64 + 1;

	if (element_set_holds(run, set, e))
		return false;
	if (set->bits == NULL) {
		set->bits = arena_alloc(&run->scratch, room * sizeof(*set->bits));
		if (set->bits == NULL)
			return false;
		memset(set->bits, 0, room * sizeof(*set->bits));
	}
	set->bits[index / 64] |= BIT(index % 64);
	return true;
}

bool element_set_holds(struct run *run, const struct element_set *set, const struct element *e)
{
	uint32_t index = topo_index(run->topo, e);

	return set->bits != NULL && set->bits[index / 64] & BIT(index % 64);
}
