/* SPDX-License-Identifier: MIT */
/*
 * Parts that calls to the PSTN cannot do without: plans small enough to see what a second way is.
 */
#include "topology_support.h"

#include "render/lifelines.h"

#define TWO_SERVERS(id) "<server id='" id "1'/><server id='" id "2'/>"
#define FRONT_END "<front-end-pool id='fe'>" TWO_SERVERS("f") "</front-end-pool>"
#define POOL(id) "<mediation-pool id='" id "' placement='stand-alone'>" TWO_SERVERS(id) "</mediation-pool>"
#define GATEWAY(id) "<gateway id='" id "' kind='pstn-gateway'/>"
#define PEOPLE "<users id='u' count='1' telephony='enterprise-voice' voice-policy='p'/>"
#define TRUNK(id, pool, peer) "<trunk id='" id "' mediation-pool='" pool "' peer='" peer "' transport='tls'/>"
#define ROUTE(id, pattern, trunks) \
	"<voice-route id='" id "' pattern='" pattern "' trunks='" trunks "' usages='us'/>"
#define POLICY "<pstn-usage id='us'/><voice-policy id='p' usages='us'/>"

/* Ids of parts in document order, separated by blanks. */
static void expect_lifelines(const char *body, const char *expected)
{
	struct plan *plan = plan_load(body);
	struct deployment deployment;
	struct lifelines lifelines;
	struct buf found = { 0 };

	assert_true(deployment_make(&deployment, &plan->topo));
	assert_true(lifelines_make(&lifelines, &deployment));
	for (uint32_t i = 0; i < lifelines.n; i++)
		buf_printf(&found, "%s%s", i > 0 ? " " : "",
			topo_id(&plan->topo, &plan->topo.element[lifelines.lifeline[i].part]));
	assert_string_equal(buf_text(&found), expected);
	buf_release(&found);
	lifelines_release(&lifelines);
	deployment_release(&deployment);
	plan_free(plan);
}

static void one_trunk_is_needed_with_its_peer(void **state)
{
	(void)state;
	expect_lifelines("<site id='s' kind='central'>" FRONT_END POOL("m") GATEWAY("g") PEOPLE
		"</site>" TRUNK("t", "m", "g") ROUTE("r", ".*", "t") POLICY,
		"g t");
}

static void two_trunks_to_one_peer_need_the_peer(void **state)
{
	(void)state;
	expect_lifelines("<site id='s' kind='central'>" FRONT_END POOL("m") POOL("n") GATEWAY("g") PEOPLE
		"</site>" TRUNK("t", "m", "g") TRUNK("v", "n", "g") ROUTE("r", ".*", "t v") POLICY,
		"g");
}

static void a_second_peer_is_a_second_way(void **state)
{
	(void)state;
	expect_lifelines("<site id='s' kind='central'>" FRONT_END POOL("m") GATEWAY("g") GATEWAY("h") PEOPLE
		"</site>" TRUNK("t", "m", "g") TRUNK("v", "m", "h") ROUTE("r", ".*", "t v") POLICY,
		"");
}

static void a_pool_of_one_server_is_needed(void **state)
{
	(void)state;
	expect_lifelines(
		"<site id='s' kind='central'>" FRONT_END
		"<mediation-pool id='m' placement='stand-alone'><server id='m1'/></mediation-pool>" GATEWAY(
			"g") GATEWAY("h") PEOPLE "</site>" TRUNK("t", "m", "g") TRUNK("v", "m", "h")
			ROUTE("r", ".*", "t v") POLICY,
		"m");
}

static void another_route_that_takes_the_number_is_a_second_way(void **state)
{
	(void)state;
	/* Calls to +1 may take either gateway, all others only the second. */
	expect_lifelines("<site id='s' kind='central'>" FRONT_END POOL("m") GATEWAY("g") GATEWAY("h") PEOPLE
		"</site>" TRUNK("t", "m", "g") TRUNK("v", "m", "h") ROUTE("r", "^\\+1\\d{10}$", "t")
			ROUTE("q", "^\\+\\d+$", "v") POLICY,
		"h v");
	expect_lifelines("<site id='s' kind='central'>" FRONT_END POOL("m") GATEWAY("g") GATEWAY("h") PEOPLE
		"</site>" TRUNK("t", "m", "g") TRUNK("v", "m", "h") ROUTE("r", "^\\+1\\d{10}$", "t")
			ROUTE("q", "^\\+4\\d+$", "v") POLICY,
		"g h t v");
}

