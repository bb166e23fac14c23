/* SPDX-License-Identifier: MIT */
/*
 * graphviz.h - cgraph and gvc, loaded when a picture is asked for and not before.
 */
#ifndef LYNC_TOPO_RENDER_GRAPHVIZ_H
#define LYNC_TOPO_RENDER_GRAPHVIZ_H

#include "render/renderer.h"

/*
 * Lays DOT out and appends the picture in one of graphviz's formats ("svg") to `picture`. Any message of
 * graphviz is a failure: a layout that lost an edge reports one and goes on.
 */
enum render_status graphviz_draw(
	const char *dot, const char *format, struct buf *picture, const char **reterr);

#endif
