/* SPDX-License-Identifier: MIT */
#include "model/pattern.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/util.h"
#include "model/example.h"

_Static_assert((int)PATTERN_EXAMPLES == (int)EXAMPLE_VARIANTS, "each example is a variant");

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <string.h>

enum {
	MATCH_LIMIT = 10000, /* steps; an ordinary pattern needs some dozen */
	HEAP_LIMIT_KB = 1024,
	DEPTH_LIMIT = 1000,
	NEST_LIMIT = 100, /* as model/dotnet.c has it */
	MOST_LENGTH = 4096,
	FIRST_SLOTS = 64,
	LONGEST_VERSION = 64,
};

struct pattern {
	struct pattern *next; /* in order of making */
	uint32_t hash;
	pcre2_code *code; /* NULL: not valid */
	struct dotnet_fault fault;
	char *said; /* PCRE2's words in the fault, or NULL */
	const char *prefix;
	char text[];
};

struct context {
	pcre2_general_context *general;
	pcre2_compile_context *compile;
	pcre2_match_context *match;
};

static void *allocate(size_t size, void *unused)
{
	(void)unused;
	return mem_alloc(size);
}

static void release(void *memory, void *unused)
{
	(void)unused;
	mem_free(memory);
}

static void free_context(struct context *context)
{
	if (context == NULL)
		return;
	pcre2_match_context_free(context->match);
	pcre2_compile_context_free(context->compile);
	pcre2_general_context_free(context->general);
	mem_free(context);
}

static struct context *make_context(void)
{
	struct context *context = mem_zalloc(sizeof(*context));

	if (context == NULL)
		return NULL;
	context->general = pcre2_general_context_create(allocate, release, NULL);
	if (context->general != NULL) {
		context->compile = pcre2_compile_context_create(context->general);
		context->match = pcre2_match_context_create(context->general);
	}
	if (context->compile == NULL || context->match == NULL) {
		free_context(context);
		return NULL;
	}
	pcre2_set_max_pattern_length(context->compile, MOST_LENGTH);
	pcre2_set_parens_nest_limit(context->compile, NEST_LIMIT);
	pcre2_set_match_limit(context->match, MATCH_LIMIT);
	pcre2_set_heap_limit(context->match, HEAP_LIMIT_KB);
	pcre2_set_depth_limit(context->match, DEPTH_LIMIT);
	return context;
}

void patterns_release(struct patterns *patterns)
{
	struct pattern *pattern = patterns->first;

	while (pattern != NULL) {
		struct pattern *next = pattern->next;

		pcre2_code_free(pattern->code);
		mem_free(pattern->said);
		mem_free(pattern);
		pattern = next;
	}
	mem_free(patterns->slot);
	pcre2_match_data_free(patterns->match_data);
	free_context(patterns->context);
	*patterns = (struct patterns){ 0 };
}

static bool prepare(struct patterns *patterns)
{
	struct context *context;

	if (patterns->match_data != NULL)
		return true;
	if (patterns->context == NULL)
		patterns->context = make_context();
	context = patterns->context;
	if (context != NULL)
		patterns->match_data = pcre2_match_data_create(1, context->general);
	return patterns->match_data != NULL;
}

enum {
	MOST_SAID = 160, /* of PCRE2's words; its own limit is below */
};

/* What both refuse, and what PCRE2 lacks, in its words where there are no better ones. */
static void note_refusal(struct pattern *pattern, int error, size_t offset)
{
	pattern->fault = (struct dotnet_fault){ .offset = offset };
	if (error == PCRE2_ERROR_LOOKBEHIND_NOT_FIXED_LENGTH) {
		pattern->fault.what = "a look-behind of variable length, which only .NET has";
		return;
	}
	if (error == PCRE2_ERROR_DUPLICATE_SUBPATTERN_NAME) {
		pattern->fault.what = "two groups of one name, which only .NET has";
		return;
	}
	pattern->said = mem_zalloc(MOST_SAID);
	if (pattern->said == NULL)
		return;
	pcre2_get_error_message(error, (PCRE2_UCHAR *)pattern->said, MOST_SAID);
	pattern->fault.what = pattern->said;
}

static void compile(struct patterns *patterns, struct pattern *pattern, struct str text)
{
	struct context *context = patterns->context;
	size_t offset;
	int error;

	if (!dotnet_pattern(text, &pattern->fault))
		return;
	pattern->code = pcre2_compile((PCRE2_SPTR)text.text, text.length,
		PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_DOLLAR_ENDONLY, &error, &offset,
		context->compile);
	if (pattern->code == NULL)
		note_refusal(pattern, error, offset);
}

