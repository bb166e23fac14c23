/* SPDX-License-Identifier: MIT */
/*
 * picture.h - a scene as PNG or PDF, drawn by graphviz's cairo plug-in in a process of its own.
 */
#ifndef LYNC_TOPO_RENDER_PICTURE_H
#define LYNC_TOPO_RENDER_PICTURE_H

#include "base/buf.h"
#include "render/child.h"
#include "render/scene.h"

struct picture_request {
	const struct scene *scene;
	enum theme theme;   /* THEME_AUTO is light */
	const char *format; /* "png", "pdf" */
	unsigned dots;      /* per inch */
	const struct patience *patience;
};

enum picture_status {
	PICTURE_OK,
	PICTURE_NO_GRAPHVIZ,
	PICTURE_NO_PLUGIN, /* graphviz has nothing that draws this format */
	PICTURE_FAILED,
	PICTURE_TOO_LONG, /* time or memory ran out */
	PICTURE_NO_MEMORY,
};

/* Appends the file. */
enum picture_status picture_make(const struct picture_request *request, struct buf *ret);

#endif
