/* SPDX-License-Identifier: MIT */
/*
 * Elements in words: the name, else the fqdn, else the id; exact paths; places by the contract's rules; and
 * fingerprints of identity that no position changes.
 */
#include "topology_support.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "model/describe.h"

#define BODY \
	"<site id='red' name='Redmond' kind='central'>" \
	"<gateway id='g1' kind='sbc' fqdn='gw.contoso.example'/><gateway id='g2' kind='sbc' name=' ' codecs=''>" \
	"<number-route pattern='a' to='g1'/><number-route pattern='b' to='g1'/></gateway>" \
	"<vpn-router id='r'><forward to='g1'/></vpn-router></site>" \
	"<trunk-config scope='global'><translate pattern='' replacement='x'/></trunk-config>"

static void expect_label(const struct plan *plan, const struct element *e, const char *expected)
{
	struct arena arena = { 0 };

	assert_string_equal(describe_label(&plan->topo, e, &arena), expected);
	arena_release(&arena);
}

static void labels_use_what_people_call_it(void **state)
{
	struct plan *plan = plan_load(BODY);

	(void)state;
	expect_label(plan, plan_element(plan, "red"), "site 'Redmond'");
	expect_label(plan, plan_element(plan, "g1"), "gateway 'gw.contoso.example'");
	expect_label(plan, plan_element(plan, "g2"), "gateway 'g2'");
	expect_label(plan, plan_nth(plan, K_FORWARD, 0), "forward of vpn-router 'r'");
	expect_label(plan, plan_nth(plan, K_TOPOLOGY, 0), "topology");
	expect_label(plan, plan_nth(plan, K_TRANSLATE, 0), "translate of the trunk-config");
	plan_free(plan);
}

/* Eighty characters, none of them cut in half. */
static void very_long_names_are_shortened(void **state)
{
	char body[1024] = "<pstn-usage id='a' name='";
	struct plan *plan;
	struct arena arena = { 0 };
	const char *label;

	(void)state;
	for (int i = 0; i < 200; i++)
		strcat(body, "\xc3\xa9");
	strcat(body, "'/>");
	plan = plan_load_good(body);
	label = describe_label(&plan->topo, plan_element(plan, "a"), &arena);
	assert_int_equal(utf8_check(label, strlen(label)), strlen(label));
	assert_int_equal(utf8_count(label, strlen(label)), strlen("pstn-usage ''...") + 80);
	assert_holds(label, "...'");
	arena_release(&arena);
	plan_free(plan);
}

static void expect_path(const struct plan *plan, const struct element *e, const char *expected)
{
	struct arena arena = { 0 };

	assert_string_equal(describe_path(&plan->topo, e, &arena), expected);
	arena_release(&arena);
}

static void paths_are_exact(void **state)
{
	struct plan *plan = plan_load(BODY);

	(void)state;
	expect_path(plan, plan_nth(plan, K_TOPOLOGY, 0), "/topology");
	expect_path(plan, plan_element(plan, "red"), "/topology/site[@id='red']");
	expect_path(plan, plan_element(plan, "g2"), "/topology/site[@id='red']/gateway[@id='g2']");
	expect_path(plan, plan_nth(plan, K_NUMBER_ROUTE, 1),
		"/topology/site[@id='red']/gateway[@id='g2']/number-route[2]");
	expect_path(plan, plan_nth(plan, K_TRANSLATE, 0), "/topology/trunk-config[1]/translate[1]");
	plan_free(plan);
}

/* Without an id the nearest ancestor's counts, or none. */
static void ids_come_from_the_nearest_ancestor(void **state)
{
	struct plan *plan = plan_load(BODY);

	(void)state;
	assert_string_equal(describe_id(&plan->topo, plan_element(plan, "g1")), "g1");
	assert_string_equal(describe_id(&plan->topo, plan_nth(plan, K_FORWARD, 0)), "r");
	assert_string_equal(describe_id(&plan->topo, plan_nth(plan, K_TRANSLATE, 0)), "");
	plan_free(plan);
}

static void places_are_values_or_tags(void **state)
{
	struct plan *plan = plan_load(BODY);
	const struct element *g1 = plan_element(plan, "g1");
	struct span value = describe_place(&plan->topo, g1, A_FQDN);
	struct span absent = describe_place(&plan->topo, g1, A_IP);
	struct span tag = describe_place(&plan->topo, g1, A_NONE);
	struct span id = describe_place(&plan->topo, g1, A_ID);

	(void)state;
	assert_spanned(&value, "gw.contoso.example");
	assert_spanned(&absent, "<gateway");
	assert_spanned(&tag, "<gateway");
	assert_spanned(&id, "g1");
	assert_int_equal(absent.start, g1->start);
	plan_free(plan);
}

static const struct rule_info rule = {
	.id = "TST001",
	.name = "for-tests",
	.severity = SEVERITY_NOTE,
	.fix = "mend it",
};

static void expect_text(const struct plan *plan, const char *id, enum attr attr, const char *expected)
{
	struct arena arena = { 0 };
	const struct element *e = topo_by_id(&plan->topo, id);

	assert_non_null(e);
	assert_string_equal(describe_value(&plan->topo, e, attr, &arena), expected);
	arena_release(&arena);
}

