/* SPDX-License-Identifier: MIT */
#include "render/placement.h"

#include "base/mem.h"
#include "render/child.h"
#include "render/layout.h"
#include "render/parts.h"

const char *place_status_text(enum place_status status)
{
	switch (status) {
	case PLACE_OK:
		return "";
	case PLACE_NO_GRAPHVIZ:
		return "graphviz (libgvc, libcgraph) is not installed";
	case PLACE_LOST:
		return "graphviz lost something in the layout of this deployment";
	case PLACE_TOO_LONG:
		return "the layout of this deployment takes too much time or memory";
	case PLACE_NO_MEMORY:
		return "out of memory";
	}
	return "";
}

/* The numbers that came back, each read once and in order. */
struct numbers {
	struct str rest;
	bool short_of; /* there were too few */
};

static double take(struct numbers *numbers)
{
	double number = 0;

	if (numbers->rest.length < sizeof(number)) {
		numbers->short_of = true;
		return 0;
	}
	memcpy(&number, numbers->rest.text, sizeof(number));
	numbers->rest.text += sizeof(number);
	numbers->rest.length -= sizeof(number);
	return number;
}

static struct point take_point(struct numbers *numbers)
{
	double x = take(numbers);

	return (struct point){ x, take(numbers) };
}

static void take_curve(struct numbers *numbers, struct placement *placement, struct curve *curve)
{
	double count = take(numbers);
	struct point *points;

	if (count < 0 || count * sizeof(*points) > (double)numbers->rest.length)
		numbers->short_of = true;
	if (numbers->short_of)
		return;
	curve->n = (uint32_t)count;
	if (curve->n > 0) {
		points = arena_alloc(&placement->arena, curve->n * sizeof(*points));
		for (uint32_t i = 0; points != NULL && i < curve->n; i++)
			points[i] = take_point(numbers);
		curve->point = points;
	}
	curve->label = take_point(numbers);
}

static enum place_status read_result(
	const struct place_request *request, struct numbers *numbers, struct placement *placement)
{
	struct arena *arena = &placement->arena;

	placement->area = arena_alloc(arena, (request->n_area + 1) * sizeof(*placement->area));
	placement->box = arena_alloc(arena, (request->n_box + 1) * sizeof(*placement->box));
	placement->line = arena_alloc(arena, (request->n_line + 1) * sizeof(*placement->line));
	if (placement->area == NULL || placement->box == NULL || placement->line == NULL)
		return PLACE_NO_MEMORY;
	placement->size.width = take(numbers);
	placement->size.height = take(numbers);
	for (uint32_t i = 0; i < request->n_area; i++) {
		placement->area[i].low = take_point(numbers);
		placement->area[i].high = take_point(numbers);
	}
	for (uint32_t i = 0; i < request->n_box; i++)
		placement->box[i] = take_point(numbers);
	for (uint32_t i = 0; i < request->n_line; i++) {
		placement->line[i] = (struct curve){ 0 };
		take_curve(numbers, placement, &placement->line[i]);
	}
	return numbers->short_of ? PLACE_LOST : PLACE_OK;
}

static enum place_status read_all(const struct parts *parts, struct str result, struct placement *placements)
{
	struct numbers numbers = { .rest = result };
	enum place_status status = PLACE_OK;

	for (uint32_t i = 0; i < parts->n && status == PLACE_OK; i++)
		status = read_result(&parts->request[i], &numbers, &placements[i]);
	return status;
}

static enum place_status run(
	const struct parts *parts, const struct patience *patience, struct placement *placements)
{
	const struct layout_batch batch = { parts->request, parts->n };
	struct buf result = { 0 };
	enum place_status status = PLACE_LOST;
	int code;

	switch (child_run(layout_work, &batch, patience, &result, &code)) {
	case CHILD_OK:
		status = read_all(parts, buf_str(&result), placements);
		break;
	case CHILD_TOO_LONG:
		status = PLACE_TOO_LONG;
		break;
	case CHILD_NO_MEMORY:
		status = PLACE_NO_MEMORY;
		break;
	case CHILD_FAILED:
		status = code == LAYOUT_NO_GRAPHVIZ ? PLACE_NO_GRAPHVIZ : PLACE_LOST;
		break;
	}
	buf_release(&result);
	return status;
}

enum place_status placement_make(const struct place_request *request, struct placement *ret)
{
	enum place_status status = PLACE_NO_MEMORY;
	struct placement *placements = NULL;
	struct parts parts;

	*ret = (struct placement){ 0 };
	if (parts_make(&parts, request))
		placements = mem_zalloc((parts.n + 1) * sizeof(*placements));
	if (placements != NULL)
		status = run(&parts, request->patience, placements);
	if (status == PLACE_OK && !parts_join(&parts, request, placements, ret))
		status = PLACE_NO_MEMORY;
	for (uint32_t i = 0; placements != NULL && i < parts.n; i++)
		placement_release(&placements[i]);
	mem_free(placements);
	parts_release(&parts);
	return mem_ran_out() ? PLACE_NO_MEMORY : status;
}

void placement_release(struct placement *placement)
{
	arena_release(&placement->arena);
	*placement = (struct placement){ 0 };
}
