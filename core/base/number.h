/* SPDX-License-Identifier: MIT */
/*
 * number.h - strict number texts: what two readers could understand differently is refused.
 *
 * No sign, no blank, no leading zero, no exponent, digits 0-9 only; the same in every locale.
 */
#ifndef LYNC_TOPO_BASE_NUMBER_H
#define LYNC_TOPO_BASE_NUMBER_H

#include "base/str.h"

#include <stdint.h>

/* Whole numbers up to `most`. *ret is untouched on failure. */
bool number_parse_whole(struct str text, uint64_t most, uint64_t *ret);

/* Whole numbers and decimals such as 12.5; at most 15 digits, so that a double holds them. */
bool number_parse_decimal(struct str text, double *ret);

#endif
