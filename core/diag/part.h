/* SPDX-License-Identifier: MIT */
/*
 * part.h - the share of a run that one of several machines did (`simulate --part K/N`), and how the shares become the
 * result again (`merge`).
 *
 * Texts and results belong to the arena.
 */
#ifndef LYNC_TOPO_DIAG_PART_H
#define LYNC_TOPO_DIAG_PART_H

#include "base/buf.h"
#include "diag/calls.h"

/* Results of the units that a part did: of all units every n-th one, from its own number on. */
struct part_results {
	struct str *result;
	uint32_t n, room;
};

struct part {
	struct arena arena;
	const char *path;     /* for messages; the reader's own */
	uint32_t number, of;  /* from 1 */
	const char *version;  /* of the program */
	const char *request;  /* a digest: parts of one run have the same */
	const char *format;   /* that was asked for */
	struct calls setting; /* what of the result does not depend on units: policies, bandwidth model */
	uint32_t most_failed; /* of the sweep; 0: availability alone */
	struct part_results sweep;
};

void part_release(struct part *part);

/* Adds a copy of a result. False when out of memory. */
bool part_add_result(struct part *part, struct part_results *results, struct str result);

/* Puts parts into the order of their numbers. */
void parts_sort(struct part *part, uint32_t n);

/*
 * Why sorted parts are not one run, in a sentence: another request, one missing, one twice. NULL when they are. The text
 * belongs to the buffer.
 */
const char *parts_mismatch(const struct part *part, uint32_t n, struct buf *text);

/* Units of the whole run; false when the parts do not have as many results as their numbers say. */
bool parts_units(const struct part *part, uint32_t n, uint32_t *ret);

/* The result of a unit of the whole, of sorted parts that fit together. */
static inline struct str parts_result(const struct part *part, uint32_t n, uint32_t unit)
{
	return part[unit % n].sweep.result[unit / n];
}

#endif
