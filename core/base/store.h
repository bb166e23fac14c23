/* SPDX-License-Identifier: MIT */
/*
 * store.h - a place that files are read from: the file system, or what was kept of it somewhere.
 *
 * Paths mean what they mean to the file system, relative to the working folder or from the root on, so that a file has
 * the same name wherever it is read from. The functions are those of base/file.h.
 */
#ifndef LYNC_TOPO_BASE_STORE_H
#define LYNC_TOPO_BASE_STORE_H

#include "base/arena.h"
#include "base/file.h"

struct store {
	enum file_kind (*kind)(
		struct store *store, const char *path, bool follow_links, struct file_identity *ret);
	size_t (*peek)(struct store *store, const char *path, char *bytes, size_t room);
	enum file_status (*read)(struct store *store, const char *path, size_t most, struct file_bytes *ret);
	enum file_status (*read_beneath)(struct store *store, const char *folder, const char *relative,
		size_t most, struct file_bytes *ret);

	/* Names in a folder in any order, "." and ".." perhaps among them; freed with mem_free(), NULL for no folder. */
	const char **(*list)(struct store *store, struct arena *arena, const char *folder, uint32_t *ret_n);
};

/* The file system. */
struct store *store_of_files(void);

#endif
