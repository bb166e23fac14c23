/* SPDX-License-Identifier: MIT */
/*
 * flaws.h - what a reader would redraw. Private to core/render.
 */
#ifndef LYNC_TOPO_RENDER_FLAWS_H
#define LYNC_TOPO_RENDER_FLAWS_H

#include "render/labels.h"

struct flaws {
	uint32_t
		grave; /* lines through boxes and names of areas, labels on boxes, on names or on each other */
	uint32_t
		slight; /* labels on borders of areas or under other lines, lines through areas that they pass by */
	uint32_t crossings; /* of lines */
};

/* Looks at every line with everything: for drawings of some hundred boxes. */
struct flaws flaws_count(const struct laid_out *drawing);

#endif
