/* SPDX-License-Identifier: MIT */
/*
 * checker.h - runs the rules over a topology.
 */
#ifndef LYNC_TOPO_CHECK_CHECKER_H
#define LYNC_TOPO_CHECK_CHECKER_H

#include "base/clock.h"
#include "base/limits.h"
#include "check/checklist.h"
#include "check/policy.h"
#include "check/rule.h"
#include "diag/finding.h"
#include "diag/site_calls.h"

struct check_request {
	const struct topology *topo;
	const char *set; /* the set's root file, for the findings */
	const struct policy *policy;
	const bool *enabled; /* for each rule by number; NULL: all that the policy has on */
	const struct limits *limits;
	struct deadline *deadline;
	enum checklist checklist;       /* which questions to note besides those of unknowns */
	const struct site_calls *calls; /* simulated calls; NULL: rules that judge calls are unknown */
};

/* True if a rule that is enabled judges simulated calls. */
bool check_wants_calls(const bool *enabled);

/* True if one of them judges what the failure of a part does. */
bool check_wants_cuts(const bool *enabled);

/* True if no document fault leaves in doubt what calls would do. */
bool check_trusts(const struct topology *topo);

/*
 * Judges every enabled rule. Findings and unknowns go to `findings`; outcomes[rule_count()] is raised to what
 * each rule said, so that several sets can share it. *ret_limit is the name of a limit that was reached, so that something was
 * not judged, or NULL. False when out of memory or time.
 */
bool check_topology(const struct check_request *request, struct findings *findings, enum outcome *outcomes,
	const char **ret_limit);

#endif
