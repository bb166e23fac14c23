/* SPDX-License-Identifier: MIT */
/*
 * How a rule asks and answers: absent facts are noted, broken ones silence what rests on absence, and a fingerprint is
 * of the arguments, not of their order.
 */
#include "topology_support.h"

#include "check/run.h"

static const char body[] =
	"<provider id='fab' certified='true' high-availability='perhaps' failover-procedure=''/>"
	"<pstn-usage id='a'/><pstn-usage id='b'/><voice-policy id='p' usages='gone'/>";

struct bench {
	struct plan *plan;
	struct run *run;
	const struct element *provider;
};

static void set_up(struct bench *bench, const char *text)
{
	bench->plan = plan_load(text);
	findings_release(&bench->plan->findings);
	bench->run = plan_run(bench->plan);
	bench->provider = topo_by_id(&bench->plan->topo, "fab");
}

static void tear_down(struct bench *bench)
{
	plan_run_end(bench->run);
	plan_free(bench->plan);
}

static void known_facts_are_answers(void **state)
{
	struct bench bench;

	(void)state;
	set_up(&bench, body);
	assert_int_equal(ask_bool(bench.run, bench.provider, A_CERTIFIED), TRI_TRUE);
	assert_int_equal(bench.run->n_missing, 0);
	assert_false(bench.run->broken);
	assert_non_null(ask_text(bench.run, bench.provider, A_FAILOVER_PROCEDURE).text);
	assert_int_equal(ask_text(bench.run, bench.provider, A_FAILOVER_PROCEDURE).length, 0);
	assert_int_equal(bench.run->n_missing, 0);
	tear_down(&bench);
}

static void absent_facts_become_questions(void **state)
{
	struct bench bench;
	const struct unknown *unknown_fact;

	(void)state;
	set_up(&bench, body);
	assert_int_equal(ask_bool(bench.run, bench.provider, A_CROSS_CENTRAL_SITE), TRI_UNKNOWN);
	assert_int_equal(bench.run->n_missing, 1);
	assert_int_equal(unknown(bench.run), UNKNOWN);
	assert_int_equal(bench.run->n_missing, 0);
	assert_int_equal(bench.plan->findings.n_unknown, 1);
	unknown_fact = &bench.plan->findings.unknown[0];
	assert_string_equal(unknown_fact->rule->id, "TST001");
	assert_string_equal(unknown_fact->of->element, "fab");
	assert_string_equal(unknown_fact->of->label, "provider 'fab'");
	assert_int_equal(unknown_fact->n_needs, 1);
	assert_string_equal(unknown_fact->needs[0], "cross-central-site");
	assert_int_equal(unknown_fact->question->ask, ASK_PROVIDER);
	assert_spanned(&unknown_fact->of->at, "<provider");
	tear_down(&bench);
}

static void seeing_notes_nothing(void **state)
{
	struct bench bench;

	(void)state;
	set_up(&bench, body);
	assert_int_equal(see_bool(bench.run, bench.provider, A_TLS), TRI_UNKNOWN);
	assert_false(see_written(bench.run, bench.provider, A_TLS));
	assert_true(see_written(bench.run, bench.provider, A_CERTIFIED));
	assert_int_equal(bench.run->n_missing, 0);
	assert_int_equal(ask_bool(bench.run, bench.provider, A_TLS), TRI_UNKNOWN);
	forget_missing(bench.run);
	assert_int_equal(bench.run->n_missing, 0);
	tear_down(&bench);
}

/* Nothing is concluded from a value that the document check has complained about. */
static void a_broken_fact_silences_what_rests_on_absence(void **state)
{
	struct bench bench;

	(void)state;
	set_up(&bench, body);
	assert_int_equal(ask_bool(bench.run, bench.provider, A_HIGH_AVAILABILITY), TRI_UNKNOWN);
	assert_true(bench.run->broken);
	assert_int_equal(lacks(bench.run, bench.provider, A_NONE, "message"), UNKNOWN);
	assert_int_equal(lacks_gravely(bench.run, bench.provider, A_NONE, "message"), UNKNOWN);
	assert_int_equal(unknown(bench.run), UNKNOWN);
	assert_int_equal(bench.plan->findings.n_finding + bench.plan->findings.n_unknown, 0);
	assert_int_equal(fires(bench.run, bench.provider, A_NONE, "message"), FIRES);
	assert_int_equal(bench.plan->findings.n_finding, 1);
	tear_down(&bench);
}

static void a_broken_list_still_shows_what_was_found(void **state)
{
	struct bench bench;

	(void)state;
	set_up(&bench, body);
	assert_int_equal(see_refs(bench.run, plan_element(bench.plan, "p"), A_USAGES).n, 0);
	assert_true(bench.run->broken);
	tear_down(&bench);
}

