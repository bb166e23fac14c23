/* SPDX-License-Identifier: MIT */
/*
 * spread_queue.h - results of units on their way to who takes them in order, and when a unit is to end. Private to
 * spread*.c.
 */
#ifndef LYNC_TOPO_BASE_SPREAD_QUEUE_H
#define LYNC_TOPO_BASE_SPREAD_QUEUE_H

#include "base/spread.h"

/* Units by their place in the share that is ours. */
struct spread_queue {
	const struct spread *spread;
	const struct spread_work *work;
	uint32_t n;
	uint32_t done, taken;
	struct buf *early; /* by place: results that came before their turn */
	bool *is_early;
	int64_t watched; /* when the watch was last asked */
	bool stopped;
};

/* False when out of memory. Release it in any case. */
bool spread_queue_open(
	struct spread_queue *queue, const struct spread *spread, const struct spread_work *work);
void spread_queue_release(struct spread_queue *queue);

/* In whichever process: the result of a unit. */
bool spread_queue_make(
	const struct spread_queue *queue, uint32_t place, struct spread_stop *stop, struct buf *result);

/* A result has come. False when out of memory. */
bool spread_queue_put(struct spread_queue *queue, uint32_t place, struct str result);

/* Asks the watch if it is time to; true when it has ever said stop. */
bool spread_queue_watch(struct spread_queue *queue);

/* Whom a unit asks. */
struct spread_stop {
	bool (*ask)(void *context);
	void *context;
};

/* Work in forked processes. SPREAD_STOPPED as it says; *ret_started false when none could be had: nothing was done. */
enum spread_status spread_over_processes(struct spread_queue *queue, uint32_t jobs, bool *ret_started);

#endif
