/* SPDX-License-Identifier: MIT */
/*
 * sketch.h - a diagram while a view makes it from elements: which element became which area or box, with facts,
 * place and findings attached. Private to core/render.
 */
#ifndef LYNC_TOPO_RENDER_SKETCH_H
#define LYNC_TOPO_RENDER_SKETCH_H

#include "model/trunks.h"
#include "model/walk.h"
#include "render/view.h"

struct sketch {
	const struct view_request *request;
	const struct topology *topo;
	struct diagram *diagram;
	struct trunk_fallback fallback;
	uint32_t *box;       /* by element: number plus 1, 0: not drawn */
	uint32_t *area;      /* likewise */
	uint32_t *outside;   /* by site: the box of its people outside plus 1 */
	uint32_t *pstn;      /* by site or provider: the box of its PSTN plus 1 */
	uint32_t *mark;      /* findings by element: the first one plus 1 ... */
	uint32_t *next_mark; /* ... and by finding the next one of its element plus 1 */
};

/* Sets the title of the diagram. False when out of memory; end it in any case. */
bool sketch_begin(struct sketch *sketch, const struct view_request *request, struct diagram *diagram);
void sketch_end(struct sketch *sketch);

/* An element as a thing: id, kind, title, place, its attributes as facts, its findings as marks. */
struct diagram_thing sketch_thing(struct sketch *sketch, const struct element *e);
/* Something that is no element; the id begins with a dot. */
struct diagram_thing sketch_idea(struct sketch *sketch, const char *id, const char *title);

/* What an element is called in a picture: its name, else its host name without the domain, else its id. */
const char *sketch_title(struct sketch *sketch, const struct element *e);

/* Adds an element as an area or box inside `within` (an area's number plus 1, 0: outside all). Returns its number. */
uint32_t sketch_area(
	struct sketch *sketch, const struct element *e, enum area_figure figure, uint32_t within);
uint32_t sketch_box(struct sketch *sketch, const struct element *e, uint32_t within);

/* The number of the box that the element became, NO_BOX if none. */
uint32_t sketch_box_of(const struct sketch *sketch, const struct element *e);
/*
 * A box in the area that the element became, for a line that ends at the area's border: a Mediation Server pool or a
 * session border controller before anything else. Its own box if it became one, NO_BOX for NULL.
 */
uint32_t sketch_anchor(const struct sketch *sketch, const struct element *e);
/* Its area plus 1, 0 if none. */
uint32_t sketch_area_of(const struct sketch *sketch, const struct element *e);

/* A line for an element that joins two boxes. NO_BOX where one of them is not drawn. */
uint32_t sketch_line(
	struct sketch *sketch, const struct element *e, enum line_figure figure, uint32_t from, uint32_t to);
/* A line that is no element: from and to are boxes. */
uint32_t sketch_tie(struct sketch *sketch, enum line_figure figure, uint32_t from, uint32_t to);

/* The line of a trunk with transport, port and encryption. */
uint32_t sketch_trunk(struct sketch *sketch, const struct element *trunk, uint32_t from, uint32_t to);

/* "120 people, 20 of them remote": lines under the title of a box that say what size it has. */
void sketch_details(struct sketch *sketch, const struct element *e, struct diagram_thing *thing);

#endif
