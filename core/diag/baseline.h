/* SPDX-License-Identifier: MIT */
/*
 * baseline.h - findings that were there before and do not count, as a file that is kept with the plans.
 *
 *	# lync-topo baseline, version 1
 *	MED001 0123456789abcdef /topology/site[@id='redmond']/mediation-pool[@id='med-red']
 *
 * A line each: rule, fingerprint (rule, identity of the element and the rule's arguments, never a line number), path of
 * the element. Sorted, so that a change to the plans is a change to few lines; read in any order. Lines that begin with '#'
 * and empty ones say nothing. A finding that is there twice stands there twice. Rule and fingerprint decide; the path is for
 * people, and one that is not that of the finding is told, because a reader believes it.
 */
#ifndef LYNC_TOPO_DIAG_BASELINE_H
#define LYNC_TOPO_DIAG_BASELINE_H

#include "base/out.h"
#include "base/store.h"
#include "diag/finding.h"

enum entry_state {
	ENTRY_UNCHECKED, /* nobody knows: its rule did not run */
	ENTRY_KNOWN,     /* it takes a finding */
	ENTRY_MOVED,     /* the same, of an element at another path */
	ENTRY_STALE,     /* its rule ran, and there is no such finding */
};

/* "unchecked", "known", "moved", "stale" */
const char *entry_state_name(enum entry_state state);

struct baseline_entry {
	const char *rule;
	uint64_t fingerprint;
	const char *path; /* as the file has it: one line, made safe for terminals */
	const char *now;  /* path of the finding that it takes, likewise; NULL for none */
	uint32_t line;    /* 0: new, not from a file */
	enum entry_state state;
};

struct baseline {
	const char *file;
	struct baseline_entry *entry; /* by rule, fingerprint, path */
	uint32_t n_entry, room_entry;
	struct arena arena;
};

/*
 * Reads a file of at most `most` bytes. False with what is wrong, and where, in *error: nothing of a file that is not
 * understood is used. *ret is to be released in any case; `file` is borrowed.
 */
bool baseline_read(
	struct store *store, const char *file, size_t most, struct baseline *ret, struct buf *error);

void baseline_release(struct baseline *baseline);

/*
 * Takes known findings out of those that count, unless nothing may hide them (struct finding: fixed), and notes in each
 * entry what became of it.
 */
void baseline_apply(struct baseline *baseline, struct findings *findings);

/* Adds an entry for a finding. */
void baseline_add(struct baseline *baseline, const struct finding *finding);

/* How many entries `before` does not have; sorts it. After baseline_apply(). */
uint32_t baseline_added(const struct baseline *baseline, struct baseline *before);

/* How many entries are in one of the states, given as bits (1 << ENTRY_KNOWN ...). */
uint32_t baseline_count(const struct baseline *baseline, unsigned states);

/* By rule and path, as the file has them. */
void baseline_sort(struct baseline *baseline);

/* Writes the file, sorted: all entries but stale ones, those that have moved with the path where they are now. */
void baseline_write(struct baseline *baseline, struct out *out);

#endif
