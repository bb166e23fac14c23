/* SPDX-License-Identifier: MIT */
#include "capture/timeline.h"

#include "base/mem.h"

#include <stdlib.h>

/* How long a handshake's steps take inside an end, and when TCP repeats (RFC 6298: 1 s at first, then double). */
static const int64_t STEP = INT64_C(30000);
static const int64_t FIRST_REPEAT = NANOSECONDS;
static const int64_t GIVE_UP = 32 * NANOSECONDS; /* RFC 3261 table 4, timer B */

/* Messages of all calls in their order, and which connection of each end is open. */
struct planner {
	struct timeline *timeline;
	const struct capture_endpoints *ends;
	bool open[2];
	uint32_t connection[2]; /* by the end that opened it */
};

static struct event *add(struct timeline *timeline, enum event_kind kind, int64_t at)
{
	struct event *event;

	if (!mem_grow(
		    &timeline->event, &timeline->room_event, timeline->n_event + 1, sizeof(*timeline->event)))
		return NULL;
	event = &timeline->event[timeline->n_event];
	*event = (struct event){ .at = at, .kind = kind, .order = timeline->n_event++ };
	return event;
}

static int compare(const void *left, const void *right)
{
	const struct event *a = left;
	const struct event *b = right;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static void sort(struct timeline *timeline)
{
	if (timeline->n_event > 0)
		qsort(timeline->event, timeline->n_event, sizeof(*timeline->event), compare);
}

static bool add_messages(struct timeline *timeline, int64_t delay)
{
	for (uint32_t leg = 0; leg < timeline->n_leg; leg++)
		for (uint32_t i = 0; i < timeline->leg[leg].n_message; i++) {
			const struct leg_message *message = &timeline->leg[leg].message[i];
			struct event *event = add(
				timeline, EVENT_MESSAGE, message->at + (message->from == 1 ? delay : 0));

			if (event == NULL)
				return false;
			event->leg = leg;
			event->message = i;
			event->from = message->from;
		}
	return true;
}

/* How long somebody waits for an answer to a message that was lost: as long as the attempt that it belongs to. */
static int64_t patience(const struct leg *leg, const struct leg_message *message)
{
	int64_t at = message->at - leg->call->at;

	for (uint32_t i = 0; i < leg->call->n_attempt; i++) {
		const struct call_attempt *attempt = &leg->call->attempt[i];

		if (attempt->start <= at && at <= attempt->end && attempt->result == 0)
			return attempt->end - at;
	}
	return GIVE_UP;
}

static bool add_on_connection(struct planner *planner, enum event_kind kind, int64_t at,
	const struct event *message, uint32_t connection, unsigned from)
{
	struct event *event = add(planner->timeline, kind, at);

	if (event == NULL)
		return false;
	event->leg = message->leg;
	event->message = message->message;
	event->connection = connection;
	event->from = (uint8_t)from;
	return true;
}

/* What comes again after a second, two more, four more, until `last`. */
static bool add_repeats(struct planner *planner, enum event_kind kind, const struct event *message,
	uint32_t connection, unsigned from, int64_t last)
{
	int64_t wait = FIRST_REPEAT;

	for (int64_t at = message->at + wait; at < last; at += wait) {
		if (!add_on_connection(planner, kind, at, message, connection, from))
			return false;
		wait *= 2;
	}
	return true;
}

/* The three steps end just before the message. */
static bool open_connection(struct planner *planner, const struct event *message, unsigned opener)
{
	uint32_t connection = planner->timeline->n_connection++;
	int64_t trip = 2 * planner->ends->delay;
	int64_t accept = message->at - 2 * STEP - (opener == 1 ? trip : 0);

	planner->open[opener] = true;
	planner->connection[opener] = connection;
	return add_on_connection(
		       planner, EVENT_OPEN, message->at - trip - 3 * STEP, message, connection, opener) &&
		add_on_connection(planner, EVENT_ACCEPT, accept, message, connection, opener) &&
		add_on_connection(planner, EVENT_OPENED, message->at - STEP, message, connection, opener);
}

/* A lost request without a connection never was a message: nobody took the connection. */
static bool knock(struct planner *planner, const struct event *message, unsigned opener, int64_t wait)
{
	uint32_t connection = planner->timeline->n_connection++;
	int64_t trip = 2 * planner->ends->delay;

	if (!add_on_connection(planner, EVENT_KNOCK, message->at, message, connection, opener))
		return false;
	if (wait <= trip + 1000000) /* given up within a millisecond: it was refused */
		return add_on_connection(planner, EVENT_REFUSE, message->at + (opener == 0 ? trip : 0) + STEP,
			message, connection, opener);
	return add_repeats(planner, EVENT_KNOCK, message, connection, opener, message->at + wait);
}

/* Copies the event: adding others may move it. */
static bool connect_message(struct planner *planner, uint32_t at)
{
	struct event event = planner->timeline->event[at];
	const struct leg *leg = &planner->timeline->leg[event.leg];
	const struct leg_message *message = &leg->message[event.message];
	unsigned opener = leg_requester(message);

	if (message->source->lost && !planner->open[opener]) {
		planner->timeline->event[at].kind = EVENT_NEVER;
		return knock(planner, &event, opener, patience(leg, message));
	}
	if (!planner->open[opener] && !open_connection(planner, &event, opener))
		return false;
	event.connection = planner->connection[opener];
	planner->timeline->event[at].connection = event.connection;
	if (!message->source->lost)
		return true;
	planner->open[opener] = false;
	return add_repeats(planner, EVENT_REPEAT, &event, event.connection, event.from,
		event.at + patience(leg, message));
}

static bool add_connections(struct planner *planner)
{
	uint32_t n = planner->timeline->n_event;

	for (uint32_t i = 0; i < n; i++)
		if (!connect_message(planner, i))
			return false;
	return true;
}

/* Both directions of a dialog: each end sends while it believes in the call. */
static bool add_audio(struct timeline *timeline, uint32_t at, uint32_t number, int64_t delay)
{
	const struct leg *leg = &timeline->leg[at];
	const struct leg_dialog *dialog = &leg->dialog[number];
	int64_t last = dialog->bye_at != NEVER ? dialog->bye_at : leg->call->at + leg->call->end;

	for (unsigned from = 0; from < 2; from++) {
		int64_t shift = from == 1 ? delay : 0;
		int64_t start = dialog->media_from + (from == dialog->caller ? delay : 0);
		int64_t end = last + (dialog->bye_at != NEVER && from != dialog->bye_by ? delay : 0);
		struct event *event;

		if (start >= end)
			continue;
		event = add(timeline, EVENT_AUDIO, start + shift);
		if (event == NULL)
			return false;
		event->leg = at;
		event->message = number;
		event->from = (uint8_t)from;
		event->end = end + shift;
	}
	return true;
}

static bool add_all_audio(struct timeline *timeline, int64_t delay)
{
	for (uint32_t leg = 0; leg < timeline->n_leg; leg++)
		for (uint32_t i = 0; i < timeline->leg[leg].n_dialog && timeline->leg[leg].has_media; i++)
			if (timeline->leg[leg].dialog[i].media_from != NEVER &&
				!add_audio(timeline, leg, i, delay))
				return false;
	return true;
}

bool timeline_make(struct timeline *timeline, const struct capture_endpoints *ends, const struct call *call,
	uint32_t n_call, struct arena *arena)
{
	struct planner planner = { .timeline = timeline, .ends = ends };

	*timeline = (struct timeline){ .n_leg = n_call };
	timeline->leg = arena_alloc(arena, (n_call > 0 ? n_call : 1) * sizeof(*timeline->leg));
	if (timeline->leg == NULL)
		return false;
	for (uint32_t i = 0; i < n_call; i++) {
		if (!leg_read(&timeline->leg[i], ends, &call[i], i, arena))
			return false;
		timeline->skipped += timeline->leg[i].skipped;
	}
	if (!add_messages(timeline, ends->delay))
		return false;
	sort(timeline);
	if (ends->transport != CAPTURE_UDP && !add_connections(&planner))
		return false;
	if (!add_all_audio(timeline, ends->delay))
		return false;
	sort(timeline);
	return true;
}

void timeline_release(struct timeline *timeline)
{
	mem_free(timeline->event);
	timeline->event = NULL;
}
