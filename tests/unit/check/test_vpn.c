/* SPDX-License-Identifier: MIT */
/*
 * What rules about VPNs find out: which trunks run through which tunnels to which ends.
 */
#include "topology_support.h"

#include "check/vpn.h"

static const char body[] =
	"<provider id='fab'><sbc id='s'/><vpn-router id='far'/></provider>"
	"<site id='red' kind='central'><vpn-router id='near'/><vpn-router id='idle'/>"
	"<mediation-pool id='m1' placement='stand-alone'><server id='sv'>"
	"<interface id='in' side='internal'/><interface id='out' side='external'/></server></mediation-pool>"
	"<mediation-pool id='m2' placement='stand-alone'><server id='plain'><interface id='only' side='internal'/></server>"
	"<server id='bare'/></mediation-pool></site>"
	"<connection id='vpn' kind='vpn'><tunnel id='tun' enterprise-end='near' provider-end='far'/></connection>"
	"<connection id='tunnelled' kind='internet'><tunnel id='tun2' enterprise-end='near' provider-end='far'/></connection>"
	"<connection id='mpls' kind='mpls'/>"
	"<trunk-defaults transport='tcp' connection='vpn'/>"
	"<trunk id='t1' mediation-pool='m1' peer='s'/>"
	"<trunk id='t2' mediation-pool='m2' peer='s' connection='mpls'/>"
	"<trunk id='t3' mediation-pool='m1' peer='s' connection='tunnelled'/>";

static void connections_of_kind_vpn_or_with_tunnels(void **state)
{
	struct plan *plan = plan_load_good(body);
	struct run *run = plan_run(plan);

	(void)state;
	assert_true(is_vpn(run, plan_element(plan, "vpn")));
	assert_true(is_vpn(run, plan_element(plan, "tunnelled")));
	assert_false(is_vpn(run, plan_element(plan, "mpls")));
	assert_ptr_equal(vpn_of_trunk(run, plan_element(plan, "t1")), plan_element(plan, "vpn"));
	assert_null(vpn_of_trunk(run, plan_element(plan, "t2")));
	assert_ptr_equal(vpn_of_trunk(run, plan_element(plan, "t3")), plan_element(plan, "tunnelled"));
	plan_run_end(run);
	plan_free(plan);
}

static void pools_stand_behind_the_end_of_their_tunnel(void **state)
{
	struct plan *plan = plan_load_good(body);
	struct run *run = plan_run(plan);
	struct elements tunnels = tunnels_of_enterprise_end(run, plan_element(plan, "near"));
	struct elements pools = pools_behind(run, plan_element(plan, "near"));

	(void)state;
	assert_int_equal(tunnels.n, 2);
	assert_ptr_equal(tunnels.at[0], plan_element(plan, "tun"));
	assert_int_equal(pools.n, 1);
	assert_ptr_equal(pools.at[0], plan_element(plan, "m1"));
	assert_int_equal(pools_behind(run, plan_element(plan, "idle")).n, 0);
	assert_int_equal(tunnels_of_enterprise_end(run, plan_element(plan, "far")).n, 0);
	plan_run_end(run);
	plan_free(plan);
}

/* The external interfaces, or all where none is. */
static void servers_talk_to_gateways_through_their_outer_side(void **state)
{
	struct plan *plan = plan_load_good(body);
	struct run *run = plan_run(plan);
	struct elements outer = gateway_side(run, plan_element(plan, "sv"));
	struct elements all = gateway_side(run, plan_element(plan, "plain"));

	(void)state;
	assert_int_equal(outer.n, 1);
	assert_ptr_equal(outer.at[0], plan_element(plan, "out"));
	assert_int_equal(all.n, 1);
	assert_ptr_equal(all.at[0], plan_element(plan, "only"));
	assert_int_equal(gateway_side(run, plan_element(plan, "bare")).n, 0);
	plan_run_end(run);
	plan_free(plan);
}

static void no_end_described_is_unknown(void **state)
{
	struct plan *with = plan_load_good(body);
	struct plan *without = plan_load_good(
		"<connection id='vpn' kind='vpn'/><connection id='lan' kind='lan'/>");
	struct run *run = plan_run(with);

	(void)state;
	assert_int_equal(judge_without_ends(run, plan_element(with, "vpn")), NOT_APPLICABLE);
	plan_run_end(run);
	run = plan_run(without);
	assert_int_equal(judge_without_ends(run, plan_element(without, "lan")), NOT_APPLICABLE);
	assert_int_equal(judge_without_ends(run, plan_element(without, "vpn")), UNKNOWN);
	assert_int_equal(without->findings.n_unknown, 1);
	plan_run_end(run);
	plan_free(with);
	plan_free(without);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(connections_of_kind_vpn_or_with_tunnels),
		cmocka_unit_test(pools_stand_behind_the_end_of_their_tunnel),
		cmocka_unit_test(servers_talk_to_gateways_through_their_outer_side),
		cmocka_unit_test(no_end_described_is_unknown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
