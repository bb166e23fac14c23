/* SPDX-License-Identifier: MIT */
#include "base/pack.h"

#include "base/utf8.h"

#include <math.h>
#include <string.h>

enum {
	GROUP = 7, /* bits of a count in one byte */
	MORE = 0x80,
	MOST_SHIFT = 63,
	BYTE = 8,
};

void pack_count(struct buf *buf, uint64_t count)
{
	for (; count >= MORE; count >>= GROUP)
		buf_putc(buf, (char)(count | MORE));
	buf_putc(buf, (char)count);
}

void pack_number(struct buf *buf, double number)
{
	uint64_t bits;

	memcpy(&bits, &number, sizeof(bits));
	for (size_t i = 0; i < sizeof(bits); i++)
		buf_putc(buf, (char)(bits >> (BYTE * i)));
}

void pack_text(struct buf *buf, const char *text)
{
	struct str str = str_of(text);

	pack_count(buf, text != NULL ? str.length + 1 : 0);
	buf_put(buf, str.text, str.length);
}

/* The next bytes; empty and broken when there are fewer. */
static struct str take(struct packed *packed, uint64_t length)
{
	struct str taken = { packed->rest.text, (size_t)length };

	packed->broken |= length > packed->rest.length;
	if (packed->broken)
		return str_of("");
	packed->rest.text += length;
	packed->rest.length -= taken.length;
	return taken;
}

uint64_t unpack_count(struct packed *packed, uint64_t most)
{
	uint64_t count = 0;

	for (unsigned shift = 0; shift <= MOST_SHIFT; shift += GROUP) {
		struct str byte = take(packed, 1);
		uint64_t group = byte.length > 0 ? (unsigned char)*byte.text : 0;

		count |= (group & (MORE - 1)) << shift;
		if (group < MORE) {
			packed->broken |= count > most;
			return packed->broken ? 0 : count;
		}
	}
	packed->broken = true;
	return 0;
}

uint32_t unpack_entries(struct packed *packed)
{
	uint64_t most = packed->rest.length < UINT32_MAX ? packed->rest.length : UINT32_MAX;

	return (uint32_t)unpack_count(packed, most);
}

bool unpack_flag(struct packed *packed)
{
	return unpack_count(packed, 1) == 1;
}

double unpack_number(struct packed *packed)
{
	struct str bytes = take(packed, sizeof(uint64_t));
	uint64_t bits = 0;
	double number;

	for (size_t i = 0; i < bytes.length; i++)
		bits |= (uint64_t)(unsigned char)bytes.text[i] << (BYTE * i);
	memcpy(&number, &bits, sizeof(number));
	packed->broken |= !isfinite(number);
	return packed->broken ? 0 : number;
}

const char *unpack_text(struct packed *packed, struct arena *arena)
{
	uint64_t length = unpack_count(packed, UINT32_MAX);
	struct str text;

	if (length == 0)
		return NULL;
	text = take(packed, length - 1);
	packed->broken |= utf8_check(text.text, text.length) < text.length ||
		memchr(text.text, '\0', text.length) != NULL;
	return packed->broken ? "" : arena_copy(arena, text.text, text.length);
}

const char *unpack_word(struct packed *packed, struct arena *arena)
{
	const char *text = unpack_text(packed, arena);

	packed->broken |= text == NULL;
	return text != NULL ? text : "";
}

bool unpack_good(const struct packed *packed)
{
	return !packed->broken && packed->rest.length == 0;
}
