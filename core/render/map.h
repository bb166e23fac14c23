/* SPDX-License-Identifier: MIT */
/*
 * map.h - the whole deployment as areas, boxes and lines: what the view of the topology shows, and what lies under
 * the paths of calls. Private to core/render.
 */
#ifndef LYNC_TOPO_RENDER_MAP_H
#define LYNC_TOPO_RENDER_MAP_H

#include "render/sketch.h"

/* Ids of what is drawn though it is no element: none of an element can begin with a dot. */
#define PSTN_BOX ".pstn"
#define REMOTE_BOX ".remote"

/* Areas and boxes of all sites and providers, the PSTN, and the people outside. */
void map_boxes(struct sketch *sketch);

/* The lines between them. */
void map_lines(struct sketch *sketch);

#endif
