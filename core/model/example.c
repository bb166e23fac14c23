/* SPDX-License-Identifier: MIT */
#include "model/example.h"

#include "base/str.h"

#include <stdlib.h>
#include <string.h>

enum {
	DEEPEST = 32,
	MOST_REPEATS = 32,
};

struct maker {
	const char *at;
	unsigned variant;
	char *text;
	size_t used, room;
	unsigned depth;
	bool failed;
};

static void append(struct maker *maker, char c)
{
	if (maker->used + 1 >= maker->room)
		maker->failed = true;
	else
		maker->text[maker->used++] = c;
}

static char some_digit(const struct maker *maker)
{
	return "2580"[maker->variant % EXAMPLE_VARIANTS];
}

/* "[2-9]": a member; "[^...]": a digit that is perhaps not excluded. */
static void make_class(struct maker *maker)
{
	bool negated = maker->at[0] == '^';
	const char *first = maker->at + negated;
	const char *end = strchr(*first == ']' ? first + 1 : first, ']');

	if (end == NULL) {
		maker->failed = true;
		return;
	}
	maker->at = end + 1;
	if (negated || (first[0] == '\\' && first[1] == 'd'))
		append(maker, some_digit(maker));
	else if (first[0] == '\\')
		append(maker, first[1]);
	else if (end - first >= 3 && first[1] == '-')
		append(maker,
			(char)(first[0] + (int)maker->variant <= first[2] ? first[0] + (int)maker->variant :
									    first[0]));
	else
		append(maker, first[(int)maker->variant % (int)(end - first)]);
}

static void make_escape(struct maker *maker)
{
	char c = *maker->at;

	if (c == '\0') {
		maker->failed = true;
		return;
	}
	maker->at++;
	if (c == 'd' || c == 'w')
		append(maker, some_digit(maker));
	else if (!ascii_is_alnum(c))
		append(maker, c);
	/* Others, such as \b and \A, stand for places. */
}

static void make_alternatives(struct maker *maker, bool keep);

/* A look-around has no text of its own. */
static void make_group(struct maker *maker)
{
	bool keep = true;

	if (maker->at[0] == '?') {
		keep = maker->at[1] == ':' || maker->at[1] == '<' || maker->at[1] == 'P';
		if (maker->at[1] == '<' && (maker->at[2] == '=' || maker->at[2] == '!'))
			keep = false;
		if (maker->at[1] == ':') {
			maker->at += 2;
		} else {
			while (*maker->at != '\0' && strchr("?:=!<>P", *maker->at) != NULL)
				maker->at++;
			while (keep && *maker->at != '\0' && *maker->at != '>')
				maker->at++;
			maker->at += keep && *maker->at == '>';
		}
	}
	make_alternatives(maker, keep);
	if (*maker->at == ')')
		maker->at++;
	else
		maker->failed = true;
}

static void make_atom(struct maker *maker)
{
	char c = *maker->at++;

	switch (c) {
	case '^':
	case '$':
		break;
	case '.':
		append(maker, some_digit(maker));
		break;
	case '[':
		make_class(maker);
		break;
	case '\\':
		make_escape(maker);
		break;
	case '(':
		make_group(maker);
		break;
	default:
		append(maker, c);
		break;
	}
}

/* How often the atom before is wanted: the least that its quantifier asks for, at least one where allowed. */
static unsigned read_quantifier(struct maker *maker)
{
	unsigned least = 1;
	char c = *maker->at;

	if (c == '*' || c == '+' || c == '?') {
		maker->at++;
	} else if (c == '{' && ascii_is_digit(maker->at[1])) {
		const char *end = strchr(maker->at, '}');

		least = (unsigned)strtoul(maker->at + 1, NULL, 10);
		maker->at = end != NULL ? end + 1 : maker->at + strlen(maker->at);
	} else {
		return 1;
	}
	if (*maker->at == '?' || *maker->at == '+')
		maker->at++;
	return least < MOST_REPEATS ? least : MOST_REPEATS;
}

static void make_sequence(struct maker *maker)
{
	while (*maker->at != '\0' && *maker->at != '|' && *maker->at != ')' && !maker->failed) {
		size_t start = maker->used;
		size_t length;
		unsigned times;

		make_atom(maker);
		length = maker->used - start;
		times = read_quantifier(maker);
		if (times == 0)
			maker->used = start;
		for (unsigned i = 1; i < times; i++)
			for (size_t j = 0; j < length; j++)
				append(maker, maker->text[start + j]);
	}
}

/* Takes the first alternative and passes over the others. */
static void make_alternatives(struct maker *maker, bool keep)
{
	size_t start = maker->used;
	size_t kept;

	if (++maker->depth > DEEPEST) {
		maker->failed = true;
		return;
	}
	make_sequence(maker);
	kept = keep ? maker->used : start;
	while (*maker->at == '|' && !maker->failed) {
		maker->at++;
		make_sequence(maker);
	}
	maker->used = kept;
	maker->depth--;
}

bool example_make(const char *pattern, unsigned variant, char *text, size_t room)
{
	struct maker maker = { .at = pattern, .variant = variant, .text = text, .room = room };

	make_alternatives(&maker, true);
	text[maker.used < room ? maker.used : room - 1] = '\0';
	return !maker.failed && *maker.at == '\0';
}

void example_prefix(const char *pattern, char *prefix)
{
	size_t used = 0;
	const char *at = pattern;

	prefix[0] = '\0';
	if (*at != '^' || strchr(pattern, '|') != NULL)
		return;
	for (at++; *at != '\0'; at++) {
		char c = *at;

		if (c == '\\' && at[1] != '\0' && !ascii_is_alnum(at[1]))
			c = *++at;
		else if (!ascii_is_digit(c))
			break;
		prefix[used++] = c;
	}
	/* A quantifier may make the last character optional. */
	if (used > 0 && (*at == '?' || *at == '*' || *at == '{'))
		used--;
	prefix[used] = '\0';
}
