/* SPDX-License-Identifier: MIT */
#include "model/numbers.h"

#include "base/number.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char extension_mark[] = ";ext=";

/* Splits text at the first `mark`; the head keeps what stands before, the tail what follows. */
static bool split(struct str text, const char *mark, struct str *head, struct str *tail)
{
	size_t length = strlen(mark);
	const char *found = text.length > 0 ? memchr(text.text, mark[0], text.length) : NULL;

	/* Neither mark can follow another half of itself: the first place is the only one. */
	if (found == NULL ||
		!str_starts((struct str){ found, text.length - (size_t)(found - text.text) }, mark))
		return false;
	*head = (struct str){ text.text, (size_t)(found - text.text) };
	*tail = (struct str){ found + length, text.length - head->length - length };
	return true;
}

static bool parse_digits(struct str text, uint64_t *ret)
{
	return text.length <= NUMBER_DIGITS && number_parse_whole(text, UINT64_MAX, ret) && *ret > 0;
}

/* Digits that may start with 0, as the suffix of a range does. */
static bool parse_suffix(struct str text, uint64_t *ret, uint64_t *ret_scale)
{
	*ret = 0;
	*ret_scale = 1;
	if (text.length == 0 || text.length > NUMBER_DIGITS)
		return false;
	for (size_t i = 0; i < text.length; i++) {
		if (!ascii_is_digit(text.text[i]))
			return false;
		*ret = *ret * 10 + (uint64_t)(text.text[i] - '0');
		*ret_scale *= 10;
	}
	return true;
}

bool number_range_parse(struct str token, struct number_range *ret)
{
	struct number_range range = { 0 };
	struct str head;
	struct str tail;
	uint64_t suffix;
	uint64_t scale;

	if (!str_starts(token, "+"))
		return false;
	token = (struct str){ token.text + 1, token.length - 1 };
	if (split(token, extension_mark, &head, &tail)) {
		range.has_extension = true;
		if (!parse_suffix(tail, &range.extension, &scale) || !parse_digits(head, &range.first))
			return false;
		range.last = range.first;
	} else if (split(token, "-", &head, &tail)) {
		if (!parse_digits(head, &range.first) || !parse_suffix(tail, &suffix, &scale) ||
			tail.length > head.length)
			return false;
		range.last = range.first / scale * scale + suffix;
	} else {
		if (!parse_digits(token, &range.first))
			return false;
		range.last = range.first;
	}
	*ret = range;
	return range.last >= range.first;
}

bool number_range_next(struct str *rest, struct number_range *ret)
{
	struct str token;

	while (str_next_token(rest, &token))
		if (number_range_parse(token, ret))
			return true;
	return false;
}

void number_text(const struct number_range *range, uint64_t number, char text[NUMBER_TEXT_LENGTH])
{
	int length = snprintf(text, NUMBER_TEXT_LENGTH, "+%" PRIu64, number);

	if (range->has_extension)
		snprintf(text + length, NUMBER_TEXT_LENGTH - (size_t)length, "%s%" PRIu64, extension_mark,
			range->extension);
}

uint64_t numbers_count(struct str list)
{
	struct number_range range;
	uint64_t count = 0;

	while (number_range_next(&list, &range))
		count += range.last - range.first + 1;
	return count;
}
