/* SPDX-License-Identifier: MIT */
/*
 * way.h - the ways a call takes between boxes: over a trunk to its peer, and from a gateway, PBX or border
 * controller on, by their number-routes. Private to core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_WAY_H
#define LYNC_TOPO_ENGINE_WAY_H

#include "engine/draft.h"

/* Where a box sends a call. */
enum way_status {
	WAY_ARRIVED, /* at the callee */
	WAY_TO_LYNC, /* over a trunk: *ret_trunk */
	WAY_NOWHERE, /* the box does not know what to do with the number: 404 */
	WAY_DOWN,    /* what it leads to is down: 503 */
	WAY_LOOP,    /* boxes send the call in a circle: 482 */
};

/* From the Mediation Server to the peer, routers and lines between them included. False when nothing passes. */
bool way_to_peer(struct draft *draft, const struct element *trunk, struct path *path);

/* The same the other way, ending at the Mediation Server pool. */
bool way_from_peer(struct draft *draft, const struct element *trunk, struct path *path);

/* On from a box that the path has reached. */
enum way_status way_on(
	struct draft *draft, const struct element *box, struct path *path, const struct element **ret_trunk);

/* The box where a call from the PSTN to the number enters, and the line; false when there is none. */
bool way_in(struct draft *draft, const struct element **ret_box, const struct element **ret_line);

/* Why a way ends, for a step: "", where it does not. */
const char *way_status_text(enum way_status status);

#endif
