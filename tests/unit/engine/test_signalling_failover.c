/* SPDX-License-Identifier: MIT */
/*
 * One trunk after the other. RFC 3666, section 2.3, has the order of messages; New-CsTrunkConfiguration the 10 seconds
 * of the failover timer; New-CsSipResponseCodeTranslationRule what 503 and 486 do; RFC 3261 timer B.
 */
#include "ladder_support.h"

/* RFC 3666, 2.3, which is failover between trunks: nine messages. */
static void next_trunk_after_503(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 2);
	call.attempt[0].answering.status = 503;
	place(&call);
	assert_string_equal(ladder(&call, "ms", "t1 t2"),
		"0.000 ms>t1 INVITE\n"
		"0.000 t1>ms 503 Service Unavailable\n"
		"0.000 ms>t1 ACK\n"
		"0.000 ms>t2 INVITE\n"
		"0.000 t2>ms 180 Ringing\n"
		"2.000 t2>ms 200 OK (INVITE)\n"
		"2.000 ms>t2 ACK\n"
		"12.000 ms>t2 BYE\n"
		"12.000 t2>ms 200 OK (BYE)\n");
	assert_int_equal(call.result.n_attempt, 2);
	assert_int_equal(call.result.attempt[0].status, 503);
	assert_string_equal(call.result.attempt[0].why, "");
	assert_int_equal(call.result.attempt[1].status, 200);
	assert_int_equal(call.result.status, 200);
	tear_down(&call);
}

/* 486 is final; as a policy it may be retried (a translation rule to 503 does the same before we hear of it). */
static void retry_codes(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 2);
	call.attempt[0].answering.status = 486;
	place(&call);
	assert_int_equal(call.result.status, 486);
	assert_int_equal(call.result.n_attempt, 1);
	assert_string_equal(ladder(&call, "alice", "fe"),
		"0.000 alice>fe INVITE\n"
		"0.000 fe>alice 100 Trying\n"
		"0.000 fe>alice 486 Busy Here\n"
		"0.000 alice>fe ACK\n");
	assert_true(engine_policies_set(&call.policies, POLICY_RETRY_CODES, "486 503"));
	place(&call);
	assert_int_equal(call.result.status, 200);
	assert_int_equal(call.result.n_attempt, 2);
	assert_int_equal(call.result.attempt[0].status, 486);
	tear_down(&call);
}

/* No trunk left: the caller sees the last answer, and no more INVITEs go out than there are trunks. */
static void last_refusal_is_passed_on(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 3);
	call.attempt[0].answering.status = 500;
	call.attempt[1].answering.status = 504;
	call.attempt[2].answering.status = 503;
	place(&call);
	assert_int_equal(call.result.status, 503);
	assert_int_equal(call.result.n_attempt, 3);
	assert_true(call.result.ring == NEVER);
	assert_true(call.result.setup == NEVER);
	assert_string_equal(ladder(&call, "ms", "t3"),
		"0.000 ms>t3 INVITE\n"
		"0.000 t3>ms 503 Service Unavailable\n"
		"0.000 ms>t3 ACK\n");
	tear_down(&call);
}

/* 100 and then nothing: given up after 10 s, with CANCEL before the next INVITE. */
static void failover_timer_after_100(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 2);
	call.attempt[0].answering.sends_100 = true;
	call.attempt[0].answering.never_final = true;
	call.attempt[1].answering.response = 200 * MS;
	place(&call);
	assert_string_equal(ladder(&call, "ms", "t1 t2"),
		"0.000 ms>t1 INVITE\n"
		"0.000 t1>ms 100 Trying\n"
		"10.000 ms>t1 CANCEL\n"
		"10.000 ms>t2 INVITE\n"
		"10.000 t1>ms 200 OK (CANCEL)\n"
		"10.000 t1>ms 487 Request Terminated\n"
		"10.000 ms>t1 ACK\n"
		"10.200 t2>ms 180 Ringing\n"
		"12.200 t2>ms 200 OK (INVITE)\n"
		"12.200 ms>t2 ACK\n"
		"22.200 ms>t2 BYE\n"
		"22.200 t2>ms 200 OK (BYE)\n");
	assert_true(call.result.ring == 10200 * MS);
	assert_int_equal(call.result.attempt[0].status, 0);
	assert_string_equal(call.result.attempt[0].why, "failover timer of 10 s");
	assert_true(call.result.attempt[0].end == 10000 * MS);
	assert_true(call.result.attempt[1].start == 10000 * MS);
	tear_down(&call);
}

