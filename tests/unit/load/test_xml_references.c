/* SPDX-License-Identifier: MIT */
/*
 * XML 1.0 section 4.6: '&amp;', and '&#38;' alike, stand for one ampersand.
 */
#include "support.h"
#include "topology_support.h"

static void an_ampersand_is_one_character(void **state)
{
	struct plan *plan = plan_load_good(
		"<pstn-usage id='a' name='R &amp; D'/><pstn-usage id='b' name='&#38;&#x26;'/>"
		"<pstn-usage id='c' name='&amp;#38;'/><pstn-usage id='d' name='&amp;lt;'/>");

	(void)state;
	assert_str_is(topo_text(&plan->topo, plan_element(plan, "a"), A_NAME), "R & D");
	assert_str_is(topo_text(&plan->topo, plan_element(plan, "b"), A_NAME), "&&");
	assert_str_is(topo_text(&plan->topo, plan_element(plan, "c"), A_NAME), "&#38;");
	assert_str_is(topo_text(&plan->topo, plan_element(plan, "d"), A_NAME), "&lt;");
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_ampersand_is_one_character),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
