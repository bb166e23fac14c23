/* SPDX-License-Identifier: MIT */
#include "render/filter.h"

#include "base/mem.h"
#include "render/overview.h"

#include <fnmatch.h>
#include <string.h>

enum collapse collapse_find(const char *name)
{
	if (strcmp(name, "pools") == 0)
		return COLLAPSE_POOLS;
	return strcmp(name, "sites") == 0 ? COLLAPSE_SITES : COLLAPSE_COUNT;
}

/* What stays, by number. */
struct choice {
	struct diagram *diagram;
	bool *box;
	uint32_t *step; /* from the focus: lines in between plus 1, 0: not reached */
};

static bool matches(const struct diagram_thing *thing, const char *const *pattern, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (fnmatch(pattern[i], thing->id, 0) == 0 || fnmatch(pattern[i], thing->title, 0) == 0)
			return true;
	return false;
}

/* The box itself or an area around it. */
static bool matches_around(
	const struct diagram *diagram, const struct diagram_box *box, const char *const *pattern, uint32_t n)
{
	if (matches(&box->thing, pattern, n))
		return true;
	for (uint32_t area = box->within; area > 0; area = diagram->area[area - 1].within)
		if (matches(&diagram->area[area - 1].thing, pattern, n))
			return true;
	return false;
}

static void choose_by_patterns(struct choice *choice, const struct filter *filter)
{
	const struct diagram *diagram = choice->diagram;

	for (uint32_t i = 0; i < diagram->n_box; i++) {
		const struct diagram_box *box = &diagram->box[i];

		choice->box[i] = filter->n_include == 0 ||
			matches_around(diagram, box, filter->include, filter->n_include);
		if (filter->n_exclude > 0 && matches_around(diagram, box, filter->exclude, filter->n_exclude))
			choice->box[i] = false;
	}
}

/* The box, the boxes of the area, or the two ends of the line of this id. */
static bool mark_focus(struct choice *choice, const char *id)
{
	const struct diagram *diagram = choice->diagram;
	bool found = false;

	for (uint32_t i = 0; i < diagram->n_box; i++)
		if (matches_around(diagram, &diagram->box[i], &id, 1)) {
			choice->step[i] = 1;
			found = true;
		}
	for (uint32_t i = 0; i < diagram->n_line; i++)
		if (strcmp(diagram->line[i].thing.id, id) == 0) {
			choice->step[diagram->line[i].from] = 1;
			choice->step[diagram->line[i].to] = 1;
			found = true;
		}
	return found;
}

/* One more line outwards; the depth is small, so that looking at every line each time is cheap enough. */
static bool spread(struct choice *choice, uint32_t step)
{
	const struct diagram *diagram = choice->diagram;
	bool any = false;

	for (uint32_t i = 0; i < diagram->n_line; i++) {
		uint32_t from = diagram->line[i].from;
		uint32_t to = diagram->line[i].to;

		if (choice->step[from] == step && choice->step[to] == 0) {
			choice->step[to] = step + 1;
			any = true;
		} else if (choice->step[to] == step && choice->step[from] == 0) {
			choice->step[from] = step + 1;
			any = true;
		}
	}
	return any;
}

static bool choose_by_focus(struct choice *choice, const struct filter *filter)
{
	if (!mark_focus(choice, filter->focus))
		return false;
	for (uint32_t step = 1; step <= filter->depth; step++)
		if (!spread(choice, step))
			break;
	for (uint32_t i = 0; i < choice->diagram->n_box; i++)
		choice->box[i] = choice->box[i] && choice->step[i] > 0;
	return true;
}

static bool holds_something(const struct diagram *diagram, const bool *box, uint32_t area)
{
	for (uint32_t i = 0; i < diagram->n_box; i++)
		for (uint32_t a = box[i] ? diagram->box[i].within : 0; a > 0; a = diagram->area[a - 1].within)
			if (a == area + 1)
				return true;
	return false;
}

