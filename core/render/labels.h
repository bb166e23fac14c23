/* SPDX-License-Identifier: MIT */
/*
 * labels.h - where names of areas and labels of lines stand, and what stands in their way. Private to core/render.
 */
#ifndef LYNC_TOPO_RENDER_LABELS_H
#define LYNC_TOPO_RENDER_LABELS_H

#include "render/geometry.h"

/* A laid out drawing, its lines as straight pieces. */
struct laid_out {
	const struct place_request *request;
	struct placement *placement;
	const struct flat *flat;
};

#define TOUCH 2.0 /* points by which things may touch */

bool line_has_label(const struct laid_out *drawing, uint32_t line);
struct frame frame_of_label(const struct laid_out *drawing, uint32_t line);
struct frame frame_of_box(const struct laid_out *drawing, uint32_t box);
struct frame frame_of_name(const struct laid_out *drawing, uint32_t area);

/* Not where the drawing is as a whole. */
bool label_is_outside(const struct laid_out *drawing, uint32_t line);

/*
 * Moves the name of each area along its upper border to where the fewest lines pass, the left end first; and labels
 * that stand on something, or far from their line, along their line to where they stand best.
 */
void labels_settle(const struct laid_out *drawing);

#endif
