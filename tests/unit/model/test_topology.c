/* SPDX-License-Identifier: MIT */
/*
 * The getters by the principles of the language: absent is unknown and never a default that hides it, documented
 * defaults count as known, a value that could not be understood is neither.
 */
#include "topology_support.h"

static const char attributes[] =
	"<site id='red' kind='central' size='mid' dns='true' wan-resilient='maybe'>"
	"<gateway id='g1' kind='sbc' ip='192.0.2.9' channels='0' cost='0.5' srtp='none' features='refer  replaces'/>"
	"<gateway id='g2' kind='sbc' cost='' tls-port='70000' ip='nowhere'/>"
	"<vlan id='v' members='g1 g2 g1'/>"
	"<users id='u' count='5' telephony='both' name='A &lt; B&#33;'/></site>"
	"<trunk-config scope='site:red'/><trunk-config scope='global'/><trunk-config scope='trunk:none'/>"
	"<voice-policy id='vp'/><voice-policy id='vp2' scope='site:red'/>"
	"<trunk-defaults transport='tcp' codecs='g711u g729'/><trunk-defaults codecs=''/>";

static void booleans_are_true_false_or_unknown(void **state)
{
	struct plan *plan = plan_load(attributes);
	const struct element *site = plan_element(plan, "red");

	(void)state;
	assert_int_equal(topo_bool(&plan->topo, site, A_DNS), TRI_TRUE);
	assert_int_equal(topo_bool(&plan->topo, site, A_DHCP), TRI_UNKNOWN);
	assert_int_equal(topo_bool(&plan->topo, site, A_WAN_RESILIENT), TRI_UNKNOWN);
	assert_int_equal(topo_state(&plan->topo, site, A_DNS), STATE_KNOWN);
	assert_int_equal(topo_state(&plan->topo, site, A_DHCP), STATE_ABSENT);
	assert_int_equal(topo_state(&plan->topo, site, A_WAN_RESILIENT), STATE_BROKEN);
	plan_free(plan);
}

static void documented_defaults_count_as_known(void **state)
{
	struct plan *plan = plan_load(attributes);
	const struct element *config = plan_nth(plan, K_TRUNK_CONFIG, 1);
	int64_t number;

	(void)state;
	assert_int_equal(topo_state(&plan->topo, config, A_REFER), STATE_DEFAULT);
	assert_int_equal(topo_bool(&plan->topo, config, A_REFER), TRI_TRUE);
	assert_int_equal(topo_bool(&plan->topo, config, A_MEDIA_BYPASS), TRI_FALSE);
	assert_int_equal(topo_choice(&plan->topo, config, A_SRTP), SRTP_REQUIRED);
	assert_true(topo_int(&plan->topo, config, A_MAX_EARLY_DIALOGS, &number));
	assert_int_equal(number, 20);
	assert_true(topo_int(&plan->topo, plan_element(plan, "g1"), A_TCP_PORT, &number));
	assert_int_equal(number, 5066);
	plan_free(plan);
}

static void numbers_keep_zero_apart_from_nothing(void **state)
{
	struct plan *plan = plan_load(attributes);
	const struct element *g1 = plan_element(plan, "g1");
	const struct element *g2 = plan_element(plan, "g2");
	int64_t number = 77;
	double decimal = 77;

	(void)state;
	assert_true(topo_int(&plan->topo, g1, A_CHANNELS, &number));
	assert_int_equal(number, 0);
	number = 77;
	assert_false(topo_int(&plan->topo, g2, A_CHANNELS, &number));
	assert_false(topo_int(&plan->topo, g2, A_TLS_PORT, &number));
	assert_int_equal(number, 77);
	assert_true(topo_decimal(&plan->topo, g1, A_COST, &decimal));
	assert_true(decimal > 0.4999 && decimal < 0.5001);
	assert_false(topo_decimal(&plan->topo, g2, A_COST, &decimal));
	assert_false(topo_decimal(&plan->topo, plan_element(plan, "vp"), A_COST, &decimal));
	plan_free(plan);
}