/* RFC 3261, 9.1: no CANCEL without a provisional response. */
static void failover_timer_without_100(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 2);
	call.attempt[0].answering.never_final = true;
	place(&call);
	assert_string_equal(ladder(&call, "ms", "t1"), "0.000 ms>t1 INVITE\n");
	assert_int_equal(call.result.status, 200);
	assert_true(call.result.ring == 10000 * MS);
	tear_down(&call);
}

/* ... but when one comes late, the CANCEL follows it. */
static void cancel_waits_for_a_provisional(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 2);
	call.attempt[0].answering.response = 11 * NANOSECONDS;
	place(&call);
	assert_string_equal(ladder(&call, "ms", "t1"),
		"0.000 ms>t1 INVITE\n"
		"11.000 t1>ms 180 Ringing\n"
		"11.000 ms>t1 CANCEL\n"
		"11.000 t1>ms 200 OK (CANCEL)\n"
		"11.000 t1>ms 487 Request Terminated\n"
		"11.000 ms>t1 ACK\n");
	assert_int_equal(call.result.attempt[0].status, 0);
	assert_true(call.result.setup == 12 * NANOSECONDS);
	tear_down(&call);
}

/* What stops the timer: 18x by default, 100 as a policy. A slow gateway then rings after 15 s. */
static void what_stops_the_failover_timer(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 2);
	call.attempt[0].answering.sends_100 = true;
	call.attempt[0].answering.response = 15 * NANOSECONDS;
	place(&call);
	assert_int_equal(call.result.n_attempt, 2);
	assert_true(engine_policies_set(&call.policies, POLICY_STOP_FAILOVER_TIMER_ON, "100"));
	place(&call);
	assert_int_equal(call.result.n_attempt, 1);
	assert_true(call.result.ring == 15 * NANOSECONDS);
	assert_true(engine_policies_set(&call.policies, POLICY_STOP_FAILOVER_TIMER_ON, "18x"));
	call.attempt[0].answering.response = 9 * NANOSECONDS;
	call.attempt[0].answering.ringing = 60 * NANOSECONDS;
	place(&call);
	assert_int_equal(call.result.n_attempt, 1);
	assert_true(call.result.setup == 69 * NANOSECONDS);
	tear_down(&call);
}

/* "If there are no additional trunks then the call will automatically be dropped" (New-CsTrunkConfiguration). */
static void failover_timer_without_next_trunk(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 1);
	call.attempt[0].answering.sends_100 = true;
	call.attempt[0].answering.never_final = true;
	place(&call);
	assert_int_equal(call.result.status, 504);
	assert_string_equal(ladder(&call, "ms", "t1 fe"),
		"0.000 fe>ms INVITE\n"
		"0.000 ms>fe 100 Trying\n"
		"0.000 ms>t1 INVITE\n"
		"0.000 t1>ms 100 Trying\n"
		"10.000 fe>ms CANCEL\n"
		"10.000 ms>fe 200 OK (CANCEL)\n"
		"10.000 ms>fe 487 Request Terminated\n"
		"10.000 ms>t1 CANCEL\n"
		"10.000 fe>ms ACK\n"
		"10.000 t1>ms 200 OK (CANCEL)\n"
		"10.000 t1>ms 487 Request Terminated\n"
		"10.000 ms>t1 ACK\n");
	assert_string_equal(ladder(&call, "alice", "fe"),
		"0.000 alice>fe INVITE\n"
		"0.000 fe>alice 100 Trying\n"
		"10.000 fe>alice 504 Server Time-out\n"
		"10.000 alice>fe ACK\n");
	assert_int_equal(call.result.attempt[0].status, 0);
	tear_down(&call);
}

