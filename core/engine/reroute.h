/* SPDX-License-Identifier: MIT */
/*
 * reroute.h - what becomes of a call that call admission control refuses. Private to core/engine.
 *
 * In the order of the documents, as far as policy cac-reroute has it: by the Internet, where both ends of the leg
 * have an Edge pool in their site; by the PSTN, for a call within Lync, where the caller's voice policy lets it; to the
 * voice mail of the callee. The next trunk that routing found comes before the last two. What remains ends with 488:
 * no document of the product says the status, RFC 3261 (21.4.26, and warning 370 in 20.43) has it for too little
 * bandwidth.
 */
#ifndef LYNC_TOPO_ENGINE_REROUTE_H
#define LYNC_TOPO_ENGINE_REROUTE_H

#include "engine/draft.h"

/*
 * Leaves the draft with what may be tried: trunks whose legs pass, detours, another way, or an end. Before any trunk is
 * tried; nothing where call admission control is off.
 */
void reroute_admit(struct draft *draft);

#endif
