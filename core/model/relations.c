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
	/* By kind, so that what refers to an element by one kind stands together. */
	for (uint32_t i = 0; i < topo->kind_first[KIND_COUNT]; i++)
		visit_references(topo, topo->by_kind[i], note_reference);
	/* Every start has moved on to the next element's start: move them back. */
	memmove(topo->referrer_first + 1, topo->referrer_first, (size_t)n * sizeof(*topo->referrer_first));
	topo->referrer_first[0] = 0;
}

void relations_make(struct topology *topo)
{
	index_kinds(topo);
	if (topo->by_kind != NULL)
		index_references(topo);
}
