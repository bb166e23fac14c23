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
	double gap_boxes, gap_ranks;
};

static const struct way ways[] = {
	{ DIRECTION_DOWN, 1, 12, 24 },
	{ DIRECTION_RIGHT, 1, 12, 30 },
	{ DIRECTION_DOWN, 3, 12, 24 },
	{ DIRECTION_DOWN, 2, 14, 24 },
	{ DIRECTION_DOWN, 1, 20, 40 },
	{ DIRECTION_DOWN, 2, 24, 36 },
	{ DIRECTION_RIGHT, 2, 20, 40 },
};

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

/* Length costs, and much more what is too wide or flawed. */
static struct verdict judge(const struct place_request *request, const struct placement *placement)
{
	double width = excess(placement);
	double height = placement->size.height;
	uint32_t flaws = request->is_hasty ? 0 : flaws_count(request, placement);

	return (struct verdict){
		.cost = height + 20 * width + 600.0 * flaws,
		.is_good = flaws == 0 && width <= 0 && height <= paper.height,
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
