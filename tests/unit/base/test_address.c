/* SPDX-License-Identifier: MIT */
/*
 * Texts are held to RFC 6943 3.1.1 and RFC 4291 2.2. Special blocks are those of the two IANA special-purpose
 * registries (as of 2025-10-09) and the multicast registries: both edges of each block are tried, and the
 * addresses just outside, worked out by hand.
 */
#include "base/address.h"
#include "support.h"

static struct address parsed(const char *text)
{
	struct address address;

	if (!address_parse_prefix(str_of(text), &address))
		fail_msg("'%s' is refused", text);
	return address;
}

static void reads_four_decimal_parts(void **state)
{
	struct address address = parsed("192.0.2.10");
	static const uint8_t expected[16] = { 192, 0, 2, 10 };

	(void)state;
	assert_memory_equal(address.bytes, expected, sizeof(expected));
	assert_int_equal(address.bits, 32);
	assert_int_equal(address.prefix, 32);
	assert_false(address.has_prefix);
}

static void refuses_other_ways_to_write_ipv4(void **state)
{
	static const char *const wrong[] = { "", " ", "1", "1.2", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3",
		"1..2.3", "01.2.3.4", "1.2.3.04", "1.2.3.00", "256.1.1.1", "1.2.3.256", "0x7f.0.0.1",
		"1.2.3.4 ", " 1.2.3.4", "1.2.3.-4", "+1.2.3.4", "1.2.3.4:5060", "1.2.3.4%eth0", "2130706433",
		"1,2.3.4", "1.2.3.1000", "a.b.c.d", "1.2.3.4/24" };
	struct address address;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
		if (address_parse(str_of(wrong[i]), &address))
			fail_msg("'%s' is taken", wrong[i]);
}

static void refuses_a_nul_inside(void **state)
{
	struct address address;

	(void)state;
	assert_false(address_parse(STR("1.2.3.4\0"), &address));
	assert_false(address_parse(STR("::1\0"), &address));
	assert_false(address_parse_prefix(STR("10.0.0.0/8\0"), &address));
}

static void reads_every_form_of_ipv6(void **state)
{
	static const struct {
		const char *text;
		uint8_t bytes[16];
	} forms[] = {
		{ "::", { 0 } },
		{ "::1", { [15] = 1 } },
		{ "2001:db8::1", { 0x20, 0x01, 0x0d, 0xb8, [15] = 1 } },
		{ "2001:DB8:0:0:0:0:0:1", { 0x20, 0x01, 0x0d, 0xb8, [15] = 1 } },
		{ "2001:0db8:0000:0000:0008:0800:200c:417a",
			{ 0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 8, 8, 0, 0x20, 0x0c, 0x41, 0x7a } },
		{ "::13.1.68.3", { [12] = 13, 1, 68, 3 } },
		{ "::ffff:129.144.52.38", { [10] = 0xff, 0xff, 129, 144, 52, 38 } },
		{ "fe80::", { 0xfe, 0x80 } },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
		struct address address = parsed(forms[i].text);

		assert_memory_equal(address.bytes, forms[i].bytes, 16);
		assert_int_equal(address.bits, 128);
	}
}

static void refuses_what_is_no_ipv6(void **state)
{
	static const char *const wrong[] = { ":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
		"12345::", "g::1", "[::1]", "::1%eth0", "::1 ", " ::1", "::1.2.3", "::256.1.1.1",
		"1:2:3:4:5:6:7:", ":1:2:3:4:5:6:7", "2001:db8::1/64", "1.2.3.4::", "::1.2.3.4:5" };
	struct address address;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
		if (address_parse(str_of(wrong[i]), &address))
			fail_msg("'%s' is taken", wrong[i]);
}

/* The longest text there is fits, one byte more does not, and nothing behind it is read. */
static void reads_no_further_than_its_text(void **state)
{
	static const char longest[] = "abcd:ef01:2345:6789:abcd:ef01:255.255.255.255";
	struct str copy = exact_copy(str_of(longest));
	struct str longer = exact_copy(STR("abcd:ef01:2345:6789:abcd:ef01:255.255.255.2555"));
	struct str cut = exact_copy((struct str){ "10.0.0.1234", 8 });
	struct address address;

	(void)state;
	assert_true(address_parse(copy, &address));
	assert_int_equal(address.bytes[15], 255);
	assert_false(address_parse(longer, &address));
	assert_true(address_parse(cut, &address));
	assert_int_equal(address.bytes[3], 1);
	drop_copy(copy);
	drop_copy(longer);
	drop_copy(cut);
}

