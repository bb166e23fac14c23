/* SPDX-License-Identifier: MIT */
/*
 * renderer.h - diagram formats. To add one, read docs/extending.md.
 */
#ifndef LYNC_TOPO_RENDER_RENDERER_H
#define LYNC_TOPO_RENDER_RENDERER_H

#include "base/out.h"
#include "render/diagram.h"

enum render_status {
	RENDER_OK,
	RENDER_NO_GRAPHVIZ, /* the library is not installed */
	RENDER_FAILED,      /* the layout failed or lost something */
	RENDER_NO_MEMORY,
};

struct renderer {
	const char *name; /* "svg": the format, and the ending of its files */
	const char *title;
	/* Writes the diagram. *reterr is a static text when the status is not RENDER_OK. */
	enum render_status (*write)(const struct diagram *diagram, struct out *out, const char **reterr);
};

/* NULL when there is no such format. */
const struct renderer *renderer_find(const char *name);

/* "dot, svg" */
const char *renderer_names(void);

/* The diagram in DOT, which other formats lay out. */
void dot_append(const struct diagram *diagram, struct buf *buf);

#endif
