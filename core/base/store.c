/* SPDX-License-Identifier: MIT */
#include "base/store.h"

#include "base/mem.h"

#include <dirent.h>
#include <string.h>

static enum file_kind kind(
	struct store *store, const char *path, bool follow_links, struct file_identity *ret)
{
	(void)store;
	return file_kind_of(path, follow_links, ret);
}

static size_t peek(struct store *store, const char *path, char *bytes, size_t room)
{
	(void)store;
	return file_peek(path, bytes, room);
}

static enum file_status read_whole(struct store *store, const char *path, size_t most, struct file_bytes *ret)
{
	(void)store;
	return file_read(path, most, ret);
}

static enum file_status read_beneath(
	struct store *store, const char *folder, const char *relative, size_t most, struct file_bytes *ret)
{
	(void)store;
	return file_read_beneath(folder, relative, most, ret);
}

static const char **list(struct store *store, struct arena *arena, const char *folder, uint32_t *ret_n)
{
	DIR *directory = opendir(folder);
	const char **names = NULL;
	uint32_t room = 0;
	struct dirent *entry;

	(void)store;
	*ret_n = 0;
	if (directory == NULL)
		return NULL;
	while ((entry = readdir(directory)) != NULL) {
		if (!mem_grow(&names, &room, *ret_n + 1, sizeof(*names)))
			break;
		names[(*ret_n)++] = arena_copy(arena, entry->d_name, strlen(entry->d_name));
	}
	closedir(directory);
	return names;
}

struct store *store_of_files(void)
{
	static struct store files = {
		.kind = kind,
		.peek = peek,
		.read = read_whole,
		.read_beneath = read_beneath,
		.list = list,
	};

	return &files;
}