static void reads_a_prefix_length(void **state)
{
	struct address host = parsed("172.16.9.2/29");
	struct address all = parsed("::/0");
	struct address one = parsed("::1/128");

	(void)state;
	assert_true(host.has_prefix);
	assert_int_equal(host.prefix, 29);
	assert_int_equal(host.bytes[3], 2);
	assert_true(all.has_prefix);
	assert_int_equal(all.prefix, 0);
	assert_int_equal(one.prefix, 128);
	assert_false(parsed("172.16.9.2").has_prefix);
}

static void refuses_wrong_prefix_lengths(void **state)
{
	static const char *const wrong[] = { "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/08", "10.0.0.0/ 8",
		"10.0.0.0/8 ", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8", "10.0.0.0/255.0.0.0", "/8",
		"::/129", "::/", "10/8", "10.0.0.0/4294967304", "::/18446744073709551744" };
	struct address address;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
		if (address_parse_prefix(str_of(wrong[i]), &address))
			fail_msg("'%s' is taken", wrong[i]);
}

static void nothing_is_no_address(void **state)
{
	struct address address;

	(void)state;
	assert_false(address_parse((struct str){ NULL, 0 }, &address));
	assert_false(address_parse_prefix((struct str){ NULL, 0 }, &address));
}

static void equality_leaves_prefix_lengths_out(void **state)
{
	struct address a = parsed("10.1.2.3/8");
	struct address b = parsed("10.1.2.3");
	struct address c = parsed("10.1.2.4");
	struct address v4 = parsed("0.0.0.0");
	struct address v6 = parsed("::");
	struct address expanded = parsed("0:0:0:0:0:0:0:0");

	(void)state;
	assert_true(address_equal(&a, &b));
	assert_false(address_equal(&b, &c));
	assert_false(address_equal(&v4, &v6));
	assert_true(address_equal(&v6, &expanded));
}

