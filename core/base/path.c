/* SPDX-License-Identifier: MIT */
#include "base/path.h"

#include "base/buf.h"

#include <string.h>

struct str path_folder(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return str_of("");
	return (struct str){ path, slash == path ? 1 : (size_t)(slash - path) };
}

struct str path_parent(struct str folder)
{
	size_t length = folder.length;

	if (length <= 1)
		return (struct str){ folder.text, 0 };
	while (length > 0 && folder.text[length - 1] != '/')
		length--;
	return (struct str){ folder.text, length > 1 ? length - 1 : 1 };
}

const char *path_join(struct arena *arena, struct str folder, const char *name)
{
	if (folder.length == 0 || str_is(folder, "."))
		return arena_copy(arena, name, strlen(name));
	if (folder.text[folder.length - 1] == '/')
		return arena_printf(arena, "%.*s%s", STR_ARG(folder), name);
	return arena_printf(arena, "%.*s/%s", STR_ARG(folder), name);
}

/* Takes the part before the next '/' off the rest. */
static struct str next_part(struct str *rest)
{
	const char *slash = rest->length > 0 ? memchr(rest->text, '/', rest->length) : NULL;
	struct str part = { rest->text, slash != NULL ? (size_t)(slash - rest->text) : rest->length };
	size_t used = part.length + (slash != NULL);

	*rest = (struct str){ rest->text + used, rest->length - used };
	return part;
}

/* Adds the parts of a path to the buffer; false when ".." leads above its start. */
static bool append_parts(struct buf *buf, struct str path)
{
	while (path.length > 0) {
		struct str part = next_part(&path);

		if (part.length == 0 || str_is(part, "."))
			continue;
		if (str_is(part, "..")) {
			const char *slash = strrchr(buf_text(buf), '/');

			if (buf->length == 0)
				return false;
			buf->length = slash != NULL ? (size_t)(slash - buf->text) : 0;
			buf->text[buf->length] = '\0';
			continue;
		}
		if (buf->length > 0)
			buf_putc(buf, '/');
		buf_put(buf, part.text, part.length);
	}
	return true;
}

static bool has_scheme(const char *path)
{
	size_t i = 0;

	while (ascii_is_alnum(path[i]) || path[i] == '+' || path[i] == '-' || path[i] == '.')
		i++;
	return i > 0 && path[i] == ':';
}

const char *path_resolve(struct arena *arena, struct str folder, const char *relative)
{
	struct buf buf = { 0 };
	const char *resolved = NULL;

	if (relative[0] != '/' && !has_scheme(relative) && append_parts(&buf, folder) &&
		append_parts(&buf, str_of(relative)) && !buf_failed(&buf))
		resolved = arena_copy(arena, buf_text(&buf), buf.length);
	buf_release(&buf);
	return resolved;
}

const char *path_beneath(struct str folder, const char *path)
{
	size_t length = folder.length;

	if (length == 0 || str_is(folder, "."))
		return path[0] == '/' ? NULL : path;
	if (strncmp(path, folder.text, length) != 0)
		return NULL;
	if (folder.text[length - 1] == '/')
		return path + length;
	return path[length] == '/' ? path + length + 1 : NULL;
}
