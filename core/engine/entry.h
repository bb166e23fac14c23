/* SPDX-License-Identifier: MIT */
/*
 * entry.h - from the caller to where trunks are tried, or to the callee. Private to core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_ENTRY_H
#define LYNC_TOPO_ENGINE_ENTRY_H

#include "engine/draft.h"

/* Fills the head, and the tails where the call leaves over a trunk of Lync. The draft's parties are known. */
void entry_make(struct draft *draft);

#endif
