/* SPDX-License-Identifier: MIT */
#include "catalogue_rows.h"

#include "check/rule.h"
#include "diag/structure.h"

#include <string.h>

static const char *join_needs(const struct rule *rule, struct arena *arena)
{
	const char *text = "";

	for (unsigned i = 0; i < RULE_MOST_NEEDS && rule->needs[i] != A_NONE; i++)
		text = arena_printf(arena, "%s%s%s", text, i ? " " : "", attr_name(rule->needs[i]));
	return text;
}

/* "off in the profile default, error in 2013-03" */
static const char *join_profiles(const struct rule_info *info, struct arena *arena)
{
	const struct profile_rule *row;
	const char *text = "";

	for (size_t n = 0; (row = profile_rule_nth(n)) != NULL; n++)
		if (strcmp(row->rule, info->id) == 0)
			text = arena_printf(arena, "%s%s%s in the profile %s", text,
				text[0] != '\0' ? ", " : "",
				row->severity == SEVERITY_NONE ? "off" : severity_name(row->severity),
				profile_name(row->profile));
	return text;
}

struct catalogue_row catalogue_row_of(const struct rule_info *info, enum profile profile, struct arena *arena)
{
	const struct rule *rule = rule_find(info->id);
	struct policy policy = policy_of(profile);
	struct catalogue_row row = {
		.info = info,
		.severity = policy_severity(&policy, info, false),
		.off = !policy_runs(&policy, info),
		.differs = profile_rule_for(profile, info->id) != profile_rule_for(PROFILE_DEFAULT, info->id),
		.profiles = join_profiles(info, arena),
		.needs = "",
		.after = "",
	};

	if (rule == NULL)
		return row;
	row.needs = join_needs(rule, arena);
	row.after = rule->after != NULL ? rule->after : "";
	row.simulated = rule->simulated;
	row.oracle = rule->oracle;
	return row;
}

struct catalogue catalogue_of_all(enum profile profile, struct arena *arena)
{
	uint32_t n = rule_count();
	struct catalogue_row *rows = arena_alloc(arena, (n + STRUCTURE_COUNT) * sizeof(*rows));

	if (rows == NULL)
		return (struct catalogue){ .profile = profile_name(profile) };
	for (uint32_t i = 0; i < n; i++)
		rows[i] = catalogue_row_of(&rule_nth(i)->info, profile, arena);
	for (uint32_t i = 0; i < STRUCTURE_COUNT; i++)
		rows[n + i] = catalogue_row_of(structure_rule((enum structure_rule)i), profile, arena);
	return (struct catalogue){ rows, n + STRUCTURE_COUNT, profile_name(profile) };
}
