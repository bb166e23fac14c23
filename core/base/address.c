/* SPDX-License-Identifier: MIT */
#include "base/address.h"

#include "base/number.h"
#include "base/util.h"

#include <arpa/inet.h>
#include <string.h>

/* inet_pton() is as strict as RFC 6943 asks, but wants a terminated text. */
static bool parse_family(struct str text, int family, uint8_t bits, struct address *ret)
{
	char copy[INET6_ADDRSTRLEN];
	struct address address = { .bits = bits, .prefix = bits };

	if (text.length >= sizeof(copy) || memchr(text.text, '\0', text.length) != NULL)
		return false;
	memcpy(copy, text.text, text.length);
	copy[text.length] = '\0';
	if (inet_pton(family, copy, address.bytes) != 1)
		return false;
	*ret = address;
	return true;
}

bool address_parse(struct str text, struct address *ret)
{
	if (text.length == 0)
		return false;
	if (memchr(text.text, ':', text.length) != NULL)
		return parse_family(text, AF_INET6, 128, ret);
	return parse_family(text, AF_INET, 32, ret);
}

bool address_parse_prefix(struct str text, struct address *ret)
{
	const char *slash = text.length ? memchr(text.text, '/', text.length) : NULL;
	struct address address;
	uint64_t prefix;
	size_t head;

	if (slash == NULL)
		return address_parse(text, ret);
	head = (size_t)(slash - text.text);
	if (!address_parse((struct str){ text.text, head }, &address))
		return false;
	if (!number_parse_whole((struct str){ slash + 1, text.length - head - 1 }, address.bits, &prefix))
		return false;
	address.prefix = (uint8_t)prefix;
	address.has_prefix = true;
	*ret = address;
	return true;
}

bool address_equal(const struct address *a, const struct address *b)
{
	return a->bits == b->bits && memcmp(a->bytes, b->bytes, sizeof(a->bytes)) == 0;
}

static bool same_bits(const uint8_t *a, const uint8_t *b, unsigned bits)
{
	unsigned whole = bits / 8;
	unsigned rest = bits % 8;

	if (memcmp(a, b, whole) != 0)
		return false;
	return rest == 0 || ((a[whole] ^ b[whole]) >> (8 - rest)) == 0;
}

bool address_contains(const struct address *outer, const struct address *inner)
{
	return outer->bits == inner->bits && outer->prefix <= inner->prefix &&
		same_bits(outer->bytes, inner->bytes, outer->prefix);
}

#define V4(a, b, c, d, prefix, name, source, documentation) \
	{ \
		{ a, b, c, d }, 32, prefix, #a "." #b "." #c "." #d "/" #prefix, name, source, documentation \
	}
#define HEXTET(h) (uint8_t)((h) >> 8), (uint8_t)((h)&0xff)
#define V6(h1, h2, h3, h4, h5, h6, h7, h8, prefix, text, name, source, documentation) \
	{ \
		{ HEXTET(h1), HEXTET(h2), HEXTET(h3), HEXTET(h4), HEXTET(h5), HEXTET(h6), HEXTET(h7), \
			HEXTET(h8) }, \
			128, prefix, text, name, source, documentation \
	}

