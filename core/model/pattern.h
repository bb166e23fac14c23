/* SPDX-License-Identifier: MIT */
/*
 * pattern.h - number patterns: regular expressions of the product, matched by PCRE2 under tight limits.
 *
 * The product uses .NET syntax, and what means the same in PCRE2 is accepted (model/dotnet.h). Whatever else is
 * refused as not valid, with the place and the reason; nothing is guessed.
 */
#ifndef LYNC_TOPO_MODEL_PATTERN_H
#define LYNC_TOPO_MODEL_PATTERN_H

#include "base/arena.h"
#include "base/buf.h"
#include "model/dotnet.h"

struct pattern;

/* Compiled patterns by their text; the same text is compiled once. */
struct patterns {
	struct pattern *first;
	struct pattern **slot;
	uint32_t n, n_slot;
	uint64_t n_tests; /* numbers tried by the matcher so far */
	void *context;    /* of PCRE2: allocator and limits */
	void *match_data;
};

void patterns_release(struct patterns *patterns);

/* NULL for no text (.text is NULL) and when out of memory. A text that does not compile gives a pattern that is not valid. */
const struct pattern *patterns_get(struct patterns *patterns, struct str text);

bool pattern_is_valid(const struct pattern *pattern);

/* What is wrong with a pattern that is not valid, else NULL. Where nothing can be pointed at, its length is 0. */
const struct dotnet_fault *pattern_fault(const struct pattern *pattern);

/*
 * False if a replacement for this valid pattern is not understood: a substitution that only .NET has, or a group that
 * the pattern does not have. *ret says where and what, as of a pattern.
 */
bool pattern_takes(const struct pattern *pattern, struct str replacement, struct dotnet_fault *ret);

enum match {
	MATCH_NO,
	MATCH_YES,
	MATCH_TOO_COSTLY, /* a limit of the matcher was reached: not known */
};

enum match pattern_match(struct patterns *patterns, const struct pattern *pattern, struct str number);

/*
 * What every number that matches must start with, "" if nothing is sure: a cheap way to leave out patterns.
 */
const char *pattern_prefix(const struct pattern *pattern);

/*
 * What a rewriting rule makes of a number: the first match is replaced. MATCH_NO leaves *ret alone; MATCH_TOO_COSTLY
 * also where the replacement is not understood or the result is absurdly long. *ret is in the arena.
 */
enum match pattern_replace(struct patterns *patterns, const struct pattern *pattern, struct str number,
	struct str replacement, struct arena *arena, struct str *ret);

enum {
	PATTERN_EXAMPLE_LENGTH = 64,
	PATTERN_EXAMPLES = 4, /* different ones, at the most */
};

/*
 * A number that matches, as long as an international one where the pattern allows it, written into `text`.
 * False when none was found.
 */
bool pattern_example(
	struct patterns *patterns, const struct pattern *pattern, char text[PATTERN_EXAMPLE_LENGTH]);

/* The n-th of up to PATTERN_EXAMPLES such numbers, with other digits where the pattern leaves them open. */
bool pattern_example_nth(struct patterns *patterns, const struct pattern *pattern, unsigned n,
	char text[PATTERN_EXAMPLE_LENGTH]);

/* "10.42": the version of PCRE2 that runs. */
void pattern_library_version(struct buf *buf);

#endif
