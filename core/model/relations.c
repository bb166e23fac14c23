/* SPDX-License-Identifier: MIT */
#include "model/relations.h"

#include "base/mem.h"

#include <string.h>

static bool counts(const struct element *e)
{
	return !(e->flags & ELEMENT_SPOILED);
}

static void index_kinds(struct topology *topo)
{
	uint32_t at[KIND_COUNT] = { 0 };
	uint32_t sum = 0;

	for (uint32_t i = 0; i < topo->n_element; i++)
		if (counts(&topo->element[i]))
			at[topo->element[i].kind]++;
	for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
		topo->kind_first[kind] = sum;
		sum += at[kind];
		at[kind] = topo->kind_first[kind];
	}
	topo->kind_first[KIND_COUNT] = sum;
	topo->by_kind = mem_alloc((size_t)sum * sizeof(*topo->by_kind));
	if (topo->by_kind == NULL)
		return;
	for (uint32_t i = 0; i < topo->n_element; i++) {
		struct element *e = &topo->element[i];

		if (!counts(e))
			continue;
		e->place = at[e->kind] - topo->kind_first[e->kind];
		topo->by_kind[at[e->kind]++] = i;
	}
}

void relations_doubt(struct topology *topo, const struct element *e, enum attr attr)
{
	topo->element[topo_index(topo, e)].flags |= ELEMENT_BROKEN;
	topo->doubtful_refs[attr] |= BIT(e->kind);
	topo->doubtful_refs[A_NONE] |= BIT(e->kind);
}

/* What is done with each reference: counted first, noted then. */
typedef void visit(struct topology *topo, uint32_t from, uint16_t attr, uint32_t to);

static void visit_value(struct topology *topo, uint32_t from, const struct value *value, visit *do_it)
{
	if (value->flags & VALUE_LIST) {
		for (uint32_t i = 1; i <= topo->link[value->value]; i++)
			do_it(topo, from, value->attr, topo->link[value->value + i]);
	} else if (value->flags & VALUE_ELEMENT && !(value->flags & VALUE_BROKEN)) {
		do_it(topo, from, value->attr, value->value);
	}
}

static void visit_references(struct topology *topo, uint32_t from, visit *do_it)
{
	const struct element *e = &topo->element[from];

	for (unsigned j = 0; j < e->n_values; j++) {
		const struct value *value = &topo->value[e->values + j];

		if (value->flags & (VALUE_ELEMENT | VALUE_LIST))
			visit_value(topo, from, value, do_it);
		if (value->flags & VALUE_BROKEN)
			relations_doubt(topo, e, value->attr);
	}
}

static void count_reference(struct topology *topo, uint32_t from, uint16_t attr, uint32_t to)
{
	(void)from;
	(void)attr;
	topo->referrer_first[to + 1]++;
}

/* referrer_first[to] moves on as referrers are noted; afterwards it is where the next element's begin. */
static void note_reference(struct topology *topo, uint32_t from, uint16_t attr, uint32_t to)
{
	uint32_t at = topo->referrer_first[to]++;

	topo->referrer[at] = from;
	topo->referrer_key[at] = referrer_key(topo->element[from].kind, attr);
}

/* See referrer_key(). */
static unsigned key_kind(uint16_t key)
{
	return key >> 10;
}

/* Room for the referrers of one element. */
struct gathering {
	uint32_t *referrer;
	uint16_t *key;
	uint32_t room;
};

static bool stand_by_kind(const struct topology *topo, uint32_t first, uint32_t end)
{
	for (uint32_t i = first + 1; i < end; i++)
		if (key_kind(topo->referrer_key[i]) < key_kind(topo->referrer_key[i - 1]))
			return false;
	return true;
}

static uint64_t kinds_among(const struct topology *topo, uint32_t first, uint32_t end)
{
	uint64_t kinds = 0;

	for (uint32_t i = first; i < end; i++)
		kinds |= BIT(key_kind(topo->referrer_key[i]));
	return kinds;
}

static bool make_room(struct gathering *gathering, uint32_t n)
{
	uint32_t room = gathering->room;

	return mem_grow(&gathering->referrer, &room, n, sizeof(*gathering->referrer)) &&
		mem_grow(&gathering->key, &gathering->room, n, sizeof(*gathering->key));
}

/* Moves referrers of one kind together, in the order in which they stand. */
static void gather(struct topology *topo, uint32_t first, uint32_t end, struct gathering *gathering)
{
	uint32_t n = 0;

	if (stand_by_kind(topo, first, end) || !make_room(gathering, end - first))
		return;
	for (uint64_t kinds = kinds_among(topo, first, end); kinds != 0; kinds &= kinds - 1) {
		for (uint32_t i = first; i < end; i++) {
			if (key_kind(topo->referrer_key[i]) != (unsigned)__builtin_ctzll(kinds))
				continue;
			gathering->referrer[n] = topo->referrer[i];
			gathering->key[n++] = topo->referrer_key[i];
		}
	}
	memcpy(topo->referrer + first, gathering->referrer, n * sizeof(*topo->referrer));
	memcpy(topo->referrer_key + first, gathering->key, n * sizeof(*topo->referrer_key));
}

static void gather_referrers(struct topology *topo)
{
	struct gathering gathering = { 0 };

	for (uint32_t i = 0; i < topo->n_element; i++)
		gather(topo, topo->referrer_first[i], topo->referrer_first[i + 1], &gathering);
	mem_free(gathering.referrer);
	mem_free(gathering.key);
}

/* In document order: what refers and what is referred to mostly stand near each other, in memory as in the document. */
static void index_references(struct topology *topo)
{
	uint32_t n = topo->n_element;
	uint32_t total;

	topo->referrer_first = mem_zalloc(((size_t)n + 1) * sizeof(*topo->referrer_first));
	if (topo->referrer_first == NULL)
		return;
	for (uint32_t i = 0; i < n; i++)
		if (counts(&topo->element[i]))
			visit_references(topo, i, count_reference);
	for (uint32_t i = 0; i < n; i++)
		topo->referrer_first[i + 1] += topo->referrer_first[i];
	total = topo->referrer_first[n];
	topo->referrer = mem_alloc((size_t)total * sizeof(*topo->referrer));
	topo->referrer_key = mem_alloc((size_t)total * sizeof(*topo->referrer_key));
	if (topo->referrer == NULL || topo->referrer_key == NULL)
		return;
	for (uint32_t i = 0; i < n; i++)
		if (counts(&topo->element[i]))
			visit_references(topo, i, note_reference);
	/* Every start has moved on to the next element's start: move them back. */
	memmove(topo->referrer_first + 1, topo->referrer_first, (size_t)n * sizeof(*topo->referrer_first));
	topo->referrer_first[0] = 0;
	gather_referrers(topo);
}

void relations_make(struct topology *topo)
{
	index_kinds(topo);
	if (topo->by_kind != NULL)
		index_references(topo);
}
