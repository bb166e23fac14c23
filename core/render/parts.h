/* SPDX-License-Identifier: MIT */
/*
 * parts.h - a layout in parts that nothing joins: each is laid out by itself, which takes less time than all at
 * once and less width, and then they are put together. Private to core/render.
 *
 * A drawing of few boxes is one part: what stands alone there is best placed among the rest.
 */
#ifndef LYNC_TOPO_RENDER_PARTS_H
#define LYNC_TOPO_RENDER_PARTS_H

#include "render/placement.h"

struct parts {
	struct arena arena;
	struct place_request *request;
	uint32_t n;
	/* By area, box and line of the whole: the part it belongs to and its number there. */
	uint32_t *area_part, *area_number;
	uint32_t *box_part, *box_number;
	uint32_t *line_part, *line_number;
};

/* False when out of memory. Release it in any case. */
bool parts_make(struct parts *parts, const struct place_request *whole);

/* Puts the parts, as they were laid out, side by side in rows. False when out of memory. */
bool parts_join(const struct parts *parts, const struct place_request *whole, const struct placement *placed,
	struct placement *ret);

void parts_release(struct parts *parts);

#endif
