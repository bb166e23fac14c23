/* SPDX-License-Identifier: MIT */
/*
 * search.h - what the process does that lays out: one way after the other, until one is good. Private to core/render.
 */
#ifndef LYNC_TOPO_RENDER_SEARCH_H
#define LYNC_TOPO_RENDER_SEARCH_H

#include "base/buf.h"
#include "render/placement.h"

enum search_code {
	SEARCH_FOUND,
	/* Far from what a sanitizer or a library ends a process with. */
	SEARCH_NO_GRAPHVIZ = 80,
	SEARCH_LOST, /* graphviz lost something on every way, or there was no memory */
};

/* How far a search has come. It stands in memory that the processes share, and so outlives one that crashes. */
struct search_progress {
	uint32_t n_begun; /* ways */
	uint32_t in_vain; /* ways since the best one */
	struct verdict best;
	bool any; /* a layout was found, and sent */
};

/*
 * Begins with the first way that search->progress does not count as begun, and keeps that in step. Sends each placement that is better than those before it (wire.h). Returns an enum search_code. A child_work of
 * child.h; `wanted` is a struct place_search.
 */
int search_work(const void *wanted, struct buf *result);

#endif