static void a_registrar_of_one_server_without_backup_is_needed(void **state)
{
	(void)state;
	expect_lifelines("<site id='s' kind='central'><front-end-pool id='fe' edition='standard'/>" PEOPLE
			 "</site>" POLICY,
		"fe");
	expect_lifelines("<site id='s' kind='central'>"
			 "<front-end-pool id='fe' edition='standard' backup-pool='bk'/>"
			 "<users id='u' count='1' telephony='enterprise-voice' front-end-pool='fe'/></site>"
			 "<site id='t' kind='central'><front-end-pool id='bk' edition='standard'/></site>",
		"");
}

/* Two controllers behind one connection: what its tunnels share is needed. */
#define BEHIND_TUNNELS(tunnels) \
	"<provider id='v'><sbc id='g'/><sbc id='h'/><vpn-router id='v1' zone='provider'/>" \
	"<vpn-router id='v2' zone='provider'/></provider>" \
	"<site id='s' kind='central'>" FRONT_END POOL( \
		"m") "<vpn-router id='x' zone='perimeter'/>" PEOPLE \
		     "</site><connection id='c' kind='vpn' site='s' provider='v'>" tunnels "</connection>" \
		     "<trunk-defaults transport='tcp' connection='c'/>" \
		     "<trunk id='t' mediation-pool='m' peer='g'/><trunk id='w' mediation-pool='m' peer='h'/>" ROUTE( \
			     "r", ".*", "t w") POLICY
#define TUNNEL(id, far) "<tunnel id='" id "' enterprise-end='x' provider-end='" far "'/>"

static void what_all_tunnels_share_is_needed(void **state)
{
	(void)state;
	expect_lifelines(BEHIND_TUNNELS(TUNNEL("k", "v1")), "v1 x k");
	expect_lifelines(BEHIND_TUNNELS(TUNNEL("k", "v1") TUNNEL("l", "v2")), "x");
	expect_lifelines(BEHIND_TUNNELS(""), "c");
}

static void nobody_needs_nothing(void **state)
{
	(void)state;
	expect_lifelines("", "");
	expect_lifelines("<site id='s' kind='central'>" FRONT_END POOL("m")
				 GATEWAY("g") "</site>" TRUNK("t", "m", "g") ROUTE("r", ".*", "t") POLICY,
		"");
}

static void trunks_stand_in_the_order_of_trial(void **state)
{
	struct plan *plan = plan_load("<site id='s' kind='central'>" POOL("m") GATEWAY("g") "</site>" TRUNK(
		"a", "m", "g") TRUNK("b", "m", "g") TRUNK("c", "m",
		"g") "<pstn-usage id='us'/><pstn-usage id='later'/>"
		     "<voice-route id='last' pattern='.*' trunks='a b' usages='later' priority='0'/>"
		     "<voice-route id='second' pattern='.*' trunks='b' usages='us' priority='2'/>"
		     "<voice-route id='first' pattern='.*' trunks='c' usages='us' priority='1'/>"
		     "<voice-policy id='p' usages='us later'/>");
	struct patterns patterns = { 0 };
	struct policy_routes routes;
	struct ways ways;

	(void)state;
	assert_true(policy_routes_make(&routes, &plan->topo, topo_by_id(&plan->topo, "p")));
	assert_int_equal(routes.n, 3);
	assert_string_equal(topo_id(&plan->topo, routes.route[0]), "first");
	assert_string_equal(topo_id(&plan->topo, routes.route[2]), "last");
	assert_true(ways_of(&ways, &patterns, &routes, &plan->topo, routes.route[2]));
	assert_int_equal(ways.n, 3);
	assert_string_equal(topo_id(&plan->topo, ways.trunk[0]), "c");
	assert_string_equal(topo_id(&plan->topo, ways.trunk[1]), "b");
	assert_string_equal(topo_id(&plan->topo, ways.trunk[2]), "a");
	ways_release(&ways);
	policy_routes_release(&routes);
	patterns_release(&patterns);
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_trunk_is_needed_with_its_peer),
		cmocka_unit_test(two_trunks_to_one_peer_need_the_peer),
		cmocka_unit_test(a_second_peer_is_a_second_way),
		cmocka_unit_test(a_pool_of_one_server_is_needed),
		cmocka_unit_test(another_route_that_takes_the_number_is_a_second_way),
		cmocka_unit_test(a_registrar_of_one_server_without_backup_is_needed),
		cmocka_unit_test(what_all_tunnels_share_is_needed),
		cmocka_unit_test(nobody_needs_nothing),
		cmocka_unit_test(trunks_stand_in_the_order_of_trial),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
