/* SPDX-License-Identifier: MIT */
/* The caller: the first stop. */
#include "engine/signalling_run.h"

enum {
	TRYING = 100,
	OK = 200,
	REDIRECTION = 300,
	REQUEST_TIMEOUT = 408,
};

void caller_start(struct signalling *s)
{
	if (s->request->cancel_after != NEVER)
		signalling_later(s, s->request->cancel_after, HAPPENS_GIVE_UP, 0, 0);
	fork_begin(s, 0);
}

static void answered(struct signalling *s, uint32_t link, bool is_repeated)
{
	signalling_acknowledge(s, link);
	if (is_repeated)
		return;
	fork_succeed(s, link);
	s->result->setup = s->now;
	s->result->status = OK;
	/* The 200 crossed the CANCEL, which then has no effect: the call is up and is ended like any other. */
	signalling_later(s, s->gave_up ? 0 : s->request->duration, HAPPENS_HANG_UP, 0, 0);
}

static void rang(struct signalling *s, uint32_t link)
{
	fork_rang(s, link);
	if (s->result->ring == NEVER)
		s->result->ring = s->now;
}

static void refused(struct signalling *s, uint32_t link, int status)
{
	fork_note(s, s->stop[link]->attempt, status, "");
	if (!fork_moves_on(s, 0, status, false))
		s->result->status = status;
}

static void response(
	struct signalling *s, uint32_t link, enum sip_method method, int status, bool is_repeated)
{
	if (method != SIP_INVITE)
		return;
	if (status >= OK && status < REDIRECTION)
		answered(s, link, is_repeated);
	else if (status >= REDIRECTION)
		refused(s, link, status);
	else if (status > TRYING)
		rang(s, link);
}

/* Nothing answered: the status stays 0, or what an attempt before was told. */
static void failure(struct signalling *s, uint32_t link, enum sip_method method, int status)
{
	bool timed_out = status == REQUEST_TIMEOUT;

	if (method != SIP_INVITE)
		return;
	fork_note(s, s->stop[link]->attempt, 0, timed_out ? TIMER_B_ENDED : CONNECTION_REFUSED);
	fork_moves_on(s, 0, status, timed_out);
}

void caller_hang_up(struct signalling *s)
{
	signalling_send(s, s->stop[0]->next, SIP_BYE);
}

void caller_give_up(struct signalling *s)
{
	uint8_t state = s->stop[s->stop[0]->next]->client[SIP_INVITE].state;

	if (state != TRANSACTION_TRYING && state != TRANSACTION_PROCEEDING)
		return;
	s->gave_up = true;
	s->stop[0]->is_given_up = true;
	signalling_cancel(s, s->stop[0]->next);
}

const struct role role_caller = { NULL, response, failure };
