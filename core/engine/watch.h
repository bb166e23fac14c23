/* SPDX-License-Identifier: MIT */
/*
 * watch.h - which trunks OPTIONS monitoring has taken out of use when a call is made. Private to core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_WATCH_H
#define LYNC_TOPO_ENGINE_WATCH_H

#include "engine/draft.h"

/* True if the Front End knows by now that the trunk's peer does not answer. *ret_since: since when. */
bool watch_is_down(struct draft *draft, const struct element *trunk, int64_t *ret_since);

#endif
