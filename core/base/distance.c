/* SPDX-License-Identifier: MIT */
#include "base/distance.h"

enum {
	WORD_MAX_LENGTH = 64,
};

static unsigned min3(unsigned a, unsigned b, unsigned c)
{
	unsigned least = a < b ? a : b;

	return least < c ? least : c;
}

static bool same(struct str a, size_t i, struct str b, size_t j)
{
	return ascii_lower(a.text[i]) == ascii_lower(b.text[j]);
}

/* Optimal string alignment over three rolling rows (Damerau-Levenshtein, no edit of an edit). */
unsigned edit_distance(struct str a, struct str b, unsigned most)
{
	unsigned rows[3][WORD_MAX_LENGTH + 1];
	unsigned *before = rows[0];
	unsigned *above = rows[1];
	unsigned *row = rows[2];
	size_t gap = a.length > b.length ? a.length - b.length : b.length - a.length;

	if (gap > most || a.length > WORD_MAX_LENGTH || b.length > WORD_MAX_LENGTH)
		return most + 1;
	for (size_t j = 0; j <= b.length; j++)
		above[j] = (unsigned)j;
	for (size_t i = 1; i <= a.length; i++) {
		unsigned *recycled = before;
		unsigned least;

		row[0] = (unsigned)i;
		least = row[0];
		for (size_t j = 1; j <= b.length; j++) {
			unsigned replaced = above[j - 1] + !same(a, i - 1, b, j - 1);

			row[j] = min3(above[j] + 1, row[j - 1] + 1, replaced);
			if (i > 1 && j > 1 && same(a, i - 1, b, j - 2) && same(a, i - 2, b, j - 1))
				row[j] = row[j] < before[j - 2] + 1 ? row[j] : before[j - 2] + 1;
			least = row[j] < least ? row[j] : least;
		}
		if (least > most)
			return most + 1;
		before = above;
		above = row;
		row = recycled;
	}
	return above[b.length] <= most ? above[b.length] : most + 1;
}

unsigned edit_tolerance(size_t length)
{
	if (length <= 3)
		return 1;
	return length <= 8 ? 2 : 3;
}

const char *nearest_word(const char *const *words, size_t count, struct str written)
{
	unsigned best = edit_tolerance(written.length) + 1;
	const char *found = NULL;

	for (size_t i = 0; i < count && best > 0; i++) {
		unsigned distance = edit_distance(written, str_of(words[i]), best - 1);

		if (distance < best) {
			best = distance;
			found = words[i];
		}
	}
	return found;
}
