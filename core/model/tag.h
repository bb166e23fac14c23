/* SPDX-License-Identifier: MIT */
/*
 * tag.h - start tags as our documents are laid out: import writes them so, and fmt lays out what people wrote.
 *
 * Two blanks for each level. Attributes fill the line; one that does not fit begins another line, below the first
 * attribute. The first attribute stays beside the name, whatever its length.
 */
#ifndef LYNC_TOPO_MODEL_TAG_H
#define LYNC_TOPO_MODEL_TAG_H

#include "base/buf.h"

enum {
	TAG_COLUMNS = 120, /* of a line that an attribute may reach, the end of the tag included */
	TAG_LEVELS = 32,   /* that are indented; deeper ones stand where the last of these stands */
};

/* The first line of every document: they are UTF-8. */
#define DOCUMENT_DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

/* A start tag under way. */
struct tag {
	struct buf *buf;
	size_t column;  /* characters of the line so far */
	size_t hanging; /* where further lines begin */
	unsigned n_attributes;
};

/* Blanks at the beginning of a line. */
void tag_indent(struct buf *buf, unsigned depth);

/* Appends to the buffer, which failed as a whole if anything did; the tag begins a line. */
struct tag tag_begin(struct buf *buf, unsigned depth, struct str name);

/* An attribute as it is to stand: its name, an equals sign, the value in its quotes. */
void tag_attribute(struct tag *tag, struct str attribute);

/* The end of the tag; an empty one closes itself. No line end. */
void tag_end(struct tag *tag, bool is_empty);

#endif
