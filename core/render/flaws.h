/* SPDX-License-Identifier: MIT */
/*
 * flaws.h - what a reader would redraw: lines through boxes, labels on boxes or on each other. Private to core/render.
 */
#ifndef LYNC_TOPO_RENDER_FLAWS_H
#define LYNC_TOPO_RENDER_FLAWS_H

#include "render/placement.h"

/* Looks at every line with every box: for drawings of some hundred boxes. */
uint32_t flaws_count(const struct place_request *request, const struct placement *placement);

#endif
