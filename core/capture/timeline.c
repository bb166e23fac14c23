/* SPDX-License-Identifier: MIT */
#include "capture/timeline.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* How long a handshake's steps take inside an end, and when TCP repeats (RFC 6298: 1 s at first, then double). */
static const int64_t STEP = INT64_C(30000);
static const int64_t FIRST_REPEAT = NANOSECONDS;
static const int64_t GIVE_UP = 32 * NANOSECONDS; /* RFC 3261 table 4, timer B */

/* The connections of one link, by the end that opened them. */
struct connections {
	bool open[2];
	uint32_t number[2];
};

/* Messages of all calls in their order, and which connections are open. */
struct planner {
	struct timeline *timeline;
	const struct capture_plan *plan;
	struct connections *link;
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

static bool add_messages_of(struct timeline *timeline, uint32_t number)
{
	const struct leg *leg = &timeline->leg[number];

	for (uint32_t i = 0; i < leg->n_message; i++) {
		const struct leg_message *message = &leg->message[i];
		const struct capture_use *use = leg->dialog[message->dialog].use;
		int64_t delay = leg->plan->link[use->link].delay;
		struct event *event;

		if (use->hides_sip ||
			(message->is_refused && leg->plan->link[use->link].transport == CAPTURE_UDP))
			continue;
		event = add(timeline, EVENT_MESSAGE, message->at + (message->from == 1 ? delay : 0));
		if (event == NULL)
			return false;
		event->leg = number;
		event->link = use->link;
		event->message = i;
		event->from = message->from;
	}
	return true;
}

static bool add_messages(struct timeline *timeline)
{
	for (uint32_t leg = 0; leg < timeline->n_leg; leg++)
		if (!add_messages_of(timeline, leg))
			return false;
	return true;
}

/* How long somebody waits for an answer to a message that was lost: as long as the attempt that it belongs to. */
static int64_t patience(const struct leg *leg, const struct leg_message *message)
{
	const struct capture_use *use = leg->dialog[message->dialog].use;
	int64_t at = message->source->at;

	return use->end != NEVER && use->start <= at && at <= use->end ? use->end - at : GIVE_UP;
}

static bool add_on_connection(struct planner *planner, enum event_kind kind, int64_t at,
	const struct event *message, uint32_t connection, unsigned from)
{
	struct event *event = add(planner->timeline, kind, at);

	if (event == NULL)
		return false;
	event->leg = message->leg;
	event->link = message->link;
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
	struct connections *open = &planner->link[message->link];
	uint32_t connection = planner->timeline->n_connection++;
	int64_t trip = 2 * planner->plan->link[message->link].delay;
	int64_t accept = message->at - 2 * STEP - (opener == 1 ? trip : 0);

	open->open[opener] = true;
	open->number[opener] = connection;
	return add_on_connection(
		       planner, EVENT_OPEN, message->at - trip - 3 * STEP, message, connection, opener) &&
		add_on_connection(planner, EVENT_ACCEPT, accept, message, connection, opener) &&
		add_on_connection(planner, EVENT_OPENED, message->at - STEP, message, connection, opener);
}

/* A lost request without a connection never was a message: nobody took the connection. */
static bool knock(struct planner *planner, const struct event *message, unsigned opener, int64_t wait)
{
	uint32_t connection = planner->timeline->n_connection++;

	return add_on_connection(planner, EVENT_KNOCK, message->at, message, connection, opener) &&
		add_repeats(planner, EVENT_KNOCK, message, connection, opener, message->at + wait);
}

/* A SYN, and a reset for an answer. What refuses connections has closed those that were open. */
static bool refuse(struct planner *planner, const struct event *message, unsigned opener)
{
	uint32_t connection = planner->timeline->n_connection++;
	int64_t trip = 2 * planner->plan->link[message->link].delay;
	int64_t back = message->at + (opener == 0 ? trip : 0) + STEP;

	memset(planner->link[message->link].open, false, sizeof(planner->link[message->link].open));
	return add_on_connection(planner, EVENT_KNOCK, message->at, message, connection, opener) &&
		add_on_connection(planner, EVENT_REFUSE, back, message, connection, opener);
}

/* Who connects: who sends the request, unless nobody can connect to the other. */
static unsigned opener_of(const struct capture_link *link, const struct leg_message *message)
{
	unsigned opener = leg_requester(message);

	return link->end[1 - opener].is_client ? 1 - opener : opener;
}

/* Copies the event: adding others may move it. */
static bool connect_message(struct planner *planner, uint32_t at)
{
	struct event event = planner->timeline->event[at];
	const struct leg *leg = &planner->timeline->leg[event.leg];
	const struct leg_message *message = &leg->message[event.message];
	const struct capture_link *link = &planner->plan->link[event.link];
	struct connections *open = &planner->link[event.link];
	unsigned opener = opener_of(link, message);

	if (link->transport == CAPTURE_UDP)
		return true;
	if (message->is_refused) {
		planner->timeline->event[at].kind = EVENT_NEVER;
		return refuse(planner, &event, opener);
	}
	if (message->source->lost && !open->open[opener]) {
		planner->timeline->event[at].kind = EVENT_NEVER;
		return knock(planner, &event, opener, patience(leg, message));
	}
	if (!open->open[opener] && !open_connection(planner, &event, opener))
		return false;
	event.connection = open->number[opener];
	planner->timeline->event[at].connection = event.connection;
	if (!message->source->lost)
		return true;
	open->open[opener] = false;
	return add_repeats(planner, EVENT_REPEAT, &event, event.connection, event.from,
		event.at + patience(leg, message));
}

static bool add_connections(struct planner *planner)
{
	uint32_t n = planner->timeline->n_event;
	bool good = true;

	planner->link = mem_zalloc((planner->plan->n_link + 1) * sizeof(*planner->link));
	if (planner->link == NULL)
		return false;
	for (uint32_t i = 0; good && i < n; i++)
		good = connect_message(planner, i);
	mem_free(planner->link);
	return good;
}

/* Both directions of a dialog: each end sends while it believes in the call. */
static bool add_audio(struct timeline *timeline, uint32_t at, uint32_t number)
{
	const struct leg *leg = &timeline->leg[at];
	const struct leg_dialog *dialog = &leg->dialog[number];
	int64_t last = dialog->bye_at != NEVER ? dialog->bye_at : leg->call->at + leg->call->end;
	int64_t delay = leg_link(leg, number)->delay;

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
		event->link = dialog->use->link;
		event->message = number;
		event->from = (uint8_t)from;
		event->end = end + shift;
	}
	return true;
}

