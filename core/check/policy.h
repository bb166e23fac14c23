/* SPDX-License-Identifier: MIT */
/*
 * policy.h - what may differ from one company or document version to the next: which of two contradicting
 * documents counts, how grave a finding is, the figures of planning. Constant during a run.
 */
#ifndef LYNC_TOPO_CHECK_POLICY_H
#define LYNC_TOPO_CHECK_POLICY_H

#include "diag/rule_info.h"

/* profiles.def */
enum profile {
#define PROFILE(key, name, follows) PROFILE_##key,
#include "check/profiles.def"
	PROFILE_COUNT,
};

/* What a profile makes of a rule. Strings are static. */
struct profile_rule {
	enum profile profile;
	const char *rule;       /* id */
	enum severity severity; /* of the rule's lower grade; SEVERITY_NONE: off */
	enum page page;         /* which the profile follows */
	const char *why;
};

struct policy {
	enum profile profile;
	/* thresholds.def; check/thresholds.h has them by name */
#define THRESHOLD(field, name, value, least, most, unit, page, doc) unsigned field;
#include "check/thresholds.def"
};

struct policy policy_of(enum profile profile);

const char *profile_name(enum profile profile);

/* What the profile follows, a clause. */
const char *profile_follows(enum profile profile);

/* PROFILE_COUNT when there is no such profile. */
enum profile profile_find(const char *name);

/* All rows of profiles.def in its order; NULL at the end. */
const struct profile_rule *profile_rule_nth(size_t n);

/* The row that holds for the rule in this profile: its own or the default profile's. NULL: as documented. */
const struct profile_rule *profile_rule_for(enum profile profile, const char *rule);

/* False if the profile has the rule off. */
bool policy_runs(const struct policy *policy, const struct rule_info *rule);

/*
 * The severity of a finding of this rule; `grave` chooses the higher grade of a rule that has two. Never
 * SEVERITY_NONE: of a rule that is off it is the severity as documented.
 */
enum severity policy_severity(const struct policy *policy, const struct rule_info *rule, bool grave);

#endif
