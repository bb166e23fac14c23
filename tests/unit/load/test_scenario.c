/* SPDX-License-Identifier: MIT */
/*
 * Scenario files against a deployment: each file in tests/scenarios says in its comments what must be found, as
 * "expect: RULE LINE:COLUMN beginning of the message", in the order of rule and position. Values of the good ones
 * are those that stand in the files; defaults are those of docs/scenario.md.
 */
#include "lost_by_libxml.h"
#include "support.h"
#include "topology_support.h"

#include "load/libxml.h"
#include "load/scenario.h"

#define SCENARIOS TESTS_DIR "/scenarios/"

struct run_of_scenario {
	struct library library;
	struct document_set deployment;
	struct scenario_set file;
	char chosen[64]; /* the last value that a policy took */
};

static const char *policy_name(uint32_t n)
{
	static const char *const names[] = { "route-selection", "gateway-once", "retry-codes" };

	return names[n];
}

static const char *policy_values(uint32_t n)
{
	static const char *const values[] = { "round-robin, ordered or random", "false or true",
		"5xx or codes" };

	return values[n];
}

static bool policy_set(void *context, uint32_t n, const char *value)
{
	struct run_of_scenario *run = context;

	if (strcmp(value, "sometimes") == 0)
		return false;
	snprintf(run->chosen, sizeof(run->chosen), "%s=%s", policy_name(n), value);
	return true;
}

static bool resolve(struct run_of_scenario *run)
{
	struct policy_table policies = { 3, policy_name, policy_values, policy_set, run };

	return scenario_resolve(
		&run->file.scenario, &run->deployment.topology, &policies, &run->library.findings);
}

static struct run_of_scenario *read_scenario(const char *path, const struct limits *limits)
{
	static const char *const deployment = SCENARIOS "deployment.xml";
	struct run_of_scenario *run = plan_memory(sizeof(*run));

	library_init(&run->library, limits, "-");
	assert_true(set_read(&run->library, &deployment, 1, &run->deployment));
	assert_int_equal(run->library.findings.n_finding, 0);
	assert_true(scenario_read(&run->library, path, &run->file));
	return run;
}

static void release(struct run_of_scenario *run)
{
	scenario_set_release(&run->file);
	set_release(&run->deployment);
	library_release(&run->library);
	free(run);
}

/* The next "expect: ..." of a text, ended by its line or the comment; NULL after the last one. */
static char *next_expected(char **at)
{
	char *line = strstr(*at, "expect: ");
	size_t length;

	if (line == NULL)
		return NULL;
	line += strlen("expect: ");
	length = strcspn(line, "\n");
	*at = line + length + (line[length] != '\0');
	line[length] = '\0';
	if (length > 4 && strcmp(line + length - 4, " -->") == 0)
		line[length - 4] = '\0';
	return line;
}

/* "DOC009 5:23 message" begins with what is expected. */
static void assert_finding(const struct finding *finding, const char *expected)
{
	struct position at = source_position(finding->at.source, finding->at.start);
	char text[2048];

	snprintf(text, sizeof(text), "%s %u:%u %s", finding->rule->id, (unsigned)at.line, (unsigned)at.column,
		finding->message);
	if (strncmp(text, expected, strlen(expected)) != 0)
		fail_msg("found    %s\nexpected %s", text, expected);
}

static void assert_found(struct run_of_scenario *run)
{
	struct findings *findings = &run->library.findings;
	char *expected;
	uint32_t n = 0;
	char *text;
	char *at;

	assert_true(findings->n_finding > 0);
	findings_sort(findings);
	text = plan_copy(findings->finding[0].at.source->text);
	at = text;
	while ((expected = next_expected(&at)) != NULL) {
		if (n == findings->n_finding)
			fail_msg("not found: %s", expected);
		assert_string_equal(findings->finding[n].set, run->file.set.root);
		assert_finding(&findings->finding[n++], expected);
	}
	assert_true(n > 0);
	if (n < findings->n_finding)
		assert_finding(&findings->finding[n], "nothing more");
	free(text);
}