/* Timer B: 32 s; one INVITE over TCP, seven over UDP (RFC 3261, 17.1.1.2). */
static void silent_peer_without_failover_timer(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 2);
	call.attempt[0].failover_timer = false;
	call.attempt[0].answering.is_silent = true;
	place(&call);
	assert_string_equal(ladder(&call, "ms", "t1"), "0.000 ms>t1 INVITE lost\n");
	assert_true(call.result.attempt[1].start == 32 * NANOSECONDS);
	assert_int_equal(call.result.attempt[0].status, 0);
	assert_int_equal(call.result.status, 200);
	call.tail[0][0].transport = SIP_UDP;
	place(&call);
	assert_string_equal(ladder(&call, "ms", "t1"),
		"0.000 ms>t1 INVITE lost\n"
		"0.500 ms>t1 INVITE again lost\n"
		"1.500 ms>t1 INVITE again lost\n"
		"3.500 ms>t1 INVITE again lost\n"
		"7.500 ms>t1 INVITE again lost\n"
		"15.500 ms>t1 INVITE again lost\n"
		"31.500 ms>t1 INVITE again lost\n");
	assert_true(call.result.attempt[1].start == 32 * NANOSECONDS);
	tear_down(&call);
}

/* Policy timeout-retry=false: timer B counts as 408 (RFC 3261, 8.1.3.1), and 408 is no reason for another trunk. */
static void timer_b_may_be_final(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 2);
	call.attempt[0].failover_timer = false;
	call.attempt[0].answering.is_silent = true;
	assert_true(engine_policies_set(&call.policies, POLICY_TIMEOUT_RETRY, "false"));
	place(&call);
	assert_int_equal(call.result.status, 408);
	assert_int_equal(call.result.n_attempt, 1);
	assert_true(call.result.end == 32 * NANOSECONDS);
	tear_down(&call);
}

/* A refused connection: the next trunk at once; none left: 503 (RFC 3261, 8.1.3.1). */
static void refused_connection(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 2);
	call.attempt[0].answering.refuses_connection = true;
	call.tail[0][0].delay = 5 * MS;
	place(&call);
	assert_string_equal(ladder(&call, "ms", "t1"), "0.000 ms>t1 connect refused\n");
	assert_true(call.result.attempt[1].start == 10 * MS);
	assert_string_equal(call.result.attempt[0].why, "connection refused");
	assert_int_equal(call.result.status, 200);
	/* It is no timeout. */
	assert_true(engine_policies_set(&call.policies, POLICY_TIMEOUT_RETRY, "false"));
	place(&call);
	assert_int_equal(call.result.n_attempt, 2);
	call.attempt[1].answering.refuses_connection = true;
	place(&call);
	assert_int_equal(call.result.status, 503);
	assert_int_equal(call.result.n_attempt, 2);
	/* UDP knows no connections: the same as silent. */
	call.tail[0][0].transport = SIP_UDP;
	place(&call);
	assert_true(call.result.attempt[0].end == 10 * NANOSECONDS);
	tear_down(&call);
}

/* After an 18x nobody else is rung, unless the policy says so. */
static void retry_after_18x(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 2);
	call.attempt[0].answering.status = 503;
	call.attempt[0].answering.rings_first = true;
	place(&call);
	assert_string_equal(ladder(&call, "ms", "t1 t2"),
		"0.000 ms>t1 INVITE\n"
		"0.000 t1>ms 180 Ringing\n"
		"2.000 t1>ms 503 Service Unavailable\n"
		"2.000 ms>t1 ACK\n");
	assert_int_equal(call.result.status, 503);
	assert_true(engine_policies_set(&call.policies, POLICY_RETRY_AFTER_18X, "true"));
	place(&call);
	assert_int_equal(call.result.status, 200);
	assert_int_equal(call.result.n_attempt, 2);
	assert_true(call.result.ring == 0);
	assert_true(call.result.attempt[1].start == 2 * NANOSECONDS);
	tear_down(&call);
}

/*
 * What the Front End sees of the two: it acknowledges the 503 of the Mediation Server and sends another INVITE. A rule of
 * the trunk makes 503 of 486 on the way (oracle: New-CsSipResponseCodeTranslationRule); the trunk's leg has the 486.
 */
