/* SPDX-License-Identifier: MIT */
/*
 * What is derived and never written, by section 4 of the language: where the lines of the PSTN end decides.
 */
#include "topology_support.h"

#define EV "<users id='u' count='9' telephony='enterprise-voice'/>"
#define SITE(more) "<site id='red' kind='central'>" more "</site>"
#define PROVIDER "<provider id='fab'><sbc id='s'/></provider>"
#define POOL "<mediation-pool id='med' placement='stand-alone'/>"

static struct plan *plan_derived(const char *body)
{
	struct plan *plan = plan_load_good(body);

	assert_true(deployment_make(&plan->deployment, &plan->topo));
	return plan;
}

static const struct site_facts *facts_of(const struct plan *plan, const char *id)
{
	return site_facts(&plan->deployment, plan_element(plan, id));
}

static void expect_derived(const char *body, unsigned expected)
{
	struct plan *plan = plan_derived(body);
	unsigned derived = facts_of(plan, "red")->derived;

	if (derived != expected)
		fail_msg("%s: 0x%x, not 0x%x", body, derived, expected);
	plan_free(plan);
}

static void the_option_follows_from_the_lines(void **state)
{
	(void)state;
	expect_derived(SITE(""), 0);
	expect_derived(SITE(EV), SITE_VOIP_ONLY);
	expect_derived(SITE(EV POOL) PROVIDER "<trunk id='t' mediation-pool='med' peer='s' transport='tcp'/>",
		SITE_SIP_TRUNKING | SITE_VOIP_ONLY);
	expect_derived(
		SITE(EV "<gateway id='g' kind='sbc'/>") "<provider id='fab'/>"
							"<pstn-line id='l' ends-on='g' kind='sip' provider='fab'/>",
		SITE_SIP_TRUNKING | SITE_VOIP_ONLY);
	expect_derived(SITE(EV "<pbx id='x' kind='ip'/>") "<pstn-line id='l' ends-on='x'/>",
		SITE_BEHIND_PBX | SITE_INCREMENTAL);
	expect_derived(
		SITE(EV "<pbx id='x' kind='ip'/><gateway id='g' kind='pstn-gateway'/>") "<tie-line id='tl' gateway='g' pbx='x'/><pstn-line id='l' ends-on='g'/>",
		SITE_IN_FRONT_OF_PBX | SITE_INCREMENTAL);
}

/* Lines on both, or on neither: incremental, OPT011 judges. */
static void both_or_neither_is_not_resolved(void **state)
{
	(void)state;
	expect_derived(SITE(EV "<pbx id='x' kind='ip'/>"), SITE_INCREMENTAL);
	expect_derived(
		SITE(EV "<pbx id='x' kind='ip'/><gateway id='g' kind='pstn-gateway'/>") "<tie-line id='tl' gateway='g' pbx='x'/><pstn-line id='l' ends-on='g'/><pstn-line id='m' ends-on='x'/>",
		SITE_INCREMENTAL);
}

/* A PBX serves the sites whose groups name it, wherever it stands. */
static void a_pbx_serves_where_groups_name_it(void **state)
{
	struct plan *plan = plan_derived(SITE(
		"<users id='u' count='9' telephony='both' pbx='x'/><users id='v' count='9' telephony='pbx' pbx='x'/>") "<site id='blue' kind='central'><pbx id='x' kind='ip'/></site><pstn-line id='l' ends-on='x'/>");
	const struct site_facts *red = facts_of(plan, "red");

	(void)state;
	assert_int_equal(red->pbxs.n, 1);
	assert_ptr_equal(piece_nth(&plan->deployment, red->pbxs, 0), plan_element(plan, "x"));
	assert_true(red->has_enterprise_voice);
	assert_true(red->has_pbx_users);
	assert_true(red->line_on_pbx);
	assert_int_equal(red->derived & SITE_DIRECT, SITE_BEHIND_PBX | SITE_INCREMENTAL);
	assert_int_equal(facts_of(plan, "blue")->pbxs.n, 1);
	assert_false(facts_of(plan, "blue")->has_enterprise_voice);
	plan_free(plan);
}

