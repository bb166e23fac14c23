/* SPDX-License-Identifier: MIT */
/*
 * sniff.h - what a file is, by its first start tag.
 */
#ifndef LYNC_TOPO_LOAD_SNIFF_H
#define LYNC_TOPO_LOAD_SNIFF_H

#include "base/str.h"

#include <stdint.h>

enum vocabulary {
	VOCABULARY_NONE, /* no start tag found: not XML, or too little of it */
	VOCABULARY_TOPOLOGY,
	VOCABULARY_TOPOLOGY_WITHOUT_NAMESPACE,
	VOCABULARY_TOPOLOGY_OTHER_VERSION,
	VOCABULARY_SCENARIO,
	VOCABULARY_CONFIG,
	VOCABULARY_TOPOLOGY_BUILDER,
	VOCABULARY_CS_TOPOLOGY,
	VOCABULARY_CS_LOG,
	VOCABULARY_HTML,
	VOCABULARY_OTHER,
};

/* Text as UTF-8 without byte order mark; it may be only the beginning of a document. */
enum vocabulary sniff_vocabulary(struct str text);

/* "a Topology Builder document", "HTML": what it is, for a message. */
const char *vocabulary_text(enum vocabulary vocabulary);

#endif
