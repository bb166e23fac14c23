/* SPDX-License-Identifier: MIT */
/*
 * Short lists of elements: no repetition, the order of adding, and how they read.
 */
#include "topology_support.h"

#include "check/elements.h"

static char *many_usages(unsigned n)
{
	char *body = plan_memory(n * 40 + 1);
	char *at = body;

	for (unsigned i = 0; i < n; i++)
		at += sprintf(at, "<pstn-usage id='u%u'/>", i);
	return body;
}

static void an_element_is_listed_once_and_counted(void **state)
{
	char *body = many_usages(40);
	struct plan *plan = plan_load_good(body);
	struct run *run = plan_run(plan);
	struct elements list = { 0 };

	(void)state;
	for (uint32_t i = 0; i < 30; i++)
		elements_add(run, &list, plan_nth(plan, K_PSTN_USAGE, i));
	for (uint32_t i = 0; i < 30; i += 2)
		elements_add(run, &list, plan_nth(plan, K_PSTN_USAGE, i));
	assert_int_equal(list.n, 30);
	for (uint32_t i = 0; i < 30; i++) {
		assert_ptr_equal(list.at[i], plan_nth(plan, K_PSTN_USAGE, i));
		assert_int_equal(list.times[i], i % 2 == 0 ? 2 : 1);
	}
	assert_true(elements_hold(&list, plan_element(plan, "u29")));
	assert_false(elements_hold(&list, plan_element(plan, "u30")));
	plan_run_end(run);
	plan_free(plan);
	free(body);
}

/* Backwards, and jumping: a list that is not in document order finds its entries too. */
static void the_order_of_adding_does_not_matter(void **state)
{
	static const uint32_t steps[] = { 1, 7, 29 };
	char *body = many_usages(40);
	struct plan *plan = plan_load_good(body);
	struct run *run = plan_run(plan);

	(void)state;
	for (size_t step = 0; step < ARRAY_LEN(steps); step++) {
		struct elements list = { 0 };

		for (uint32_t i = 0; i < 60; i++)
			elements_add(run, &list, plan_nth(plan, K_PSTN_USAGE, i * steps[step] % 30));
		assert_int_equal(list.n, 30);
		for (uint32_t i = 0; i < 40; i++)
			assert_int_equal(elements_hold(&list, plan_nth(plan, K_PSTN_USAGE, i)), i < 30);
		for (uint32_t i = 0; i < 30; i++)
			assert_int_equal(list.times[i], 2);
	}
	plan_run_end(run);
	plan_free(plan);
	free(body);
}

static void labels_name_the_first_ones(void **state)
{
	static const char *const expected[] = {
		"",
		"pstn-usage 'u0'",
		"pstn-usage 'u0' and pstn-usage 'u1'",
		"pstn-usage 'u0', pstn-usage 'u1' and pstn-usage 'u2'",
	};
	char *body = many_usages(10);
	struct plan *plan = plan_load_good(body);
	struct run *run = plan_run(plan);
	struct elements list = { 0 };

	(void)state;
	for (uint32_t i = 0; i < ARRAY_LEN(expected); i++) {
		assert_string_equal(elements_label(run, &list), expected[i]);
		elements_add(run, &list, plan_nth(plan, K_PSTN_USAGE, i));
	}
	elements_add(run, &list, plan_nth(plan, K_PSTN_USAGE, 4));
	assert_holds(elements_label(run, &list), "pstn-usage 'u2' and 2 more");
	plan_run_end(run);
	plan_free(plan);
	free(body);
}

static void each_is_related(void **state)
{
	char *body = many_usages(3);
	struct plan *plan = plan_load_good(body);
	struct run *run = plan_run(plan);
	struct elements list = { 0 };
	const struct finding *finding;

	(void)state;
	elements_add(run, &list, plan_element(plan, "u1"));
	elements_add(run, &list, plan_element(plan, "u2"));
	elements_relate(run, &list, A_NONE, "it is so");
	assert_int_equal(fires(run, plan_element(plan, "u0"), A_NONE, "message"), FIRES);
	finding = plan_only(plan, "TST001");
	assert_int_equal(finding->n_related, 2);
	assert_string_equal(finding->related[0].message, "pstn-usage 'u1': it is so");
	assert_string_equal(finding->related[1].element, "u2");
	plan_run_end(run);
	plan_free(plan);
	free(body);
}

static void without_memory_a_list_stays_short(void **state)
{
	char *body = many_usages(3);
	struct plan *plan = plan_load_good(body);
	struct run *run = plan_run(plan);
	struct elements list = { 0 };

	(void)state;
	mem_fail_after(0, true);
	elements_add(run, &list, plan_element(plan, "u0"));
	assert_true(mem_ran_out());
	mem_fail_after(-1, false);
	assert_int_equal(list.n, 0);
	plan_run_end(run);
	plan_free(plan);
	free(body);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_element_is_listed_once_and_counted),
		cmocka_unit_test(the_order_of_adding_does_not_matter),
		cmocka_unit_test(labels_name_the_first_ones),
		cmocka_unit_test(each_is_related),
		cmocka_unit_test(without_memory_a_list_stays_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
