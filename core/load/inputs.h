/* SPDX-License-Identifier: MIT */
/*
 * inputs.h - what people name on the command line, as document sets.
 *
 * Files named together are one set. A directory is walked: each topology in it that no other file of it
 * includes is the root of a set of its own. Hidden names and symbolic links are passed over, and so is XML of
 * another vocabulary, exported settings included; all are counted.
 */
#ifndef LYNC_TOPO_LOAD_INPUTS_H
#define LYNC_TOPO_LOAD_INPUTS_H

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/store.h"

/* The paths of one set. */
struct input_set {
	const char **path;
	uint32_t n;
};

struct inputs {
	struct arena arena;
	struct input_set *set;
	uint32_t n_set, room_set;

	/* What a walk passed over. */
	uint32_t n_other; /* XML of another vocabulary, or not XML */
	uint32_t n_links;
	uint32_t n_hidden;
	uint32_t n_excluded;
};

struct input_options {
	const char *const *exclude; /* glob patterns, matched against the path and its last part */
	uint32_t n_exclude;
	bool one_set; /* join everything */
	bool of_ours; /* every file of our languages, whatever includes it, and of no other format */
	const struct limits *limits;
	struct store *store; /* where names lead, NULL: to the file system */
};

enum inputs_status {
	INPUTS_OK,
	INPUTS_NONE, /* nothing to read; *ret_empty names a directory without a topology, or NULL */
	INPUTS_NO_MEMORY,
};

/* Sets in the order of their roots' names, the set of named files first. */
enum inputs_status inputs_find(const char *const *names, uint32_t n_names,
	const struct input_options *options, struct inputs *ret, const char **ret_empty);

void inputs_release(struct inputs *inputs);

#endif
