/* SPDX-License-Identifier: MIT */
#include "model/value.h"

#include "base/address.h"
#include "base/distance.h"
#include "base/number.h"
#include "base/utf8.h"
#include "model/numbers.h"
#include "model/ports.h"

#include <string.h>

bool value_is_number(enum type type)
{
	return type == TYPE_BOOL || type == TYPE_INT || type == TYPE_CHOICE || type == TYPE_CHOICE_SET;
}

bool value_is_text(enum type type)
{
	return !value_is_number(type) && type != TYPE_ID && type != TYPE_REF && type != TYPE_REFS;
}

static bool parse_choice(const struct attr_spec *spec, struct str text, uint32_t *ret)
{
	const struct choice_list *list = choice_list(spec->choices);

	for (unsigned i = 0; i < list->count; i++) {
		if (str_is(text, list->names[i])) {
			*ret = i;
			return true;
		}
	}
	return false;
}

static bool parse_choice_set(const struct attr_spec *spec, struct str text, uint32_t *ret)
{
	struct str token;
	uint32_t bits = 0;
	uint32_t choice;

	while (str_next_token(&text, &token)) {
		if (!parse_choice(spec, token, &choice))
			return false;
		bits |= (uint32_t)1 << choice;
	}
	*ret = bits;
	return true;
}

static bool parse_int(const struct attr_spec *spec, struct str text, uint32_t *ret)
{
	uint64_t number;

	if (spec->least < 0 && str_is(text, "-1")) {
		*ret = (uint32_t)-1;
		return true;
	}
	if (!number_parse_whole(text, (uint64_t)spec->most, &number) || (int64_t)number < spec->least)
		return false;
	*ret = (uint32_t)number;
	return true;
}

bool value_parse_number(const struct attr_spec *spec, struct str text, uint32_t *ret)
{
	switch (spec->type) {
	case TYPE_BOOL:
		*ret = text.length == 4 && memcmp(text.text, "true", 4) == 0;
		return *ret || (text.length == 5 && memcmp(text.text, "false", 5) == 0);
	case TYPE_INT:
		return parse_int(spec, text, ret);
	case TYPE_CHOICE:
		return parse_choice(spec, text, ret);
	case TYPE_CHOICE_SET:
		return parse_choice_set(spec, text, ret);
	default:
		return false;
	}
}

/* Every token of the list passes the check; a list may be empty. */
static bool check_list(struct str text, bool (*check)(struct str token))
{
	struct str token;

	while (str_next_token(&text, &token))
		if (!check(token))
			return false;
	return true;
}

static bool is_host(struct str text)
{
	if (text.length == 0 || text.length > 255)
		return false;
	for (size_t i = 0; i < text.length; i++) {
		char c = text.text[i];

		if (!ascii_is_alnum(c) && c != '.' && c != '-' && c != '_')
			return false;
	}
	return true;
}

static bool is_address(struct str text)
{
	struct address address;

	return address_parse(text, &address);
}

static bool is_prefix(struct str text)
{
	struct address address;

	return address_parse_prefix(text, &address);
}

static bool is_port_range(struct str text)
{
	struct port_range range;

	return port_range_parse(text, &range);
}

static bool is_protocol_port(struct str text)
{
	struct protocol_ports wanted;

	return protocol_ports_parse(text, &wanted) && wanted.protocol != PROTOCOL_ANY;
}

static bool is_country(struct str text)
{
	return text.length == 2 && text.text[0] >= 'A' && text.text[0] <= 'Z' && text.text[1] >= 'A' &&
		text.text[1] <= 'Z';
}

static bool is_number_range(struct str text)
{
	struct number_range range;

	return number_range_parse(text, &range);
}

static bool is_dialled(struct str text)
{
	for (size_t i = 0; i < text.length; i++)
		if (!ascii_is_digit(text.text[i]) && text.text[i] != '*' && text.text[i] != '#' &&
			!(text.text[i] == '+' && i == 0))
			return false;
	return text.length > 0 && text.length <= 64;
}

/* One number: E.164 with its +, an extension allowed, or digits as an exchange knows them. */
static bool is_number(struct str text)
{
	return is_dialled(text) || (is_number_range(text) && memchr(text.text, '-', text.length) == NULL);
}

