/* SPDX-License-Identifier: MIT */
/*
 * placement.h - where things stand: what is asked of a layout, and what comes back.
 *
 * Points (1/72 inch), the origin at the top left, y downwards. A request holds sizes and who joins whom, and no text
 * of the input: what lays out cannot be fooled by a name.
 */
#ifndef LYNC_TOPO_RENDER_PLACEMENT_H
#define LYNC_TOPO_RENDER_PLACEMENT_H

#include "base/arena.h"
#include "render/child.h"

#include <stdbool.h>
#include <stdint.h>

struct size {
	double width, height;
};

struct point {
	double x, y;
};

struct frame {
	struct point low, high;
};

/* Outlines to which lines are cut off. */
enum outline {
	OUTLINE_BOX,
	OUTLINE_ELLIPSE,
	OUTLINE_HEXAGON,
	OUTLINE_OCTAGON,
};

struct place_area {
	uint32_t within;   /* number plus 1, 0: none; smaller than its own */
	struct size label; /* of its name, and NAME_ROOM beside it */
};

#define NAME_ROOM 8.0

struct place_box {
	uint32_t within;
	uint32_t row; /* those of one number are to stand side by side, 0: wherever */
	struct size size;
	enum outline outline;
};

struct place_line {
	uint32_t from, to;
	uint32_t from_area, to_area; /* number plus 1, 0: none */
	struct size label;           /* 0 by 0: none */
	bool is_side;
	bool leaves; /* joins what stands in different outermost areas */
};

enum direction {
	DIRECTION_DOWN,
	DIRECTION_RIGHT,
};

struct place_request {
	enum direction direction;
	const struct place_area *area;
	uint32_t n_area;
	const struct place_box *box;
	uint32_t n_box;
	const struct place_line *line;
	uint32_t n_line;
	double gap_boxes, gap_ranks; /* points */
	double gap_areas;            /* between outermost areas, beside what is there anyhow */
	bool areas_are_level;        /* lines from border to border do not order the areas */
	bool labels_come_later; /* the layout leaves no room for labels of lines: they are put beside them afterwards */
	bool has_rows; /* boxes of a row stand side by side */
	unsigned
		ranks; /* that lines take which leave: with several, outermost areas come to lie below each other */
	bool is_hasty;      /* straight lines, fewer rounds: for large diagrams */
	const char *engine; /* "dot", "osage" */
};

/* A chain of cubic curves: 1 + 3k points. */
struct curve {
	const struct point *point; /* NULL: the layout has none for this line */
	uint32_t n;
	struct point label; /* centre */
};

struct placement {
	struct arena arena;
	struct size size;
	struct frame *area;
	struct point *name; /* of areas: where they begin, at the top left */
	struct point *box;  /* centres */
	struct curve *line;
};

enum place_status {
	PLACE_OK,
	PLACE_NO_GRAPHVIZ, /* the library is not installed */
	PLACE_LOST,        /* graphviz lost a line, or said that something is wrong */
	PLACE_TOO_LONG,    /* time or memory ran out */
	PLACE_NO_MEMORY,
};

/* "graphviz took more than its time", for people. */
const char *place_status_text(enum place_status status);

/* What speaks against a layout. Its names of areas may be moved meanwhile. */
struct verdict {
	double cost;  /* the lowest is kept */
	bool is_good; /* no other way needs to be tried */
	bool is_fair; /* it would do; the search ends when some ways in turn were not better */
};

/* Ways to lay out the same areas, boxes and lines, in the order in which they are tried. */
struct place_search {
	const struct place_request *way;
	uint32_t n;
	struct verdict (*judge)(const struct place_request *request, struct placement *placement);
	const struct patience *patience;  /* with all of them */
	struct search_progress *progress; /* for placement_find, which makes it: NULL */
};

/*
 * Lays out in a child process of its own, which tries and judges the ways one after the other and sends each that is
 * better than those before: what came until the time was over counts. Where graphviz crashes on a way, another process
 * goes on with the next one. What no line and no area joins is laid out by
 * itself, and then side by side in rows, as high as they are wide. Release *ret in any case.
 */
enum place_status placement_find(const struct place_search *search, struct placement *ret);
/* Room for all that the request asks for, zeroed. False when out of memory. */
bool placement_begin(struct placement *placement, const struct place_request *request);
void placement_release(struct placement *placement);

#endif
