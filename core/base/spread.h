/* SPDX-License-Identifier: MIT */
/*
 * spread.h - work in units that do not depend on each other, over the processors of the machine.
 *
 * Each unit is made, in whichever process, into bytes, and the bytes are taken in this process in the order of the
 * units: the same result whatever did the work. Processes and not threads, because the allocator's state is the
 * process's (mem.h); they get the next unit when they are done with one, so that long units do not hold up short ones.
 */
#ifndef LYNC_TOPO_BASE_SPREAD_H
#define LYNC_TOPO_BASE_SPREAD_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	SPREAD_MOST_JOBS = 1024,
};

enum spread_status {
	SPREAD_DONE,
	SPREAD_STOPPED, /* the watch said so: units are missing at the end, or ended early */
	SPREAD_NO_MEMORY,
	SPREAD_DIED, /* a process did, and what it worked on is lost */
};

/* Asked by a unit that takes long: whether to end early, with what it has. Cheap; NULL: never. */
struct spread_stop;
bool spread_stops(struct spread_stop *stop);

struct spread_work {
	uint32_t n_unit;
	void *maker, *taker; /* contexts of the two */

	/* Appends the result of a unit. False when out of memory. */
	bool (*make)(void *maker, uint32_t unit, struct spread_stop *stop, struct buf *result);

	/* False when out of memory. May come from within spread_stops(), while a unit is being made. */
	bool (*take)(void *taker, uint32_t unit, struct str result);
};

/* How. All zero: everything, in this process, unwatched. */
struct spread {
	uint32_t jobs;         /* processes at most; up to 1: none but this one */
	uint32_t part, n_part; /* only units part, part + n_part, part + 2 n_part ...; n_part 0: all */

	/* Called now and then, a few times a second at most, with the units that are done, of n. True: stop. */
	bool (*watch)(void *watcher, uint32_t done, uint32_t n);
	void *watcher;
};

enum spread_status spread_run(const struct spread *spread, const struct spread_work *work);

/* Processors that this process may use, at least 1. */
uint32_t spread_processors(void);

#endif
