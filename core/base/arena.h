/* SPDX-License-Identifier: MIT */
/*
 * arena.h - many small allocations, one free.
 *
 * Use it for things that live and die together: the strings of a document set, the findings of a run.
 * Memory is aligned for pointers and 64-bit numbers and is not cleared unless said. There is no free of one piece;
 * arena_clear() empties the whole for reuse and keeps one block.
 *
 * A failed allocation returns NULL and is remembered by mem_ran_out(). Functions that return strings
 * return "" instead of NULL, so that a message can be built without a check at every step.
 */
#ifndef LYNC_TOPO_BASE_ARENA_H
#define LYNC_TOPO_BASE_ARENA_H

#include "base/str.h"
#include "base/util.h"

#include <stdarg.h>

struct arena_block;

struct arena {
	struct arena_block *block; /* newest first */
};

/* An arena starts as all zero: `struct arena a = { 0 };`. Releasing one twice is legal. */
void arena_release(struct arena *arena);

/* Empties the arena; every pointer into it is dead. */
void arena_clear(struct arena *arena);

void *arena_alloc(struct arena *arena, size_t size);

/* A terminated copy of `length` bytes of text. */
const char *arena_copy(struct arena *arena, const char *text, size_t length);

/* All pieces, one behind the other. */
const char *arena_join(struct arena *arena, const struct str *piece, size_t n);

const char *arena_printf(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
const char *arena_vprintf(struct arena *arena, const char *format, va_list arguments) PRINTF_LIKE(2, 0);

#endif
