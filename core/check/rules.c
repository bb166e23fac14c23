/* SPDX-License-Identifier: MIT */
#include "base/util.h"
#include "check/rule.h"

#define GROUP(name) extern const struct rule_group rule_group_##name;
#include "check/groups.def"
#undef GROUP

static const struct rule_group *const groups[] = {
#define GROUP(name) &rule_group_##name,
#include "check/groups.def"
#undef GROUP
};

uint32_t rule_count(void)
{
	uint32_t n = 0;

	for (size_t i = 0; i < ARRAY_LEN(groups); i++)
		n += groups[i]->n;
	return n;
}

const struct rule *rule_nth(uint32_t n)
{
	for (size_t i = 0; i < ARRAY_LEN(groups); i++) {
		if (n < groups[i]->n)
			return &groups[i]->rules[n];
		n -= groups[i]->n;
	}
	return NULL;
}

uint32_t rule_number(const struct rule_info *info)
{
	uintptr_t at = (uintptr_t)info;
	uint32_t before = 0;

	for (size_t i = 0; i < ARRAY_LEN(groups); i++) {
		uintptr_t first = (uintptr_t)groups[i]->rules;

		if (at >= first && at < (uintptr_t)(groups[i]->rules + groups[i]->n))
			return before + (uint32_t)((at - first) / sizeof(struct rule));
		before += groups[i]->n;
	}
	return before;
}

const struct rule *rule_find(const char *name)
{
	struct str wanted = str_of(name);

	for (uint32_t i = 0; i < rule_count(); i++) {
		const struct rule *rule = rule_nth(i);

		if (ascii_compare_nocase(wanted, str_of(rule->info.id)) == 0 ||
			ascii_compare_nocase(wanted, str_of(rule->info.name)) == 0)
			return rule;
	}
	return NULL;
}
