/* SPDX-License-Identifier: MIT */
/*
 * svg.h - a scene as SVG: a file of its own, or a part of a page.
 */
#ifndef LYNC_TOPO_RENDER_SVG_H
#define LYNC_TOPO_RENDER_SVG_H

#include "base/buf.h"
#include "render/scene.h"

/*
 * Appends the <svg> element, its style inside. Classes, ids and data attributes: every area, box and line is a <g>
 * with the id "lt-" and the element's own id, its facts as <title>, and data-layer for lines.
 */
void svg_append(struct buf *buf, const struct scene *scene, const struct diagram *diagram, enum theme theme);

/* The style sheet alone. */
void svg_append_style(struct buf *buf, enum theme theme);

#endif
