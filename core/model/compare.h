/* SPDX-License-Identifier: MIT */
/*
 * compare.h - which elements two plans have in common, and what is different about them.
 *
 * An element with an id is the one with that id, wherever it stands. One without is known by its parent and by what it
 * says: all of it, else the attribute that names it (the scope of a trunk-config), else its turn. Order, layout, comments,
 * descriptions, and whether a documented default is written are no difference, nor is how a plan is split into files.
 * O(n log n).
 */
#ifndef LYNC_TOPO_MODEL_COMPARE_H
#define LYNC_TOPO_MODEL_COMPARE_H

#include "diag/difference.h"
#include "model/topology.h"

/* Adds what is different, removed elements first, then the others in the order of the newer plan. Either may be empty. */
void compare_topologies(const struct topology *before, const struct topology *after, struct differences *ret);

#endif