static void kinds_that_nobody_described_are_asked_for(void **state)
{
	struct bench bench;

	(void)state;
	set_up(&bench, "<provider id='fab'/>");
	assert_true(ask_kinds(bench.run, BIT(K_PROVIDER)));
	assert_false(ask_kinds(bench.run, BIT(K_FIREWALL)));
	assert_false(ask_children(bench.run, bench.provider, BIT(K_SBC)));
	assert_int_equal(unknown(bench.run), UNKNOWN);
	assert_int_equal(bench.plan->findings.n_unknown, 2);
	assert_string_equal(bench.plan->findings.unknown[0].needs[0], "firewall");
	assert_string_equal(bench.plan->findings.unknown[0].of->element, "");
	assert_string_equal(bench.plan->findings.unknown[1].needs[0], "sbc");
	tear_down(&bench);
}

/* An element that could not be read may be one of those looked for. */
static void walks_know_their_doubts(void **state)
{
	struct bench bench;
	struct walk walk;

	(void)state;
	set_up(&bench, "<provider id='fab'/><pstn-usge id='a'/>");
	walk = see_kind(bench.run, K_PROVIDER);
	assert_non_null(walk_next(&walk));
	assert_false(bench.run->broken);
	walk = see_kind(bench.run, K_PSTN_USAGE);
	assert_null(walk_next(&walk));
	assert_true(bench.run->broken);
	tear_down(&bench);
}

static void a_finding_is_complete(void **state)
{
	struct bench bench;
	const struct finding *finding;

	(void)state;
	set_up(&bench, body);
	relate(bench.run, plan_element(bench.plan, "a"), A_ID, "this is %s", "a");
	assert_int_equal(fires(bench.run, bench.provider, A_CERTIFIED, "%s is %d",
				 label(bench.run, bench.provider), 7),
		FIRES);
	finding = plan_only(bench.plan, "TST001");
	assert_string_equal(finding->message, "provider 'fab' is 7");
	assert_string_equal(finding->attribute, "certified");
	assert_spanned(&finding->at, "true");
	assert_int_equal(finding->severity, SEVERITY_WARNING);
	assert_string_equal(finding->help, "mend it");
	assert_string_equal(finding->set, "a.xml");
	assert_int_equal(finding->n_related, 1);
	assert_string_equal(finding->related[0].message, "this is a");
	assert_spanned(&finding->related[0].at, "a");
	tear_down(&bench);
}

/* The fingerprint of a finding with these related, in this order. */
static uint64_t fingerprint_of(const char *first, const char *second, const char *argument)
{
	struct bench bench;
	uint64_t fingerprint;

	set_up(&bench, body);
	relate(bench.run, plan_element(bench.plan, first), A_NONE, "x");
	relate(bench.run, plan_element(bench.plan, second), A_NONE, "y");
	if (argument != NULL)
		argue(bench.run, argument);
	fires(bench.run, bench.provider, A_NONE, "message");
	fingerprint = bench.plan->findings.finding[0].fingerprint;
	tear_down(&bench);
	return fingerprint;
}

static void arguments_tell_findings_apart_whatever_their_order(void **state)
{
	(void)state;
	assert_true(fingerprint_of("a", "b", NULL) == fingerprint_of("b", "a", NULL));
	assert_true(fingerprint_of("a", "b", NULL) != fingerprint_of("a", "p", NULL));
	assert_true(fingerprint_of("a", "b", NULL) != fingerprint_of("a", "b", "x"));
	assert_true(fingerprint_of("a", "b", "y") != fingerprint_of("a", "b", "x"));
}

/* No more than so many are shown, but all count as arguments. */
static void related_elements_are_bounded(void **state)
{
	struct bench bench;
	const struct finding *finding;

	(void)state;
	set_up(&bench, body);
	for (int i = 0; i < RUN_MOST_RELATED + 3; i++)
		relate(bench.run, plan_element(bench.plan, i % 2 ? "a" : "b"), A_NONE, "x");
	fires(bench.run, bench.provider, A_NONE, "message");
	finding = plan_only(bench.plan, "TST001");
	assert_int_equal(finding->n_related, RUN_MOST_RELATED);
	tear_down(&bench);
}

static void the_worse_verdict_counts(void **state)
{
	(void)state;
	assert_int_equal(worse(NOT_APPLICABLE, PASS), PASS);
	assert_int_equal(worse(UNKNOWN, PASS), UNKNOWN);
	assert_int_equal(worse(UNKNOWN, FIRES), FIRES);
	assert_int_equal(worse(FIRES, NOT_APPLICABLE), FIRES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_facts_are_answers),
		cmocka_unit_test(absent_facts_become_questions),
		cmocka_unit_test(seeing_notes_nothing),
		cmocka_unit_test(a_broken_fact_silences_what_rests_on_absence),
		cmocka_unit_test(a_broken_list_still_shows_what_was_found),
		cmocka_unit_test(kinds_that_nobody_described_are_asked_for),
		cmocka_unit_test(walks_know_their_doubts),
		cmocka_unit_test(a_finding_is_complete),
		cmocka_unit_test(arguments_tell_findings_apart_whatever_their_order),
		cmocka_unit_test(related_elements_are_bounded),
		cmocka_unit_test(the_worse_verdict_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
