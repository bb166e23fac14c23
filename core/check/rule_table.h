/* SPDX-License-Identifier: MIT */
/*
 * rule_table.h - every rule that a finding may carry, by number: those that judge elements in the order of
 * groups.def, then the structural ones, then those of the company.
 */
#ifndef LYNC_TOPO_CHECK_RULE_TABLE_H
#define LYNC_TOPO_CHECK_RULE_TABLE_H

#include "diag/config.h"

#include <stdint.h>

struct rule_number {
	const struct rule_info *info;
	uint32_t number;
};

struct rule_table {
	const struct rule_info **info; /* by number */
	struct rule_number *by_info;   /* sorted by address */
	uint32_t n;
};

/* The configuration (NULL: none) must outlive the table. False when out of memory. */
bool rule_table_init(struct rule_table *table, const struct config *config);
void rule_table_release(struct rule_table *table);

/* The number of a rule of the table; table->n for any other. */
uint32_t rule_table_number(const struct rule_table *table, const struct rule_info *info);

#endif
