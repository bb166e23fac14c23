/* SPDX-License-Identifier: MIT */
/*
 * config_rules.h - what a configuration says about rules. No configuration (NULL) says nothing.
 *
 * A word that is a rule's id or name counts before one that is its family.
 */
#ifndef LYNC_TOPO_CHECK_CONFIG_RULES_H
#define LYNC_TOPO_CHECK_CONFIG_RULES_H

#include "diag/config.h"

/* The entry that says how grave the rule is (in an override: there), or NULL. */
const struct config_rule *config_rule_severity(
	const struct config_rule *rules, uint32_t n, const struct rule_info *info);

/* True if nobody may hide findings of the rule: ignorable="false". *ret_at (NULL: not wanted) is where that stands. */
bool config_protects(const struct config *config, const struct rule_info *info, struct span *ret_at);

/* A company rule by id or name, case ignored; NULL when there is none. */
const struct company_rule *company_rule_find(const struct config *config, const char *name);

/* Its number, or config->n_company for a rule that is none of the company's. */
uint32_t company_rule_number(const struct config *config, const struct rule_info *info);

#endif
