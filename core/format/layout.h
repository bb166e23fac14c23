/* SPDX-License-Identifier: MIT */
/*
 * layout.h - a document of our languages in the one layout that they all have.
 *
 * Each element on a line of its own, indented; start tags as model/tag.h lays them out, attributes in the order of
 * the vocabulary; an element without content closes itself; at most one empty line in a row, none before an end tag.
 * Comments and instructions keep their place and their lines: one that follows something on its line stays there,
 * the lines of any other comment move with it. The content of an element that holds text, or that says
 * xml:space="preserve", stays as it is, and so do values, up to the quotes around them. Lines end with a line feed.
 *
 * What a parser reads stays the same, but for white space between elements and the order of attributes; and laying out
 * what has been laid out changes nothing.
 */
#ifndef LYNC_TOPO_FORMAT_LAYOUT_H
#define LYNC_TOPO_FORMAT_LAYOUT_H

#include "base/buf.h"
#include "diag/source.h"

/*
 * Appends the document, which a parser has found well-formed and without DOCTYPE; its XML declaration, if any, ends at
 * the offset. The buffer fails as a whole when out of memory.
 */
void layout_document(const struct source *source, uint32_t declaration_end, struct buf *ret);

#endif
