/* SPDX-License-Identifier: MIT */
#include "diag/instruction.h"

#include "base/buf.h"
#include "base/utf8.h"

static enum instruction_step fault(const char *text, const char **ret_fault)
{
	*ret_fault = text;
	return INSTRUCTION_FAULT;
}

static size_t skip_space(struct str text, size_t at)
{
	while (at < text.length && ascii_is_space(text.text[at]))
		at++;
	return at;
}

static bool is_name_character(char c)
{
	return ascii_is_alnum(c) || c == '-' || c == '_' || c == '.' || c == ':' || (c & 0x80) != 0;
}

static struct str take_name(struct str text, size_t *at)
{
	size_t start = *at;

	while (*at < text.length && is_name_character(text.text[*at]))
		++*at;
	return (struct str){ text.text + start, *at - start };
}

/* The quotes stand around it, or it is a fault. */
static enum instruction_step take_value(struct str text, size_t *at, struct str *ret, const char **ret_fault)
{
	char quote = (char)(*at < text.length ? text.text[*at] : '\0');
	size_t start = *at + 1;
	const char *end;

	if (quote != '"' && quote != '\'')
		return fault("a value has no quotes", ret_fault);
	end = memchr(text.text + start, quote, text.length - start);
	if (end == NULL)
		return fault("a value is not closed with a quote", ret_fault);
	*ret = (struct str){ text.text + start, (size_t)(end - text.text) - start };
	if (memchr(ret->text, '<', ret->length) != NULL)
		return fault("'<' in a value: write &lt;", ret_fault);
	*at = (size_t)(end - text.text) + 1;
	return INSTRUCTION_ATTRIBUTE;
}

enum instruction_step instruction_next(
	struct str text, size_t *at, struct pseudo_attribute *ret, const char **ret_fault)
{
	size_t begin = skip_space(text, *at);
	size_t name_at;

	if (begin == text.length)
		return INSTRUCTION_END;
	if (begin == *at)
		return fault("a blank is missing between two attributes", ret_fault);
	*at = begin;
	name_at = begin;
	ret->name = take_name(text, at);
	if (ret->name.length == 0)
		return fault("an attribute, name=\"value\", is wanted here", ret_fault);
	*at = skip_space(text, *at);
	if (*at == text.length || text.text[*at] != '=') {
		*at = name_at;
		return fault("an attribute has no value", ret_fault);
	}
	*at = skip_space(text, *at + 1);
	return take_value(text, at, &ret->written, ret_fault);
}

/* The number of a character reference, "x41" or "65"; 0 when it is none. */
static uint32_t referenced_character(struct str digits)
{
	bool hexadecimal = digits.length > 0 && digits.text[0] == 'x';
	uint32_t code = 0;

	if (digits.length <= hexadecimal)
		return 0;
	for (size_t i = hexadecimal; i < digits.length; i++) {
		char c = ascii_lower(digits.text[i]);
		bool letter = hexadecimal && c >= 'a' && c <= 'f';

		if (!ascii_is_digit(c) && !letter)
			return 0;
		code = code * (hexadecimal ? 16 : 10) + (uint32_t)(letter ? c - 'a' + 10 : c - '0');
		if (code > 0x10FFFF)
			return 0;
	}
	return code;
}

/* Char of XML 1.0, 2.2. */
static bool is_xml_character(uint32_t code)
{
	return code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code < 0xD800) ||
		(code >= 0xE000 && code < 0xFFFE) || code > 0xFFFF;
}

/* Appends what "&NAME;" stands for. */
static bool replace(struct buf *buf, struct str name)
{
	static const struct {
		const char *name;
		char stands_for;
	} entities[] = { { "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' } };
	uint32_t code;

	for (size_t i = 0; i < ARRAY_LEN(entities); i++) {
		if (str_is(name, entities[i].name)) {
			buf_putc(buf, entities[i].stands_for);
			return true;
		}
	}
	if (name.length < 2 || name.text[0] != '#')
		return false;
	code = referenced_character((struct str){ name.text + 1, name.length - 1 });
	if (code == 0 || !is_xml_character(code))
		return false;
	utf8_append(buf, code);
	return true;
}

const char *instruction_value(struct arena *arena, struct str written)
{
	const char *value = NULL;
	struct buf buf = { 0 };
	size_t i = 0;

	while (i < written.length) {
		const char *here = written.text + i;
		const char *end = *here == '&' ? memchr(here, ';', written.length - i) : here;

		if (end == NULL)
			break;
		if (*here != '&')
			buf_putc(&buf, *here);
		else if (!replace(&buf, (struct str){ here + 1, (size_t)(end - here) - 1 }))
			break;
		i += (size_t)(end - here) + 1;
	}
	if (i == written.length)
		value = arena_copy(arena, buf_text(&buf), buf.length);
	buf_release(&buf);
	return value;
}
