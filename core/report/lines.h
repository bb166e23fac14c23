/* SPDX-License-Identifier: MIT */
/*
 * lines.h - pieces that the formats for people share.
 */
#ifndef LYNC_TOPO_REPORT_LINES_H
#define LYNC_TOPO_REPORT_LINES_H

#include "report/report.h"

/* Where a span begins and ends; line 1, column 1 for nowhere. */
struct position lines_start(const struct span *at);
struct position lines_end(const struct span *at);

/* "plan.xml:12:5", safe for terminals and logs. */
void lines_append_place(struct buf *buf, const struct span *at);

/* "plan.xml:12:5: error: what is wrong [rule-name]", likewise. */
void lines_append_finding(struct buf *buf, const struct finding *finding);

/* "2 files: 1 error, ..." and the rules, two lines. */
void lines_write_summary(const struct report *report, struct out *out);

enum {
	LINES_MOST_RULES = 512,
};

struct rule_total {
	const struct rule_info *rule;
	uint32_t count;
};

/* How often each rule fired, most often first; returns how many rules did. */
uint32_t lines_count_by_rule(const struct findings *findings, struct rule_total totals[LINES_MOST_RULES]);

/* Unknowns about the same facts of the same element are one line for people. */
struct unknown_groups {
	const struct unknown **unknown; /* sorted so that a group stands together */
	uint32_t *first;                /* where each group begins */
	uint32_t n;                     /* groups */
	uint32_t n_unknown;
};

struct unknown_groups unknown_groups_make(const struct findings *findings);
void unknown_groups_release(struct unknown_groups *groups);

/* "plan.xml:3:3: provider 'Fabrikam': high-availability (HAV001, HAV002)" */
void unknown_group_append(const struct unknown_groups *groups, uint32_t n, struct buf *buf);

#endif
