/* SPDX-License-Identifier: MIT */
#include "engine/transaction.h"

enum {
	OK = 200,
	REDIRECTION = 300, /* final responses that are no success begin here */
};

static const struct transaction_effect NOTHING = { 0 };

static struct transaction_effect act(unsigned what)
{
	return (struct transaction_effect){ .act = what };
}

static void start_timer(struct transaction_effect *effect, enum sip_timer timer, int64_t after)
{
	effect->timer[effect->n_timer].timer = timer;
	effect->timer[effect->n_timer].after = after;
	effect->n_timer++;
}

/* The timer that repeats something, on transports that lose. */
static void start_repeating(struct transaction *t, struct transaction_effect *effect, enum sip_timer timer)
{
	if (t->is_reliable)
		return;
	t->interval = sip_timer(timer, false);
	start_timer(effect, timer, t->interval);
}

/* Stays in `state` as long as the timer says, which over reliable transports is no time. */
static void linger(struct transaction *t, struct transaction_effect *effect, enum transaction_state state,
	enum sip_timer timer)
{
	int64_t after = sip_timer(timer, t->is_reliable);

	t->state = after > 0 ? (uint8_t)state : TRANSACTION_TERMINATED;
	if (after > 0)
		start_timer(effect, timer, after);
}

struct transaction_effect transaction_start(
	struct transaction *t, enum transaction_kind kind, bool is_reliable)
{
	bool is_client = kind == INVITE_CLIENT || kind == OTHER_CLIENT;
	struct transaction_effect effect = act(is_client ? ACT_SEND : ACT_DELIVER);

	*t = (struct transaction){ .kind = (uint8_t)kind, .is_reliable = is_reliable };
	t->state = kind == INVITE_SERVER ? TRANSACTION_PROCEEDING : TRANSACTION_TRYING;
	if (!is_client)
		return effect;
	start_repeating(t, &effect, kind == INVITE_CLIENT ? SIP_TIMER_A : SIP_TIMER_E);
	if (kind == INVITE_CLIENT)
		start_timer(&effect, SIP_TIMER_B, sip_timer(SIP_TIMER_B, is_reliable));
	else
		start_timer(&effect, SIP_TIMER_F, sip_timer(SIP_TIMER_F, is_reliable));
	return effect;
}

static bool is_open(const struct transaction *t)
{
	return t->state == TRANSACTION_TRYING || t->state == TRANSACTION_PROCEEDING;
}

static struct transaction_effect receive_for_invite(struct transaction *t, int status)
{
	struct transaction_effect effect = act(ACT_DELIVER);

	if (t->state == TRANSACTION_COMPLETED)
		return act(status >= REDIRECTION ? ACT_ACK | ACT_REPEATED : 0);
	if (t->state == TRANSACTION_ACCEPTED)
		return act(status >= OK && status < REDIRECTION ? ACT_DELIVER | ACT_REPEATED : 0);
	if (!is_open(t))
		return NOTHING;
	if (status < OK) {
		t->state = TRANSACTION_PROCEEDING;
	} else if (status < REDIRECTION) {
		t->state = TRANSACTION_ACCEPTED;
	} else {
		effect.act |= ACT_ACK;
		linger(t, &effect, TRANSACTION_COMPLETED, SIP_TIMER_D);
	}
	return effect;
}

struct transaction_effect transaction_receive(struct transaction *t, int status)
{
	struct transaction_effect effect = act(ACT_DELIVER);

	if (t->kind == INVITE_CLIENT)
		return receive_for_invite(t, status);
	if (!is_open(t))
		return NOTHING;
	if (status < OK)
		t->state = TRANSACTION_PROCEEDING;
	else
		linger(t, &effect, TRANSACTION_COMPLETED, SIP_TIMER_K);
	return effect;
}

struct transaction_effect transaction_broken(struct transaction *t)
{
	if (!is_open(t))
		return NOTHING;
	t->state = TRANSACTION_TERMINATED;
	return act(ACT_FAIL);
}

static struct transaction_effect respond_to_invite(struct transaction *t, int status)
{
	struct transaction_effect effect = act(ACT_SEND);