static void faults_are_found_where_they_stand(void **state)
{
	static const char *const files[] = { "structure", "values", "together" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		char path[512];
		struct run_of_scenario *run;

		snprintf(path, sizeof(path), SCENARIOS "bad/%s.xml", files[i]);
		run = read_scenario(path, &default_limits);
		assert_true(run->file.set.complete);
		assert_false(run->file.set.unreadable);
		assert_found(run);
		release(run);
	}
}

static void names_are_looked_up_in_the_deployment(void **state)
{
	struct run_of_scenario *run = read_scenario(SCENARIOS "bad/names.xml", &default_limits);
	const struct scenario *scenario = &run->file.scenario;

	(void)state;
	assert_int_equal(run->library.findings.n_finding, 0);
	assert_false(resolve(run));
	assert_found(run);
	for (uint32_t i = 0; i < scenario->n_call; i++)
		assert_true(scenario->call[i].broken);
	for (uint32_t i = 0; i < scenario->n_fail; i++)
		assert_true(scenario->fail[i].broken);
	assert_false(scenario->policy[2].broken);
	assert_string_equal(run->chosen, "gateway-once=true");
	release(run);
}

static void what_cannot_be_read_is_refused(void **state)
{
	static const char *const files[] = { "dtd", "not-a-scenario", "no-namespace", "not-well-formed" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		char path[512];
		struct run_of_scenario *run;

		snprintf(path, sizeof(path), SCENARIOS "bad/%s.xml", files[i]);
		run = read_scenario(path, &default_limits);
		assert_true(run->file.set.unreadable);
		assert_false(run->file.set.complete);
		assert_int_equal(run->file.scenario.n_call, 0);
		assert_found(run);
		release(run);
	}
}

static void a_missing_file_is_refused(void **state)
{
	struct run_of_scenario *run = read_scenario(SCENARIOS "no-such.xml", &default_limits);

	(void)state;
	assert_true(run->file.set.unreadable);
	assert_int_equal(run->library.findings.n_finding, 1);
	assert_string_equal(run->library.findings.finding[0].rule->id, "DOC012");
	release(run);
}

static void limits_hold_as_for_a_topology(void **state)
{
	struct limits limits = default_limits;
	struct run_of_scenario *run;

	(void)state;
	limits.faults = 3;
	run = read_scenario(SCENARIOS "bad/together.xml", &limits);
	assert_true(run->file.set.unreadable);
	assert_string_equal(
		run->library.findings.finding[run->library.findings.n_finding - 1].rule->id, "DOC013");
	release(run);
}

/* The limit counts for what is looked up, too. */
static void too_many_wrong_names_are_said_to_be_too_many(void **state)
{
	struct limits limits = default_limits;
	struct run_of_scenario *run;

	(void)state;
	limits.faults = 3;
	run = read_scenario(SCENARIOS "bad/names.xml", &limits);
	assert_true(run->file.set.complete);
	assert_false(resolve(run));
	assert_int_equal(run->library.findings.n_finding, 4);
	assert_string_equal(run->library.findings.finding[3].rule->id, "DOC013");
	release(run);
}

static void assert_element(
	const struct run_of_scenario *run, const struct element *element, enum kind kind, const char *id)
{
	assert_non_null(element);
	assert_int_equal(element->kind, kind);
	assert_string_equal(topo_id(&run->deployment.topology, element), id);
}

static void assert_words(const struct str *words, uint32_t n, const char *expected)
{
	char text[256] = "";

	for (uint32_t i = 0; i < n; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s%s", i > 0 ? " " : "",
			words[i].text);
	assert_string_equal(text, expected);
}

