/* SPDX-License-Identifier: MIT */
/*
 * Documents of the language: what is understood, and for what is not a finding of family DOC at the right place.
 */
#include "topology_support.h"

static void a_document_becomes_elements(void **state)
{
	struct plan *plan = plan_load_good(
		"<description>text</description><pstn-usage id='a'/>"
		"<site id='red' kind='central'><gateway id='g' kind='sbc'/></site>");

	(void)state;
	assert_int_equal(topo_count(&plan->topo, K_TOPOLOGY), 1);
	assert_int_equal(topo_count(&plan->topo, K_DESCRIPTION), 1);
	assert_ptr_equal(topo_parent(&plan->topo, plan_element(plan, "g")), plan_element(plan, "red"));
	plan_free(plan);
}

static void an_empty_topology_is_one(void **state)
{
	(void)state;
	plan_free(plan_load_good(""));
}

/* Byte ranges: the start tag, and the whole element. */
static void elements_keep_their_place(void **state)
{
	struct plan *plan = plan_load_good(
		"\n<site id='red' kind='central'>\n<gateway id='g' kind='sbc'/></site >");
	const struct element *site = plan_element(plan, "red");
	const struct element *gateway = plan_element(plan, "g");
	const char *text = plan->source[0].text;

	(void)state;
	assert_int_equal(site->start, strlen(ROOT_OPEN) + 1);
	assert_memory_equal(text + site->end - 8, "</site >", 8);
	assert_memory_equal(text + gateway->start, "<gateway", 8);
	assert_memory_equal(text + gateway->end, "</site >", 8);
	plan_free(plan);
}

static void prefixes_do_not_matter(void **state)
{
	struct plan *plan = plan_load_whole("<lt:topology xmlns:lt='urn:lync-topo:topology:1'>"
					    "<lt:pstn-usage id='a' name='b'/></lt:topology>");

	(void)state;
	assert_int_equal(plan->status, READ_OK);
	assert_int_equal(plan->findings.n_finding, 0);
	assert_str_is(topo_text(&plan->topo, plan_element(plan, "a"), A_NAME), "b");
	plan_free(plan);
}

/* Attributes and elements of other namespaces are ignored, with everything in them. */
static void other_namespaces_are_ignored(void **state)
{
	struct plan *plan = plan_load_good("<x:note xmlns:x='urn:x' id='a'><pstn-usage id='b'/>text</x:note>"
					   "<pstn-usage xmlns:x='urn:x' id='c' x:color='red' x:id='d'/>");

	(void)state;
	assert_null(topo_by_id(&plan->topo, "a"));
	assert_null(topo_by_id(&plan->topo, "b"));
	assert_null(topo_by_id(&plan->topo, "d"));
	assert_int_equal(topo_count(&plan->topo, K_PSTN_USAGE), 1);
	plan_free(plan);
}

static void an_unknown_element_gets_a_hint(void **state)
{
	struct plan *plan = plan_load(
		"<site id='s' kind='central'><medation-pool id='m' placment='x'><bad/></medation-pool>"
		"</site><pstn-usage id='a'/>");
	const struct finding *finding = plan_only(plan, "DOC004");

	(void)state;
	assert_spanned(&finding->at, "<medation-pool");
	assert_holds(finding->message, "did you mean 'mediation-pool'?");
	assert_string_equal(finding->element, "s");
	assert_int_equal(plan->status, READ_OK);
	assert_non_null(topo_by_id(&plan->topo, "a"));
	plan_free(plan);
}

static void an_element_in_the_wrong_place_is_told_where_it_belongs(void **state)
{
	struct plan *plan = plan_load("<gateway id='g' kind='sbc'/>");
	const struct finding *finding = plan_only(plan, "DOC004");

	(void)state;
	assert_holds(finding->message, "'gateway'");
	assert_holds(finding->message, "site");
	plan_free(plan);
}

static void an_element_without_namespace_is_not_silent(void **state)
{
	struct plan *plan = plan_load("<pstn-usage xmlns='' id='a'/>");

	(void)state;
	assert_holds(plan_only(plan, "DOC004")->message, "namespace");
	plan_free(plan);
}

static void a_description_leads(void **state)
{
	struct plan *second = plan_load("<description>a</description><description>b</description>");
	struct plan *late = plan_load("<pstn-usage id='a'/><description>b</description>");

	(void)state;
	assert_spanned(&plan_only(second, "DOC004")->at, "<description");
	plan_only(late, "DOC004");
	plan_free(second);
	plan_free(late);
}

/* The one that was meant counts as written and broken: no second finding that it is missing. */
static void an_unknown_attribute_gets_a_hint(void **state)
{
	struct plan *plan = plan_load("<site id='s' kynd='central' colour='red' dns='true'/>");
	const struct finding *kynd = plan_find(plan, "DOC005", 0);
	const struct finding *colour = plan_find(plan, "DOC005", 1);

	(void)state;
	assert_int_equal(plan->findings.n_finding, 2);
	assert_spanned(&kynd->at, "central");
	assert_string_equal(kynd->attribute, "kynd");
	assert_holds(kynd->message, "did you mean 'kind'?");
	assert_spanned(&colour->at, "red");
	assert_lacks(colour->message, "did you mean");
	assert_int_equal(topo_state(&plan->topo, plan_element(plan, "s"), A_KIND), STATE_BROKEN);
	assert_int_equal(topo_bool(&plan->topo, plan_element(plan, "s"), A_DNS), TRI_TRUE);
	plan_free(plan);
}

