/* SPDX-License-Identifier: MIT */
#include "check/policy.h"

#include "base/util.h"
#include "model/figures.h"

#include <string.h>

static const struct {
	const char *name, *follows;
} profiles[PROFILE_COUNT] = {
#define PROFILE(key, name, follows) [PROFILE_##key] = { name, follows },
#include "check/profiles.def"
};

static const struct profile_rule profile_rules[] = {
#define PROFILE_RULE(profile, rule, severity, page, why) \
	{ PROFILE_##profile, rule, SEVERITY_##severity, PAGE_##page, why },
#include "check/profiles.def"
};

struct policy policy_of(enum profile profile)
{
	struct policy policy = {
		.profile = profile,
#define THRESHOLD(field, name, value, least, most, unit, page, doc) .field = (unsigned)(value),
#include "check/thresholds.def"
	};

#define PROFILE_FIGURE(key, field, value, page, why) \
	if (profile == PROFILE_##key) \
		policy.field = (unsigned)(value);
#include "check/profiles.def"
	return policy;
}

const char *profile_name(enum profile profile)
{
	return profiles[profile].name;
}

const char *profile_follows(enum profile profile)
{
	return profiles[profile].follows;
}

enum profile profile_find(const char *name)
{
	for (unsigned profile = 0; profile < PROFILE_COUNT; profile++)
		if (strcmp(profiles[profile].name, name) == 0)
			return (enum profile)profile;
	return PROFILE_COUNT;
}

const struct profile_rule *profile_rule_nth(size_t n)
{
	return n < ARRAY_LEN(profile_rules) ? &profile_rules[n] : NULL;
}

const struct profile_rule *profile_rule_for(enum profile profile, const char *rule)
{
	const struct profile_rule *found = NULL;

	for (size_t i = 0; i < ARRAY_LEN(profile_rules); i++) {
		const struct profile_rule *row = &profile_rules[i];

		if (strcmp(row->rule, rule) != 0)
			continue;
		if (row->profile == profile)
			return row;
		if (row->profile == PROFILE_DEFAULT)
			found = row;
	}
	return found;
}

bool policy_runs(const struct policy *policy, const struct rule_info *rule)
{
	const struct profile_rule *row = profile_rule_for(policy->profile, rule->id);

	return row == NULL || row->severity != SEVERITY_NONE;
}

enum severity policy_severity(const struct policy *policy, const struct rule_info *rule, bool grave)
{
	const struct profile_rule *row = profile_rule_for(policy->profile, rule->id);
	enum severity severity = row != NULL && row->severity != SEVERITY_NONE ? row->severity :
										 rule->severity;

	return grave && rule->grave > severity ? rule->grave : severity;
}
