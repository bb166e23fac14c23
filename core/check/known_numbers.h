/* SPDX-License-Identifier: MIT */
/*
 * known_numbers.h - numbers that the document set knows, for rules that compare patterns by trying them.
 *
 * Two regular expressions are not compared as such. What decides is which of these numbers each takes: both ends of
 * the ranges of people's numbers, devices, voice mail, what dial plans make of their samples, and examples made for
 * patterns. The rules say in their messages how many numbers were tried.
 */
#ifndef LYNC_TOPO_CHECK_KNOWN_NUMBERS_H
#define LYNC_TOPO_CHECK_KNOWN_NUMBERS_H

#include "check/run.h"

enum {
	KNOWN_NUMBERS_MOST = 200, /* of the document set; examples come on top */
};

struct known_numbers {
	struct str *at;
	uint32_t n, room;
};

/* The numbers of the document set, the first ones if there are more. They live until the judgement ends. */
struct known_numbers known_numbers_make(struct run *run);

/* Adds one; any number of them. */
void known_numbers_add(struct run *run, struct known_numbers *numbers, struct str number);

/* Adds up to PATTERN_EXAMPLES examples of a pattern. */
void known_numbers_add_examples(
	struct run *run, struct known_numbers *numbers, const struct pattern *pattern);

/* What the dial plan makes of dialled digits; the digits themselves if no rule takes them. */
struct str normalised(struct run *run, const struct element *dial_plan, struct str dialled);

#endif