bool value_check_text(enum type type, struct str text)
{
	double decimal;

	switch (type) {
	case TYPE_HOST:
		return is_host(text);
	case TYPE_DECIMAL:
		return number_parse_decimal(text, &decimal);
	case TYPE_ADDRESS:
		return is_address(text);
	case TYPE_ADDRESSES:
		return check_list(text, is_address);
	case TYPE_INTERFACE_ADDRESS:
	case TYPE_PREFIX:
		return is_prefix(text);
	case TYPE_PORTS:
		return check_list(text, is_port_range);
	case TYPE_PROTOCOL_PORTS:
		return check_list(text, is_protocol_port);
	case TYPE_COUNTRY:
		return is_country(text);
	case TYPE_COUNTRIES:
		return check_list(text, is_country);
	case TYPE_NUMBER:
		return is_number(text);
	case TYPE_NUMBERS:
		return check_list(text, is_number_range);
	case TYPE_DIALLED:
		return check_list(text, is_dialled);
	case TYPE_PATTERN:
		return text.length <= VALUE_MOST_PATTERN;
	case TYPE_HREF:
		return text.length > 0;
	default:
		return true;
	}
}

/* NameStartChar of XML 1.0, fifth edition, without the colon; from its production [4]. */
static bool starts_name(uint32_t c)
{
	static const uint32_t ranges[][2] = {
		{ 'A', 'Z' },
		{ '_', '_' },
		{ 'a', 'z' },
		{ 0xc0, 0xd6 },
		{ 0xd8, 0xf6 },
		{ 0xf8, 0x2ff },
		{ 0x370, 0x37d },
		{ 0x37f, 0x1fff },
		{ 0x200c, 0x200d },
		{ 0x2070, 0x218f },
		{ 0x2c00, 0x2fef },
		{ 0x3001, 0xd7ff },
		{ 0xf900, 0xfdcf },
		{ 0xfdf0, 0xfffd },
		{ 0x10000, 0xeffff },
	};

	for (size_t i = 0; i < ARRAY_LEN(ranges); i++)
		if (c >= ranges[i][0] && c <= ranges[i][1])
			return true;
	return false;
}

/* NameChar, production [4a]. */
static bool continues_name(uint32_t c)
{
	return starts_name(c) || c == '-' || c == '.' || (c >= '0' && c <= '9') || c == 0xb7 ||
		(c >= 0x300 && c <= 0x36f) || (c >= 0x203f && c <= 0x2040);
}

/* Nearly all ids are ASCII: the bytes at the start that are good as they are. */
static size_t plain_name_prefix(struct str text)
{
	/* A bit for each byte: - . 0-9, then A-Z _ a-z. */
	static const uint64_t plain[4] = { UINT64_C(0x3ff600000000000), UINT64_C(0x7fffffe87fffffe) };
	size_t i = 0;

	while (i < text.length &&
		plain[(unsigned char)text.text[i] / 64] & BIT((unsigned char)text.text[i] % 64))
		i++;
	return i;
}

bool value_is_ncname(struct str text)
{
	size_t size;

	if (text.length == 0)
		return false;
	if (plain_name_prefix(text) == text.length)
		return text.text[0] == '_' || (ascii_is_alnum(text.text[0]) && !ascii_is_digit(text.text[0]));
	for (size_t i = 0; i < text.length; i += size) {
		uint32_t c = utf8_decode(text.text + i, text.length - i, &size);

		if (c == UTF8_INVALID || !(i == 0 ? starts_name(c) : continues_name(c)))
			return false;
	}
	return true;
}

static const struct {
	const char *text; /* the whole for a form without an id, else what stands before it */
	enum scope_form form;
	bool has_id;
} scope_forms[] = {
	{ "global", SCOPE_GLOBAL, false },
	{ "user", SCOPE_USER, false },
	{ "site:", SCOPE_SITE, true },
	{ "trunk:", SCOPE_TRUNK, true },
	{ "pool:", SCOPE_POOL, true },
};

unsigned value_scope_form(struct str text, struct str *ret_id)
{
	for (size_t i = 0; i < ARRAY_LEN(scope_forms); i++) {
		size_t length = strlen(scope_forms[i].text);
		struct str id = { text.text + length, text.length - length };

		if (!scope_forms[i].has_id && str_is(text, scope_forms[i].text))
			return scope_forms[i].form;
		if (!scope_forms[i].has_id || !str_starts(text, scope_forms[i].text) || !value_is_ncname(id))
			continue;
		if (ret_id != NULL)
			*ret_id = id;
		return scope_forms[i].form;
	}
	return 0;
}

