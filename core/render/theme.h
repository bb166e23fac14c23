/* SPDX-License-Identifier: MIT */
/*
 * theme.h - how figures look: shapes, strokes, colours of the light and the dark theme (figures.def, inks.def).
 */
#ifndef LYNC_TOPO_RENDER_THEME_H
#define LYNC_TOPO_RENDER_THEME_H

#include "render/diagram.h"

enum theme {
	THEME_AUTO, /* follows the reader's system where the format can, else light */
	THEME_LIGHT,
	THEME_DARK,
	THEME_COUNT,
};

/* Of "auto", "light", "dark"; THEME_COUNT for none of them. */
enum theme theme_find(const char *name);

enum ink {
#define INK(ink, ...) INK_##ink,
#include "render/inks.def"
#undef INK
	INK_COUNT,
};

enum dash {
	DASH_SOLID,
	DASH_DASHED,
	DASH_DOTTED,
	DASH_LONG_DASH,
	DASH_DASH_DOT,
	DASH_DOUBLE, /* two thin strokes side by side */
};

/* Lengths of strokes and gaps in turn, points, ended by 0; nothing but that for what is not broken. */
const double *dash_pattern(enum dash dash);

enum {
	NO_COLOUR = -1,
};

struct ink_info {
	const char *name;           /* class of the drawing */
	int32_t fill[2], stroke[2]; /* 0xrrggbb, light and dark; NO_COLOUR: none */
	double width;               /* of the stroke, points */
	enum dash dash;
};

const struct ink_info *ink_info(enum ink ink);

/* Whether things of this emphasis have a frame around them, or a line a second one under it; in which ink. */
bool emphasis_frames(enum emphasis emphasis);
enum ink emphasis_ink(enum emphasis emphasis);

enum box_shape {
	SHAPE_RECTANGLE,
	SHAPE_ROUNDED,
	SHAPE_DOUBLE,  /* a second outline behind: more than one */
	SHAPE_STADIUM, /* round ends */
	SHAPE_NOTCHED, /* corners cut off at the top */
	SHAPE_HEXAGON,
	SHAPE_OCTAGON,
	SHAPE_ELLIPSE,
	SHAPE_FOLDED, /* a sheet of paper */
};

/* What a page switches on and off. */
enum layer {
	LAYER_BASE,
	LAYER_SIGNALLING,
	LAYER_MEDIA,
	LAYER_NETWORK,
	LAYER_VLAN,
	LAYER_COUNT,
};

const char *layer_name(enum layer layer);

struct figure_info {
	const char *name;   /* "mediation" */
	const char *legend; /* what it stands for */
	enum ink ink;
	enum box_shape shape; /* boxes only */
	enum layer layer;     /* lines only */
};

const struct figure_info *area_info(enum area_figure figure);
const struct figure_info *box_info(enum box_figure figure);
const struct figure_info *line_info(enum line_figure figure);

/* Of a badge. */
enum ink severity_ink(enum severity severity);

#endif
