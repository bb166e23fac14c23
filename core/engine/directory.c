/* SPDX-License-Identifier: MIT */
#include "engine/directory.h"

#include "base/mem.h"
#include "model/numbers.h"
#include "model/walk.h"

#include <stdlib.h>
#include <string.h>

struct list {
	struct directory_entry **entry;
	uint32_t *n, *room;
};

static bool add_numbers(struct list list, struct str numbers, const struct element *owner)
{
	struct number_range range;

	while (number_range_next(&numbers, &range)) {
		if (!mem_grow(list.entry, list.room, *list.n + 1, sizeof(**list.entry)))
			return false;
		(*list.entry)[(*list.n)++] = (struct directory_entry){ range.first, range.last, range.last,
			owner };
	}
	return true;
}

static bool add_kind(struct list list, const struct topology *topo, enum kind kind, enum attr attr)
{
	struct walk owners = walk_kind(topo, kind);
	const struct element *owner;

	while ((owner = walk_next(&owners)) != NULL)
		if (!add_numbers(list, topo_text(topo, owner, attr), owner))
			return false;
	return true;
}

/* By number, then by place in the document. */
static int compare_entries(const void *left, const void *right)
{
	const struct directory_entry *a = left;
	const struct directory_entry *b = right;

	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	return (a->owner > b->owner) - (a->owner < b->owner);
}

static void sort(struct directory_entry *entry, uint32_t n)
{
	if (n == 0)
		return;
	qsort(entry, n, sizeof(*entry), compare_entries);
	for (uint32_t i = 1; i < n; i++)
		if (entry[i].furthest < entry[i - 1].furthest)
			entry[i].furthest = entry[i - 1].furthest;
}

/* Ids live as long as the topology: they are compared where they stand. */
struct named {
	const char *id;
	const struct element *e;
};

static int compare_named(const void *left, const void *right)
{
	return strcmp(((const struct named *)left)->id, ((const struct named *)right)->id);
}

static uint32_t list_parties(const struct topology *topo, struct named *named)
{
	static const enum kind kinds[] = { K_USERS, K_DEVICE, K_UNIFIED_MESSAGING };
	uint32_t n = 0;

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		for (uint32_t j = 0; j < topo_count(topo, kinds[i]); j++) {
			const struct element *e = topo_nth(topo, kinds[i], j);

			named[n++] = (struct named){ topo_id(topo, e), e };
		}
	return n;
}

static bool index_parties(struct directory *directory, const struct topology *topo)
{
	uint32_t most = topo_count(topo, K_USERS) + topo_count(topo, K_DEVICE) +
		topo_count(topo, K_UNIFIED_MESSAGING);
	struct named *named = mem_alloc((most + 1) * sizeof(*named));

	directory->party = mem_alloc((most + 1) * sizeof(struct element *));
	if (named == NULL || directory->party == NULL) {
		mem_free(named);
		return false;
	}
	directory->n_party = list_parties(topo, named);
	qsort(named, directory->n_party, sizeof(*named), compare_named);
	for (uint32_t i = 0; i < directory->n_party; i++)
		directory->party[i] = named[i].e;
	mem_free(named);
	return true;
}

/* As strcmp() orders the ids. */
static int compare_with_id(struct str text, const char *id)
{
	int order = strncmp(text.text, id, text.length);

	return order != 0 ? order : -(id[text.length] != '\0');
}

const struct element *directory_party(
	const struct directory *directory, const struct topology *topo, struct str id)
{
	uint32_t low = 0;
	uint32_t high = directory->n_party;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = compare_with_id(id, topo_id(topo, directory->party[middle]));

		if (order == 0)
			return directory->party[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

bool directory_make(struct directory *directory, const struct topology *topo)
{
	struct list people = { &directory->entry, &directory->n, &directory->room };
	struct list lines = { &directory->line, &directory->n_line, &directory->room_line };

	*directory = (struct directory){ 0 };
	if (!add_kind(people, topo, K_USERS, A_NUMBERS) || !add_kind(people, topo, K_DEVICE, A_NUMBER) ||
		!add_kind(people, topo, K_UNIFIED_MESSAGING, A_PILOT) ||
		!add_kind(lines, topo, K_PSTN_LINE, A_NUMBERS))
		return false;
	sort(directory->entry, directory->n);
	sort(directory->line, directory->n_line);
	return index_parties(directory, topo);
}

void directory_release(struct directory *directory)
{
	mem_free(directory->entry);
	mem_free(directory->line);
	mem_free(directory->party);
	*directory = (struct directory){ 0 };
}

/* Of entries that hold the number the one that begins last, which is the nearest. */
static const struct element *find(const struct directory_entry *entry, uint32_t n, struct str number)
{
	struct number_range range;
	uint32_t low = 0;
	uint32_t high = n;

	if (!number_range_parse(number, &range))
		return NULL;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (entry[middle].first <= range.first)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low > 0 && entry[low - 1].furthest >= range.first; low--)
		if (entry[low - 1].last >= range.first)
			return entry[low - 1].owner;
	return NULL;
}

const struct element *directory_owner(const struct directory *directory, struct str number)
{
	return find(directory->entry, directory->n, number);
}

const struct element *directory_line(const struct directory *directory, struct str number)
{
	return find(directory->line, directory->n_line, number);
}
