/* SPDX-License-Identifier: MIT */
/*
 * xdot.h - a scene as drawing operations of graphviz's xdot language, which its renderers draw as they are. Private
 * to core/render.
 *
 * Texts are preceded by their length: nothing in them is looked at.
 */
#ifndef LYNC_TOPO_RENDER_XDOT_H
#define LYNC_TOPO_RENDER_XDOT_H

#include "base/buf.h"
#include "render/scene.h"

#define XDOT_FONT "Arial"

/* How texts come out here, beside the widths of measure.h. */
struct xdot_fonts {
	double scale[2]; /* by enum weight: by how much the font is made smaller, at most 1 */
	double rise;     /* by how much of its size graphviz puts a text above its base line */
};

/* Appends the scene; the theme follows nobody here, so THEME_AUTO is light. */
void xdot_append(
	struct buf *buf, const struct scene *scene, enum theme theme, const struct xdot_fonts *fonts);

#endif
