/* SPDX-License-Identifier: MIT */
/*
 * A deployment as boxes and lines: what stands where, what joins what, in document order.
 */
#include "topology_support.h"

#include "render/diagram.h"

static const char body[] =
	"<provider id='fab' name='Fabrikam'><sbc id='s1' fqdn='sbc1.fabrikam.example'/><vpn-router id='fr'/></provider>"
	"<site id='red' kind='central'><front-end-pool id='fe'><server id='fe1'/><server id='fe2' name='two'/></front-end-pool>"
	"<mediation-pool id='med' placement='stand-alone' front-end-pool='fe'/><vpn-router id='rr'/>"
	"<gateway id='g' kind='pstn-gateway'/><pbx id='x' kind='ip'/>"
	"<users id='u' count='120' telephony='both' pbx='x'/></site>"
	"<connection id='c' kind='vpn'><tunnel id='tun' enterprise-end='rr' provider-end='fr'/></connection>"
	"<trunk id='t' mediation-pool='med' peer='s1' transport='tcp'/>"
	"<trunk id='gone' mediation-pool='med' peer='missing' transport='tcp'/>"
	"<tie-line id='tie' gateway='g' pbx='x'/><pstn-line id='pri' ends-on='g'/>";

static const struct diagram_node *node(const struct diagram *diagram, const char *id)
{
	for (uint32_t i = 0; i < diagram->n_node; i++)
		if (strcmp(diagram->node[i].id, id) == 0)
			return &diagram->node[i];
	fail_msg("no node '%s'", id);
	return NULL;
}

static void expect_line(
	const struct diagram *diagram, const char *from, const char *to, enum line_style style)
{
	for (uint32_t i = 0; i < diagram->n_line; i++)
		if (strcmp(diagram->line[i].from, from) == 0 && strcmp(diagram->line[i].to, to) == 0 &&
			diagram->line[i].style == style)
			return;
	fail_msg("no line from '%s' to '%s'", from, to);
}

static void homes_become_clusters(void **state)
{
	struct plan *plan = plan_load(body);
	struct diagram diagram = diagram_make(&plan->topo);

	(void)state;
	assert_int_equal(diagram.n_cluster, 2);
	assert_string_equal(diagram.cluster[0].id, "red");
	assert_holds(diagram.cluster[1].label, "Fabrikam");
	assert_string_equal(diagram.cluster[node(&diagram, "med")->cluster - 1].id, "red");
	assert_string_equal(diagram.cluster[node(&diagram, "s1")->cluster - 1].id, "fab");
	diagram_release(&diagram);
	diagram_release(&diagram);
	plan_free(plan);
}

static void boxes_have_their_shape_and_words(void **state)
{
	struct plan *plan = plan_load(body);
	struct diagram diagram = diagram_make(&plan->topo);

	(void)state;
	assert_int_equal(node(&diagram, "fe")->shape, NODE_POOL);
	assert_int_equal(node(&diagram, "g")->shape, NODE_BOX);
	assert_int_equal(node(&diagram, "rr")->shape, NODE_ROUTER);
	assert_int_equal(node(&diagram, "u")->shape, NODE_PEOPLE);
	assert_int_equal(node(&diagram, ".pstn")->shape, NODE_CLOUD);
	assert_int_equal(node(&diagram, ".pstn")->cluster, 0);
	assert_string_equal(node(&diagram, "s1")->label, "sbc1.fabrikam.example");
	assert_string_equal(node(&diagram, "s1")->kind, "sbc");
	assert_string_equal(node(&diagram, "fe")->detail, "fe1\ntwo");
	assert_holds(node(&diagram, "u")->detail, "120");
	diagram_release(&diagram);
	plan_free(plan);
}

static void lines_join_what_refers_to_each_other(void **state)
{
	struct plan *plan = plan_load(body);
	struct diagram diagram = diagram_make(&plan->topo);

	(void)state;
	expect_line(&diagram, "med", "s1", LINE_SIGNALLING);
	expect_line(&diagram, "rr", "fr", LINE_TUNNEL);
	expect_line(&diagram, "g", "x", LINE_TIE);
	expect_line(&diagram, "g", ".pstn", LINE_PSTN);
	expect_line(&diagram, "s1", ".pstn", LINE_PSTN);
	expect_line(&diagram, "med", "fe", LINE_BELONGS);
	expect_line(&diagram, "u", "x", LINE_BELONGS);
	assert_int_equal(diagram.n_line, 7);
	diagram_release(&diagram);
	plan_free(plan);
}

/* Both ends of every line are nodes: a diagram never points into nothing. */
static void every_line_has_two_ends(void **state)
{
	struct plan *plan = plan_load(body);
	struct diagram diagram = diagram_make(&plan->topo);

	(void)state;
	for (uint32_t i = 0; i < diagram.n_line; i++) {
		node(&diagram, diagram.line[i].from);
		node(&diagram, diagram.line[i].to);
	}
	diagram_release(&diagram);
	plan_free(plan);
}

static void an_empty_topology_is_an_empty_diagram(void **state)
{
	struct plan *plan = plan_load_whole("<topology xmlns='urn:lync-topo:topology:1' name='Contoso'/>");
	struct diagram diagram = diagram_make(&plan->topo);

	(void)state;
	assert_string_equal(diagram.title, "Contoso");
	assert_int_equal(diagram.n_cluster + diagram.n_node + diagram.n_line, 0);
	diagram_release(&diagram);
	plan_free(plan);
}

static void without_memory_that_is_known(void **state)
{
	struct plan *plan = plan_load(body);

	(void)state;
	for (int after = 0; after < 5; after++) {
		struct diagram diagram;

		mem_fail_after(after, true);
		diagram = diagram_make(&plan->topo);
		assert_true(mem_ran_out() || diagram.n_line == 7);
		mem_fail_after(-1, false);
		diagram_release(&diagram);
	}
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(homes_become_clusters),
		cmocka_unit_test(boxes_have_their_shape_and_words),
		cmocka_unit_test(lines_join_what_refers_to_each_other),
		cmocka_unit_test(every_line_has_two_ends),
		cmocka_unit_test(an_empty_topology_is_an_empty_diagram),
		cmocka_unit_test(without_memory_that_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
