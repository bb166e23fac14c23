/* SPDX-License-Identifier: MIT */
/*
 * objects.h - the objects of a git repository, as `git cat-file --batch` tells them: raw bytes, and folders as lists.
 */
#ifndef LYNC_TOPO_LOAD_OBJECTS_H
#define LYNC_TOPO_LOAD_OBJECTS_H

#include "base/arena.h"
#include "base/file.h"
#include "base/process.h"

/* One name in a folder. */
struct entry {
	const char *name;
	const char *object; /* in hexadecimal */
	enum file_kind kind;
};

/* A folder that was read, kept because every file in it is asked for by its way from the top. */
struct tree {
	struct tree *next;
	const char *object;
	struct entry *entry; /* by name, for bsearch() */
	uint32_t n;
};

struct objects {
	struct process git; /* cat-file --batch, started by the caller */
	struct deadline deadline;
	struct arena arena;
	struct tree *trees;
	const char *fault; /* what kept an object from being read, the first time; nothing is read after it */
};

void objects_fault(struct objects *objects, const char *what);

/* Reads an object of a kind ("blob", "tree", "commit") by its name; ret->data is freed with mem_free(). */
enum file_status objects_read(
	struct objects *objects, const char *object, const char *kind, size_t most, struct file_bytes *ret);

/* A folder by its object's name, which is borrowed. NULL, noted, when it cannot be read. */
const struct tree *objects_tree(struct objects *objects, const char *object);

const struct entry *tree_find(const struct tree *tree, const char *name);

void objects_release(struct objects *objects);

#endif
