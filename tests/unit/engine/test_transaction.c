/* SPDX-License-Identifier: MIT */
/*
 * State machines after the figures of RFC 3261: 5 (INVITE client), 6 (client), 7 (INVITE server), 8 (server). Times
 * of repetition are those of the text in 17.1.1.2, 17.1.2.2 and 17.2.1, worked out by hand.
 */
#include "diag/calls.h"
#include "engine/transaction.h"
#include "support.h"

#define MS (NANOSECONDS / 1000)

/* What a transaction did by itself, with nobody at the other end. */
struct alone {
	int64_t sent[16];
	unsigned n_sent;
	int64_t failed; /* or NEVER */
};

/* Fires the timers of a transaction in their order until none is left. */
static struct alone leave_alone(struct transaction *t, struct transaction_effect effect)
{
	struct alone alone = { .failed = NEVER };
	int64_t due[SIP_TIMER_COUNT];
	int64_t now = 0;

	for (size_t i = 0; i < SIP_TIMER_COUNT; i++)
		due[i] = NEVER;
	for (;;) {
		size_t next = SIP_TIMER_COUNT;

		if ((effect.act & ACT_SEND) != 0) {
			assert_true(alone.n_sent < ARRAY_LEN(alone.sent));
			assert_int_equal((effect.act & ACT_REPEATED) != 0, alone.n_sent > 0);
			alone.sent[alone.n_sent++] = now;
		}
		if ((effect.act & ACT_FAIL) != 0)
			alone.failed = now;
		for (unsigned i = 0; i < effect.n_timer; i++)
			due[effect.timer[i].timer] = now + effect.timer[i].after;
		for (size_t i = 0; i < SIP_TIMER_COUNT; i++) {
			if (due[i] != NEVER && (next == SIP_TIMER_COUNT || due[i] < due[next]))
				next = i;
		}
		if (next == SIP_TIMER_COUNT)
			return alone;
		now = due[next];
		due[next] = NEVER;
		effect = transaction_timer(t, (enum sip_timer)next);
	}
}

static void check_sent(const struct alone *alone, const int64_t *ms, unsigned n)
{
	assert_int_equal(alone->n_sent, n);
	for (unsigned i = 0; i < n; i++)
		assert_true(alone->sent[i] == ms[i] * MS);
}

/* 17.1.1.2: "at times 0, 500 ms, 1500 ms ...", seven requests, then timer B. */
static void invite_without_answer(void **state)
{
	static const int64_t udp[] = { 0, 500, 1500, 3500, 7500, 15500, 31500 };
	struct transaction t;
	struct alone alone;

	(void)state;
	alone = leave_alone(&t, transaction_start(&t, INVITE_CLIENT, false));
	check_sent(&alone, udp, ARRAY_LEN(udp));
	assert_true(alone.failed == 32000 * MS);
	assert_int_equal(t.state, TRANSACTION_TERMINATED);
	alone = leave_alone(&t, transaction_start(&t, INVITE_CLIENT, true));
	check_sent(&alone, udp, 1);
	assert_true(alone.failed == 32000 * MS);
}

/* 17.1.2.2: 500 ms, 1 s, 2 s, then every 4 s; timer F. Eleven requests in all. */
static void request_without_answer(void **state)
{
	static const int64_t udp[] = { 0, 500, 1500, 3500, 7500, 11500, 15500, 19500, 23500, 27500, 31500 };
	struct transaction t;
	struct alone alone;

	(void)state;
	alone = leave_alone(&t, transaction_start(&t, OTHER_CLIENT, false));
	check_sent(&alone, udp, ARRAY_LEN(udp));
	assert_true(alone.failed == 32000 * MS);
	alone = leave_alone(&t, transaction_start(&t, OTHER_CLIENT, true));
	check_sent(&alone, udp, 1);
	assert_true(alone.failed == 32000 * MS);
}

/* 17.1.2.2: in "proceeding" every T2, and timer F still ends it. */
static void request_with_a_provisional(void **state)
{
	struct transaction t;
	struct transaction_effect effect;

	(void)state;
	(void)transaction_start(&t, OTHER_CLIENT, false);
	effect = transaction_receive(&t, 100);
	assert_int_equal(effect.act, ACT_DELIVER);
	assert_int_equal(t.state, TRANSACTION_PROCEEDING);
	effect = transaction_timer(&t, SIP_TIMER_E);
	assert_int_equal(effect.act, ACT_SEND | ACT_REPEATED);
	assert_int_equal(effect.n_timer, 1);
	assert_true(effect.timer[0].after == 4000 * MS);
	effect = transaction_timer(&t, SIP_TIMER_F);
	assert_int_equal(effect.act, ACT_FAIL);
}

