/* SPDX-License-Identifier: MIT */
/*
 * What follows from the topology, asked by a rule: the same answers as the model's, and a doubt where a reference that
 * could not be read may change them.
 */
#include "topology_support.h"

#include "check/derived.h"

#define BOXES \
	"<provider id='fab'><sbc id='s'/></provider><site id='red' kind='central'>" \
	"<mediation-pool id='m' placement='stand-alone'/><gateway id='g' kind='pstn-gateway'/><pbx id='x' kind='ip'/>" \
	"<users id='u' count='1' telephony='both' voice-policy='p'/></site><voice-policy id='p'/>"
#define GOOD \
	BOXES "<connection id='c' kind='mpls'/><tie-line id='tie' gateway='g' pbx='x'/><pstn-line id='l' ends-on='g'/>" \
	      "<trunk id='t' mediation-pool='m' peer='s' transport='tls' connection='c'/>" \
	      "<trunk-config scope='global' srtp='optional'/>"

static void answers_are_those_of_the_model(void **state)
{
	struct plan *plan = plan_load_good(GOOD);
	struct run *run = plan_run(plan);
	const struct element *t = plan_element(plan, "t");
	struct trunk_walk over = see_trunks_over(run, plan_element(plan, "c"));

	(void)state;
	assert_ptr_equal(see_line_on(run, plan_element(plan, "g")), plan_element(plan, "l"));
	assert_null(see_line_on(run, plan_element(plan, "x")));
	assert_ptr_equal(
		see_tie(run, plan_element(plan, "g"), plan_element(plan, "x")), plan_element(plan, "tie"));
	assert_false(see_sip_trunk_line(run, plan_element(plan, "l")));
	assert_ptr_equal(see_provider(run, t), plan_element(plan, "fab"));
	assert_true(see_voice(run, plan_element(plan, "u")));
	assert_ptr_equal(see_policy(run, plan_element(plan, "u")), plan_element(plan, "p"));
	assert_int_equal(see_policy_users(run, plan_element(plan, "p")), 1);
	assert_ptr_equal(trunk_walk_next(&over), t);
	assert_null(trunk_walk_next(&over));
	assert_ptr_equal(see_trunk_config(run, t), plan_nth(plan, K_TRUNK_CONFIG, 0));
	assert_int_equal(see_transport(run, t), TRANSPORT_TLS);
	assert_int_equal(see_srtp(run, t), SRTP_OPTIONAL);
	assert_true(see_any(run, K_TRUNK));
	assert_false(see_any(run, K_FIREWALL));
	assert_false(run->broken);
	assert_int_equal(run->n_missing, 0);
	plan_run_end(run);
	plan_free(plan);
}

static void options_are_those_asked_for(void **state)
{
	struct plan *plan = plan_load_good(GOOD);
	struct run *run = plan_run(plan);
	const struct element *red = plan_element(plan, "red");

	(void)state;
	assert_int_equal(see_options(run, red, SITE_IN_FRONT_OF_PBX), SITE_IN_FRONT_OF_PBX);
	assert_int_equal(see_options(run, red, SITE_BEHIND_PBX), 0);
	assert_int_equal(see_options(run, red, SITE_SIP_TRUNKING), SITE_SIP_TRUNKING);
	assert_true(see_site(run, red)->line_on_gateway);
	assert_false(run->broken);
	plan_run_end(run);
	plan_free(plan);
}

/* A line whose end could not be read may end anywhere. */
static void a_broken_line_leaves_a_doubt(void **state)
{
	struct plan *plan = plan_load(BOXES "<pstn-line id='l' ends-on='gone'/>");
	struct run *run = plan_run(plan);

	(void)state;
	assert_null(see_line_on(run, plan_element(plan, "x")));
	assert_true(run->broken);
	run->broken = false;
	assert_int_equal(see_options(run, plan_element(plan, "red"), SITE_BEHIND_PBX), 0);
	assert_true(run->broken);
	plan_run_end(run);
	plan_free(plan);
}

/* What was found is certain, whatever else is broken. */
static void what_is_found_is_certain(void **state)
{
	struct plan *plan = plan_load(
		BOXES "<pstn-line id='l' ends-on='g'/><pstn-line id='m2' ends-on='gone'/>");
	struct run *run = plan_run(plan);

	(void)state;
	assert_ptr_equal(see_line_on(run, plan_element(plan, "g")), plan_element(plan, "l"));
	plan_run_end(run);
	plan_free(plan);
}

static void a_broken_transport_leaves_a_doubt(void **state)
{
	struct plan *plan = plan_load(BOXES "<trunk id='t' mediation-pool='m' peer='s' transport='sctp'/>");
	struct run *run = plan_run(plan);

	(void)state;
	assert_int_equal(see_transport(run, plan_element(plan, "t")), -1);
	assert_true(run->broken);
	plan_run_end(run);
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_are_those_of_the_model),
		cmocka_unit_test(options_are_those_asked_for),
		cmocka_unit_test(a_broken_line_leaves_a_doubt),
		cmocka_unit_test(what_is_found_is_certain),
		cmocka_unit_test(a_broken_transport_leaves_a_doubt),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
