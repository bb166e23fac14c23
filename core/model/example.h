/* SPDX-License-Identifier: MIT */
/*
 * example.h - reading the usual forms of number patterns, to write down a number that fits one.
 *
 * Only a guess: literals, \d, character classes, groups, alternatives and repetitions are understood, the rest
 * is passed over. Whoever uses an example matches it first.
 */
#ifndef LYNC_TOPO_MODEL_EXAMPLE_H
#define LYNC_TOPO_MODEL_EXAMPLE_H

#include <stdbool.h>
#include <stddef.h>

enum {
	EXAMPLE_VARIANTS = 4, /* of digits taken for \d and of members taken from classes */
};

/* A terminated text that probably matches. False when it would not fit or groups nest too deeply. */
bool example_make(const char *pattern, unsigned variant, char *text, size_t room);

/* The literal characters that every match starts with, as far as that is certain; at most strlen(pattern). */
void example_prefix(const char *pattern, char *prefix);

#endif
