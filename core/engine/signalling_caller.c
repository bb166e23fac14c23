/* SPDX-License-Identifier: MIT */
/* The caller: the first stop. */
#include "engine/signalling_run.h"

enum {
	TRYING = 100,
	OK = 200,
	REDIRECTION = 300,
};

void caller_start(struct signalling *s)
{
	if (s->request->cancel_after != NEVER)
		signalling_later(s, s->request->cancel_after, HAPPENS_GIVE_UP, 0, 0);
	signalling_send(s, s->stop[0].next, SIP_INVITE);
}

static void answered(struct signalling *s, bool is_repeated)
{
	signalling_acknowledge(s, s->stop[0].next);
	if (is_repeated)
		return;
	s->result->setup = s->now;
	s->result->status = OK;
	/* The 200 crossed the CANCEL, which then has no effect: the call is up and is ended like any other. */
	signalling_later(s, s->gave_up ? 0 : s->request->duration, HAPPENS_HANG_UP, 0, 0);
}

static void response(
	struct signalling *s, uint32_t link, enum sip_method method, int status, bool is_repeated)
{
	(void)link;
	if (method != SIP_INVITE)
		return;
	if (status >= OK && status < REDIRECTION)
		answered(s, is_repeated);
	else if (status >= REDIRECTION)
		s->result->status = status;
	else if (status > TRYING && s->result->ring == NEVER)
		s->result->ring = s->now;
}

/* Nothing answered: the status stays 0. */
static void failure(struct signalling *s, uint32_t link, enum sip_method method, int status)
{
	(void)s;
	(void)link;
	(void)method;
	(void)status;
}

void caller_hang_up(struct signalling *s)
{
	signalling_send(s, s->stop[0].next, SIP_BYE);
}

void caller_give_up(struct signalling *s)
{
	uint8_t state = s->stop[s->stop[0].next].client[SIP_INVITE].state;

	if (state != TRANSACTION_TRYING && state != TRANSACTION_PROCEEDING)
		return;
	s->gave_up = true;
	signalling_cancel(s, s->stop[0].next);
}

const struct role role_caller = { NULL, response, failure };
