/* SPDX-License-Identifier: MIT */
#include "load/expression_words.h"

#include "base/distance.h"
#include "model/vocabulary.h"

#include <string.h>

enum {
	MOST_NESTING = 32, /* brackets and parentheses inside each other */
	SHOWN = 60,
};

static const char *const functions[] = { "last", "position", "count", "id", "local-name", "namespace-uri",
	"name", "string", "concat", "starts-with", "contains", "substring-before", "substring-after",
	"substring", "string-length", "normalize-space", "translate", "boolean", "not", "true", "false",
	"lang", "number", "sum", "floor", "ceiling", "round" };
static const char *const node_tests[] = { "node", "text", "comment", "processing-instruction" };
static const char *const axes[] = { "ancestor", "ancestor-or-self", "attribute", "child", "descendant",
	"descendant-or-self", "following", "following-sibling", "parent", "preceding", "preceding-sibling",
	"self" };
static const char *const operators[] = { "and", "or", "div", "mod" };

struct scan {
	struct str text;
	size_t at;
	bool after_operand; /* what was read last is something that an operator may follow */
	bool attribute;     /* what comes next is the name of an attribute */
	unsigned nesting;
	struct arena *arena;
	struct expression_fault *fault;
};

static bool refuse(struct scan *scan, size_t at, const char *message)
{
	*scan->fault = (struct expression_fault){ message, (uint32_t)at };
	return false;
}

static bool is_in(const char *const *list, size_t n, struct str word)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(word, list[i]))
			return true;
	return false;
}

static bool starts_name(char c)
{
	return (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool continues_name(char c)
{
	return starts_name(c) || ascii_is_digit(c) || c == '-' || c == '.';
}

static struct str take_name(struct scan *scan)
{
	size_t start = scan->at;

	while (scan->at < scan->text.length && continues_name(scan->text.text[scan->at]))
		scan->at++;
	return (struct str){ scan->text.text + start, scan->at - start };
}

/* The character after white space, '\0' at the end; nothing is taken. */
static char peek(const struct scan *scan, size_t further)
{
	size_t at = scan->at;

	while (at < scan->text.length && ascii_is_space(scan->text.text[at]))
		at++;
	return (char)(at + further < scan->text.length ? scan->text.text[at + further] : '\0');
}

static bool refuse_word(struct scan *scan, size_t at, struct str word, const char *what, const char *meant)
{
	int length = (int)(word.length < SHOWN ? word.length : SHOWN);

	return refuse(scan, at,
		arena_printf(scan->arena, "%s '%.*s'%s%s%s", what, length, word.text,
			meant != NULL ? " (did you mean '" : "", meant != NULL ? meant : "",
			meant != NULL ? "'?)" : ""));
}

static bool is_attribute(struct str word)
{
	for (unsigned attr = A_NONE + 1; attr < ATTR_COUNT; attr++)
		if (str_is(word, attr_name((enum attr)attr)))
			return true;
	return false;
}

static bool check_attribute(struct scan *scan, size_t at, struct str word)
{
	const char *names[ATTR_COUNT];

	if (is_attribute(word))
		return true;
	for (unsigned attr = A_NONE + 1; attr < ATTR_COUNT; attr++)
		names[attr - 1] = attr_name((enum attr)attr);
	return refuse_word(scan, at, word, "names an attribute that the topology language does not have,",
		nearest_word(names, ATTR_COUNT - 1, word));
}

static bool check_element(struct scan *scan, size_t at, struct str word)
{
	uint64_t kinds = language_kinds(LANGUAGE_TOPOLOGY);
	enum kind kind = kind_find(word);
	const char *names[KIND_COUNT];
	size_t n = 0;

	if (kind != K_NONE && kinds & BIT(kind))
		return true;
	for (unsigned i = 0; i < KIND_COUNT; i++)
		if (kinds & BIT(i))
			names[n++] = kind_name((enum kind)i);
	return refuse_word(scan, at, word, "names an element that the topology language does not have,",
		nearest_word(names, n, word));
}

static bool check_call(struct scan *scan, size_t at, struct str word)
{
	if (is_in(functions, ARRAY_LEN(functions), word) || is_in(node_tests, ARRAY_LEN(node_tests), word))
		return true;
	return refuse_word(scan, at, word, "calls a function that there is not,",
		nearest_word(functions, ARRAY_LEN(functions), word));
}

static bool check_axis(struct scan *scan, size_t at, struct str word)
{
	if (!is_in(axes, ARRAY_LEN(axes), word))
		return refuse_word(scan, at, word, "names an axis that there is not,",
			nearest_word(axes, ARRAY_LEN(axes), word));
	scan->attribute = str_is(word, "attribute");
	scan->after_operand = false;
	while (scan->text.text[scan->at] != ':')
		scan->at++;
	scan->at += 2;
	return true;
}

/* An operator, an axis, a function, an element or an attribute: what stands around tells which (XPath 1.0, 3.7). */
static bool read_name(struct scan *scan)
{
	size_t at = scan->at;
	struct str word = take_name(scan);
	bool attribute = scan->attribute;

	scan->attribute = false;
	if (scan->after_operand) {
		scan->after_operand = false;
		return is_in(operators, ARRAY_LEN(operators), word) ||
			refuse_word(scan, at, word, "has no operator before", NULL);
	}
	if (peek(scan, 0) == ':' && peek(scan, 1) == ':')
		return check_axis(scan, at, word);
	if (peek(scan, 0) == ':')
		return refuse_word(scan, at, word, "has a prefix, but names in it have none:", NULL);
	scan->after_operand = peek(scan, 0) != '(';
	if (!scan->after_operand)
		return check_call(scan, at, word);
	return attribute ? check_attribute(scan, at, word) : check_element(scan, at, word);
}

static bool read_literal(struct scan *scan)
{
	char quote = scan->text.text[scan->at++];

	while (scan->at < scan->text.length && scan->text.text[scan->at] != quote)
		scan->at++;
	scan->at++;
	scan->after_operand = true;
	return true;
}

static bool read_number(struct scan *scan)
{
	while (scan->at < scan->text.length &&
		(ascii_is_digit(scan->text.text[scan->at]) || scan->text.text[scan->at] == '.'))
		scan->at++;
	scan->after_operand = true;
	return true;
}

static bool read_sign(struct scan *scan)
{
	char c = scan->text.text[scan->at];

	if (c == '$')
		return refuse(scan, scan->at, "uses a variable, but there are none");
	if ((c == '(' || c == '[') && ++scan->nesting > MOST_NESTING)
		return refuse(scan, scan->at, "nests brackets more than 32 deep");
	if ((c == ')' || c == ']') && scan->nesting > 0)
		scan->nesting--;
	/* A star after an operand multiplies; elsewhere it is a name. */
	scan->after_operand = c == ')' || c == ']' || (c == '*' && !scan->after_operand) || c == '.';
	scan->attribute = c == '@';
	scan->at++;
	return true;
}

bool expression_check_words(struct str text, struct arena *arena, struct expression_fault *fault)
{
	struct scan scan = { .text = text, .arena = arena, .fault = fault };
	bool good = true;

	while (good && scan.at < text.length) {
		char c = text.text[scan.at];

		if (ascii_is_space(c))
			scan.at++;
		else if (starts_name(c))
			good = read_name(&scan);
		else if (c == '"' || c == '\'')
			good = read_literal(&scan);
		else if (ascii_is_digit(c))
			good = read_number(&scan);
		else
			good = read_sign(&scan);
	}
	return good;
}
