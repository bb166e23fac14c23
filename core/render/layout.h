/* SPDX-License-Identifier: MIT */
/*
 * layout.h - a placement request as a graph of cgraph, laid out by gvc. Runs in the child only; private to
 * core/render.
 */
#ifndef LYNC_TOPO_RENDER_LAYOUT_H
#define LYNC_TOPO_RENDER_LAYOUT_H

#include "render/library.h"
#include "render/placement.h"

/* Graphviz, ready to lay out. The process that has it ends with it. */
struct layout_tool {
	struct graphviz library;
	GVC_t *context;
};

/* False when graphviz is not installed, or not the part that holds the engine. */
bool layout_begin(struct layout_tool *tool, const char *engine);

/* False when graphviz lost something, or there was no memory. Release *ret in any case. */
bool layout_make(const struct layout_tool *tool, const struct place_request *request, struct placement *ret);

#endif
