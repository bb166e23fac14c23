/* SPDX-License-Identifier: MIT */
/*
 * What holds for a trunk, by the language: its own attribute before trunk-defaults, the configuration of trunk
 * scope before the site's before the global one before the product's, TCP without SRTP, ports of pool and peer.
 */
#include "topology_support.h"

#include "model/trunks.h"

#define SITE \
	"<site id='red' kind='central'>" \
	"<mediation-pool id='med' placement='stand-alone' tcp-port='5068'/>" \
	"<mediation-pool id='bare' placement='stand-alone'/>" \
	"<survivable-branch-appliance id='sba'/>" \
	"<gateway id='g1' kind='sbc'/><gateway id='g2' kind='sbc' tls-port='6000'/></site>"

static int transport_of(const struct plan *plan, const char *id)
{
	struct trunk_fallback fallback = trunk_fallback_of(&plan->topo);

	return trunk_transport(&plan->topo, &fallback, plan_element(plan, id));
}

static int srtp_of(const struct plan *plan, const char *id)
{
	struct trunk_fallback fallback = trunk_fallback_of(&plan->topo);

	return trunk_srtp(&plan->topo, &fallback, plan_element(plan, id));
}

static void a_trunks_own_attribute_wins_over_the_defaults(void **state)
{
	struct plan *plan = plan_load_good(
		SITE "<trunk-defaults transport='tls' max-calls='9'/>"
		     "<trunk id='own' mediation-pool='med' peer='g1' transport='tcp'/>"
		     "<trunk id='inherits' mediation-pool='med' peer='g2'/>");
	struct trunk_fallback fallback = trunk_fallback_of(&plan->topo);
	const struct element *own = plan_element(plan, "own");
	const struct element *defaults = plan_nth(plan, K_TRUNK_DEFAULTS, 0);

	(void)state;
	assert_int_equal(transport_of(plan, "own"), TRANSPORT_TCP);
	assert_int_equal(transport_of(plan, "inherits"), TRANSPORT_TLS);
	assert_ptr_equal(trunk_holder(&plan->topo, &fallback, own, A_TRANSPORT), own);
	assert_ptr_equal(trunk_holder(&plan->topo, &fallback, own, A_MAX_CALLS), defaults);
	assert_ptr_equal(trunk_holder(&plan->topo, &fallback, own, A_CODECS), own);
	plan_free(plan);
}

static void without_defaults_the_trunk_holds_everything(void **state)
{
	struct plan *plan = plan_load(SITE "<trunk id='t' mediation-pool='med' peer='g1'/>");
	struct trunk_fallback fallback = trunk_fallback_of(&plan->topo);
	const struct element *trunk = plan_element(plan, "t");

	(void)state;
	assert_null(fallback.defaults);
	assert_null(fallback.global);
	assert_ptr_equal(trunk_holder(&plan->topo, &fallback, trunk, A_CODECS), trunk);
	assert_int_equal(transport_of(plan, "t"), -1);
	assert_int_equal(srtp_of(plan, "t"), -1);
	plan_free(plan);
}

/* A broken value of its own is not replaced by the default. */
static void a_broken_attribute_of_its_own_stays_unknown(void **state)
{
	struct plan *plan = plan_load(SITE "<trunk-defaults transport='tls'/>"
					   "<trunk id='t' mediation-pool='med' peer='g1' transport='sctp'/>");

	(void)state;
	plan_only(plan, "DOC006");
	assert_int_equal(transport_of(plan, "t"), -1);
	plan_free(plan);
}

static void the_nearest_configuration_is_in_effect(void **state)
{
	struct plan *plan = plan_load_good(SITE
		"<trunk-config scope='global' srtp='optional'/><trunk-config scope='site:red' name='site'/>"
		"<trunk-config scope='trunk:t1' name='trunk'/>"
		"<site id='blue' kind='central'><mediation-pool id='far' placement='stand-alone'/></site>"
		"<trunk id='t1' mediation-pool='med' peer='g1' transport='tls'/>"
		"<trunk id='t2' mediation-pool='med' peer='g2' transport='tls'/>"
		"<trunk id='t3' mediation-pool='far' peer='g2' transport='tls'/>");
	struct trunk_fallback fallback = trunk_fallback_of(&plan->topo);
	const struct topology *topo = &plan->topo;

	(void)state;
	assert_ptr_equal(
		trunk_config(topo, &fallback, plan_element(plan, "t1")), plan_nth(plan, K_TRUNK_CONFIG, 2));
	assert_ptr_equal(
		trunk_config(topo, &fallback, plan_element(plan, "t2")), plan_nth(plan, K_TRUNK_CONFIG, 1));
	assert_ptr_equal(
		trunk_config(topo, &fallback, plan_element(plan, "t3")), plan_nth(plan, K_TRUNK_CONFIG, 0));
	assert_ptr_equal(fallback.global, plan_nth(plan, K_TRUNK_CONFIG, 0));
	assert_int_equal(srtp_of(plan, "t3"), SRTP_OPTIONAL);
	assert_int_equal(srtp_of(plan, "t1"), SRTP_REQUIRED);
	plan_free(plan);
}

