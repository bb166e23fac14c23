/* SPDX-License-Identifier: MIT */
/*
 * kaufman_roberts.h - calls of several widths on one link, as call admission control sees them: J. S. Kaufman (1981)
 * and J. W. Roberts (1981). Exact, whatever the holding times, where every call that fits is admitted.
 */
#ifndef LYNC_TOPO_TRAFFIC_KAUFMAN_ROBERTS_H
#define LYNC_TOPO_TRAFFIC_KAUFMAN_ROBERTS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

struct call_class {
	double offered;  /* Erlang */
	uint32_t units;  /* that one call takes, at least 1 */
	double blocking; /* the answer: the share that does not fit */
};

/*
 * Fills in the blocking of each class on a link of `capacity` units, and *used, the mean units in use (NULL: not
 * wanted). Time and memory linear in the capacity times the classes. False when out of memory.
 */
bool kaufman_roberts(
	struct arena *arena, uint32_t capacity, struct call_class *classes, uint32_t n, double *used);

#endif
