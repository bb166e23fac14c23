/* SPDX-License-Identifier: MIT */
/*
 * fuzz_value.c - one text through everything that reads an attribute's value, and through what escapes it.
 *
 * A text is copied to memory of its exact length, so that a reader which looks one byte too far is caught. It
 * ends at the first NUL, as XML has none. What must hold: a value that was understood has sense (a range has an
 * order, a prefix contains its own address), reads back the same, and is a value of its type too.
 */
#include "fuzz.h"

#include "base/address.h"
#include "base/escape.h"
#include "base/mem.h"
#include "base/number.h"
#include "base/utf8.h"
#include "model/numbers.h"
#include "model/pattern.h"
#include "model/ports.h"
#include "model/value.h"

#include <string.h>

static void try_address(struct str text)
{
	struct address address;
	struct address again;
	bool has_prefix = address_parse_prefix(text, &address);

	if (address_parse(text, &again)) {
		MUST(has_prefix && address_equal(&address, &again) && !again.has_prefix);
		MUST(again.prefix == again.bits && value_check_text(TYPE_ADDRESS, text));
	}
	MUST(has_prefix == value_check_text(TYPE_PREFIX, text));
	if (!has_prefix)
		return;
	MUST(address.bits == 32 || address.bits == 128);
	MUST(address.prefix <= address.bits);
	MUST(address_equal(&address, &address) && address_contains(&address, &address));
	if (address_special(&address) != NULL)
		MUST(address_special(&address)->bits == address.bits);
}

static void try_number(struct str text)
{
	uint64_t whole;
	double decimal;
	char again[32];

	if (number_parse_whole(text, UINT64_MAX, &whole)) {
		int length = snprintf(again, sizeof(again), "%llu", (unsigned long long)whole);

		MUST((size_t)length == text.length && memcmp(again, text.text, text.length) == 0);
	}
	if (number_parse_decimal(text, &decimal))
		MUST(decimal >= 0 && decimal < 1e15 && value_check_text(TYPE_DECIMAL, text));
}

static void try_numbers(struct str text)
{
	struct number_range range;
	struct number_range again;
	char written[NUMBER_TEXT_LENGTH];
	uint64_t count = 0;
	struct str rest = text;

	while (number_range_next(&rest, &range)) {
		MUST(range.first <= range.last && range.first > 0);
		MUST(!range.has_extension || range.first == range.last);
		number_text(&range, range.first, written);
		MUST(number_range_parse(str_of(written), &again));
		MUST(again.first == range.first && again.has_extension == range.has_extension);
		MUST(again.extension == range.extension);
		count += range.last - range.first + 1;
	}
	MUST(numbers_count(text) == count);
}

static void try_ports(struct str text)
{
	struct port_range range;
	struct protocol_ports wanted;
	struct protocol_ports again;
	char written[32];

	if (port_range_parse(text, &range))
		MUST(range.first <= range.last && range.last <= 65535 && value_check_text(TYPE_PORTS, text));
	if (!protocol_ports_parse(text, &wanted))
		return;
	protocol_ports_text(&wanted, written, sizeof(written));
	MUST(protocol_ports_parse(str_of(written), &again));
	MUST(again.protocol == wanted.protocol && again.ports.first == wanted.ports.first &&
		again.ports.last == wanted.ports.last);
}

/* The first line is a pattern, the rest a number. */
static void try_pattern(struct str text)
{
	struct patterns patterns = { 0 };
	const char *end = text.length > 0 ? memchr(text.text, '\n', text.length) : NULL;
	struct str written = { text.text, end != NULL ? (size_t)(end - text.text) : text.length };
	struct str number = { written.text + written.length, text.length - written.length };
	char example[PATTERN_EXAMPLE_LENGTH];
	const struct pattern *pattern;

	if (!value_check_text(TYPE_PATTERN, written) || utf8_check(text.text, text.length) != text.length)
		return;
	pattern = patterns_get(&patterns, written);
	MUST(pattern != NULL && patterns_get(&patterns, written) == pattern);
	if (pattern_is_valid(pattern)) {
		if (pattern_match(&patterns, pattern, number) == MATCH_YES)
			MUST(str_starts(number, pattern_prefix(pattern)));
		if (pattern_example(&patterns, pattern, example))
			MUST(pattern_match(&patterns, pattern, str_of(example)) == MATCH_YES);
	}
	patterns_release(&patterns);
}

/* As a value of every attribute there is. */
static void try_rows(struct str text)
{
	for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
		unsigned n;
		const struct attr_spec *specs = attr_specs_of((enum kind)kind, &n);

		for (unsigned i = 0; i < n; i++) {
			uint32_t number;

			if (value_is_number((enum type)specs[i].type) &&
				!value_parse_number(&specs[i], text, &number))
				value_suggest(&specs[i], text);
			if (value_is_text((enum type)specs[i].type))
				value_check_text((enum type)specs[i].type, text);
		}
	}
	kind_find(text);
	value_scope_form(text, NULL);
	if (value_is_ncname(text))
		MUST(text.length > 0 && utf8_check(text.text, text.length) == text.length);
}

/* Valid UTF-8 in one line, without control characters. */
static void must_be_plain(const struct buf *buf)
{
	MUST(utf8_check(buf_text(buf), buf->length) == buf->length);
	for (size_t i = 0; i < buf->length; i++)
		MUST((unsigned char)buf->text[i] >= ' ');
}

static void try_escapes(struct str text)
{
	static void (*const escapes[])(struct buf *, struct str) = { escape_terminal, escape_path, escape_xml,
		escape_dot, escape_markdown };
	struct buf buf = { 0 };

	for (size_t i = 0; i < ARRAY_LEN(escapes); i++) {
		buf_clear(&buf);
		escapes[i](&buf, text);
		must_be_plain(&buf);
		MUST(escapes[i] != escape_xml || buf.length == 0 || strpbrk(buf_text(&buf), "<>\"'") == NULL);
	}
	buf_release(&buf);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t length = strnlen((const char *)data, size);
	char *copy = malloc(length + (length == 0));
	struct str text = { copy, length };

	MUST(copy != NULL);
	memcpy(copy, data, length);
	try_address(text);
	try_number(text);
	try_numbers(text);
	try_ports(text);
	try_pattern(text);
	try_rows(text);
	try_escapes(text);
	MUST(!mem_ran_out());
	free(copy);
	return 0;
}
