/* SPDX-License-Identifier: MIT */
/*
 * What holds of every call, however slow or odd its peers are: laws of RFC 3261 that are read off the messages alone.
 */
#include "ladder_support.h"

static const char *const servers[] = { "m1", "m2", "m3" };

static int64_t some_time(struct dice *dice)
{
	static const int64_t times[] = { 0, 0, 10, 300, 600, 2000, 9990, 10000, 10010, 30000, 40000 };

	return times[roll(dice, ARRAY_LEN(times))] * MS;
}

static void some_call(struct dice *dice, struct bench_call *call)
{
	static const int statuses[] = { 200, 200, 200, 404, 486, 503, 500, 603 };
	static const int64_t delays[] = { 0, 0, 1, 40, 700 };

	set_up(call, 1 + roll(dice, 3));
	call->request.duration = some_time(dice);
	call->request.cancel_after = roll(dice, 3) == 0 ? some_time(dice) : NEVER;
	call->head[0].transport = roll(dice, 2) == 0 ? SIP_UDP : SIP_TLS;
	call->head[0].delay = delays[roll(dice, ARRAY_LEN(delays))] * MS;
	if (roll(dice, 2) == 0)
		engine_policies_set(&call->policies, POLICY_FAILOVER_TIMER_AT, "mediation-server");
	for (int i = 0; i < 3; i++) {
		struct answering *answering = &call->attempt[i].answering;

		call->tail[i][0].name = servers[i];
		call->tail[i][0].lag = roll(dice, 4) == 0 ? some_time(dice) : 0;
		call->tail[i][0].transport = roll(dice, 2) == 0 ? SIP_UDP : SIP_TLS;
		call->tail[i][0].delay = delays[roll(dice, ARRAY_LEN(delays))] * MS;
		call->attempt[i].transport = (enum sip_transport)roll(dice, 3);
		call->attempt[i].delay = delays[roll(dice, ARRAY_LEN(delays))] * MS;
		call->attempt[i].failover_timer = roll(dice, 3) > 0;
		/* Below timer B: an answer to a transaction that has timed out reaches nobody. */
		*answering = (struct answering){ .response = some_time(dice) % (31 * NANOSECONDS),
			.ringing = some_time(dice) };
		answering->status = statuses[roll(dice, ARRAY_LEN(statuses))];
		answering->sends_100 = roll(dice, 2) == 0;
		answering->rings_first = roll(dice, 4) == 0;
		answering->is_silent = roll(dice, 6) == 0;
		answering->refuses_connection = roll(dice, 6) == 0;
		answering->never_final = roll(dice, 6) == 0;
	}
}

/* What went over one link; times when the message was there. */
struct leg {
	int64_t provisional, cancel; /* NEVER */
	int64_t failed;              /* final answer, no 2xx */
	uint32_t invites, accepted, refused, acks, byes, byes_answered;
};

static void look(struct leg *leg, const struct call_message *m, int64_t delay)
{
	bool is_final = m->text[0] >= '3' && m->text[0] <= '6';

	if (strcmp(m->text, "CANCEL") == 0 && leg->cancel == NEVER)
		leg->cancel = m->at;
	if (m->text[0] == '1' && leg->provisional == NEVER)
		leg->provisional = m->at + delay;
	if (is_final && leg->failed == NEVER)
		leg->failed = m->at + delay;
	leg->refused += is_final;
	leg->acks += strcmp(m->text, "ACK") == 0;
	leg->accepted += strcmp(m->text, "200 OK (INVITE)") == 0;
	if (m->retransmission)
		return;
	leg->invites += strcmp(m->text, "INVITE") == 0;
	leg->byes += strcmp(m->text, "BYE") == 0;
	leg->byes_answered += strcmp(m->text, "200 OK (BYE)") == 0;
}

static struct leg leg_of(const struct bench_call *call, const char *near, const char *far, int64_t delay)
{
	struct leg leg = { .provisional = NEVER, .cancel = NEVER, .failed = NEVER };

	for (uint32_t i = 0; i < call->result.n_message; i++) {
		const struct call_message *m = &call->result.message[i];

		assert_true(i == 0 || m->at >= m[-1].at);
		if ((strcmp(m->from, near) == 0 && strcmp(m->to, far) == 0) ||
			(strcmp(m->from, far) == 0 && strcmp(m->to, near) == 0))
			look(&leg, m, delay);
	}
	return leg;
}

/* 9.1: CANCEL only after a provisional response and before the final one. 17: every final answer to an INVITE, copies
 * too, is acknowledged once. 15: what was accepted is ended by one BYE, and nothing else is. */
static void check_leg(const struct leg *leg)
{
	assert_true(leg->invites <= 1);
	if (leg->cancel != NEVER) {
		assert_true(leg->provisional != NEVER && leg->provisional <= leg->cancel);
		assert_true(leg->failed == NEVER || leg->cancel <= leg->failed);
	}
	assert_true(leg->accepted == 0 || leg->refused == 0);
	assert_int_equal(leg->acks, leg->accepted + leg->refused);
	assert_int_equal(leg->byes, leg->accepted > 0);
	assert_int_equal(leg->byes_answered, leg->byes);
}

static void check_result(const struct bench_call *call)
{
	const struct signalling_result *r = &call->result;

	assert_true((r->setup != NEVER) == (r->status == 200));
	assert_true(r->ring == NEVER || r->setup == NEVER || r->ring <= r->setup);
	assert_true(r->n_attempt <= call->request.n_attempt);
	assert_true(r->end == r->message[r->n_message - 1].at);
	for (uint32_t i = 0; i < r->n_attempt; i++) {
		assert_true(r->attempt[i].start <= r->attempt[i].end);
		/* A 200 may cross the CANCEL of the failover timer: then the first attempt ends last. */
		assert_true(i == 0 || r->attempt[i].start >= r->attempt[i - 1].end ||
			r->attempt[i - 1].status == 200);
	}
}

static void hold(void **state)
{
	static const char *const peers[] = { "t1", "t2", "t3" };
	struct dice dice = { 5 };
	uint32_t connected = 0, cancelled = 0, several = 0;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct bench_call call;
		struct leg leg;

		some_call(&dice, &call);
		place(&call);
		check_result(&call);
		leg = leg_of(&call, "alice", "fe", call.head[0].delay);
		check_leg(&leg);
		for (int i = 0; i < 3; i++) {
			leg = leg_of(&call, "fe", servers[i], call.attempt[i].delay);
			check_leg(&leg);
			leg = leg_of(&call, servers[i], peers[i], call.tail[i][0].delay);
			check_leg(&leg);
			cancelled += leg.cancel != NEVER;
		}
		connected += call.result.status == 200;
		several += call.result.n_attempt > 1;
		tear_down(&call);
	}
	/* The calls were of all kinds. */
	assert_true(connected > 2000 && cancelled > 1000 && several > 2000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
