/* SPDX-License-Identifier: MIT */
/*
 * wire.h - a placement on its way from the process that lays out to the one that draws: doubles of this machine.
 * Private to core/render.
 */
#ifndef LYNC_TOPO_RENDER_WIRE_H
#define LYNC_TOPO_RENDER_WIRE_H

#include "base/buf.h"
#include "render/placement.h"

/* Appends how long it is, and the placement: one of what the request asks for. */
void wire_put(struct buf *buf, const struct place_request *request, const struct placement *placement);

/*
 * Reads the last placement that is there as a whole. PLACE_LOST where there is none or it is not one of the request.
 * Release *ret in any case.
 */
enum place_status wire_take_last(
	struct str received, const struct place_request *request, struct placement *ret);

#endif