static void choices_are_numbers_of_their_list(void **state)
{
	struct plan *plan = plan_load(attributes);
	const struct element *first = plan_nth(plan, K_TRUNK_DEFAULTS, 0);
	const struct element *second = plan_nth(plan, K_TRUNK_DEFAULTS, 1);
	uint32_t set = 99;

	(void)state;
	assert_int_equal(topo_choice(&plan->topo, plan_element(plan, "red"), A_SIZE), SIZE_MID);
	assert_int_equal(topo_choice(&plan->topo, plan_element(plan, "red"), A_DEPLOYMENT), -1);
	assert_int_equal(topo_choice(&plan->topo, first, A_TRANSPORT), TRANSPORT_TCP);
	assert_true(topo_choice_set(&plan->topo, first, A_CODECS, &set));
	assert_int_equal(set, BIT(CODEC_G711U) | BIT(CODEC_G729));
	assert_true(topo_choice_set(&plan->topo, second, A_CODECS, &set));
	assert_int_equal(set, 0);
	assert_false(topo_choice_set(&plan->topo, plan_element(plan, "vp"), A_CODECS, &set));
	plan_free(plan);
}

static void texts_come_decoded(void **state)
{
	struct plan *plan = plan_load(attributes);
	const struct element *users = plan_element(plan, "u");

	(void)state;
	assert_str_is(topo_text(&plan->topo, users, A_NAME), "A < B!");
	assert_str_is(topo_text(&plan->topo, plan_element(plan, "g1"), A_FEATURES), "refer  replaces");
	assert_int_equal(topo_text(&plan->topo, users, A_SUBNET).length, 0);
	assert_int_equal(topo_text(&plan->topo, plan_element(plan, "g2"), A_IP).length, 0);
	plan_free(plan);
}

static void addresses_are_read(void **state)
{
	struct plan *plan = plan_load(attributes);
	struct address address;

	(void)state;
	assert_true(topo_address(&plan->topo, plan_element(plan, "g1"), A_IP, &address));
	assert_int_equal(address.bytes[3], 9);
	assert_false(topo_address(&plan->topo, plan_element(plan, "g2"), A_IP, &address));
	assert_false(topo_address(&plan->topo, plan_element(plan, "g1"), A_MEDIA_IP, &address));
	plan_free(plan);
}

static void scopes_name_their_form(void **state)
{
	struct plan *plan = plan_load(attributes);
	const struct element *by_site = plan_nth(plan, K_TRUNK_CONFIG, 0);
	const struct element *global = plan_nth(plan, K_TRUNK_CONFIG, 1);
	const struct element *broken = plan_nth(plan, K_TRUNK_CONFIG, 2);

	(void)state;
	assert_int_equal(topo_scope(&plan->topo, by_site, A_SCOPE), SCOPE_SITE);
	assert_ptr_equal(topo_ref(&plan->topo, by_site, A_SCOPE), plan_element(plan, "red"));
	assert_int_equal(topo_scope(&plan->topo, global, A_SCOPE), SCOPE_GLOBAL);
	assert_null(topo_ref(&plan->topo, global, A_SCOPE));
	assert_int_equal(topo_scope(&plan->topo, broken, A_SCOPE), 0);
	assert_null(topo_ref(&plan->topo, broken, A_SCOPE));
	assert_int_equal(topo_scope(&plan->topo, plan_element(plan, "vp"), A_SCOPE), SCOPE_USER);
	assert_int_equal(topo_scope(&plan->topo, plan_element(plan, "vp2"), A_SCOPE), SCOPE_SITE);
	plan_free(plan);
}

static void lists_keep_their_order(void **state)
{
	struct plan *plan = plan_load(
		"<pstn-usage id='a'/><pstn-usage id='b'/><voice-policy id='p' usages='b a'/>"
		"<voice-policy id='q' usages='b gone a'/><voice-policy id='r'/><voice-policy id='s' usages=''/>");
	struct refs both = topo_refs(&plan->topo, plan_element(plan, "p"), A_USAGES);
	struct refs broken = topo_refs(&plan->topo, plan_element(plan, "q"), A_USAGES);

	(void)state;
	assert_int_equal(both.n, 2);
	assert_ptr_equal(refs_nth(both, 0), plan_element(plan, "b"));
	assert_ptr_equal(refs_nth(both, 1), plan_element(plan, "a"));
	assert_true(refs_hold(both, plan_element(plan, "a")));
	assert_false(refs_hold(both, plan_element(plan, "p")));
	assert_int_equal(broken.n, 2);
	assert_ptr_equal(refs_nth(broken, 1), plan_element(plan, "a"));
	assert_int_equal(topo_state(&plan->topo, plan_element(plan, "q"), A_USAGES), STATE_BROKEN);
	assert_int_equal(topo_refs(&plan->topo, plan_element(plan, "r"), A_USAGES).n, 0);
	assert_int_equal(topo_refs(&plan->topo, plan_element(plan, "s"), A_USAGES).n, 0);
	assert_int_equal(topo_state(&plan->topo, plan_element(plan, "s"), A_USAGES), STATE_KNOWN);
	plan_free(plan);
}

