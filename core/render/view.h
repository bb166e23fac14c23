/* SPDX-License-Identifier: MIT */
/*
 * view.h - what may be drawn of a deployment: each view is a table row that makes a diagram. To add one, read
 * docs/extending.md.
 */
#ifndef LYNC_TOPO_RENDER_VIEW_H
#define LYNC_TOPO_RENDER_VIEW_H

#include "diag/calls.h"
#include "diag/finding.h"
#include "diag/risks.h"
#include "model/topology.h"
#include "render/diagram.h"

struct view_request {
	const struct topology *topo;
	const struct findings *findings; /* to mark, or NULL */
	const struct calls *calls;       /* to draw paths of, or NULL */
	const struct risks *risks;       /* what the failure of which parts stops, or NULL */
	const struct element *subject;   /* of a view of one thing: the site; NULL for the others */
};

struct view {
	const char *name; /* "topology"; one of a thing ends with a colon: "site:" */
	const char *title;
	uint64_t subjects; /* kinds that the thing may be of; 0: none is named */
	bool needs_calls;
	bool sweeps; /* shows what the failure of parts stops */
	/* Fills an empty diagram. Out of memory: mem_ran_out(). */
	void (*make)(const struct view_request *request, struct diagram *diagram);
};

/* NULL when there is no such view; for "site:boston" the view "site:", and *ret_subject "boston", else "". */
const struct view *view_find(const char *name, const char **ret_subject);

/* "topology, site:ID, perimeter ..." */
const char *view_names(void);

#endif
