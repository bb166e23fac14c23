/* SPDX-License-Identifier: MIT */
/*
 * suppress.h - suppressions given effect: which findings they take out, and what is wrong with them (family SUP).
 *
 * Each document set hands over the processing instructions in it while its topology is there. When all rules have
 * run, suppress_apply() holds the findings against them: of several that cover a finding, the one nearest to its element
 * takes it. One that takes nothing is a finding itself, but only if the rules that it names really ran there.
 */
#ifndef LYNC_TOPO_CHECK_SUPPRESS_H
#define LYNC_TOPO_CHECK_SUPPRESS_H

#include "base/clock.h"
#include "base/limits.h"
#include "check/rule_table.h"
#include "diag/config.h"
#include "diag/finding.h"
#include "diag/structure.h"
#include "model/topology.h"

struct cover;

struct suppressor {
	struct rule_table rules;
	uint32_t today;              /* base/date.h */
	const struct limits *limits; /* how many suppressions, and how many faults in them */
	struct deadline *deadline;
	const struct config *config; /* NULL: none */
	bool ignores_instructions;   /* they are counted and do nothing */
	uint32_t n_ignored;
	struct findings *findings;

	/* Private. */
	struct cover **cover;
	uint32_t n_cover, room_cover;
	uint32_t n_central; /* the first ones of them */
	uint32_t n_faults;
	bool doubtful;               /* some set was */
	const struct source *placed; /* the source whose path for the configuration's patterns is known */
	const char *place;
	struct arena arena;
};

/*
 * Suppressions are told of, and taken out, in `findings`; entries of the configuration (NULL: none) are among them. False
 * when out of memory.
 */
bool suppress_init(struct suppressor *suppressor, struct findings *findings, const struct config *config,
	const struct limits *limits, struct deadline *deadline, uint32_t today);
void suppress_release(struct suppressor *suppressor);

/*
 * The instructions of a document set. `doubtful`: not everything in it was judged, so that nobody knows which of them are
 * unused. Returns the name of the limit that was exceeded, or NULL.
 */
const char *suppress_collect(
	struct suppressor *suppressor, const struct topology *topo, const char *set, bool doubtful);

/*
 * Takes suppressed findings out and adds those of family SUP. `ran` says of each rule by number whether it ran. False
 * when the deadline passed: what was not held against a suppression stays.
 */
bool suppress_apply(struct suppressor *suppressor, const bool *ran);

/* All suppressions, by place; valid as long as the findings. */
const struct suppression *const *suppress_list(struct suppressor *suppressor, uint32_t *ret_n);

#endif
