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
void proxy_set_limit(struct signalling *s, uint32_t self)
{
	struct stop *stop = s->stop[self];
	int64_t limit = sip_timer(SIP_TIMER_C, stop->is_reliable);

	stop->limit_at = s->now + limit;
	signalling_later(s, limit, HAPPENS_LIMIT, self, 0);
}

static void request(struct signalling *s, uint32_t self, enum sip_method method)
{
	struct stop *stop = s->stop[self];

	switch (method) {
	case SIP_INVITE:
		signalling_respond(s, self, SIP_INVITE, TRYING);
		proxy_set_limit(s, self);
		fork_begin(s, self);
		break;
	case SIP_ACK:
		signalling_acknowledge(s, stop->next);
		break;
	case SIP_CANCEL: /* hop by hop: answered here, and sent on */
		signalling_respond(s, self, SIP_CANCEL, OK);
		stop->is_given_up = true;
		signalling_cancel(s, stop->next);
		break;
	default:
		signalling_send(s, stop->next, method);
		break;
	}
}

/*
 * A 2xx of an attempt that was given up crossed its CANCEL. While the caller waits it is as good as any, and the
 * attempt under way is cancelled (RFC 3261, 16.7); afterwards nobody is there to talk to.
 */
static void late_success(struct signalling *s, uint32_t self, uint32_t link, bool is_repeated)
{
	if (!is_repeated && signalling_is_pending(s, self)) {
		signalling_cancel(s, s->stop[self]->next);
		s->stop[self]->next = link;
		s->attempt[s->stop[link]->attempt].is_noted = false;
		fork_succeed(s, link);
		signalling_respond(s, self, SIP_INVITE, OK);
		return;
	}
	s->stop[link]->is_abandoned = true;
	signalling_acknowledge(s, link);
	if (!is_repeated)
		signalling_send(s, link, SIP_BYE);
}

/*
 * A 503 is passed on as it came. RFC 3261, 16.7, would have a proxy say 500 instead unless it knows that it can
 * serve nobody; the plan is to show which answer reaches the caller, and no page says that a Front End changes it.
 */
static void invite_response(struct signalling *s, uint32_t self, uint32_t link, int status, bool is_repeated)
{
	bool is_success = status >= OK && status < REDIRECTION;

	if (is_success &&
		(s->stop[self]->next != link || s->stop[link]->is_abandoned ||
			(!is_repeated && !signalling_is_pending(s, self)))) {
		late_success(s, self, link, is_repeated);
		return;
	}
	if (s->stop[self]->next != link)
		return;
	if (status >= REDIRECTION) {
		fork_note(s, s->stop[link]->attempt, status, "");
		if (!signalling_is_pending(s, self) || fork_moves_on(s, self, status, false))
			return;
	} else if (!is_success) {
		fork_rang(s, link);
	} else if (!is_repeated) {
		fork_succeed(s, link);
	}
	signalling_respond(s, self, SIP_INVITE, status);
	if (status < OK && signalling_is_pending(s, self))
		proxy_set_limit(s, self);
}

static void response(
	struct signalling *s, uint32_t link, enum sip_method method, int status, bool is_repeated)
{
	uint32_t self = s->stop[link]->previous;

	if (method == SIP_INVITE && status > TRYING)
		invite_response(s, self, link, status, is_repeated);
	else if (method == SIP_BYE && s->stop[self]->next == link)
		signalling_respond(s, self, SIP_BYE, status);
}

static void failure(struct signalling *s, uint32_t link, enum sip_method method, int status)
{
	uint32_t self = s->stop[link]->previous;
	bool timed_out = status == REQUEST_TIMEOUT;

	if (method == SIP_CANCEL || s->stop[self]->next != link)
		return;
	if (method == SIP_INVITE) {
		fork_note(s, s->stop[link]->attempt, 0, timed_out ? TIMER_B_ENDED : CONNECTION_REFUSED);
		if (!signalling_is_pending(s, self) || fork_moves_on(s, self, status, timed_out))
			return;
	}
	signalling_respond(s, self, method, status);
}

void proxy_limit(struct signalling *s, uint32_t self)
{
	if (s->stop[self]->limit_at != s->now || !signalling_is_pending(s, self))
		return;
	s->stop[self]->is_given_up = true;
	signalling_cancel(
		s, s->stop[self]->next); /* there was a provisional response, or timer B were first */
}

const struct role role_proxy = { request, response, failure };
