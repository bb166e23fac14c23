/* SPDX-License-Identifier: MIT */
/*
 * reader.h - what reads documents of one vocabulary. To add an input format, read docs/extending.md.
 */
#ifndef LYNC_TOPO_LOAD_READER_H
#define LYNC_TOPO_LOAD_READER_H

#include "base/clock.h"
#include "model/builder.h"

enum read_status {
	READ_OK,
	READ_UNREADABLE, /* reported: exit 3 */
	READ_NO_MEMORY,
};

/*
 * Reads one document, UTF-8 without byte order mark, into the builder, which the reader tells of the source
 * first (builder_start_file()). `declaration_end` is where the XML declaration ends. Faults go to the builder's
 * findings; elements read before a fault of the XML stay in the topology.
 */
typedef enum read_status read_document(
	struct builder *builder, struct source *source, uint32_t declaration_end, struct deadline *deadline);

/* The readers there are. */
#define READ_VOCABULARY(name, space, root, title, reader) read_document reader;
#include "load/vocabularies.def"

#endif
