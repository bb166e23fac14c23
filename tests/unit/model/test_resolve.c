/* SPDX-License-Identifier: MIT */
/*
 * References: those that lead somewhere, those that do not (DOC009), those that lead to the wrong kind (DOC010),
 * and those about which nothing can be said.
 */
#include "topology_support.h"

static void references_may_look_ahead_and_across_files(void **state)
{
	static const char *const files[] = {
		ROOT_OPEN "<voice-policy id='p' usages='a b'/>" ROOT_CLOSE,
		ROOT_OPEN "<pstn-usage id='b'/><pstn-usage id='a'/>" ROOT_CLOSE,
	};
	struct plan *plan = plan_read(files, 2, NULL, true);
	struct refs usages = topo_refs(&plan->topo, plan_element(plan, "p"), A_USAGES);

	(void)state;
	assert_int_equal(plan->findings.n_finding, 0);
	assert_int_equal(usages.n, 2);
	assert_ptr_equal(refs_nth(usages, 0), plan_element(plan, "a"));
	plan_free(plan);
}

static void a_reference_that_leads_nowhere_is_reported_at_its_value(void **state)
{
	struct plan *plan = plan_load(
		"<network-region id='r' central-site='remond'/><site id='redmond' kind='central'/>");
	const struct finding *finding = plan_only(plan, "DOC009");

	(void)state;
	assert_spanned(&finding->at, "remond");
	assert_string_equal(finding->attribute, "central-site");
	assert_string_equal(finding->element, "r");
	assert_holds(finding->message, "network-region 'r'");
	assert_holds(finding->message, "did you mean 'redmond'?");
	assert_null(topo_ref(&plan->topo, plan_element(plan, "r"), A_CENTRAL_SITE));
	assert_int_equal(topo_state(&plan->topo, plan_element(plan, "r"), A_CENTRAL_SITE), STATE_BROKEN);
	plan_free(plan);
}

/* Only an element that may stand there is suggested. */
static void suggestions_are_of_the_right_kind(void **state)
{
	struct plan *plan = plan_load(
		"<network-region id='r' central-site='remond'/><pstn-usage id='redmond'/>");

	(void)state;
	assert_lacks(plan_only(plan, "DOC009")->message, "did you mean");
	plan_free(plan);
}

static void every_wrong_entry_of_a_list_is_reported(void **state)
{
	struct plan *plan = plan_load("<pstn-usage id='a'/><voice-policy id='p' usages='one a two'/>");

	(void)state;
	assert_int_equal(plan_faults(plan, "DOC009"), 2);
	assert_int_equal(plan->findings.n_finding, 2);
	assert_true(plan_find(plan, "DOC009", 0)->fingerprint != plan_find(plan, "DOC009", 1)->fingerprint);
	plan_free(plan);
}

static void the_wrong_kind_is_related_to_what_was_named(void **state)
{
	struct plan *plan = plan_load("<site id='red' kind='central'/><voice-policy id='p' usages='red'/>");
	const struct finding *finding = plan_only(plan, "DOC010");

	(void)state;
	assert_spanned(&finding->at, "red");
	assert_string_equal(finding->element, "p");
	assert_holds(finding->message, "site 'red'");
	assert_holds(finding->message, "pstn-usage");
	assert_int_equal(finding->n_related, 1);
	assert_spanned(&finding->related[0].at, "red");
	assert_string_equal(finding->related[0].element, "red");
	plan_free(plan);
}

/* A tunnel has one end at home and one at the provider's. */
static void an_end_must_stand_on_its_own_side(void **state)
{
	struct plan *plan = plan_load(
		"<provider id='fab'><vpn-router id='theirs'/></provider>"
		"<site id='red' kind='central'><vpn-router id='ours'/></site>"
		"<connection id='c' kind='vpn'>"
		"<tunnel id='good' enterprise-end='ours' provider-end='theirs'/>"
		"<tunnel id='bad' enterprise-end='theirs' provider-end='theirs'/></connection>");
	const struct finding *finding = plan_only(plan, "DOC010");

	(void)state;
	assert_string_equal(finding->element, "bad");
	assert_string_equal(finding->attribute, "enterprise-end");
	assert_holds(finding->message, "site");
	assert_null(topo_ref(&plan->topo, plan_element(plan, "bad"), A_ENTERPRISE_END));
	assert_ptr_equal(topo_ref(&plan->topo, plan_element(plan, "good"), A_ENTERPRISE_END),
		plan_element(plan, "ours"));
	plan_free(plan);
}

