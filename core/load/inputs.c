/* SPDX-License-Identifier: MIT */
#include "load/inputs.h"

#include "base/mem.h"
#include "base/path.h"
#include "load/encoding.h"
#include "load/includes.h"
#include "load/markup.h"
#include "load/sniff.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

enum {
	PEEK_SIZE = 65536,
};

/* A file found in a walk. */
struct found {
	const char *path;
	struct file_identity identity;
	struct included_files includes;
	bool again;     /* found under another name already, or named: not looked at */
	bool included;  /* by another file that was found */
	bool reachable; /* from a root */
};

struct walking {
	struct inputs *inputs;
	const struct input_options *options;
	struct found *file;
	uint32_t n, room;
	struct found **index; /* by identity, each file once */
	uint32_t n_index;
};

void inputs_release(struct inputs *inputs)
{
	for (uint32_t i = 0; i < inputs->n_set; i++)
		mem_free(inputs->set[i].path);
	mem_free(inputs->set);
	arena_release(&inputs->arena);
	*inputs = (struct inputs){ 0 };
}

static bool add_set(struct inputs *inputs)
{
	if (!mem_grow(&inputs->set, &inputs->room_set, inputs->n_set + 1, sizeof(*inputs->set)))
		return false;
	inputs->set[inputs->n_set++] = (struct input_set){ 0 };
	return true;
}

static bool add_path(struct inputs *inputs, const char *path)
{
	struct input_set *set = &inputs->set[inputs->n_set - 1];
	const char **paths = mem_realloc(set->path, ((size_t)set->n + 1) * sizeof(*paths));

	if (paths == NULL)
		return false;
	set->path = paths;
	set->path[set->n++] = path;
	return true;
}

static bool is_excluded(const struct input_options *options, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *last = slash != NULL ? slash + 1 : path;

	for (uint32_t i = 0; i < options->n_exclude; i++)
		if (fnmatch(options->exclude[i], path, 0) == 0 || fnmatch(options->exclude[i], last, 0) == 0)
			return true;
	return false;
}

/* Settings alone are no plan: they are read with the topology that they are named with, or included by. */
static bool is_wanted(const struct input_options *options, struct str text)
{
	enum vocabulary vocabulary = sniff_vocabulary(text);

	if (options->of_ours)
		return markup_is_ours(vocabulary);
	return vocabulary != VOCABULARY_CLIXML && vocabulary_reader(vocabulary) != NULL;
}

/* Only the beginning is looked at; UTF-16 is recognised by its mark and left to the loader. */
static bool looks_wanted(const struct input_options *options, const char *path)
{
	char *bytes = mem_alloc(PEEK_SIZE);
	size_t size = bytes != NULL ? options->store->peek(options->store, path, bytes, PEEK_SIZE) : 0;
	size_t mark = size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	bool ours = false;

	if (size >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0)) {
		struct file_bytes copy = { .data = mem_alloc(size + 1), .size = size & ~(size_t)1 };
		struct text_fault fault;
		struct text text;

		if (copy.data != NULL) {
			memcpy(copy.data, bytes, copy.size);
			copy.data[copy.size] = '\0';
			ours = text_decode(&copy, &text, &fault) != TEXT_NO_MEMORY &&
				is_wanted(options, (struct str){ text.text, text.size });
			mem_free(text.memory);
		}
	} else if (size > mark) {
		ours = is_wanted(options, (struct str){ bytes + mark, size - mark });
	}
	mem_free(bytes);
	return ours;
}

static void consider_file(struct walking *walking, const char *path, const struct file_identity *identity)
{
	bool is_builder_document = str_ends_nocase(path, ".tbxml");

	if (!str_ends_nocase(path, ".xml") && !is_builder_document)
		return;
	if ((!is_builder_document || walking->options->of_ours) && !looks_wanted(walking->options, path)) {
		walking->inputs->n_other++;
		return;
	}
	if (mem_grow(&walking->file, &walking->room, walking->n + 1, sizeof(*walking->file)))
		walking->file[walking->n++] = (struct found){ .path = path, .identity = *identity };
}

