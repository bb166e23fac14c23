/* SPDX-License-Identifier: MIT */
#include "check/rule_table.h"

#include "base/mem.h"
#include "check/rule.h"
#include "diag/structure.h"

#include <stdlib.h>

static int compare(const void *left, const void *right)
{
	uintptr_t a = (uintptr_t)((const struct rule_number *)left)->info;
	uintptr_t b = (uintptr_t)((const struct rule_number *)right)->info;

	return (a > b) - (a < b);
}

static const struct rule_info *nth(const struct config *config, uint32_t n)
{
	uint32_t n_rules = rule_count();

	if (n < n_rules)
		return &rule_nth(n)->info;
	if (n < n_rules + STRUCTURE_COUNT)
		return structure_rule((enum structure_rule)(n - n_rules));
	return &config->company[n - n_rules - STRUCTURE_COUNT].info;
}

bool rule_table_init(struct rule_table *table, const struct config *config)
{
	uint32_t n = rule_count() + STRUCTURE_COUNT + (config != NULL ? config->n_company : 0);

	*table = (struct rule_table){
		.info = mem_alloc(n * sizeof(*table->info)),
		.by_info = mem_alloc(n * sizeof(*table->by_info)),
		.n = n,
	};
	if (table->info == NULL || table->by_info == NULL)
		return false;
	for (uint32_t i = 0; i < n; i++) {
		table->info[i] = nth(config, i);
		table->by_info[i] = (struct rule_number){ table->info[i], i };
	}
	qsort(table->by_info, n, sizeof(*table->by_info), compare);
	return true;
}

void rule_table_release(struct rule_table *table)
{
	mem_free(table->info);
	mem_free(table->by_info);
	*table = (struct rule_table){ 0 };
}

uint32_t rule_table_number(const struct rule_table *table, const struct rule_info *info)
{
	struct rule_number wanted = { .info = info };
	const struct rule_number *found = bsearch(&wanted, table->by_info, table->n, sizeof(wanted), compare);

	return found != NULL ? found->number : table->n;
}
