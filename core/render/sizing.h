/* SPDX-License-Identifier: MIT */
/*
 * sizing.h - the texts of a diagram, broken into lines, and the room they take. Private to core/render.
 */
#ifndef LYNC_TOPO_RENDER_SIZING_H
#define LYNC_TOPO_RENDER_SIZING_H

#include "render/scene.h"

/* One line of text, or a badge. */
struct text_row {
	const char *text;
	double size, width, height;
	enum weight weight;
	enum ink ink;
	const struct diagram_mark *mark; /* a badge */
};

struct text_block {
	struct text_row *row;
	uint32_t n;
	struct size size; /* of all rows */
};

struct sized_diagram {
	struct arena *arena; /* of the scene: everything here lives in it */
	const struct diagram *diagram;
	struct text_block *area, *box, *line; /* as many as the diagram has */
	struct place_area *place_area;
	struct place_box *place_box;
	struct place_line *place_line;
};

#define MOST_SLANT 14.0 /* points that the sides of a hexagon lean inwards */
#define BADGE_PADDING 5.0
#define ARROW_LENGTH 9.0
#define STRONG_ROOM 4.0 /* between a box and the frame that makes it strong; both belong to its size */

/* False when out of memory. */
bool sizing_make(struct sized_diagram *sized, const struct diagram *diagram, struct arena *arena);

#endif
