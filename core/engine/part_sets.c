/* SPDX-License-Identifier: MIT */
#include "engine/part_sets.h"

#include "base/hash.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

void part_sets_release(struct part_sets *sets)
{
	arena_release(&sets->arena);
	mem_free(sets->set);
	mem_free(sets->slot);
	*sets = (struct part_sets){ .n = 0 };
}

static bool same(struct part_set a, struct part_set b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.part, b.part, a.n * sizeof(*a.part)) == 0);
}

/* The slot of the set, or the free one where it would go. */
static uint32_t slot_of(const struct part_sets *sets, struct part_set set)
{
	uint32_t at = hash_seeded((const char *)set.part, set.n * sizeof(*set.part)) & (sets->n_slot - 1);

	while (sets->slot[at] > 0 && !same(sets->set[sets->slot[at] - 1], set))
		at = (at + 1) & (sets->n_slot - 1);
	return at;
}

/* A power of two, never more than half full. */
static bool grow(struct part_sets *sets)
{
	uint32_t n = sets->n_slot > 0 ? sets->n_slot * 2 : 64;
	uint32_t *slot;

	if (sets->n + 1 <= sets->n_slot / 2)
		return true;
	slot = mem_zalloc(n * sizeof(*slot));
	if (slot == NULL)
		return false;
	mem_free(sets->slot);
	sets->slot = slot;
	sets->n_slot = n;
	for (uint32_t i = 0; i < sets->n; i++)
		sets->slot[slot_of(sets, sets->set[i])] = i + 1;
	return true;
}

bool part_sets_add(struct part_sets *sets, struct part_set set, uint32_t *ret_at)
{
	uint32_t at;
	uint32_t *part;

	if (!grow(sets) || !mem_grow(&sets->set, &sets->room, sets->n + 1, sizeof(*sets->set)))
		return false;
	at = slot_of(sets, set);
	*ret_at = sets->slot[at] > 0 ? sets->slot[at] - 1 : sets->n;
	if (*ret_at < sets->n)
		return true;
	part = arena_alloc(&sets->arena, (set.n + 1) * sizeof(*part));
	if (part == NULL)
		return false;
	if (set.n > 0)
		memcpy(part, set.part, set.n * sizeof(*part));
	sets->set[sets->n++] = (struct part_set){ part, set.n };
	sets->slot[at] = sets->n;
	return true;
}

static int compare_parts(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left;
	uint32_t b = *(const uint32_t *)right;

	return (a > b) - (a < b);
}

void part_set_sort(struct part_set *set)
{
	if (set->n > 1)
		qsort(set->part, set->n, sizeof(*set->part), compare_parts);
}

static bool holds_another(const struct part_sets *sets, uint32_t number)
{
	for (uint32_t i = 0; i < sets->n; i++)
		if (sets->set[i].n < sets->set[number].n &&
			part_set_is_subset(sets->set[i], sets->set[number]))
			return true;
	return false;
}

/* From the end: a set that is left out is not needed to leave out another one, for the least one in it does that. */
void part_sets_minimise(struct part_sets *sets)
{
	for (uint32_t i = sets->n; i-- > 0;)
		if (holds_another(sets, i))
			sets->set[i] = sets->set[--sets->n];
	mem_free(sets->slot); /* places have changed */
	sets->slot = NULL;
	sets->n_slot = 0;
}

uint32_t part_set_with(struct part_set set, uint32_t part, uint32_t *room)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < set.n && set.part[i] < part; i++)
		room[n++] = set.part[i];
	room[n++] = part;
	for (uint32_t i = n - 1; i < set.n; i++)
		room[n++] = set.part[i];
	return n;
}

bool part_set_has(struct part_set set, uint32_t part)
{
	for (uint32_t i = 0; i < set.n; i++)
		if (set.part[i] == part)
			return true;
	return false;
}

bool part_set_is_subset(struct part_set small, struct part_set large)
{
	uint32_t at = 0;

	for (uint32_t i = 0; i < large.n && at < small.n; i++)
		at += large.part[i] == small.part[at];
	return at == small.n;
}
