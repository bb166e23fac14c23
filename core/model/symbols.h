/* SPDX-License-Identifier: MIT */
/*
 * symbols.h - ids and references as numbers: the same text always gives the same number.
 *
 * A symbol is the place of its text in one long buffer; just before the text stands the element that it is the
 * id of. When all references are resolved nothing is looked up any more: symbols_freeze() drops the table and
 * keeps the texts.
 */
#ifndef LYNC_TOPO_MODEL_SYMBOLS_H
#define LYNC_TOPO_MODEL_SYMBOLS_H

#include "base/str.h"

#include <stdint.h>

/* No symbol. Its text is empty. */
#define SYMBOL_NONE 0

/* What a symbol may stand for besides an element. */
#define NO_ELEMENT UINT32_MAX
#define DOUBTFUL_ELEMENT (UINT32_MAX - 1) /* defined by an element that could not be understood */

struct symbol_slot {
	uint32_t symbol; /* SYMBOL_NONE: empty */
	uint32_t hash;
};

struct symbols {
	char *text;
	uint32_t n_text, room_text;
	uint32_t n;               /* symbols */
	struct symbol_slot *slot; /* open addressing; NULL once frozen */
	uint32_t n_slot;
};

void symbols_release(struct symbols *symbols);
void symbols_freeze(struct symbols *symbols);

/* The symbol of a text, made if it is new; SYMBOL_NONE when out of memory or beyond 4 GB of names. */
uint32_t symbols_intern(struct symbols *symbols, struct str text);

/*
 * The text will be looked for soon: its place in the table, which is large, is fetched into the processor's cache
 * meanwhile. At 100,000 trunks most of the time of a look-up is waiting for memory.
 */
void symbols_expect(const struct symbols *symbols, struct str text);

/* SYMBOL_NONE if the text was never interned, or nothing is looked up any more. */
uint32_t symbols_find(const struct symbols *symbols, struct str text);

const char *symbols_text(const struct symbols *symbols, uint32_t symbol);

/* The element that the symbol is the id of, NO_ELEMENT while nothing defines it. */
uint32_t symbols_element(const struct symbols *symbols, uint32_t symbol);
void symbols_define(struct symbols *symbols, uint32_t symbol, uint32_t element);

/* All symbols in the order of their making: begin with SYMBOL_NONE, ends with it. */
uint32_t symbols_next(const struct symbols *symbols, uint32_t symbol);

#endif
