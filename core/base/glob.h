/* SPDX-License-Identifier: MIT */
/*
 * glob.h - patterns of names and paths out of files that strangers write: matched in time that grows with the product
 * of the lengths, whatever the pattern. (fnmatch(3) takes exponential time for many stars.)
 */
#ifndef LYNC_TOPO_BASE_GLOB_H
#define LYNC_TOPO_BASE_GLOB_H

#include "base/str.h"

#include <stdbool.h>

/* `*` stands for any run of characters, `/` among them, `?` for one byte; everything else for itself. */
bool glob_matches(struct str pattern, struct str text);

/* The pattern matches the whole path, or what follows its last `/`. */
bool glob_matches_path(struct str pattern, struct str path);

#endif
