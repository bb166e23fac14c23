/* SPDX-License-Identifier: MIT */
/*
 * overview.h - a diagram of areas only: each outermost area becomes a box that says what it holds, and lines between
 * the same two become one that says how many. Private to core/render.
 */
#ifndef LYNC_TOPO_RENDER_OVERVIEW_H
#define LYNC_TOPO_RENDER_OVERVIEW_H

#include "render/diagram.h"

/* False when out of memory. Boxes that stand in no area stay. */
bool diagram_overview(struct diagram *diagram);

#endif
