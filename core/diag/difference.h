/* SPDX-License-Identifier: MIT */
/*
 * difference.h - what is not the same in two plans, as it travels to the reports.
 *
 * Strings belong to the arena of the `struct differences` and hold whatever the input held: reports escape them.
 */
#ifndef LYNC_TOPO_DIAG_DIFFERENCE_H
#define LYNC_TOPO_DIAG_DIFFERENCE_H

#include "base/arena.h"

#include <stdbool.h>

enum change {
	CHANGE_ADDED,
	CHANGE_REMOVED,
	CHANGE_CHANGED,
};

/* "added", "removed", "changed" */
const char *change_name(enum change change);

/* An element, or one attribute of one that both plans have. */
struct element_change {
	enum change change;
	const char *element;        /* its id, else the nearest ancestor's, else "" */
	const char *path;           /* in the plan that has it, the newer one if both do */
	const char *attribute;      /* "" for the element as a whole; "(place)" where it stands, "(order)" of
				what is tried in turn */
	const char *before, *after; /* NULL: not known */
	const char *
		renamed; /* of an element that is gone or new: the id of its twin on the other side, or NULL */
	const char *words; /* what it means, one sentence */
};

/* What became of a call that is tried on both sides. */
struct call_change {
	const char *call; /* "redmond/ev-to-pstn": site and kind */
	const char *from, *to;
	const char *what;           /* "outcome", "trunk", "signalling", "media", "bypass", "second-path" */
	const char *before, *after; /* NULL: there is no such call */
	const char *words;
};

struct differences {
	struct arena arena;
	struct element_change *element;
	uint32_t n_element, room_element;
	struct call_change *call;
	uint32_t n_call, room_call;
};

/* Copy the struct, not its strings. Lost when out of memory, which mem_ran_out() remembers. */
void differences_add_element(struct differences *differences, const struct element_change *change);
void differences_add_call(struct differences *differences, const struct call_change *change);

void differences_release(struct differences *differences);

#endif
