/* SPDX-License-Identifier: MIT */
/*
 * clixml_unknown.h - what was not understood in a file, by name and number, for one note about all of it.
 */
#ifndef LYNC_TOPO_LOAD_CLIXML_UNKNOWN_H
#define LYNC_TOPO_LOAD_CLIXML_UNKNOWN_H

#include "load/clixml.h"

struct unknown_name {
	struct str name;
	uint32_t times;
};

struct unknown_names {
	struct unknown_name *name;
	uint32_t n_name, room_name;
	struct symbols known; /* the name's number */
	uint32_t total;
};

struct clixml_unknown {
	struct unknown_names properties, objects;
	uint32_t start; /* of the first */
};

/* A name is not copied. */
void unknown_property(struct clixml_unknown *unknown, const struct clixml_node *node, struct str name);
void unknown_object(struct clixml_unknown *unknown, const struct clixml_node *node, struct str type);

/* DOC019, if there is anything to tell. */
void unknown_tell(const struct clixml_unknown *unknown, struct builder *builder, struct source *source);

void unknown_release(struct clixml_unknown *unknown);

#endif
