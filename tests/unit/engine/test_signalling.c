/* SPDX-License-Identifier: MIT */
/*
 * Whole calls. Orders of messages are those of RFC 3665, section 3.1 (there the callee hangs up), and of RFC 3666,
 * sections 2.1 and 3.1; times are worked out by hand from the timers of RFC 3261.
 */
#include "base/mem.h"
#include "ladder_support.h"

/* RFC 3665, 3.1: two user agents and nobody between. */
static void basic_call(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 1);
	without_mediation(&call, 1);
	call.attempt[0].answering.response = 100 * MS;
	place(&call);
	assert_string_equal(ladder(&call, NULL, NULL),
		"0.000 alice>t1 INVITE\n"
		"0.100 t1>alice 180 Ringing\n"
		"2.100 t1>alice 200 OK (INVITE)\n"
		"2.100 alice>t1 ACK\n"
		"12.100 alice>t1 BYE\n"
		"12.100 t1>alice 200 OK (BYE)\n");
	assert_int_equal(call.result.status, 200);
	assert_true(call.result.ring == 100 * MS);
	assert_true(call.result.setup == 2100 * MS);
	assert_true(call.result.end == 12100 * MS);
	assert_int_equal(call.result.n_attempt, 1);
	assert_int_equal(call.result.attempt[0].status, 200);
	assert_true(call.result.attempt[0].end == 2100 * MS);
	assert_true(call.result.n_events == 6);
	tear_down(&call);
}

/* RFC 3666, 2.1: early media by 183, and the caller's side behind a proxy and a B2BUA, which both say 100. */
static void early_media(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 1);
	call.attempt[0].answering.early_media = true;
	call.attempt[0].answering.sends_100 = true;
	place(&call);
	assert_string_equal(ladder(&call, "ms", "t1"),
		"0.000 ms>t1 INVITE\n"
		"0.000 t1>ms 100 Trying\n"
		"0.000 t1>ms 183 Session Progress\n"
		"2.000 t1>ms 200 OK (INVITE)\n"
		"2.000 ms>t1 ACK\n"
		"12.000 ms>t1 BYE\n"
		"12.000 t1>ms 200 OK (BYE)\n");
	assert_string_equal(ladder(&call, "alice", "fe"),
		"0.000 alice>fe INVITE\n"
		"0.000 fe>alice 100 Trying\n"
		"0.000 fe>alice 183 Session Progress\n"
		"2.000 fe>alice 200 OK (INVITE)\n"
		"2.000 alice>fe ACK\n"
		"12.000 alice>fe BYE\n"
		"12.000 fe>alice 200 OK (BYE)\n");
	assert_string_equal(ladder(&call, "fe", "ms"),
		"0.000 fe>ms INVITE\n"
		"0.000 ms>fe 100 Trying\n"
		"0.000 ms>fe 183 Session Progress\n"
		"2.000 ms>fe 200 OK (INVITE)\n"
		"2.000 fe>ms ACK\n"
		"12.000 fe>ms BYE\n"
		"12.000 ms>fe 200 OK (BYE)\n");
	tear_down(&call);
}

/* Each link adds its delay: what is sent arrives later, and the BYE counts from the 200 that the caller saw. */
static void delays_add_up(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 1);
	call.head[0].delay = 1 * MS;
	call.attempt[0].delay = 2 * MS;
	call.tail[0][0].delay = 30 * MS;
	place(&call);
	assert_true(call.result.ring == 66 * MS);
	assert_true(call.result.setup == 2066 * MS);
	assert_string_equal(ladder(&call, "ms", "t1"),
		"0.003 ms>t1 INVITE\n"
		"0.033 t1>ms 180 Ringing\n"
		"2.033 t1>ms 200 OK (INVITE)\n"
		"2.063 ms>t1 ACK\n"
		"12.069 ms>t1 BYE\n"
		"12.099 t1>ms 200 OK (BYE)\n");
	assert_true(call.result.attempt[0].start == 1 * MS);
	assert_true(call.result.attempt[0].end == 2065 * MS);
	tear_down(&call);
}

/* RFC 3261, 13.3.1.1: who is slow to answer says so every minute, or timer C of a proxy ends the call. */
static void rings_every_minute(void **state)
{
	struct party tail[2] = { { "t1", ROLE_PROXY, SIP_TCP, 0, 0 }, { "far", ROLE_CALLEE, SIP_TCP, 0, 0 } };
	struct bench_call call;

	(void)state;
	set_up(&call, 2);
	call.attempt[0].tail = tail;
	call.attempt[0].n_tail = 2;
	call.attempt[0].answering.ringing = 400 * NANOSECONDS;
	call.request.duration = NANOSECONDS;
	place(&call);
	assert_int_equal(call.result.status, 200);
	assert_true(call.result.setup == 400 * NANOSECONDS);
	assert_string_equal(ladder(&call, "t1", "far"),
		"0.000 t1>far INVITE\n"
		"0.000 far>t1 180 Ringing\n"
		"60.000 far>t1 180 Ringing\n"
		"120.000 far>t1 180 Ringing\n"
		"180.000 far>t1 180 Ringing\n"
		"240.000 far>t1 180 Ringing\n"
		"300.000 far>t1 180 Ringing\n"
		"360.000 far>t1 180 Ringing\n"
		"400.000 far>t1 200 OK (INVITE)\n"
		"400.000 t1>far ACK\n"
		"401.000 t1>far BYE\n"
		"401.000 far>t1 200 OK (BYE)\n");
	tear_down(&call);
}

