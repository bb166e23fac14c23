/* SPDX-License-Identifier: MIT */
#include "load/objects.h"

#include "base/mem.h"
#include "base/number.h"

#include <stdlib.h>
#include <string.h>

enum {
	MOST_TREE = 256 << 20, /* bytes of a folder */
	MOST_NAME = 128,       /* of an object, in hexadecimal */
};

void objects_fault(struct objects *objects, const char *what)
{
	if (objects->fault == NULL)
		objects->fault = what;
}

/* Why git did not answer. */
static const char *why_silent(struct objects *objects)
{
	struct buf complaint = { 0 };
	const char *why;

	if (objects->deadline.passed)
		return "git took too long (--limit seconds=N)";
	process_complaint(&objects->git, &complaint);
	why = arena_printf(&objects->arena, "git ended: %s", buf_text(&complaint));
	buf_release(&complaint);
	return why;
}

/* Object, kind and size of what git is about to tell; false, noted, when there is none of it. */
static bool ask(struct objects *objects, const char *object, struct str *ret_kind, uint64_t *ret_size)
{
	struct str line;
	struct str name;
	struct str size;

	if (objects->fault != NULL)
		return false;
	if (!process_tell(&objects->git, arena_printf(&objects->arena, "%s\n", object)) ||
		!process_read_line(&objects->git, &objects->deadline, &line)) {
		objects_fault(objects, why_silent(objects));
		return false;
	}
	if (!str_next_token(&line, &name) || !str_next_token(&line, ret_kind) ||
		!str_next_token(&line, &size) || !number_parse_whole(size, UINT32_MAX, ret_size)) {
		objects_fault(objects, "an object is missing: the clone has only a part of the repository");
		return false;
	}
	return true;
}

/* The bytes that were announced, with a NUL behind them; NULL, noted, when they do not come. */
static char *take(struct objects *objects, size_t size)
{
	char *bytes = mem_alloc(size + 1);

	if (bytes == NULL)
		objects_fault(objects, "out of memory");
	else if (process_read(&objects->git, &objects->deadline, bytes, size) &&
		process_read(&objects->git, &objects->deadline, NULL, 1))
		bytes[size] = '\0';
	else {
		objects_fault(objects, why_silent(objects));
		mem_free(bytes);
		bytes = NULL;
	}
	return bytes;
}

enum file_status objects_read(
	struct objects *objects, const char *object, const char *kind, size_t most, struct file_bytes *ret)
{
	struct str found;
	uint64_t size = 0;

	if (!ask(objects, object, &found, &size))
		return FILE_FAILED;
	if (!str_is(found, kind)) {
		objects_fault(objects,
			"an object is of another kind than the folder says: the repository is damaged");
		return FILE_FAILED;
	}
	if (size > most)
		return process_read(&objects->git, &objects->deadline, NULL, (size_t)size + 1) ?
			FILE_TOO_LARGE :
			FILE_FAILED;
	ret->data = take(objects, (size_t)size);
	ret->size = (size_t)size;
	return ret->data != NULL ? FILE_OK : FILE_FAILED;
}

static enum file_kind kind_of_mode(struct str mode)
{
	if (str_is(mode, "40000"))
		return FILE_KIND_FOLDER;
	if (str_is(mode, "120000"))
		return FILE_KIND_LINK;
	return str_starts(mode, "100") ? FILE_KIND_REGULAR : FILE_KIND_OTHER;
}

static int compare_entries(const void *left, const void *right)
{
	return strcmp(((const struct entry *)left)->name, ((const struct entry *)right)->name);
}

static const char *hexadecimal(struct arena *arena, const char *bytes, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	char text[MOST_NAME];

	for (size_t i = 0; i < n; i++) {
		text[2 * i] = digits[(unsigned char)bytes[i] >> 4];
		text[2 * i + 1] = digits[(unsigned char)bytes[i] & 15];
	}
	return arena_copy(arena, text, 2 * n);
}

/* "MODE NAME", a NUL, and the bytes of the object's name; what does not fit ends the folder. */
static struct entry *parse_tree(
	struct objects *objects, const struct file_bytes *bytes, size_t id, uint32_t *ret_n)
{
	const char *at = bytes->data;
	const char *end = bytes->data + bytes->size;
	struct entry *entries = NULL;
	uint32_t room = 0;

	while (at < end) {
		const char *blank = memchr(at, ' ', (size_t)(end - at));
		const char *nul = blank != NULL ? memchr(blank, '\0', (size_t)(end - blank)) : NULL;

		if (nul == NULL || (size_t)(end - nul) <= id ||
			!mem_grow(&entries, &room, *ret_n + 1, sizeof(*entries)))
			break;
		entries[(*ret_n)++] = (struct entry){
			.name = arena_copy(&objects->arena, blank + 1, (size_t)(nul - blank - 1)),
			.object = hexadecimal(&objects->arena, nul + 1, id),
			.kind = kind_of_mode((struct str){ at, (size_t)(blank - at) }),
		};
		at = nul + 1 + id;
	}
	if (entries != NULL && *ret_n > 0)
		qsort(entries, *ret_n, sizeof(*entries), compare_entries);
	return entries;
}

const struct tree *objects_tree(struct objects *objects, const char *object)
{
	struct file_bytes bytes = { 0 };
	struct tree *tree = objects->trees;
	size_t id = strlen(object) / 2;

	while (tree != NULL && strcmp(tree->object, object) != 0)
		tree = tree->next;
	if (tree != NULL || id * 2 > MOST_NAME)
		return tree;
	if (objects_read(objects, object, "tree", MOST_TREE, &bytes) != FILE_OK)
		return NULL;
	tree = mem_zalloc(sizeof(*tree));
	if (tree != NULL) {
		tree->object = object;
		tree->entry = parse_tree(objects, &bytes, id, &tree->n);
		tree->next = objects->trees;
		objects->trees = tree;
	}
	mem_free(bytes.data);
	return tree;
}

const struct entry *tree_find(const struct tree *tree, const char *name)
{
	const struct entry wanted = { .name = name };

	return tree->n > 0 ? bsearch(&wanted, tree->entry, tree->n, sizeof(*tree->entry), compare_entries) :
			     NULL;
}

void objects_release(struct objects *objects)
{
	struct tree *tree = objects->trees;

	while (tree != NULL) {
		struct tree *next = tree->next;

		mem_free(tree->entry);
		mem_free(tree);
		tree = next;
	}
	process_end(&objects->git);
	arena_release(&objects->arena);
}
