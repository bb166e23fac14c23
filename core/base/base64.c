/* SPDX-License-Identifier: MIT */
#include "base/base64.h"

#include <stdint.h>

enum {
	BYTES = 3, /* of a group */
	DIGITS = 4,
	BITS = 6, /* of a digit */
	MASK = 63,
	BYTE = 8,
};

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void base64_write(struct str bytes, char *ret)
{
	for (size_t at = 0; at < bytes.length; at += BYTES) {
		size_t n = bytes.length - at < BYTES ? bytes.length - at : BYTES;
		uint32_t group = 0;

		for (size_t i = 0; i < BYTES; i++)
			group = group << BYTE | (i < n ? (unsigned char)bytes.text[at + i] : 0);
		for (size_t i = 0; i < DIGITS; i++)
			ret[i] = digits[group >> (BITS * (DIGITS - 1 - i)) & MASK];
		memset(ret + n + 1, '=', BYTES - n);
		ret += DIGITS;
	}
	*ret = '\0';
}

/* False where there is something else, or bits that stand for nothing are set. */
static bool read_group(const char *text, size_t n_digit, char *ret)
{
	size_t n = n_digit - 1;
	uint32_t group = 0;

	for (size_t i = 0; i < DIGITS; i++) {
		const char *digit = i < n_digit ? memchr(digits, text[i], sizeof(digits) - 1) : digits;

		if (digit == NULL)
			return false;
		group = group << BITS | (uint32_t)(digit - digits);
	}
	for (size_t i = 0; i < n; i++)
		ret[i] = (char)(group >> (BYTE * (BYTES - 1 - i)));
	return (group & ((1U << (BYTE * (BYTES - n))) - 1)) == 0;
}

bool base64_read(struct str text, char *ret, size_t *ret_size)
{
	bool good = text.length % DIGITS == 0;

	*ret_size = 0;
	for (size_t at = 0; good && at < text.length; at += DIGITS) {
		size_t n = DIGITS;

		if (at + DIGITS == text.length)
			while (n > 2 && text.text[at + n - 1] == '=')
				n--;
		good = read_group(text.text + at, n, ret + *ret_size);
		*ret_size += n - 1;
	}
	return good;
}
