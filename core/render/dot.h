/* SPDX-License-Identifier: MIT */
/*
 * dot.h - a diagram in DOT, for people who lay it out or draw it on themselves.
 */
#ifndef LYNC_TOPO_RENDER_DOT_H
#define LYNC_TOPO_RENDER_DOT_H

#include "base/buf.h"
#include "render/theme.h"

/* Nothing from the input leaves its quotes. THEME_AUTO is light. */
void dot_append(struct buf *buf, const struct diagram *diagram, enum theme theme);

#endif
