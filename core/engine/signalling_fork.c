/* SPDX-License-Identifier: MIT */
/*
 * One attempt after the other. In the product outbound routing runs on the Front End, which sends each attempt to the
 * Mediation Server of its trunk; the ten seconds are counted there too, from its INVITE (KB2565378, "Outbound Routing
 * components"), unless policy failover-timer-at says otherwise. A peer that calls in does the same with the servers
 * of a pool.
 */
#include "engine/signalling_run.h"

#include "base/mem.h"

enum {
	OK = 200,
	SERVICE_UNAVAILABLE = 503,
	SERVER_TIME_OUT = 504,
};

static void begin(struct signalling *s, uint32_t self)
{
	struct stop *stop = s->stop[self];
	const struct signalling_attempt *attempt = &stop->attempts[stop->tried++];
	uint32_t number = s->n_attempt;
	uint32_t first;

	if (!mem_grow(&s->attempt, &s->room_attempt, number + 1, sizeof(*s->attempt)) ||
		(first = signalling_add_stops(s, self, attempt, number)) == NO_STOP) {
		s->ran_out = true;
		return;
	}
	s->n_attempt++;
	s->attempt[number] = (struct attempt_state){ .first = first };
	s->attempt[number].result = (struct signalling_attempt_result){
		.attempt = attempt, .start = s->now, .end = s->now, .why = ""
	};
	stop->next = first;
	if (attempt->failover_timer && stop->role == ROLE_PROXY &&
		signalling_policy(s, POLICY_FAILOVER_TIMER_AT, "front-end"))
		signalling_later(s, FAILOVER_TIMER, HAPPENS_FAILOVER, self, number);
	if (stop->role == ROLE_PROXY)
		proxy_set_limit(s, self);
	signalling_send(s, first, SIP_INVITE);
}

void fork_begin(struct signalling *s, uint32_t self)
{
	if (s->stop[self]->n_attempts > 0)
		begin(s, self);
	else
		signalling_send(s, s->stop[self]->next, SIP_INVITE);
}

void fork_note(struct signalling *s, uint32_t attempt, int status, const char *why)
{
	struct attempt_state *state = attempt != NO_ATTEMPT ? &s->attempt[attempt] : NULL;

	if (state == NULL || state->is_noted)
		return;
	state->is_noted = true;
	state->result.status = status;
	state->result.why = why;
}

void fork_rang(struct signalling *s, uint32_t link)
{
	uint32_t attempt = s->stop[link]->attempt;

	if (attempt == NO_ATTEMPT || s->attempt[attempt].first != link)
		return;
	s->attempt[attempt].rang = true;
	s->attempt[attempt].is_timer_stopped = true;
}

void fork_succeed(struct signalling *s, uint32_t link)
{
	uint32_t attempt = s->stop[link]->attempt;

	if (attempt == NO_ATTEMPT || s->attempt[attempt].first != link)
		return;
	fork_note(s, attempt, OK, "");
	s->attempt[attempt].result.end = s->now;
}

/* The rules of a peer: policy peer-retry. A refused connection counts as 503 (RFC 3261, 8.1.3.1). */
static bool peer_retries(const struct signalling *s, int status, bool timed_out)
{
	if (timed_out)
		return signalling_policy(s, POLICY_PEER_RETRY, "timeout");
	return status == SERVICE_UNAVAILABLE && signalling_policy(s, POLICY_PEER_RETRY, "503");
}

static bool front_end_retries(
	const struct signalling *s, const struct attempt_state *state, int status, bool timed_out)
{
	if (timed_out)
		return signalling_policy(s, POLICY_TIMEOUT_RETRY, "true");
	return state->moves_on || (!state->is_final && engine_policy_retries(s->request->policies, status));
}

bool fork_moves_on(struct signalling *s, uint32_t self, int status, bool timed_out)
{
	const struct stop *stop = s->stop[self];
	struct attempt_state *state;
	bool retries;

	if (stop->n_attempts == 0)
		return false;
	state = &s->attempt[s->stop[stop->next]->attempt];
	state->result.end = s->now;
	retries = stop->role == ROLE_PROXY ? front_end_retries(s, state, status, timed_out) :
					     peer_retries(s, status, timed_out);
	if (state->rang && !signalling_policy(s, POLICY_RETRY_AFTER_18X, "true"))
		retries = false;
	if (!retries || stop->is_given_up || stop->tried == stop->n_attempts)
		return false;
	begin(s, self);
	return true;
}

/*
 * CANCEL goes out before the next INVITE. Without a next trunk "the call will automatically be dropped"
 * (New-CsTrunkConfiguration) with a status that no page names: 504, because a server further on did not answer.
 */
void fork_failover(struct signalling *s, uint32_t attempt)
{
	uint32_t first = s->attempt[attempt].first;
	uint32_t self = s->stop[first]->previous;

	if (s->attempt[attempt].is_timer_stopped || s->stop[self]->next != first ||
		!signalling_is_pending(s, self) || s->stop[self]->is_given_up)
		return;
	fork_note(s, attempt, 0, FAILOVER_TIMER_ENDED);
	s->attempt[attempt].moves_on = true;
	signalling_cancel(s, first);
	if (!fork_moves_on(s, self, SERVER_TIME_OUT, false))
		signalling_respond(s, self, SIP_INVITE, SERVER_TIME_OUT);
}
