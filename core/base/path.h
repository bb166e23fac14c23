/* SPDX-License-Identifier: MIT */
/*
 * path.h - paths as text; nothing here looks at the file system.
 */
#ifndef LYNC_TOPO_BASE_PATH_H
#define LYNC_TOPO_BASE_PATH_H

#include "base/arena.h"
#include "base/str.h"

/* "a/b" of "a/b/c.xml", "" of "c.xml", "/" of "/c.xml". */
struct str path_folder(const char *path);

/* The folder above an absolute one, "" above "/". */
struct str path_parent(struct str folder);

/* Folder and name joined; an empty folder or "." adds nothing. */
const char *path_join(struct arena *arena, struct str folder, const char *name);

/*
 * `relative` as seen from `folder`, itself relative and not climbing out: without "." and ".." parts. NULL when
 * it is absolute, names another scheme ("http://"), climbs out of the start, or memory fails.
 */
const char *path_resolve(struct arena *arena, struct str folder, const char *relative);

/* What remains of `path` beneath `folder`, by its text; NULL when it does not start with it. */
const char *path_beneath(struct str folder, const char *path);

#endif