static void front_end_hears_what_the_rule_says(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 2);
	call.attempt[0].answering.status = 486;
	call.attempt[0].passed_on = 503;
	call.tail[1][0].name = "other";
	place(&call);
	assert_string_equal(ladder(&call, "ms", "fe t1"),
		"0.000 fe>ms INVITE\n"
		"0.000 ms>fe 100 Trying\n"
		"0.000 ms>t1 INVITE\n"
		"0.000 t1>ms 486 Busy Here\n"
		"0.000 ms>t1 ACK\n"
		"0.000 ms>fe 503 Service Unavailable\n"
		"0.000 fe>ms ACK\n");
	assert_string_equal(ladder(&call, "fe", "other"),
		"0.000 fe>other INVITE\n"
		"0.000 other>fe 100 Trying\n"
		"0.000 other>fe 180 Ringing\n"
		"2.000 other>fe 200 OK (INVITE)\n"
		"2.000 fe>other ACK\n"
		"12.000 fe>other BYE\n"
		"12.000 other>fe 200 OK (BYE)\n");
	assert_int_equal(call.result.attempt[0].status, 486);
	assert_int_equal(call.result.status, 200);
	tear_down(&call);
}

/* Policy failover-timer-at: the Mediation Server counts and says 504; the trunks' legs stay as they are. */
static void failover_timer_of_the_mediation_server(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 2);
	call.attempt[0].answering.sends_100 = true;
	call.attempt[0].answering.never_final = true;
	call.tail[1][0].name = "other";
	assert_true(engine_policies_set(&call.policies, POLICY_FAILOVER_TIMER_AT, "mediation-server"));
	/* Not a code that is retried: the timer moves on whatever retry-codes says. */
	assert_true(engine_policies_set(&call.policies, POLICY_RETRY_CODES, "503"));
	place(&call);
	assert_string_equal(ladder(&call, "ms", "fe t1"),
		"0.000 fe>ms INVITE\n"
		"0.000 ms>fe 100 Trying\n"
		"0.000 ms>t1 INVITE\n"
		"0.000 t1>ms 100 Trying\n"
		"10.000 ms>t1 CANCEL\n"
		"10.000 ms>fe 504 Server Time-out\n"
		"10.000 t1>ms 200 OK (CANCEL)\n"
		"10.000 t1>ms 487 Request Terminated\n"
		"10.000 fe>ms ACK\n"
		"10.000 ms>t1 ACK\n");
	assert_true(call.result.attempt[1].start == 10 * NANOSECONDS);
	assert_int_equal(call.result.status, 200);
	tear_down(&call);
}

/* A Mediation Server that says nothing is one more silent hop: the Front End's timer counts for it too. */
static void silent_mediation_server(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 2);
	call.attempt[0].n_tail = 1;
	call.attempt[0].answering.is_silent = true;
	call.tail[1][0].name = "other";
	place(&call);
	assert_string_equal(ladder(&call, "fe", "ms other"),
		"0.000 fe>ms INVITE lost\n"
		"10.000 fe>other INVITE\n"
		"10.000 other>fe 100 Trying\n"
		"10.000 other>fe 180 Ringing\n"
		"12.000 other>fe 200 OK (INVITE)\n"
		"12.000 fe>other ACK\n"
		"22.000 fe>other BYE\n"
		"22.000 other>fe 200 OK (BYE)\n");
	tear_down(&call);
}

