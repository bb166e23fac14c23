/* SPDX-License-Identifier: MIT */
/*
 * geometry.h - frames, and curves as straight pieces, to find out what is drawn on what. Private to core/render.
 */
#ifndef LYNC_TOPO_RENDER_GEOMETRY_H
#define LYNC_TOPO_RENDER_GEOMETRY_H

#include "render/placement.h"

struct polyline {
	struct point *point;
	uint32_t n;
	struct frame bounds;
};

/* The lines of a placement. */
struct flat {
	struct arena arena;
	struct polyline *line;
	uint32_t n;
};

/* False when out of memory; release it in any case. */
bool flat_make(struct flat *flat, const struct placement *placement, uint32_t n_line);
void flat_release(struct flat *flat);

/* Smaller by `slack` on each side. */
struct frame frame_around(struct point centre, struct size size, double slack);
bool frames_overlap(struct frame a, struct frame b);
/* Partly in it and partly not. */
bool frames_cut(struct frame a, struct frame b);

/* The point at this part of its length, 0 to 1. A line of no points has none. */
struct point polyline_at(const struct polyline *line, double part);
bool polyline_meets(const struct polyline *line, struct frame frame);
/* How often they cross; what happens within `free` points of their ends does not count, as lines meet at boxes. */
uint32_t polylines_cross(const struct polyline *a, const struct polyline *b, double free);

#endif