static void assert_calls(const struct run_of_scenario *run)
{
	const struct scenario_call *call = run->file.scenario.call;

	assert_int_equal(run->file.scenario.n_call, 5);
	assert_str_is(call[0].id, "before");
	assert_element(run, call[0].from.element, K_USERS, "sales");
	assert_false(call[0].from.remote);
	assert_str_is(call[0].to.number, "+14255551234");
	assert_null(call[0].to.element);
	assert_int_equal(call[0].start, 0);
	assert_true(call[0].duration == INT64_C(60500000000));
	assert_true(call[0].answer_after == 3 * NANOSECONDS);
	assert_int_equal(call[0].expect, EXPECT_CONNECTED);
	assert_str_is(call[0].expect_trunk, "t1");
	assert_words(call[0].signalling, call[0].n_signalling, "sales fe med line sbc1 pstn");
	assert_words(call[0].media, call[0].n_media, "sales med line sbc1 pstn");
	assert_true(call[1].from.remote);
	assert_str_is(call[1].from.text, "sales/remote");
	assert_element(run, call[1].from.element, K_USERS, "sales");
	assert_int_equal(call[1].to.text.length, 0);
	assert_str_is(call[1].dialled, "9011441132960000");
	assert_true(call[1].start == INT64_C(100000000001));
	assert_int_equal(call[1].expect, EXPECT_CODE);
	assert_int_equal(call[1].expect_code, 503);
	assert_str_is(call[2].from.number, "+14255559999");
	assert_element(run, call[2].to.element, K_DEVICE, "fax");
	assert_int_equal(call[2].expect, EXPECT_FAILED);
	assert_int_equal(call[3].expect, EXPECT_NOTHING);
	assert_element(run, call[4].to.element, K_UNIFIED_MESSAGING, "um");
}

static void assert_fails(const struct run_of_scenario *run)
{
	const struct scenario_fail *fail = run->file.scenario.fail;

	assert_int_equal(run->file.scenario.n_fail, 8);
	assert_int_equal(fail[0].mode, FAIL_MODE_SILENT);
	assert_true(fail[0].start == 90 * NANOSECONDS);
	assert_true(fail[0].until == INT64_C(200250000000));
	assert_int_equal(fail[0].n_target, 1);
	assert_element(run, fail[0].target[0], K_SBC, "sbc1");
	assert_int_equal(fail[1].n_target, 2);
	assert_element(run, fail[1].target[1], K_SERVER, "med2");
	assert_int_equal(fail[1].code, 486);
	assert_int_equal(fail[1].isup, 34);
	assert_true(fail[1].until == NEVER);
	assert_true(fail[2].delay == INT64_C(4000500000));
	assert_int_equal(fail[3].code, 408);
	assert_int_equal(fail[4].n_target, 6);
	assert_int_equal(fail[7].mode, FAIL_MODE_FULL);
	assert_int_equal(fail[7].code, 0);
}

static void assert_rest(const struct run_of_scenario *run)
{
	const struct scenario *scenario = &run->file.scenario;

	assert_int_equal(scenario->n_traffic, 2);
	assert_int_equal(scenario->traffic[0].n_from, 2);
	assert_element(run, scenario->traffic[0].from[1], K_USERS, "desk");
	assert_true(scenario->traffic[0].to_is_number);
	assert_true(scenario->traffic[0].has_calls_per_hour);
	assert_true(scenario->traffic[0].calls_per_hour == 120.5);
	assert_true(scenario->traffic[0].mean_call == 180 * NANOSECONDS);
	assert_int_equal(scenario->traffic[0].holding, HOLDING_CONSTANT);
	assert_false(scenario->traffic[1].to_is_number);
	assert_int_equal(scenario->n_policy, 2);
	assert_str_is(scenario->policy[1].name, "retry-codes");
	assert_str_is(scenario->policy[1].value, "500 503");
	assert_string_equal(run->chosen, "retry-codes=500 503");
	assert_int_equal(scenario->run.seed, 7);
	assert_true(scenario->run.duration == 3600 * NANOSECONDS);
	assert_true(scenario->run.warm_up == 600 * NANOSECONDS);
	assert_int_equal(scenario->run.replications, 10);
}

