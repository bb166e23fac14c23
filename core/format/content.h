/* SPDX-License-Identifier: MIT */
/*
 * content.h - which elements of a document hold text, where every blank may mean something.
 */
#ifndef LYNC_TOPO_FORMAT_CONTENT_H
#define LYNC_TOPO_FORMAT_CONTENT_H

#include "diag/source.h"

#include <stdbool.h>

/* By the number of the start tag in the document, from 0: whether the element's content must stay as it is. */
struct content {
	bool *is_kept;
	uint32_t n, room;
};

/* In one pass. False when out of memory. */
bool content_find(const struct source *source, uint32_t from, struct content *ret);

void content_release(struct content *content);

#endif