static bool grow(struct patterns *patterns)
{
	uint32_t wanted = patterns->n_slot ? patterns->n_slot * 2 : FIRST_SLOTS;
	struct pattern **slots;

	if (patterns->n < patterns->n_slot / 2)
		return true;
	slots = mem_zalloc(wanted * sizeof(struct pattern *));
	if (slots == NULL)
		return false;
	for (struct pattern *pattern = patterns->first; pattern != NULL; pattern = pattern->next) {
		uint32_t at = pattern->hash & (wanted - 1);

		while (slots[at] != NULL)
			at = (at + 1) & (wanted - 1);
		slots[at] = pattern;
	}
	mem_free(patterns->slot);
	patterns->slot = slots;
	patterns->n_slot = wanted;
	return true;
}

static struct pattern *make(struct patterns *patterns, struct str text, uint32_t hash)
{
	size_t size = sizeof(struct pattern) + text.length + 1;
	struct pattern *pattern = mem_zalloc(size + text.length + 1);

	if (pattern == NULL)
		return NULL;
	pattern->hash = hash;
	memcpy(pattern->text, text.text, text.length);
	pattern->text[text.length] = '\0';
	pattern->prefix = (char *)pattern + size;
	example_prefix(pattern->text, (char *)pattern + size);
	compile(patterns, pattern, text);
	pattern->next = patterns->first;
	patterns->first = pattern;
	patterns->n++;
	return pattern;
}

const struct pattern *patterns_get(struct patterns *patterns, struct str text)
{
	uint32_t hash = hash_seeded(text.text, text.length);
	uint32_t at;

	if (text.text == NULL || !prepare(patterns) || !grow(patterns))
		return NULL;
	for (at = hash & (patterns->n_slot - 1); patterns->slot[at] != NULL;
		at = (at + 1) & (patterns->n_slot - 1))
		if (patterns->slot[at]->hash == hash && str_is(text, patterns->slot[at]->text))
			return patterns->slot[at];
	patterns->slot[at] = make(patterns, text, hash);
	return patterns->slot[at];
}

bool pattern_is_valid(const struct pattern *pattern)
{
	return pattern->code != NULL;
}

const struct dotnet_fault *pattern_fault(const struct pattern *pattern)
{
	return pattern->fault.what != NULL ? &pattern->fault : NULL;
}

const char *pattern_prefix(const struct pattern *pattern)
{
	return pattern->prefix;
}

enum match pattern_match(struct patterns *patterns, const struct pattern *pattern, struct str number)
{
	struct context *context = patterns->context;
	int result;

	if (pattern->code == NULL || !str_starts(number, pattern->prefix))
		return MATCH_NO;
	patterns->n_tests++;
	result = pcre2_match(pattern->code, (PCRE2_SPTR)number.text, number.length, 0, 0,
		patterns->match_data, context->match);
	if (result >= 0)
		return MATCH_YES;
	return result == PCRE2_ERROR_NOMATCH ? MATCH_NO : MATCH_TOO_COSTLY;
}

/* International numbers have 11 or 12 digits as a rule; shorter ones are tried longer first. */
static bool try_padded(
	struct patterns *patterns, const struct pattern *pattern, char *text, const char *digits)
{
	size_t length = strlen(text);

	for (size_t wanted = 13; wanted > length; wanted--) {
		char padded[PATTERN_EXAMPLE_LENGTH];

		memcpy(padded, text, length);
		memcpy(padded + length, digits, wanted - length);
		padded[wanted] = '\0';
		if (pattern_match(patterns, pattern, str_of(padded)) == MATCH_YES) {
			memcpy(text, padded, wanted + 1);
			return true;
		}
	}
	return pattern_match(patterns, pattern, str_of(text)) == MATCH_YES;
}

bool pattern_example_nth(struct patterns *patterns, const struct pattern *pattern, unsigned n,
	char text[PATTERN_EXAMPLE_LENGTH])
{
	static const char *const paddings[] = { "5550100555010", "2222222222222", "0000000000000" };

	if (pattern->code == NULL)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(paddings); i++) {
		if (!example_make(pattern->text, n, text, PATTERN_EXAMPLE_LENGTH))
			return false;
		if (try_padded(patterns, pattern, text, paddings[i]))
			return true;
	}
	return false;
}

bool pattern_example(
	struct patterns *patterns, const struct pattern *pattern, char text[PATTERN_EXAMPLE_LENGTH])
{
	for (unsigned n = 0; n < PATTERN_EXAMPLES; n++)
		if (pattern_example_nth(patterns, pattern, n, text))
			return true;
	return false;
}