static void values_are_as_one_would_write_them(void **state)
{
	struct plan *plan = plan_load(
		"<site id='s' kind='central' dns='true'><mediation-pool id='m' placement='stand-alone'/>"
		"<gateway id='g' kind='pstn-gateway' ip='10.0.0.1' channels='30'/></site>"
		"<trunk id='t' mediation-pool='m' peer='g' transport='tls' codecs='g711u g729'/>"
		"<trunk-config id='c' scope='site:s'/><trunk-config id='d' scope='global'/>"
		"<voice-route id='r' trunks='t' pattern='^\\+1'/>");

	(void)state;
	expect_text(plan, "s", A_DNS, "true");
	expect_text(plan, "s", A_DHCP, "");
	expect_text(plan, "m", A_PLACEMENT, "stand-alone");
	expect_text(plan, "g", A_CHANNELS, "30");
	expect_text(plan, "g", A_IP, "10.0.0.1");
	expect_text(plan, "t", A_PEER, "g");
	expect_text(plan, "t", A_CODECS, "g711u g729");
	expect_text(plan, "t", A_PILOT, "");
	expect_text(plan, "c", A_SCOPE, "site:s");
	expect_text(plan, "d", A_SCOPE, "global");
	expect_text(plan, "c", A_SRTP, "required"); /* the product's default */
	expect_text(plan, "r", A_TRUNKS, "t");
	expect_text(plan, "r", A_PATTERN, "^\\+1");
	plan_free(plan);
}

/* They are printed when the plan is gone: the id of an element that is referred to, too. */
static void values_outlive_the_plan(void **state)
{
	struct plan *plan = plan_load("<site id='s' kind='central'><mediation-pool id='m'/></site>"
				      "<trunk id='t' mediation-pool='m'/>");
	struct arena arena = { 0 };
	const char *pool = describe_value(
		&plan->topo, topo_by_id(&plan->topo, "t"), A_MEDIATION_POOL, &arena);

	(void)state;
	assert_ptr_not_equal(pool, topo_id(&plan->topo, topo_by_id(&plan->topo, "m")));
	plan_free(plan);
	assert_string_equal(pool, "m");
	arena_release(&arena);
}

static void a_finding_starts_with_all_that_is_known(void **state)
{
	struct plan *plan = plan_load(BODY);
	struct arena arena = { 0 };
	struct finding on_value = describe_finding(
		&plan->topo, &arena, &rule, plan_element(plan, "g1"), A_FQDN);
	struct finding absent = describe_finding(
		&plan->topo, &arena, &rule, plan_nth(plan, K_FORWARD, 0), A_NAME);

	(void)state;
	assert_ptr_equal(on_value.rule, &rule);
	assert_int_equal(on_value.severity, SEVERITY_NOTE);
	assert_string_equal(on_value.attribute, "fqdn");
	assert_string_equal(on_value.element, "g1");
	assert_string_equal(on_value.path, "/topology/site[@id='red']/gateway[@id='g1']");
	assert_string_equal(on_value.help, "mend it");
	assert_int_equal(on_value.n_related, 0);
	assert_spanned(&on_value.at, "gw.contoso.example");
	assert_string_equal(absent.attribute, "");
	assert_string_equal(absent.element, "r");
	assert_spanned(&absent.at, "<forward");
	arena_release(&arena);
	plan_free(plan);
}

static uint64_t identity_of(const struct plan *plan, const struct element *e)
{
	return describe_identity(&plan->topo, e, FINGERPRINT_START);
}

/* The same elements in other places of the file, with other neighbours and attributes. */
static void identity_does_not_depend_on_position(void **state)
{
	struct plan *plan = plan_load(BODY);
	struct plan *moved = plan_load("<pstn-usage id='x'/>\n\n<provider id='p'/>\n" BODY);

	(void)state;
	assert_true(
		identity_of(plan, plan_element(plan, "g1")) == identity_of(moved, plan_element(moved, "g1")));
	assert_true(identity_of(plan, plan_nth(plan, K_NUMBER_ROUTE, 1)) ==
		identity_of(moved, plan_nth(moved, K_NUMBER_ROUTE, 1)));
	assert_true(identity_of(plan, plan_nth(plan, K_TRANSLATE, 0)) ==
		identity_of(moved, plan_nth(moved, K_TRANSLATE, 0)));
	plan_free(plan);
	plan_free(moved);
}

static void identities_tell_elements_apart(void **state)
{
	struct plan *plan = plan_load(BODY);
	uint64_t seen[16];

	(void)state;
	assert_in_range(plan->topo.n_element, 8, 16);
	for (uint32_t i = 0; i < plan->topo.n_element; i++) {
		seen[i] = identity_of(plan, &plan->topo.element[i]);
		for (uint32_t other = 0; other < i; other++)
			assert_true(seen[i] != seen[other]);
	}
	plan_free(plan);
}

static void without_memory_words_are_empty(void **state)
{
	struct plan *plan = plan_load(BODY);
	struct arena arena = { 0 };

	(void)state;
	mem_fail_after(0, true);
	assert_string_equal(describe_label(&plan->topo, plan_element(plan, "g1"), &arena), "");
	assert_string_equal(describe_path(&plan->topo, plan_element(plan, "g1"), &arena), "");
	assert_true(mem_ran_out());
	mem_fail_after(-1, false);
	arena_release(&arena);
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_use_what_people_call_it),
		cmocka_unit_test(very_long_names_are_shortened),
		cmocka_unit_test(paths_are_exact),
		cmocka_unit_test(ids_come_from_the_nearest_ancestor),
		cmocka_unit_test(places_are_values_or_tags),
		cmocka_unit_test(values_are_as_one_would_write_them),
		cmocka_unit_test(values_outlive_the_plan),
		cmocka_unit_test(a_finding_starts_with_all_that_is_known),
		cmocka_unit_test(identity_does_not_depend_on_position),
		cmocka_unit_test(identities_tell_elements_apart),
		cmocka_unit_test(without_memory_words_are_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
