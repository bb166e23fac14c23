/* SPDX-License-Identifier: MIT */
/*
 * Any number of elements: the first by name, the rest by number; sorted into groups, each element once.
 */
#include "topology_support.h"

#include "check/many.h"

enum {
	MANY = 40,
};

/* A plan of MANY usages, u0 and so on, and a run over it. */
static struct plan *many_usages(struct run **ret_run)
{
	char body[MANY * 40] = "";
	struct plan *plan;

	for (unsigned i = 0; i < MANY; i++)
		sprintf(body + strlen(body), "<pstn-usage id='u%u'/>", i);
	plan = plan_load_good(body);
	*ret_run = plan_run(plan);
	return plan;
}

static void the_first_are_kept_and_all_are_counted(void **state)
{
	struct run *run;
	struct plan *plan = many_usages(&run);
	struct few few = { 0 };

	(void)state;
	assert_string_equal(few_label(run, &few), "");
	for (uint32_t i = 0; i < MANY; i++)
		few_add(&few, plan_nth(plan, K_PSTN_USAGE, i));
	assert_int_equal(few.n, MANY);
	for (uint32_t i = 0; i < RUN_MOST_RELATED; i++)
		assert_ptr_equal(few.at[i], plan_nth(plan, K_PSTN_USAGE, i));
	assert_string_equal(
		few_label(run, &few), "pstn-usage 'u0', pstn-usage 'u1', pstn-usage 'u2' and 37 more");
	plan_run_end(run);
	plan_free(plan);
}

static void what_is_kept_is_related(void **state)
{
	struct run *run;
	struct plan *plan = many_usages(&run);
	struct few few = { 0 };
	const struct finding *finding;

	(void)state;
	for (uint32_t i = 0; i < RUN_MOST_RELATED + 1; i++)
		few_add(&few, plan_nth(plan, K_PSTN_USAGE, i));
	few_relate(run, &few, A_NONE, "it is so");
	fires(run, plan_element(plan, "u39"), A_NONE, "message");
	finding = plan_only(plan, "TST001");
	assert_int_equal(finding->n_related, RUN_MOST_RELATED);
	assert_string_equal(finding->related[RUN_MOST_RELATED - 1].message, "pstn-usage 'u7': it is so");
	plan_run_end(run);
	plan_free(plan);
}

/* Group n is to hold the elements whose number leaves n by division by 7; each is added twice, backwards. */
static void groups_come_sorted_and_without_repetition(void **state)
{
	struct run *run;
	struct plan *plan = many_usages(&run);
	struct grouped grouped = { 0 };
	const struct grouped_entry *entry;
	uint32_t groups = 0;
	uint32_t n;

	(void)state;
	for (uint32_t i = 2 * MANY; i-- > 0;)
		grouped_add(run, &grouped, i % MANY % 7, plan_nth(plan, K_PSTN_USAGE, i % MANY));
	assert_int_equal(grouped.n, 2 * MANY);
	grouped_sort(&grouped);
	assert_int_equal(grouped.n, MANY);
	for (; grouped_next(&grouped, &entry, &n); groups++) {
		assert_int_equal(n, groups < MANY % 7 ? MANY / 7 + 1 : MANY / 7);
		for (uint32_t i = 0; i < n; i++) {
			assert_int_equal(entry[i].group, groups);
			assert_ptr_equal(entry[i].e, plan_nth(plan, K_PSTN_USAGE, groups + 7 * i));
		}
	}
	assert_int_equal(groups, 7);
	assert_false(grouped_next(&grouped, &entry, &n));
	plan_run_end(run);
	plan_free(plan);
}

static void nothing_has_no_groups(void **state)
{
	struct grouped grouped = { 0 };
	const struct grouped_entry *entry;
	uint32_t n;

	(void)state;
	grouped_sort(&grouped);
	assert_false(grouped_next(&grouped, &entry, &n));
	assert_int_equal(n, 0);
}

static void a_pair_is_not_its_reverse(void **state)
{
	struct run *run;
	struct plan *plan = many_usages(&run);
	const struct element *a = plan_element(plan, "u3");
	const struct element *b = plan_element(plan, "u30");

	(void)state;
	assert_true(group_of(run, a, b) == group_of(run, a, b));
	assert_false(group_of(run, a, b) == group_of(run, b, a));
	assert_false(group_of(run, a, a) == group_of(run, a, b));
	plan_run_end(run);
	plan_free(plan);
}

static void without_memory_fewer_are_grouped(void **state)
{
	struct run *run;
	struct plan *plan = many_usages(&run);
	struct grouped grouped = { 0 };

	(void)state;
	mem_fail_after(0, true);
	grouped_add(run, &grouped, 1, plan_element(plan, "u0"));
	assert_true(mem_ran_out());
	mem_fail_after(-1, false);
	assert_int_equal(grouped.n, 0);
	plan_run_end(run);
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_are_kept_and_all_are_counted),
		cmocka_unit_test(what_is_kept_is_related),
		cmocka_unit_test(groups_come_sorted_and_without_repetition),
		cmocka_unit_test(nothing_has_no_groups),
		cmocka_unit_test(a_pair_is_not_its_reverse),
		cmocka_unit_test(without_memory_fewer_are_grouped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
