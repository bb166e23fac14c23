/* SPDX-License-Identifier: MIT */
/*
 * Rules that judge simulated calls, on calls made by hand: what no plan can bring about, and sites without calls.
 */
#include "topology_support.h"

#include "check/checker.h"

static const char deployment[] =
	"<site id='red' kind='central' deployment='voip-only'><front-end-pool id='fe'/><edge-pool id='edge'/>"
	"<mediation-pool id='med' placement='stand-alone' front-end-pool='fe'/><gateway id='gw' kind='pstn-gateway'/>"
	"<users id='sales' count='5' telephony='enterprise-voice' remote='2'/></site>"
	"<trunk id='t' mediation-pool='med' peer='gw' transport='tls'/>";

/* A call from outside over the trunk, whose media go to the gateway directly if it bypasses. */
static struct call call_from_outside(const struct plan *plan, bool bypass, uint32_t at[3])
{
	static const char *const hops[] = { "sales/remote", "gw", "pstn" };

	at[0] = topo_index(&plan->topo, plan_element(plan, "sales"));
	at[1] = topo_index(&plan->topo, plan_element(plan, "gw"));
	at[2] = NO_HOP_ELEMENT;
	return (struct call){
		.id = "c",
		.from = "sales/remote",
		.to = "+12065550123",
		.kind = "remote-to-pstn",
		.number = "+12065550123",
		.sip = 200,
		.route = "",
		.trunk = "t",
		.bypass = bypass,
		.signalling = hops,
		.signalling_at = at,
		.n_signalling = 3,
		.media = hops,
		.media_at = at,
		.n_media = 3,
	};
}

/* What the rule says of the plan with these calls; NULL: none were made. */
static enum outcome judge(struct plan *plan, const char *rule, const struct site_calls *calls)
{
	struct policy policy = policy_of(PROFILE_DEFAULT);
	enum outcome *outcomes = plan_memory(rule_count() * sizeof(*outcomes));
	bool *enabled = plan_memory(rule_count() * sizeof(*enabled));
	enum outcome outcome = NOT_APPLICABLE;
	const char *limit;
	struct check_request request = {
		.topo = &plan->topo,
		.set = "a.xml",
		.policy = &policy,
		.enabled = enabled,
		.limits = &plan->limits,
		.deadline = &plan->deadline,
		.calls = calls,
	};

	for (uint32_t i = 0; i < rule_count(); i++)
		enabled[i] = strcmp(rule_nth(i)->info.id, rule) == 0;
	assert_true(check_wants_calls(enabled));
	assert_true(check_topology(&request, &plan->findings, outcomes, &limit));
	for (uint32_t i = 0; i < rule_count(); i++)
		if (enabled[i])
			outcome = outcomes[i];
	free(outcomes);
	free(enabled);
	return outcome;
}

static void bypass_from_outside_is_told(void **state)
{
	static const uint32_t first[] = { 0, 1 };
	struct plan *plan = plan_load_good(deployment);
	uint32_t at[3];
	struct call call = call_from_outside(plan, true, at);
	struct site_call entry = { "remote-to-pstn", &call };
	struct site_calls calls = { .call = &entry, .first = first, .n_sites = 1 };
	const struct finding *finding;

	(void)state;
	assert_int_equal(judge(plan, "BYP019", &calls), FIRES);
	finding = plan_only(plan, "BYP019");
	assert_string_equal(finding->element, "red");
	assert_non_null(strstr(finding->message, "sales/remote -> gw -> pstn"));
	assert_int_equal(finding->n_related, 2);
	assert_string_equal(finding->related[1].element, "gw");
	plan_free(plan);
}

static void a_call_through_the_mediation_server_passes(void **state)
{
	static const uint32_t first[] = { 0, 1 };
	struct plan *plan = plan_load_good(deployment);
	uint32_t at[3];
	struct call call = call_from_outside(plan, false, at);
	struct site_call entry = { "remote-to-pstn", &call };
	struct site_calls calls = { .call = &entry, .first = first, .n_sites = 1 };

	(void)state;
	assert_int_equal(judge(plan, "BYP019", &calls), PASS);
	assert_int_equal(plan->findings.n_finding, 0);
	plan_free(plan);
}

/* What the rule says of a call of the group inside over the trunk with the legs that admission control has looked at. */
static enum outcome judge_legs(const char *rule, bool bypass, const struct call_leg *leg, uint32_t n_leg)
{
	static const char *const relayed[] = { "sales", "med", "gw", "pstn" };
	static const uint32_t first[] = { 0, 1 };
	struct plan *plan = plan_load_good(deployment);
	uint32_t direct_at[3];
	struct call call = call_from_outside(plan, bypass, direct_at);
	const uint32_t at[] = { direct_at[0], topo_index(&plan->topo, plan_element(plan, "med")),
		direct_at[1], NO_HOP_ELEMENT };
	struct site_call entry = { "ev-to-pstn", &call };
	struct site_calls calls = { .call = &entry, .first = first, .n_sites = 1 };
	enum outcome outcome;

