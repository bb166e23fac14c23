/* SPDX-License-Identifier: MIT */
/* A stateful proxy that stays on the path of the dialog: RFC 3261, section 16. */
#include "engine/signalling_run.h"

enum {
	TRYING = 100,
	OK = 200,
	REDIRECTION = 300,
	REQUEST_TIMEOUT = 408,
};

/* Timer C: set with the INVITE, and anew by each provisional response but 100 (RFC 3261, 16.6 and 16.7). */
static void set_limit(struct signalling *s, uint32_t self)
{
	struct stop *stop = &s->stop[self];
	int64_t limit = sip_timer(SIP_TIMER_C, stop->is_reliable);

	stop->limit_at = s->now + limit;
	signalling_later(s, limit, HAPPENS_LIMIT, self, 0);
}

static void request(struct signalling *s, uint32_t self, enum sip_method method)
{
	uint32_t next = s->stop[self].next;

	switch (method) {
	case SIP_INVITE:
		signalling_respond(s, self, SIP_INVITE, TRYING);
		set_limit(s, self);
		signalling_send(s, next, SIP_INVITE);
		break;
	case SIP_ACK:
		signalling_acknowledge(s, next);
		break;
	case SIP_CANCEL: /* hop by hop: answered here, and sent on */
		signalling_respond(s, self, SIP_CANCEL, OK);
		signalling_cancel(s, next);
		break;
	default:
		signalling_send(s, next, method);
		break;
	}
}

/*
 * A 503 is passed on as it came. RFC 3261, 16.7, would have a proxy say 500 instead unless it knows that it can
 * serve nobody; the plan is to show which answer reaches the caller, and no page says that a Front End changes it.
 */
static void response(
	struct signalling *s, uint32_t link, enum sip_method method, int status, bool is_repeated)
{
	uint32_t self = s->stop[link].previous;

	(void)is_repeated;
	if (method == SIP_CANCEL || status == TRYING)
		return;
	signalling_respond(s, self, method, status);
	if (method == SIP_INVITE && status < OK && signalling_is_pending(s, self))
		set_limit(s, self);
}

static void failure(struct signalling *s, uint32_t link, enum sip_method method, int status)
{
	if (method != SIP_CANCEL)
		signalling_respond(s, s->stop[link].previous, method, status);
}

void proxy_limit(struct signalling *s, uint32_t self)
{
	if (s->stop[self].limit_at == s->now && signalling_is_pending(s, self))
		signalling_cancel(
			s, s->stop[self].next); /* there was a provisional response, or timer B were first */
}

const struct role role_proxy = { request, response, failure };
