/* SPDX-License-Identifier: MIT */
#include "render/overview.h"

#include "base/mem.h"
#include "render/theme.h"

#include <stdlib.h>
#include <string.h>

struct overview {
	struct diagram *diagram;
	struct diagram_box *box; /* the new ones */
	uint32_t n_box;
	uint32_t *area_box; /* by area: its new box */
	uint32_t *new_box;  /* by old box */
	struct diagram_line *line;
	uint32_t n_line;
};

static uint32_t outermost(const struct diagram *diagram, uint32_t within)
{
	while (diagram->area[within - 1].within > 0)
		within = diagram->area[within - 1].within;
	return within - 1;
}

/* "2 Mediation Server pools", by caption, in the order of figures. */
static void add_counts(struct overview *overview, uint32_t area, struct diagram_thing *thing)
{
	const struct diagram *diagram = overview->diagram;

	for (unsigned figure = 0; figure < BOX_COUNT; figure++) {
		uint32_t n = 0;

		for (uint32_t i = 0; i < diagram->n_box; i++)
			n += diagram->box[i].figure == figure && overview->new_box[i] == area;
		if (n > 0)
			diagram_add_text(overview->diagram, thing, "%u %s%s", (unsigned)n,
				box_info(figure)->legend, n > 1 && figure != BOX_PEOPLE ? "s" : "");
	}
}

static void make_boxes(struct overview *overview)
{
	struct diagram *diagram = overview->diagram;

	for (uint32_t i = 0; i < diagram->n_area; i++) {
		const struct diagram_area *area = &diagram->area[i];

		if (area->within > 0)
			continue;
		overview->area_box[i] = overview->n_box;
		overview->box[overview->n_box++] = (struct diagram_box){
			.thing = area->thing,
			.figure = BOX_SUMMARY,
			.caption = area_info(area->figure)->legend,
		};
	}
	for (uint32_t i = 0; i < diagram->n_box; i++) {
		uint32_t within = diagram->box[i].within;

		if (within > 0) {
			overview->new_box[i] = overview->area_box[outermost(diagram, within)];
			continue;
		}
		overview->new_box[i] = overview->n_box;
		overview->box[overview->n_box++] = diagram->box[i];
	}
}

static int compare_lines(const void *left, const void *right)
{
	const struct diagram_line *a = left;
	const struct diagram_line *b = right;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	if (a->to != b->to)
		return a->to < b->to ? -1 : 1;
	if (a->figure != b->figure)
		return a->figure < b->figure ? -1 : 1;
	return strcmp(a->thing.id, b->thing.id);
}

static void collect_lines(struct overview *overview)
{
	const struct diagram *diagram = overview->diagram;

	for (uint32_t i = 0; i < diagram->n_line; i++) {
		struct diagram_line line = diagram->line[i];

		line.from = overview->new_box[line.from];
		line.to = overview->new_box[line.to];
		line.from_area = 0;
		line.to_area = 0;
		if (line.from != line.to && line.figure != LINE_BELONGS)
			overview->line[overview->n_line++] = line;
	}
	if (overview->n_line > 0)
		qsort(overview->line, overview->n_line, sizeof(*overview->line), compare_lines);
}

/* Lines of one figure between the same two: the first one stands for all. */
static void merge_lines(struct overview *overview)
{
	uint32_t n = 0;

	for (uint32_t i = 0, end; i < overview->n_line; i = end) {
		struct diagram_line line = overview->line[i];

		for (end = i + 1; end < overview->n_line && overview->line[end].from == line.from &&
			overview->line[end].to == line.to && overview->line[end].figure == line.figure;
			end++)
			line.encrypted = line.encrypted && overview->line[end].encrypted;
		if (end - i > 1) {
			line.thing.n_text = 0;
			line.thing.title = arena_printf(
				&overview->diagram->arena, "%u of them", (unsigned)(end - i));
		}
		overview->line[n++] = line;
	}
	overview->n_line = n;
}

static void put_in_place(struct overview *overview)
{
	struct diagram *diagram = overview->diagram;

	for (uint32_t i = 0; i < diagram->n_area; i++)
		if (diagram->area[i].within == 0)
			add_counts(
				overview, overview->area_box[i], &overview->box[overview->area_box[i]].thing);
	diagram->n_area = 0;
	memcpy(diagram->box, overview->box, overview->n_box * sizeof(*overview->box));
	diagram->n_box = overview->n_box;
	memcpy(diagram->line, overview->line, overview->n_line * sizeof(*overview->line));
	diagram->n_line = overview->n_line;
}

bool diagram_overview(struct diagram *diagram)
{
	uint32_t most = diagram->n_area + diagram->n_box + 1;
	struct overview overview = {
		.diagram = diagram,
		.box = mem_alloc(most * sizeof(*overview.box)),
		.area_box = mem_zalloc((diagram->n_area + 1) * sizeof(*overview.area_box)),
		.new_box = mem_zalloc((diagram->n_box + 1) * sizeof(*overview.new_box)),
		.line = mem_alloc((diagram->n_line + 1) * sizeof(*overview.line)),
	};
	bool good = overview.box != NULL && overview.area_box != NULL && overview.new_box != NULL &&
		overview.line != NULL &&
		mem_grow(&diagram->box, &diagram->room_box, most, sizeof(*diagram->box));

	if (good) {
		make_boxes(&overview);
		collect_lines(&overview);
		merge_lines(&overview);
		put_in_place(&overview);
	}
	mem_free(overview.box);
	mem_free(overview.area_box);
	mem_free(overview.new_box);
	mem_free(overview.line);
	return good;
}
