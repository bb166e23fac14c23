/* SPDX-License-Identifier: MIT */
/*
 * thresholds.h - the figures of `struct policy` by number and by name (thresholds.def).
 */
#ifndef LYNC_TOPO_CHECK_THRESHOLDS_H
#define LYNC_TOPO_CHECK_THRESHOLDS_H

#include "check/policy.h"

struct threshold_info {
	const char *name; /* "users-per-port-light" */
	unsigned least, most;
	const char *unit;
	enum page page; /* where the documents' figure stands */
	const char *doc;
};

unsigned threshold_count(void);
const struct threshold_info *threshold_info(unsigned n);

/* threshold_count() when there is none of that name. */
unsigned threshold_find(const char *name);

/* The name that was perhaps meant, or NULL. */
const char *threshold_suggest(const char *name);

unsigned threshold_get(const struct policy *policy, unsigned n);
void threshold_set(struct policy *policy, unsigned n, unsigned value);

/*
 * Where the figure in force comes from, for a message: the title of its page, or of the one that the profile follows, or
 * "the configuration" for one that a company has set. By name, which must exist.
 */
const char *threshold_source(const struct policy *policy, const char *name);

#endif
