/* SPDX-License-Identifier: MIT */
/*
 * strokes.h - drawing into a scene. Private to core/render.
 */
#ifndef LYNC_TOPO_RENDER_STROKES_H
#define LYNC_TOPO_RENDER_STROKES_H

#include "render/sizing.h"

/* Opens a group; strokes go to the group opened last. */
void stroke_group(struct scene *scene, const struct scene_group *group);

void stroke_frame(struct scene *scene, enum ink ink, struct frame frame, double radius);
/* Text without markup on its base line; x is its left end or its middle. */
void stroke_text(struct scene *scene, enum ink ink, const char *text, double size, enum weight weight,
	struct point at, bool is_middle);
/* The rows of a block from `top` downwards, centred on `at.x` or beginning there; badges included. */
void stroke_block(struct scene *scene, const struct text_block *block, struct point at, bool is_middle);

/* What lies behind the texts of a block, in the colour of what they stand on: lines do not run through letters. */
void stroke_grounds(
	struct scene *scene, enum ink ink, const struct text_block *block, struct point at, bool is_middle);

/* The outline of a shape in a frame, as ink says. */
void stroke_shape(struct scene *scene, enum box_shape shape, enum ink ink, struct frame frame);
/* A line along the points, with its arrows: what `line` says. */
void stroke_line(struct scene *scene, const struct diagram_line *line, const struct point *point, uint32_t n);

/* Below the diagram: what the figures drawn stand for. Returns the height that it takes. */
double stroke_legend(struct scene *scene, const struct diagram *diagram, struct point at, double width);

#endif
