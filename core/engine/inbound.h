/* SPDX-License-Identifier: MIT */
/*
 * inbound.h - from a peer to a Mediation Server. A peer that knows several servers of a pool, by DNS or by a trunk to
 * each, tries one after the other, and then its trunks to other pools; policy peer-retry says after what. Private to
 * core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_INBOUND_H
#define LYNC_TOPO_ENGINE_INBOUND_H

#include "engine/draft.h"

/*
 * The head, which ends at the peer, goes on to the Mediation Server pool that takes the call. False if none does; the
 * call then ends there.
 */
bool inbound_enter(struct draft *draft, const struct element *trunk);

#endif
