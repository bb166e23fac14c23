/* SPDX-License-Identifier: MIT */
#include "load/config.h"

#include "base/file.h"
#include "base/path.h"
#include "base/repository.h"

#include <stdlib.h>
#include <string.h>

/* A path without symbolic links and "..", in the arena; NULL when it leads nowhere. */
static const char *real_path(const char *path, struct arena *arena)
{
	char real[FILE_MOST_PATH];

	return file_real_path(path, real) ? arena_copy(arena, real, strlen(real)) : NULL;
}

/* The folder that an input stands in; the input itself where it is a folder. */
static const char *folder_of_input(const char *input, struct arena *arena)
{
	struct file_identity identity;
	struct str folder;

	if (input == NULL)
		return real_path(".", arena);
	if (file_kind_of(input, true, &identity) == FILE_KIND_FOLDER)
		return real_path(input, arena);
	folder = path_folder(input);
	return real_path(folder.length > 0 ? arena_copy(arena, folder.text, folder.length) : ".", arena);
}

static bool exists(struct str folder, const char *name, struct arena *arena)
{
	struct file_identity identity;

	return file_kind_of(path_join(arena, folder, name), true, &identity) != FILE_KIND_NONE;
}

static bool is_home(struct str folder, struct arena *arena)
{
	const char *home = getenv("HOME");
	const char *real = home != NULL && home[0] != '\0' ? real_path(home, arena) : NULL;

	return real != NULL && str_is(folder, real);
}

/* `path` as seen from the folder: climbing with "..", then down. Both absolute and without symbolic links. */
static const char *seen_from(struct str folder, const char *path, struct arena *arena)
{
	const char *climb = "";

	while (folder.length > 1) {
		const char *rest = path_beneath(folder, path);

		if (rest != NULL)
			return arena_printf(arena, "%s%s", climb, rest);
		climb = arena_printf(arena, "../%s", climb);
		folder = path_parent(folder);
	}
	return path;
}

static const char *take(struct str folder, const char *working, struct arena *arena)
{
	if (is_home(folder, arena) || !exists(folder, CONFIG_FILE_NAME, arena))
		return NULL;
	return seen_from(str_of(working), path_join(arena, folder, CONFIG_FILE_NAME), arena);
}

const char *config_find(const char *input, struct arena *arena)
{
	const char *working = real_path(".", arena);
	const char *start = folder_of_input(input, arena);
	struct str repository;

	if (working == NULL)
		return NULL;
	repository = start != NULL ? repository_of(str_of(start), arena) : str_of("");
	if (repository.length == 0)
		return take(str_of(working), working, arena);
	for (struct str folder = str_of(start); folder.length >= repository.length;
		folder = path_parent(folder)) {
		const char *path = take(folder, working, arena);

		if (path != NULL || folder.length == repository.length)
			return path;
	}
	return NULL;
}