static void what_a_site_declares_is_in_effect(void **state)
{
	struct plan *plan = plan_derived(
		"<site id='red' kind='central' deployment='behind-pbx'>" EV "</site>"
		"<site id='blue' kind='central'><users id='v' count='1' telephony='enterprise-voice'/></site>");

	(void)state;
	assert_int_equal(facts_of(plan, "red")->declared, DEPLOYMENT_BEHIND_PBX);
	assert_true(facts_of(plan, "red")->effective & SITE_BEHIND_PBX);
	assert_int_equal(facts_of(plan, "red")->derived, SITE_VOIP_ONLY);
	assert_int_equal(facts_of(plan, "blue")->declared, -1);
	assert_int_equal(facts_of(plan, "blue")->effective, facts_of(plan, "blue")->derived);
	plan_free(plan);
}

/* A group uses its own policy, else its site's, else the global one. */
static void the_nearest_policy_counts(void **state)
{
	struct plan *plan = plan_derived(
		"<site id='red' kind='central'><users id='own' count='1' telephony='both' voice-policy='po'/>"
		"<users id='site' count='1' telephony='both'/></site>"
		"<site id='blue' kind='central'><users id='global' count='1' telephony='both'/>"
		"<users id='none' count='1' telephony='pbx'/></site>"
		"<voice-policy id='po'/><voice-policy id='ps' scope='site:red'/><voice-policy id='pg' scope='global'/>");
	const struct deployment *deployment = &plan->deployment;

	(void)state;
	assert_ptr_equal(users_policy(deployment, plan_element(plan, "own")), plan_element(plan, "po"));
	assert_ptr_equal(users_policy(deployment, plan_element(plan, "site")), plan_element(plan, "ps"));
	assert_ptr_equal(users_policy(deployment, plan_element(plan, "global")), plan_element(plan, "pg"));
	assert_int_equal(policy_voice_users(deployment, plan_element(plan, "po")), 1);
	assert_int_equal(policy_voice_users(deployment, plan_element(plan, "pg")), 1);
	plan_free(plan);
}

static void without_any_policy_there_is_none(void **state)
{
	struct plan *plan = plan_derived(SITE(EV) "<voice-policy id='p'/>");

	(void)state;
	assert_null(users_policy(&plan->deployment, plan_element(plan, "u")));
	assert_int_equal(policy_voice_users(&plan->deployment, plan_element(plan, "p")), 0);
	plan_free(plan);
}

/* Collocated and without servers: those of its front-end-pool. */
static void a_pool_runs_on_its_own_servers_or_the_front_ends(void **state)
{
	struct plan *plan = plan_derived(SITE(
		"<front-end-pool id='fe'/>"
		"<mediation-pool id='co' placement='collocated' front-end-pool='fe'/>"
		"<mediation-pool id='own' placement='collocated' front-end-pool='fe'><server id='m1'/></mediation-pool>"
		"<mediation-pool id='alone' placement='stand-alone' front-end-pool='fe'/>"));

	(void)state;
	assert_ptr_equal(pool_host(&plan->topo, plan_element(plan, "co")), plan_element(plan, "fe"));
	assert_ptr_equal(pool_host(&plan->topo, plan_element(plan, "own")), plan_element(plan, "own"));
	assert_ptr_equal(pool_host(&plan->topo, plan_element(plan, "alone")), plan_element(plan, "alone"));
	plan_free(plan);
}

