/* SPDX-License-Identifier: MIT */
/*
 * unique.h - what no two elements of a kind may share: names, addresses, pairs. By sorting, not by comparing all.
 */
#ifndef LYNC_TOPO_CHECK_UNIQUE_H
#define LYNC_TOPO_CHECK_UNIQUE_H

#include "check/run.h"

/* What must be unique for an element, as numbers. */
struct unique_key {
	const struct element *e;
	uint64_t first, second;
};

/* Fills the numbers; false for an element that has no such key. Texts become numbers in `names`. */
typedef bool unique_make(struct run *run, struct symbols *names, struct unique_key *key);

/* Says that the element and another one have the same key. */
typedef enum outcome unique_report(struct run *run, const struct element *e, const struct element *other);

/* Each element that shares its key fires once, whichever of them stands first in the document. */
enum outcome judge_unique(struct run *run, enum kind kind, unique_make *make, unique_report *report);

/* A key of one text, compared without case; false for a blank one. */
bool unique_name(struct run *run, struct symbols *names, struct unique_key *key, enum attr attr);

#endif
