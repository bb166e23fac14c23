/* SPDX-License-Identifier: MIT */
/*
 * monitoring.h - what OPTIONS monitoring knows of a peer, and when.
 *
 * A ping leaves at each multiple of the interval from time 0, whatever became of the ones before. One that meets
 * the peer in an outage is lost and counts as missed when its timeout has passed; any other is answered at once.
 * So many misses in a row take the trunk out of use, so many answers in a row bring it back.
 */
#ifndef LYNC_TOPO_ENGINE_MONITORING_H
#define LYNC_TOPO_ENGINE_MONITORING_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

struct monitoring {
	int64_t interval, timeout;     /* nanoseconds; no monitoring when the interval is 0 */
	uint32_t down_after, up_after; /* 0 is the same as 1 */
};

/* The peer answers no OPTIONS at `from` or later, until `until`. */
struct outage {
	int64_t from, until; /* NEVER (diag/calls.h): for ever */
};

struct monitoring_change {
	int64_t at;
	bool is_up; /* from then on */
};

/*
 * The changes of a trunk that begins up, in order, as far as they are known at `end`. Outages are sorted by `from`;
 * they may overlap. The changes are in the arena. False when out of memory.
 */
bool monitoring_changes(const struct monitoring *monitoring, const struct outage *outage, uint32_t n_outage,
	int64_t end, struct arena *arena, struct monitoring_change **ret, uint32_t *ret_n);

#endif
