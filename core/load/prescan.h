/* SPDX-License-Identifier: MIT */
/*
 * prescan.h - what must hold before libxml2 sees a document: no DOCTYPE, and limits.
 *
 * libxml2 2.9 takes quadratic time in the attributes and namespace declarations of one element, and tells us
 * of an element only when it has them all. One look at the bytes beforehand keeps that harmless.
 */
#ifndef LYNC_TOPO_LOAD_PRESCAN_H
#define LYNC_TOPO_LOAD_PRESCAN_H

#include "base/limits.h"
#include "diag/source.h"

/*
 * True if the document has a DOCTYPE, with its offset. One in a comment does not count; one after the root's
 * start tag is not well-formed and left to the parser.
 */
bool prescan_doctype(const struct source *source, uint32_t *ret_offset);

/*
 * The name of the limit that the text exceeds, with the offset of the tag, or NULL. Linear; tags that are too
 * short to matter are not looked into.
 */
const char *prescan(const struct source *source, const struct limits *limits, uint32_t *ret_offset);

#endif
