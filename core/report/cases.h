/* SPDX-License-Identifier: MIT */
/*
 * cases.h - what a run says about each file, rule by rule: findings, those that are suppressed, and what is unknown.
 */
#ifndef LYNC_TOPO_REPORT_CASES_H
#define LYNC_TOPO_REPORT_CASES_H

#include "report/report.h"

/* What is said; of several by one rule, the first one here decides what becomes of the case. */
enum case_kind {
	IS_FILE, /* a file was read: no rule's */
	IS_UNREADABLE,
	FAILS,
	TOLD, /* does not fail the run */
	SUPPRESSED,
	IS_UNKNOWN,
};

struct entry {
	const char *file;
	const struct rule_info *rule; /* NULL for IS_FILE */
	enum case_kind kind;
	uint32_t n; /* which one of its list in the findings */
};

struct cases {
	struct entry *entry; /* by file, rule id, kind; every input has one that IS_FILE */
	uint32_t n;
};

/* Borrows from the report. Without entries when out of memory. */
struct cases cases_collect(const struct report *report);
void cases_release(struct cases *cases);

/* Entries that belong together: of one file, or of one file and rule. */
struct entry_run {
	const struct entry *first;
	uint32_t n;
};

/* The entries from `first` on, before `end`, that share its file, and its rule if `by_rule`. */
struct entry_run cases_run(const struct entry *first, const struct entry *end, bool by_rule);

#endif
