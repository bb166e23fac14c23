/* SPDX-License-Identifier: MIT */
#include "model/symbols.h"

#include "base/hash.h"
#include "base/mem.h"

#include <string.h>

enum {
	FIRST_SLOTS = 16,
	HEAD = sizeof(uint32_t), /* before each text: its element */
};

void symbols_release(struct symbols *symbols)
{
	mem_free(symbols->text);
	mem_free(symbols->slot);
	*symbols = (struct symbols){ 0 };
}

void symbols_freeze(struct symbols *symbols)
{
	mem_free(symbols->slot);
	symbols->slot = NULL;
	symbols->n_slot = 0;
}

const char *symbols_text(const struct symbols *symbols, uint32_t symbol)
{
	return symbol != SYMBOL_NONE ? symbols->text + symbol : "";
}

uint32_t symbols_element(const struct symbols *symbols, uint32_t symbol)
{
	uint32_t element = NO_ELEMENT;

	if (symbol != SYMBOL_NONE)
		memcpy(&element, symbols->text + symbol - HEAD, HEAD);
	return element;
}

void symbols_define(struct symbols *symbols, uint32_t symbol, uint32_t element)
{
	memcpy(symbols->text + symbol - HEAD, &element, HEAD);
}

uint32_t symbols_next(const struct symbols *symbols, uint32_t symbol)
{
	uint32_t next = HEAD;

	if (symbol != SYMBOL_NONE)
		next = symbol + (uint32_t)strlen(symbols->text + symbol) + 1 + HEAD;
	return next < symbols->n_text ? next : SYMBOL_NONE;
}

static bool holds(
	const struct symbols *symbols, const struct symbol_slot *slot, uint32_t hash, struct str text)
{
	const char *kept = symbols->text + slot->symbol;

	/* What is kept may be shorter, but then other texts follow, or it ends before. */
	return slot->hash == hash && text.length < symbols->n_text - slot->symbol &&
		memcmp(text.text, kept, text.length) == 0 && kept[text.length] == '\0';
}

/* The slot that holds the text, or the empty one where it belongs. */
static struct symbol_slot *find_slot(const struct symbols *symbols, uint32_t hash, struct str text)
{
	uint32_t at = hash & (symbols->n_slot - 1);

	while (symbols->slot[at].symbol != SYMBOL_NONE && !holds(symbols, &symbols->slot[at], hash, text))
		at = (at + 1) & (symbols->n_slot - 1);
	return &symbols->slot[at];
}

void symbols_expect(const struct symbols *symbols, struct str text)
{
	if (symbols->n_slot > 0)
		__builtin_prefetch(
			&symbols->slot[hash_seeded(text.text, text.length) & (symbols->n_slot - 1)]);
}

uint32_t symbols_find(const struct symbols *symbols, struct str text)
{
	if (symbols->n_slot == 0)
		return SYMBOL_NONE;
	return find_slot(symbols, hash_seeded(text.text, text.length), text)->symbol;
}

/* Keeps the table at most three quarters full. */
static bool make_room(struct symbols *symbols)
{
	uint32_t wanted = symbols->n_slot ? symbols->n_slot * 2 : FIRST_SLOTS;
	struct symbol_slot *slots;

	if (symbols->n + 1 <= symbols->n_slot / 4 * 3)
		return true;
	slots = mem_zalloc((size_t)wanted * sizeof(*slots));
	if (slots == NULL)
		return false;
	for (uint32_t i = 0; i < symbols->n_slot; i++) {
		uint32_t at = symbols->slot[i].hash & (wanted - 1);

		if (symbols->slot[i].symbol == SYMBOL_NONE)
			continue;
		while (slots[at].symbol != SYMBOL_NONE)
			at = (at + 1) & (wanted - 1);
		slots[at] = symbols->slot[i];
	}
	mem_free(symbols->slot);
	symbols->slot = slots;
	symbols->n_slot = wanted;
	return true;
}

uint32_t symbols_intern(struct symbols *symbols, struct str text)
{
	uint32_t hash = hash_seeded(text.text, text.length);
	struct symbol_slot *slot;
	uint32_t symbol = symbols->n_text + HEAD;

	if (!make_room(symbols))
		return SYMBOL_NONE;
	slot = find_slot(symbols, hash, text);
	if (slot->symbol != SYMBOL_NONE)
		return slot->symbol;
	if (text.length >= DOUBTFUL_ELEMENT - symbol - 1 ||
		!mem_grow(&symbols->text, &symbols->room_text, symbol + (uint32_t)text.length + 1, 1))
		return SYMBOL_NONE;
	memcpy(symbols->text + symbol, text.text, text.length);
	symbols->text[symbol + text.length] = '\0';
	symbols->n_text = symbol + (uint32_t)text.length + 1;
	symbols->n++;
	symbols_define(symbols, symbol, NO_ELEMENT);
	*slot = (struct symbol_slot){ symbol, hash };
	return symbol;
}
