/* SPDX-License-Identifier: MIT */
/*
 * markup.h - one file of our own languages as text that is known to be well-formed, without a model of it: for who
 * changes how a document is written, not what it says.
 */
#ifndef LYNC_TOPO_LOAD_MARKUP_H
#define LYNC_TOPO_LOAD_MARKUP_H

#include "load/set.h"

enum markup_status {
	MARKUP_OURS,       /* a topology, a scenario or a configuration */
	MARKUP_FOREIGN,    /* well-formed, of a format that is read but not written: such as .tbxml */
	MARKUP_UNREADABLE, /* said in library->findings: exit 3 */
	MARKUP_NO_MEMORY,
};

struct markup {
	const struct document *document; /* the library's; not set when there is nothing of the file */
	enum vocabulary vocabulary;
	struct str bytes; /* the whole file, any byte order mark included; of UTF-16, in UTF-8 */
};

/* Reads the file ("-": standard input) within the limits; nothing that it includes. */
enum markup_status markup_read(struct library *library, const char *path, struct markup *ret);

/* Whether a file that begins so may be one of ours, for a walk over directories. */
bool markup_is_ours(enum vocabulary vocabulary);

#endif
