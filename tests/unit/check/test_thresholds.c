/* SPDX-License-Identifier: MIT */
/* Every threshold by number, by name and as a field; its default is in its own range and has a page. */
#include "support.h"

#include "check/thresholds.h"

static void test_every_threshold(void **state)
{
	struct policy policy = policy_of(PROFILE_DEFAULT);

	(void)state;
	for (unsigned i = 0; i < threshold_count(); i++) {
		const struct threshold_info *info = threshold_info(i);

		assert_int_equal(threshold_find(info->name), i);
		assert_in_range(threshold_get(&policy, i), info->least, info->most);
		assert_int_not_equal(info->page, PAGE_NONE);
		threshold_set(&policy, i, 1000 + i);
	}
	for (unsigned i = 0; i < threshold_count(); i++)
		assert_int_equal(threshold_get(&policy, i), 1000 + i);
}

static void test_fields(void **state)
{
	struct policy policy = policy_of(PROFILE_DEFAULT);

	(void)state;
	assert_int_equal(policy.users_per_port_light, 15);
	threshold_set(&policy, threshold_find("users-per-port-light"), 20);
	assert_int_equal(policy.users_per_port_light, 20);
	assert_int_equal(policy.users_per_port_heavy, 5);
}

static void test_names(void **state)
{
	(void)state;
	assert_int_equal(threshold_find("users-per-port"), threshold_count());
	assert_int_equal(threshold_find(""), threshold_count());
	assert_string_equal(threshold_suggest("user-per-port-ligth"), "users-per-port-light");
	assert_null(threshold_suggest("nothing like it at all"));
}

/* Conflict X6: the capacity page measured, the page about trunks estimates, and a company knows its machines. */
static void a_figure_says_where_it_comes_from(void **state)
{
	struct policy policy = policy_of(PROFILE_DEFAULT);

	(void)state;
	assert_string_equal(threshold_source(&policy, "calls-hyper-threading"), page_info(PAGE_CAP13)->title);
	policy = policy_of(PROFILE_STRICT_DEPLOY);
	assert_string_equal(threshold_source(&policy, "calls-hyper-threading"), page_info(PAGE_MN)->title);
	assert_string_equal(threshold_source(&policy, "calls-collocated"), page_info(PAGE_CAP13)->title);
	threshold_set(&policy, threshold_find("calls-hyper-threading"), 700);
	assert_string_equal(threshold_source(&policy, "calls-hyper-threading"), "the configuration");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_figure_says_where_it_comes_from),
		cmocka_unit_test(test_every_threshold),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