static void without_configuration_the_products_defaults_hold(void **state)
{
	struct plan *plan = plan_load_good(
		SITE "<trunk id='t' mediation-pool='med' peer='g1' transport='tls'/>");
	struct trunk_fallback fallback = trunk_fallback_of(&plan->topo);

	(void)state;
	assert_null(trunk_config(&plan->topo, &fallback, plan_element(plan, "t")));
	assert_int_equal(srtp_of(plan, "t"), SRTP_REQUIRED);
	assert_int_equal(trunk_setting(&plan->topo, NULL, A_MEDIA_BYPASS), TRI_FALSE);
	assert_int_equal(trunk_setting(&plan->topo, NULL, A_CONCENTRATED_TOPOLOGY), TRI_TRUE);
	assert_int_equal(trunk_setting(&plan->topo, NULL, A_REFER), TRI_TRUE);
	assert_int_equal(trunk_setting(&plan->topo, NULL, A_THIRD_PARTY_REFER), TRI_FALSE);
	assert_int_equal(trunk_setting(&plan->topo, NULL, A_FAST_FAILOVER), TRI_TRUE);
	assert_int_equal(trunk_setting(&plan->topo, NULL, A_SESSION_TIMER), TRI_FALSE);
	plan_free(plan);
}

static void settings_come_from_the_configuration(void **state)
{
	struct plan *plan = plan_load("<trunk-config scope='global' refer='false' rtp-latching='perhaps'/>");
	const struct element *config = plan_nth(plan, K_TRUNK_CONFIG, 0);

	(void)state;
	assert_int_equal(trunk_setting(&plan->topo, config, A_REFER), TRI_FALSE);
	assert_int_equal(trunk_setting(&plan->topo, config, A_FAST_FAILOVER), TRI_TRUE);
	assert_int_equal(trunk_setting(&plan->topo, config, A_RTP_LATCHING), TRI_UNKNOWN);
	plan_free(plan);
}

/* New-CsTrunkConfiguration: SRTP needs TLS, whatever the configuration says. */
static void tcp_has_no_srtp(void **state)
{
	struct plan *plan = plan_load_good(
		SITE "<trunk-config scope='global' srtp='required'/>"
		     "<trunk id='tcp' mediation-pool='med' peer='g1' transport='tcp'/>"
		     "<trunk id='tls' mediation-pool='med' peer='g2' transport='tls'/>");

	(void)state;
	assert_int_equal(srtp_of(plan, "tcp"), SRTP_NOT_SUPPORTED);
	assert_int_equal(srtp_of(plan, "tls"), SRTP_REQUIRED);
	plan_free(plan);
}

/* Language section 3: 5067 for TLS at a pool, TCP only where a port is given; at a peer 5067 and 5066. */
static void ports_of_pools_and_peers(void **state)
{
	struct plan *plan = plan_load_good(SITE);
	const struct topology *topo = &plan->topo;
	int64_t port = 0;

	(void)state;
	assert_true(pool_port(topo, plan_element(plan, "med"), TRANSPORT_TLS, &port) && port == 5067);
	assert_true(pool_port(topo, plan_element(plan, "med"), TRANSPORT_TCP, &port) && port == 5068);
	assert_false(pool_port(topo, plan_element(plan, "bare"), TRANSPORT_TCP, &port));
	assert_false(pool_port(topo, plan_element(plan, "med"), TRANSPORT_UDP, &port));
	assert_false(pool_port(topo, plan_element(plan, "med"), -1, &port));
	assert_true(peer_port(topo, plan_element(plan, "g1"), TRANSPORT_TLS, &port) && port == 5067);
	assert_true(peer_port(topo, plan_element(plan, "g1"), TRANSPORT_TCP, &port) && port == 5066);
	assert_true(peer_port(topo, plan_element(plan, "g2"), TRANSPORT_TLS, &port) && port == 6000);
	assert_false(peer_port(topo, plan_element(plan, "g1"), TRANSPORT_UDP, &port));
	plan_free(plan);
}

