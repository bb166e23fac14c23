/* SPDX-License-Identifier: MIT */
/*
 * repository.h - the folder that is kept under version control: what services that show a file call it by starts there.
 */
#ifndef LYNC_TOPO_BASE_REPOSITORY_H
#define LYNC_TOPO_BASE_REPOSITORY_H

#include "base/arena.h"
#include "base/str.h"

/* `folder` (absolute, without symbolic links) or the nearest one above it that holds ".git"; "" if none does. */
struct str repository_of(struct str folder, struct arena *arena);

#endif
