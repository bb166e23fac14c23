/* SPDX-License-Identifier: MIT */
/*
 * The ladder of a call, drawn by hand and compared character by character.
 */
#include "calls_support.h"

/* The ladder under the headline of its call, and nothing else. */
static void ladders(const struct calls_report *report, struct out *out)
{
	calls_text(&(struct calls_report){ .calls = report->calls, .quiet = true, .ladder = true }, out);
}

/* The trunk that was tried first stands before the one that took the call, as in RFC 3666 section 2.3. */
static void senders_receivers_and_what_became_of_it(void **state)
{
	(void)state;
	expect_of_call(ladders, (struct calls_report){ 0 }, calls_connected(),
		"call c1: sales calls +14255550100: connected over trunk t2 of route r-us, ringing after "
		"0.020500 s, set up after 2.020 s\n"
		"  NOT AS EXPECTED: trunk t1 was expected, the call went over t2\n"
		"  messages\n"
		"   seconds  sales         fe           med                          sbc1  sbc2\n"
		"  0.000000    |- INVITE -->|            |                             |     |\n"
		"  0.000000    |            |- INVITE -->|                             |     |\n"
		"  0.000000    |            |            |--------- INVITE ----------x |     |  lost\n"
		"  0.500000    |            |            |---------- INVITE ---------->|     |  sent again\n"
		"  0.512500    |            |            |<- 503 Service Unavailable --|     |\n"
		"  0.512500    |            |            |------------- INVITE ------------->|\n"
		"  2.000000    |            |            | x-------- 200 OK (INVITE) --------|  lost\n"
		"  no message begins or ends at vpn, pstn\n");
}

/* A call from one user of a group to another: requests go to the right, answers to the left. */
static void a_name_may_stand_at_both_ends(void **state)
{
	static const char *const path[] = { "sales", "fe", "sales" };
	static const struct call_message message[] = {
		{ 0, "sales", "fe", "INVITE", false, false },
		{ 0, "fe", "sales", "100 Trying", false, false },
		{ MS, "fe", "sales", "INVITE", false, false },
		{ 2 * MS, "sales", "fe", "200 OK", false, false },
		{ 2 * MS, "fe", "sales", "200 OK", false, false },
	};
	struct call call = calls_nobody();

	(void)state;
	call.signalling = path;
	call.n_signalling = 3;
	call.message = message;
	call.n_message = 5;
	expect_of_call(ladders, (struct calls_report){ 0 }, call,
		"call c2: sales calls 7000: no-such-party, 404 Not Found\n"
		"  messages\n"
		"  seconds  sales             fe          sales\n"
		"    0.000    |--- INVITE ---->|            |\n"
		"    0.000    |<- 100 Trying --|            |\n"
		"    0.001    |                |- INVITE -->|\n"
		"    0.002    |                |<- 200 OK --|\n"
		"    0.002    |<--- 200 OK ----|            |\n");
}

static void a_call_without_messages(void **state)
{
	(void)state;
	expect_of_call(ladders, (struct calls_report){ 0 }, calls_nobody(),
		"call c2: sales calls 7000: no-such-party, 404 Not Found\n"
		"  messages\n"
		"  no SIP message\n");
}

static void long_names_and_texts_are_cut(void **state)
{
	static const struct call_message message = { SECONDS(100000), "a-mediation-pool-of-the-centre", "g",
		"an answer with a reason phrase longer than anybody needs", false, false };
	struct call call = calls_nobody();

	(void)state;
	call.message = &message;
	call.n_message = 1;
	expect_of_call(ladders, (struct calls_report){ 0 }, call,
		"call c2: sales calls 7000: no-such-party, 404 Not Found\n"
		"  messages\n"
		"     seconds  a-mediation-pool-...                                 g\n"
		"  100000.000            |- an answer with a reason phrase lo... -->|\n");
}

/* What comes after the headline; `room` holds the names. */
static char *chain_of(uint32_t hops, char (*room)[32])
{
	static struct call_message message[100];
	struct call call = calls_nobody();
	struct calls calls = { .bandwidth_model = "wire", .call = &call, .n_call = 1 };

	for (uint32_t i = 0; i < hops; i++)
		snprintf(room[i], sizeof(room[i]), "front-end-pool-%u", (unsigned)i);
	for (uint32_t i = 0; i + 1 < hops; i++)
		message[i] = (struct call_message){ MS * i, room[i], room[i + 1], "INVITE", i == 1, i == 1 };
	call.message = message;
	call.n_message = hops - 1;
	return calls_written(ladders, &(struct calls_report){ .calls = &calls });
}

static size_t longest_line(const char *text)
{
	size_t longest = 0;

	for (size_t length = 0; *text != '\0'; text += length + (text[length] == '\n')) {
		length = strcspn(text, "\n");
		longest = length > longest ? length : longest;
	}
	return longest;
}

enum {
	REMARKS = 18, /* "  sent again, lost", beside the ladder */
};

/* Names become shorter as hops become more, and in the end it is a list. */
static void wide_paths_stay_readable(void **state)
{
	char room[100][32];
	char *text = chain_of(5, room);

	(void)state;
	assert_non_null(strstr(text, "front-end-pool-4"));
	assert_true(longest_line(text) <= 132 + REMARKS);
	free(text);
	text = chain_of(9, room);
	assert_null(strstr(text, "front-end-pool-4"));
	assert_non_null(strstr(text, "front-end-p..."));
	assert_true(longest_line(text) <= 160 + REMARKS);
	free(text);
	text = chain_of(12, room);
	assert_non_null(strstr(text, "front-e..."));
	assert_true(longest_line(text) <= 240 + REMARKS);
	free(text);
	text = chain_of(30, room);
	assert_non_null(strstr(text, "    0.000  front-end-pool-0 -> front-end-pool-1  INVITE\n"));
	assert_non_null(
		strstr(text, "    0.001  front-end-pool-1 -> front-end-pool-2  INVITE  sent again, lost\n"));
	free(text);
	text = chain_of(100, room);
	assert_non_null(strstr(text, "    0.098  front-end-pool-98 -> front-end-pool-99  INVITE\n"));
	free(text);
}

static void a_message_to_itself(void **state)
{
	static const struct call_message message = { 0, "med", "med", "INVITE", false, false };
	struct call call = calls_nobody();

	(void)state;
	call.message = &message;
	call.n_message = 1;
	expect_of_call(ladders, (struct calls_report){ 0 }, call,
		"call c2: sales calls 7000: no-such-party, 404 Not Found\n"
		"  messages\n"
		"  seconds  med\n"
		"    0.000   |  to itself: INVITE\n");
}

static void memory_that_ran_out_is_remembered(void **state)
{
	struct calls calls = calls_three();

	(void)state;
	expect_memory_failures_told(ladders, &(struct calls_report){ .calls = &calls });
	calls_release(&calls);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(senders_receivers_and_what_became_of_it),
		cmocka_unit_test(a_name_may_stand_at_both_ends),
		cmocka_unit_test(a_call_without_messages),
		cmocka_unit_test(long_names_and_texts_are_cut),
		cmocka_unit_test(wide_paths_stay_readable),
		cmocka_unit_test(a_message_to_itself),
		cmocka_unit_test(memory_that_ran_out_is_remembered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
