/* SPDX-License-Identifier: MIT */
/* Holds lists of ports and protocols against the notation of the topology language: 500, 49152-57500, udp/500, esp. */
#include "topology_support.h"

#include "model/ports.h"

static void port_ranges_have_the_ends_that_are_written(void **state)
{
	static const struct {
		const char *text;
		unsigned first, last;
	} cases[] = {
		{ "0", 0, 0 },
		{ "500", 500, 500 },
		{ "65535", 65535, 65535 },
		{ "49152-57500", 49152, 57500 },
		{ "5060-5060", 5060, 5060 },
		{ "0-65535", 0, 65535 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct port_range range;

		assert_true(port_range_parse(str_of(cases[i].text), &range));
		assert_int_equal(range.first, cases[i].first);
		assert_int_equal(range.last, cases[i].last);
	}
}

static void what_is_no_port_range_is_refused(void **state)
{
	static const char *const cases[] = {
		"",
		"-",
		"65536",
		"-5",
		"5-",
		"05",
		"1-65536",
		"20-10",
		"1-2-3",
		"+5",
		" 5",
		"5 ",
		"0x10",
		"http",
		"5,6",
		"1.5",
		"5--6",
		"99999999999999999999",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct port_range range;

		if (port_range_parse(str_of(cases[i]), &range))
			fail_msg("'%s' is accepted", cases[i]);
	}
}

static void protocols_have_ports_where_they_can(void **state)
{
	static const struct {
		const char *text;
		int protocol;
		unsigned first, last;
		const char *printed; /* NULL: the same */
	} cases[] = {
		{ "udp/500", PROTOCOL_UDP, 500, 500, NULL },
		{ "tcp/5060-5061", PROTOCOL_TCP, 5060, 5061, NULL },
		{ "tcp", PROTOCOL_TCP, 0, 65535, NULL },
		{ "udp", PROTOCOL_UDP, 0, 65535, NULL },
		{ "udp/0-65535", PROTOCOL_UDP, 0, 65535, "udp" },
		{ "esp", PROTOCOL_ESP, 0, 65535, NULL },
		{ "ah", PROTOCOL_AH, 0, 65535, NULL },
		{ "gre", PROTOCOL_GRE, 0, 65535, NULL },
		{ "any", PROTOCOL_ANY, 0, 65535, NULL },
		{ "tcp/7-7", PROTOCOL_TCP, 7, 7, "tcp/7" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct protocol_ports wanted;
		char text[32];

		assert_true(protocol_ports_parse(str_of(cases[i].text), &wanted));
		assert_int_equal(wanted.protocol, cases[i].protocol);
		assert_int_equal(wanted.ports.first, cases[i].first);
		assert_int_equal(wanted.ports.last, cases[i].last);
		protocol_ports_text(&wanted, text, sizeof(text));
		assert_string_equal(text, cases[i].printed != NULL ? cases[i].printed : cases[i].text);
	}
}

static void what_is_no_protocol_is_refused(void **state)
{
	static const char *const cases[] = { "", "/", "500", "UDP/500", "udp/", "udp/x", "esp/500", "gre/1",
		"any/1", "icmp", "udp/500/1", "udp:500", "udp/2-1", "/500", "udp/65536" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct protocol_ports wanted;

		if (protocol_ports_parse(str_of(cases[i]), &wanted))
			fail_msg("'%s' is accepted", cases[i]);
	}
}

static void a_refused_text_leaves_the_result_alone(void **state)
{
	struct port_range range = { 1, 2 };
	struct protocol_ports wanted = { PROTOCOL_ESP, { 3, 4 } };

	(void)state;
	assert_false(port_range_parse(str_of("x"), &range));
	assert_int_equal(range.first, 1);
	assert_false(protocol_ports_parse(str_of("udp/x"), &wanted));
	assert_int_equal(wanted.protocol, PROTOCOL_ESP);
}

static void a_protocol_stays_in_its_room(void **state)
{
	struct protocol_ports wanted = { PROTOCOL_UDP, { 49152, 57500 } };
	char text[8];

	(void)state;
	memset(text, 'x', sizeof(text));
	protocol_ports_text(&wanted, text, 6);
	assert_string_equal(text, "udp/4");
	assert_int_equal(text[6], 'x');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(port_ranges_have_the_ends_that_are_written),
		cmocka_unit_test(what_is_no_port_range_is_refused),
		cmocka_unit_test(protocols_have_ports_where_they_can),
		cmocka_unit_test(what_is_no_protocol_is_refused),
		cmocka_unit_test(a_refused_text_leaves_the_result_alone),
		cmocka_unit_test(a_protocol_stays_in_its_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
