/* SPDX-License-Identifier: MIT */
/*
 * coverage.h - what became of the documentation: each page statement by statement (coverage.def), and what was not made
 * (coverage_left_out.def).
 */
#ifndef LYNC_TOPO_CHECK_COVERAGE_H
#define LYNC_TOPO_CHECK_COVERAGE_H

#include "base/out.h"

/* docs/coverage.md */
void coverage_markdown(struct out *out);

/*
 * The same of some pages: of the one with this key, title or file name, and if there is none of all in whose title or
 * place the text occurs, case ignored. An address of the page will do: what follows its last slash counts. False, and
 * nothing is written, if there is no such page.
 */
bool coverage_of_page(const char *text, struct out *out);

#endif
