/* SPDX-License-Identifier: MIT */
#include "engine/signalling.h"

#include "base/mem.h"
#include "engine/signalling_run.h"

#include <string.h>

/* Whoever stands between caller and callee. */
static uint8_t role_between(enum party_role role)
{
	return role == ROLE_B2BUA ? ROLE_B2BUA : ROLE_PROXY;
}

/* The link that leads to a stop. */
static void set_link(struct stop *stop, enum sip_transport transport, int64_t delay)
{
	stop->is_reliable = transport != SIP_UDP;
	stop->delay = delay;
}

static void set_head(struct signalling *s)
{
	const struct signalling_request *request = s->request;

	for (uint32_t i = 0; i < request->n_head; i++) {
		struct stop *stop = &s->stop[i];

		stop->name = request->head[i].name;
		stop->role = i > 0 ? role_between(request->head[i].role) : ROLE_CALLER;
		stop->previous = i > 0 ? i - 1 : NO_STOP;
		stop->next = i + 1;
		if (i > 0)
			set_link(stop, request->head[i - 1].transport, request->head[i - 1].delay);
	}
	s->fork = s->stop[request->n_head - 1].role == ROLE_B2BUA ? request->n_head - 1 : NO_STOP;
}

/* Its stops from `first` on. */
static void set_attempt(struct signalling *s, uint32_t number, uint32_t first)
{
	const struct signalling_attempt *attempt = &s->request->attempt[number];
	uint32_t last = attempt->n_tail - 1;

	s->attempt[number].first = first;
	for (uint32_t i = 0; i < attempt->n_tail; i++) {
		struct stop *stop = &s->stop[first + i];

		stop->name = attempt->tail[i].name;
		stop->role = i < last ? role_between(attempt->tail[i].role) : ROLE_CALLEE;
		stop->attempt = number;
		stop->previous = i > 0 ? first + i - 1 : s->request->n_head - 1;
		stop->next = i < last ? first + i + 1 : NO_STOP;
		if (i > 0)
			set_link(stop, attempt->tail[i - 1].transport, attempt->tail[i - 1].delay);
		else
			set_link(stop, attempt->transport, attempt->delay);
	}
	s->stop[first + last].answering = &attempt->answering;
	s->stop[first + last].is_refused = attempt->answering.refuses_connection &&
		s->stop[first + last].is_reliable;
	s->stop[first + last].is_lost = attempt->answering.is_silent || attempt->answering.refuses_connection;
}

static bool set_out(struct signalling *s)
{
	const struct signalling_request *request = s->request;
	uint32_t at = request->n_head;

	s->n_stop = request->n_head;
	for (uint32_t i = 0; i < request->n_attempt; i++)
		s->n_stop += request->attempt[i].n_tail;
	s->stop = mem_zalloc(s->n_stop * sizeof(*s->stop));
	s->attempt = mem_zalloc(request->n_attempt * sizeof(*s->attempt));
	s->result->attempt = arena_alloc(s->arena, request->n_attempt * sizeof(*s->result->attempt));
	if (s->stop == NULL || s->attempt == NULL || s->result->attempt == NULL)
		return false;
	set_head(s);
	for (uint32_t i = 0; i < request->n_attempt; i++) {
		set_attempt(s, i, at);
		at += request->attempt[i].n_tail;
	}
	return events_add(&s->events, EVENT_ARRIVAL, (struct event){ .what = HAPPENS_START });
}

/* Without a B2BUA there is one attempt, and it went as the caller saw it. */
static void sum_up_single(struct signalling_result *result)
{
	int64_t end = result->setup != NEVER ? result->setup : result->end;

	result->n_attempt = 1;
	result->attempt[0] = (struct signalling_attempt_result){
		.status = result->status, .start = 0, .end = end, .why = ""
	};
}

static bool keep_messages(struct signalling *s)
{
	struct call_message *message;

	if (s->n_message == 0)
		return true;
	message = arena_alloc(s->arena, s->n_message * sizeof(*message));
	if (message == NULL)
		return false;
	memcpy(message, s->message, s->n_message * sizeof(*message));
	s->result->message = message;
	s->result->n_message = s->n_message;
	return true;
}

static bool run(struct signalling *s)
{
	struct event event;

	if (!set_out(s))
		return false;
	while (!s->ran_out && events_take(&s->events, &event))
		signalling_happen(s, &event);
	if (s->ran_out || !keep_messages(s))
		return false;
	if (s->fork == NO_STOP)
		sum_up_single(s->result);
	return true;
}

bool signalling_run(const struct signalling_request *request, bool records, struct arena *arena,
	struct signalling_result *ret)
{
	struct signalling s = { .request = request, .result = ret, .arena = arena, .records = records };
	bool ran;

	*ret = (struct signalling_result){ .ring = NEVER, .setup = NEVER };
	ran = run(&s);
	events_release(&s.events);
	mem_free(s.message);
	mem_free(s.attempt);
	mem_free(s.stop);
	return ran;
}
