/* SPDX-License-Identifier: MIT */
/*
 * differences.h - what is not the same in two plans, for `diff`.
 */
#ifndef LYNC_TOPO_REPORT_DIFFERENCES_H
#define LYNC_TOPO_REPORT_DIFFERENCES_H

#include "base/out.h"
#include "diag/against.h"
#include "diag/difference.h"

struct differences_report {
	const char *before, *after; /* as they were named */
	const struct differences *differences;
	const struct findings *findings; /* those that are new */
	const struct against *against;   /* those that are gone */
};

bool differences_any(const struct differences_report *report);

/* A line each under headings; JSON is that of schemas/diff.schema.json. */
void differences_text(const struct differences_report *report, struct out *out);
void differences_markdown(const struct differences_report *report, struct out *out);
void differences_json(const struct differences_report *report, struct out *out);

#endif
