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
 * with the id "lt-" and the element's own id, its facts as <title>, and data-layer for lines. The second line of one
 * element has ".2" behind its id.
 */
void svg_append(struct buf *buf, const struct scene *scene, const struct diagram *diagram, enum theme theme);

/*
 * The same for the inside of an HTML page: without a style sheet, and without ids and heading, which
 * are the page's. Areas, boxes
 * and lines are links to "#about-" and their id, where svg_is_told_about() says so.
 */
void svg_append_part(struct buf *buf, const struct scene *scene, const struct diagram *diagram);

/* False for lines that are no element: they are told about with the boxes that they join. */
bool svg_is_told_about(bool is_line, const struct diagram_thing *thing);

/* The style sheet alone; its colours alone, where THEME_AUTO is light. */
void svg_append_style(struct buf *buf, enum theme theme);
void svg_append_colours(struct buf *buf, enum theme theme);

#endif
