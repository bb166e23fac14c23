/* SPDX-License-Identifier: MIT */
/*
 * renderer.h - diagram formats. To add one, read docs/extending.md.
 */
#ifndef LYNC_TOPO_RENDER_RENDERER_H
#define LYNC_TOPO_RENDER_RENDERER_H

#include "base/out.h"
#include "diag/finding.h"
#include "render/diagram.h"
#include "render/placement.h"
#include "render/theme.h"

enum render_status {
	RENDER_OK,
	RENDER_NO_GRAPHVIZ, /* the library is not installed */
	RENDER_FAILED,      /* the layout failed or lost something, or the format cannot hold the diagram */
	RENDER_NO_MEMORY,
};

struct render_job {
	const struct diagram *diagram;
	enum theme theme;
	struct patience patience;        /* with a layout */
	const struct findings *findings; /* sorted; for formats that list them, else NULL */
};

/* What a renderer says besides its status: static texts or in `words`. */
struct render_report {
	const char *why;      /* not NULL when the status is not RENDER_OK */
	const char *fallback; /* not "" when it was drawn otherwise than usual */
};

struct renderer {
	const char *name; /* "svg": the format, and the ending of its files */
	const char *title;
	bool is_text;        /* may go to a terminal */
	bool wants_findings; /* lists them: a job for it has them */
	enum render_status (*write)(
		const struct render_job *job, struct out *out, struct render_report *report);
};

/* What became of a layout, as a renderer says it. */
enum render_status render_status_of(enum place_status status);

/* NULL when there is no such format. */
const struct renderer *renderer_find(const char *name);

/* "dot, svg" */
const char *renderer_names(void);

/* "2.43.0": the version of graphviz that is there. False when none is. */
bool renderer_library_version(struct buf *buf);

#endif