static void a_link_names_exactly_two(void **state)
{
	struct plan *plan = plan_load("<site id='a' kind='central'/><site id='b' kind='central'/>"
				      "<site id='c' kind='central'/><wan-link id='w2' between='a b'/>"
				      "<wan-link id='w1' between='a'/><wan-link id='w3' between='a b c'/>");

	(void)state;
	assert_int_equal(plan->findings.n_finding, 2);
	assert_int_equal(plan_faults(plan, "DOC006"), 2);
	assert_string_equal(plan_find(plan, "DOC006", 0)->element, "w1");
	assert_string_equal(plan_find(plan, "DOC006", 1)->element, "w3");
	assert_int_equal(topo_state(&plan->topo, plan_element(plan, "w2"), A_BETWEEN), STATE_KNOWN);
	assert_int_equal(topo_state(&plan->topo, plan_element(plan, "w3"), A_BETWEEN), STATE_BROKEN);
	plan_free(plan);
}

static void targets_are_ids_or_addresses(void **state)
{
	struct plan *plan = plan_load(
		"<site id='red' kind='central'><vpn-router id='r'>"
		"<forward to='r'/><forward to='10.0.0.0/8'/><forward to='gone'/></vpn-router></site>");

	(void)state;
	assert_int_equal(plan_faults(plan, "DOC009"), 1);
	assert_int_equal(plan->findings.n_finding, 1);
	assert_ptr_equal(topo_ref(&plan->topo, plan_nth(plan, K_FORWARD, 0), A_TO), plan_element(plan, "r"));
	assert_null(topo_ref(&plan->topo, plan_nth(plan, K_FORWARD, 1), A_TO));
	assert_str_is(topo_text(&plan->topo, plan_nth(plan, K_FORWARD, 1), A_TO), "10.0.0.0/8");
	assert_int_equal(topo_state(&plan->topo, plan_nth(plan, K_FORWARD, 2), A_TO), STATE_BROKEN);
	plan_free(plan);
}

/* Structure wins: what an element in doubt may have meant is not reported a second time. */
static void an_id_in_doubt_is_not_reported(void **state)
{
	struct plan *plan = plan_load("<pstn-usge id='a'/><voice-policy id='p' usages='a'/>");

	(void)state;
	plan_only(plan, "DOC004");
	assert_int_equal(topo_state(&plan->topo, plan_element(plan, "p"), A_USAGES), STATE_BROKEN);
	plan_free(plan);
}

/* The first of two elements with one id counts; the second is left alone with all that it refers to. */
static void a_spoiled_element_refers_to_nothing(void **state)
{
	struct plan *plan = plan_load(
		"<pstn-usage id='a'/><pstn-usage id='b'/><voice-policy id='p' usages='a'/>"
		"<voice-policy id='p' usages='b gone'/>");

	(void)state;
	plan_only(plan, "DOC008");
	assert_int_equal(topo_count(&plan->topo, K_VOICE_POLICY), 1);
	plan_free(plan);
}

/* While a file of the set could not be read, what seems missing may stand there. */
static void in_an_incomplete_set_nothing_is_missing(void **state)
{
	struct source source = { .path = "a.xml", .text = "<p usages='a'/>", .size = 15 };
	struct findings findings = { 0 };
	struct topology topo = { 0 };
	struct builder *builder = plan_memory(sizeof(*builder));

	(void)state;
	builder_init(builder, &topo, &findings, &default_limits);
	builder_start_file(builder, &source);
	builder_open(builder, K_VOICE_POLICY, 0, 15);
	builder_add(builder, attr_spec(K_VOICE_POLICY, A_ID), str_of("p"), UINT32_MAX);
	builder_add(builder, attr_spec(K_VOICE_POLICY, A_USAGES), str_of("a"), 11);
	builder_complete_tag(builder);
	builder_close(builder, 15);
	builder->incomplete = true;
	builder_finish(builder);
	assert_int_equal(findings.n_finding, 0);
	assert_int_equal(topo_state(&topo, &topo.element[0], A_USAGES), STATE_BROKEN);
	topology_release(&topo);
	findings_release(&findings);
	source_release(&source);
	free(builder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(references_may_look_ahead_and_across_files),
		cmocka_unit_test(a_reference_that_leads_nowhere_is_reported_at_its_value),
		cmocka_unit_test(suggestions_are_of_the_right_kind),
		cmocka_unit_test(every_wrong_entry_of_a_list_is_reported),
		cmocka_unit_test(the_wrong_kind_is_related_to_what_was_named),
		cmocka_unit_test(an_end_must_stand_on_its_own_side),
		cmocka_unit_test(a_link_names_exactly_two),
		cmocka_unit_test(targets_are_ids_or_addresses),
		cmocka_unit_test(an_id_in_doubt_is_not_reported),
		cmocka_unit_test(a_spoiled_element_refers_to_nothing),
		cmocka_unit_test(in_an_incomplete_set_nothing_is_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
