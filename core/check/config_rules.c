/* SPDX-License-Identifier: MIT */
#include "check/config_rules.h"

#include "base/str.h"
#include "check/select.h"

#include <stdint.h>

static bool is_exact(struct str word, const struct rule_info *info)
{
	return ascii_compare_nocase(word, str_of(info->id)) == 0 ||
		ascii_compare_nocase(word, str_of(info->name)) == 0;
}

/* The entry that counts of those that have the attribute. */
static const struct config_rule *find(
	const struct config_rule *rules, uint32_t n, const struct rule_info *info, bool by_severity)
{
	const struct config_rule *found = NULL;

	for (uint32_t i = 0; i < n; i++) {
		const struct config_rule *rule = &rules[i];
		struct str word = str_of(rule->rule.text);

		if ((by_severity ? rule->severity.text : rule->ignorable.text) == NULL ||
			!rule_is_called(info, word))
			continue;
		if (is_exact(word, info))
			return rule;
		found = rule;
	}
	return found;
}

const struct config_rule *config_rule_severity(
	const struct config_rule *rules, uint32_t n, const struct rule_info *info)
{
	return find(rules, n, info, true);
}

bool config_protects(const struct config *config, const struct rule_info *info, struct span *ret_at)
{
	const struct config_rule *rule;
	uint32_t n;

	if (config == NULL)
		return false;
	n = company_rule_number(config, info);
	if (n < config->n_company) {
		if (ret_at != NULL)
			*ret_at = config->company[n].ignorable.at;
		return !config->company[n].is_ignorable;
	}
	rule = find(config->rule, config->n_rule, info, false);
	if (rule != NULL && ret_at != NULL)
		*ret_at = rule->ignorable.at;
	return rule != NULL && !rule->is_ignorable;
}

const struct company_rule *company_rule_find(const struct config *config, const char *name)
{
	for (uint32_t i = 0; config != NULL && i < config->n_company; i++)
		if (is_exact(str_of(name), &config->company[i].info))
			return &config->company[i];
	return NULL;
}

uint32_t company_rule_number(const struct config *config, const struct rule_info *info)
{
	uintptr_t first = (uintptr_t)config->company;
	uintptr_t at = (uintptr_t)info;

	if (config->n_company == 0 || at < first || at >= (uintptr_t)(config->company + config->n_company))
		return config->n_company;
	return (uint32_t)((at - first) / sizeof(*config->company));
}
