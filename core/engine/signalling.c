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
static void set_link(struct signalling *s, struct stop *stop, enum sip_transport transport, int64_t delay)
{
	const struct stop *previous = s->stop[stop->previous];

	stop->is_reliable = transport != SIP_UDP;
	stop->delay = delay;
	stop->is_inside = previous->role != ROLE_CALLER && strcmp(previous->name, stop->name) == 0;
}

static struct stop *add_stop(struct signalling *s, const struct party *party, uint8_t role)
{
	struct stop *stop = arena_alloc(&s->scratch, sizeof(*stop));

	if (stop == NULL || !mem_grow(&s->stop, &s->room_stop, s->n_stop + 1, sizeof(*s->stop)))
		return NULL;
	*stop = (struct stop){ .name = party->name,
		.role = role,
		.lag = party->lag,
		.previous = s->n_stop - 1,
		.next = s->n_stop + 1,
		.attempt = NO_ATTEMPT };
	s->stop[s->n_stop++] = stop;
	return stop;
}

/* The last one of an attempt: it tries further ones, or answers. */
static void set_last(struct stop *stop, const struct signalling_attempt *attempt)
{
	const struct answering *answering = &attempt->answering;

	stop->next = NO_STOP;
	if (attempt->further != NULL) {
		stop->attempts = attempt->further;
		stop->n_attempts = attempt->n_further;
		return;
	}
	stop->role = ROLE_CALLEE;
	stop->answering = answering;
	stop->is_refused = answering->refuses_connection && stop->is_reliable;
	stop->is_lost = answering->is_silent || answering->refuses_connection;
}

uint32_t signalling_add_stops(
	struct signalling *s, uint32_t by, const struct signalling_attempt *attempt, uint32_t number)
{
	uint32_t first = s->n_stop;
	struct stop *stop = NULL;

	for (uint32_t i = 0; i < attempt->n_tail; i++) {
		const struct party *before = i > 0 ? &attempt->tail[i - 1] : NULL;

		stop = add_stop(s, &attempt->tail[i], role_between(attempt->tail[i].role));
		if (stop == NULL)
			return NO_STOP;
		stop->attempt = number;
		if (before == NULL)
			stop->previous = by;
		set_link(s, stop, before != NULL ? before->transport : attempt->transport,
			before != NULL ? before->delay : attempt->delay);
	}
	if (stop == NULL) /* an attempt has a party at least */
		return NO_STOP;
	set_last(stop, attempt);
	return first;
}

static bool set_out(struct signalling *s)
{
	const struct signalling_request *request = s->request;
	struct stop *stop = NULL;

	for (uint32_t i = 0; i < request->n_head; i++) {
		const struct party *party = &request->head[i];

		stop = add_stop(s, party, i > 0 ? role_between(party->role) : ROLE_CALLER);
		if (stop == NULL)
			return false;
		if (i > 0)
			set_link(s, stop, party[-1].transport, party[-1].delay);
	}
	if (stop == NULL) /* there is a caller */
		return false;
	stop->attempts = request->attempt;
	stop->n_attempts = request->n_attempt;
	return events_add(&s->events, EVENT_ARRIVAL, (struct event){ .what = HAPPENS_START });
}

static bool keep_attempts(struct signalling *s)
{
	struct signalling_attempt_result *result = arena_alloc(s->arena, s->n_attempt * sizeof(*result));

	for (uint32_t i = 0; result != NULL && i < s->n_attempt; i++)
		result[i] = s->attempt[i].result;
	s->result->attempt = result;
	s->result->n_attempt = s->n_attempt;
	return result != NULL;
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
	return !s->ran_out && keep_attempts(s) && keep_messages(s);
}

bool signalling_run(const struct signalling_request *request, bool records, struct arena *arena,
	struct signalling_result *ret)
{
	struct signalling s = { .request = request, .result = ret, .arena = arena, .records = records };
	bool ran;

	*ret = (struct signalling_result){ .ring = NEVER, .setup = NEVER };
	ran = run(&s);
	events_release(&s.events);
	arena_release(&s.scratch);
	mem_free(s.message);
	mem_free(s.attempt);
	mem_free(s.stop);
	return ran;
}
