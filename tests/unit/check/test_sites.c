/* SPDX-License-Identifier: MIT */
/*
 * Questions about a site: who is there, where its lines end, how many channels it needs (by hand: people times calls
 * times seconds over 3600, rounded up; or people over users for one port).
 */
#include "topology_support.h"

#include "check/sites.h"

static const char body[] =
	"<site id='red' kind='central' deployment='behind-pbx'>"
	"<users id='ev' count='100' telephony='enterprise-voice' load='light'/>"
	"<users id='both' count='31' telephony='both' pbx='x' load='moderate'/>"
	"<users id='pbx' count='12' telephony='pbx' pbx='x' calls-per-hour='2.5' mean-call-s='180'/>"
	"<gateway id='g' kind='pstn-gateway'/><gateway id='h' kind='pstn-gateway'/><mediation-pool id='m' placement='stand-alone'/></site>"
	"<site id='blue' kind='central'><pbx id='x' kind='ip'/><gateway id='tied' kind='pstn-gateway'/>"
	"<users id='heavy' count='11' telephony='pbx' load='heavy'/><users id='silent' count='3' telephony='pbx'/></site>"
	"<tie-line id='tie' gateway='tied' pbx='x'/><pstn-line id='l' ends-on='g'/><pstn-line id='k' ends-on='tied'/>"
	"<trunk id='t' mediation-pool='m' peer='x' transport='tcp'/>";

static void people_are_told_apart_by_their_telephones(void **state)
{
	struct plan *plan = plan_load_good(body);
	struct run *run = plan_run(plan);
	struct elements voice = site_voice_users(run, plan_element(plan, "red"));
	struct elements pbx = site_pbx_users(run, plan_element(plan, "red"));

	(void)state;
	assert_int_equal(voice.n, 2);
	assert_ptr_equal(voice.at[0], plan_element(plan, "ev"));
	assert_ptr_equal(voice.at[1], plan_element(plan, "both"));
	assert_int_equal(pbx.n, 2);
	assert_ptr_equal(pbx.at[0], plan_element(plan, "both"));
	assert_int_equal(site_voice_users(run, plan_element(plan, "blue")).n, 0);
	plan_run_end(run);
	plan_free(plan);
}

static void boxes_that_serve_a_site_are_found(void **state)
{
	struct plan *plan = plan_load_good(body);
	struct run *run = plan_run(plan);
	struct elements pbxs = site_pbxs(run, plan_element(plan, "red"));
	struct elements gateways = site_line_gateways(run, plan_element(plan, "red"));

	(void)state;
	assert_int_equal(pbxs.n, 1);
	assert_ptr_equal(pbxs.at[0], plan_element(plan, "x"));
	assert_int_equal(gateways.n, 2);
	assert_ptr_equal(gateways.at[0], plan_element(plan, "g"));
	assert_ptr_equal(gateways.at[1], plan_element(plan, "tied"));
	assert_ptr_equal(direct_trunk(run, plan_element(plan, "x")), plan_element(plan, "t"));
	assert_null(direct_trunk(run, plan_element(plan, "g")));
	plan_run_end(run);
	plan_free(plan);
}

/* 100/15 -> 7, 31/10 -> 4, 12 * 2.5 * 180 / 3600 = 1.5 -> 2. */
static void channels_follow_from_calls_or_load(void **state)
{
	struct plan *plan = plan_load_good(body);
	struct run *run = plan_run(plan);
	int64_t channels = 0;

	(void)state;
	assert_true(site_required_channels(run, plan_element(plan, "red"), &channels));
	assert_int_equal(channels, 13);
	assert_int_equal(run->n_missing, 0);
	assert_false(site_required_channels(run, plan_element(plan, "blue"), &channels));
	assert_int_equal(run->n_missing, 1);
	plan_run_end(run);
	plan_free(plan);
}

static void a_declared_option_is_pointed_at(void **state)
{
	struct plan *plan = plan_load_good(body);
	struct run *run = plan_run(plan);

	(void)state;
	assert_int_equal(deployment_attribute(run, plan_element(plan, "red")), A_DEPLOYMENT);
	assert_int_equal(deployment_attribute(run, plan_element(plan, "blue")), A_NONE);
	assert_true(site_is(run, plan_element(plan, "red"), SITE_BEHIND_PBX));
	assert_false(site_is(run, plan_element(plan, "red"), SITE_VOIP_ONLY));
	plan_run_end(run);
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(people_are_told_apart_by_their_telephones),
		cmocka_unit_test(boxes_that_serve_a_site_are_found),
		cmocka_unit_test(channels_follow_from_calls_or_load),
		cmocka_unit_test(a_declared_option_is_pointed_at),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
