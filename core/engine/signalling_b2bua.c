/* SPDX-License-Identifier: MIT */
/*
 * A back-to-back user agent: server towards the caller, client towards the callee, with a dialog of its own on each
 * side. The last one of the head, the Mediation Server, tries one peer after the other.
 */
#include "engine/signalling_run.h"

enum {
	TRYING = 100,
	OK = 200,
	REDIRECTION = 300,
	REQUEST_TIMEOUT = 408,
	REQUEST_TERMINATED = 487,
	SERVER_TIME_OUT = 504,
};

/* New-CsTrunkConfiguration, EnableFastFailoverTimer: "within 10 seconds". */
#define FAILOVER_TIMER (10 * NANOSECONDS)

static bool is_policy(const struct signalling *s, enum engine_policy policy, const char *word)
{
	return engine_policy_is(s->request->policies, policy, word);
}

/* True for what comes from the peer that is being tried while the caller still waits. */
static bool is_wanted(const struct signalling *s, uint32_t link)
{
	uint32_t self = s->stop[link].previous;

	return s->stop[self].next == link && signalling_is_pending(s, self);
}

static void begin_attempt(struct signalling *s, uint32_t attempt)
{
	struct signalling_attempt_result *result = &s->result->attempt[attempt];
	uint32_t first = s->attempt[attempt].first;

	s->current = attempt;
	s->result->n_attempt = attempt + 1;
	*result = (struct signalling_attempt_result){ .start = s->now, .end = s->now, .why = "" };
	s->stop[s->fork].next = first;
	if (s->request->attempt[attempt].failover_timer)
		signalling_later(s, FAILOVER_TIMER, HAPPENS_FAILOVER, s->fork, attempt);
	signalling_send(s, first, SIP_INVITE);
}

static void end_attempt(struct signalling *s, int status, const char *why)
{
	struct signalling_attempt_result *result = &s->result->attempt[s->current];

	result->status = status;
	result->end = s->now;
	result->why = why;
}

/* The next peer, or `status` for the caller when there is none. */
static void try_next(struct signalling *s, uint32_t self, bool may_retry, int status)
{
	if (may_retry && self == s->fork && s->current + 1 < s->request->n_attempt)
		begin_attempt(s, s->current + 1);
	else
		signalling_respond(s, self, SIP_INVITE, status);
}

static void cancelled(struct signalling *s, uint32_t self)
{
	signalling_respond(s, self, SIP_CANCEL, OK);
	if (!signalling_is_pending(s, self))
		return;
	signalling_respond(s, self, SIP_INVITE, REQUEST_TERMINATED);
	if (self == s->fork) {
		s->attempt[s->current].is_given_up = true;
		end_attempt(s, 0, "cancelled from the caller's side");
	}
	signalling_cancel(s, s->stop[self].next);
}

static void request(struct signalling *s, uint32_t self, enum sip_method method)
{
	switch (method) {
	case SIP_INVITE:
		signalling_respond(s, self, SIP_INVITE, TRYING);
		if (self == s->fork)
			begin_attempt(s, 0);
		else
			signalling_send(s, s->stop[self].next, SIP_INVITE);
		break;
	case SIP_CANCEL:
		cancelled(s, self);
		break;
	case SIP_BYE:
		signalling_respond(s, self, SIP_BYE, OK);
		signalling_send(s, s->stop[self].next, SIP_BYE);
		break;
	default: /* the ACK ends the repetition of the 200 on this side, the other side has its own */
		break;
	}
}

static void provisional(struct signalling *s, uint32_t link, int status)
{
	uint32_t self = s->stop[link].previous;

	if (self == s->fork) {
		struct attempt_state *attempt = &s->attempt[s->stop[link].attempt];

		attempt->rang |= status > TRYING;
		attempt->is_timer_stopped |= status > TRYING ||
			is_policy(s, POLICY_STOP_FAILOVER_TIMER_ON, "100");
	}
	if (status > TRYING && is_wanted(s, link))
		signalling_respond(s, self, SIP_INVITE, status);
}

/* How the peer ended a call that the caller gave up. Where the failover timer did, nothing answered: it stays so. */
static void late_answer(struct signalling *s, uint32_t link, int status)
{
	if (s->stop[link].previous == s->fork && s->attempt[s->stop[link].attempt].is_given_up)
		end_attempt(s, status, s->result->attempt[s->current].why);
}

static void success(struct signalling *s, uint32_t link, bool is_repeated)
{
	uint32_t self = s->stop[link].previous;

	signalling_acknowledge(s, link);
	if (is_repeated)
		return;
	if (!is_wanted(s, link)) {
		late_answer(s, link, OK);
		signalling_send(s, link,
			SIP_BYE); /* too late: crossed the CANCEL, or came after the failover timer */
		return;
	}
	if (self == s->fork)
		end_attempt(s, OK, "");
	signalling_answer(s, self);
}

static void refusal(struct signalling *s, uint32_t link, int status)
{
	uint32_t self = s->stop[link].previous;
	bool may_retry = engine_policy_retries(s->request->policies, status);

	if (!is_wanted(s, link)) {
		late_answer(s, link, status);
		return;
	}
	if (self == s->fork) {
		end_attempt(s, status, "");
		if (s->attempt[s->current].rang && !is_policy(s, POLICY_RETRY_AFTER_18X, "true"))
			may_retry = false;
	}
	try_next(s, self, may_retry, status);
}

static void response(
	struct signalling *s, uint32_t link, enum sip_method method, int status, bool is_repeated)
{
	if (method != SIP_INVITE)
		return;
	if (status < OK)
		provisional(s, link, status);
	else if (status < REDIRECTION)
		success(s, link, is_repeated);
	else
		refusal(s, link, status);
}

/*
 * Timer B counts as 408 (RFC 3261, 8.1.3.1), and that is what the caller gets; whether another peer is tried first
 * is policy timeout-retry. A refused connection counts as 503 and always moves on.
 */
static void failure(struct signalling *s, uint32_t link, enum sip_method method, int status)
{
	bool timed_out = status == REQUEST_TIMEOUT;

	if (method != SIP_INVITE || !is_wanted(s, link))
		return;
	if (s->stop[link].previous == s->fork)
		end_attempt(s, 0, timed_out ? "no answer until timer B of 32 s" : "connection refused");
	try_next(s, s->stop[link].previous, !timed_out || is_policy(s, POLICY_TIMEOUT_RETRY, "true"), status);
}

/*
 * CANCEL goes out before the next INVITE. Without a next peer "the call will automatically be dropped"
 * (New-CsTrunkConfiguration) with a status that no page names: 504, because a server further on did not answer.
 */
void b2bua_failover(struct signalling *s, uint32_t self, uint32_t attempt)
{
	uint32_t link = s->attempt[attempt].first;

	if (s->attempt[attempt].is_timer_stopped || !is_wanted(s, link))
		return;
	end_attempt(s, 0, "failover timer of 10 s");
	signalling_cancel(s, link);
	try_next(s, self, true, SERVER_TIME_OUT);
}

const struct role role_b2bua = { request, response, failure };
