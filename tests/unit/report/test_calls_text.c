/* SPDX-License-Identifier: MIT */
/*
 * Calls as text, written by hand and compared character by character.
 */
#include "calls_support.h"

static void a_call_that_got_through_explains_itself(void **state)
{
	(void)state;
	expect_of_call(calls_text, (struct calls_report){ 0 }, calls_connected(),
		"call c1: sales calls +14255550100: connected over trunk t2 of route r-us, ringing after "
		"0.020500 s, set up after 2.020 s\n"
		"  NOT AS EXPECTED: trunk t1 was expected, the call went over t2\n"
		"  kind        ev-to-pstn\n"
		"  number      +14255550100\n"
		"  time        begins at 30.000 s, last message 182.020 s later\n"
		"  signalling  sales -> fe -> med -> vpn -> sbc2 -> pstn\n"
		"  media       sales -> med -> vpn -> sbc2 -> pstn\n"
		"  stretches\n"
		"    stretch       over   SIP  media  codec  kbit/s, one way\n"
		"    sales -> fe          tls\n"
		"    sales -> med              srtp   g711u               84\n"
		"    med -> vpn    vlan7  tcp  rtp    g711u             95.2\n"
		"  attempts\n"
		"    trunk  route  server  result                     from s      to s  why\n"
		"    t1     r-us   med1    503 Service Unavailable  0.000000  0.012500\n"
		"    t2     r-us   med1    200 OK                   0.012500  2.020000  answered\n"
		"  why\n"
		"     1. route 'r-us' takes +14255550100 [Voice routes in Lync Server 2013]\n"
		"     2. trunk 't1' comes first\n"
		"  the plan does not say\n"
		"    assuming SBC 'sbc2' takes no media from clients\n"
		"\n"
		"1 call: 1 connected; 1 expectation not met\n");
}

static void a_call_to_nobody(void **state)
{
	(void)state;
	expect_of_call(calls_text, (struct calls_report){ 0 }, calls_nobody(),
		"call c2: sales calls 7000: no-such-party, 404 Not Found\n"
		"  kind        ev-to-pbx\n"
		"  time        begins at 0.000 s\n"
		"  signalling  none\n"
		"  media       none\n"
		"\n"
		"1 call: 1 no-such-party\n");
}

static void a_call_that_nothing_answered(void **state)
{
	(void)state;
	expect_of_call(calls_text, (struct calls_report){ 0 }, calls_unanswered(),
		"call c3: +14255550100 calls sales: failed, no answer, after 1 attempt\n"
		"  kind        pstn-to-ev\n"
		"  number      +14255550111\n"
		"  time        begins at 0.000 s, last message 32.000 s later\n"
		"  signalling  pstn -> gw -> med -> fe -> sales\n"
		"  media       pstn -> gw -> sales   (media bypass)\n"
		"  attempts\n"
		"    trunk  result     from s    to s  why\n"
		"    t1     no answer   0.000  32.000  nothing answered\n"
		"\n"
		"1 call: 1 failed\n");
}

static void all_but_the_headlines_may_be_left_out(void **state)
{
	struct calls calls = calls_three();

	(void)state;
	expect_written(calls_text, &(struct calls_report){ .calls = &calls, .quiet = true },
		"call c1: sales calls +14255550100: connected over trunk t2 of route r-us, ringing after "
		"0.020500 s, set up after 2.020 s\n"
		"  NOT AS EXPECTED: trunk t1 was expected, the call went over t2\n"
		"call c2: sales calls 7000: no-such-party, 404 Not Found\n"
		"call c3: +14255550100 calls sales: failed, no answer, after 1 attempt\n");
	calls_release(&calls);
}

static void expect_end(const struct calls_report *report, const char *expected)
{
	char *text = calls_written(calls_text, report);
	size_t length = strlen(text);

	assert_true(length > strlen(expected));
	assert_string_equal(text + length - strlen(expected), expected);
	free(text);
}

