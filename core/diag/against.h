/* SPDX-License-Identifier: MIT */
/*
 * against.h - two runs over what is said to be the same plans: only what is new counts.
 *
 * Findings are the same when rule, element and arguments are (the fingerprint), wherever they stand, and as often as they
 * are there: of two that were one before, one is new. A finding of one plan is never known because another plan had it.
 */
#ifndef LYNC_TOPO_DIAG_AGAINST_H
#define LYNC_TOPO_DIAG_AGAINST_H

#include "diag/finding.h"

/* A plan of one of the two sides. */
struct named_plan {
	const char *root; /* of its set, as in findings */
	const char *name; /* what it has in common with the same plan of the other side */
};

struct plans {
	struct named_plan *plan;
	uint32_t n, room;
};

struct against {
	const char *what;         /* as it was asked for: "git:main" */
	bool nothing;             /* there are no plans */
	uint32_t n_known;         /* findings that were there before: neither shown nor counted */
	uint32_t n_known_unknown; /* likewise, of what is not known yet */
	uint32_t n_unreadable;    /* faults for which something of it was not judged */
	const struct finding *
		*fixed; /* of before, those that are gone, by place; neither suppressed nor known otherwise */
	uint32_t n_fixed;
};

void plans_add(struct plans *plans, const char *root, const char *name);
void plans_release(struct plans *plans);

/* To be called once all are added. Plans without a partner have moved or are new: they share the name "". */
void plans_match(struct plans *now, struct plans *before);

/* After plans_match(): "" for one without a partner. */
const char *plans_name(const struct plans *plans, const char *root);

/*
 * Takes what `before` had out of `now`, unless nothing may hide it, and fills in the rest of *ret, which borrows from
 * `before`. Both findings are sorted.
 */
void against_subtract(struct against *ret, struct findings *now, const struct plans *plans_now,
	const struct findings *before, const struct plans *plans_before);

void against_release(struct against *against);

#endif