/* Areas that hold nothing any more go; `number` receives the new numbers plus 1. */
static void drop_areas(struct choice *choice, uint32_t *number)
{
	struct diagram *diagram = choice->diagram;
	uint32_t n = 0;

	for (uint32_t i = 0; i < diagram->n_area; i++) {
		if (!holds_something(diagram, choice->box, i))
			continue;
		diagram->area[n] = diagram->area[i];
		if (diagram->area[n].within > 0)
			diagram->area[n].within = number[diagram->area[n].within - 1];
		number[i] = ++n;
	}
	diagram->n_area = n;
}

static uint32_t renumbered(uint32_t area, const uint32_t *number)
{
	return area > 0 ? number[area - 1] : 0;
}

static void drop_boxes_and_lines(struct choice *choice, const uint32_t *area_number, uint32_t *box_number)
{
	struct diagram *diagram = choice->diagram;
	uint32_t n = 0;

	for (uint32_t i = 0; i < diagram->n_box; i++) {
		if (!choice->box[i])
			continue;
		diagram->box[n] = diagram->box[i];
		diagram->box[n].within = renumbered(diagram->box[n].within, area_number);
		box_number[i] = n++;
	}
	diagram->n_box = n;
	n = 0;
	for (uint32_t i = 0; i < diagram->n_line; i++) {
		struct diagram_line line = diagram->line[i];

		if (!choice->box[line.from] || !choice->box[line.to])
			continue;
		line.from = box_number[line.from];
		line.to = box_number[line.to];
		line.from_area = renumbered(line.from_area, area_number);
		line.to_area = renumbered(line.to_area, area_number);
		diagram->line[n++] = line;
	}
	diagram->n_line = n;
}

static enum filter_status keep_chosen(struct choice *choice)
{
	struct diagram *diagram = choice->diagram;
	uint32_t before = diagram->n_box;
	uint32_t *area_number = mem_zalloc((diagram->n_area + 1) * sizeof(*area_number));
	uint32_t *box_number = mem_zalloc((diagram->n_box + 1) * sizeof(*box_number));

	if (area_number != NULL && box_number != NULL) {
		drop_areas(choice, area_number);
		drop_boxes_and_lines(choice, area_number, box_number);
		if (diagram->n_box < before)
			diagram_add_note(diagram, "%u of %u boxes are drawn", (unsigned)diagram->n_box,
				(unsigned)before);
	}
	mem_free(area_number);
	mem_free(box_number);
	return mem_ran_out() ? FILTER_NO_MEMORY : FILTER_OK;
}

static void drop_texts_of_pools(struct diagram *diagram)
{
	for (uint32_t i = 0; i < diagram->n_box; i++) {
		struct diagram_box *box = &diagram->box[i];
		bool is_pool = box->figure == BOX_FRONT_END || box->figure == BOX_EDGE ||
			box->figure == BOX_MEDIATION;

		if (!is_pool || box->thing.n_text == 0)
			continue;
		box->thing.n_text = 0;
		diagram_add_text(diagram, &box->thing, "without its servers");
	}
}

static enum filter_status choose(struct diagram *diagram, const struct filter *filter)
{
	struct choice choice = {
		.diagram = diagram,
		.box = mem_zalloc(diagram->n_box + 1),
		.step = mem_zalloc((diagram->n_box + 1) * sizeof(*choice.step)),
	};
	enum filter_status status = FILTER_NO_MEMORY;

	if (choice.box != NULL && choice.step != NULL) {
		choose_by_patterns(&choice, filter);
		status = FILTER_OK;
		if (filter->focus != NULL && !choose_by_focus(&choice, filter))
			status = FILTER_NO_FOCUS;
		if (status == FILTER_OK)
			status = keep_chosen(&choice);
	}
	mem_free(choice.box);
	mem_free(choice.step);
	return status;
}

enum filter_status diagram_filter(struct diagram *diagram, const struct filter *filter)
{
	if (filter->n_include > 0 || filter->n_exclude > 0 || filter->focus != NULL) {
		enum filter_status status = choose(diagram, filter);

		if (status != FILTER_OK)
			return status;
	}
	if (filter->collapse == COLLAPSE_POOLS)
		drop_texts_of_pools(diagram);
	if (filter->collapse == COLLAPSE_SITES && !diagram_overview(diagram))
		return FILTER_NO_MEMORY;
	return mem_ran_out() ? FILTER_NO_MEMORY : FILTER_OK;
}
