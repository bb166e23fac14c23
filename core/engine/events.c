/* SPDX-License-Identifier: MIT */
#include "engine/events.h"

#include "base/mem.h"

enum {
	CHILDREN = 4,
	CLASS_SHIFT = 56, /* sequences stay below: 2^56 events */
};

void events_release(struct events *events)
{
	mem_free(events->event);
	*events = (struct events){ 0 };
}

static bool before(const struct event *a, const struct event *b)
{
	return a->at < b->at || (a->at == b->at && a->order < b->order);
}

bool events_add(struct events *events, enum event_class class, struct event event)
{
	struct event *heap;
	uint32_t hole = events->n;

	if (!mem_grow(&events->event, &events->room, events->n + 1, sizeof(*events->event)))
		return false;
	heap = events->event;
	event.order = (uint64_t) class << CLASS_SHIFT | events->sequence++;
	events->n++;
	while (hole > 0) {
		uint32_t parent = (hole - 1) / CHILDREN;

		if (!before(&event, &heap[parent]))
			break;
		heap[hole] = heap[parent];
		hole = parent;
	}
	heap[hole] = event;
	return true;
}

/* The earliest of the children from `first` on; there is at least one. */
static uint32_t earliest(const struct events *events, uint32_t first)
{
	uint32_t end = first + CHILDREN < events->n ? first + CHILDREN : events->n;
	uint32_t best = first;

	for (uint32_t i = first + 1; i < end; i++) {
		if (before(&events->event[i], &events->event[best]))
			best = i;
	}
	return best;
}

bool events_take(struct events *events, struct event *ret)
{
	struct event *heap = events->event;
	struct event last;
	uint32_t hole = 0;

	if (events->n == 0)
		return false;
	*ret = heap[0];
	last = heap[--events->n];
	while (hole * CHILDREN + 1 < events->n) {
		uint32_t child = earliest(events, hole * CHILDREN + 1);

		if (!before(&heap[child], &last))
			break;
		heap[hole] = heap[child];
		hole = child;
	}
	heap[hole] = last;
	return true;
}
