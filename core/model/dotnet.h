/* SPDX-License-Identifier: MIT */
/*
 * dotnet.h - which part of the syntax of .NET regular expressions is understood here.
 *
 * The product matches numbers with .NET; here PCRE2 does it. Both mean the same by literals, classes, groups,
 * alternatives, quantifiers, anchors, look-around and single-digit backreferences, if pattern and number are ASCII
 * without line ends: then \d is 0-9, though .NET counts every decimal digit of Unicode. This scanner refuses what only
 * one of the two has, what they read differently, and what is too easily misread; syntax that both refuse is left to
 * PCRE2. Source: "Regular Expression Language - Quick Reference" and its pages in the .NET documentation.
 */
#ifndef LYNC_TOPO_MODEL_DOTNET_H
#define LYNC_TOPO_MODEL_DOTNET_H

#include "base/str.h"

#include <stdint.h>

/* What is refused: a piece of the text, and what it is. */
struct dotnet_fault {
	size_t offset, length; /* in bytes; everything before it is ASCII */
	const char *what;      /* static; completes "'(?P<' at character 3 is ..." */
};

/* True if a pattern keeps to the part that means the same; else *ret says what does not. */
bool dotnet_pattern(struct str pattern, struct dotnet_fault *ret);

/* A replacement is a sequence of these. */
enum dotnet_piece_kind {
	DOTNET_LITERAL,
	DOTNET_NUMBER, /* $1, ${1}; $& and $0 are number 0, the whole match */
	DOTNET_NAME,   /* ${name} */
};

struct dotnet_piece {
	enum dotnet_piece_kind kind;
	struct str text; /* the literal, or the name */
	uint32_t number;
};

/*
 * Takes the next piece of a replacement from *rest; false after the last one, and at a piece that is not understood:
 * then *ret_fault has a `what`, NULL otherwise, and `text` is the whole replacement, of which *rest is the end.
 */
bool dotnet_next(struct str text, struct str *rest, struct dotnet_piece *ret, struct dotnet_fault *ret_fault);

#endif
