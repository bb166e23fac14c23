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

/* Requests that are laid out one after the other. */
struct layout_batch {
	const struct place_request *request;
	uint32_t n;
};

/*
 * Appends numbers for each request, as doubles of this machine: width and height; for each area its frame; for each box its centre;
 * for each line how many points, the points, and the centre of its label. Returns an enum layout_code. A
 * child_work of child.h; `batch` is a struct layout_batch.
 */
int layout_work(const void *batch, struct buf *result);

#endif