/*
 * 600 ms away over UDP every request is repeated once before its answer can be there. The 200 to the INVITE is, too,
 * over any transport (13.3.1.4), and each copy has its ACK.
 */
static void repeats_over_a_long_way(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 1);
	without_mediation(&call, 1);
	call.attempt[0].transport = SIP_UDP;
	call.attempt[0].delay = 600 * MS;
	place(&call);
	assert_string_equal(ladder(&call, NULL, NULL),
		"0.000 alice>t1 INVITE\n"
		"0.500 alice>t1 INVITE again\n"
		"0.600 t1>alice 180 Ringing\n"
		"1.100 t1>alice 180 Ringing again\n"
		"2.600 t1>alice 200 OK (INVITE)\n"
		"3.100 t1>alice 200 OK (INVITE) again\n"
		"3.200 alice>t1 ACK\n"
		"3.700 alice>t1 ACK again\n"
		"13.200 alice>t1 BYE\n"
		"13.700 alice>t1 BYE again\n"
		"13.800 t1>alice 200 OK (BYE)\n"
		"14.300 t1>alice 200 OK (BYE) again\n");
	assert_true(call.result.setup == 3200 * MS);
	call.attempt[0].transport = SIP_TCP;
	place(&call);
	assert_string_equal(ladder(&call, NULL, NULL),
		"0.000 alice>t1 INVITE\n"
		"0.600 t1>alice 180 Ringing\n"
		"2.600 t1>alice 200 OK (INVITE)\n"
		"3.100 t1>alice 200 OK (INVITE) again\n"
		"3.200 alice>t1 ACK\n"
		"3.700 alice>t1 ACK again\n"
		"13.200 alice>t1 BYE\n"
		"13.800 t1>alice 200 OK (BYE)\n");
	tear_down(&call);
}

/* A refusal over UDP 600 ms away: repeated by timer G, acknowledged each time. */
static void repeats_a_refusal(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 1);
	without_mediation(&call, 1);
	call.attempt[0].transport = SIP_UDP;
	call.attempt[0].delay = 600 * MS;
	call.attempt[0].answering.status = 404;
	call.attempt[0].answering.sends_100 = true;
	call.attempt[0].answering.response = NANOSECONDS;
	place(&call);
	assert_string_equal(ladder(&call, NULL, NULL),
		"0.000 alice>t1 INVITE\n"
		"0.500 alice>t1 INVITE again\n"
		"0.600 t1>alice 100 Trying\n"
		"1.100 t1>alice 100 Trying again\n"
		"1.600 t1>alice 404 Not Found\n"
		"2.100 t1>alice 404 Not Found again\n"
		"2.200 alice>t1 ACK\n"
		"2.700 alice>t1 ACK again\n");
	assert_int_equal(call.result.status, 404);
	tear_down(&call);
}

/* From the PSTN (RFC 3666, 3.1): the B2BUA comes first, the proxy behind it; nobody sends 183. */
static void inbound_call(void **state)
{
	struct party head[] = { { "gw", ROLE_CALLER, SIP_TCP, 0, 0 } };
	struct party tail[] = { { "ms", ROLE_B2BUA, SIP_TLS, 0, 0 }, { "fe", ROLE_PROXY, SIP_TLS, 0, 0 },
		{ "alice", ROLE_CALLEE, SIP_TLS, 0, 0 } };
	struct bench_call call;

	(void)state;
	set_up(&call, 1);
	call.request.head = head;
	call.request.n_head = 1;
	call.attempt[0].tail = tail;
	call.attempt[0].n_tail = 3;
	call.attempt[0].transport = SIP_TCP;
	place(&call);
	assert_string_equal(ladder(&call, "gw", "ms"),
		"0.000 gw>ms INVITE\n"
		"0.000 ms>gw 100 Trying\n"
		"0.000 ms>gw 180 Ringing\n"
		"2.000 ms>gw 200 OK (INVITE)\n"
		"2.000 gw>ms ACK\n"
		"12.000 gw>ms BYE\n"
		"12.000 ms>gw 200 OK (BYE)\n");
	assert_string_equal(ladder(&call, "fe", "alice"),
		"0.000 fe>alice INVITE\n"
		"0.000 alice>fe 180 Ringing\n"
		"2.000 alice>fe 200 OK (INVITE)\n"
		"2.000 fe>alice ACK\n"
		"12.000 fe>alice BYE\n"
		"12.000 alice>fe 200 OK (BYE)\n");
	tear_down(&call);
}

