/* SPDX-License-Identifier: MIT */
/*
 * estimate.h - the one-way delay of a call and what people will hear of it, where the plan gives figures. A planning
 * estimate, not a measurement. Private to core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_ESTIMATE_H
#define LYNC_TOPO_ENGINE_ESTIMATE_H

#include "engine/links.h"

/*
 * From the links that the media use, their uses beginning at `first` of world->use: delay, jitter and loss that WAN
 * links and connections state. A figure that is absent beside others is taken as none, which is said. NULL where no
 * link of the way states any, and when out of memory.
 */
const struct call_quality *estimate_make(struct draft *draft, const struct link_way *way, uint32_t first);

#endif
