/* SPDX-License-Identifier: MIT */
/*
 * Whether a VPN end lets anything but the Mediation Servers be reached. Two servers, 10.0.0.2 and 10.0.0.3 towards the
 * gateways: together they are 10.0.0.2/31, and no wider prefix is theirs alone.
 */
#include "topology_support.h"

#include "check/isolation.h"

#define SERVER(id, ip) \
	"<server id='" id "'><interface id='" id "-in' side='internal' ip='192.168.0.2/24'/>" \
	"<interface id='" id "-out' side='external' " ip "/></server>"

static struct plan *load(const char *restricted, const char *forwards, const char *second_ip)
{
	char body[4096];

	snprintf(body, sizeof(body),
		"<provider id='fab'><sbc id='s'/><vpn-router id='far'/></provider>"
		"<site id='red' kind='central'><vpn-router id='near' %s>%s</vpn-router>"
		"<mediation-pool id='m' placement='stand-alone'>" SERVER("a", "ip='10.0.0.2/24'") SERVER("b",
			"%s") "</mediation-pool>"
			      "<mediation-pool id='other' placement='stand-alone'>" SERVER("c",
				      "ip='10.0.0.4/24'") "</mediation-pool></site>"
							  "<connection id='vpn' kind='vpn'><tunnel id='tun' enterprise-end='near' provider-end='far'/></connection>"
							  "<trunk id='t' mediation-pool='m' peer='s' transport='tcp' connection='vpn'/>",
		restricted, forwards, second_ip);
	return plan_load_good(body);
}

#define TO(target) "<forward to='" target "'/>"
#define SECOND "ip='10.0.0.3/24'"

static enum tri isolated(const char *restricted, const char *forwards, const char *second_ip)
{
	struct plan *plan = load(restricted, forwards, second_ip);
	struct run *run = plan_run(plan);
	enum tri answer = is_isolated(run, plan_element(plan, "near"));

	assert_true(answer != TRI_UNKNOWN || run->n_missing > 0);
	plan_run_end(run);
	plan_free(plan);
	return answer;
}

static void what_a_forward_may_name(void **state)
{
	static const struct {
		const char *forward;
		enum tri expected;
	} rows[] = {
		{ TO("m"), TRI_TRUE },
		{ TO("a"), TRI_TRUE },
		{ TO("a-out"), TRI_TRUE },
		{ TO("a-in"), TRI_FALSE }, /* the side of the company */
		{ TO("c"), TRI_FALSE },    /* a server of another pool, on no trunk through the tunnel */
		{ TO("other"), TRI_FALSE },
		{ TO("10.0.0.2"), TRI_TRUE },
		{ TO("10.0.0.2/32"), TRI_TRUE },
		{ TO("10.0.0.2/31"), TRI_TRUE },  /* .2 and .3, both ours */
		{ TO("10.0.0.0/31"), TRI_FALSE }, /* .0 and .1 */
		{ TO("10.0.0.0/30"), TRI_FALSE }, /* .0 to .3 */
		{ TO("10.0.0.4"), TRI_FALSE },
		{ TO("192.168.0.2"), TRI_FALSE }, /* our server's, but not on the gateways' side */
		{ TO("0.0.0.0/0"), TRI_FALSE },
		{ TO("2001:db8::/64"), TRI_FALSE },
		{ TO("a-out") TO("b-out"), TRI_TRUE },
		{ TO("a-out") TO("10.0.0.0/24"), TRI_FALSE },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (isolated("restricted='true'", rows[i].forward, SECOND) != rows[i].expected)
			fail_msg("%s", rows[i].forward);
}

/* An address that nobody wrote may be the one, where there is room for it. */
static void an_absent_address_may_decide(void **state)
{
	(void)state;
	assert_int_equal(isolated("restricted='true'", TO("10.0.0.2"), ""), TRI_TRUE);
	assert_int_equal(isolated("restricted='true'", TO("10.0.0.3"), ""), TRI_UNKNOWN);
	assert_int_equal(isolated("restricted='true'", TO("10.0.0.2/31"), ""), TRI_UNKNOWN);
	assert_int_equal(isolated("restricted='true'", TO("10.0.0.0/30"), ""), TRI_FALSE);
}

static void what_is_said_of_the_end_counts(void **state)
{
	(void)state;
	assert_int_equal(isolated("restricted='false'", TO("m"), SECOND), TRI_FALSE);
	assert_int_equal(isolated("restricted='true'", "", SECOND), TRI_TRUE);
	assert_int_equal(isolated("", "", SECOND), TRI_UNKNOWN);
	assert_int_equal(isolated("", TO("m"), SECOND), TRI_TRUE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_forward_may_name),
		cmocka_unit_test(an_absent_address_may_decide),
		cmocka_unit_test(what_is_said_of_the_end_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
