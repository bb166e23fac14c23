/* SPDX-License-Identifier: MIT */
/*
 * Running the rules: only those enabled, severities of the profile, limits that are named, outcomes that only rise.
 */
#include "topology_support.h"

#include "check/checker.h"

/* A trunk to a provider that ends on a collocated Mediation Server: MED001. */
static const char collocated[] =
	"<provider id='fab'><sbc id='s'/></provider><site id='red' kind='central'><front-end-pool id='fe'/>"
	"<mediation-pool id='m' placement='collocated' front-end-pool='fe'/></site>"
	"<connection id='c' kind='mpls' provider='fab'/>"
	"<trunk id='t' mediation-pool='m' peer='s' transport='tcp' connection='c'/>";

static void a_rule_fires_alone(void **state)
{
	struct plan *plan = plan_load_good(collocated);
	const struct finding *finding;

	(void)state;
	assert_true(plan_check(plan, PROFILE_DEFAULT, "MED001", false));
	finding = plan_only(plan, "MED001");
	assert_string_equal(finding->element, "m");
	assert_spanned(&finding->at, "collocated");
	assert_int_equal(finding->severity, SEVERITY_WARNING);
	assert_string_equal(finding->set, "a.xml");
	assert_int_equal(plan_outcome(plan, "MED001"), FIRES);
	assert_int_equal(plan_outcome(plan, "HAV001"), NOT_APPLICABLE);
	assert_null(plan->limit);
	plan_free(plan);
}

static void a_profile_changes_the_severity(void **state)
{
	struct plan *plan = plan_load_good(collocated);

	(void)state;
	assert_true(plan_check(plan, PROFILE_STRICT_DEPLOY, "MED001", false));
	assert_int_equal(plan_only(plan, "MED001")->severity, SEVERITY_ERROR);
	plan_free(plan);
}

static void unknown_is_never_pass(void **state)
{
	struct plan *plan = plan_load_good(collocated);

	(void)state;
	assert_true(plan_check(plan, PROFILE_DEFAULT, "HAV001", false));
	assert_int_equal(plan_outcome(plan, "HAV001"), UNKNOWN);
	assert_int_equal(plan->findings.n_finding, 0);
	assert_int_equal(plan->findings.n_unknown, 1);
	assert_string_equal(plan->findings.unknown[0].needs[0], "high-availability");
	assert_string_equal(plan->findings.unknown[0].of->element, "fab");
	plan_free(plan);
}

/* Several sets share the outcomes: they are raised, never lowered. */
static void outcomes_only_rise(void **state)
{
	struct plan *plan = plan_load_good(collocated);
	enum outcome *shared;
	struct plan *empty = plan_load_good("");

	(void)state;
	assert_true(plan_check(plan, PROFILE_DEFAULT, NULL, false));
	assert_int_equal(plan_outcome(plan, "MED001"), FIRES);
	shared = empty->outcomes = plan->outcomes;
	assert_true(plan_check(empty, PROFILE_DEFAULT, NULL, false));
	assert_int_equal(plan_outcome(empty, "MED001"), FIRES);
	empty->outcomes = NULL;
	assert_ptr_equal(shared, plan->outcomes);
	plan_free(plan);
	plan_free(empty);
}

static void an_empty_topology_is_silent(void **state)
{
	struct plan *plan = plan_load_good("");

	(void)state;
	assert_true(plan_check(plan, PROFILE_DEFAULT, NULL, false));
	assert_int_equal(plan->findings.n_finding, 0);
	plan_free(plan);
}

static void answers_are_collected_on_request(void **state)
{
	static const char answered[] =
		"<provider id='fab' high-availability='false'><sbc id='s'/></provider>"
		"<site id='red' kind='central'><mediation-pool id='m' placement='stand-alone'/></site>"
		"<trunk id='t' mediation-pool='m' peer='s' transport='tcp'/>";
	struct plan *plan = plan_load_good(answered);

	(void)state;
	assert_true(plan_check(plan, PROFILE_DEFAULT, "HAV001", false));
	assert_int_equal(plan->findings.n_answer, 0);
	assert_true(plan_check(plan, PROFILE_DEFAULT, "HAV001", true));
	assert_true(plan->findings.n_answer > 0); /* what the rule asked comes first */
	assert_string_equal(plan->findings.answer[0].needs, "high-availability");
	assert_string_equal(plan->findings.answer[0].value, "false");
	plan_free(plan);
}

static void a_deadline_that_has_passed_stops_the_run(void **state)
{
	struct plan *plan = plan_load_good(collocated);

	(void)state;
	plan->deadline = (struct deadline){ .end_ns = 1, .passed = true };
	assert_false(plan_check(plan, PROFILE_DEFAULT, NULL, false));
	assert_string_equal(plan->limit, "seconds");
	plan_free(plan);
}

static void without_memory_the_run_fails(void **state)
{
	struct plan *plan = plan_load_good(collocated);
	struct policy policy = policy_of(PROFILE_DEFAULT);
	enum outcome *outcomes = plan_memory(rule_count() * sizeof(*outcomes));
	bool good = false;

	(void)state;
	for (int after = 0; !good && after < 2000; after++) {
		struct findings findings = { 0 };
		const char *limit;
		struct check_request request = { .topo = &plan->topo,
			.set = "a.xml",
			.policy = &policy,
			.limits = &plan->limits,
			.deadline = &plan->deadline };

		mem_fail_after(after, true);
		good = check_topology(&request, &findings, outcomes, &limit);
		assert_int_equal(good, !mem_ran_out());
		mem_fail_after(-1, false);
		findings_release(&findings);
	}
	assert_true(good);
	free(outcomes);
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rule_fires_alone),
		cmocka_unit_test(a_profile_changes_the_severity),
		cmocka_unit_test(unknown_is_never_pass),
		cmocka_unit_test(outcomes_only_rise),
		cmocka_unit_test(an_empty_topology_is_silent),
		cmocka_unit_test(answers_are_collected_on_request),
		cmocka_unit_test(a_deadline_that_has_passed_stops_the_run),
		cmocka_unit_test(without_memory_the_run_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
