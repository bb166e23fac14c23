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
#include <string.h>

struct str {
	const char *text;
	size_t length;
};

/* For printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) (int)(s).length, (s).text

struct str str_of(const char *text); /* NULL gives the empty string */
bool str_equal(struct str a, struct str b);
bool str_starts(struct str a, const char *prefix);

/* The first characters nearly always tell two words apart without a call. */
static inline bool str_is(struct str a, const char *b)
{
	size_t length;

	if (a.length == 0 || a.text[0] != b[0])
		return a.length == 0 && b[0] == '\0';
	length = strlen(b);
	return a.length == length && memcmp(a.text, b, length) == 0;
}

bool str_ends_nocase(const char *text, const char *suffix);
bool str_is_blank(struct str a); /* nothing but XML white space */

static inline char ascii_lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static inline char ascii_upper(char c)
{
	return (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
}

static inline bool ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* XML white space: space, tab, CR, LF. */
static inline bool ascii_is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static inline bool ascii_is_alnum(char c)
{
	return ascii_is_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z');
}

int ascii_compare_nocase(struct str a, struct str b);

/*
 * Takes the next token separated by white space from *rest into *token. False when none is left.
 */
bool str_next_token(struct str *rest, struct str *token);

#endif
