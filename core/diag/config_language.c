/* SPDX-License-Identifier: MIT */
#include "diag/config_language.h"

#include "base/date.h"
#include "base/distance.h"
#include "base/number.h"
#include "base/util.h"

#include <string.h>

enum {
	MOST_WORD = 1024,
	MOST_TEXT = 4096,
	MOST_COUNT = 1000000,
};

#define REQUIRED true
#define OPTIONAL false

static const struct config_element_spec elements[CONFIG_ELEMENT_COUNT] = {
#define CONFIG_ELEMENT(element, written, within, about) \
	[CONFIG_##element] = { .name = (written), \
		.parent = CONFIG_##within, \
		.open = CONFIG_##element == CONFIG_GOOD || CONFIG_##element == CONFIG_BAD, \
		.doc = (about) },
#define CONFIG_ATTR(element, attribute, name, type, need, doc)
#include "diag/config_language.def"
#undef CONFIG_ATTR
#undef CONFIG_ELEMENT
};

static const struct config_attr_spec attrs[CONFIG_ATTR_COUNT] = {
#define CONFIG_ELEMENT(element, name, parent, doc)
#define CONFIG_ATTR(of, attribute, written, form, need, about) \
	[CONFIG_##of##_##attribute] = { .name = (written), \
		.element = CONFIG_##of, \
		.type = CONFIG_TYPE_##form, \
		.required = (need), \
		.doc = (about) },
#include "diag/config_language.def"
#undef CONFIG_ATTR
#undef CONFIG_ELEMENT
};

#define TEXT "xs:string"

static const struct config_type_spec types[CONFIG_TYPE_COUNT_OF] = {
	[CONFIG_TYPE_WORD] = { "word", "one name without blanks", TEXT,
		"<xs:pattern value=\"[^\\s,]{1,1024}\"/>" },
	[CONFIG_TYPE_WORDS] = { "words", "names separated by blanks or commas", TEXT,
		"<xs:maxLength value=\"4096\"/><xs:pattern value=\"[\\s\\S]*[^\\s,][\\s\\S]*\"/>" },
	[CONFIG_TYPE_NAME] = { "name", "small letters, digits and hyphens, such as trunk-naming", TEXT,
		"<xs:maxLength value=\"64\"/><xs:pattern value=\"[a-z][a-z0-9]*(-[a-z0-9]+)*\"/>" },
	[CONFIG_TYPE_VERSION] = { "version", "a version such as 0.1.0", TEXT,
		"<xs:pattern value=\"(0|[1-9][0-9]{0,5})(\\.(0|[1-9][0-9]{0,5})){1,2}\"/>" },
	[CONFIG_TYPE_NUMBER] = { "number", "a number such as 15 or 0.5", "xs:decimal",
		"<xs:pattern value=\"(0|[1-9][0-9]{0,8})(\\.[0-9]{1,6})?\"/>" },
	[CONFIG_TYPE_COUNT] = { "count", "a whole number from 1 to 1000000", "xs:integer",
		"<xs:pattern value=\"[1-9][0-9]*\"/><xs:maxInclusive value=\"1000000\"/>" },
	[CONFIG_TYPE_BOOL] = { "bool", "true or false", TEXT,
		"<xs:enumeration value=\"true\"/><xs:enumeration value=\"false\"/>" },
	[CONFIG_TYPE_SEVERITY] = { "severity", "error, warning, note or off", TEXT,
		"<xs:enumeration value=\"error\"/><xs:enumeration value=\"warning\"/>"
		"<xs:enumeration value=\"note\"/><xs:enumeration value=\"off\"/>" },
	[CONFIG_TYPE_GLOB] = { "glob", "a pattern with * and ?", TEXT,
		"<xs:maxLength value=\"1024\"/><xs:pattern value=\"[\\s\\S]*\\S[\\s\\S]*\"/>" },
	[CONFIG_TYPE_FILE] = { "file", "a relative path that does not climb out with ..", TEXT,
		"<xs:maxLength value=\"1024\"/><xs:pattern value=\"[^/][\\s\\S]*\"/>" },
	[CONFIG_TYPE_DATE] = { "date", "a day of the calendar such as 2027-01-31", "xs:date",
		"<xs:pattern value=\"[0-9]{4}-[0-9]{2}-[0-9]{2}\"/>" },
	[CONFIG_TYPE_URL] = { "url", "an address that begins with https:// or http://", TEXT,
		"<xs:maxLength value=\"1024\"/><xs:pattern value=\"https?://[!-~]+\"/>" },
	[CONFIG_TYPE_MESSAGE] = { "message", "text of at most 4096 bytes", TEXT,
		"<xs:maxLength value=\"4096\"/><xs:pattern value=\"[\\s\\S]*\\S[\\s\\S]*\"/>" },
	[CONFIG_TYPE_EXPRESSION] = { "expression", "XPath of at most 4096 bytes", TEXT,
		"<xs:maxLength value=\"4096\"/><xs:pattern value=\"[\\s\\S]*\\S[\\s\\S]*\"/>" },
};

const struct config_element_spec *config_element_spec(enum config_element element)
{
	return &elements[element];
}

const struct config_attr_spec *config_attr_spec(enum config_attr attr)
{
	return &attrs[attr];
}