/* clang-format off */
static const struct address_block blocks[] = {
	V4(0, 0, 0, 0, 8, "\"this network\"", "RFC 791 3.2", false),
	V4(0, 0, 0, 0, 32, "\"this host on this network\"", "RFC 1122 3.2.1.3", false),
	V4(10, 0, 0, 0, 8, "private use", "RFC 1918", false),
	V4(100, 64, 0, 0, 10, "shared address space of carriers", "RFC 6598", false),
	V4(127, 0, 0, 0, 8, "loopback", "RFC 1122 3.2.1.3", false),
	V4(169, 254, 0, 0, 16, "link local", "RFC 3927", false),
	V4(172, 16, 0, 0, 12, "private use", "RFC 1918", false),
	V4(192, 0, 0, 0, 24, "IETF protocol assignments", "RFC 6890 2.1", false),
	V4(192, 0, 0, 0, 29, "IPv4 service continuity", "RFC 7335", false),
	V4(192, 0, 0, 8, 32, "the IPv4 dummy address", "RFC 7600", false),
	V4(192, 0, 0, 9, 32, "port control protocol anycast", "RFC 7723", false),
	V4(192, 0, 0, 10, 32, "TURN anycast", "RFC 8155", false),
	V4(192, 0, 0, 170, 32, "NAT64 and DNS64 discovery", "RFC 8880", false),
	V4(192, 0, 0, 171, 32, "NAT64 and DNS64 discovery", "RFC 8880", false),
	V4(192, 0, 2, 0, 24, "documentation", "RFC 5737", true),
	V4(192, 31, 196, 0, 24, "AS112 anycast", "RFC 7535", false),
	V4(192, 52, 193, 0, 24, "automatic multicast tunneling", "RFC 7450", false),
	V4(192, 88, 99, 0, 24, "deprecated 6to4 relay anycast", "RFC 7526", false),
	V4(192, 88, 99, 2, 32, "6a44 relay anycast", "RFC 6751", false),
	V4(192, 168, 0, 0, 16, "private use", "RFC 1918", false),
	V4(192, 175, 48, 0, 24, "AS112 direct delegation", "RFC 7534", false),
	V4(198, 18, 0, 0, 15, "benchmarking", "RFC 2544", false),
	V4(198, 51, 100, 0, 24, "documentation", "RFC 5737", true),
	V4(203, 0, 113, 0, 24, "documentation", "RFC 5737", true),
	V4(224, 0, 0, 0, 4, "multicast", "RFC 5771", false),
	V4(240, 0, 0, 0, 4, "reserved", "RFC 1112 4", false),
	V4(255, 255, 255, 255, 32, "limited broadcast", "RFC 919 7", false),

	V6(0, 0, 0, 0, 0, 0, 0, 0, 0, "::/0", "unallocated", "RFC 4291 2.4", false),
	V6(0, 0, 0, 0, 0, 0, 0, 1, 128, "::1/128", "loopback", "RFC 4291", false),
	V6(0, 0, 0, 0, 0, 0, 0, 0, 128, "::/128", "the unspecified address", "RFC 4291", false),
	V6(0, 0, 0, 0, 0, 0xffff, 0, 0, 96, "::ffff:0:0/96", "an IPv4-mapped form, to be written as IPv4", "RFC 4291", false),
	V6(0, 0, 0, 0, 0, 0, 0, 0, 96, "::/96", "the deprecated IPv4-compatible form", "RFC 4291 2.5.5.1", false),
	V6(0x64, 0xff9b, 0, 0, 0, 0, 0, 0, 96, "64:ff9b::/96", "an IPv4-IPv6 translator", "RFC 6052", false),
	V6(0x64, 0xff9b, 1, 0, 0, 0, 0, 0, 48, "64:ff9b:1::/48", "an IPv4-IPv6 translator", "RFC 8215", false),
	V6(0x100, 0, 0, 0, 0, 0, 0, 0, 64, "100::/64", "discard only", "RFC 6666", false),
	V6(0x100, 0, 0, 1, 0, 0, 0, 0, 64, "100:0:0:1::/64", "the dummy prefix", "RFC 9780", false),
	V6(0x2001, 0, 0, 0, 0, 0, 0, 0, 23, "2001::/23", "IETF protocol assignments", "RFC 2928", false),
	V6(0x2001, 0, 0, 0, 0, 0, 0, 0, 32, "2001::/32", "Teredo", "RFC 4380", false),
	V6(0x2001, 1, 0, 0, 0, 0, 0, 1, 128, "2001:1::1/128", "port control protocol anycast", "RFC 7723", false),
	V6(0x2001, 1, 0, 0, 0, 0, 0, 2, 128, "2001:1::2/128", "TURN anycast", "RFC 8155", false),
	V6(0x2001, 1, 0, 0, 0, 0, 0, 3, 128, "2001:1::3/128", "DNS-SD registration anycast", "RFC 9665", false),
	V6(0x2001, 2, 0, 0, 0, 0, 0, 0, 48, "2001:2::/48", "benchmarking", "RFC 5180", false),
	V6(0x2001, 3, 0, 0, 0, 0, 0, 0, 32, "2001:3::/32", "automatic multicast tunneling", "RFC 7450", false),
	V6(0x2001, 4, 0x112, 0, 0, 0, 0, 0, 48, "2001:4:112::/48", "AS112 anycast", "RFC 7535", false),
	V6(0x2001, 0x10, 0, 0, 0, 0, 0, 0, 28, "2001:10::/28", "deprecated ORCHID", "RFC 4843", false),
	V6(0x2001, 0x20, 0, 0, 0, 0, 0, 0, 28, "2001:20::/28", "ORCHIDv2", "RFC 7343", false),
	V6(0x2001, 0x30, 0, 0, 0, 0, 0, 0, 28, "2001:30::/28", "drone remote ids", "RFC 9374", false),
	V6(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0, 32, "2001:db8::/32", "documentation", "RFC 3849", true),
	V6(0x2002, 0, 0, 0, 0, 0, 0, 0, 16, "2002::/16", "6to4", "RFC 3056", false),
	V6(0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0, 48, "2620:4f:8000::/48", "AS112 direct delegation", "RFC 7534", false),
	V6(0x3fff, 0, 0, 0, 0, 0, 0, 0, 20, "3fff::/20", "documentation", "RFC 9637", true),
	V6(0x5f00, 0, 0, 0, 0, 0, 0, 0, 16, "5f00::/16", "segment routing", "RFC 9602", false),
	V6(0xfc00, 0, 0, 0, 0, 0, 0, 0, 7, "fc00::/7", "unique local", "RFC 4193", false),
	V6(0xfe80, 0, 0, 0, 0, 0, 0, 0, 10, "fe80::/10", "link local", "RFC 4291", false),
	V6(0xfec0, 0, 0, 0, 0, 0, 0, 0, 10, "fec0::/10", "deprecated site local", "RFC 3879", false),
	V6(0xff00, 0, 0, 0, 0, 0, 0, 0, 8, "ff00::/8", "multicast", "RFC 4291 2.7", false),
};
/* clang-format on */

/* Global unicast space handed out so far (RFC 4291 2.4): what no block above claims in it is public. */
static bool is_global_unicast(const struct address *address)
{
	return address->bits == 128 && address->bytes[0] >> 5 == 1;
}

const struct address_block *address_special(const struct address *address)
{
	const struct address_block *narrowest = NULL;

	for (size_t i = 0; i < ARRAY_LEN(blocks); i++) {
		const struct address_block *block = &blocks[i];

		if (block->bits != address->bits || !same_bits(block->bytes, address->bytes, block->prefix))
			continue;
		if (narrowest == NULL || block->prefix > narrowest->prefix)
			narrowest = block;
	}
	if (narrowest != NULL && narrowest->prefix == 0 && is_global_unicast(address))
		return NULL;
	return narrowest;
}