/* 17.1.1.2: a provisional response stops A and B; a refusal is acknowledged, and again when it is repeated. */
static void invite_that_is_refused(void **state)
{
	struct transaction t;
	struct transaction_effect effect;

	(void)state;
	(void)transaction_start(&t, INVITE_CLIENT, false);
	assert_int_equal(transaction_receive(&t, 180).act, ACT_DELIVER);
	assert_int_equal(transaction_timer(&t, SIP_TIMER_A).act, 0);
	assert_int_equal(transaction_timer(&t, SIP_TIMER_B).act, 0);
	effect = transaction_receive(&t, 486);
	assert_int_equal(effect.act, ACT_ACK | ACT_DELIVER);
	assert_int_equal(t.state, TRANSACTION_COMPLETED);
	assert_int_equal(effect.n_timer, 1);
	assert_int_equal(effect.timer[0].timer, SIP_TIMER_D);
	assert_true(effect.timer[0].after == 32000 * MS);
	assert_int_equal(transaction_receive(&t, 486).act, ACT_ACK | ACT_REPEATED);
	assert_int_equal(transaction_receive(&t, 180).act, 0);
	assert_int_equal(transaction_timer(&t, SIP_TIMER_D).act, 0);
	assert_int_equal(t.state, TRANSACTION_TERMINATED);
	assert_int_equal(transaction_receive(&t, 486).act, 0);
}

/* Timer D is 0 over TCP: nothing is waited for. */
static void invite_that_is_refused_over_tcp(void **state)
{
	struct transaction t;
	struct transaction_effect effect;

	(void)state;
	(void)transaction_start(&t, INVITE_CLIENT, true);
	effect = transaction_receive(&t, 503);
	assert_int_equal(effect.act, ACT_ACK | ACT_DELIVER);
	assert_int_equal(effect.n_timer, 0);
	assert_int_equal(t.state, TRANSACTION_TERMINATED);
}

/* RFC 6026, 7.2: every 2xx reaches the user, who acknowledges it; nothing else does any more. */
static void invite_that_is_accepted(void **state)
{
	struct transaction t;

	(void)state;
	(void)transaction_start(&t, INVITE_CLIENT, false);
	assert_int_equal(transaction_receive(&t, 200).act, ACT_DELIVER);
	assert_int_equal(t.state, TRANSACTION_ACCEPTED);
	assert_int_equal(transaction_receive(&t, 200).act, ACT_DELIVER | ACT_REPEATED);
	assert_int_equal(transaction_receive(&t, 180).act, 0);
	assert_int_equal(transaction_receive(&t, 486).act, 0);
	assert_int_equal(transaction_timer(&t, SIP_TIMER_A).act, 0);
	assert_int_equal(transaction_timer(&t, SIP_TIMER_B).act, 0);
}

static void broken_transport(void **state)
{
	struct transaction t;

	(void)state;
	(void)transaction_start(&t, INVITE_CLIENT, true);
	assert_int_equal(transaction_broken(&t).act, ACT_FAIL);
	assert_int_equal(t.state, TRANSACTION_TERMINATED);
	assert_int_equal(transaction_broken(&t).act, 0);
	assert_int_equal(transaction_timer(&t, SIP_TIMER_B).act, 0);
}

/* 17.2.1: timer G doubles up to T2, H ends after 32 s. First answer, then 500, 1500, 3500, 7500 ... */
static void refusal_without_ack(void **state)
{
	static const int64_t udp[] = { 0, 500, 1500, 3500, 7500, 11500, 15500, 19500, 23500, 27500, 31500 };
	struct transaction t;
	struct alone alone;

	(void)state;
	assert_int_equal(transaction_start(&t, INVITE_SERVER, false).act, ACT_DELIVER);
	alone = leave_alone(&t, transaction_respond(&t, 486));
	check_sent(&alone, udp, ARRAY_LEN(udp));
	assert_true(alone.failed == 32000 * MS);
	(void)transaction_start(&t, INVITE_SERVER, true);
	alone = leave_alone(&t, transaction_respond(&t, 486));
	check_sent(&alone, udp, 1);
	assert_true(alone.failed == 32000 * MS);
}

