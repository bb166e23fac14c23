/* SPDX-License-Identifier: MIT */
/*
 * arrange.h - which way a diagram is laid out: what is read best on a page of paper. Private to core/render.
 */
#ifndef LYNC_TOPO_RENDER_ARRANGE_H
#define LYNC_TOPO_RENDER_ARRANGE_H

#include "render/placement.h"
#include "render/sizing.h"

#define PAGE_MARGIN 11.0 /* points around the drawing */

/*
 * Tries several ways where the diagram is small. *ret_fallback: how it was laid out where the usual layout failed, ""
 * if it did not. Release *ret in any case.
 */
enum place_status arrange(const struct sized_diagram *sized, const struct patience *patience,
	struct placement *ret, const char **ret_fallback);

#endif
