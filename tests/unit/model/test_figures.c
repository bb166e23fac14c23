/* SPDX-License-Identifier: MIT */
/*
 * Numbers are copied from the pages by hand, with the test vectors that the pages print themselves: 9,400 ports for
 * 47,000 heavy users and at least 10 gateways of 960 ("Direct SIP connections"), 1,000 ports for 10,000 moderate ones
 * ("Estimating voice usage and traffic"), the sums of the bandwidth tables.
 */
#include "model/figures.h"

#include "support.h"

#include <math.h>
#include <string.h>

static const struct {
	enum figure figure;
	double value;
	enum page page;
} printed[] = {
	{ FIGURE_SIP_TLS_PORT, 5061, PAGE_PORTS },
	{ FIGURE_MEDIATION_FRONT_END_PORT, 5070, PAGE_PORTS },
	{ FIGURE_MEDIATION_TLS_PORT, 5067, PAGE_PORTS },
	{ FIGURE_MEDIATION_TCP_PORT, 5068, PAGE_PORTS },
	{ FIGURE_PEER_TLS_PORT, 5067, PAGE_GWDEF },
	{ FIGURE_PEER_TCP_PORT, 5066, PAGE_GWDEF },
	{ FIGURE_BRANCH_PEER_TLS_PORT, 5082, PAGE_GWDEF },
	{ FIGURE_BRANCH_PEER_TCP_PORT, 5081, PAGE_GWDEF },
	{ FIGURE_AUDIO_PORT_START, 49152, PAGE_QOS },
	{ FIGURE_AUDIO_PORT_COUNT, 8348, PAGE_QOS },
	{ FIGURE_PORTS_PER_CALL, 7, PAGE_PS_MEDIATION_SERVER },
	{ FIGURE_FAILOVER_TIMER_S, 10, PAGE_PS_TRUNK_CONFIGURATION },
	{ FIGURE_RTCP_SILENCE_S, 30, PAGE_PS_TRUNK_CONFIGURATION },
	{ FIGURE_EARLY_DIALOGS, 20, PAGE_PS_TRUNK_CONFIGURATION },
	{ FIGURE_FAILURE_DETECTION_S, 300, PAGE_RES },
	{ FIGURE_FAILURE_DETECTION_LEAST_S, 30, PAGE_PS_REGISTRAR },
	{ FIGURE_CALLS_HYPER_THREADING, 1500, PAGE_CAP13 },
	{ FIGURE_CALLS_PLAIN, 1100, PAGE_CAP13 },
	{ FIGURE_CALLS_ESTIMATE, 1000, PAGE_MN },
	{ FIGURE_CALLS_COLLOCATED, 150, PAGE_CAP13 },
	{ FIGURE_EDGE_USERS, 12000, PAGE_CAP13 },
	{ FIGURE_MEDIATION_MEMORY_GB, 16, PAGE_CAP13 },
	{ FIGURE_USERS_PER_PORT_LIGHT, 15, PAGE_DSIP },
	{ FIGURE_USERS_PER_PORT_MODERATE, 10, PAGE_DSIP },
	{ FIGURE_USERS_PER_PORT_HEAVY, 5, PAGE_DSIP },
	{ FIGURE_G711_PLANNING, 97, PAGE_BW13 },
	{ FIGURE_ADMISSION_G711, 102, PAGE_CAC },
	{ FIGURE_AUDIO_SESSION_DEFAULT, 175, PAGE_PS_BANDWIDTH_PROFILE },
	{ FIGURE_BRANCH_APPLIANCE_USERS, 1000, PAGE_RES },
};

static void printed_numbers(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(printed); i++) {
		if (fabs(figure_value(printed[i].figure) - printed[i].value) > 1e-9)
			fail_msg("%s is %g, printed is %g", figure_info(printed[i].figure)->name,
				figure_value(printed[i].figure), printed[i].value);
		assert_int_equal(figure_info(printed[i].figure)->page, printed[i].page);
		assert_int_equal(figure_whole(printed[i].figure), (int64_t)printed[i].value);
	}
}

static void sums(void **state)
{
	(void)state;
	assert_int_equal(
		figure_whole(FIGURE_AUDIO_PORT_START) + figure_whole(FIGURE_AUDIO_PORT_COUNT) - 1, 57499);
	assert_int_equal(figure_whole(FIGURE_AUDIO_PORT_COUNT) / figure_whole(FIGURE_PORTS_PER_CALL),
		figure_whole(FIGURE_CALLS_BY_PORTS));
	assert_int_equal(47000 / figure_whole(FIGURE_USERS_PER_PORT_HEAVY), 9400);
	assert_int_equal((9400 + figure_whole(FIGURE_GATEWAY_PORTS_MOST) - 1) /
			figure_whole(FIGURE_GATEWAY_PORTS_MOST),
		10);
	assert_int_equal(10000 / figure_whole(FIGURE_USERS_PER_PORT_MODERATE), 1000);
	assert_int_equal(100 * figure_whole(FIGURE_G711_PLANNING), 9700);
	assert_int_equal(100 * figure_whole(FIGURE_TRUNK_FORMULA), 7200);
	/* 20 bytes in each of 50 packets a second. */
	assert_int_equal(figure_whole(FIGURE_TRUNK_FORMULA),
		figure_whole(FIGURE_G711_PAYLOAD) + figure_whole(FIGURE_TRUNK_HEADER) * 8 * 50 / 1000);
	assert_int_equal(figure_whole(FIGURE_G711_STREAM) + figure_whole(FIGURE_PLANNING_RTCP),
		figure_whole(FIGURE_G711_PLANNING));
	assert_int_equal(figure_whole(FIGURE_G711_STREAM) + figure_whole(FIGURE_ADMISSION_RTCP),
		figure_whole(FIGURE_ADMISSION_G711));
	assert_true(fabs(figure_value(FIGURE_BUSY_HOUR_CALLS) * figure_value(FIGURE_CALL_MINUTES) / 60.0 -
			    figure_value(FIGURE_USER_ERLANG)) < 1e-9);
	assert_true(
		fabs(figure_value(FIGURE_USER_ERLANG) * (100.0 - figure_value(FIGURE_BYPASS_SHARE)) / 100.0 -
			figure_value(FIGURE_RELAYED_ERLANG)) < 1e-9);
}

static void every_row_is_whole(void **state)
{
	(void)state;
	for (unsigned i = 0; i < FIGURE_COUNT; i++) {
		const struct figure_info *info = figure_info((enum figure)i);

		assert_true(*info->name != '\0' && *info->unit != '\0' && *info->says != '\0');
		assert_int_not_equal(info->page, PAGE_NONE);
		assert_true(figure_value((enum figure)i) > 0.0);
		assert_true(*figure_source((enum figure)i) != '\0');
		for (unsigned k = 0; k < i; k++)
			assert_string_not_equal(figure_info((enum figure)k)->name, info->name);
	}
	for (unsigned group = 0; group < FIGURE_GROUP_COUNT; group++)
		assert_true(*figure_group_heading((enum figure_group)group) != '\0');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(printed_numbers),
		cmocka_unit_test(sums),
		cmocka_unit_test(every_row_is_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
