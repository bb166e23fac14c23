/* SPDX-License-Identifier: MIT */
/*
 * What two plans have in common: elements by id wherever they stand, others by what they say; order and what is written
 * out of defaults are no difference.
 */
#include "topology_support.h"

#include "model/compare.h"

#define SITES(a, b) "<site id='s' kind='central'>" a "</site><site id='t' kind='central'>" b "</site>"
#define GATEWAY "<gateway id='g' kind='sbc'/>"
#define WALL(permits) "<firewall id='f' protects='g'>" permits "</firewall>"

/* As "added g", "changed f/permit ports 500 4500", a line each. */
static void expect(const char *before, const char *after, const char *expected)
{
	struct plan *old = plan_load(before), *new = plan_load(after);
	struct differences differences = { 0 };
	struct buf told = { 0 };

	compare_topologies(&old->topo, &new->topo, &differences);
	for (uint32_t i = 0; i < differences.n_element; i++) {
		const struct element_change *change = &differences.element[i];

		buf_printf(&told, "%s %s %s %s %s\n", change_name(change->change),
			strrchr(change->path, '/') + 1, change->attribute,
			change->before != NULL ? change->before : "?",
			change->after != NULL ? change->after : "?");
	}
	assert_string_equal(buf_text(&told), expected);
	buf_release(&told);
	differences_release(&differences);
	plan_free(old);
	plan_free(new);
}

static void what_says_the_same_is_no_difference(void **state)
{
	(void)state;
	expect(SITES(GATEWAY, ""), SITES(GATEWAY, ""), "");
	expect(SITES(GATEWAY WALL("<permit protocol='esp'/><permit protocol='ah'/>"), ""),
		SITES(WALL("<permit protocol='ah'/><permit protocol='esp'/>") GATEWAY, ""), "");
	expect("<trunk-config scope='global'/>", "<trunk-config scope='global' refer='true'/>", "");
	expect(SITES("", "<edge-pool id='e'/>"), SITES("", "<!-- here --><edge-pool   id='e'></edge-pool>"),
		"");
}

static void elements_come_go_and_move(void **state)
{
	(void)state;
	expect(SITES("", ""), SITES(GATEWAY, ""), "added gateway[@id='g']  ? ?\n");
	expect(SITES(GATEWAY, ""), SITES("", ""), "removed gateway[@id='g']  ? ?\n");
	expect(SITES(GATEWAY, ""), SITES("", GATEWAY),
		"changed gateway[@id='g'] (place) /topology/site[@id='s'] /topology/site[@id='t']\n");
}

static void values_that_differ_are_told(void **state)
{
	(void)state;
	expect(SITES(GATEWAY, ""), SITES("<gateway id='g' kind='sbc' cost='3'/>", ""),
		"changed gateway[@id='g'] cost ? 3\n");
	expect("<trunk-config scope='global'/>", "<trunk-config scope='global' refer='false'/>",
		"changed trunk-config[1] refer true false\n");
}

static void without_memory_that_is_said(void **state)
{
	struct plan *old = plan_load(SITES(GATEWAY WALL("<permit protocol='esp'/>"), ""));
	struct plan *new = plan_load(SITES("", GATEWAY WALL("<permit protocol='ah'/>")));
	bool failed = true;

	(void)state;
	for (int after = 0; failed && after < 500; after++) {
		struct differences differences = { 0 };

		mem_fail_after(after, true);
		compare_topologies(&old->topo, &new->topo, &differences);
		failed = mem_ran_out();
		mem_fail_after(-1, false);
		if (!failed)
			assert_true(differences.n_element > 1);
		differences_release(&differences);
	}
	assert_false(failed);
	plan_free(old);
	plan_free(new);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_says_the_same_is_no_difference),
		cmocka_unit_test(elements_come_go_and_move),
		cmocka_unit_test(values_that_differ_are_told),
		cmocka_unit_test(without_memory_that_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
