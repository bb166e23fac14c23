/* SPDX-License-Identifier: MIT */
/*
 * includes.h - which files a topology includes, without reading it into a model: a walk over a directory needs
 * to know the roots before it reads any set.
 */
#ifndef LYNC_TOPO_LOAD_INCLUDES_H
#define LYNC_TOPO_LOAD_INCLUDES_H

#include "base/file.h"
#include "base/limits.h"
#include "base/store.h"

struct included_files {
	struct file_identity *identity;
	uint32_t n, room;
};

/* Includes that exist, by their identity; what is wrong with the others is said when the set is read. */
struct included_files includes_of(struct store *store, const char *path, const struct limits *limits);
void includes_release(struct included_files *included);

#endif
