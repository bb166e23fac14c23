/* SPDX-License-Identifier: MIT */
/*
 * Calls that are given up before the answer: RFC 3261, sections 9 and 16.8, with times worked out by hand.
 */
#include "ladder_support.h"

/* Timer C of the Front End, more than 3 minutes, when the peer says 100 and nothing more (RFC 3261, 16.8). */
static void timer_c(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 1);
	call.attempt[0].failover_timer = false;
	call.attempt[0].answering.sends_100 = true;
	call.attempt[0].answering.never_final = true;
	place(&call);
	assert_int_equal(call.result.status, 487);
	assert_string_equal(ladder(&call, "fe", "ms"),
		"0.000 fe>ms INVITE\n"
		"0.000 ms>fe 100 Trying\n"
		"181.000 fe>ms CANCEL\n"
		"181.000 ms>fe 200 OK (CANCEL)\n"
		"181.000 ms>fe 487 Request Terminated\n"
		"181.000 fe>ms ACK\n");
	assert_int_equal(call.result.attempt[0].status, 487);
	tear_down(&call);
}

/* RFC 3665, 3.8 ("unsuccessful, no answer"): CANCEL goes hop by hop, and each hop has its own 200 and 487. */
static void caller_gives_up(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 2);
	call.attempt[0].answering.ringing = 30 * NANOSECONDS;
	call.request.cancel_after = 5 * NANOSECONDS;
	place(&call);
	assert_int_equal(call.result.status, 487);
	assert_true(call.result.setup == NEVER);
	assert_int_equal(call.result.n_attempt, 1);
	assert_string_equal(ladder(&call, "alice", "fe"),
		"0.000 alice>fe INVITE\n"
		"0.000 fe>alice 100 Trying\n"
		"0.000 fe>alice 180 Ringing\n"
		"5.000 alice>fe CANCEL\n"
		"5.000 fe>alice 200 OK (CANCEL)\n"
		"5.000 fe>alice 487 Request Terminated\n"
		"5.000 alice>fe ACK\n");
	assert_string_equal(ladder(&call, "ms", "t1"),
		"0.000 ms>t1 INVITE\n"
		"0.000 t1>ms 180 Ringing\n"
		"5.000 ms>t1 CANCEL\n"
		"5.000 t1>ms 200 OK (CANCEL)\n"
		"5.000 t1>ms 487 Request Terminated\n"
		"5.000 ms>t1 ACK\n");
	assert_int_equal(call.result.attempt[0].status, 487);
	assert_string_equal(call.result.attempt[0].why, "cancelled from the caller's side");
	tear_down(&call);
}

/* While nothing has answered, a caller waits with its CANCEL; once the call is up, there is nothing to cancel. */
static void giving_up_too_early_or_too_late(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 1);
	without_mediation(&call, 1);
	call.attempt[0].answering.response = 3 * NANOSECONDS;
	call.request.cancel_after = 1 * NANOSECONDS;
	place(&call);
	assert_string_equal(ladder(&call, NULL, NULL),
		"0.000 alice>t1 INVITE\n"
		"3.000 t1>alice 180 Ringing\n"
		"3.000 alice>t1 CANCEL\n"
		"3.000 t1>alice 200 OK (CANCEL)\n"
		"3.000 t1>alice 487 Request Terminated\n"
		"3.000 alice>t1 ACK\n");
	call.request.cancel_after = 6 * NANOSECONDS;
	place(&call);
	assert_int_equal(call.result.status, 200);
	assert_true(call.result.end == 15 * NANOSECONDS);
	tear_down(&call);
}

/* RFC 3261, 9.1: the 200 was on its way when the CANCEL was sent. The call is up; the caller ends it by BYE. */
static void answer_crosses_cancel(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 1);
	without_mediation(&call, 1);
	call.attempt[0].delay = 50 * MS;
	call.request.cancel_after = 2070 * MS;
	place(&call);
	assert_string_equal(ladder(&call, NULL, NULL),
		"0.000 alice>t1 INVITE\n"
		"0.050 t1>alice 180 Ringing\n"
		"2.050 t1>alice 200 OK (INVITE)\n"
		"2.070 alice>t1 CANCEL\n"
		"2.100 alice>t1 ACK\n"
		"2.100 alice>t1 BYE\n"
		"2.120 t1>alice 200 OK (CANCEL)\n"
		"2.150 t1>alice 200 OK (BYE)\n");
	assert_int_equal(call.result.status, 200);
	assert_true(call.result.setup == 2100 * MS);
	tear_down(&call);
}

/* The same behind a B2BUA, which has already told the caller 487: it ends the call outside by itself. */
static void answer_crosses_cancel_of_the_b2bua(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 1);
	call.tail[0][0].delay = 50 * MS;
	call.request.cancel_after = 2070 * MS;
	place(&call);
	assert_string_equal(ladder(&call, "ms", "t1"),
		"0.000 ms>t1 INVITE\n"
		"0.050 t1>ms 180 Ringing\n"
		"2.050 t1>ms 200 OK (INVITE)\n"
		"2.070 ms>t1 CANCEL\n"
		"2.100 ms>t1 ACK\n"
		"2.100 ms>t1 BYE\n"
		"2.120 t1>ms 200 OK (CANCEL)\n"
		"2.150 t1>ms 200 OK (BYE)\n");
	assert_int_equal(call.result.status, 487);
	assert_int_equal(call.result.attempt[0].status, 200);
	tear_down(&call);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(timer_c),
		cmocka_unit_test(caller_gives_up),
		cmocka_unit_test(giving_up_too_early_or_too_late),
		cmocka_unit_test(answer_crosses_cancel),
		cmocka_unit_test(answer_crosses_cancel_of_the_b2bua),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