	call.kind = "ev-to-pstn";
	call.leg = leg;
	call.n_leg = n_leg;
	call.signalling = relayed;
	call.signalling_at = at;
	call.n_signalling = 4;
	if (!bypass) {
		call.media = relayed;
		call.media_at = at;
		call.n_media = 4;
	}
	outcome = judge(plan, rule, &calls);
	assert_int_equal(plan->findings.n_finding, outcome == FIRES);
	plan_free(plan);
	return outcome;
}

/* Media bypass and a reservation exclude each other. */
static void a_reservation_on_bypass_is_told(void **state)
{
	static const struct call_leg free_leg = { CALL_LEG_BYPASS, "sales", "gw", 0 };
	static const struct call_leg paid_leg = { CALL_LEG_BYPASS, "sales", "gw", 1 };

	(void)state;
	assert_int_equal(judge_legs("CAC001", true, &free_leg, 1), PASS);
	assert_int_equal(judge_legs("CAC001", true, &paid_leg, 1), FIRES);
	assert_int_equal(judge_legs("CAC001", false, &paid_leg, 1), NOT_APPLICABLE);
	assert_int_equal(judge_legs("CAC001", true, NULL, 0), NOT_APPLICABLE);
}

/* Two legs where media pass the WAN; one of them may come after the answer. */
static void other_than_two_checks_are_told(void **state)
{
	static const struct call_leg legs[] = {
		{ CALL_LEG_CHECKED, "sales", "med", 1 },
		{ CALL_LEG_CHECKED, "med", "gw", 1 },
		{ CALL_LEG_CHECKED, "gw", "pstn", 0 },
	};
	static const struct call_leg late[] = { { CALL_LEG_CHECKED, "sales", "med", 1 },
		{ CALL_LEG_LATE, "med", "gw", 0 } };
	static const struct call_leg local[] = { { CALL_LEG_CHECKED, "sales", "med", 0 } };

	(void)state;
	assert_int_equal(judge_legs("CAC006", false, legs, 2), PASS);
	assert_int_equal(judge_legs("CAC006", false, late, 2), PASS);
	assert_int_equal(judge_legs("CAC006", false, legs, 1), FIRES);
	assert_int_equal(judge_legs("CAC006", false, legs, 3), FIRES);
	assert_int_equal(judge_legs("CAC006", false, local, 1), NOT_APPLICABLE);
}

/* Neither without a table, nor for a site that is not in it, does a rule pass; and it asks nobody. */
static void without_calls_nothing_passes(void **state)
{
	static const uint32_t first[] = { 0 };
	static const char *const rules[] = { "OPT031", "BYP019", "CAC001", "CAC006", "RTE040" };
	struct plan *plan = plan_load_good("<site id='red' kind='central' deployment='voip-only'/>");
	struct site_calls none = { .first = first };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
		assert_int_equal(judge(plan, rules[i], NULL), UNKNOWN);
		assert_int_equal(judge(plan, rules[i], &none), UNKNOWN);
	}
	assert_int_equal(plan->findings.n_finding, 0);
	assert_int_equal(plan->findings.n_unknown, 0);
	plan_free(plan);
}

static void only_some_rules_want_calls(void **state)
{
	bool *enabled = plan_memory(rule_count() * sizeof(*enabled));

	(void)state;
	assert_true(check_wants_calls(NULL));
	for (uint32_t i = 0; i < rule_count(); i++)
		enabled[i] = strcmp(rule_nth(i)->info.id, "MED001") == 0;
	assert_false(check_wants_calls(enabled));
	free(enabled);
}

static void a_document_fault_takes_trust_away(void **state)
{
	struct plan *good = plan_load(deployment);
	struct plan *bad = plan_load(
		"<site id='red' kind='central'/><trunk id='t' mediation-pool='m' peer='g'/>");

	(void)state;
	assert_true(check_trusts(&good->topo));
	assert_false(check_trusts(&bad->topo));
	plan_free(good);
	plan_free(bad);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bypass_from_outside_is_told),
		cmocka_unit_test(a_call_through_the_mediation_server_passes),
		cmocka_unit_test(a_reservation_on_bypass_is_told),
		cmocka_unit_test(other_than_two_checks_are_told),
		cmocka_unit_test(without_calls_nothing_passes),
		cmocka_unit_test(only_some_rules_want_calls),
		cmocka_unit_test(a_document_fault_takes_trust_away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
