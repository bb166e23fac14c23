/* SPDX-License-Identifier: MIT */
/*
 * turned_off.h - everything that makes a run say less than the documents would: what a reviewer of a change must see,
 * because the change itself may have brought it. Filled by the command line, told by every report.
 */
#ifndef LYNC_TOPO_DIAG_TURNED_OFF_H
#define LYNC_TOPO_DIAG_TURNED_OFF_H

#include "diag/against.h"
#include "diag/baseline.h"
#include "diag/suppression.h"

/* Whether the change brought it, where there is an old side to tell by. */
enum age {
	AGE_UNKNOWN, /* there is none, or it does not say */
	AGE_OLD,     /* it was so before */
	AGE_NEW,
};

/* One setting that is not as the program has it by itself. */
struct setting {
	const char *
		kind; /* "profile", "select", "ignore", "threshold", "severity", "not-ignorable", "override", "company-rule" */
	const char *what;  /* the rule, the glob, the name; "" if the value says it all */
	const char *value; /* as set */
	const char *usual; /* as it would be; "" where that means nothing */
	struct span at;    /* in the configuration; nowhere: on the command line */
	enum age age;
};

struct turned_off {
	const char *config; /* path of the configuration in effect, NULL for none */
	enum age config_age;
	struct setting *setting;
	uint32_t n_setting;
	struct setting
		*gone; /* settings that were there before and are no more; places are those of before */
	uint32_t n_gone;
	const struct suppression *const *suppression; /* by place, those that do not hold too */
	enum age *suppression_age;                    /* of each; NULL: nothing is known of any */
	uint32_t n_suppression;
	uint32_t n_ignored;              /* instructions that do not hold: --no-inline-suppressions */
	const struct baseline *baseline; /* NULL for none */
	enum age baseline_age;           /* old: nothing was added to it */
	uint32_t n_baseline_added;
	const struct against *against; /* NULL: everything counts */
};

#endif