static const struct {
	const char *name;
	const char *expected; /* NULL: made from the row */
} types[TYPE_COUNT] = {
	[TYPE_ID] = { "id", "a name that starts with a letter or underscore, without blanks and colons" },
	[TYPE_TEXT] = { "text", "text" },
	[TYPE_HOST] = { "host name", "a host name such as med1.contoso.com" },
	[TYPE_BOOL] = { "boolean", "true or false" },
	[TYPE_INT] = { "whole number", NULL },
	[TYPE_DECIMAL] = { "decimal", "a number such as 12 or 0.5, without sign and leading zeros" },
	[TYPE_CHOICE] = { "choice", NULL },
	[TYPE_CHOICE_SET] = { "choices", NULL },
	[TYPE_REF] = { "reference", "an id" },
	[TYPE_REFS] = { "references", "ids separated by blanks" },
	[TYPE_TARGET] = { "target", "an id, an address or a prefix such as 10.1.2.0/24" },
	[TYPE_SCOPE] = { "scope", NULL },
	[TYPE_ADDRESS] = { "address", "an address such as 10.1.2.3, without leading zeros, port or prefix" },
	[TYPE_ADDRESSES] = { "addresses", "addresses separated by blanks" },
	[TYPE_INTERFACE_ADDRESS] = { "interface address", "an address such as 10.1.2.3/24" },
	[TYPE_PREFIX] = { "prefix", "a prefix such as 10.1.2.0/24" },
	[TYPE_PORTS] = { "ports", "ports and ranges such as 500 4500 49152-57500" },
	[TYPE_PROTOCOL_PORTS] = { "protocols and ports", "a list such as udp/500 udp/4500 esp" },
	[TYPE_COUNTRY] = { "country", "a country code of two capital letters such as US" },
	[TYPE_COUNTRIES] = { "countries", "country codes such as US CA" },
	[TYPE_TOKENS] = { "words", "words separated by blanks" },
	[TYPE_NUMBER] = { "number", "a number such as +14255550100" },
	[TYPE_NUMBERS] = { "numbers", "numbers such as +14255550100 or ranges such as +14255550100-0199" },
	[TYPE_DIALLED] = { "dialled digits", "digits as dialled, such as 911 112" },
	[TYPE_PATTERN] = { "pattern", "a regular expression of at most 4096 bytes" },
	[TYPE_HREF] = { "path", "a relative path" },
};

const char *type_name(enum type type)
{
	return types[type].name;
}

static void describe_choices(const struct attr_spec *spec, struct buf *buf)
{
	const struct choice_list *list = choice_list(spec->choices);

	buf_puts(buf, spec->type == TYPE_CHOICE ? "one of " : "any of ");
	for (unsigned i = 0; i < list->count; i++)
		buf_printf(buf, "%s%s", i ? ", " : "", list->names[i]);
}

static void describe_scope(const struct attr_spec *spec, struct buf *buf)
{
	const char *joint = "";

	for (size_t i = 0; i < ARRAY_LEN(scope_forms); i++) {
		if (!(spec->forms & scope_forms[i].form))
			continue;
		buf_printf(buf, "%s%s%s", joint, scope_forms[i].text, scope_forms[i].has_id ? "ID" : "");
		joint = ", ";
	}
}

void value_describe(const struct attr_spec *spec, struct buf *buf)
{
	if (types[spec->type].expected != NULL)
		buf_puts(buf, types[spec->type].expected);
	else if (spec->type == TYPE_INT)
		buf_printf(buf, "a whole number from %d to %d", (int)spec->least, (int)spec->most);
	else if (spec->type == TYPE_SCOPE)
		describe_scope(spec, buf);
	else
		describe_choices(spec, buf);
}

/* Other ways to say true and false. */
static const char *suggest_bool(struct str text)
{
	static const char *const others[][2] = {
		{ "yes", "true" },
		{ "1", "true" },
		{ "on", "true" },
		{ "no", "false" },
		{ "0", "false" },
		{ "off", "false" },
	};
	static const char *const words[] = { "true", "false" };

	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		if (ascii_compare_nocase(text, str_of(others[i][0])) == 0)
			return others[i][1];
	return nearest_word(words, ARRAY_LEN(words), text);
}

const char *value_suggest(const struct attr_spec *spec, struct str text)
{
	const struct choice_list *list = choice_list(spec->choices);
	struct str token;
	uint32_t choice;

	if (spec->type == TYPE_BOOL)
		return suggest_bool(text);
	if (spec->type == TYPE_CHOICE)
		return nearest_word(list->names, list->count, text);
	while (spec->type == TYPE_CHOICE_SET && str_next_token(&text, &token))
		if (!parse_choice(spec, token, &choice))
			return nearest_word(list->names, list->count, token);
	return NULL;
}