/* Between trunks: one B2BUA in front, another in each attempt. The first one passes on what comes. */
static void two_b2buas(void **state)
{
	struct party head[] = { { "pbx", ROLE_CALLER, SIP_TCP, 0, 0 }, { "ms1", ROLE_B2BUA, SIP_TLS, 0, 0 },
		{ "fe", ROLE_PROXY, SIP_TLS, 0, 0 } };
	struct bench_call call;

	(void)state;
	set_up(&call, 2);
	call.request.head = head;
	call.request.n_head = 3;
	call.attempt[0].answering.status = 503;
	place(&call);
	assert_int_equal(call.result.status, 200);
	assert_int_equal(call.result.n_attempt, 2);
	assert_string_equal(ladder(&call, "pbx", "ms1"),
		"0.000 pbx>ms1 INVITE\n"
		"0.000 ms1>pbx 100 Trying\n"
		"0.000 ms1>pbx 180 Ringing\n"
		"2.000 ms1>pbx 200 OK (INVITE)\n"
		"2.000 pbx>ms1 ACK\n"
		"12.000 pbx>ms1 BYE\n"
		"12.000 ms1>pbx 200 OK (BYE)\n");
	call.attempt[1].answering.status = 404;
	place(&call);
	assert_int_equal(call.result.status, 404);
	tear_down(&call);
}

/* A proxy behind which nobody is: 408 for timer B (RFC 3261, 16.7), 503 for a refused connection (16.9). */
static void proxy_before_a_dead_callee(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 1);
	without_mediation(&call, 2);
	call.attempt[0].failover_timer = false;
	call.attempt[0].answering.is_silent = true;
	place(&call);
	assert_int_equal(call.result.status, 408);
	assert_true(call.result.end == 32 * NANOSECONDS);
	call.attempt[0].answering.is_silent = false;
	call.attempt[0].answering.refuses_connection = true;
	place(&call);
	assert_int_equal(call.result.status, 503);
	assert_true(call.result.end == 0);
	tear_down(&call);
}

/* A caller that nobody answers has seen nothing: 0. */
static void nothing_answers(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 1);
	without_mediation(&call, 1);
	call.attempt[0].answering.is_silent = true;
	place(&call);
	assert_int_equal(call.result.status, 0);
	assert_int_equal(call.result.attempt[0].status, 0);
	tear_down(&call);
}

/* A message of a status that the RFC does not list has the name of its class. */
static void unlisted_status(void **state)
{
	struct bench_call call;

	(void)state;
	set_up(&call, 1);
	without_mediation(&call, 1);
	call.attempt[0].answering.status = 499;
	place(&call);
	assert_string_equal(call.result.message[1].text, "499 Client Error");
	tear_down(&call);
}

/* Without records the same happens; only nobody writes it down. */
static void counts_without_records(void **state)
{
	struct bench_call call;
	uint32_t n;

	(void)state;
	set_up(&call, 2);
	call.attempt[0].answering.status = 503;
	place(&call);
	n = call.result.n_message;
	assert_true(call.result.n_events == n);
	assert_true(signalling_run(&call.request, false, &call.arena, &call.result));
	assert_true(call.result.n_events == n);
	assert_int_equal(call.result.n_message, 0);
	assert_true(call.result.setup == 2 * NANOSECONDS);
	tear_down(&call);
}

/* Whichever allocation fails, the call fails as a whole and leaves nothing behind (LeakSanitizer looks). */
static void survives_lack_of_memory(void **state)
{
	struct bench_call call;
	int64_t allowed = 0;
	bool ran;

	(void)state;
	set_up(&call, 2);
	do {
		mem_fail_after(allowed, true);
		ran = signalling_run(&call.request, true, &call.arena, &call.result);
		assert_true(ran != mem_ran_out());
		mem_fail_after(-1, false);
		arena_release(&call.arena);
		allowed++;
	} while (!ran);
	assert_true(allowed > 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(basic_call),
		cmocka_unit_test(early_media),
		cmocka_unit_test(delays_add_up),
		cmocka_unit_test(rings_every_minute),
		cmocka_unit_test(repeats_over_a_long_way),
		cmocka_unit_test(repeats_a_refusal),
		cmocka_unit_test(inbound_call),
		cmocka_unit_test(two_b2buas),
		cmocka_unit_test(proxy_before_a_dead_callee),
		cmocka_unit_test(nothing_answers),
		cmocka_unit_test(unlisted_status),
		cmocka_unit_test(counts_without_records),
		cmocka_unit_test(survives_lack_of_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
