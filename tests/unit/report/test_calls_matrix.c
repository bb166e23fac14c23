/* SPDX-License-Identifier: MIT */
/*
 * Calls as a table, written by hand and compared character by character.
 */
#include "calls_support.h"

static struct calls calls_of_sites(void)
{
	struct calls calls = calls_three();

	calls.call[0].site = calls.call[1].site = "red";
	calls.call[2].site = "blue";
	return calls;
}

static void a_row_for_each_call(void **state)
{
	struct calls calls = calls_of_sites();

	(void)state;
	expect_written(calls_matrix, &(struct calls_report){ .calls = &calls },
		"site  kind        from          to            outcome            trunk  bypass  signalling     "
		"                            media\n"
		"red   ev-to-pstn  sales         +14255550100  connected          t2     no      sales -> fe -> "
		"med -> vpn -> sbc2 -> pstn  sales -> med -> vpn -> sbc2 -> pstn\n"
		"red   ev-to-pbx   sales         7000          no-such-party             no      none           "
		"                            none\n"
		"blue  pstn-to-ev  +14255550100  sales         failed, no answer         yes     pstn -> gw -> "
		"med -> fe -> sales           pstn -> gw -> sales\n"
		"\n"
		"the plan does not say\n"
		"  assuming SBC 'sbc2' takes no media from clients\n"
		"\n"
		"3 calls: 1 connected, 1 failed, 1 no-such-party; 1 expectation not met\n");
	calls_release(&calls);
}

static void quiet_and_without_sites(void **state)
{
	(void)state;
	expect_of_call(calls_matrix, (struct calls_report){ .quiet = true }, calls_nobody(),
		"call  kind       from   to    outcome        bypass  signalling  media\n"
		"c2    ev-to-pbx  sales  7000  no-such-party  no      none        none\n");
}

/* A call of a scenario beside those of the sites keeps its id. */
static void sites_beside_a_call_without_one(void **state)
{
	struct call call[] = { calls_nobody(), calls_nobody() };
	struct calls calls = { .bandwidth_model = "wire", .call = call, .n_call = 2 };

	(void)state;
	call[1].site = "red";
	expect_written(calls_matrix, &(struct calls_report){ .calls = &calls, .quiet = true },
		"site or call  kind       from   to    outcome        bypass  signalling  media\n"
		"c2            ev-to-pbx  sales  7000  no-such-party  no      none        none\n"
		"red           ev-to-pbx  sales  7000  no-such-party  no      none        none\n");
}

static void assumptions_stand_once_and_sorted(void **state)
{
	static const char *const first[] = { "assuming z", "assuming a" };
	static const char *const second[] = { "m is so", "assuming a" };
	struct call call[] = { calls_nobody(), calls_nobody() };
	struct calls calls = { .bandwidth_model = "wire", .call = call, .n_call = 2 };
	char *text;

	(void)state;
	call[0].assumed = first;
	call[1].assumed = second;
	call[0].n_assumed = call[1].n_assumed = 2;
	text = calls_written(calls_matrix, &(struct calls_report){ .calls = &calls });
	assert_non_null(strstr(text,
		"\n\n"
		"the plan does not say\n"
		"  assuming a\n"
		"  assuming z\n"
		"  assuming m is so\n"
		"\n"
		"2 calls: 2 no-such-party\n"));
	free(text);
}

static void nothing_at_all(void **state)
{
	struct calls calls = { 0 };

	(void)state;
	expect_written(calls_matrix, &(struct calls_report){ .calls = &calls }, "0 calls\n");
}

static void memory_that_ran_out_is_remembered(void **state)
{
	struct calls calls = calls_of_sites();

	(void)state;
	expect_memory_failures_told(calls_matrix, &(struct calls_report){ .calls = &calls });
	calls_release(&calls);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_for_each_call),
		cmocka_unit_test(quiet_and_without_sites),
		cmocka_unit_test(sites_beside_a_call_without_one),
		cmocka_unit_test(assumptions_stand_once_and_sorted),
		cmocka_unit_test(nothing_at_all),
		cmocka_unit_test(memory_that_ran_out_is_remembered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
