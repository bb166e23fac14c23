/* SPDX-License-Identifier: MIT */
/*
 * line_hash.h - `primaryLocationLineHash`: how code scanning knows a finding again when lines above it come and go.
 *
 * The hash of a line is that of its first hundred UTF-16 units and what follows it, blanks and tabs left out, line
 * ends as LF: 64 bits, each unit added to 37 times what there is. After a colon stands how many lines of the file up to
 * here have that hash. As github/codeql-action computes it (src/fingerprints.ts), which compares.
 */
#ifndef LYNC_TOPO_REPORT_LINE_HASH_H
#define LYNC_TOPO_REPORT_LINE_HASH_H

#include "diag/source.h"

struct line_hash {
	const struct source *source;
	uint32_t line; /* from 1, as a reader counts that ends lines with LF, CR or both */
	uint64_t hash;
	uint32_t ordinal; /* from 1; 0: nobody knows, as where the file has other bytes than the source */
};

/*
 * Fills hash and ordinal of those that are wanted, whose order changes; in time of the size of their sources, and
 * memory of `n`. False when out of memory.
 */
bool line_hash_find(struct line_hash **wanted, uint32_t n);

#endif