	if (t->state == TRANSACTION_ACCEPTED)
		return act(status >= OK && status < REDIRECTION ? ACT_SEND | ACT_REPEATED : 0);
	if (t->state != TRANSACTION_PROCEEDING)
		return NOTHING;
	t->status = (int16_t)status;
	if (status >= REDIRECTION) {
		t->state = TRANSACTION_COMPLETED;
		start_repeating(t, &effect, SIP_TIMER_G);
		start_timer(&effect, SIP_TIMER_H, sip_timer(SIP_TIMER_H, t->is_reliable));
	} else if (status >= OK) {
		t->state = TRANSACTION_ACCEPTED;
	}
	return effect;
}

struct transaction_effect transaction_respond(struct transaction *t, int status)
{
	struct transaction_effect effect = act(ACT_SEND);

	if (t->kind == INVITE_SERVER)
		return respond_to_invite(t, status);
	if (!is_open(t))
		return NOTHING;
	t->status = (int16_t)status;
	if (status < OK)
		t->state = TRANSACTION_PROCEEDING;
	else
		linger(t, &effect, TRANSACTION_COMPLETED, SIP_TIMER_J);
	return effect;
}

struct transaction_effect transaction_again(struct transaction *t)
{
	bool answers = t->state == TRANSACTION_PROCEEDING || t->state == TRANSACTION_COMPLETED;

	return act(answers && t->status != 0 ? ACT_SEND | ACT_REPEATED : 0);
}

struct transaction_effect transaction_ack(struct transaction *t)
{
	struct transaction_effect effect = NOTHING;

	if (t->state == TRANSACTION_ACCEPTED)
		return act(ACT_DELIVER);
	if (t->state == TRANSACTION_COMPLETED)
		linger(t, &effect, TRANSACTION_CONFIRMED, SIP_TIMER_I);
	return effect;
}

/* Once more, and the next time after `interval`. */
static struct transaction_effect repeat(struct transaction *t, enum sip_timer timer, int64_t interval)
{
	struct transaction_effect effect = act(ACT_SEND | ACT_REPEATED);

	t->interval = interval;
	start_timer(&effect, timer, interval);
	return effect;
}

static int64_t twice_up_to_t2(const struct transaction *t)
{
	int64_t most = sip_timer(SIP_TIMER_T2, false);

	return t->interval * 2 < most ? t->interval * 2 : most;
}

static struct transaction_effect give_up(struct transaction *t, bool is_waiting)
{
	if (!is_waiting)
		return NOTHING;
	t->state = TRANSACTION_TERMINATED;
	return act(ACT_FAIL);
}

static struct transaction_effect finish(struct transaction *t, enum transaction_state from)
{
	if (t->state == from)
		t->state = TRANSACTION_TERMINATED;
	return NOTHING;
}

struct transaction_effect transaction_timer(struct transaction *t, enum sip_timer timer)
{
	switch (timer) {
	case SIP_TIMER_A:
		return t->state == TRANSACTION_TRYING ? repeat(t, timer, t->interval * 2) : NOTHING;
	case SIP_TIMER_B:
		return give_up(t, t->state == TRANSACTION_TRYING);
	case SIP_TIMER_E:
		if (t->state == TRANSACTION_PROCEEDING)
			return repeat(t, timer, sip_timer(SIP_TIMER_T2, false));
		return t->state == TRANSACTION_TRYING ? repeat(t, timer, twice_up_to_t2(t)) : NOTHING;
	case SIP_TIMER_F:
		return give_up(t, is_open(t));
	case SIP_TIMER_G:
		return t->state == TRANSACTION_COMPLETED ? repeat(t, timer, twice_up_to_t2(t)) : NOTHING;
	case SIP_TIMER_H:
		return give_up(t, t->state == TRANSACTION_COMPLETED);
	case SIP_TIMER_I:
		return finish(t, TRANSACTION_CONFIRMED);
	case SIP_TIMER_D:
	case SIP_TIMER_J:
	case SIP_TIMER_K:
		return finish(t, TRANSACTION_COMPLETED);
	default:
		return NOTHING; /* not a timer of a transaction */
	}
}
