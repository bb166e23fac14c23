/* SPDX-License-Identifier: MIT */
#include "render/arrange.h"

#include "render/flaws.h"

#include <math.h>

#define LEAST_READABLE 9.0 /* points, on paper */

/* A4, upright: what a diagram in a document gets; a longer one is broken over pages. */
static const struct size paper = { 595, 842 };

enum {
	MEDIUM = 120, /* boxes: above it no way fits on paper, and the first ones are enough to choose from */
	LARGE = 400,  /* above it the layout is hasty, and there is one way */
	WAYS_OF_MEDIUM = 3,
};

struct way {
	enum direction direction;
	unsigned ranks;
	bool has_rows, areas_are_level, labels_come_later;
	double gap_boxes, gap_ranks;
};

static const struct way ways[] = {
	{ DIRECTION_DOWN, 1, true, true, false, 12, 24 },
	{ DIRECTION_RIGHT, 1, true, false, false, 12, 30 },
	{ DIRECTION_DOWN, 2, true, true, true, 12, 30 },
	{ DIRECTION_DOWN, 1, true, false, false, 12, 24 },
	{ DIRECTION_DOWN, 1, false, true, false, 12, 24 },
	{ DIRECTION_DOWN, 1, true, true, true, 16, 40 },
	{ DIRECTION_DOWN, 2, true, true, false, 14, 24 },
	{ DIRECTION_DOWN, 3, true, true, false, 12, 24 },
	{ DIRECTION_DOWN, 1, true, true, false, 6, 24 },
	{ DIRECTION_DOWN, 2, true, false, false, 14, 24 },
	{ DIRECTION_DOWN, 1, true, true, false, 20, 40 },
	{ DIRECTION_DOWN, 2, true, true, false, 8, 24 },
	{ DIRECTION_RIGHT, 1, false, true, false, 16, 40 },
	{ DIRECTION_DOWN, 1, true, false, true, 16, 40 },
	{ DIRECTION_DOWN, 3, true, true, true, 12, 30 },
	{ DIRECTION_DOWN, 3, true, false, false, 12, 24 },
	{ DIRECTION_DOWN, 2, false, false, false, 14, 24 },
	{ DIRECTION_DOWN, 4, true, true, false, 8, 24 },
	{ DIRECTION_DOWN, 3, false, false, false, 12, 24 },
	{ DIRECTION_DOWN, 2, true, true, false, 24, 36 },
	{ DIRECTION_RIGHT, 2, true, false, false, 20, 40 },
	{ DIRECTION_DOWN, 3, false, false, false, 8, 24 },
	{ DIRECTION_DOWN, 4, true, true, true, 12, 24 },
	{ DIRECTION_DOWN, 3, true, false, true, 12, 30 },
	{ DIRECTION_RIGHT, 1, true, true, true, 16, 60 },
	{ DIRECTION_RIGHT, 1, true, true, false, 24, 36 },
	{ DIRECTION_RIGHT, 2, true, true, false, 16, 24 },
};

/* Points between outermost areas where lines run from border to border. */
#define GAP_AREAS 24.0

static bool has_lines_between_areas(const struct diagram *diagram)
{
	for (uint32_t i = 0; i < diagram->n_line; i++)
		if (diagram->line[i].from_area > 0 && diagram->line[i].to_area > 0)
			return true;
	return false;
}

static struct place_request request_of(const struct sized_diagram *sized, const struct way *way)
{
	const struct diagram *diagram = sized->diagram;

	return (struct place_request){
		.direction = way->direction,
		.area = sized->place_area,
		.n_area = diagram->n_area,
		.box = sized->place_box,
		.n_box = diagram->n_box,
		.line = sized->place_line,
		.n_line = diagram->n_line,
		.gap_boxes = way->gap_boxes,
		.gap_ranks = way->gap_ranks,
		.gap_areas = diagram->n_box <= LARGE && has_lines_between_areas(diagram) ? GAP_AREAS : 0,
		.has_rows = way->has_rows,
		.labels_come_later = way->labels_come_later,
		.areas_are_level = way->areas_are_level,
		.ranks = way->ranks,
		.is_hasty = diagram->n_box > LARGE,
		.engine = "dot",
	};
}

/* Points by which text becomes too small when the drawing is as wide as paper. */
static double excess(const struct placement *placement)
{
	double width = placement->size.width + 2 * PAGE_MARGIN;

	return fmax(width - FONT_TEXT * paper.width / LEAST_READABLE, 0);
}

/* Points of length that a flaw counts as much as. */
#define COST_GRAVE 4000.0
#define COST_SLIGHT 160.0
#define COST_CROSSING 50.0
#define COST_TOO_WIDE 1800.0
#define COST_OF_WIDTH 20.0 /* each point that is too wide */

/* Only small diagrams are looked at: all lines with all things take longer than the layout of a larger one. */
static struct verdict judge(const struct place_request *request, struct placement *placement)
{
	double width = excess(placement);
	double height = placement->size.height;
	struct flaws flaws = { 0 };
	struct flat flat = { .n = 0 };

	if (request->n_box <= MEDIUM && flat_make(&flat, placement, request->n_line)) {
		const struct laid_out drawing = { request, placement, &flat };

		labels_settle(&drawing);
		flaws = flaws_count(&drawing);
	}
	flat_release(&flat);
	return (struct verdict){
		.cost = height + (width > 0 ? COST_TOO_WIDE : 0) + COST_OF_WIDTH * width +
			COST_GRAVE * flaws.grave + COST_SLIGHT * flaws.slight +
			COST_CROSSING * flaws.crossings,
		.is_fair = flaws.grave == 0 && width <= 0,
		.is_good = flaws.grave + flaws.slight + flaws.crossings == 0 && width <= 0 &&
			height <= paper.height,
	};
}

static uint32_t ways_for(const struct diagram *diagram)
{
	if (diagram->n_box > LARGE)
		return 1;
	return diagram->n_box > MEDIUM ? WAYS_OF_MEDIUM : ARRAY_LEN(ways);
}

enum place_status arrange(const struct sized_diagram *sized, const struct patience *patience,
	struct placement *ret, const char **ret_fallback)
{
	struct place_request request[ARRAY_LEN(ways)];
	struct place_search search = { .way = request, .judge = judge, .patience = patience };
	enum place_status status;

	for (; search.n < ways_for(sized->diagram); search.n++)
		request[search.n] = request_of(sized, &ways[search.n]);
	*ret_fallback = "";
	status = placement_find(&search, ret);
	if (status == PLACE_LOST || status == PLACE_TOO_LONG) {
		placement_release(ret);
		request[0].engine = "osage";
		search.n = 1;
		*ret_fallback = "laid out in a grid, as the usual layout failed";
		status = placement_find(&search, ret);
	}
	return status;
}