const struct config_type_spec *config_type_spec(enum config_type type)
{
	return &types[type];
}

enum config_element config_element_find(enum config_element parent, struct str name)
{
	unsigned element = 0;

	while (element < CONFIG_ELEMENT_COUNT &&
		(elements[element].parent != parent || !str_is(name, elements[element].name)))
		element++;
	return (enum config_element)element;
}

enum config_attr config_attr_find(enum config_element element, struct str name)
{
	unsigned attr = 0;

	while (attr < CONFIG_ATTR_COUNT &&
		(attrs[attr].element != element || !str_is(name, attrs[attr].name)))
		attr++;
	return (enum config_attr)attr;
}

const char *config_suggest_element(enum config_element parent, struct str written)
{
	const char *names[CONFIG_ELEMENT_COUNT];
	size_t n = 0;

	for (unsigned i = 0; i < CONFIG_ELEMENT_COUNT; i++)
		if (elements[i].parent == parent)
			names[n++] = elements[i].name;
	return nearest_word(names, n, written);
}

const char *config_suggest_attr(enum config_element element, struct str written)
{
	const char *names[CONFIG_ATTR_COUNT];
	size_t n = 0;

	for (unsigned i = 0; i < CONFIG_ATTR_COUNT; i++)
		if (attrs[i].element == element)
			names[n++] = attrs[i].name;
	return nearest_word(names, n, written);
}

static bool is_blank_or_comma(char c)
{
	return ascii_is_space(c) || c == ',';
}

static bool is_word(struct str text)
{
	for (size_t i = 0; i < text.length; i++)
		if (is_blank_or_comma(text.text[i]))
			return false;
	return text.length >= 1 && text.length <= MOST_WORD;
}

static bool has_words(struct str text)
{
	size_t i = 0;

	while (i < text.length && is_blank_or_comma(text.text[i]))
		i++;
	return i < text.length && text.length <= MOST_TEXT;
}

static bool is_name(struct str text)
{
	for (size_t i = 0; i < text.length; i++) {
		char c = text.text[i];
		bool inside = i > 0 && text.text[i - 1] != '-';

		if (c == '-' ? !inside || i + 1 == text.length :
			       !(c >= 'a' && c <= 'z') && !(ascii_is_digit(c) && i > 0))
			return false;
	}
	return text.length >= 1 && text.length <= 64;
}

/* "a.b" or "a.b.c", numbers of at most six digits. */
static bool is_version(struct str text)
{
	unsigned parts = 0;
	uint64_t number;

	while (text.length > 0) {
		const char *dot = memchr(text.text, '.', text.length);
		size_t length = dot != NULL ? (size_t)(dot - text.text) : text.length;
		bool last = dot == NULL;

		if (!number_parse_whole((struct str){ text.text, length }, 999999, &number))
			return false;
		parts++;
		if (last)
			return parts == 2 || parts == 3;
		text = (struct str){ dot + 1, text.length - length - 1 };
	}
	return false;
}

/* At most nine digits before the point and six behind it. */
static bool is_number(struct str text)
{
	const char *dot = memchr(text.text, '.', text.length);
	size_t whole = dot != NULL ? (size_t)(dot - text.text) : text.length;
	double number;

	return whole <= 9 && text.length <= whole + 7 && number_parse_decimal(text, &number);
}

static bool is_relative(struct str text)
{
	return text.length >= 1 && text.length <= MOST_WORD && text.text[0] != '/';
}

static bool is_url(struct str text)
{
	for (size_t i = 0; i < text.length; i++)
		if (text.text[i] <= ' ' || text.text[i] > '~')
			return false;
	return text.length <= MOST_WORD &&
		((str_starts(text, "https://") && text.length > 8) ||
			(str_starts(text, "http://") && text.length > 7));
}

bool config_value_fits(enum config_type type, struct str text)
{
	uint64_t number;
	uint32_t day;

	switch (type) {
	case CONFIG_TYPE_WORD:
		return is_word(text);
	case CONFIG_TYPE_WORDS:
		return has_words(text);
	case CONFIG_TYPE_NAME:
		return is_name(text);
	case CONFIG_TYPE_VERSION:
		return is_version(text);
	case CONFIG_TYPE_NUMBER:
		return is_number(text);
	case CONFIG_TYPE_COUNT:
		return number_parse_whole(text, MOST_COUNT, &number) && number > 0;
	case CONFIG_TYPE_BOOL:
		return str_is(text, "true") || str_is(text, "false");
	case CONFIG_TYPE_SEVERITY:
		return str_is(text, "error") || str_is(text, "warning") || str_is(text, "note") ||
			str_is(text, "off");
	case CONFIG_TYPE_GLOB:
		return !str_is_blank(text) && text.length <= MOST_WORD;
	case CONFIG_TYPE_FILE:
		return is_relative(text);
	case CONFIG_TYPE_DATE:
		return date_parse(text, &day);
	case CONFIG_TYPE_URL:
		return is_url(text);
	case CONFIG_TYPE_MESSAGE:
	case CONFIG_TYPE_EXPRESSION:
		return !str_is_blank(text) && text.length <= MOST_TEXT;
	case CONFIG_TYPE_COUNT_OF:
		break;
	}
	return false;
}
