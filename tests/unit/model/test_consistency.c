/* SPDX-License-Identifier: MIT */
/*
 * Facts that several elements state together: a transport for every trunk (DOC007), and no contradictions
 * (DOC015) of the kinds that the language names.
 */
#include "topology_support.h"

#define BOXES \
	"<site id='red' kind='central'><mediation-pool id='med' placement='stand-alone'/>" \
	"<gateway id='g' kind='sbc'/></site>"
#define TRUNK(id, more) "<trunk id='" id "' mediation-pool='med' peer='g' " more "/>"

static void a_trunk_needs_a_transport_from_somewhere(void **state)
{
	struct plan *plan = plan_load(BOXES TRUNK("t1", "") TRUNK("t2", "transport='tls'"));
	const struct finding *finding = plan_only(plan, "DOC007");

	(void)state;
	assert_string_equal(finding->element, "t1");
	assert_string_equal(finding->attribute, "");
	assert_spanned(&finding->at, "<trunk");
	assert_holds(finding->message, "transport");
	plan_free(plan);
}

static void the_defaults_may_give_it(void **state)
{
	(void)state;
	plan_free(plan_load_good(BOXES TRUNK("t1", "") "<trunk-defaults transport='tcp'/>"));
}

static void defaults_without_one_do_not(void **state)
{
	struct plan *plan = plan_load(BOXES TRUNK("t1", "") "<trunk-defaults max-calls='5'/>");

	(void)state;
	plan_only(plan, "DOC007");
	plan_free(plan);
}

/* The misspelt one is reported, what follows from it is not. */
static void a_broken_transport_is_one_fault(void **state)
{
	struct plan *own = plan_load(BOXES TRUNK("t1", "transport='tcpp'"));
	struct plan *defaults = plan_load(BOXES TRUNK("t1", "") "<trunk-defaults transport='tcpp'/>");
	struct plan *element = plan_load(BOXES TRUNK("t1", "") "<trunk-default transport='tcp'/>");

	(void)state;
	plan_only(own, "DOC006");
	plan_only(defaults, "DOC006");
	plan_only(element, "DOC004");
	plan_free(own);
	plan_free(defaults);
	plan_free(element);
}

static void there_is_one_set_of_defaults(void **state)
{
	struct plan *plan = plan_load("<trunk-defaults transport='tcp'/><trunk-defaults transport='tls'/>");
	const struct finding *finding = plan_only(plan, "DOC015");

	(void)state;
	assert_int_equal(finding->severity, SEVERITY_WARNING);
	assert_int_equal(finding->n_related, 1);
	assert_true(finding->related[0].at.start < finding->at.start);
	plan_free(plan);
}

static void roots_agree(void **state)
{
	static const char *const files[] = {
		"<topology xmlns='urn:lync-topo:topology:1' product='sfb-2015' media-bypass='off' name='a'/>",
		"<topology xmlns='urn:lync-topo:topology:1' product='lync-2013' media-bypass='off' name='b'/>",
		"<topology xmlns='urn:lync-topo:topology:1'/>",
	};
	struct plan *plan = plan_read(files, 3, NULL, true);
	const struct finding *finding = plan_only(plan, "DOC015");

	(void)state;
	assert_string_equal(finding->at.source->path, "b.xml");
	assert_string_equal(finding->attribute, "product");
	assert_spanned(&finding->at, "lync-2013");
	assert_int_equal(finding->n_related, 1);
	assert_spanned(&finding->related[0].at, "sfb-2015");
	plan_free(plan);
}

/* What one file does not say is not what the other one contradicts, default or not. */
static void a_root_that_says_nothing_contradicts_nothing(void **state)
{
	static const char *const files[] = {
		"<topology xmlns='urn:lync-topo:topology:1'/>",
		"<topology xmlns='urn:lync-topo:topology:1' product='sfb-2019'/>",
	};
	struct plan *plan = plan_read(files, 2, NULL, true);

	(void)state;
	assert_int_equal(plan->findings.n_finding, 0);
	plan_free(plan);
}

/* `count` and the size of `numbers`, where smaller: more numbers than people are no contradiction. */
static void fewer_numbers_than_people(void **state)
{
	struct plan *plan = plan_load(
		"<site id='red' kind='central'>"
		"<users id='few' count='11' telephony='pbx' numbers='+14255550100-0109'/>"
		"<users id='equal' count='10' telephony='pbx' numbers='+14255550120-0129'/>"
		"<users id='more' count='9' telephony='pbx' numbers='+14255550140-0149'/>"
		"<users id='none' count='9' telephony='pbx'/></site>");
	const struct finding *finding = plan_only(plan, "DOC015");

	(void)state;
	assert_string_equal(finding->element, "few");
	assert_spanned(&finding->at, "+14255550100-0109");
	assert_holds(finding->message, "10 numbers for 11 people");
	assert_spanned(&finding->related[0].at, "11");
	plan_free(plan);
}

static void a_trunk_of_another_role_carries_no_emergency_calls(void **state)
{
	struct plan *plan = plan_load(BOXES TRUNK("t1", "transport='tcp' role='pstn'")
			TRUNK("t2", "transport='tcp' role='emergency'") TRUNK(
				"t3", "transport='tcp'") "<emergency method='sip-trunk' trunks='t1 t2 t3'/>");
	const struct finding *finding = plan_only(plan, "DOC015");

	(void)state;
	assert_string_equal(finding->element, "t1");
	assert_string_equal(finding->attribute, "role");
	assert_int_equal(finding->n_related, 1);
	assert_spanned(&finding->related[0].at, "t1 t2 t3");
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_trunk_needs_a_transport_from_somewhere),
		cmocka_unit_test(the_defaults_may_give_it),
		cmocka_unit_test(defaults_without_one_do_not),
		cmocka_unit_test(a_broken_transport_is_one_fault),
		cmocka_unit_test(there_is_one_set_of_defaults),
		cmocka_unit_test(roots_agree),
		cmocka_unit_test(a_root_that_says_nothing_contradicts_nothing),
		cmocka_unit_test(fewer_numbers_than_people),
		cmocka_unit_test(a_trunk_of_another_role_carries_no_emergency_calls),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
