/* SPDX-License-Identifier: MIT */
#include "base/str.h"

#include <string.h>

struct str str_of(const char *text)
{
	if (text == NULL)
		text = "";
	return (struct str){ text, strlen(text) };
}

bool str_equal(struct str a, struct str b)
{
	return a.length == b.length && (a.length == 0 || memcmp(a.text, b.text, a.length) == 0);
}

bool str_starts(struct str a, const char *prefix)
{
	size_t length = strlen(prefix);

	return a.length >= length && memcmp(a.text, prefix, length) == 0;
}

bool str_ends_nocase(const char *text, const char *suffix)
{
	size_t length = strlen(text);
	size_t tail = strlen(suffix);

	return length >= tail &&
		ascii_compare_nocase((struct str){ text + length - tail, tail }, str_of(suffix)) == 0;
}

bool str_is_blank(struct str a)
{
	for (size_t i = 0; i < a.length; i++)
		if (!ascii_is_space(a.text[i]))
			return false;
	return true;
}

int ascii_compare_nocase(struct str a, struct str b)
{
	size_t shorter = a.length < b.length ? a.length : b.length;

	for (size_t i = 0; i < shorter; i++) {
		int difference = (unsigned char)ascii_lower(a.text[i]) -
			(unsigned char)ascii_lower(b.text[i]);

		if (difference != 0)
			return difference;
	}
	return (a.length > b.length) - (a.length < b.length);
}

bool str_next_token(struct str *rest, struct str *token)
{
	size_t start = 0;
	size_t end;

	*token = *rest;
	if (rest->length == 0)
		return false;
	while (start < rest->length && ascii_is_space(rest->text[start]))
		start++;
	end = start;
	while (end < rest->length && !ascii_is_space(rest->text[end]))
		end++;
	*token = (struct str){ rest->text + start, end - start };
	*rest = (struct str){ rest->text + end, rest->length - end };
	return token->length > 0;
}
