/* SPDX-License-Identifier: MIT */
/* RFC 3261, table 4 ("Summary of timers"), written down a second time in its own units: T1 500 ms, T2 4 s, T4 5 s. */
#include "diag/calls.h"
#include "engine/sip_timers.h"
#include "support.h"

#define T1 (NANOSECONDS / 2)
#define T2 (4 * NANOSECONDS)
#define T4 (5 * NANOSECONDS)

static const struct {
	const char *name, *section;
	int64_t udp, tcp;
} table_4[] = {
	{ "T1", "17.1.1.1", T1, T1 },
	{ "T2", "17.1.2.2", T2, T2 },
	{ "T4", "17.1.2.2", T4, T4 },
	{ "A", "17.1.1.2", T1, NEVER },
	{ "B", "17.1.1.2", 64 * T1, 64 * T1 },
	{ "C", "16.6", 181 * NANOSECONDS, 181 * NANOSECONDS },
	{ "D", "17.1.1.2", 32 * NANOSECONDS, 0 },
	{ "E", "17.1.2.2", T1, NEVER },
	{ "F", "17.1.2.2", 64 * T1, 64 * T1 },
	{ "G", "17.2.1", T1, NEVER },
	{ "H", "17.2.1", 64 * T1, 64 * T1 },
	{ "I", "17.2.1", T4, 0 },
	{ "J", "17.2.2", 64 * T1, 0 },
	{ "K", "17.1.2.2", T4, 0 },
};

static void are_those_of_the_rfc(void **state)
{
	(void)state;
	assert_int_equal(ARRAY_LEN(table_4), SIP_TIMER_COUNT);
	for (size_t i = 0; i < ARRAY_LEN(table_4); i++) {
		assert_string_equal(sip_timers[i].name, table_4[i].name);
		assert_string_equal(sip_timers[i].section, table_4[i].section);
		assert_true(sip_timer((enum sip_timer)i, false) == table_4[i].udp);
		assert_true(sip_timer((enum sip_timer)i, true) == table_4[i].tcp);
		assert_true(strlen(sip_timers[i].meaning) > 0);
	}
}

/* "Timer C MUST be larger than 3 minutes" (16.6). */
static void c_is_more_than_three_minutes(void **state)
{
	(void)state;
	assert_true(sip_timer(SIP_TIMER_C, true) > 180 * NANOSECONDS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(are_those_of_the_rfc),
		cmocka_unit_test(c_is_more_than_three_minutes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
