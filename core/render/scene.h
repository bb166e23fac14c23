/* SPDX-License-Identifier: MIT */
/*
 * scene.h - a diagram with everything in its place: what SVG, PNG, PDF and HTML draw, stroke by stroke.
 *
 * Points, origin at the top left. Strokes stand in groups, one for each area, box and line of the diagram, and some
 * that belong to no element (title, legend). The scene borrows from its diagram.
 */
#ifndef LYNC_TOPO_RENDER_SCENE_H
#define LYNC_TOPO_RENDER_SCENE_H

#include "render/diagram.h"
#include "render/measure.h"
#include "render/placement.h"
#include "render/theme.h"

enum stroke_kind {
	STROKE_FRAME,   /* a rectangle, its corners rounded by `radius` */
	STROKE_OVAL,    /* an ellipse in the frame */
	STROKE_POLYGON, /* closed */
	STROKE_LINE,    /* open, straight pieces */
	STROKE_CURVE,   /* open, cubic: 1 + 3k points */
	STROKE_TEXT,    /* one line; point[0] is where its base line begins, or its middle */
};

enum variant {
	VARIANT_PLAIN,  /* as the ink says */
	VARIANT_SOLID,  /* filled with the colour of the stroke: an arrow of encrypted traffic */
	VARIANT_OPEN,   /* filled with the page's colour: an arrow of plain traffic */
	VARIANT_INNER,  /* the page's colour inside a double line */
	VARIANT_GROUND, /* the ink's filling without its stroke: behind a text that a line may pass under */
};

struct stroke {
	enum stroke_kind kind;
	enum ink ink;
	enum variant variant;
	struct frame frame;
	double radius;
	const struct point *point;
	uint32_t n_point;
	const char *text;
	double size;  /* of the font */
	double width; /* that the text is to take */
	enum weight weight;
	bool is_middle;                  /* the text is centred on its point */
	const struct diagram_mark *mark; /* a badge, whose tooltip is the message */
};

enum group_kind {
	GROUP_AREA,
	GROUP_LINE,
	GROUP_BOX,
	GROUP_OTHER, /* title, notes, legend */
};

struct scene_group {
	enum group_kind kind;
	const struct diagram_thing *thing; /* NULL for GROUP_OTHER */
	const struct figure_info *figure;  /* likewise */
	const char *name;                  /* of GROUP_OTHER: "title", "legend", "label" of an area */
	uint32_t first, n;                 /* strokes */
};

struct scene {
	struct arena arena;
	struct size size;
	double heading; /* height of what stands above the diagram: title, subtitle, notes */
	struct scene_group *group;
	uint32_t n_group, room_group;
	struct stroke *stroke;
	uint32_t n_stroke, room_stroke;
	const char *fallback; /* how it was laid out where the first choice failed, "" if it did not */
};

/* Sizes of fonts, points. Nothing is smaller than FONT_TEXT. */
#define FONT_TITLE 17.0
#define FONT_HEADING 12.0
#define FONT_TEXT 11.0

/*
 * Lays the diagram out and draws it. Tries several ways and keeps the one that is read best on a page of paper;
 * where none succeeds, the status of the last one. Release it in any case.
 */
enum place_status scene_make(
	const struct diagram *diagram, const struct patience *patience, struct scene *ret);
void scene_release(struct scene *scene);

#endif
