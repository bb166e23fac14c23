/* SPDX-License-Identifier: MIT */
/*
 * calls_support.h - three small calls for the tests of their reports: one that gets through over the second trunk,
 * one to nobody, one whose peer never answers.
 */
#ifndef LYNC_TOPO_TESTS_CALLS_SUPPORT_H
#define LYNC_TOPO_TESTS_CALLS_SUPPORT_H

#include "support.h"
#include "topology_support.h"

#include "base/mem.h"
#include "report/calls.h"

#define MS INT64_C(1000000) /* nanoseconds */
#define SECONDS(n) ((n)*NANOSECONDS)

static const char *const calls_signalling[] = { "sales", "fe", "med", "vpn", "sbc2", "pstn" };
static const char *const calls_media[] = { "sales", "med", "vpn", "sbc2", "pstn" };
static const char *const calls_assumed[] = { "assuming SBC 'sbc2' takes no media from clients" };
static const char *const calls_unmet[] = { "trunk t1 was expected, the call went over t2" };

static const struct call_attempt calls_attempt[] = {
	{ "r-us", "t1", "med1", 503, 0, 12500000, "" },
	{ "r-us", "t2", "med1", 200, 12500000, SECONDS(2) + 20 * MS, "answered" },
};

static const struct call_hop calls_hop[] = {
	{ "sales", "fe", "", "tls", "", "", 0 },
	{ "sales", "med", "", "", "srtp", "g711u", 84 },
	{ "med", "vpn", "vlan7", "tcp", "rtp", "g711u", 95.2 },
};

static const struct call_step calls_step[] = {
	{ "route 'r-us' takes +14255550100", "Voice routes in Lync Server 2013" },
	{ "trunk 't1' comes first", "" },
};

static const struct call_message calls_message[] = {
	{ 0, "sales", "fe", "INVITE", false, false },
	{ 0, "fe", "med", "INVITE", false, false },
	{ 0, "med", "sbc1", "INVITE", false, true },
	{ 500 * MS, "med", "sbc1", "INVITE", true, false },
	{ 512500000, "sbc1", "med", "503 Service Unavailable", false, false },
	{ 512500000, "med", "sbc2", "INVITE", false, false },
	{ SECONDS(2), "sbc2", "med", "200 OK (INVITE)", false, true },
};

static inline struct call calls_connected(void)
{
	return (struct call){
		.id = "c1",
		.from = "sales",
		.to = "+14255550100",
		.kind = "ev-to-pstn",
		.number = "+14255550100",
		.outcome = CALL_CONNECTED,
		.sip = 200,
		.route = "r-us",
		.trunk = "t2",
		.at = SECONDS(30),
		.setup = SECONDS(2) + 20 * MS,
		.ring = 20500000,
		.end = SECONDS(182) + 20 * MS,
		.assumed = calls_assumed,
		.n_assumed = 1,
		.attempt = calls_attempt,
		.n_attempt = 2,
		.signalling = calls_signalling,
		.n_signalling = 6,
		.media = calls_media,
		.n_media = 5,
		.hop = calls_hop,
		.n_hop = 3,
		.step = calls_step,
		.n_step = 2,
		.message = calls_message,
		.n_message = 7,
		.unmet = calls_unmet,
		.n_unmet = 1,
	};
}

static inline struct call calls_nobody(void)
{
	return (struct call){
		.id = "c2",
		.from = "sales",
		.to = "7000",
		.kind = "ev-to-pbx",
		.number = "",
		.outcome = CALL_NO_SUCH_PARTY,
		.sip = 404,
		.route = "",
		.trunk = "",
		.setup = NEVER,
		.ring = NEVER,
	};
}

static inline struct call calls_unanswered(void)
{
	static const char *const path[] = { "pstn", "gw", "med", "fe", "sales" };
	static const char *const media[] = { "pstn", "gw", "sales" };
	static const struct call_attempt attempt = { "", "t1", "", 0, 0, SECONDS(32), "nothing answered" };

	return (struct call){
		.id = "c3",
		.from = "+14255550100",
		.to = "sales",
		.kind = "pstn-to-ev",
		.number = "+14255550111",
		.outcome = CALL_FAILED,
		.sip = 0,
		.route = "",
		.trunk = "",
		.setup = NEVER,
		.ring = NEVER,
		.end = SECONDS(32),
		.bypass = true,
		.attempt = &attempt,
		.n_attempt = 1,
		.signalling = path,
		.n_signalling = 5,
		.media = media,
		.n_media = 3,
	};
}

/* All three, a link and two policies. */
static inline struct calls calls_three(void)
{
	struct calls calls = { .bandwidth_model = "wire" };

	calls_add(&calls, &(struct call){ 0 });
	calls.call[0] = calls_connected();
	calls_add(&calls, &(struct call){ 0 });
	calls.call[1] = calls_nobody();
	calls_add(&calls, &(struct call){ 0 });
	calls.call[2] = calls_unanswered();
	calls_add_link(&calls, &(struct call_link){ "tun1", 2, 190.4, 95.2, 184 });
	calls_add_policy(
		&calls, &(struct call_policy){ "route-selection", "ordered", "practitioners", true });
	calls_add_policy(&calls, &(struct call_policy){ "timeout-retry", "true", "our choice", false });
	return calls;
}

typedef void calls_writer(const struct calls_report *report, struct out *out);

/* What is written, for the caller to free. */
static inline char *calls_written(calls_writer *write, const struct calls_report *report)
{
	struct out out = output_begin();

	write(report, &out);
	return output_end(&out);
}

static inline void expect_written(
	calls_writer *write, const struct calls_report *report, const char *expected)
{
	char *text = calls_written(write, report);

	assert_string_equal(text, expected);
	free(text);
}

/* One call, with everything else as it is in `report`. */
static inline void expect_of_call(
	calls_writer *write, struct calls_report report, struct call call, const char *expected)
{
	struct calls calls = { .bandwidth_model = "wire", .call = &call, .n_call = 1 };

	report.calls = &calls;
	expect_written(write, &report, expected);
}

/* Every allocation fails once: that is remembered, nothing crashes, and the next time all is as ever. */
static inline void expect_memory_failures_told(calls_writer *write, const struct calls_report *report)
{
	char *whole = calls_written(write, report);
	uint32_t failures = 0;

	for (int64_t count = 0;; count++) {
		struct out out = output_begin();
		int descriptor = out.descriptor;
		bool told;

		mem_fail_after(count, false);
		write(report, &out);
		told = out_close(&out, true) != OUT_OK || mem_ran_out();
		close(descriptor);
		if (!told)
			break;
		failures++;
	}
	mem_fail_after(-1, false);
	assert_true(failures > 0);
	expect_written(write, report, whole);
	free(whole);
}

#endif
