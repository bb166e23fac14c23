/* SPDX-License-Identifier: MIT */
#include "model/dotnet.h"

#include <string.h>

enum {
	DEEPEST = 100,    /* groups in groups; PCRE2's limit is set to the same */
	MOST_NAME = 32,   /* of a group, as PCRE2 has it */
	MOST_NUMBER = 99, /* of a group that a replacement may name */
};

/* What stands before the place at hand, for the quantifier that may follow. */
enum before {
	BEFORE_NOTHING,
	BEFORE_ITEM,
	BEFORE_ANCHOR, /* an anchor, a look-around or an option: repeating it is no use */
	BEFORE_QUANTIFIER,
};

enum group {
	GROUP_PLAIN,
	GROUP_AHEAD,
	GROUP_BEHIND,
};

struct scan {
	struct str text;
	size_t at;
	enum before before;
	uint8_t group[DEEPEST]; /* enum group, outermost first */
	unsigned depth;
	unsigned behind; /* look-behinds that are open */
	bool has_named;  /* a named group has been seen */
	struct dotnet_fault fault;
};

/* The character `ahead` places further on; NUL beyond the end. */
static char peek(const struct scan *scan, size_t ahead)
{
	return (char)(scan->at + ahead < scan->text.length ? scan->text.text[scan->at + ahead] : '\0');
}

static bool fail(struct scan *scan, size_t length, const char *what)
{
	size_t left = scan->text.length - scan->at;

	scan->fault = (struct dotnet_fault){ scan->at, length < left ? length : left, what };
	return false;
}

static bool take(struct scan *scan, size_t length, enum before before)
{
	scan->at += length;
	scan->before = before;
	return true;
}

static bool is_word(char c)
{
	return ascii_is_alnum(c) || c == '_';
}

