/* SPDX-License-Identifier: MIT */
/*
 * parts.h - what of a deployment fails by itself: boxes and lines. Private to core/engine.
 *
 * A pool is no part where its servers are described, and no connection whose tunnels are: they fail with those. Two
 * servers that are one box (same-as) are one part.
 */
#ifndef LYNC_TOPO_ENGINE_PARTS_H
#define LYNC_TOPO_ENGINE_PARTS_H

#include "base/arena.h"
#include "engine/faults.h"

#define NO_PART UINT32_MAX

struct parts {
	const struct topology *topo;
	uint32_t *of; /* by element: the element that stands for its part, or NO_PART */
};

/* In the arena. False when out of memory. */
bool parts_find(struct parts *parts, const struct topology *topo, struct arena *arena);

/* Adds that the part has failed for good, in all its roles. False when out of memory. */
bool parts_fail(const struct parts *parts, uint32_t part, struct faults *faults);

/* The share of time in which the part works; 1 for one that never fails: without mtbf-h, or with mttr-h 0 or unknown. */
double parts_availability(const struct parts *parts, uint32_t part);

/* The site or the connection that all of these parts are in, or NULL. */
const struct element *parts_shared(const struct parts *parts, const uint32_t *part, uint32_t n);

#endif
