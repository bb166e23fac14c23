/* SPDX-License-Identifier: MIT */
/*
 * A back-to-back user agent: server towards the caller, client towards the callee, with a dialog of its own on each
 * side. A Mediation Server tells the Front End what became of the trunk, in its own words; the Front End decides.
 */
#include "engine/signalling_run.h"

enum {
	TRYING = 100,
	OK = 200,
	REDIRECTION = 300,
	REQUEST_TIMEOUT = 408,
	REQUEST_TERMINATED = 487,
	SERVICE_UNAVAILABLE = 503,
	SERVER_TIME_OUT = 504,
};

/* Of the attempt that a Front End made with this server and what follows it; NULL for any other call. */
static struct attempt_state *routed(const struct signalling *s, uint32_t self)
{
	uint32_t number = s->stop[self]->attempt;
	struct attempt_state *attempt = number != NO_ATTEMPT ? &s->attempt[number] : NULL;

	if (attempt == NULL || s->stop[s->stop[attempt->first]->previous]->role != ROLE_PROXY)
		return NULL;
	return attempt;
}

static void note(struct signalling *s, uint32_t self, int status, const char *why)
{
	if (routed(s, self) != NULL)
		fork_note(s, s->stop[self]->attempt, status, why);
}

static void cancelled(struct signalling *s, uint32_t self)
{
	struct attempt_state *attempt = routed(s, self);

	signalling_respond(s, self, SIP_CANCEL, OK);
	if (!signalling_is_pending(s, self))
		return;
	signalling_respond(s, self, SIP_INVITE, REQUEST_TERMINATED);
	if (attempt != NULL && !attempt->is_noted) {
		attempt->is_given_up = true;
		note(s, self, 0, "cancelled from the caller's side");
	}
	signalling_cancel(s, s->stop[self]->next);
}

static void invited(struct signalling *s, uint32_t self)
{
	const struct attempt_state *attempt = routed(s, self);

	signalling_respond(s, self, SIP_INVITE, TRYING);
	if (attempt != NULL && attempt->result.attempt->failover_timer &&
		signalling_policy(s, POLICY_FAILOVER_TIMER_AT, "mediation-server"))
		signalling_later(s, FAILOVER_TIMER, HAPPENS_FAILOVER, self, s->stop[self]->attempt);
	signalling_send(s, s->stop[self]->next, SIP_INVITE);
}

static void request(struct signalling *s, uint32_t self, enum sip_method method)
{
	switch (method) {
	case SIP_INVITE:
		invited(s, self);
		break;
	case SIP_CANCEL:
		cancelled(s, self);
		break;
	case SIP_BYE:
		signalling_respond(s, self, SIP_BYE, OK);
		signalling_send(s, s->stop[self]->next, SIP_BYE);
		break;
	default: /* the ACK ends the repetition of the 200 on this side, the other side has its own */
		break;
	}
}

/* The timer of the Front End hears of a 100 too where policy stop-failover-timer-on has it count. */
static void provisional(struct signalling *s, uint32_t self, int status)
{
	struct attempt_state *attempt = routed(s, self);

	if (attempt != NULL &&
		(status > TRYING || signalling_policy(s, POLICY_STOP_FAILOVER_TIMER_ON, "100")))
		attempt->is_timer_stopped = true;
	if (status > TRYING && signalling_is_pending(s, self))
		signalling_respond(s, self, SIP_INVITE, status);
}

/* How the peer ended a call that the caller gave up. Where the failover timer did, nothing answered: it stays so. */
static void late_answer(struct signalling *s, uint32_t self, int status)
{
	struct attempt_state *attempt = routed(s, self);

	if (attempt != NULL && attempt->is_given_up)
		attempt->result.status = status;
}

static void success(struct signalling *s, uint32_t link, bool is_repeated)
{
	uint32_t self = s->stop[link]->previous;

	signalling_acknowledge(s, link);
	if (is_repeated)
		return;
	if (!signalling_is_pending(s, self)) {
		late_answer(s, self, OK);
		signalling_send(s, link,
			SIP_BYE); /* too late: crossed the CANCEL, or came after the failover timer */
		return;
	}
	note(s, self, OK, "");
	signalling_respond(s, self, SIP_INVITE, OK);
}

static void refusal(struct signalling *s, uint32_t self, int status)
{
	const struct attempt_state *attempt = routed(s, self);
	const struct signalling_attempt *source = attempt != NULL ? attempt->result.attempt : NULL;

	if (!signalling_is_pending(s, self)) {
		late_answer(s, self, status);
		return;
	}
	note(s, self, status, "");
	if (source != NULL && source->passed_on != 0 && status == source->answering.status)
		status = source->passed_on;
	signalling_respond(s, self, SIP_INVITE, status);
}

static void response(
	struct signalling *s, uint32_t link, enum sip_method method, int status, bool is_repeated)
{
	uint32_t self = s->stop[link]->previous;

	if (method != SIP_INVITE)
		return;
	if (status < OK)
		provisional(s, self, status);
	else if (status < REDIRECTION)
		success(s, link, is_repeated);
	else
		refusal(s, self, status);
}

/*
 * Timer B counts as 408 (RFC 3261, 8.1.3.1), a final answer in outbound routing; as policy timeout-retry has it by
 * default it is a server failure, 504. A refused connection is 503, and the next trunk is tried in any case.
 */
static void failure(struct signalling *s, uint32_t link, enum sip_method method, int status)
{
	uint32_t self = s->stop[link]->previous;
	struct attempt_state *attempt = routed(s, self);
	bool timed_out = status == REQUEST_TIMEOUT;
	bool retries = !timed_out || signalling_policy(s, POLICY_TIMEOUT_RETRY, "true");

	if (method != SIP_INVITE || !signalling_is_pending(s, self))
		return;
	note(s, self, 0, timed_out ? TIMER_B_ENDED : CONNECTION_REFUSED);
	if (attempt != NULL) {
		attempt->moves_on = retries;
		attempt->is_final = !retries;
	}
	signalling_respond(s, self, SIP_INVITE,
		!timed_out      ? SERVICE_UNAVAILABLE :
			retries ? SERVER_TIME_OUT :
				  REQUEST_TIMEOUT);
}

/* Where it runs here, the Front End hears 504 and goes on. */
void b2bua_failover(struct signalling *s, uint32_t self)
{
	struct attempt_state *attempt = routed(s, self);

	if (attempt == NULL || attempt->is_timer_stopped || !signalling_is_pending(s, self))
		return;
	note(s, self, 0, FAILOVER_TIMER_ENDED);
	attempt->moves_on = true;
	signalling_cancel(s, s->stop[self]->next);
	signalling_respond(s, self, SIP_INVITE, SERVER_TIME_OUT);
}

const struct role role_b2bua = { request, response, failure };
