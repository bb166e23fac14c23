/* SPDX-License-Identifier: MIT */
/*
 * tokens.h - a document as the markup it is made of, in the order and with the bytes in which it is written.
 *
 * Only for documents that a parser has found well-formed and without DOCTYPE: nothing is checked here, and what is
 * not well-formed ends early. Every byte behind the XML declaration belongs to one token.
 */
#ifndef LYNC_TOPO_FORMAT_TOKENS_H
#define LYNC_TOPO_FORMAT_TOKENS_H

#include "diag/source.h"

enum token_kind {
	TOKEN_NONE, /* the document ends */
	TOKEN_START,
	TOKEN_EMPTY, /* a start tag that is its own end tag */
	TOKEN_END,
	TOKEN_COMMENT,
	TOKEN_INSTRUCTION,
	TOKEN_BLANKS, /* white space and nothing else, none of it written as a reference */
	TOKEN_TEXT,   /* other text, and CDATA sections */
};

struct token {
	enum token_kind kind;
	uint32_t start, end; /* offsets; the end is exclusive */
};

/* The token that begins at the offset. */
struct token token_at(const struct source *source, uint32_t offset);

struct str token_text(const struct source *source, struct token token);

/* Of a tag: the element's name, with its prefix. */
struct str token_name(const struct source *source, struct token tag);

#endif
