/* SPDX-License-Identifier: MIT */
#include "base/repository.h"

#include "base/file.h"
#include "base/path.h"

struct str repository_of(struct str folder, struct arena *arena)
{
	struct file_identity identity;

	while (folder.length > 0 &&
		file_kind_of(path_join(arena, folder, ".git"), true, &identity) == FILE_KIND_NONE)
		folder = path_parent(folder);
	return folder;
}
