/* SPDX-License-Identifier: MIT */
/*
 * Walks, with the order worked out from the document: always document order, spoiled elements left out.
 */
#include "topology_support.h"

#include "model/walk.h"

static const char body[] =
	"<site id='red' kind='central'>"
	"<gateway id='g1' kind='sbc'/><pbx id='x1' kind='ip'><description>text</description></pbx>"
	"<gateway id='g2' kind='sbc'><number-route pattern='.' to='tl2'/></gateway>"
	"<vlan id='v' members='g2 g1 g2'/></site>"
	"<site id='blue' kind='central'><gateway id='g3' kind='sbc'/><gateway id='g1' kind='sbc'/></site>"
	"<tie-line id='tl1' gateway='g2' pbx='x1'/><tie-line id='tl2' gateway='g1' pbx='x1'/>"
	"<tie-line id='tl3' gateway='g2' pbx='x1'/>";

/* Ids of what a walk meets, separated by blanks. */
static void expect_walk(struct walk walk, const char *expected)
{
	char met[256] = "";
	const struct element *e;

	while ((e = walk_next(&walk)) != NULL) {
		strcat(met, met[0] != '\0' ? " " : "");
		strcat(met, e->id != SYMBOL_NONE ? topo_id(walk.topo, e) : kind_name((enum kind)e->kind));
	}
	assert_string_equal(met, expected);
	assert_null(walk_next(&walk));
}

static void all_of_a_kind(void **state)
{
	struct plan *plan = plan_load(body);

	(void)state;
	plan_only(plan, "DOC008");
	expect_walk(walk_kind(&plan->topo, K_GATEWAY), "g1 g2 g3");
	expect_walk(walk_kind(&plan->topo, K_SITE), "red blue");
	expect_walk(walk_kind(&plan->topo, K_TRUNK), "");
	plan_free(plan);
}

static void children_of_one(void **state)
{
	struct plan *plan = plan_load(body);
	const struct element *red = plan_element(plan, "red");
	const struct element *blue = plan_element(plan, "blue");

	(void)state;
	expect_walk(walk_children(&plan->topo, red, ~(uint64_t)0), "g1 x1 g2 v");
	expect_walk(walk_children(&plan->topo, red, BIT(K_GATEWAY)), "g1 g2");
	expect_walk(walk_children(&plan->topo, red, PEERS), "g1 x1 g2");
	expect_walk(walk_children(&plan->topo, red, BIT(K_NUMBER_ROUTE)), "");
	expect_walk(walk_children(&plan->topo, blue, BIT(K_GATEWAY)), "g3");
	expect_walk(walk_children(&plan->topo, plan_element(plan, "g2"), ~(uint64_t)0), "number-route");
	expect_walk(walk_children(&plan->topo, plan_element(plan, "tl3"), ~(uint64_t)0), "");
	plan_free(plan);
}

static void those_that_refer_to_one(void **state)
{
	struct plan *plan = plan_load(body);
	const struct element *g1 = plan_element(plan, "g1");
	const struct element *g2 = plan_element(plan, "g2");
	const struct element *x1 = plan_element(plan, "x1");

	(void)state;
	expect_walk(walk_referrers(&plan->topo, g2, K_TIE_LINE, A_GATEWAY), "tl1 tl3");
	expect_walk(walk_referrers(&plan->topo, g1, K_TIE_LINE, A_GATEWAY), "tl2");
	expect_walk(walk_referrers(&plan->topo, x1, K_TIE_LINE, A_PBX), "tl1 tl2 tl3");
	expect_walk(walk_referrers(&plan->topo, x1, K_TIE_LINE, A_GATEWAY), "");
	expect_walk(walk_referrers(&plan->topo, x1, K_TRUNK, A_PEER), "");
	expect_walk(walk_referrers(&plan->topo, g1, K_VLAN, A_MEMBERS), "v");
	expect_walk(
		walk_referrers(&plan->topo, plan_element(plan, "tl2"), K_NUMBER_ROUTE, A_TO), "number-route");
	plan_free(plan);
}

/* By any attribute, once for each reference. */
static void a_list_that_names_one_twice_refers_twice(void **state)
{
	struct plan *plan = plan_load(body);

	(void)state;
	expect_walk(walk_referrers(&plan->topo, plan_element(plan, "g2"), K_VLAN, A_NONE), "v v");
	expect_walk(walk_referrers(&plan->topo, plan_element(plan, "g2"), K_TIE_LINE, A_NONE), "tl1 tl3");
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_of_a_kind),
		cmocka_unit_test(children_of_one),
		cmocka_unit_test(those_that_refer_to_one),
		cmocka_unit_test(a_list_that_names_one_twice_refers_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
