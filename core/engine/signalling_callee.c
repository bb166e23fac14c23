/* SPDX-License-Identifier: MIT */
/* The callee: the last stop of an attempt, which answers as it was told. */
#include "engine/signalling_run.h"

enum {
	TRYING = 100,
	RINGING = 180,
	SESSION_PROGRESS = 183,
	OK = 200,
	REDIRECTION = 300,
	REQUEST_TERMINATED = 487,
};

/* So often a user agent that is slow to answer says so, or a proxy ends the call (RFC 3261, 13.3.1.1). */
#define RING_AGAIN (60 * NANOSECONDS)

static void invited(struct signalling *s, uint32_t self)
{
	const struct answering *answering = s->stop[self]->answering;

	if (answering->sends_100)
		signalling_respond(s, self, SIP_INVITE, TRYING);
	if (answering->never_final)
		return;
	if (answering->status >= REDIRECTION && !answering->rings_first) {
		signalling_later(s, answering->response, HAPPENS_ANSWER, self, 0);
		return;
	}
	s->stop[self]->answers_at = s->now + answering->response + answering->ringing;
	signalling_later(s, answering->response, HAPPENS_RINGING, self, 0);
}

void callee_ring(struct signalling *s, uint32_t self)
{
	const struct stop *stop = s->stop[self];
	int64_t left = stop->answers_at - s->now;

	if (!signalling_is_pending(s, self))
		return;
	signalling_respond(s, self, SIP_INVITE, stop->answering->early_media ? SESSION_PROGRESS : RINGING);
	if (left > RING_AGAIN)
		signalling_later(s, RING_AGAIN, HAPPENS_RINGING, self, 0);
	else
		signalling_later(s, left, HAPPENS_ANSWER, self, 0);
}

void callee_answer(struct signalling *s, uint32_t self)
{
	if (signalling_is_pending(s, self))
		signalling_respond(s, self, SIP_INVITE, s->stop[self]->answering->status);
}

/* RFC 3261, 9.2: the CANCEL succeeds in any case, the INVITE is ended if it can be. */
static void cancelled(struct signalling *s, uint32_t self)
{
	signalling_respond(s, self, SIP_CANCEL, OK);
	if (signalling_is_pending(s, self))
		signalling_respond(s, self, SIP_INVITE, REQUEST_TERMINATED);
}

static void request(struct signalling *s, uint32_t self, enum sip_method method)
{
	if (method == SIP_INVITE)
		invited(s, self);
	else if (method == SIP_CANCEL)
		cancelled(s, self);
	else if (method == SIP_BYE)
		signalling_respond(s, self, SIP_BYE, OK);
}

const struct role role_callee = { request, NULL, NULL };
