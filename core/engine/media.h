/* SPDX-License-Identifier: MIT */
/*
 * media.h - where the media of a call runs, and what it needs on each stretch. Private to core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_MEDIA_H
#define LYNC_TOPO_ENGINE_MEDIA_H

#include "engine/draft.h"
#include "model/bandwidth.h"

/*
 * The media path of a signalling path: Front Ends carry none, the Mediation Server none with bypass, and a PBX
 * that is known to have no media termination point leaves its telephones to the Mediation Server.
 */
void media_path(struct draft *draft, const struct path *signalling, bool bypass, struct path *media);

/* Stretches from caller to callee, signalling and media together. In the arena; NULL when out of memory. */
struct call_hop *media_hops(
	struct draft *draft, const struct path *signalling, const struct path *media, uint32_t *ret_n);

/* The trunk of a path that leaves or enters Lync, or NULL. */
const struct element *media_trunk(const struct path *path);

#endif
