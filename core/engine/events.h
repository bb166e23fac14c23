/* SPDX-License-Identifier: MIT */
/*
 * events.h - what will happen, in virtual time.
 *
 * A heap with four children a node. Events come out by time; at equal times by class, so that what is released can
 * be used by who arrives at the same instant; then in the order in which they went in. No event is ever removed: who
 * no longer wants one ignores it when it comes.
 */
#ifndef LYNC_TOPO_ENGINE_EVENTS_H
#define LYNC_TOPO_ENGINE_EVENTS_H

#include <stdbool.h>
#include <stdint.h>

enum event_class {
	EVENT_RELEASE,
	EVENT_TIMER,
	EVENT_MESSAGE,
	EVENT_ARRIVAL,
};

struct event {
	int64_t at;     /* nanoseconds */
	uint64_t order; /* class and sequence; events_add() sets it */
	uint32_t what, who;
	uint64_t detail;
};

/* All zero at first: `struct events e = { 0 };`. */
struct events {
	struct event *event;
	uint32_t n, room;
	uint64_t sequence;
};

void events_release(struct events *events);

/* False when out of memory; the events are then unchanged. */
bool events_add(struct events *events, enum event_class class, struct event event);

/* False when there is none left. */
bool events_take(struct events *events, struct event *ret);

#endif
