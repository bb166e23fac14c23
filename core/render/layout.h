/* SPDX-License-Identifier: MIT */
/*
 * layout.h - a placement request as a graph of cgraph, laid out by gvc. Runs in the child only; private to
 * core/render.
 */
#ifndef LYNC_TOPO_RENDER_LAYOUT_H
#define LYNC_TOPO_RENDER_LAYOUT_H

#include "base/buf.h"
#include "render/placement.h"

enum layout_code {
	LAYOUT_OK,
	LAYOUT_NO_GRAPHVIZ,
	LAYOUT_LOST,
};

/*
 * Appends numbers, as doubles of this machine: width and height; for each area its frame; for each box its centre;
 * for each line how many points, the points, and the centre of its label. Returns an enum layout_code. A
 * child_work of child.h; `request` is a struct place_request.
 */
int layout_work(const void *request, struct buf *result);

#endif
