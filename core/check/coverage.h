/* SPDX-License-Identifier: MIT */
/*
 * coverage.h - every sentence of the two founding pages and what became of it (coverage.def).
 */
#ifndef LYNC_TOPO_CHECK_COVERAGE_H
#define LYNC_TOPO_CHECK_COVERAGE_H

#include "base/out.h"

/* docs/coverage.md */
void coverage_markdown(struct out *out);

#endif
