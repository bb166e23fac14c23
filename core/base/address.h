/* SPDX-License-Identifier: MIT */
/*
 * address.h - IPv4 and IPv6 addresses and prefixes, and whether the Internet can reach them.
 *
 * Texts are strict (RFC 6943 3.1.1, RFC 4291): four decimal parts without leading zeros, no zone, no
 * brackets, no port.
 */
#ifndef LYNC_TOPO_BASE_ADDRESS_H
#define LYNC_TOPO_BASE_ADDRESS_H

#include "base/str.h"

#include <stdint.h>

struct address {
	uint8_t bytes[16]; /* network order, the first 4 for IPv4, the rest zero */
	uint8_t bits;      /* 32 or 128 */
	uint8_t prefix;    /* prefix length; `bits` where none was written */
	bool has_prefix;
};

/* An address without a prefix length. */
bool address_parse(struct str text, struct address *ret);

/* An address with or without one. Host bits may be set: rules judge that, not the parser. */
bool address_parse_prefix(struct str text, struct address *ret);

/* The same family and the same bytes; prefix lengths are not compared. */
bool address_equal(const struct address *a, const struct address *b);

/* Every address under `inner`'s prefix lies under `outer`'s. */
bool address_contains(const struct address *outer, const struct address *inner);

/* A block that nobody may use as a public address, by the IANA special-purpose registries. */
struct address_block {
	uint8_t bytes[16];
	uint8_t bits;
	uint8_t prefix;
	const char *text;   /* "10.0.0.0/8" */
	const char *name;   /* "private use", lower case, fits after "is" or "for" */
	const char *source; /* the RFC */
	bool documentation; /* reserved for examples in documents */
};

/*
 * The narrowest special block that holds the address, or NULL for one that can be reached over the Internet.
 * Blocks that are reachable but belong to one service (anycast) count as special: no router owns them.
 * Source: IANA iana-ipv4-special-registry and iana-ipv6-special-registry as of 2025-10-09, multicast
 * registries, RFC 4291; IPv6 outside 2000::/3 is unallocated.
 */
const struct address_block *address_special(const struct address *address);

#endif