static void bad_values_say_what_would_be_right(void **state)
{
	struct plan *plan = plan_load("<site id='s' kind='centrel'/>");
	const struct finding *finding = plan_only(plan, "DOC006");

	(void)state;
	assert_spanned(&finding->at, "centrel");
	assert_holds(finding->message, "did you mean 'central'?");
	assert_string_equal(finding->attribute, "kind");
	plan_free(plan);
}

static void text_has_no_meaning_but_in_descriptions(void **state)
{
	struct plan *plan = plan_load(
		"<site id='s' kind='central'><description>fine</description>not fine</site>");

	(void)state;
	assert_string_equal(plan_only(plan, "DOC006")->element, "s");
	plan_free(plan);
}

static void what_comes_before_a_fault_stays(void **state)
{
	struct plan *plan = plan_load_whole(
		ROOT_OPEN "<pstn-usage id='a'/><site id='s' kind='central'></topology>");

	(void)state;
	assert_int_equal(plan->status, READ_UNREADABLE);
	plan_only(plan, "DOC001");
	assert_non_null(topo_by_id(&plan->topo, "a"));
	plan_free(plan);
}

/* Attributes of the language have no prefix. */
static void a_prefix_of_ours_before_an_attribute_is_reported(void **state)
{
	struct plan *plan = plan_load_whole("<t:topology xmlns:t='urn:lync-topo:topology:1'>"
					    "<t:site id='s' kind='central' t:country='US'/></t:topology>");
	const struct finding *finding = plan_only(plan, "DOC005");

	(void)state;
	assert_holds(finding->message, "prefix");
	assert_spanned(&finding->at, "US");
	plan_free(plan);
}

static void other_documents_are_named(void **state)
{
	static const char *const rows[][2] = {
		{ "<topology/>", "without its namespace" },
		{ "<topology xmlns='urn:lync-topo:topology:9'/>", "version" },
		{ "<site xmlns='urn:lync-topo:topology:1'/>", "root element" },
		{ "<html/>", "HTML" },
		{ "<svg/>", "another vocabulary" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct plan *plan = plan_load_whole(rows[i][0]);

		assert_int_equal(plan->status, READ_UNREADABLE);
		assert_holds(plan_only(plan, "DOC002")->message, rows[i][1]);
		plan_free(plan);
	}
}

/* Not ours and not XML either: only the second is worth saying. */
static void broken_other_documents_are_broken(void **state)
{
	struct plan *plan = plan_load_whole("<html><br></html>");

	(void)state;
	plan_only(plan, "DOC001");
	plan_free(plan);
}

static void expect_limit(const char *text, const struct limits *limits, const char *name)
{
	struct plan *plan = plan_read(&text, 1, limits, true);

	assert_holds(plan_only(plan, "DOC013")->message, name);
	assert_int_equal(plan->status, READ_UNREADABLE);
	plan_free(plan);
}

static void limits_stop_the_reading(void **state)
{
	static const char *const deep = ROOT_OPEN "<x:a xmlns:x='urn:x'><x:b><x:c/></x:b></x:a>" ROOT_CLOSE;
	static const char *const wide = ROOT_OPEN
		"<pstn-usage id='a'/><pstn-usage id='b'/><pstn-usage id='c'/>" ROOT_CLOSE;
	struct limits limits = default_limits;
	struct plan *plan;

	(void)state;
	limits.depth = 3;
	expect_limit(deep, &limits, "'depth'");
	limits.depth = 4;
	limits.elements = 3;
	expect_limit(wide, &limits, "'elements'");
	limits.elements = 4;
	plan = plan_read(&wide, 1, &limits, true);
	assert_int_equal(plan->findings.n_finding, 0);
	plan_free(plan);
	plan = plan_read(&deep, 1, &limits, true);
	assert_int_equal(plan->findings.n_finding, 0);
	plan_free(plan);
}

static void comments_and_instructions_are_kept(void **state)
{
	struct plan *plan = plan_load_good(
		"<!-- one --><pstn-usage id='a'/><?lync-topo x?><pstn-usage id='b'/>");
	const struct remark *remark = plan->topo.remark;

	(void)state;
	assert_int_equal(plan->topo.n_remark, 2);
	assert_false(remark[0].is_instruction);
	assert_int_equal(remark[0].before, topo_index(&plan->topo, plan_element(plan, "a")));
	assert_true(remark[1].is_instruction);
	assert_int_equal(remark[1].before, topo_index(&plan->topo, plan_element(plan, "b")));
	assert_int_equal(remark[1].end - remark[1].start, strlen("<?lync-topo x?>"));
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_document_becomes_elements),
		cmocka_unit_test(an_empty_topology_is_one),
		cmocka_unit_test(elements_keep_their_place),
		cmocka_unit_test(prefixes_do_not_matter),
		cmocka_unit_test(other_namespaces_are_ignored),
		cmocka_unit_test(an_unknown_element_gets_a_hint),
		cmocka_unit_test(an_element_in_the_wrong_place_is_told_where_it_belongs),
		cmocka_unit_test(an_element_without_namespace_is_not_silent),
		cmocka_unit_test(a_description_leads),
		cmocka_unit_test(an_unknown_attribute_gets_a_hint),
		cmocka_unit_test(bad_values_say_what_would_be_right),
		cmocka_unit_test(text_has_no_meaning_but_in_descriptions),
		cmocka_unit_test(what_comes_before_a_fault_stays),
		cmocka_unit_test(a_prefix_of_ours_before_an_attribute_is_reported),
		cmocka_unit_test(other_documents_are_named),
		cmocka_unit_test(broken_other_documents_are_broken),
		cmocka_unit_test(limits_stop_the_reading),
		cmocka_unit_test(comments_and_instructions_are_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
