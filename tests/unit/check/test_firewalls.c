/* SPDX-License-Identifier: MIT */
/*
 * What a firewall lets through, by the language: absent in a permit means any; with from or to that direction and its
 * replies, without both ways.
 */
#include "topology_support.h"

#include "check/firewalls.h"

#define HEAD \
	"<provider id='fab'><vpn-router id='b' external-ip='198.51.100.9'/></provider>" \
	"<site id='red' kind='central'><vpn-router id='a' external-ip='203.0.113.7'/><vpn-router id='c'/></site>"

static enum tri permitted(const char *permits, const char *wanted, const char *from, const char *to)
{
	char body[1024];
	struct plan *plan;
	struct run *run;
	struct protocol_ports ports;
	enum tri answer;

	snprintf(body, sizeof(body), HEAD "<firewall id='f' protects='a'>%s</firewall>", permits);
	plan = plan_load_good(body);
	run = plan_run(plan);
	assert_true(protocol_ports_parse(str_of(wanted), &ports));
	answer = firewall_permits(
		run, plan_element(plan, "f"), &ports, plan_element(plan, from), plan_element(plan, to));
	assert_int_equal(answer == TRI_UNKNOWN, run->n_missing > 0);
	plan_run_end(run);
	plan_free(plan);
	return answer;
}

static void protocols_and_ports_must_fit(void **state)
{
	static const struct {
		const char *permits, *wanted;
		enum tri expected;
	} rows[] = {
		{ "", "esp", TRI_FALSE },
		{ "<permit protocol='any'/>", "esp", TRI_TRUE },
		{ "<permit protocol='any'/>", "udp/500", TRI_TRUE },
		{ "<permit protocol='esp'/>", "esp", TRI_TRUE },
		{ "<permit protocol='esp'/>", "ah", TRI_FALSE },
		{ "<permit protocol='udp'/>", "udp/500", TRI_TRUE },
		{ "<permit protocol='tcp'/>", "udp/500", TRI_FALSE },
		{ "<permit protocol='udp' ports='500 4500'/>", "udp/4500", TRI_TRUE },
		{ "<permit protocol='udp' ports='500'/>", "udp/4500", TRI_FALSE },
		{ "<permit protocol='udp' ports='400-600'/>", "udp/500", TRI_TRUE },
		{ "<permit protocol='udp' ports='501-600'/>", "udp/500", TRI_FALSE },
		{ "<permit protocol='udp' ports='100-150'/>", "udp/100-200", TRI_FALSE },
		{ "<permit protocol='udp' ports='100-200'/>", "udp/100-200", TRI_TRUE },
		{ "<permit protocol='udp' ports='500'/><permit protocol='udp' ports='4500'/>", "udp/4500",
			TRI_TRUE },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (permitted(rows[i].permits, rows[i].wanted, "a", "b") != rows[i].expected)
			fail_msg("%s and %s", rows[i].permits, rows[i].wanted);
}

static void directions_are_kept_apart(void **state)
{
	(void)state;
	assert_int_equal(permitted("<permit protocol='esp' from='a'/>", "esp", "a", "b"), TRI_TRUE);
	assert_int_equal(permitted("<permit protocol='esp' from='a'/>", "esp", "b", "a"), TRI_FALSE);
	assert_int_equal(permitted("<permit protocol='esp' to='a'/>", "esp", "b", "a"), TRI_TRUE);
	assert_int_equal(permitted("<permit protocol='esp' from='a' to='b'/>", "esp", "a", "b"), TRI_TRUE);
	assert_int_equal(permitted("<permit protocol='esp' from='a' to='c'/>", "esp", "a", "b"), TRI_FALSE);
	assert_int_equal(permitted("<permit protocol='esp'/>", "esp", "b", "a"), TRI_TRUE);
}

/* What holds an element speaks for it; a prefix for the addresses in it. */
static void sides_may_be_larger(void **state)
{
	(void)state;
	assert_int_equal(
		permitted("<permit protocol='esp' to='203.0.113.0/24'/>", "esp", "b", "a"), TRI_TRUE);
	assert_int_equal(permitted("<permit protocol='esp' to='203.0.113.7'/>", "esp", "b", "a"), TRI_TRUE);
	assert_int_equal(permitted("<permit protocol='esp' to='203.0.113.8'/>", "esp", "b", "a"), TRI_FALSE);
	assert_int_equal(permitted("<permit protocol='esp' from='red'/>", "esp", "a", "b"), TRI_TRUE);
	assert_int_equal(permitted("<permit protocol='esp' from='fab'/>", "esp", "a", "b"), TRI_FALSE);
}

/* A permit for a prefix needs the address; it is not asked for where the answer does not turn on it. */
static void an_absent_address_is_unknown(void **state)
{
	(void)state;
	assert_int_equal(
		permitted("<permit protocol='esp' from='203.0.113.0/24'/>", "esp", "c", "b"), TRI_UNKNOWN);
	assert_int_equal(
		permitted("<permit protocol='ah' from='203.0.113.0/24'/>", "esp", "c", "b"), TRI_FALSE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(protocols_and_ports_must_fit),
		cmocka_unit_test(directions_are_kept_apart),
		cmocka_unit_test(sides_may_be_larger),
		cmocka_unit_test(an_absent_address_is_unknown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
