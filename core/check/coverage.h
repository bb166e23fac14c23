/* SPDX-License-Identifier: MIT */
/*
 * coverage.h - what became of the documentation: every sentence of the two founding pages, the rules of every other
 * page, and what was not made (coverage.def).
 */
#ifndef LYNC_TOPO_CHECK_COVERAGE_H
#define LYNC_TOPO_CHECK_COVERAGE_H

#include "base/out.h"

/* docs/coverage.md */
void coverage_markdown(struct out *out);

#endif