static void contains_by_the_bits_of_the_prefix(void **state)
{
	static const struct {
		const char *outer, *inner;
		bool expected;
	} pairs[] = {
		{ "10.0.0.0/8", "10.255.255.255", true },
		{ "10.0.0.0/8", "11.0.0.0", false },
		{ "10.0.0.0/8", "10.0.0.0/8", true },
		{ "10.0.0.0/8", "10.0.0.0/7", false },
		{ "10.9.9.9/8", "10.0.0.0/24", true },
		{ "172.16.9.0/29", "172.16.9.7", true },
		{ "172.16.9.0/29", "172.16.9.8", false },
		{ "0.0.0.0/0", "255.255.255.255", true },
		{ "0.0.0.0/0", "::1", false },
		{ "::/0", "ffff::/16", true },
		{ "::/0", "10.0.0.1", false },
		{ "2001:db8::/33", "2001:db8:7fff::1", true },
		{ "2001:db8::/33", "2001:db8:8000::1", false },
		{ "10.0.0.1", "10.0.0.1", true },
		{ "10.0.0.1", "10.0.0.1/31", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
		struct address outer = parsed(pairs[i].outer);
		struct address inner = parsed(pairs[i].inner);

		if (address_contains(&outer, &inner) != pairs[i].expected)
			fail_msg("%s and %s", pairs[i].outer, pairs[i].inner);
	}
}

static void expect_special(const char *text, const char *block)
{
	struct address address = parsed(text);
	const struct address_block *found = address_special(&address);

	if (found == NULL)
		fail_msg("%s is taken for public", text);
	else if (strcmp(found->text, block) != 0)
		fail_msg("%s is found in %s, not in %s", text, found->text, block);
}

static void expect_public(const char *text)
{
	struct address address = parsed(text);
	const struct address_block *found = address_special(&address);

	if (found != NULL)
		fail_msg("%s is found in %s", text, found->text);
}

/* Edges of each block, and what a narrower block inside it takes away. */
static void knows_the_ipv4_registry(void **state)
{
	static const char *const rows[][3] = {
		{ "0.0.0.0/8", "0.0.0.1", "0.255.255.255" },
		{ "0.0.0.0/32", "0.0.0.0", "0.0.0.0" },
		{ "10.0.0.0/8", "10.0.0.0", "10.255.255.255" },
		{ "100.64.0.0/10", "100.64.0.0", "100.127.255.255" },
		{ "127.0.0.0/8", "127.0.0.0", "127.255.255.255" },
		{ "169.254.0.0/16", "169.254.0.0", "169.254.255.255" },
		{ "172.16.0.0/12", "172.16.0.0", "172.31.255.255" },
		{ "192.0.0.0/24", "192.0.0.11", "192.0.0.255" },
		{ "192.0.0.0/29", "192.0.0.0", "192.0.0.7" },
		{ "192.0.0.8/32", "192.0.0.8", "192.0.0.8" },
		{ "192.0.0.9/32", "192.0.0.9", "192.0.0.9" },
		{ "192.0.0.10/32", "192.0.0.10", "192.0.0.10" },
		{ "192.0.0.170/32", "192.0.0.170", "192.0.0.170" },
		{ "192.0.0.171/32", "192.0.0.171", "192.0.0.171" },
		{ "192.0.2.0/24", "192.0.2.0", "192.0.2.255" },
		{ "192.31.196.0/24", "192.31.196.0", "192.31.196.255" },
		{ "192.52.193.0/24", "192.52.193.0", "192.52.193.255" },
		{ "192.88.99.0/24", "192.88.99.0", "192.88.99.255" },
		{ "192.88.99.2/32", "192.88.99.2", "192.88.99.2" },
		{ "192.168.0.0/16", "192.168.0.0", "192.168.255.255" },
		{ "192.175.48.0/24", "192.175.48.0", "192.175.48.255" },
		{ "198.18.0.0/15", "198.18.0.0", "198.19.255.255" },
		{ "198.51.100.0/24", "198.51.100.0", "198.51.100.255" },
		{ "203.0.113.0/24", "203.0.113.0", "203.0.113.255" },
		{ "224.0.0.0/4", "224.0.0.0", "239.255.255.255" },
		{ "240.0.0.0/4", "240.0.0.0", "255.255.255.254" },
		{ "255.255.255.255/32", "255.255.255.255", "255.255.255.255" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		expect_special(rows[i][1], rows[i][0]);
		expect_special(rows[i][2], rows[i][0]);
	}
}

static void ipv4_beside_the_registry_is_public(void **state)
{
	static const char *const rows[] = { "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255",
		"100.128.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0",
		"172.15.255.255", "172.32.0.0", "191.255.255.255", "192.0.1.0", "192.0.1.255", "192.0.3.0",
		"192.31.195.255", "192.31.197.0", "192.52.192.255", "192.52.194.0", "192.88.98.255",
		"192.88.100.0", "192.167.255.255", "192.169.0.0", "192.175.47.255", "192.175.49.0",
		"198.17.255.255", "198.20.0.0", "198.51.99.255", "198.51.101.0", "203.0.112.255",
		"203.0.114.0", "223.255.255.255", "8.8.8.1" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		expect_public(rows[i]);
}

static void knows_the_ipv6_registry(void **state)
{
	static const char *const rows[][3] = {
		{ "::/128", "::", "::" },
		{ "::1/128", "::1", "::1" },
		{ "::ffff:0:0/96", "::ffff:0.0.0.0", "::ffff:8.8.8.8" },
		{ "::/96", "::2", "::255.255.255.255" },
		{ "64:ff9b::/96", "64:ff9b::", "64:ff9b::ffff:ffff" },
		{ "64:ff9b:1::/48", "64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff" },
		{ "100::/64", "100::", "100::ffff:ffff:ffff:ffff" },
		{ "100:0:0:1::/64", "100:0:0:1::", "100:0:0:1:ffff:ffff:ffff:ffff" },
		{ "2001::/23", "2001:5::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff" },
		{ "2001::/32", "2001::", "2001:0:ffff:ffff:ffff:ffff:ffff:ffff" },
		{ "2001:1::1/128", "2001:1::1", "2001:1::1" },
		{ "2001:1::2/128", "2001:1::2", "2001:1::2" },
		{ "2001:1::3/128", "2001:1::3", "2001:1::3" },
		{ "2001:2::/48", "2001:2::", "2001:2:0:ffff:ffff:ffff:ffff:ffff" },
		{ "2001:3::/32", "2001:3::", "2001:3:ffff:ffff:ffff:ffff:ffff:ffff" },
		{ "2001:4:112::/48", "2001:4:112::", "2001:4:112:ffff:ffff:ffff:ffff:ffff" },
		{ "2001:10::/28", "2001:10::", "2001:1f:ffff:ffff:ffff:ffff:ffff:ffff" },
		{ "2001:20::/28", "2001:20::", "2001:2f:ffff:ffff:ffff:ffff:ffff:ffff" },
		{ "2001:30::/28", "2001:30::", "2001:3f:ffff:ffff:ffff:ffff:ffff:ffff" },
		{ "2001:db8::/32", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff" },
		{ "2002::/16", "2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff" },
		{ "2620:4f:8000::/48", "2620:4f:8000::", "2620:4f:8000:ffff:ffff:ffff:ffff:ffff" },
		{ "3fff::/20", "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff" },
		{ "5f00::/16", "5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff" },
		{ "fc00::/7", "fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" },
		{ "fe80::/10", "fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff" },
		{ "fec0::/10", "fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" },
		{ "ff00::/8", "ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		expect_special(rows[i][1], rows[i][0]);
		expect_special(rows[i][2], rows[i][0]);
	}
}

/* RFC 4291 2.4: only 2000::/3 has been handed out. */
static void ipv6_outside_global_unicast_is_unallocated(void **state)
{
	static const char *const rows[] = { "0:1::", "::1:0:0:1",
		"64:ff9a::", "64:ff9b:2::", "100:0:0:2::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
		"4000::", "5eff::1", "5f01::", "8000::", "fbff::1", "fe00::", "fe7f::1" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		expect_special(rows[i], "::/0");
}

static void ipv6_beside_the_registry_is_public(void **state)
{
	static const char *const rows[] = { "2000::", "2001:200::", "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff",
		"2001:db9::", "2003::", "2620:4f:7fff:ffff::", "2620:4f:8001::", "2606:4700::1111",
		"3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
		"3fff:1000::", "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		expect_public(rows[i]);
}

/* RFC 5737, RFC 3849 and RFC 9637, and nothing else. */
static void documentation_blocks_are_marked(void **state)
{
	static const char *const documents[] = { "192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1",
		"3fff::1" };
	static const char *const others[] = { "10.0.0.1", "198.18.0.1", "127.0.0.1", "fd00::1", "fe80::1",
		"2001:2::1", "192.0.0.1", "224.0.0.1", "4000::" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(documents); i++) {
		struct address address = parsed(documents[i]);

		assert_true(address_special(&address)->documentation);
		assert_string_equal(address_special(&address)->name, "documentation");
	}
	for (size_t i = 0; i < ARRAY_LEN(others); i++) {
		struct address address = parsed(others[i]);

		assert_false(address_special(&address)->documentation);
	}
}

static void a_block_says_where_it_comes_from(void **state)
{
	struct address private_use = parsed("192.168.7.7");
	const struct address_block *block = address_special(&private_use);

	(void)state;
	assert_string_equal(block->name, "private use");
	assert_string_equal(block->source, "RFC 1918");
	assert_int_equal(block->bits, 32);
	assert_int_equal(block->prefix, 16);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_four_decimal_parts),
		cmocka_unit_test(refuses_other_ways_to_write_ipv4),
		cmocka_unit_test(refuses_a_nul_inside),
		cmocka_unit_test(reads_every_form_of_ipv6),
		cmocka_unit_test(refuses_what_is_no_ipv6),
		cmocka_unit_test(reads_no_further_than_its_text),
		cmocka_unit_test(reads_a_prefix_length),
		cmocka_unit_test(refuses_wrong_prefix_lengths),
		cmocka_unit_test(nothing_is_no_address),
		cmocka_unit_test(equality_leaves_prefix_lengths_out),
		cmocka_unit_test(contains_by_the_bits_of_the_prefix),
		cmocka_unit_test(knows_the_ipv4_registry),
		cmocka_unit_test(ipv4_beside_the_registry_is_public),
		cmocka_unit_test(knows_the_ipv6_registry),
		cmocka_unit_test(ipv6_outside_global_unicast_is_unallocated),
		cmocka_unit_test(ipv6_beside_the_registry_is_public),
		cmocka_unit_test(documentation_blocks_are_marked),
		cmocka_unit_test(a_block_says_where_it_comes_from),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
