/* SPDX-License-Identifier: MIT */
#include "model/shape.h"

#include "base/distance.h"
#include "base/number.h"
#include "model/numbers.h"
#include "model/value.h"

enum {
	WHOLE_DIGITS = 9,          /* of a time: sums of several still fit */
	NANOSECOND_DIGITS = 9,     /* after the point of a second */
	OF_MILLISECOND_DIGITS = 6, /* after the point of a millisecond */
	MOST_WHOLE = 999999999,
	LEAST_FINAL = 200, /* SIP codes that end a transaction */
	MOST_FINAL = 699,
};

#define NCNAME "[\\i-[:]][\\c-[:]]*"
#define HOP NCNAME "(/remote)?"
#define TIME(decimals) "(0|[1-9][0-9]{0,8})(\\.[0-9]{1," decimals "})?"

static const struct {
	const char *name;
	const char *expected;
	const char *pattern;
	const char *base;
} shapes[SHAPE_COUNT] = {
	[SHAPE_NONE] = { "text", "text", ".*", "xs:string" },
	[SHAPE_SECONDS] = { "seconds",
		"a number of seconds such as 2 or 0.5, below 1000000000 and with at most 9 decimals",
		TIME("9"), "xs:string" },
	[SHAPE_MILLISECONDS] = { "milliseconds",
		"a number of milliseconds such as 20 or 0.5, below 1000000000 and with at most 6 decimals",
		TIME("6"), "xs:string" },
	[SHAPE_PARTY] = { "party",
		"a number such as +14255550100, the id of users or of a device, or ID/remote for a remote worker",
		"\\+[1-9][0-9]{0,14}(;ext=[0-9]{1,15})?|" HOP, "xs:string" },
	[SHAPE_OUTCOME] = { "outcome", "connected, failed, or a SIP code from 200 to 699",
		"connected|failed|[2-6][0-9]{2}", "xs:string" },
	[SHAPE_HOPS] = { "hops",
		"ids of hops separated by blanks, ID/remote for a remote worker, pstn for the PSTN",
		HOP "( " HOP ")*", "xs:token" },
};

const char *shape_name(enum shape shape)
{
	return shapes[shape].name;
}

const char *shape_describe(enum shape shape)
{
	return shapes[shape].expected;
}

const char *shape_pattern(enum shape shape)
{
	return shapes[shape].pattern;
}

const char *shape_base(enum shape shape)
{
	return shapes[shape].base;
}

/* The digits after the point, as a number of 10^-decimals. */
static bool parse_fraction(struct str digits, unsigned decimals, int64_t *ret)
{
	int64_t value = 0;

	if (digits.length == 0 || digits.length > decimals)
		return false;
	for (size_t i = 0; i < decimals; i++) {
		if (i < digits.length && !ascii_is_digit(digits.text[i]))
			return false;
		value = value * 10 + (i < digits.length ? digits.text[i] - '0' : 0);
	}
	*ret = value;
	return true;
}

static bool parse_time(struct str text, unsigned decimals, int64_t *ret)
{
	const char *point = text.length > 0 ? memchr(text.text, '.', text.length) : NULL;
	struct str before = { text.text, point != NULL ? (size_t)(point - text.text) : text.length };
	struct str after = { point != NULL ? point + 1 : "",
		point != NULL ? text.length - before.length - 1 : 0 };
	int64_t fraction = 0;
	uint64_t whole;
	int64_t unit = 1;

	if (!number_parse_whole(before, MOST_WHOLE, &whole) ||
		(point != NULL && !parse_fraction(after, decimals, &fraction)))
		return false;
	for (unsigned i = 0; i < decimals; i++)
		unit *= 10;
	*ret = (int64_t)whole * unit + fraction;
	return true;
}

bool shape_nanoseconds(enum shape shape, struct str text, int64_t *ret)
{
	if (shape == SHAPE_SECONDS)
		return parse_time(text, NANOSECOND_DIGITS, ret);
	return shape == SHAPE_MILLISECONDS && parse_time(text, OF_MILLISECOND_DIGITS, ret);
}

bool shape_is_number(struct str text)
{
	struct number_range range;

	return number_range_parse(text, &range) && memchr(text.text, '-', text.length) == NULL;
}

bool party_parse(struct str text, struct party_name *ret)
{
	const char *slash = text.length > 0 ? memchr(text.text, '/', text.length) : NULL;

	*ret = (struct party_name){ str_of(""), str_of(""), false };
	if (shape_is_number(text)) {
		ret->number = text;
		return true;
	}
	ret->id = text;
	if (slash != NULL) {
		struct str rest = { slash, text.length - (size_t)(slash - text.text) };

		ret->id.length = (size_t)(slash - text.text);
		ret->remote = str_is(rest, "/remote");
		if (!ret->remote)
			return false;
	}
	return ret->id.length <= VALUE_MOST_ID && value_is_ncname(ret->id);
}

static bool are_hops(struct str text)
{
	struct str token;
	bool any = false;

	while (str_next_token(&text, &token)) {
		struct party_name name;

		if (!party_parse(token, &name) || name.id.length == 0)
			return false;
		any = true;
	}
	return any;
}

static bool is_outcome(struct str text)
{
	uint64_t code;

	if (str_is(text, "connected") || str_is(text, "failed"))
		return true;
	return number_parse_whole(text, MOST_FINAL, &code) && code >= LEAST_FINAL;
}

bool shape_check(enum shape shape, struct str text)
{
	struct party_name name;
	int64_t time;

	switch (shape) {
	case SHAPE_SECONDS:
	case SHAPE_MILLISECONDS:
		return shape_nanoseconds(shape, text, &time);
	case SHAPE_PARTY:
		return party_parse(text, &name);
	case SHAPE_OUTCOME:
		return is_outcome(text);
	case SHAPE_HOPS:
		return are_hops(text);
	default:
		return true;
	}
}

const char *shape_suggest(enum shape shape, struct str text)
{
	static const char *const outcomes[] = { "connected", "failed" };

	return shape == SHAPE_OUTCOME ? nearest_word(outcomes, ARRAY_LEN(outcomes), text) : NULL;
}
