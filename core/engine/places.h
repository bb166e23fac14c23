/* SPDX-License-Identifier: MIT */
/*
 * places.h - the network site in which a box of a path lies. Private to core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_PLACES_H
#define LYNC_TOPO_ENGINE_PLACES_H

#include "engine/draft.h"

/*
 * By its address, which wider subnets than its own may hold ("Plan for call admission control"; unlike bypass), else
 * the network site of its site, or of its provider. `outer`: of a server with two sides the one towards the peer.
 * NULL where the plan does not say.
 */
const struct element *place_of(struct draft *draft, const struct node *node, bool outer);

#endif
