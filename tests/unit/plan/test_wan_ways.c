/* SPDX-License-Identifier: MIT */
/*
 * The WAN links between two sites: the fewest; those of all ways where several have as few.
 */
#include "topology_support.h"

#include "plan/wan_ways.h"

#define SITES \
	"<site id='a' kind='central'/><site id='b' kind='central'/><site id='c' kind='central'/>" \
	"<site id='d' kind='central'/><site id='alone' kind='central'/>"
#define LINK(id, ends) "<wan-link id='" id "' between='" ends "'/>"

/* The links as "ab bc", in the order in which they were found: from the end to the start. */
static void expect_way(struct wan_ways *ways, const struct plan *plan, const char *from, const char *to,
	const char *expected)
{
	char found[64] = "";

	wan_ways_find(ways, plan_element(plan, from), plan_element(plan, to));
	for (uint32_t i = 0; i < ways->n; i++)
		snprintf(found + strlen(found), sizeof(found) - strlen(found), "%s%s", i > 0 ? " " : "",
			topo_id(&plan->topo, ways->link[i]));
	assert_string_equal(found, expected);
}

static void the_way_has_the_fewest_links(void **state)
{
	struct plan *plan = plan_load_good(SITES LINK("ab", "a b") LINK("bc", "c b") LINK("cd", "c d"));
	struct wan_ways ways = { .topo = &plan->topo };

	(void)state;
	expect_way(&ways, plan, "a", "b", "ab");
	expect_way(&ways, plan, "a", "d", "cd bc ab");
	assert_false(ways.several);
	expect_way(&ways, plan, "d", "a", "ab bc cd");
	expect_way(&ways, plan, "a", "a", "");
	expect_way(&ways, plan, "a", "alone", "");
	expect_way(&ways, plan, "alone", "a", "");
	wan_ways_release(&ways);
	plan_free(plan);
}

static void several_ways_are_all_told(void **state)
{
	struct plan *plan = plan_load_good(SITES LINK("ab", "a b") LINK("ac", "a c") LINK("bd", "b d")
			LINK("cd", "c d") LINK("bd2", "b d"));
	struct wan_ways ways = { .topo = &plan->topo };

	(void)state;
	expect_way(&ways, plan, "a", "d", "bd cd bd2 ab ac");
	assert_true(ways.several);
	expect_way(&ways, plan, "a", "c", "ac");
	assert_false(ways.several);
	expect_way(&ways, plan, "b", "d", "bd bd2");
	assert_true(ways.several);
	wan_ways_release(&ways);
	plan_free(plan);
}

static void a_link_from_a_site_to_itself_leads_nowhere(void **state)
{
	struct plan *plan = plan_load(SITES LINK("aa", "a a") LINK("ab", "a b"));
	struct wan_ways ways = { .topo = &plan->topo };

	(void)state;
	expect_way(&ways, plan, "a", "b", "ab");
	assert_false(ways.several);
	wan_ways_release(&ways);
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_way_has_the_fewest_links),
		cmocka_unit_test(several_ways_are_all_told),
		cmocka_unit_test(a_link_from_a_site_to_itself_leads_nowhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