/* The number of the group that a piece names, -1 if the pattern has no such group. */
static int group_of(const struct pattern *pattern, const struct dotnet_piece *piece)
{
	char name[PATTERN_EXAMPLE_LENGTH];
	uint32_t n;
	int number;

	if (piece->kind == DOTNET_NUMBER) {
		if (pcre2_pattern_info(pattern->code, PCRE2_INFO_CAPTURECOUNT, &n) != 0)
			return -1;
		return piece->number <= n ? (int)piece->number : -1;
	}
	if (piece->text.length >= sizeof(name))
		return -1;
	memcpy(name, piece->text.text, piece->text.length);
	name[piece->text.length] = '\0';
	number = pcre2_substring_number_from_name(pattern->code, (PCRE2_SPTR)name);
	return number > 0 ? number : -1;
}

bool pattern_takes(const struct pattern *pattern, struct str replacement, struct dotnet_fault *ret)
{
	struct str rest = replacement;
	struct dotnet_piece piece;

	for (;;) {
		size_t offset = replacement.length - rest.length;

		if (!dotnet_next(replacement, &rest, &piece, ret))
			return ret->what == NULL;
		if (piece.kind == DOTNET_LITERAL || group_of(pattern, &piece) >= 0)
			continue;
		*ret = (struct dotnet_fault){ offset, replacement.length - rest.length - offset,
			"no group of the pattern, so .NET would leave it as it is" };
		return false;
	}
}

enum {
	MOST_REPLACED = 256, /* a number that was rewritten; longer ones are nobody's */
};

/* The number while it is rewritten. */
struct rewriting {
	char text[MOST_REPLACED];
	size_t length;
	bool failed;
};

static void append(struct rewriting *rewriting, const char *text, size_t length)
{
	if (length > sizeof(rewriting->text) - rewriting->length) {
		rewriting->failed = true;
		return;
	}
	if (length > 0)
		memcpy(rewriting->text + rewriting->length, text, length);
	rewriting->length += length;
}

/* Writes the replacement with the groups of the match; a group that took no part in it is empty. */
static void rewrite(struct rewriting *rewriting, const struct pattern *pattern, struct str number,
	struct str replacement, pcre2_match_data *groups)
{
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(groups);
	struct str rest = replacement;
	struct dotnet_fault fault;
	struct dotnet_piece piece;

	append(rewriting, number.text, at[0]);
	while (dotnet_next(replacement, &rest, &piece, &fault)) {
		int group;

		if (piece.kind == DOTNET_LITERAL) {
			append(rewriting, piece.text.text, piece.text.length);
			continue;
		}
		group = group_of(pattern, &piece);
		if (group < 0)
			rewriting->failed = true;
		else if (at[2 * (size_t)group] != PCRE2_UNSET)
			append(rewriting, number.text + at[2 * (size_t)group],
				at[2 * (size_t)group + 1] - at[2 * (size_t)group]);
	}
	append(rewriting, number.text + at[1], number.length - at[1]);
	rewriting->failed |= fault.what != NULL;
}

enum match pattern_replace(struct patterns *patterns, const struct pattern *pattern, struct str number,
	struct str replacement, struct arena *arena, struct str *ret)
{
	struct context *context = patterns->context;
	enum match match = pattern_match(patterns, pattern, number);
	struct rewriting rewriting = { .length = 0 };
	pcre2_match_data *groups;

	if (match != MATCH_YES)
		return match;
	groups = pcre2_match_data_create_from_pattern(pattern->code, context->general);
	if (groups == NULL)
		return MATCH_TOO_COSTLY;
	if (pcre2_match(pattern->code, (PCRE2_SPTR)number.text, number.length, 0, 0, groups, context->match) >
		0)
		rewrite(&rewriting, pattern, number, replacement, groups);
	pcre2_match_data_free(groups);
	if (rewriting.failed)
		return MATCH_TOO_COSTLY;
	*ret = (struct str){ arena_copy(arena, rewriting.text, rewriting.length), rewriting.length };
	return MATCH_YES;
}

void pattern_library_version(struct buf *buf)
{
	char version[LONGEST_VERSION];

	/* "10.42 2022-12-11" */
	if (pcre2_config(PCRE2_CONFIG_VERSION, NULL) > (int)sizeof(version) ||
		pcre2_config(PCRE2_CONFIG_VERSION, version) < 0)
		return;
	buf_put(buf, version, strcspn(version, " "));
}
