/* SPDX-License-Identifier: MIT */
/*
 * excerpt.h - the line of the source that a finding is about, with a caret under the place.
 */
#ifndef LYNC_TOPO_REPORT_EXCERPT_H
#define LYNC_TOPO_REPORT_EXCERPT_H

#include "base/buf.h"
#include "diag/source.h"

/* A line in three parts, cut to a width that fits a terminal; not escaped. */
struct excerpt {
	uint32_t line;
	struct str before, marked, after; /* marked may be empty */
	bool cut_before, cut_after;       /* there is more of the line */
};

/* False for a source whose lines may not be quoted, and where there is nothing to show. */
bool excerpt_find(const struct span *at, struct excerpt *ret);

/*
 * Appends two lines, number and source line and below it carets, made safe for a terminal. Nothing where
 * excerpt_find() finds nothing. `mark` and `plain` are put around the carets ("" for none).
 */
void excerpt_append(struct buf *buf, const struct span *at, const char *mark, const char *plain);

#endif