static void everything_is_read(void **state)
{
	struct run_of_scenario *run = read_scenario(SCENARIOS "good/everything.xml", &default_limits);

	(void)state;
	for (uint32_t i = 0; i < run->library.findings.n_finding; i++)
		fail_msg("%s", run->library.findings.finding[i].message);
	assert_true(resolve(run));
	assert_calls(run);
	assert_fails(run);
	assert_rest(run);
	release(run);
}

/* docs/scenario.md: a call lasts 180 s and is answered after 2 s; crash, from the start, for ever; seed 1. */
static void what_is_not_written_has_its_default(void **state)
{
	struct run_of_scenario *run = read_scenario(SCENARIOS "good/defaults.xml", &default_limits);
	const struct scenario *scenario = &run->file.scenario;

	(void)state;
	assert_int_equal(run->library.findings.n_finding, 0);
	assert_true(resolve(run));
	assert_int_equal(scenario->n_call, 1);
	assert_int_equal(scenario->call[0].start, 0);
	assert_true(scenario->call[0].duration == 180 * NANOSECONDS);
	assert_true(scenario->call[0].answer_after == 2 * NANOSECONDS);
	assert_int_equal(scenario->call[0].n_signalling, 0);
	assert_int_equal(scenario->fail[0].mode, FAIL_MODE_CRASH);
	assert_int_equal(scenario->fail[0].start, 0);
	assert_true(scenario->fail[0].until == NEVER);
	assert_int_equal(scenario->fail[0].code, 0);
	assert_int_equal(scenario->fail[1].code, 503);
	assert_false(scenario->traffic[0].has_calls_per_hour);
	assert_true(scenario->traffic[0].mean_call == NEVER);
	assert_int_equal(scenario->traffic[0].holding, HOLDING_EXPONENTIAL);
	assert_null(scenario->run.at);
	assert_int_equal(scenario->run.seed, 1);
	assert_true(scenario->run.duration == NEVER);
	release(run);
}

/* A scenario says nothing about a deployment: nobody may take one for the other. */
static void a_topology_has_no_scenario_in_it(void **state)
{
	struct plan *plan = plan_load("<call id='c' from='a' to='b'/><run/>");

	(void)state;
	assert_int_equal(plan->findings.n_finding, 2);
	assert_int_equal(plan_faults(plan, "DOC004"), 2);
	plan_free(plan);
	plan = plan_load_whole("<scenario xmlns='urn:lync-topo:scenario:1'/>");
	assert_int_equal(plan->status, READ_UNREADABLE);
	assert_holds(plan_only(plan, "DOC002")->message, "a scenario, not a topology");
	plan_free(plan);
}

/* Whichever allocation fails, it is noticed and nothing is lost. */
static void memory_may_run_out(void **state)
{
	int64_t count = 0;
	bool good = false;

	(void)state;
	for (; !good && count < 5000; count++) {
		struct run_of_scenario *run = read_scenario(SCENARIOS "good/everything.xml", &default_limits);

		scenario_set_release(&run->file);
		mem_fail_after(count, false);
		good = scenario_read(&run->library, SCENARIOS "good/everything.xml", &run->file) &&
			resolve(run);
		assert_int_equal(good, !mem_ran_out());
		mem_fail_after(-1, false);
		release(run);
	}
	assert_true(good);
	assert_in_range(count, 20, 4999);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(faults_are_found_where_they_stand),
		cmocka_unit_test(names_are_looked_up_in_the_deployment),
		cmocka_unit_test(what_cannot_be_read_is_refused),
		cmocka_unit_test(a_missing_file_is_refused),
		cmocka_unit_test(limits_hold_as_for_a_topology),
		cmocka_unit_test(too_many_wrong_names_are_said_to_be_too_many),
		cmocka_unit_test(everything_is_read),
		cmocka_unit_test(what_is_not_written_has_its_default),
		cmocka_unit_test(a_topology_has_no_scenario_in_it),
		cmocka_unit_test(memory_may_run_out),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	xml_clean_up();
	return failed;
}
