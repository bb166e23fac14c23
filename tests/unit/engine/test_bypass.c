/* SPDX-License-Identifier: MIT */
/*
 * Steps 1 to 6, as "Plan for media bypass", "Deploy media bypass", New-CsTrunkConfiguration and
 * New-CsNetworkMediaBypassConfiguration have them, and what holds for all steps.
 */
#include "bypass_support.h"

static void with_everything_in_place(void **state)
{
	struct setup setup = sites();
	struct asked asked = ask_with(&always, false, "relay");

	(void)state;
	assert_int_equal(asked.answer.verdict, BYPASS_VERDICT_YES);
	assert_int_equal(asked.answer.n_assumed, 0);
	/* Steps 1 to 6, the peer and encryption. */
	assert_int_equal(asked.answer.n_step, 8);
	assert_holds(asked.answer.step[0].what, "'always'");
	asked_free(&asked);
	assert_yes(&setup);
}

static void step_1_the_deployment(void **state)
{
	struct setup setup = always;

	(void)state;
	setup.topology = "media-bypass='off'";
	assert_no(&setup, "media bypass is off for the deployment");
	setup.topology = "";
	assert_no(&setup, "media bypass is off for the deployment");
}

static void step_2_the_trunk(void **state)
{
	struct setup setup = always;

	(void)state;
	setup.config = "media-bypass='false'";
	assert_no(&setup, "media bypass is off for trunk 't'");
	setup.config = "";
	assert_no(&setup, "media bypass is off for trunk 't'");
	setup.config = "media-bypass='true'";
	setup.rest = "<trunk-config scope='trunk:t' name='nearer'/>";
	assert_no(&setup, "media bypass is off for trunk 't'");
}

static void step_2_without_any_configuration(void **state)
{
	struct plan *plan = plan_load_whole(
		"<topology xmlns='urn:lync-topo:topology:1' media-bypass='always'>"
		"<site id='red' kind='central'>"
		"<mediation-pool id='med' placement='stand-alone'/>"
		"<gateway id='gw' kind='pstn-gateway'/>"
		"<users id='sales' count='1' telephony='enterprise-voice'/></site>"
		"<trunk id='t' mediation-pool='med' peer='gw' transport='tls'/>"
		"</topology>");

	(void)state;
	assert_asked(ask_plan(plan, false, "relay"), BYPASS_VERDICT_NO, "the product's default");
}

static void step_3_topology_of_the_peer(void **state)
{
	struct setup setup = always;

	(void)state;
	setup.config = "media-bypass='true' concentrated-topology='false'";
	assert_no(&setup, "no well-known point");
}

static void step_4_refer_or_no_rtcp(void **state)
{
	static const struct {
		const char *config;
		bool bypass;
	} cases[] = {
		{ "media-bypass='true' refer='false'", false },
		{ "media-bypass='true' refer='false' rtcp-active-calls='false'", false },
		{ "media-bypass='true' refer='false' rtcp-held-calls='false'", false },
		{ "media-bypass='true' refer='false' rtcp-active-calls='false' rtcp-held-calls='false'",
			true },
		{ "media-bypass='true' refer='false' third-party-refer='true'", true },
	};
	struct setup setup = always;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		setup.config = cases[i].config;
		if (cases[i].bypass)
			assert_yes(&setup);
		else
			assert_no(&setup, "has no REFER but supervises RTCP");
	}
}

static void step_5_remote_workers(void **state)
{
	(void)state;
	assert_asked(ask_with(&always, true, "relay"), BYPASS_VERDICT_NO, "is outside");
}

static void step_5_old_clients(void **state)
{
	static const char *const able[] = { "lync-2013", "lync-phone-edition", "lync-2010", "sfb" };
	struct setup setup = always;
	char users[64];

	(void)state;
	setup.users = "client='ocs-2007-r2'";
	assert_no(&setup, "('ocs-2007-r2') are none of Lync 2010 or newer");
	setup.users = "client='other'";
	assert_no(&setup, "('other') are none of Lync 2010 or newer");
	for (size_t i = 0; i < sizeof(able) / sizeof(able[0]); i++) {
		snprintf(users, sizeof(users), "client='%s'", able[i]);
		setup.users = users;
		assert_yes(&setup);
	}
	setup.users = "";
	assert_yes(&setup);
	assert_assumed(&setup, "assuming the clients of users 'sales' are Lync 2010 or newer");
}

static void step_6_always_excludes_admission_control(void **state)
{
	struct setup setup = always;

	(void)state;
	setup.topology = "media-bypass='always' call-admission-control='true'";
	assert_no(&setup, "excludes call admission control");
	setup = sites();
	setup.topology = "media-bypass='site-and-region' call-admission-control='true'";
	assert_yes(&setup);
}

/* What an earlier step decides is not looked at again. */
static void the_first_no_ends_it(void **state)
{
	struct setup setup = always;
	struct asked asked;

	(void)state;
	setup.topology = "media-bypass='off'";
	setup.gateway = "";
	setup.users = "";
	asked = ask_with(&setup, true, "fail");
	assert_int_equal(asked.answer.n_step, 1);
	assert_int_equal(asked.answer.n_assumed, 0);
	asked_free(&asked);
}

/* Settings of the root may stand in any file of the set. */
static void roots_of_several_files(void **state)
{
	static const char *const files[] = {
		"<topology xmlns='urn:lync-topo:topology:1'><site id='red' kind='central'>"
		"<mediation-pool id='med' placement='stand-alone'/><gateway id='gw' kind='pstn-gateway'/>"
		"<users id='sales' count='1' telephony='enterprise-voice'/></site>"
		"<trunk id='t' mediation-pool='med' peer='gw' transport='tcp'/></topology>",
		"<topology xmlns='urn:lync-topo:topology:1' media-bypass='always' media-encryption='none'>"
		"<trunk-config scope='global' media-bypass='true'/></topology>",
	};

	(void)state;
	assert_asked(
		ask_plan(plan_read(files, 2, NULL, true), false, "relay"), BYPASS_VERDICT_YES, "directly");
}

/* Every allocation of a decision fails once. */
static void without_memory_it_says_so(void **state)
{
	struct setup setup = sites();
	struct asked asked = ask_with(&setup, false, "relay");
	struct bypass_question question = {
		.users = plan_element(asked.plan, "sales"),
		.trunk = plan_element(asked.plan, "t"),
	};
	struct bypass_answer answer;
	struct arena arena = { 0 };
	int64_t failures = 0;
	bool good = false;

	(void)state;
	while (!good) {
		mem_fail_after(failures++, true);
		good = bypass_decide(&asked.plan->topo, &asked.plan->deployment, &asked.policies, &question,
			&arena, &answer);
		assert_int_equal(good, !mem_ran_out());
		arena_release(&arena);
	}
	mem_fail_after(-1, false);
	assert_true(failures > 1);
	asked_free(&asked);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(with_everything_in_place),
		cmocka_unit_test(step_1_the_deployment),
		cmocka_unit_test(step_2_the_trunk),
		cmocka_unit_test(step_2_without_any_configuration),
		cmocka_unit_test(step_3_topology_of_the_peer),
		cmocka_unit_test(step_4_refer_or_no_rtcp),
		cmocka_unit_test(step_5_remote_workers),
		cmocka_unit_test(step_5_old_clients),
		cmocka_unit_test(step_6_always_excludes_admission_control),
		cmocka_unit_test(the_first_no_ends_it),
		cmocka_unit_test(roots_of_several_files),
		cmocka_unit_test(without_memory_it_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
