/* SPDX-License-Identifier: MIT */
#include "render/html_index.h"

#include "base/mem.h"
#include "render/svg.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *left, const void *right)
{
	const struct html_entry *a = left;
	const struct html_entry *b = right;
	int order = strcmp(a->id, b->id);

	return order != 0 ? order : (a->number > b->number) - (a->number < b->number);
}

static void sort(struct html_entry *entry, uint32_t n)
{
	if (n > 0)
		qsort(entry, n, sizeof(*entry), compare);
}

static void add_thing(
	struct html_index *index, const struct diagram_thing *thing, uint32_t number, bool is_line)
{
	if (svg_is_told_about(is_line, thing))
		index->thing[index->n_thing++] = (struct html_entry){
			.id = thing->id, .number = number, .thing = thing
		};
}

static void add_entries(
	struct html_index *index, const struct diagram *diagram, const struct findings *findings)
{
	for (uint32_t i = 0; i < diagram->n_area; i++)
		add_thing(index, &diagram->area[i].thing, i, false);
	for (uint32_t i = 0; i < diagram->n_box; i++)
		add_thing(index, &diagram->box[i].thing, i, false);
	for (uint32_t i = 0; i < diagram->n_line; i++)
		add_thing(index, &diagram->line[i].thing, i, true);
	for (uint32_t i = 0; i < findings->n_finding; i++)
		index->finding[index->n_finding++] = (struct html_entry){ .id = findings->finding[i].element,
			.number = i };
	sort(index->thing, index->n_thing);
	sort(index->finding, index->n_finding);
}

/* From behind, so that each list is in the order of the diagram. */
static void chain(struct html_index *index, const struct diagram *diagram)
{
	for (uint32_t i = diagram->n_area; i-- > 0;) {
		index->next_area[i] = index->first_area[diagram->area[i].within];
		index->first_area[diagram->area[i].within] = i + 1;
	}
	for (uint32_t i = diagram->n_box; i-- > 0;) {
		index->next_box[i] = index->first_box[diagram->box[i].within];
		index->first_box[diagram->box[i].within] = i + 1;
	}
	for (uint32_t i = 2 * diagram->n_line; i-- > 0;) {
		const struct diagram_line *line = &diagram->line[i / 2];
		uint32_t box = i % 2 == 0 ? line->from : line->to;

		index->next_end[i] = index->first_end[box];
		index->first_end[box] = i + 1;
	}
}

static uint32_t *numbers(uint32_t n)
{
	return mem_zalloc(((size_t)n + 1) * sizeof(uint32_t));
}

bool html_index_make(struct html_index *index, const struct diagram *diagram, const struct findings *findings)
{
	size_t things = (size_t)diagram->n_area + diagram->n_box + diagram->n_line;

	*index = (struct html_index){
		.thing = mem_alloc((things + 1) * sizeof(*index->thing)),
		.finding = mem_alloc(((size_t)findings->n_finding + 1) * sizeof(*index->finding)),
		.first_area = numbers(diagram->n_area),
		.next_area = numbers(diagram->n_area),
		.first_box = numbers(diagram->n_area),
		.next_box = numbers(diagram->n_box),
		.first_end = numbers(diagram->n_box),
		.next_end = numbers(2 * diagram->n_line),
	};
	if (index->thing == NULL || index->finding == NULL || index->first_area == NULL ||
		index->next_area == NULL || index->first_box == NULL || index->next_box == NULL ||
		index->first_end == NULL || index->next_end == NULL)
		return false;
	add_entries(index, diagram, findings);
	chain(index, diagram);
	return true;
}

void html_index_release(struct html_index *index)
{
	mem_free(index->thing);
	mem_free(index->finding);
	mem_free(index->first_area);
	mem_free(index->next_area);
	mem_free(index->first_box);
	mem_free(index->next_box);
	mem_free(index->first_end);
	mem_free(index->next_end);
	*index = (struct html_index){ 0 };
}

/* The number of entries before the first one with this id. */
static uint32_t lower(const struct html_entry *entry, uint32_t n, const char *id)
{
	uint32_t low = 0;

	while (low < n) {
		uint32_t middle = low + (n - low) / 2;

		if (strcmp(entry[middle].id, id) < 0)
			low = middle + 1;
		else
			n = middle;
	}
	return low;
}

static const struct html_entry *lookup(
	const struct html_entry *entry, uint32_t n, const char *id, uint32_t *ret_n)
{
	uint32_t first = lower(entry, n, id);
	uint32_t last = first;

	while (last < n && strcmp(entry[last].id, id) == 0)
		last++;
	*ret_n = last - first;
	return &entry[first];
}

const struct html_entry *html_index_things(const struct html_index *index, const char *id, uint32_t *ret_n)
{
	return lookup(index->thing, index->n_thing, id, ret_n);
}

const struct html_entry *html_index_findings(const struct html_index *index, const char *id, uint32_t *ret_n)
{
	return lookup(index->finding, index->n_finding, id, ret_n);
}
