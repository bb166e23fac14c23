/* SPDX-License-Identifier: MIT */
/*
 * Outbound routing: usages as the policy lists them, the routes of each by priority, those without one last.
 */
#include "topology_support.h"

#include "check/outbound.h"

#define USAGES "<pstn-usage id='a'/><pstn-usage id='b'/><pstn-usage id='c'/>"

/* Ids of a list, separated by blanks. */
static void expect_list(const struct plan *plan, const struct elements *list, const char *expected)
{
	char met[256] = "";

	for (uint32_t i = 0; i < list->n; i++) {
		strcat(met, i > 0 ? " " : "");
		strcat(met, topo_id(&plan->topo, list->at[i]));
	}
	assert_string_equal(met, expected);
}

static void expect_taken(struct plan *plan, const char *number, const char *expected)
{
	struct run *run = plan_run(plan);
	struct outbound outbound = outbound_make(run, plan_element(plan, "p"));
	struct elements taken = outbound_take(run, &outbound, str_of(number));

	expect_list(plan, &taken, expected);
	outbound_release(&outbound);
	plan_run_end(run);
	deployment_release(&plan->deployment);
}

static void usages_and_priorities_order_the_routes(void **state)
{
	struct plan *plan = plan_load_good(USAGES
		"<voice-policy id='p' usages='b a'/>"
		"<voice-route id='a2' usages='a' pattern='.' priority='2'/><voice-route id='a1' usages='a' pattern='.' priority='1'/>"
		"<voice-route id='b-none' usages='b' pattern='.'/><voice-route id='b9' usages='b' pattern='.' priority='9'/>"
		"<voice-route id='b-none2' usages='b' pattern='.'/><voice-route id='c0' usages='c' pattern='.' priority='0'/>");

	(void)state;
	expect_taken(plan, "+1", "b9 b-none b-none2 a1 a2");
	plan_free(plan);
}

/* A route that carries several usages is tried where the first of them stands. */
static void a_route_is_tried_once(void **state)
{
	struct plan *plan = plan_load_good(USAGES
		"<voice-policy id='p' usages='a b'/><voice-route id='x' usages='b' pattern='.' priority='0'/>"
		"<voice-route id='both' usages='b a' pattern='.' priority='5'/>");

	(void)state;
	expect_taken(plan, "+1", "both x");
	plan_free(plan);
}

static void only_matching_patterns_take_a_number(void **state)
{
	struct plan *plan = plan_load_good(USAGES
		"<voice-policy id='p' usages='a'/><voice-route id='us' usages='a' pattern='^\\+1\\d{10}$' priority='1'/>"
		"<voice-route id='gb' usages='a' pattern='^\\+44' priority='2'/><voice-route id='all' usages='a' pattern='.*' priority='3'/>"
		"<voice-route id='none' usages='a' priority='0'/>");

	(void)state;
	expect_taken(plan, "+14255550100", "us all");
	expect_taken(plan, "+442079460000", "gb all");
	expect_taken(plan, "911", "all");
	expect_taken(plan, "", "all");
	plan_free(plan);
}

static void a_policy_without_usages_takes_nothing(void **state)
{
	struct plan *plan = plan_load_good(
		USAGES "<voice-policy id='p'/><voice-route id='r' usages='a' pattern='.'/>");

	(void)state;
	expect_taken(plan, "+1", "");
	plan_free(plan);
}

static bool stop_at_once(struct run *run, const struct element *route, void *context)
{
	(void)run;
	(void)route;
	++*(int *)context;
	return false;
}

static void a_visit_can_be_stopped(void **state)
{
	struct plan *plan = plan_load_good(
		USAGES "<voice-policy id='p' usages='a'/><voice-route id='r' usages='a' pattern='.'/>"
		       "<voice-route id='s' usages='a' pattern='^\\+'/>");
	struct run *run = plan_run(plan);
	struct outbound outbound = outbound_make(run, plan_element(plan, "p"));
	int visits = 0;

	(void)state;
	outbound_visit(run, &outbound, str_of("+1"), stop_at_once, &visits);
	assert_int_equal(visits, 1);
	outbound_release(&outbound);
	plan_run_end(run);
	plan_free(plan);
}

/* The limit number-tests: what was not tried is not concluded from. */
static void tries_are_bounded(void **state)
{
	struct plan *plan = plan_load_good(
		USAGES "<voice-policy id='p' usages='a'/><voice-route id='r' usages='a' pattern='.'/>"
		       "<voice-route id='s' usages='a' pattern='^\\+'/>");
	struct run *run = plan_run(plan);
	struct outbound outbound = outbound_make(run, plan_element(plan, "p"));

	(void)state;
	run->number_tests_left = 1;
	outbound_take(run, &outbound, str_of("+1"));
	assert_true(run->ran_out_of_tests);
	assert_true(run->broken);
	outbound_release(&outbound);
	plan_run_end(run);
	plan_free(plan);
}

static void trunks_and_peers_are_listed_once(void **state)
{
	struct plan *plan = plan_load_good(USAGES
		"<site id='red' kind='central'><mediation-pool id='m' placement='stand-alone'/><gateway id='g' kind='sbc'/>"
		"<gateway id='h' kind='sbc'/></site>"
		"<trunk id='t1' mediation-pool='m' peer='h' transport='tcp'/><trunk id='t2' mediation-pool='m' peer='g' transport='tcp'/>"
		"<trunk id='t3' mediation-pool='m' peer='h' transport='tls'/>"
		"<voice-policy id='p' usages='a'/><voice-route id='r' usages='a' pattern='.' trunks='t2 t1'/>"
		"<voice-route id='s' usages='a' pattern='.' trunks='t1 t3'/>");
	struct run *run = plan_run(plan);
	struct outbound outbound = outbound_make(run, plan_element(plan, "p"));
	struct elements routes = outbound_take(run, &outbound, str_of("+1"));
	struct elements trunks = trunks_of_routes(run, &routes);
	struct elements peers = peers_of_trunks(run, &trunks);
	char example[PATTERN_EXAMPLE_LENGTH];

	(void)state;
	expect_list(plan, &trunks, "t2 t1 t3");
	expect_list(plan, &peers, "g h");
	assert_true(outbound_example(run, &outbound, 0, example));
	outbound_release(&outbound);
	plan_run_end(run);
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(usages_and_priorities_order_the_routes),
		cmocka_unit_test(a_route_is_tried_once),
		cmocka_unit_test(only_matching_patterns_take_a_number),
		cmocka_unit_test(a_policy_without_usages_takes_nothing),
		cmocka_unit_test(a_visit_can_be_stopped),
		cmocka_unit_test(tries_are_bounded),
		cmocka_unit_test(trunks_and_peers_are_listed_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