static bool is_one_of(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

static bool is_hex(char c)
{
	return ascii_is_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f');
}

/* General categories of Unicode; both know them by these names. */
static bool is_category(struct str name)
{
	static const char *const names[] = { "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N",
		"Nd", "Nl", "No", "P", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "S", "Sm", "Sc", "Sk", "So",
		"Z", "Zs", "Zl", "Zp", "C", "Cc", "Cf", "Cs", "Co", "Cn" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_is(name, names[i]))
			return true;
	return false;
}

/* \p{Lu}: the length of the whole escape, 0 for a name that only one of the two knows. */
static size_t category_length(const struct scan *scan)
{
	const char *name = scan->text.text + scan->at + 3;
	size_t left = scan->text.length - scan->at;
	const char *end;

	if (peek(scan, 2) != '{' || left < 4)
		return 0;
	end = memchr(name, '}', left - 3);
	if (end == NULL || !is_category((struct str){ name, (size_t)(end - name) }))
		return 0;
	return (size_t)(end - name) + 4;
}

/* Escapes that mean one character or class, in brackets as outside. */
static bool take_common_escape(struct scan *scan)
{
	char c = peek(scan, 1);
	size_t length;

	if (is_one_of(c, "dDwWsSatrfne"))
		return take(scan, 2, BEFORE_ITEM);
	switch (c) {
	case '\0':
		return fail(scan, 1, "a backslash with nothing to escape");
	case 'x':
		if (is_hex(peek(scan, 2)) && is_hex(peek(scan, 3)))
			return take(scan, 4, BEFORE_ITEM);
		return fail(scan, 3, "no \\x with two hexadecimal digits, the only form of .NET");
	case 'p':
	case 'P':
		length = category_length(scan);
		return length > 0 ?
			take(scan, length, BEFORE_ITEM) :
			fail(scan, 4,
				"a block or script of Unicode, or no \\p{...} of .NET: only general categories such as \\p{Nd} are understood");
	case 'u':
		return fail(scan, 6, "an escape that is understood by .NET only: write \\x and two digits");
	case 'c':
		return fail(scan, 3, "a control character, which no number holds");
	case 'v':
		return fail(scan, 2, "one character in .NET and a class elsewhere");
	case '<':
	case '\'':
		return fail(scan, 2,
			"an old form of backreference in .NET: leave the backslash out, or write \\k<name>");
	default:
		break;
	}
	if (is_word(c))
		return fail(scan, 2,
			ascii_is_digit(c) ? "an octal number or a backreference: nobody can tell which" :
					    "no escape of .NET");
	return take(scan, 2, BEFORE_ITEM);
}

static size_t name_length(const struct scan *scan, size_t ahead)
{
	size_t length = 0;

	if (!is_word(peek(scan, ahead)) || ascii_is_digit(peek(scan, ahead)))
		return 0;
	while (is_word(peek(scan, ahead + length)))
		length++;
	return length <= MOST_NAME ? length : 0;
}

/* A name between < and > or two quotes, of which the first stands `ahead`; its length, 0 for anything else. */
static size_t quoted_name_length(const struct scan *scan, size_t ahead)
{
	char end = peek(scan, ahead) == '<' ? '>' : '\'';
	size_t length;

	if (!is_one_of(peek(scan, ahead), "<'"))
		return 0;
	length = name_length(scan, ahead + 1);
	return length > 0 && peek(scan, ahead + 1 + length) == end ? length : 0;
}

static bool take_backreference(struct scan *scan, size_t length)
{
	if (scan->behind > 0)
		return fail(scan, length,
			"a backreference in a look-behind, which .NET reads from right to left");
	return take(scan, length, BEFORE_ITEM);
}

static bool take_escape(struct scan *scan)
{
	char c = peek(scan, 1);
	size_t length;

	if (is_one_of(c, "AzZbB"))
		return take(scan, 2, BEFORE_ANCHOR);
	if (c == 'G')
		return fail(scan, 2, "an anchor to an earlier match, and a number is matched once");
	if (c >= '1' && c <= '9' && !ascii_is_digit(peek(scan, 2)))
		return take_backreference(scan, 2);
	if (c == 'k') {
		length = quoted_name_length(scan, 2);
		return length > 0 ? take_backreference(scan, length + 4) :
				    fail(scan, 3, "no \\k<name>, the form of .NET for a named backreference");
	}
	return take_common_escape(scan);
}

/* One member of a class; ranges need no more than that their ends are single characters, which PCRE2 sees to. */
static bool take_member(struct scan *scan)
{
	char c = peek(scan, 0);

	if (c == '-' && peek(scan, 1) == '[')
		return fail(scan, 2,
			"a subtraction from a character class, which only .NET has: list what remains");
	if (c == '[' && is_one_of(peek(scan, 1), ":.="))
		return fail(
			scan, 2, "a class of POSIX, which .NET does not have: write the characters, or \\d");
	if (c != '\\')
		return take(scan, 1, BEFORE_ITEM);
	if (peek(scan, 1) == 'b')
		return take(scan, 2, BEFORE_ITEM); /* backspace */
	return take_common_escape(scan);
}

static bool take_class(struct scan *scan)
{
	size_t start = scan->at;

	scan->at += peek(scan, 1) == '^' ? 2 : 1;
	if (peek(scan, 0) == ']')
		scan->at++; /* a bracket that stands first is a member */
	while (scan->at < scan->text.length && peek(scan, 0) != ']')
		if (!take_member(scan))
			return false;
	if (scan->at == scan->text.length) {
		scan->at = start;
		return fail(scan, 1, "a bracket that nothing closes");
	}
	return take(scan, 1, BEFORE_ITEM);
}

static bool open_group(struct scan *scan, size_t length, enum group group, bool captures)
{
	if (scan->depth == DEEPEST)
		return fail(scan, length, "one group too many in another: 100 are understood");
	if (captures && scan->behind > 0)
		return fail(scan, length,
			"a group that captures in a look-behind, which .NET reads from right to left: write (?:");
	scan->group[scan->depth++] = (uint8_t)group;
	scan->behind += group == GROUP_BEHIND;
	return take(scan, length, BEFORE_NOTHING);
}

/* (?<name>...) and (?'name'...) */
static bool open_named(struct scan *scan)
{
	size_t length = quoted_name_length(scan, 2);
	size_t shown = 3;

	if (length > 0) {
		scan->has_named = true;
		return open_group(scan, length + 4, GROUP_PLAIN, true);
	}
	while (is_word(peek(scan, shown)))
		shown++;
	if (peek(scan, shown) == '-')
		return fail(scan, shown + 1, "a balancing group, which only .NET has");
	return fail(scan, shown, "no group with a name of letters, digits and _ that starts with no digit");
}

/* (?i), (?i-s), (?i:...): options that mean the same. */
static bool take_options(struct scan *scan)
{
	size_t length = 2;

	while (is_one_of(peek(scan, length), "ims-"))
		length++;
	if (length > 2 && peek(scan, length) == ')')
		return take(scan, length + 1, BEFORE_ANCHOR);
	if (length > 2 && peek(scan, length) == ':')
		return open_group(scan, length + 1, GROUP_PLAIN, false);
	if (peek(scan, length) == 'r')
		return fail(scan, length + 1, "the option RightToLeft, which only .NET has");
	if (is_one_of(peek(scan, length), "nx"))
		return fail(scan, length + 1,
			"an option that changes how the rest is read: write the pattern without it");
	return fail(scan, 3, "no group of .NET");
}

static bool take_comment(struct scan *scan)
{
	const char *rest = scan->text.text + scan->at;
	const char *end = memchr(rest, ')', scan->text.length - scan->at);

	if (end == NULL)
		return fail(scan, 3, "a comment that nothing closes");
	return take(scan, (size_t)(end - rest) + 1, BEFORE_ANCHOR);
}

static bool open_special(struct scan *scan)
{
	char c = peek(scan, 2);

	if (c == '<' && is_one_of(peek(scan, 3), "=!"))
		return open_group(scan, 4, GROUP_BEHIND, false);
	switch (c) {
	case ':':
	case '>':
		return open_group(scan, 3, GROUP_PLAIN, false);
	case '=':
	case '!':
		return open_group(scan, 3, GROUP_AHEAD, false);
	case '#':
		return take_comment(scan);
	case '<':
	case '\'':
		return open_named(scan);
	case 'P':
		return fail(scan, 4, "no group of .NET: write (?<name>");
	case '(':
		return fail(scan, 3, "a condition, which .NET reads otherwise: write alternatives");
	case 'R':
	case '&':
	case '+':
	case '0':
		return fail(scan, 3, "a recursion, which .NET does not have");
	case '|':
		return fail(scan, 3, "a group that resets numbers, which .NET does not have");
	case 'C':
		return fail(scan, 3, "a callout, which .NET does not have");
	default:
		return c >= '1' && c <= '9' ? fail(scan, 3, "a recursion, which .NET does not have") :
					      take_options(scan);
	}
}

static bool open_any(struct scan *scan)
{
	if (peek(scan, 1) == '?')
		return open_special(scan);
	if (peek(scan, 1) == '*')
		return fail(scan, 2, "a verb, which .NET does not have");
	if (scan->has_named)
		return fail(scan, 1,
			"a group without a name after one with a name: .NET counts it first, so its number would be another; write (?: or give it a name");
	return open_group(scan, 1, GROUP_PLAIN, true);
}

static bool close_group(struct scan *scan)
{
	enum group group;

	if (scan->depth == 0)
		return fail(scan, 1, "a parenthesis that nothing opens");
	group = (enum group)scan->group[--scan->depth];
	scan->behind -= group == GROUP_BEHIND;
	return take(scan, 1, group == GROUP_PLAIN ? BEFORE_ITEM : BEFORE_ANCHOR);
}

/* {2}, {2,} and {2,5}: the length; 0 for a brace that is none of these. */
static size_t braces_length(const struct scan *scan)
{
	size_t length = 1;

	while (ascii_is_digit(peek(scan, length)))
		length++;
	if (length == 1)
		return 0;
	if (peek(scan, length) == ',')
		for (length++; ascii_is_digit(peek(scan, length));)
			length++;
	return peek(scan, length) == '}' ? length + 1 : 0;
}

static bool take_quantifier(struct scan *scan)
{
	size_t length = peek(scan, 0) == '{' ? braces_length(scan) : 1;

	if (length == 0)
		return fail(scan, 1, "a brace that is no quantifier: write \\{");
	switch (scan->before) {
	case BEFORE_NOTHING:
		return fail(scan, length,
			peek(scan, 0) == '+' ?
				"a quantifier with nothing to repeat: a plus sign is written \\+" :
				"a quantifier with nothing to repeat");
	case BEFORE_ANCHOR:
		return fail(scan, length,
			peek(scan, 0) == '+' ?
				"a quantifier of something that has no length: a plus sign is written \\+" :
				"a quantifier of something that has no length");
	case BEFORE_QUANTIFIER:
		return fail(scan, length,
			peek(scan, 0) == '+' ?
				"a possessive quantifier, which .NET does not have: write (?>...)" :
				"a quantifier of a quantifier, which .NET does not have");
	case BEFORE_ITEM:
		break;
	}
	return take(scan, length + (peek(scan, length) == '?'), BEFORE_QUANTIFIER);
}

static bool take_next(struct scan *scan)
{
	char c = peek(scan, 0);

	switch (c) {
	case '\\':
		return take_escape(scan);
	case '[':
		return take_class(scan);
	case '(':
		return open_any(scan);
	case ')':
		return close_group(scan);
	case '|':
		return take(scan, 1, BEFORE_NOTHING);
	case '^':
	case '$':
		return take(scan, 1, BEFORE_ANCHOR);
	case '*':
	case '+':
	case '?':
	case '{':
		return take_quantifier(scan);
	default:
		return take(scan, 1, BEFORE_ITEM);
	}
}

static bool is_ascii(struct scan *scan)
{
	size_t length = 1;

	while (scan->at < scan->text.length && (unsigned char)scan->text.text[scan->at] < 0x80)
		scan->at++;
	if (scan->at == scan->text.length)
		return true;
	while ((peek(scan, length) & 0xc0) == 0x80)
		length++;
	return fail(scan, length, "a character beyond ASCII, which no number holds");
}

bool dotnet_pattern(struct str pattern, struct dotnet_fault *ret)
{
	struct scan scan = { .text = pattern };
	bool understood = is_ascii(&scan);

	scan.at = 0;
	while (understood && scan.at < pattern.length)
		understood = take_next(&scan);
	*ret = scan.fault;
	return understood;
}

/* Digits after $ or ${: a number that some group may have, or none. */
static size_t number_length(const struct scan *scan, size_t ahead, uint32_t *ret)
{
	size_t length = 0;

	*ret = 0;
	for (; ascii_is_digit(peek(scan, ahead + length)); length++) {
		*ret = *ret * 10 + (uint32_t)(peek(scan, ahead + length) - '0');
		if (*ret > MOST_NUMBER)
			return 0;
	}
	return length;
}

/* The piece that starts with a dollar sign; its length, 0 for none. */
static size_t dollar_length(const struct scan *scan, struct dotnet_piece *ret)
{
	size_t length;

	*ret = (struct dotnet_piece){ .kind = DOTNET_NUMBER };
	if (peek(scan, 1) == '&')
		return 2;
	if (peek(scan, 1) == '$') {
		*ret = (struct dotnet_piece){ DOTNET_LITERAL, { scan->text.text + scan->at, 1 }, 0 };
		return 2;
	}
	if (peek(scan, 1) != '{') {
		length = number_length(scan, 1, &ret->number);
		return length > 0 ? length + 1 : 0;
	}
	length = number_length(scan, 2, &ret->number);
	if (length == 0) {
		ret->kind = DOTNET_NAME;
		length = name_length(scan, 2);
		ret->text = (struct str){ scan->text.text + scan->at + 2, length };
	}
	return length > 0 && peek(scan, 2 + length) == '}' ? length + 3 : 0;
}

static const char *dollar_fault(char next)
{
	if (is_one_of(next, "`'+_"))
		return "a substitution of .NET that is not understood here: use $1, ${1}, ${name}, $& or $$";
	return "no substitution of .NET, which would leave it as it is: write $$ for a dollar sign";
}

bool dotnet_next(struct str text, struct str *rest, struct dotnet_piece *ret, struct dotnet_fault *ret_fault)
{
	struct scan scan = { .text = text, .at = text.length - rest->length };
	size_t length = 0;

	*ret_fault = (struct dotnet_fault){ 0 };
	if (rest->length == 0)
		return false;
	while (length < rest->length && rest->text[length] != '$')
		length++;
	*ret = (struct dotnet_piece){ .kind = DOTNET_LITERAL, .text = { rest->text, length } };
	if (length == 0)
		length = dollar_length(&scan, ret);
	if (length == 0) {
		fail(&scan, 2, dollar_fault(peek(&scan, 1)));
		*ret_fault = scan.fault;
		return false;
	}
	*rest = (struct str){ rest->text + length, rest->length - length };
	return true;
}