static void an_estimate_says_that_it_is_one(void **state)
{
	struct call_quality quality = { .delay_ms = 92.504,
		.part = { { "packetisation", 20 }, { "jitter-buffer", 40 }, { "serialisation", 0.504 },
			{ "propagation", 12 }, { "transcoding", 20 } },
		.jitter_ms = 5,
		.loss_percent = 0.25,
		.rated = true,
		.rating = 90.5,
		.mos = 4.2549 };
	struct call call = calls_connected();
	struct calls calls = { .bandwidth_model = "wire", .call = &call, .n_call = 1 };
	char *text;

	(void)state;
	call.quality = &quality;
	text = calls_written(calls_text, &(struct calls_report){ .calls = &calls });
	assert_non_null(strstr(text,
		"\n  estimate of what is heard, for planning, not a measurement\n"
		"    one-way delay 92.5 ms: packetisation 20, jitter-buffer 40, serialisation 0.5, propagation 12, "
		"transcoding 20\n"
		"    jitter 5 ms, loss 0.25 %, rating R 90.5, MOS 4.25\n"));
	free(text);
	quality.rated = false;
	text = calls_written(calls_text, &(struct calls_report){ .calls = &calls });
	assert_non_null(strstr(text, "loss 0.25 %; no rating, which G.711 alone has here\n"));
	free(text);
}

static void one_call_has_no_table_of_links(void **state)
{
	struct call call = calls_connected();
	struct calls calls = { .bandwidth_model = "wire" };
	char *text;

	(void)state;
	calls_add(&calls, &call);
	calls_add_link(&calls, &(struct call_link){ "tun1", 1, 80, 80, 97 });
	text = calls_written(calls_text, &(struct calls_report){ .calls = &calls });
	assert_null(strstr(text, "links,"));
	calls_add(&calls, &call);
	free(text);
	text = calls_written(calls_text, &(struct calls_report){ .calls = &calls });
	assert_non_null(strstr(text, "links, kbit/s one way, bandwidth model 'wire'\n"));
	free(text);
	calls_release(&calls);
}

static void links_policies_and_a_summary_follow(void **state)
{
	struct calls calls = calls_three();

	(void)state;
	expect_end(&(struct calls_report){ .calls = &calls },
		"\n\n"
		"links, kbit/s one way, bandwidth model 'wire'\n"
		"  link  calls   peak  mean  planning figure\n"
		"  tun1      2  190.4  95.2              184\n"
		"\n"
		"policies, where documents leave it open\n"
		"  route-selection = ordered, changed [the default: practitioners]\n"
		"  1 at its default (-v lists them)\n"
		"\n"
		"3 calls: 1 connected, 1 failed, 1 no-such-party; 1 expectation not met\n");
	expect_end(&(struct calls_report){ .calls = &calls, .verbose = true },
		"\n"
		"policies, where documents leave it open\n"
		"  route-selection = ordered, changed [the default: practitioners]\n"
		"  timeout-retry = true [our choice]\n"
		"\n"
		"3 calls: 1 connected, 1 failed, 1 no-such-party; 1 expectation not met\n");
	calls_release(&calls);
}

/* An empty line stands between what takes several lines, and only there. */
static void ladders_are_kept_apart(void **state)
{
	struct call two[] = { calls_nobody(), calls_nobody() };
	struct calls calls = { .bandwidth_model = "wire", .call = two, .n_call = 2 };

	(void)state;
	expect_written(calls_text, &(struct calls_report){ .calls = &calls, .ladder = true, .quiet = true },
		"call c2: sales calls 7000: no-such-party, 404 Not Found\n"
		"  messages\n"
		"  no SIP message\n"
		"\n"
		"call c2: sales calls 7000: no-such-party, 404 Not Found\n"
		"  messages\n"
		"  no SIP message\n");
}

static void the_ladder_follows_its_call(void **state)
{
	static const struct call_message message = { 0, "sales", "fe", "INVITE", false, false };
	struct call call = calls_nobody();

	(void)state;
	call.message = &message;
	call.n_message = 1;
	expect_of_call(calls_text, (struct calls_report){ .ladder = true, .quiet = true }, call,
		"call c2: sales calls 7000: no-such-party, 404 Not Found\n"
		"  messages\n"
		"  seconds  sales         fe\n"
		"    0.000    |- INVITE -->|\n");
}

