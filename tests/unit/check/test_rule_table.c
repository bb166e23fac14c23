/* SPDX-License-Identifier: MIT */
/*
 * Every rule has its number, the company's too, and what is no rule of the table has none.
 */
#include "support.h"

#include "base/mem.h"
#include "check/rule.h"
#include "check/rule_table.h"
#include "diag/structure.h"

static void every_rule_has_its_number(void **state)
{
	static const struct company_rule company[] = { { .info = { .id = "X-A-001" } },
		{ .info = { .id = "X-A-002" } } };
	struct config config = { .company = company, .n_company = 2 };
	struct rule_table table;

	(void)state;
	assert_true(rule_table_init(&table, &config));
	assert_int_equal(table.n, rule_count() + STRUCTURE_COUNT + 2);
	for (uint32_t i = 0; i < table.n; i++)
		assert_int_equal(rule_table_number(&table, table.info[i]), i);
	for (uint32_t i = 0; i < rule_count(); i++)
		assert_ptr_equal(table.info[i], &rule_nth(i)->info);
	assert_ptr_equal(table.info[rule_count() + SUP_UNUSED], structure_rule(SUP_UNUSED));
	assert_ptr_equal(table.info[table.n - 1], &company[1].info);
	rule_table_release(&table);
	rule_table_release(&table);
}

static void a_stranger_has_none(void **state)
{
	static const struct rule_info stranger = { .id = "MED001" };
	struct rule_table table;

	(void)state;
	assert_true(rule_table_init(&table, NULL));
	assert_int_equal(table.n, rule_count() + STRUCTURE_COUNT);
	assert_int_equal(rule_table_number(&table, &stranger), table.n);
	assert_int_equal(rule_table_number(&table, NULL), table.n);
	rule_table_release(&table);
}

static void without_memory_there_is_no_table(void **state)
{
	struct rule_table table;

	(void)state;
	for (int64_t n = 0; n < 2; n++) {
		mem_fail_after(n, false);
		assert_false(rule_table_init(&table, NULL));
		rule_table_release(&table);
	}
	mem_fail_after(-1, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_rule_has_its_number),
		cmocka_unit_test(a_stranger_has_none),
		cmocka_unit_test(without_memory_there_is_no_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
