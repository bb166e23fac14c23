/* SPDX-License-Identifier: MIT */
/*
 * diagram.h - a view of a deployment as areas, boxes and lines, before anyone decides where they stand.
 *
 * Boxes stand in areas (sites, zones, providers), areas may stand in areas, lines join boxes. A view (view.h) fills
 * it in the order in which things are to be read, every renderer draws it; who draws never asks the topology again.
 * Texts live in the diagram's arena or longer and hold whatever the input held: each renderer escapes them for its
 * own place.
 */
#ifndef LYNC_TOPO_RENDER_DIAGRAM_H
#define LYNC_TOPO_RENDER_DIAGRAM_H

#include "base/arena.h"
#include "diag/rule_info.h"

#include <stdint.h>

/* What kinds of areas, boxes and lines there are, and how each looks: figures.def. */
enum area_figure {
#define AREA(figure, ...) AREA_##figure,
#include "render/figures.def"
	AREA_COUNT,
};

enum box_figure {
#define BOX(figure, ...) BOX_##figure,
#include "render/figures.def"
	BOX_COUNT,
};

enum line_figure {
#define LINE(figure, ...) LINE_##figure,
#include "render/figures.def"
	LINE_COUNT,
};

/* How much a thing is looked at in this view. */
enum emphasis {
	EMPHASIS_NORMAL,
	EMPHASIS_DIMMED, /* the map under a call's path, unless the diagram says otherwise */
	EMPHASIS_STRONG, /* a single point of failure, likewise */
	EMPHASIS_JOINT,  /* fails calls together with others only */
};

/* A line of text of an area, box or line; tooltips and the details of a page show facts as "name: value". */
struct diagram_fact {
	const char *name, *value;
};

/* A finding about the element. */
struct diagram_mark {
	const char *rule; /* its name: "router-in-perimeter" */
	enum severity severity;
	const char *message;
};

/* What areas, boxes and lines have in common. */
struct diagram_thing {
	const char *
		id; /* of the topology, unique in the diagram; what is no element has an id with a dot in front */
	const char *kind;  /* "mediation-pool"; "" for what is no element */
	const char *title; /* what people call it */
	const char *place; /* "plan.xml:12:3", "" if none */
	enum emphasis emphasis;
	const char **text; /* further lines that are drawn */
	uint32_t n_text, room_text;
	struct diagram_fact *fact;
	uint32_t n_fact, room_fact;
	struct diagram_mark *mark;
	uint32_t n_mark, room_mark;
};

struct diagram_area {
	struct diagram_thing thing;
	enum area_figure figure;
	uint32_t within; /* number of the area around it plus 1, 0: none */
};

struct diagram_box {
	struct diagram_thing thing;
	enum box_figure figure;
	const char *caption; /* what sort of thing it is, in words: "Mediation Server pool" */
	uint32_t within;     /* as above */
};

enum line_ends {
	ENDS_NONE,
	ENDS_TO,   /* an arrow at `to` */
	ENDS_BOTH, /* at both */
};

struct diagram_line {
	struct diagram_thing thing; /* an empty title: no label */
	enum line_figure figure;
	uint32_t from, to; /* numbers of boxes; a diagram flows from `from` to `to` */
	enum line_ends ends;
	bool encrypted;     /* arrows are filled */
	bool is_side;       /* joins what stands side by side: does not order its ends */
	bool is_upwards;    /* runs against the flow: `to` stands before `from` */
	uint32_t from_area; /* the line starts at the border of this area (number plus 1), 0: at the box */
	uint32_t to_area;
};

struct diagram {
	struct arena arena;
	const char *title;    /* of the deployment */
	const char *subtitle; /* of the view */
	const char *dimmed;   /* what the emphases stand for, NULL: as above */
	const char *strong;
	const char **note; /* what the reader must know: "12 of 40 sites are drawn" */
	uint32_t n_note, room_note;
	struct diagram_area *area;
	uint32_t n_area, room_area;
	struct diagram_box *box;
	uint32_t n_box, room_box;
	struct diagram_line *line;
	uint32_t n_line, room_line;
};

#define NO_BOX UINT32_MAX

void diagram_release(struct diagram *diagram);

/*
 * Each adds a copy and returns its number (areas: plus 1, as `within` wants it). Out of memory: NO_BOX, or 0 for an
 * area, and mem_ran_out(). Add areas before what stands in them. A line with an end at NO_BOX is not added.
 */
uint32_t diagram_add_area(struct diagram *diagram, const struct diagram_area *area);
uint32_t diagram_add_box(struct diagram *diagram, const struct diagram_box *box);
uint32_t diagram_add_line(struct diagram *diagram, const struct diagram_line *line);

/* Texts of a thing of this diagram; each is copied into its arena. */
void diagram_add_text(struct diagram *diagram, struct diagram_thing *thing, const char *format, ...)
	PRINTF_LIKE(3, 4);
void diagram_add_fact(struct diagram *diagram, struct diagram_thing *thing, const char *name,
	const char *format, ...) PRINTF_LIKE(4, 5);
void diagram_add_mark(struct diagram *diagram, struct diagram_thing *thing, const struct diagram_mark *mark);
void diagram_add_note(struct diagram *diagram, const char *format, ...) PRINTF_LIKE(2, 3);

/* What the emphasis stands for in this diagram, in words; "" for EMPHASIS_NORMAL. */
const char *diagram_emphasis(const struct diagram *diagram, enum emphasis emphasis);

/* The number of the box with this id, or NO_BOX. Looks at every box. */
uint32_t diagram_find_box(const struct diagram *diagram, const char *id);

#endif
