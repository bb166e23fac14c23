/* SPDX-License-Identifier: MIT */
/*
 * Sites by how many WAN links away they are, with links that are cut, and the link that led to each first.
 */
#include "topology_support.h"

#include "model/wan.h"

/* A ring of four, with a tail: a - b - c - d - a, c - e. */
#define RING \
	"<site id='a' kind='central'/><site id='b' kind='central'/><site id='c' kind='central'/>" \
	"<site id='d' kind='central'/><site id='e' kind='central'/><site id='alone' kind='central'/>" \
	"<wan-link id='ab' between='a b'/><wan-link id='bc' between='b c'/><wan-link id='cd' between='d c'/>" \
	"<wan-link id='da' between='d a'/><wan-link id='ce' between='c e'/>"

static bool is_named(void *context, const struct element *link)
{
	return link == context || context == NULL;
}

static uint32_t hops_to(const struct wan *wan, const struct plan *plan, const char *id)
{
	return wan_hops(wan, plan_element(plan, id));
}

static void sites_are_as_far_as_they_are(void **state)
{
	struct plan *plan = plan_load_good(RING);
	struct wan wan;

	(void)state;
	assert_true(wan_open(&wan, &plan->topo));
	wan_begin(&wan, plan_element(plan, "a"));
	assert_true(wan_reach(&wan, plan_element(plan, "d")));
	assert_int_equal(hops_to(&wan, plan, "e"), UINT32_MAX); /* so far */
	assert_true(wan_reach(&wan, NULL));
	assert_false(wan_reach(&wan, plan_element(plan, "alone")));
	assert_int_equal(wan.n, 5);
	assert_int_equal(hops_to(&wan, plan, "a"), 0);
	assert_int_equal(hops_to(&wan, plan, "b"), 1);
	assert_int_equal(hops_to(&wan, plan, "d"), 1);
	assert_int_equal(hops_to(&wan, plan, "c"), 2);
	assert_int_equal(hops_to(&wan, plan, "e"), 3);
	assert_int_equal(hops_to(&wan, plan, "alone"), UINT32_MAX);
	assert_null(wan_led_by(&wan, plan_element(plan, "a")));
	assert_ptr_equal(wan_led_by(&wan, plan_element(plan, "c")), plan_element(plan, "bc"));
	wan_begin(&wan, plan_element(plan, "e"));
	assert_int_equal(hops_to(&wan, plan, "a"), UINT32_MAX);
	assert_true(wan_reach(&wan, plan_element(plan, "a")));
	assert_int_equal(hops_to(&wan, plan, "a"), 3);
	wan_release(&wan);
	plan_free(plan);
}

static void what_is_cut_is_gone_around(void **state)
{
	struct plan *plan = plan_load_good(RING);
	struct wan wan;

	(void)state;
	assert_true(wan_open(&wan, &plan->topo));
	wan.is_cut = is_named;
	wan_begin(&wan, plan_element(plan, "a"));
	assert_false(wan_reach(&wan, plan_element(plan, "c"))); /* all of them are cut */
	wan.context = &plan->topo.element[topo_index(&plan->topo, plan_element(plan, "bc"))];
	wan_begin(&wan, plan_element(plan, "b"));
	assert_true(wan_reach(&wan, plan_element(plan, "c")));
	assert_int_equal(hops_to(&wan, plan, "c"), 3);
	assert_ptr_equal(wan_led_by(&wan, plan_element(plan, "c")), plan_element(plan, "cd"));
	wan_release(&wan);
	plan_free(plan);
}

static void ends_and_names_are_found(void **state)
{
	struct plan *plan = plan_load_good(RING);
	const struct element *link = plan_element(plan, "ab");

	(void)state;
	assert_ptr_equal(wan_other_end(&plan->topo, link, plan_element(plan, "a")), plan_element(plan, "b"));
	assert_ptr_equal(wan_other_end(&plan->topo, link, plan_element(plan, "b")), plan_element(plan, "a"));
	assert_true(wan_names(&plan->topo, plan_element(plan, "e")));
	assert_false(wan_names(&plan->topo, plan_element(plan, "alone")));
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sites_are_as_far_as_they_are),
		cmocka_unit_test(what_is_cut_is_gone_around),
		cmocka_unit_test(ends_and_names_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