/* 5082 and 5081 when all its trunks end on a survivable branch appliance. */
static void a_branch_gateway_has_ports_of_its_own(void **state)
{
	struct plan *branch = plan_load_good(
		SITE "<trunk id='a' mediation-pool='sba' peer='g1' transport='tls'/>"
		     "<trunk id='b' mediation-pool='sba' peer='g2' transport='tls'/>");
	struct plan *mixed = plan_load_good(
		SITE "<trunk id='a' mediation-pool='sba' peer='g1' transport='tls'/>"
		     "<trunk id='b' mediation-pool='med' peer='g1' transport='tcp'/>");
	int64_t port = 0;

	(void)state;
	assert_true(
		peer_port(&branch->topo, plan_element(branch, "g1"), TRANSPORT_TLS, &port) && port == 5082);
	assert_true(
		peer_port(&branch->topo, plan_element(branch, "g1"), TRANSPORT_TCP, &port) && port == 5081);
	assert_true(
		peer_port(&branch->topo, plan_element(branch, "g2"), TRANSPORT_TLS, &port) && port == 6000);
	assert_true(
		peer_port(&branch->topo, plan_element(branch, "g2"), TRANSPORT_TCP, &port) && port == 5081);
	assert_true(peer_port(&mixed->topo, plan_element(mixed, "g1"), TRANSPORT_TLS, &port) && port == 5067);
	plan_free(branch);
	plan_free(mixed);
}

static void ports_of_a_trunk(void **state)
{
	struct plan *plan = plan_load_good(SITE
		"<trunk-defaults peer-port='7001'/>"
		"<trunk id='own' mediation-pool='med' peer='g1' transport='tls' mediation-port='7000' peer-port='7002'/>"
		"<trunk id='inherits' mediation-pool='med' peer='g1' transport='tcp'/>"
		"<trunk id='none' mediation-pool='bare' peer='g2' transport='tcp'/>");
	struct trunk_fallback fallback = trunk_fallback_of(&plan->topo);
	const struct topology *topo = &plan->topo;
	int64_t port = 0;

	(void)state;
	assert_true(trunk_mediation_port(topo, &fallback, plan_element(plan, "own"), &port) && port == 7000);
	assert_true(trunk_peer_port(topo, &fallback, plan_element(plan, "own"), &port) && port == 7002);
	assert_true(
		trunk_mediation_port(topo, &fallback, plan_element(plan, "inherits"), &port) && port == 5068);
	assert_true(trunk_peer_port(topo, &fallback, plan_element(plan, "inherits"), &port) && port == 7001);
	assert_false(trunk_mediation_port(topo, &fallback, plan_element(plan, "none"), &port));
	plan_free(plan);
}

static void expect_over(const struct plan *plan, const char *connection, const char *expected)
{
	struct trunk_fallback fallback = trunk_fallback_of(&plan->topo);
	struct trunk_walk walk = trunks_over(&plan->topo, &fallback, plan_element(plan, connection));
	const struct element *trunk;
	char met[64] = "";

	while ((trunk = trunk_walk_next(&walk)) != NULL) {
		strcat(met, topo_id(&plan->topo, trunk));
		strcat(met, " ");
	}
	assert_string_equal(met, expected);
	assert_null(trunk_walk_next(&walk));
}

static void trunks_over_a_connection_include_those_that_inherit_it(void **state)
{
	struct plan *plan = plan_load_good(SITE
		"<connection id='c1' kind='mpls'/><connection id='c2' kind='mpls'/><connection id='c3' kind='mpls'/>"
		"<trunk-defaults transport='tcp' connection='c1'/>"
		"<trunk id='t1' mediation-pool='med' peer='g1'/>"
		"<trunk id='t2' mediation-pool='med' peer='g1' connection='c2'/>"
		"<trunk id='t3' mediation-pool='med' peer='g2' connection='c1'/>"
		"<trunk id='t4' mediation-pool='med' peer='g2'/>");

	(void)state;
	expect_over(plan, "c1", "t3 t1 t4 ");
	expect_over(plan, "c2", "t2 ");
	expect_over(plan, "c3", "");
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_trunks_own_attribute_wins_over_the_defaults),
		cmocka_unit_test(without_defaults_the_trunk_holds_everything),
		cmocka_unit_test(a_broken_attribute_of_its_own_stays_unknown),
		cmocka_unit_test(the_nearest_configuration_is_in_effect),
		cmocka_unit_test(without_configuration_the_products_defaults_hold),
		cmocka_unit_test(settings_come_from_the_configuration),
		cmocka_unit_test(tcp_has_no_srtp),
		cmocka_unit_test(ports_of_pools_and_peers),
		cmocka_unit_test(a_branch_gateway_has_ports_of_its_own),
		cmocka_unit_test(ports_of_a_trunk),
		cmocka_unit_test(trunks_over_a_connection_include_those_that_inherit_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
