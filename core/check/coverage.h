/* SPDX-License-Identifier: MIT */
/*
 * coverage.h - every sentence of the two founding pages and what became of it (coverage.def).
 */
#ifndef LYNC_TOPO_CHECK_COVERAGE_H
#define LYNC_TOPO_CHECK_COVERAGE_H

#include "base/out.h"
#include "diag/page.h"

struct sentence {
	enum page page;
	const char *number;
	const char *statement; /* in our words */
	const char *rules;     /* ids separated by blanks, "" if none */
	const char *remark;    /* why there is no rule, or what else there is to say */
};

/* NULL past the last. */
const struct sentence *coverage_nth(unsigned n);

/* docs/coverage.md */
void coverage_markdown(struct out *out);

#endif
