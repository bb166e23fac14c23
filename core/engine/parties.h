/* SPDX-License-Identifier: MIT */
/*
 * parties.h - the boxes of a path that speak SIP, as parties of a call. Private to core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_PARTIES_H
#define LYNC_TOPO_ENGINE_PARTIES_H

#include "engine/draft.h"
#include "engine/signalling.h"

enum {
	MOST_PARTIES = 2 * MOST_NODES,
};

/*
 * Those of the head, from where everything is SIP: lines of the telephone network lie before. The first one calls. Room
 * for MOST_PARTIES. Returns how many.
 */
uint32_t parties_make(struct draft *draft, struct party *party);

enum sip_transport parties_transport(struct draft *draft, const struct element *trunk);

#endif