/* Nothing of the input reaches a terminal as it is. */
static void what_comes_from_the_input_is_escaped(void **state)
{
	static const char bad[] = "x\033[31m\xff\n";
	static const char *const bads[] = { bad };
	static const struct call_attempt attempt = { bad, bad, bad, 486, 0, 0, bad };
	static const struct call_hop hop = { bad, bad, bad, bad, bad, bad, 1 };
	static const struct call_step step = { bad, bad };
	static const struct call_message message = { 0, bad, "y", bad, false, false };
	struct call call = {
		.id = bad,
		.from = bad,
		.to = bad,
		.kind = bad,
		.number = bad,
		.outcome = CALL_FAILED,
		.sip = 486,
		.route = bad,
		.trunk = bad,
		.setup = NEVER,
		.ring = NEVER,
		.assumed = bads,
		.n_assumed = 1,
		.attempt = &attempt,
		.n_attempt = 1,
		.signalling = bads,
		.n_signalling = 1,
		.media = bads,
		.n_media = 1,
		.hop = &hop,
		.n_hop = 1,
		.step = &step,
		.n_step = 1,
		.message = &message,
		.n_message = 1,
		.unmet = bads,
		.n_unmet = 1,
		.site = bad,
	};
	struct calls calls = { .bandwidth_model = "wire", .call = &call, .n_call = 1 };
	calls_writer *const writers[] = { calls_text, calls_matrix };

	(void)state;
	calls_add_link(&calls, &(struct call_link){ 0 });
	calls.link[0].link = bad;
	calls_add_policy(&calls, &(struct call_policy){ bad, bad, bad, true });
	for (size_t i = 0; i < ARRAY_LEN(writers); i++) {
		char *text = calls_written(
			writers[i], &(struct calls_report){ .calls = &calls, .ladder = true });

		assert_non_null(strstr(text, "x\\u{1b}[31m\\xff\\u{a}"));
		assert_null(strchr(text, '\033'));
		assert_null(strchr(text, '\xff'));
		assert_null(strstr(text, "[31m\n"));
		free(text);
	}
	calls.call = NULL;
	calls_release(&calls);
}

/* What is left without the colours is what is written without colours. */
static void colours_only_repeat_words(void **state)
{
	struct calls calls = calls_three();
	struct calls_report report = { .calls = &calls, .ladder = true, .verbose = true };
	char *plain = calls_written(calls_text, &report);
	char *coloured;
	size_t kept = 0;

	(void)state;
	report.colour = true;
	coloured = calls_written(calls_text, &report);
	assert_non_null(strstr(coloured, "\033[1;32mconnected\033[0m"));
	assert_non_null(strstr(coloured, "\033[1;31mNOT AS EXPECTED:\033[0m"));
	for (size_t i = 0; coloured[i] != '\0'; i++) {
		if (coloured[i] == '\033')
			i += strcspn(coloured + i, "m");
		else
			coloured[kept++] = coloured[i];
	}
	coloured[kept] = '\0';
	assert_string_equal(coloured, plain);
	free(plain);
	free(coloured);
	calls_release(&calls);
}

static void memory_that_ran_out_is_remembered(void **state)
{
	struct calls calls = calls_three();
	struct calls_report report = { .calls = &calls, .ladder = true, .verbose = true };

	(void)state;
	expect_memory_failures_told(calls_text, &report);
	calls_release(&calls);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_call_that_got_through_explains_itself),
		cmocka_unit_test(a_call_to_nobody),
		cmocka_unit_test(a_call_that_nothing_answered),
		cmocka_unit_test(all_but_the_headlines_may_be_left_out),
		cmocka_unit_test(links_policies_and_a_summary_follow),
		cmocka_unit_test(ladders_are_kept_apart),
		cmocka_unit_test(an_estimate_says_that_it_is_one),
		cmocka_unit_test(one_call_has_no_table_of_links),
		cmocka_unit_test(the_ladder_follows_its_call),
		cmocka_unit_test(what_comes_from_the_input_is_escaped),
		cmocka_unit_test(colours_only_repeat_words),
		cmocka_unit_test(memory_that_ran_out_is_remembered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
