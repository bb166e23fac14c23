/* SPDX-License-Identifier: MIT */
/*
 * str.h - a borrowed piece of text: pointer and length, not terminated, never owned.
 *
 * Attribute values are handed around this way so that they need not be copied out of the source.
 * Comparison without case folds ASCII only, whatever the locale: host names have no other case.
 */
#ifndef LYNC_TOPO_BASE_STR_H
#define LYNC_TOPO_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>

struct str {
	const char *text;
	size_t length;
};

/* For printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) (int)(s).length, (s).text

struct str str_of(const char *text); /* NULL gives the empty string */
bool str_equal(struct str a, struct str b);
bool str_is(struct str a, const char *b);
bool str_starts(struct str a, const char *prefix);
bool str_ends_nocase(const char *text, const char *suffix);
bool str_is_blank(struct str a); /* nothing but XML white space */

char ascii_lower(char c);
bool ascii_is_digit(char c);
bool ascii_is_space(char c); /* XML white space: space, tab, CR, LF */
bool ascii_is_alnum(char c);
int ascii_compare_nocase(struct str a, struct str b);

/*
 * Takes the next token separated by white space from *rest into *token. False when none is left.
 */
bool str_next_token(struct str *rest, struct str *token);

#endif
