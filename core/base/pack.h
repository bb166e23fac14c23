/* SPDX-License-Identifier: MIT */
/*
 * pack.h - results as bytes, between processes and in files of parts.
 *
 * The same bytes on every machine: counts in groups of seven bits (LEB128), doubles as their bits with the lowest byte
 * first, texts with their length before them. What is read may be anybody's: reading checks every bound, and having met
 * something broken it answers 0 and "" for ever after. Whoever reads asks unpack_good() before believing anything.
 */
#ifndef LYNC_TOPO_BASE_PACK_H
#define LYNC_TOPO_BASE_PACK_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

void pack_count(struct buf *buf, uint64_t count);
void pack_number(struct buf *buf, double number);
void pack_text(struct buf *buf, const char *text); /* NULL is told from "" */

struct packed {
	struct str rest; /* not read yet */
	bool broken;
};

/* 0 and broken above `most`. */
uint64_t unpack_count(struct packed *packed, uint64_t most);

/* For how many entries follow: each takes a byte at least, so that no number can promise more than there is. */
uint32_t unpack_entries(struct packed *packed);

bool unpack_flag(struct packed *packed);
double unpack_number(struct packed *packed); /* finite, or broken */

/* A terminated copy: UTF-8 without a zero, or broken. NULL where NULL was packed. */
const char *unpack_text(struct packed *packed, struct arena *arena);

/* The same where NULL is broken, too. */
const char *unpack_word(struct packed *packed, struct arena *arena);

/* Everything was read and nothing was broken. */
bool unpack_good(const struct packed *packed);

#endif
