/* SPDX-License-Identifier: MIT */
#include "render/measure.h"

#include "base/utf8.h"

enum {
	FIRST_PRINTABLE = 0x20,
	LAST_PRINTABLE = 0x7e,
	WIDE = 1000,   /* East Asian characters, emoji */
	UNKNOWN = 700, /* accented capitals and what else there is */
	FIRST_WIDE = 0x1100,
	FIRST_MARK = 0x300, /* combining marks take no room */
	LAST_MARK = 0x36f,
};

static const char ellipsis[] = "\xe2\x80\xa6";

/* Thousandths of the font's size, from ' ' to '~'. */
static const uint16_t widths[] = {
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,  /* to '/' */
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,  /* to '?' */
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, /* to 'O' */
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,  /* to '_' */
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,  /* to 'o' */
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,       /* to '~' */
};

/* Bold letters are wider by about this. */
static const double bold_factor = 1.08;

static unsigned width_of(uint32_t character)
{
	if (character >= FIRST_PRINTABLE && character <= LAST_PRINTABLE)
		return widths[character - FIRST_PRINTABLE];
	if (character >= FIRST_MARK && character <= LAST_MARK)
		return 0;
	return character >= FIRST_WIDE && character != UTF8_INVALID ? WIDE : UNKNOWN;
}

double measure_width(struct str text, double size, enum weight weight)
{
	uint64_t sum = 0;
	size_t used;

	for (size_t at = 0; at < text.length; at += used)
		sum += width_of(utf8_decode(text.text + at, text.length - at, &used));
	return (double)sum / 1000 * size * (weight == WEIGHT_BOLD ? bold_factor : 1);
}

static bool may_break_after(char c)
{
	return c == '-' || c == '.' || c == ',' || c == '/' || c == '_' || c == '@';
}

/* The bytes of the text that make the next line; *ret_skip: blanks after it. */
static size_t next_line(struct str text, double size, enum weight weight, double width, size_t *ret_skip)
{
	size_t fits = 0;
	size_t good = 0;
	size_t used;
	double so_far = 0;

	*ret_skip = 0;
	while (fits < text.length) {
		utf8_decode(text.text + fits, text.length - fits, &used);
		so_far += measure_width((struct str){ text.text + fits, used }, size, weight);
		if (so_far > width && fits > 0)
			break;
		if (text.text[fits] == ' ' && fits > 0)
			good = fits;
		else if (may_break_after(text.text[fits]) && fits + used < text.length && fits > 1)
			good = fits + used;
		fits += used;
	}
	if (fits < text.length && text.text[fits] == ' ')
		good = fits;
	if (fits == text.length || good == 0)
		return fits;
	while (good + *ret_skip < text.length && text.text[good + *ret_skip] == ' ')
		(*ret_skip)++;
	return good;
}

uint32_t measure_wrap(struct arena *arena, struct str text, double size, enum weight weight, double width,
	const char **lines, uint32_t most)
{
	uint32_t n = 0;

	while (text.length > 0 && n < most) {
		size_t skip;
		size_t length = next_line(text, size, weight, width, &skip);
		bool is_cut = n + 1 == most && length + skip < text.length;

		lines[n++] = arena_printf(arena, "%.*s%s", (int)length, text.text, is_cut ? ellipsis : "");
		text.text += length + skip;
		text.length -= length + skip;
	}
	return n;
}