static void lines_ties_and_trunks_are_found(void **state)
{
	struct plan *plan = plan_derived(SITE(POOL
		"<gateway id='g' kind='sbc'/><gateway id='h' kind='sbc'/><pbx id='x' kind='ip'/><pbx id='y' kind='ip'/>")
			PROVIDER
		"<pstn-line id='sip' ends-on='g' kind='sip' provider='fab'/><pstn-line id='pri' ends-on='h' kind='pri'/>"
		"<pstn-line id='own' ends-on='x' kind='sip' provider='fab'/>"
		"<tie-line id='tie' gateway='g' pbx='x'/><trunk id='t' mediation-pool='med' peer='s' transport='tcp'/>"
		"<trunk id='tg' mediation-pool='med' peer='g' transport='tcp'/>");
	const struct topology *topo = &plan->topo;
	const struct element *g = plan_element(plan, "g");

	(void)state;
	assert_true(line_is_sip_trunk(topo, plan_element(plan, "sip")));
	assert_false(line_is_sip_trunk(topo, plan_element(plan, "pri")));
	assert_false(line_is_sip_trunk(topo, plan_element(plan, "own")));
	assert_null(line_on(topo, g));
	assert_ptr_equal(line_on(topo, plan_element(plan, "h")), plan_element(plan, "pri"));
	assert_ptr_equal(tie_between(topo, g, plan_element(plan, "x")), plan_element(plan, "tie"));
	assert_ptr_equal(tie_between(topo, g, NULL), plan_element(plan, "tie"));
	assert_null(tie_between(topo, g, plan_element(plan, "y")));
	assert_ptr_equal(trunk_to(topo, g), plan_element(plan, "tg"));
	assert_null(trunk_to(topo, plan_element(plan, "h")));
	assert_ptr_equal(trunk_provider(topo, plan_element(plan, "t")), plan_element(plan, "fab"));
	assert_null(trunk_provider(topo, plan_element(plan, "tg")));
	plan_free(plan);
}

static void pools_of_the_central_site_serve_a_branch(void **state)
{
	struct plan *plan = plan_derived(SITE(
		POOL) "<site id='near' kind='branch' central-site='red'/>"
		      "<site id='own' kind='branch' central-site='red'><survivable-branch-appliance id='sba'/></site>");

	(void)state;
	assert_int_equal(facts_of(plan, "near")->pools.n, 1);
	assert_ptr_equal(
		piece_nth(&plan->deployment, facts_of(plan, "near")->pools, 0), plan_element(plan, "med"));
	assert_int_equal(facts_of(plan, "own")->pools.n, 1);
	assert_ptr_equal(
		piece_nth(&plan->deployment, facts_of(plan, "own")->pools, 0), plan_element(plan, "sba"));
	assert_ptr_equal(site_of(&plan->topo, plan_element(plan, "sba")), plan_element(plan, "own"));
	assert_int_equal(plan->deployment.n_central_sites, 1);
	plan_free(plan);
}

static void without_memory_that_is_said(void **state)
{
	struct plan *plan = plan_load_good(SITE(EV POOL "<pbx id='x' kind='ip'/>") PROVIDER);
	bool good = false;

	(void)state;
	for (int after = 0; !good && after < 50; after++) {
		struct deployment deployment;

		mem_fail_after(after, true);
		good = deployment_make(&deployment, &plan->topo);
		assert_int_equal(good, !mem_ran_out());
		mem_fail_after(-1, false);
		deployment_release(&deployment);
	}
	assert_true(good);
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_option_follows_from_the_lines),
		cmocka_unit_test(both_or_neither_is_not_resolved),
		cmocka_unit_test(a_pbx_serves_where_groups_name_it),
		cmocka_unit_test(what_a_site_declares_is_in_effect),
		cmocka_unit_test(the_nearest_policy_counts),
		cmocka_unit_test(without_any_policy_there_is_none),
		cmocka_unit_test(a_pool_runs_on_its_own_servers_or_the_front_ends),
		cmocka_unit_test(lines_ties_and_trunks_are_found),
		cmocka_unit_test(pools_of_the_central_site_serve_a_branch),
		cmocka_unit_test(without_memory_that_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
