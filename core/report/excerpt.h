/* SPDX-License-Identifier: MIT */
/*
 * excerpt.h - the line of the source that a finding is about, with a caret under the place.
 */
#ifndef LYNC_TOPO_REPORT_EXCERPT_H
#define LYNC_TOPO_REPORT_EXCERPT_H

#include "base/buf.h"
#include "diag/source.h"

/*
 * Appends two lines, number and source line and below it carets, made safe for a terminal and cut to a width
 * that fits one. Nothing for a source whose lines may not be quoted. `mark` and `plain` are put around the
 * carets ("" for none).
 */
void excerpt_append(struct buf *buf, const struct span *at, const char *mark, const char *plain);

#endif
