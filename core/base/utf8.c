/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include <string.h>

static bool is_continuation(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* Bytes that the sequence with this first byte takes, 0 for a byte that starts none. */
static size_t sequence_length(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xc2 && first <= 0xdf)
		return 2;
	if (first >= 0xe0 && first <= 0xef)
		return 3;
	if (first >= 0xf0 && first <= 0xf4)
		return 4;
	return 0;
}

static bool is_allowed(uint32_t character, size_t size)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };

	return character >= least[size] && character <= 0x10ffff &&
		!(character >= 0xd800 && character <= 0xdfff);
}

uint32_t utf8_decode(const char *text, size_t length, size_t *size)
{
	static const unsigned char mask[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	size_t need = sequence_length((unsigned char)text[0]);
	uint32_t character;

	*size = 1;
	if (need == 0 || need > length)
		return UTF8_INVALID;
	character = (unsigned char)text[0] & mask[need];
	for (size_t i = 1; i < need; i++) {
		if (!is_continuation(text[i]))
			return UTF8_INVALID;
		character = character << 6 | ((unsigned char)text[i] & 0x3f);
	}
	if (!is_allowed(character, need))
		return UTF8_INVALID;
	*size = need;
	return character;
}

/* Bytes at the start of text that are ASCII, found eight at a time. */
static size_t ascii_run(const char *text, size_t length)
{
	size_t i = 0;
	uint64_t word;

	while (length - i >= sizeof(word)) {
		memcpy(&word, text + i, sizeof(word));
		if (word & UINT64_C(0x8080808080808080))
			break;
		i += sizeof(word);
	}
	while (i < length && (unsigned char)text[i] < 0x80)
		i++;
	return i;
}

size_t utf8_check(const char *text, size_t length)
{
	size_t i = 0;

	while (i < length) {
		size_t size;

		i += ascii_run(text + i, length - i);
		if (i == length)
			break;
		if (utf8_decode(text + i, length - i, &size) == UTF8_INVALID)
			return i;
		i += size;
	}
	return length;
}

size_t utf8_count(const char *text, size_t length)
{
	size_t count = 0;
	size_t size;

	for (size_t i = 0; i < length; i += size) {
		utf8_decode(text + i, length - i, &size);
		count++;
	}
	return count;
}

void utf8_append(struct buf *buf, uint32_t character)
{
	char bytes[4];
	size_t size;

	if (character < 0x80) {
		bytes[0] = (char)character;
		size = 1;
	} else if (character < 0x800) {
		bytes[0] = (char)(0xc0 | character >> 6);
		size = 2;
	} else if (character < 0x10000) {
		bytes[0] = (char)(0xe0 | character >> 12);
		size = 3;
	} else {
		bytes[0] = (char)(0xf0 | character >> 18);
		size = 4;
	}
	for (size_t i = 1; i < size; i++)
		bytes[i] = (char)(0x80 | (character >> (6 * (size - 1 - i)) & 0x3f));
	buf_put(buf, bytes, size);
}

size_t utf8_prefix(const char *text, size_t length, size_t characters)
{
	size_t i = 0;

	/* No character takes less than a byte. */
	if (length <= characters)
		return length;
	while (i < length && characters > 0) {
		size_t size;

		utf8_decode(text + i, length - i, &size);
		i += size;
		characters--;
	}
	return i;
}