static void invite_server_refuses(void **state)
{
	struct transaction t;
	struct transaction_effect effect;

	(void)state;
	(void)transaction_start(&t, INVITE_SERVER, false);
	assert_int_equal(transaction_again(&t).act, 0); /* nothing to say yet */
	assert_int_equal(transaction_respond(&t, 180).act, ACT_SEND);
	assert_int_equal(transaction_again(&t).act, ACT_SEND | ACT_REPEATED);
	assert_int_equal(t.status, 180);
	assert_int_equal(transaction_respond(&t, 486).act, ACT_SEND);
	assert_int_equal(transaction_again(&t).act, ACT_SEND | ACT_REPEATED);
	assert_int_equal(t.status, 486);
	assert_int_equal(transaction_respond(&t, 200).act, 0); /* one final response */
	effect = transaction_ack(&t);
	assert_int_equal(effect.act, 0);
	assert_int_equal(effect.n_timer, 1);
	assert_int_equal(effect.timer[0].timer, SIP_TIMER_I);
	assert_true(effect.timer[0].after == 5000 * MS);
	assert_int_equal(t.state, TRANSACTION_CONFIRMED);
	assert_int_equal(transaction_ack(&t).act, 0);
	assert_int_equal(transaction_timer(&t, SIP_TIMER_G).act, 0);
	assert_int_equal(transaction_timer(&t, SIP_TIMER_H).act, 0);
	(void)transaction_timer(&t, SIP_TIMER_I);
	assert_int_equal(t.state, TRANSACTION_TERMINATED);
}

/* The ACK of a 2xx is the user's, and so is its repetition. */
static void invite_server_accepts(void **state)
{
	struct transaction t;

	(void)state;
	(void)transaction_start(&t, INVITE_SERVER, false);
	assert_int_equal(transaction_respond(&t, 200).act, ACT_SEND);
	assert_int_equal(transaction_again(&t).act, 0);
	assert_int_equal(transaction_respond(&t, 200).act, ACT_SEND | ACT_REPEATED);
	assert_int_equal(transaction_respond(&t, 487).act, 0);
	assert_int_equal(transaction_ack(&t).act, ACT_DELIVER);
}

/* 17.2.2: repeated requests get the last answer, until timer J; over TCP nothing is repeated. */
static void server_of_other_requests(void **state)
{
	struct transaction t;
	struct transaction_effect effect;

	(void)state;
	assert_int_equal(transaction_start(&t, OTHER_SERVER, false).act, ACT_DELIVER);
	assert_int_equal(transaction_again(&t).act, 0);
	effect = transaction_respond(&t, 200);
	assert_int_equal(effect.act, ACT_SEND);
	assert_int_equal(effect.n_timer, 1);
	assert_int_equal(effect.timer[0].timer, SIP_TIMER_J);
	assert_true(effect.timer[0].after == 32000 * MS);
	assert_int_equal(transaction_again(&t).act, ACT_SEND | ACT_REPEATED);
	assert_int_equal(transaction_respond(&t, 200).act, 0);
	(void)transaction_timer(&t, SIP_TIMER_J);
	assert_int_equal(transaction_again(&t).act, 0);
	(void)transaction_start(&t, OTHER_SERVER, true);
	assert_int_equal(transaction_respond(&t, 200).n_timer, 0);
	assert_int_equal(t.state, TRANSACTION_TERMINATED);
}

/* Timer K: 5 s over UDP, 0 over TCP. */
static void client_of_other_requests(void **state)
{
	struct transaction t;
	struct transaction_effect effect;

	(void)state;
	(void)transaction_start(&t, OTHER_CLIENT, false);
	effect = transaction_receive(&t, 200);
	assert_int_equal(effect.act, ACT_DELIVER);
	assert_int_equal(effect.timer[0].timer, SIP_TIMER_K);
	assert_true(effect.timer[0].after == 5000 * MS);
	assert_int_equal(transaction_receive(&t, 200).act, 0);
	(void)transaction_start(&t, OTHER_CLIENT, true);
	assert_int_equal(transaction_receive(&t, 200).n_timer, 0);
	assert_int_equal(t.state, TRANSACTION_TERMINATED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(invite_without_answer),
		cmocka_unit_test(request_without_answer),
		cmocka_unit_test(request_with_a_provisional),
		cmocka_unit_test(invite_that_is_refused),
		cmocka_unit_test(invite_that_is_refused_over_tcp),
		cmocka_unit_test(invite_that_is_accepted),
		cmocka_unit_test(broken_transport),
		cmocka_unit_test(refusal_without_ack),
		cmocka_unit_test(invite_server_refuses),
		cmocka_unit_test(invite_server_accepts),
		cmocka_unit_test(server_of_other_requests),
		cmocka_unit_test(client_of_other_requests),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
