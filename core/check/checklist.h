/* SPDX-License-Identifier: MIT */
/*
 * checklist.h - the open points of the documentation (Q-H1 to Q-O11), whether or not a rule asks for them.
 *
 * Rules ask for what they need in order to judge this plan. A point that none of them asked about is asked all the
 * same where the plan has what it is about, and with `all` is listed even where it has not.
 */
#ifndef LYNC_TOPO_CHECK_CHECKLIST_H
#define LYNC_TOPO_CHECK_CHECKLIST_H

#include "check/policy.h"
#include "diag/finding.h"
#include "model/trunks.h"

enum checklist {
	CHECKLIST_NONE,     /* nobody wants one */
	CHECKLIST_RULES,    /* what rules asked for and did not find */
	CHECKLIST_ANSWERED, /* and what they found */
	CHECKLIST_OPEN,     /* what is open: also points of the documents that the plan has something about */
	CHECKLIST_ALL,      /* closed ones too, and points that it has nothing about */
};

/* Where the set's unknowns and answers start among the findings. */
struct checklist_start {
	uint32_t unknown, answer;
};

/* After the rules have run over a set. Open points are answers without a value. */
void checklist_complete(const struct topology *topo, const struct policy *policy, enum checklist wish,
	struct checklist_start start, struct findings *findings);

enum {
	OPEN_POINTS = 39,
};

/* "Q-H1"; in the order of the documentation. */
const char *open_point_nth(unsigned n);

#endif
