/* SPDX-License-Identifier: MIT */
/*
 * clixml_tell.h - the settings under way from the tree to the builder: clixml_tell.c opens elements, clixml_values.c says
 * what stands in them.
 */
#ifndef LYNC_TOPO_LOAD_CLIXML_TELL_H
#define LYNC_TOPO_LOAD_CLIXML_TELL_H

#include "load/clixml.h"
#include "load/clixml_unknown.h"

/* One object under way is told with all that stands in it before the next. */
struct telling {
	struct clixml *file;
	struct builder *builder;
	struct arena words; /* of the object under way */
	struct clixml_unknown unknown;
	struct symbols confused; /* names of usages that share an id with another: told of */
	uint32_t n_settings;
	uint32_t n_items; /* tell_may_go_on() */
};

static inline const struct clixml_node *telling_node(const struct telling *telling, uint32_t number)
{
	return &telling->file->node[number];
}

/* Elements for the usages that an object names, before it: only a file's own <pstn-usage> makes more of one. */
void tell_usages(struct telling *telling, enum clixml_settings settings, uint32_t object);

/* All that the current element says itself. What an object says twice is not understood. */
void tell_properties(struct telling *telling, enum clixml_settings settings, uint32_t object);

/* Counts a property, or a member of a list: references may lead to one object many times. False at a limit, or when out of memory. */
bool tell_may_go_on(struct telling *telling, uint32_t item);

#endif
