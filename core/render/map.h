/* SPDX-License-Identifier: MIT */
/*
 * map.h - the whole deployment as areas, boxes and lines: what the view of the topology shows, and what lies under
 * the paths of calls. Private to core/render.
 */
#ifndef LYNC_TOPO_RENDER_MAP_H
#define LYNC_TOPO_RENDER_MAP_H

#include "render/sketch.h"

/* Areas and boxes of all sites and providers, the PSTN, and the people outside. */
void map_boxes(struct sketch *sketch);

/* So many sites and providers that each has a PSTN of its own, and people outside of its own. */
bool map_is_large(const struct topology *topo);

/*
 * The box of the PSTN for what stands at this site or provider: one for all, or in a large deployment one for each, as
 * lines from everywhere to one place make a picture that nobody can read. NO_BOX if there is none.
 */
uint32_t map_pstn(const struct sketch *sketch, const struct element *e);

/* The box of those of a group who are outside; likewise one for all or one for each site. */
uint32_t map_outside(const struct sketch *sketch, const struct element *users);

/* The area of a site or provider and what stands in it. */
void map_home(struct sketch *sketch, const struct element *home);

/* Lines from the pools whose interfaces are in a VLAN to the routers in it. */
void map_vlan(struct sketch *sketch, const struct element *vlan);

/* The lines between them. */
void map_lines(struct sketch *sketch);

#endif
