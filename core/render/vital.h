/* SPDX-License-Identifier: MIT */
/*
 * vital.h - marks what calls with the PSTN and for help cannot do without: single points of failure, and parts that take
 * calls away only together. Private to core/render.
 *
 * Two sources: the structure of the plan (lifelines.h), for every route of every site, and the parts whose failure was
 * tried (diag/risks.h), one call of each kind a site. A part that is not drawn marks what it stands in.
 */
#ifndef LYNC_TOPO_RENDER_VITAL_H
#define LYNC_TOPO_RENDER_VITAL_H

#include "diag/risks.h"
#include "render/lifelines.h"
#include "render/sketch.h"

/*
 * After all boxes and lines have been added; what was left out is told in notes. `risks` NULL: nothing was tried. Out of
 * memory: mem_ran_out().
 */
void vital_mark(struct sketch *sketch, const struct lifelines *lifelines, const struct risks *risks);

#endif
