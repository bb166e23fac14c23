/* SPDX-License-Identifier: MIT */
/*
 * checklist_lines.h - questions that rules ask of a deployment, each fact of each element once, by whom to ask.
 */
#ifndef LYNC_TOPO_DIAG_CHECKLIST_LINES_H
#define LYNC_TOPO_DIAG_CHECKLIST_LINES_H

#include "diag/finding.h"

/* A question about one fact of one element, whichever rules need it. Borrows from the findings. */
struct checklist_line {
	const struct question *question;
	const char *element; /* id, "" if none */
	const char *label;   /* the element as people call it */
	const char *needs;   /* joined by blanks, in the arena of the lines */
	const char *value;   /* NULL: open */
};

struct checklist_lines {
	struct arena arena;
	struct checklist_line *line;
	uint32_t n, room;
};

/* Sorted by whom to ask, question, element. Fewer when out of memory, which mem_ran_out() remembers. */
struct checklist_lines checklist_collect(const struct findings *findings);
void checklist_release(struct checklist_lines *lines);

uint32_t checklist_open(const struct checklist_lines *lines);

#endif