static bool add_all_audio(struct timeline *timeline)
{
	for (uint32_t leg = 0; leg < timeline->n_leg; leg++)
		for (uint32_t i = 0; i < timeline->leg[leg].n_dialog; i++) {
			const struct leg_dialog *dialog = &timeline->leg[leg].dialog[i];

			if (dialog->use->audio.passes && dialog->media_from != NEVER &&
				!add_audio(timeline, leg, i))
				return false;
		}
	return true;
}

static bool same_leg(
	const struct capture_plan *plan, const struct capture_use *a, const struct capture_use *b)
{
	const struct capture_link *first = &plan->link[a->link];
	const struct capture_link *second = &plan->link[b->link];

	return a->call == b->call && strcmp(first->end[0].hop, second->end[0].hop) == 0 &&
		strcmp(first->end[1].hop, second->end[1].hop) == 0;
}

static bool read_legs(struct timeline *timeline, const struct capture_plan *plan, const struct call *call,
	struct arena *arena)
{
	timeline->leg = arena_alloc(arena, (plan->n_use > 0 ? plan->n_use : 1) * sizeof(*timeline->leg));
	if (timeline->leg == NULL)
		return false;
	for (uint32_t i = 0, n; i < plan->n_use; i += n) {
		struct leg *leg = &timeline->leg[timeline->n_leg++];

		for (n = 1; i + n < plan->n_use && same_leg(plan, &plan->use[i], &plan->use[i + n]);)
			n++;
		if (!leg_read(leg, plan, &plan->use[i], n, &call[plan->use[i].call], arena))
			return false;
		timeline->skipped += leg->skipped;
	}
	return true;
}

bool timeline_make(struct timeline *timeline, const struct capture_plan *plan, const struct call *call,
	struct arena *arena)
{
	struct planner planner = { .timeline = timeline, .plan = plan };

	*timeline = (struct timeline){ .n_leg = 0 };
	if (!read_legs(timeline, plan, call, arena) || !add_messages(timeline))
		return false;
	sort(timeline);
	if (!add_connections(&planner) || !add_all_audio(timeline))
		return false;
	sort(timeline);
	return true;
}

void timeline_release(struct timeline *timeline)
{
	mem_free(timeline->event);
	timeline->event = NULL;
}