static int compare_names(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Names in a folder, sorted; NULL when it cannot be read. */
static const char **list_folder(struct walking *walking, const char *folder, uint32_t *ret_n)
{
	struct store *store = walking->options->store;
	const char **names = store->list(store, &walking->inputs->arena, folder, ret_n);

	if (names != NULL)
		qsort(names, *ret_n, sizeof(*names), compare_names);
	return names;
}

/* Folders still to be read: a stack instead of recursion, so that depth costs no stack. */
struct folders {
	const char **path;
	uint32_t n, room;
};

static void push_folder(struct folders *folders, const char *path)
{
	if (mem_grow(&folders->path, &folders->room, folders->n + 1, sizeof(*folders->path)))
		folders->path[folders->n++] = path;
}

static void consider_name(
	struct walking *walking, struct folders *folders, const char *folder, const char *name)
{
	struct inputs *inputs = walking->inputs;
	struct file_identity identity;
	const char *path;

	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return;
	if (name[0] == '.') {
		inputs->n_hidden++;
		return;
	}
	path = path_join(&inputs->arena, str_of(folder), name);
	if (is_excluded(walking->options, path)) {
		inputs->n_excluded++;
		return;
	}
	switch (walking->options->store->kind(walking->options->store, path, false, &identity)) {
	case FILE_KIND_FOLDER:
		push_folder(folders, path);
		break;
	case FILE_KIND_REGULAR:
		consider_file(walking, path, &identity);
		break;
	case FILE_KIND_LINK:
		inputs->n_links++;
		break;
	case FILE_KIND_NONE:
	case FILE_KIND_OTHER:
		break;
	}
}

static void walk_folder(struct walking *walking, const char *top)
{
	struct folders folders = { 0 };

	push_folder(&folders, top);
	while (folders.n > 0 && !mem_ran_out()) {
		const char *folder = folders.path[--folders.n];
		uint32_t n;
		const char **names = list_folder(walking, folder, &n);

		for (uint32_t i = 0; i < n; i++)
			consider_name(walking, &folders, folder, names[i]);
		mem_free(names);
	}
	mem_free(folders.path);
}

static int compare_found(const void *left, const void *right)
{
	return strcmp(((const struct found *)left)->path, ((const struct found *)right)->path);
}

static int compare_identities(const struct file_identity *a, const struct file_identity *b)
{
	if (a->device != b->device)
		return a->device < b->device ? -1 : 1;
	return (a->inode > b->inode) - (a->inode < b->inode);
}

static int compare_indexed(const void *left, const void *right)
{
	const struct found *a = *(struct found *const *)left;
	const struct found *b = *(struct found *const *)right;
	int order = compare_identities(&a->identity, &b->identity);

	return order != 0 ? order : strcmp(a->path, b->path);
}

static bool is_same_file(const struct found *a, const struct found *b)
{
	return compare_identities(&a->identity, &b->identity) == 0;
}

/* Sorts what was found by name and indexes it by identity; a file that was found twice is kept once. */
static bool sort_found(struct walking *walking)
{
	uint32_t n = walking->n;
	uint32_t kept = 0;

	qsort(walking->file, n, sizeof(*walking->file), compare_found);
	walking->index = mem_alloc(n * sizeof(struct found *));
	if (walking->index == NULL)
		return false;
	for (uint32_t i = 0; i < n; i++)
		walking->index[i] = &walking->file[i];
	qsort(walking->index, n, sizeof(*walking->index), compare_indexed);
	for (uint32_t i = 0; i < n; i++) {
		if (i > 0 && is_same_file(walking->index[i], walking->index[i - 1]))
			walking->index[i]->again = true;
		else
			walking->index[kept++] = walking->index[i];
	}
	walking->n_index = kept;
	return true;
}

static int compare_with_identity(const void *left, const void *right)
{
	return compare_identities(left, &(*(struct found *const *)right)->identity);
}

static struct found *find_identity(struct walking *walking, const struct file_identity *identity)
{
	struct found **found = bsearch(
		identity, walking->index, walking->n_index, sizeof(*walking->index), compare_with_identity);

	return found != NULL ? *found : NULL;
}

/* Finds out what each file includes, and so which are included by another one. */
static void look_at_includes(struct walking *walking)
{
	for (uint32_t i = 0; i < walking->n; i++) {
		struct found *file = &walking->file[i];

		if (file->again)
			continue;
		file->includes = includes_of(walking->options->store, file->path, walking->options->limits);
		for (uint32_t j = 0; j < file->includes.n; j++) {
			struct found *other = find_identity(walking, &file->includes.identity[j]);

			if (other != NULL && other != file)
				other->included = true;
		}
	}
}

/*
 * Everything that a root includes, directly or not, belongs to its set; an include that leads out of the root's
 * folder is refused when the set is read, so it includes nothing.
 */
static void mark_reachable(struct walking *walking, struct found *root)
{
	struct str folder = path_folder(root->path);
	struct found **pending = NULL;
	uint32_t room = 0;
	uint32_t n = 0;

	root->reachable = true;
	for (struct found *file = root; file != NULL; file = n > 0 ? pending[--n] : NULL) {
		for (uint32_t i = 0; i < file->includes.n; i++) {
			struct found *other = find_identity(walking, &file->includes.identity[i]);

			if (other == NULL || other->reachable || path_beneath(folder, other->path) == NULL ||
				!mem_grow(&pending, &room, n + 1, sizeof(struct found *)))
				continue;
			other->reachable = true;
			pending[n++] = other;
		}
	}
	mem_free(pending);
}

static bool add_root(struct walking *walking, uint32_t n, bool one_set)
{
	mark_reachable(walking, &walking->file[n]);
	if (!one_set && !add_set(walking->inputs))
		return false;
	return add_path(walking->inputs, walking->file[n].path);
}

/* Files that include each other in a circle have no root: the first by name is taken. */
static bool make_sets(struct walking *walking)
{
	bool one_set = walking->options->one_set;
	bool good = true;
	bool any = false;

	if (!walking->options->of_ours)
		look_at_includes(walking);
	for (uint32_t i = 0; i < walking->n; i++)
		any |= !walking->file[i].again;
	if (any && one_set && walking->inputs->n_set == 0)
		good = add_set(walking->inputs);
	for (uint32_t i = 0; i < walking->n && good; i++)
		if (!walking->file[i].again && !walking->file[i].included)
			good = add_root(walking, i, one_set);
	for (uint32_t i = 0; i < walking->n && good; i++)
		if (!walking->file[i].again && !walking->file[i].reachable)
			good = add_root(walking, i, one_set);
	return good;
}

/* A file that is named is not found again in a directory that is named too. */
static void drop_named(struct walking *walking, const char *const *names, uint32_t n_names)
{
	struct store *store = walking->options->store;

	for (uint32_t i = 0; i < n_names; i++) {
		struct file_identity identity;
		struct found *found;

		if (store->kind(store, names[i], true, &identity) != FILE_KIND_REGULAR)
			continue;
		found = find_identity(walking, &identity);
		if (found != NULL)
			found->again = true;
	}
}

static bool is_folder(struct store *store, const char *name)
{
	struct file_identity identity;

	return strcmp(name, "-") != 0 && store->kind(store, name, true, &identity) == FILE_KIND_FOLDER;
}

static bool add_named(struct inputs *inputs, struct store *store, const char *const *names, uint32_t n_names)
{
	bool good = true;
	bool any = false;

	for (uint32_t i = 0; i < n_names && good; i++) {
		if (is_folder(store, names[i]))
			continue;
		if (!any)
			good = add_set(inputs);
		any = true;
		good = good && add_path(inputs, names[i]);
	}
	return good;
}

enum inputs_status inputs_find(const char *const *names, uint32_t n_names,
	const struct input_options *options, struct inputs *ret, const char **ret_empty)
{
	struct input_options settled = *options;
	struct walking walking = { .inputs = ret, .options = &settled };
	bool good;

	if (settled.store == NULL)
		settled.store = store_of_files();

	*ret = (struct inputs){ 0 };
	*ret_empty = NULL;
	good = add_named(ret, settled.store, names, n_names);
	for (uint32_t i = 0; i < n_names && good; i++) {
		uint32_t before = walking.n;

		if (!is_folder(settled.store, names[i]))
			continue;
		walk_folder(&walking, names[i]);
		if (walking.n == before && *ret_empty == NULL)
			*ret_empty = names[i];
	}
	if (walking.n > 0) {
		good = good && sort_found(&walking);
		if (good)
			drop_named(&walking, names, n_names);
		good = good && make_sets(&walking);
	}
	for (uint32_t i = 0; i < walking.n; i++)
		includes_release(&walking.file[i].includes);
	mem_free(walking.index);
	mem_free(walking.file);
	if (!good || mem_ran_out())
		return INPUTS_NO_MEMORY;
	return ret->n_set > 0 && *ret_empty == NULL ? INPUTS_OK : INPUTS_NONE;
}
