/* SPDX-License-Identifier: MIT */
/*
 * timeline.h - everything on a link that is known before the first packet is written, in the order of the tap's
 * clock: messages, the connections they go over, and when audio begins. Audio itself and acknowledgements follow
 * while the capture is written.
 */
#ifndef LYNC_TOPO_CAPTURE_TIMELINE_H
#define LYNC_TOPO_CAPTURE_TIMELINE_H

#include "capture/leg.h"

enum event_kind {
	EVENT_OPEN,   /* SYN of a connection that will work */
	EVENT_ACCEPT, /* its answer */
	EVENT_OPENED, /* and the ACK */
	EVENT_KNOCK,  /* a SYN that nobody answers */
	EVENT_REFUSE, /* reset instead of an answer */
	EVENT_MESSAGE,
	EVENT_NEVER,  /* a message that had no connection to go over */
	EVENT_REPEAT, /* of a message that was lost on its connection */
	EVENT_AUDIO,
};

struct event {
	int64_t at; /* at the tap */
	uint32_t order;
	enum event_kind kind;
	uint32_t connection, link;
	uint32_t leg, message; /* message, for EVENT_AUDIO dialog; of a refused use nothing */
	uint8_t from;          /* end that sends; of a connection's first steps the opener */
	int64_t end;           /* of audio */
};

struct timeline {
	struct leg *leg;
	uint32_t n_leg;
	struct event *event;
	uint32_t n_event, room_event;
	uint32_t n_connection;
	uint64_t skipped;
};

/* False when out of memory. Release it in any case. */
bool timeline_make(struct timeline *timeline, const struct capture_plan *plan, const struct call *call,
	struct arena *arena);
void timeline_release(struct timeline *timeline);

#endif
