/* SPDX-License-Identifier: MIT */
/*
 * policy.h - what may differ from one company or document version to the next: which of two contradicting
 * documents counts, how grave a finding is, the figures of planning. Constant during a run.
 */
#ifndef LYNC_TOPO_CHECK_POLICY_H
#define LYNC_TOPO_CHECK_POLICY_H

#include "diag/rule_info.h"

enum profile {
	PROFILE_DEFAULT,        /* every page at its word */
	PROFILE_STRICT_DEPLOY,  /* the deployment pages where they are stricter than the planning pages */
	PROFILE_2013_03,        /* the newer of two planning pages about trunks over the Internet */
	PROFILE_SUPPORTED_ONLY, /* only what Microsoft's support covers */
	PROFILE_COUNT,
};

struct policy {
	enum profile profile;
	/* Users for one gateway port, by load class (Estimating voice usage and traffic). */
	unsigned users_per_port_light;
	unsigned users_per_port_moderate;
	unsigned users_per_port_heavy;
};

struct policy policy_of(enum profile profile);

const char *profile_name(enum profile profile);

/* PROFILE_COUNT when there is no such profile. */
enum profile profile_find(const char *name);

/* The severity of a finding of this rule; `grave` chooses the higher grade of a rule that has two. */
enum severity policy_severity(const struct policy *policy, const struct rule_info *rule, bool grave);

#endif