static void elements_know_what_they_stand_in(void **state)
{
	struct plan *plan = plan_load(attributes);
	const struct element *g1 = plan_element(plan, "g1");
	const struct element *site = plan_element(plan, "red");
	const struct element *root = plan_nth(plan, K_TOPOLOGY, 0);

	(void)state;
	assert_ptr_equal(topo_parent(&plan->topo, g1), site);
	assert_ptr_equal(topo_parent(&plan->topo, site), root);
	assert_null(topo_parent(&plan->topo, root));
	assert_ptr_equal(topo_within(&plan->topo, g1, BIT(K_GATEWAY)), g1);
	assert_ptr_equal(topo_within(&plan->topo, g1, BIT(K_SITE) | BIT(K_PROVIDER)), site);
	assert_null(topo_within(&plan->topo, g1, BIT(K_PROVIDER)));
	plan_free(plan);
}

static void elements_are_found_by_kind_and_id(void **state)
{
	struct plan *plan = plan_load(
		"<pstn-usage id='a'/><pstn-usage id='a' name='second'/><pstn-usage id='b'/>");

	(void)state;
	assert_int_equal(topo_count(&plan->topo, K_PSTN_USAGE), 2);
	assert_int_equal(topo_count(&plan->topo, K_TRUNK), 0);
	assert_string_equal(topo_id(&plan->topo, topo_nth(&plan->topo, K_PSTN_USAGE, 0)), "a");
	assert_string_equal(topo_id(&plan->topo, topo_nth(&plan->topo, K_PSTN_USAGE, 1)), "b");
	assert_int_equal(topo_text(&plan->topo, plan_element(plan, "a"), A_NAME).length, 0);
	assert_null(topo_by_id(&plan->topo, "c"));
	assert_null(topo_by_id(&plan->topo, ""));
	assert_string_equal(topo_id(&plan->topo, plan_nth(plan, K_TOPOLOGY, 0)), "");
	plan_free(plan);
}

/* An id is not kept as a value, but its state is asked for like any other's. */
static void the_id_has_a_state_too(void **state)
{
	struct plan *plan = plan_load("<pstn-usage id='a'/><pstn-usage/><pstn-usage id='9 9'/>");

	(void)state;
	assert_int_equal(topo_state(&plan->topo, plan_nth(plan, K_PSTN_USAGE, 0), A_ID), STATE_KNOWN);
	assert_int_equal(topo_state(&plan->topo, plan_nth(plan, K_PSTN_USAGE, 1), A_ID), STATE_BROKEN);
	assert_int_equal(topo_state(&plan->topo, plan_nth(plan, K_PSTN_USAGE, 2), A_ID), STATE_BROKEN);
	plan_free(plan);
}

static void an_empty_topology_holds_nothing(void **state)
{
	struct topology topo = { 0 };

	(void)state;
	assert_int_equal(topo_count(&topo, K_SITE), 0);
	assert_null(topo_by_id(&topo, "a"));
	topology_release(&topo);
	topology_release(&topo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(booleans_are_true_false_or_unknown),
		cmocka_unit_test(documented_defaults_count_as_known),
		cmocka_unit_test(numbers_keep_zero_apart_from_nothing),
		cmocka_unit_test(choices_are_numbers_of_their_list),
		cmocka_unit_test(texts_come_decoded),
		cmocka_unit_test(addresses_are_read),
		cmocka_unit_test(scopes_name_their_form),
		cmocka_unit_test(lists_keep_their_order),
		cmocka_unit_test(elements_know_what_they_stand_in),
		cmocka_unit_test(elements_are_found_by_kind_and_id),
		cmocka_unit_test(the_id_has_a_state_too),
		cmocka_unit_test(an_empty_topology_holds_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
