/* SPDX-License-Identifier: MIT */
#include "model/suggest.h"

#include "base/distance.h"

#include <string.h>

enum {
	LOOK_AT_ALL = 5000, /* ids up to which every one is compared */
	LONGEST_SLIP = 48,  /* bytes of a word whose single edits are tried */
};

/* The id as a suggestion, if it is an element of the right kind. */
static const char *candidate(const struct topology *topo, uint32_t symbol, uint64_t kinds)
{
	uint32_t index;

	if (symbol == SYMBOL_NONE)
		return NULL;
	index = symbols_element(&topo->symbols, symbol);
	if (index >= topo->n_element || !(kinds & BIT(topo->element[index].kind)))
		return NULL;
	return symbols_text(&topo->symbols, symbol);
}

static const char *nearest_of_all(const struct topology *topo, struct str wrong, uint64_t kinds)
{
	unsigned best = edit_tolerance(wrong.length) + 1;
	const char *found = NULL;

	for (uint32_t symbol = symbols_next(&topo->symbols, SYMBOL_NONE); symbol != SYMBOL_NONE && best > 0;
		symbol = symbols_next(&topo->symbols, symbol)) {
		const char *id = candidate(topo, symbol, kinds);
		unsigned distance;

		if (id == NULL)
			continue;
		distance = edit_distance(wrong, str_of(id), best - 1);
		if (distance < best) {
			best = distance;
			found = id;
		}
	}
	return found;
}

static const char *look_up(const struct topology *topo, const char *word, size_t length, uint64_t kinds)
{
	return candidate(topo, symbols_find(&topo->symbols, (struct str){ word, length }), kinds);
}

/* Words with one byte left out, or two neighbours swapped, at `at`. */
static const char *try_shorter(const struct topology *topo, struct str wrong, size_t at, uint64_t kinds)
{
	char word[LONGEST_SLIP + 1];
	const char *found;

	memcpy(word, wrong.text, at);
	memcpy(word + at, wrong.text + at + 1, wrong.length - at - 1);
	found = look_up(topo, word, wrong.length - 1, kinds);
	if (found != NULL || at + 1 == wrong.length)
		return found;
	memcpy(word, wrong.text, wrong.length);
	word[at] = wrong.text[at + 1];
	word[at + 1] = wrong.text[at];
	return look_up(topo, word, wrong.length, kinds);
}

/* Words with one byte replaced, or put in, at `at`. */
static const char *try_longer(const struct topology *topo, struct str wrong, size_t at, uint64_t kinds)
{
	static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz0123456789-_.";
	char replaced[LONGEST_SLIP + 1];
	char longer[LONGEST_SLIP + 1];

	memcpy(replaced, wrong.text, wrong.length);
	memcpy(longer, wrong.text, at);
	memcpy(longer + at + 1, wrong.text + at, wrong.length - at);
	/* Nearly all of them are nowhere, which only memory far away can tell. */
	for (const char *c = alphabet; *c != '\0'; c++) {
		replaced[at] = *c;
		longer[at] = *c;
		symbols_expect(&topo->symbols, (struct str){ replaced, wrong.length });
		symbols_expect(&topo->symbols, (struct str){ longer, wrong.length + 1 });
	}
	for (const char *c = alphabet; *c != '\0'; c++) {
		const char *found = NULL;

		if (at < wrong.length) {
			replaced[at] = *c;
			found = look_up(topo, replaced, wrong.length, kinds);
		}
		longer[at] = *c;
		if (found == NULL)
			found = look_up(topo, longer, wrong.length + 1, kinds);
		if (found != NULL)
			return found;
	}
	return NULL;
}

static const char *one_edit_away(const struct topology *topo, struct str wrong, uint64_t kinds)
{
	const char *found = NULL;

	for (size_t at = 0; at < wrong.length && found == NULL; at++)
		found = try_shorter(topo, wrong, at, kinds);
	for (size_t at = 0; at <= wrong.length && found == NULL; at++)
		found = try_longer(topo, wrong, at, kinds);
	return found;
}

const char *suggest_id_quickly(const struct topology *topo, struct str wrong, uint64_t kinds)
{
	if (wrong.length == 0 || wrong.length >= LONGEST_SLIP)
		return NULL;
	return one_edit_away(topo, wrong, kinds);
}

const char *suggest_id(const struct topology *topo, struct str wrong, uint64_t kinds)
{
	if (topo->symbols.n > LOOK_AT_ALL || wrong.length == 0 || wrong.length >= LONGEST_SLIP)
		return suggest_id_quickly(topo, wrong, kinds);
	return nearest_of_all(topo, wrong, kinds);
}
