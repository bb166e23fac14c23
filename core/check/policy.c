/* SPDX-License-Identifier: MIT */
#include "check/policy.h"

#include "base/util.h"

#include <string.h>

static const char *const profiles[PROFILE_COUNT] = {
	[PROFILE_DEFAULT] = "default",
	[PROFILE_STRICT_DEPLOY] = "strict-deploy",
	[PROFILE_2013_03] = "2013-03",
	[PROFILE_SUPPORTED_ONLY] = "supported-only",
};

/* What a profile makes of a rule's lower grade. */
static const struct {
	enum profile profile;
	const char *rule;
	enum severity severity;
} changes[] = {
	{ PROFILE_STRICT_DEPLOY, "MED001", SEVERITY_ERROR },
	{ PROFILE_SUPPORTED_ONLY, "OPT023", SEVERITY_ERROR },
};

struct policy policy_of(enum profile profile)
{
	return (struct policy){
		.profile = profile,
		.users_per_port_light = 15,
		.users_per_port_moderate = 10,
		.users_per_port_heavy = 5,
	};
}

const char *profile_name(enum profile profile)
{
	return profiles[profile];
}

enum profile profile_find(const char *name)
{
	for (unsigned profile = 0; profile < PROFILE_COUNT; profile++)
		if (strcmp(profiles[profile], name) == 0)
			return (enum profile)profile;
	return PROFILE_COUNT;
}

enum severity policy_severity(const struct policy *policy, const struct rule_info *rule, bool grave)
{
	enum severity severity = grave && rule->grave != SEVERITY_NONE ? rule->grave : rule->severity;

	for (size_t i = 0; i < ARRAY_LEN(changes); i++)
		if (changes[i].profile == policy->profile && strcmp(changes[i].rule, rule->id) == 0 &&
			changes[i].severity > severity)
			severity = changes[i].severity;
	return severity;
}