/* Calls that come in: the peer tries the servers of a pool (policy peer-retry), the Front End behind them the trunks. */
static void peer_tries_the_next_server(void **state)
{
	struct party head[] = { { "gw", ROLE_CALLER, SIP_TCP, 0, 0 } };
	struct party tail[2][2] = { { { "m1", ROLE_B2BUA, SIP_TLS, 0, 0 },
					    { "fe", ROLE_PROXY, SIP_TLS, 0, 0 } },
		{ { "m2", ROLE_B2BUA, SIP_TLS, 0, 0 }, { "fe", ROLE_PROXY, SIP_TLS, 0, 0 } } };
	struct signalling_attempt entry[2];
	struct bench_call call;

	(void)state;
	set_up(&call, 2);
	call.attempt[0].answering.status = 503;
	for (size_t i = 0; i < ARRAY_LEN(entry); i++)
		entry[i] = (struct signalling_attempt){ .tail = tail[i],
			.n_tail = 2,
			.transport = SIP_TCP,
			.further = call.attempt,
			.n_further = 2 };
	entry[0] = (struct signalling_attempt){
		.tail = tail[0], .n_tail = 1, .transport = SIP_TCP, .answering = { .status = 503 }
	};
	call.request.head = head;
	call.request.n_head = 1;
	call.request.attempt = entry;
	place(&call);
	assert_string_equal(ladder(&call, "gw", "m1 m2"),
		"0.000 gw>m1 INVITE\n"
		"0.000 m1>gw 503 Service Unavailable\n"
		"0.000 gw>m1 ACK\n"
		"0.000 gw>m2 INVITE\n"
		"0.000 m2>gw 100 Trying\n"
		"0.000 m2>gw 180 Ringing\n"
		"2.000 m2>gw 200 OK (INVITE)\n"
		"2.000 gw>m2 ACK\n"
		"12.000 gw>m2 BYE\n"
		"12.000 m2>gw 200 OK (BYE)\n");
	assert_int_equal(call.result.n_attempt, 4);
	assert_ptr_equal(call.result.attempt[1].attempt, &entry[1]);
	assert_ptr_equal(call.result.attempt[3].attempt, &call.attempt[1]);
	assert_true(engine_policies_set(&call.policies, POLICY_PEER_RETRY, "timeout"));
	place(&call);
	assert_int_equal(call.result.status, 503);
	assert_int_equal(call.result.n_attempt, 1);
	/* Timer B of 32 s at the peer. */
	entry[0].answering = (struct answering){ .is_silent = true };
	place(&call);
	assert_int_equal(call.result.status, 200);
	assert_true(call.result.attempt[1].start == 32 * NANOSECONDS);
	tear_down(&call);
}

/* A branch appliance is Front End and Mediation Server: one box, whose inner messages nobody sees. */
static void one_box(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 1);
	call.head[1].name = "sba";
	call.tail[0][0].name = "sba";
	place(&call);
	assert_string_equal(ladder(&call, NULL, NULL),
		"0.000 alice>sba INVITE\n"
		"0.000 sba>alice 100 Trying\n"
		"0.000 sba>t1 INVITE\n"
		"0.000 t1>sba 180 Ringing\n"
		"0.000 sba>alice 180 Ringing\n"
		"2.000 t1>sba 200 OK (INVITE)\n"
		"2.000 sba>t1 ACK\n"
		"2.000 sba>alice 200 OK (INVITE)\n"
		"2.000 alice>sba ACK\n"
		"12.000 alice>sba BYE\n"
		"12.000 sba>t1 BYE\n"
		"12.000 sba>alice 200 OK (BYE)\n"
		"12.000 t1>sba 200 OK (BYE)\n");
	assert_true(call.result.n_events == call.result.n_message);
	tear_down(&call);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(next_trunk_after_503),
		cmocka_unit_test(retry_codes),
		cmocka_unit_test(last_refusal_is_passed_on),
		cmocka_unit_test(failover_timer_after_100),
		cmocka_unit_test(failover_timer_without_100),
		cmocka_unit_test(cancel_waits_for_a_provisional),
		cmocka_unit_test(what_stops_the_failover_timer),
		cmocka_unit_test(failover_timer_without_next_trunk),
		cmocka_unit_test(silent_peer_without_failover_timer),
		cmocka_unit_test(timer_b_may_be_final),
		cmocka_unit_test(refused_connection),
		cmocka_unit_test(retry_after_18x),
		cmocka_unit_test(front_end_hears_what_the_rule_says),
		cmocka_unit_test(failover_timer_of_the_mediation_server),
		cmocka_unit_test(silent_mediation_server),
		cmocka_unit_test(peer_tries_the_next_server),
		cmocka_unit_test(one_box),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
