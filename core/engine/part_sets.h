/* SPDX-License-Identifier: MIT */
/*
 * part_sets.h - sets of parts of a deployment, each once. Private to core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_PART_SETS_H
#define LYNC_TOPO_ENGINE_PART_SETS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* Parts by number, ascending. */
struct part_set {
	uint32_t *part;
	uint32_t n;
};

struct part_sets {
	struct arena arena;
	struct part_set *set; /* in the order in which they were added */
	uint32_t n, room;
	uint32_t *slot; /* a table of places in `set`, plus 1 */
	uint32_t n_slot;
};

void part_sets_release(struct part_sets *sets);

/* A copy of the set, unless it is there already; *ret_at is its place. False when out of memory. */
bool part_sets_add(struct part_sets *sets, struct part_set set, uint32_t *ret_at);

/* Leaves those that hold no other one. */
void part_sets_minimise(struct part_sets *sets);

/* Puts parts that are in another order into the ascending one. The array is the caller's own. */
void part_set_sort(struct part_set *set);

/* The set and one part more, which is not in it, into `room`; so many parts there are then. */
uint32_t part_set_with(struct part_set set, uint32_t part, uint32_t *room);

bool part_set_has(struct part_set set, uint32_t part);
bool part_set_is_subset(struct part_set small, struct part_set large);

#endif
