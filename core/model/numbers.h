/* SPDX-License-Identifier: MIT */
/*
 * numbers.h - telephone numbers and ranges of them, as attributes write them:
 * +14255550100, +14255550100-0219 (the last digits replaced, both ends included), +14255550100;ext=17.
 */
#ifndef LYNC_TOPO_MODEL_NUMBERS_H
#define LYNC_TOPO_MODEL_NUMBERS_H

#include "base/str.h"

#include <stdint.h>

enum {
	NUMBER_DIGITS = 15,      /* the longest E.164 number */
	NUMBER_TEXT_LENGTH = 48, /* a number as text: +digits;ext=digits and the terminator */
};

/* E.164 digits as numbers: they never start with 0, so nothing is lost. */
struct number_range {
	uint64_t first, last;
	uint64_t extension; /* of a single number */
	bool has_extension;
};

/* One token of a list of numbers. */
bool number_range_parse(struct str token, struct number_range *ret);

/* The next range of a well-formed list; false after the last one. */
bool number_range_next(struct str *rest, struct number_range *ret);

/* "+14255550100" or "+14255550100;ext=17". */
void number_text(const struct number_range *range, uint64_t number, char text[NUMBER_TEXT_LENGTH]);

/* How many numbers a list holds. */
uint64_t numbers_count(struct str list);

#endif
