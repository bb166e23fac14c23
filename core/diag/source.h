/* SPDX-License-Identifier: MIT */
/*
 * source.h - the bytes of one input, and positions in them.
 *
 * Everything that points into an input does so by byte offset into its text: UTF-8 without a byte order mark,
 * transcoded first where the file was UTF-16. Lines, columns and the place of an attribute's value are found
 * when somebody asks, which is rare, not while reading, which is always.
 *
 * Lines and columns start at 1, a column is a code point, a carriage return counts nothing.
 */
#ifndef LYNC_TOPO_DIAG_SOURCE_H
#define LYNC_TOPO_DIAG_SOURCE_H

#include "base/str.h"

#include <stdint.h>

/* How the text stands in its file. */
enum source_stored {
	STORED_OTHERWISE, /* not read, UTF-16, or in an archive: the file has other bytes */
	STORED_PLAIN,     /* the file has these very bytes */
	STORED_WITH_MARK, /* likewise, behind a byte order mark */
};

struct source {
	const char *path; /* as the user wrote it, printed everywhere */
	const char
		*stands_for; /* the path that patterns of the configuration are held against, NULL: `path` */
	const char *text;    /* terminated */
	uint32_t size;
	enum source_stored stored;
	bool is_ours; /* its first start tag is of a vocabulary that we read: its lines may be quoted */

	/* Private to source.c: where every so many bytes stand, made at the first question. */
	struct source_mark *marks;
	uint32_t n_marks;
};

/* Frees what the source itself made (the table of marks); path and text belong to the caller. */
void source_release(struct source *source);

/* A piece of a source. The end is exclusive. */
struct span {
	struct source *source; /* NULL: nowhere */
	uint32_t start;
	uint32_t end;
};

struct position {
	uint32_t line;
	uint32_t column;
};

struct position source_position(struct source *source, uint32_t offset);

/* The line (from 1) without its line end; empty when out of range. */
struct str source_line(struct source *source, uint32_t line);

/* One attribute as written in a start tag. */
struct tag_attribute {
	struct str name; /* with its prefix, if any */
	uint32_t value;  /* offset of the first byte of the value */
	uint32_t length; /* of the value as written, references not replaced */
};

/*
 * Walks the attributes of the start tag at `start` (the offset of its '<'), in a document that is known to be
 * well-formed so far. Begin with *at = 0; false after the last one.
 */
bool source_next_attribute(
	const struct source *source, uint32_t start, uint32_t *at, struct tag_attribute *ret);

/* From '<' up to the end of the element's name. */
struct span source_tag_span(struct source *source, uint32_t start);

/*
 * The value of the attribute, without its quotes; an empty value gives its closing quote, so that there is
 * something to show. An attribute that is not there gives the span of the tag.
 */
struct span source_value_span(struct source *source, uint32_t start, const char *attribute);

#endif
