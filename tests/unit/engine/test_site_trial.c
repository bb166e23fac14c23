/* SPDX-License-Identifier: MIT */
/*
 * Calls for the rules that judge them: by site, none meets another, limits leave whole sites out, and numbers that
 * routes take are called.
 */
#include "topology_support.h"

#include "engine/site_trial.h"

/* Two sites alike; in each, one group that calls and is called over one gateway with one channel. */
#define SITE(s, area) \
	"<site id='" s "' kind='central'><front-end-pool id='fe-" s "'/>" \
	"<mediation-pool id='med-" s "' placement='stand-alone' front-end-pool='fe-" s "'/>" \
	"<gateway id='gw-" s "' kind='pstn-gateway' channels='1'/>" \
	"<users id='u-" s "' count='5' telephony='enterprise-voice' numbers='+1" area \
	"5550100-0104' voice-policy='vp-" s "'/></site><pstn-line id='l-" s "' ends-on='gw-" s "'/>" \
	"<trunk id='t-" s "' mediation-pool='med-" s "' peer='gw-" s "' transport='tls' max-calls='1'/>" \
	"<pstn-usage id='pu-" s "'/><voice-route id='r-" s "' pattern='^\\+49' trunks='t-" s \
	"' usages='pu-" s "'/>" \
	"<voice-policy id='vp-" s "' scope='user' usages='pu-" s "'/>"

static const char two_sites[] = SITE("a", "425") SITE("b", "206");

static const struct site_call *call_of(const struct site_trial *trial, uint32_t site, const char *kind)
{
	for (uint32_t i = trial->table.first[site]; i < trial->table.first[site + 1]; i++)
		if (strcmp(trial->table.call[i].kind, kind) == 0)
			return &trial->table.call[i];
	fail_msg("site %u has no %s", site, kind);
	return NULL;
}

static void each_site_has_its_calls(void **state)
{
	struct plan *plan = plan_load_good(two_sites);
	struct site_trial trial;

	(void)state;
	assert_true(site_trial_run(&trial, &plan->topo, true, &plan->limits, &plan->deadline));
	assert_int_equal(trial.table.n_sites, 2);
	assert_int_equal(trial.table.first[2], trial.calls.n_call);
	assert_string_equal(call_of(&trial, 1, "pstn-to-ev")->call->to, "+12065550100");
	assert_string_equal(call_of(&trial, 1, "pstn-to-ev")->call->trunk, "t-b");
	site_trial_release(&trial);
	plan_free(plan);
}

/* The routes take German numbers only, so one of those is called; and one channel is enough for all calls. */
static void calls_go_where_routes_lead_one_by_one(void **state)
{
	struct plan *plan = plan_load_good(two_sites);
	struct site_trial trial;

	(void)state;
	assert_true(site_trial_run(&trial, &plan->topo, true, &plan->limits, &plan->deadline));
	assert_memory_equal(call_of(&trial, 0, "ev-to-pstn")->call->number, "+49", 3);
	for (uint32_t i = 0; i < trial.calls.n_call; i++) {
		assert_int_equal(trial.calls.call[i].outcome, CALL_CONNECTED);
		assert_int_equal(trial.calls.call[i].gap, CALL_GAP_NONE);
	}
	site_trial_release(&trial);
	plan_free(plan);
}

static void limits_leave_whole_sites_out(void **state)
{
	struct plan *plan = plan_load_good(two_sites);
	struct site_trial trial;

	(void)state;
	plan->limits.simulated_sites = 1;
	assert_true(site_trial_run(&trial, &plan->topo, true, &plan->limits, &plan->deadline));
	assert_int_equal(trial.table.n_sites, 1);
	assert_int_equal(trial.table.first[1], trial.calls.n_call);
	site_trial_release(&trial);

	plan->limits.simulated_sites = 2;
	plan->deadline = (struct deadline){ .end_ns = 1, .passed = true };
	assert_true(site_trial_run(&trial, &plan->topo, true, &plan->limits, &plan->deadline));
	assert_int_equal(trial.table.n_sites, 0);
	assert_int_equal(trial.table.first[0], 0);
	site_trial_release(&trial);
	plan_free(plan);
}

/* The first call tries one number against a pattern; after the second one nothing is left. */
static void numbers_tried_are_limited(void **state)
{
	struct plan *plan = plan_load_good(SITE("a", "425") SITE("b", "206"));
	struct site_trial trial;

	(void)state;
	plan->limits.number_tests = 1;
	assert_true(site_trial_run(&trial, &plan->topo, true, &plan->limits, &plan->deadline));
	assert_int_equal(trial.table.n_sites, 1);
	site_trial_release(&trial);
	plan_free(plan);
}

static void what_is_absent_is_named(void **state)
{
	struct plan *plan = plan_load_good(
		"<site id='a' kind='central'><users id='u' count='5' "
		"telephony='enterprise-voice' numbers='+14255550100-0104'/></site>");
	struct site_trial trial;

	(void)state;
	assert_true(site_trial_run(&trial, &plan->topo, true, &plan->limits, &plan->deadline));
	assert_int_equal(call_of(&trial, 0, "ev-to-pstn")->call->gap, CALL_GAP_REGISTRAR);
	assert_int_equal(call_of(&trial, 0, "pstn-to-ev")->call->gap, CALL_GAP_ENTRY);
	site_trial_release(&trial);
	plan_free(plan);
}

static void without_memory_there_is_no_table(void **state)
{
	struct plan *plan = plan_load_good(two_sites);
	bool good = false;

	(void)state;
	for (int after = 0; !good && after < 5000; after++) {
		struct site_trial trial;

		mem_fail_after(after, true);
		good = site_trial_run(&trial, &plan->topo, true, &plan->limits, &plan->deadline);
		assert_int_equal(good, !mem_ran_out());
		mem_fail_after(-1, false);
		site_trial_release(&trial);
	}
	assert_true(good);
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_site_has_its_calls),
		cmocka_unit_test(calls_go_where_routes_lead_one_by_one),
		cmocka_unit_test(limits_leave_whole_sites_out),
		cmocka_unit_test(numbers_tried_are_limited),
		cmocka_unit_test(what_is_absent_is_named),
		cmocka_unit_test(without_memory_there_is_no_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
