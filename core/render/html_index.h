/* SPDX-License-Identifier: MIT */
/*
 * html_index.h - what belongs to what in a diagram and its findings, looked up without searching. Private to
 * core/render.
 */
#ifndef LYNC_TOPO_RENDER_HTML_INDEX_H
#define LYNC_TOPO_RENDER_HTML_INDEX_H

#include "diag/finding.h"
#include "render/diagram.h"

/* A finding, or something that the page tells about, in the order of ids. */
struct html_entry {
	const char *id;
	uint32_t number;                   /* of the area, box, line or finding */
	const struct diagram_thing *thing; /* NULL: a finding */
};

/* Lists are chained by numbers plus 1, 0 ends them; an area's number plus 1 and 0 for "outside all" begin them. */
struct html_index {
	struct html_entry *thing;
	uint32_t n_thing;
	struct html_entry *finding;
	uint32_t n_finding;
	uint32_t *first_area, *next_area; /* areas in an area */
	uint32_t *first_box, *next_box;   /* boxes in an area */
	uint32_t *first_end,
		*next_end; /* ends of lines at a box: 2 * line + 1 where it begins, + 2 where it ends */
};

/* False when out of memory; release it in any case. Borrows from both. */
bool html_index_make(
	struct html_index *index, const struct diagram *diagram, const struct findings *findings);
void html_index_release(struct html_index *index);

/*
 * What has this id, in the order of the diagram: *ret_n entries from the one returned. Several are lines that stand for
 * one element.
 */
const struct html_entry *html_index_things(const struct html_index *index, const char *id, uint32_t *ret_n);
/* Likewise the findings of the element. */
const struct html_entry *html_index_findings(const struct html_index *index, const char *id, uint32_t *ret_n);

#endif
