/* SPDX-License-Identifier: MIT */
/*
 * sniff.h - what a file is, by its first start tag.
 */
#ifndef LYNC_TOPO_LOAD_SNIFF_H
#define LYNC_TOPO_LOAD_SNIFF_H

#include "base/str.h"
#include "load/reader.h"

enum vocabulary {
	VOCABULARY_NONE, /* no start tag found: not XML, or too little of it */
#define VOCABULARY(name, space, root, title) VOCABULARY_##name,
#include "load/vocabularies.def"
	VOCABULARY_TOPOLOGY_OTHER_VERSION,
	VOCABULARY_PART, /* our namespace, but another root */
	VOCABULARY_OTHER,
};

/* Text as UTF-8 without byte order mark; it may be only the beginning of a document. */
enum vocabulary sniff_vocabulary(struct str text);

/* Where the root element begins, as an offset; 0 if none was found. */
uint32_t sniff_root(struct str text);

/* "a Topology Builder document", "HTML": what it is, for a message. */
const char *vocabulary_text(enum vocabulary vocabulary);

/* What reads such documents as a topology; NULL for those that are none or are not read yet. */
read_document *vocabulary_reader(enum vocabulary vocabulary);

#endif
