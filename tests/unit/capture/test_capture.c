/* SPDX-License-Identifier: MIT */
/*
 * Whole captures: how many packets, the same bytes for the same seed, nothing lost when memory runs out. What other
 * programs make of them, tests/capture has judged.
 */
#include "../../capture/sample_call.h"
#include "base/mem.h"
#include "support.h"

static struct file_bytes capture(const struct capture_endpoints *ends, const struct call *call, uint32_t n,
	struct capture_counts *counts)
{
	struct out out = out_file("x.pcap");
	struct file_bytes bytes;

	assert_null(capture_complaint(ends));
	assert_true(capture_write(ends, call, n, &out, counts));
	assert_int_equal(out_close(&out, true), OUT_OK);
	assert_int_equal(file_read("x.pcap", 1 << 26, &bytes), FILE_OK);
	return bytes;
}

static struct capture_counts count(const struct capture_endpoints *ends, const struct call *call)
{
	struct capture_counts counts;
	struct file_bytes bytes = capture(ends, call, 1, &counts);

	mem_free(bytes.data);
	return counts;
}

/* Handshake 3, messages 7, streams of 2 s / 20 ms = 100 packets each, three delayed ACKs over TCP. */
static void a_call_has_as_many_packets_as_it_must(void **state)
{
	struct capture_endpoints ends = sample_ends(CAPTURE_UDP);
	struct call call = SAMPLE(BASIC);
	struct capture_counts counts = count(&ends, &call);

	(void)state;
	assert_int_equal(counts.messages, 7);
	assert_int_equal(counts.streams, 2);
	assert_int_equal(counts.packets, 7 + 200);
	assert_int_equal(counts.skipped, 0);
	ends = sample_ends(CAPTURE_TCP);
	counts = count(&ends, &call);
	assert_in_range(counts.packets, 3 + 7 + 200 + 1, 3 + 7 + 200 + 7);
}

static void audio_runs_only_where_the_path_says(void **state)
{
	static const char *const PAST[] = { "sales", PEER, "pstn" };
	struct capture_endpoints ends = sample_ends(CAPTURE_UDP);
	struct call call = SAMPLE(BASIC);
	struct capture_counts counts;
	struct file_bytes bytes;

	(void)state;
	call.media = PAST;
	call.n_media = ARRAY_LEN(PAST);
	ends.end[0].bypass_ip = "10.99.0.7";
	bytes = capture(&ends, &call, 1, &counts);
	assert_int_equal(counts.streams, 0);
	assert_int_equal(counts.packets, 7);
	assert_non_null(memmem(bytes.data, bytes.size, "c=IN IP4 10.99.0.7\r\n", 20));
	mem_free(bytes.data);
}

static void hops_choose_the_codec(void **state)
{
	struct capture_endpoints ends = sample_ends(CAPTURE_UDP);
	struct call call = SAMPLE(BASIC);
	struct call_hop hop = { SERVER, PEER, "", "udp", "rtp", "g729", 24 };
	struct capture_counts counts;
	struct file_bytes bytes;

	(void)state;
	call.hop = &hop;
	call.n_hop = 1;
	bytes = capture(&ends, &call, 1, &counts);
	assert_non_null(memmem(bytes.data, bytes.size, "RTP/AVP 18 0 8 101\r\n", 20)); /* offer */
	assert_non_null(memmem(bytes.data, bytes.size, "RTP/AVP 18 101\r\n", 16));     /* answer */
	mem_free(bytes.data);
}

static void the_seed_alone_decides(void **state)
{
	struct capture_endpoints ends = sample_ends(CAPTURE_TCP);
	struct call call[2] = { SAMPLE(EARLY), SAMPLE(FAILOVER) };
	struct capture_counts counts;
	struct file_bytes first = capture(&ends, call, 2, &counts);
	struct file_bytes again = capture(&ends, call, 2, &counts);
	struct file_bytes other;

	(void)state;
	ends.seed = 2;
	other = capture(&ends, call, 2, &counts);
	assert_int_equal(first.size, again.size);
	assert_memory_equal(first.data, again.data, first.size);
	assert_true(other.size != first.size || memcmp(first.data, other.data, first.size) != 0);
	mem_free(first.data);
	mem_free(again.data);
	mem_free(other.data);
}

static void what_belongs_to_nothing_is_counted(void **state)
{
	static const struct call_message ODD[] = {
		{ 0, PEER, SERVER, "200 OK (INVITE)", false, false },
		{ 0, SERVER, PEER, "BYE", false, false }, { 0, SERVER, PEER, "SYN", false, false },
		{ 0, SERVER, PEER, "20", false, false }, { 0, SERVER, PEER, "", false, false },
		{ 0, SERVER, PEER, "200 OK (", false, false },
		{ 0, SERVER, PEER, "200 OK (WHAT)", false, false },
		{ 0, "fe", SERVER, "INVITE", false, false }, /* another link, not ours to count */
	};
	struct capture_endpoints ends = sample_ends(CAPTURE_TCP);
	struct call call = SAMPLE(ODD);
	struct capture_counts counts = count(&ends, &call);

	(void)state;
	assert_int_equal(counts.skipped, 7);
	assert_int_equal(counts.packets, 0);
	call.n_message = 0;
	assert_int_equal(count(&ends, &call).packets, 0);
}

/* Given up within a millisecond: SYN and RST. Waited for 10 s: SYN at 0, 1, 3, 7 s (RFC 6298). */
static void nobody_takes_the_connection(void **state)
{
	struct capture_endpoints ends = sample_ends(CAPTURE_TCP);
	struct call call = SAMPLE(SILENT);
	struct call_attempt attempt = { "", "t1", "", 0, 0, 0, "" };

	(void)state;
	call.attempt = &attempt;
	call.n_attempt = 1;
	assert_int_equal(count(&ends, &call).packets, 2);
	attempt.end = 10000 * MS;
	assert_int_equal(count(&ends, &call).packets, 4);
	assert_int_equal(count(&ends, &call).messages, 0);
}

/* A message that was lost on a connection is repeated there; what follows takes another one. */
static void a_lost_message_ends_its_connection(void **state)
{
	static const struct call_message LOST[] = {
		{ 0, SERVER, PEER, "OPTIONS", false, false },
		{ 0, PEER, SERVER, "200 OK (OPTIONS)", false, false },
		{ 1000 * MS, SERVER, PEER, "OPTIONS", false, true },
		{ 60000 * MS, SERVER, PEER, "OPTIONS", false, false },
	};
	struct capture_endpoints ends = sample_ends(CAPTURE_TCP);
	struct call call = SAMPLE(LOST);
	struct capture_counts counts = count(&ends, &call);

	(void)state;
	assert_int_equal(counts.messages, 4);
	/* Two handshakes, four messages, five repetitions (after 1, 3, 7, 15, 31 s), two delayed ACKs. */
	assert_int_equal(counts.packets, 6 + 4 + 5 + 2);
}

/* The n-th call at port + 2n, from an even one (RFC 3550 11), beginning again after all are used. */
static void media_ports_are_even_and_in_range(void **state)
{
	struct capture_endpoints ends = sample_ends(CAPTURE_UDP);
	struct call call[3] = { SAMPLE(BASIC), SAMPLE(BASIC), SAMPLE(BASIC) };
	struct capture_counts counts;
	struct file_bytes bytes;

	(void)state;
	ends.end[0].media_port = 65531;
	ends.end[1].media_port = 20001;
	ends.end[1].media_ports = 5;
	bytes = capture(&ends, call, 3, &counts);
	assert_non_null(memmem(bytes.data, bytes.size, "m=audio 65532 ", 14));
	assert_non_null(memmem(bytes.data, bytes.size, "m=audio 65534 ", 14));
	assert_non_null(memmem(bytes.data, bytes.size, "m=audio 20002 ", 14));
	assert_non_null(memmem(bytes.data, bytes.size, "m=audio 20004 ", 14));
	assert_null(memmem(bytes.data, bytes.size, "m=audio 0 ", 10));
	assert_null(memmem(bytes.data, bytes.size, "m=audio 20006 ", 14));
	mem_free(bytes.data);
}

static void complaints_are_made(void **state)
{
	struct capture_endpoints good = sample_ends(CAPTURE_TCP);
	struct capture_endpoints ends = good;

	(void)state;
	assert_null(capture_complaint(&good));
	ends.end[1].ip = "sbc.example";
	assert_non_null(capture_complaint(&ends));
	ends = good;
	ends.end[1].ip = "2001:db8::1";
	assert_non_null(capture_complaint(&ends));
	ends = good;
	ends.end[0].port = 0;
	assert_non_null(capture_complaint(&ends));
	ends = good;
	ends.end[0].media_port = 65535;
	assert_non_null(capture_complaint(&ends));
	ends = good;
	ends.vlan = 4095;
	assert_non_null(capture_complaint(&ends));
	ends = good;
	ends.mss = 1461;
	assert_non_null(capture_complaint(&ends));
	ends = good;
	ends.audio_dscp = 64;
	assert_non_null(capture_complaint(&ends));
}

static void every_allocation_may_fail(void **state)
{
	struct capture_endpoints ends = sample_ends(CAPTURE_TCP);
	struct call call[2] = { SAMPLE(BASIC), SAMPLE(EARLY) };
	struct capture_counts counts;
	bool done = false;
	int n = 0;

	(void)state;
	for (; !done; n++) {
		struct out out = out_file("x.pcap");
		enum out_status status;

		mem_fail_after(n, false);
		done = capture_write(&ends, call, 2, &out, &counts);
		status = out_close(&out, done);
		done = done && status == OUT_OK;
		assert_true(done != mem_ran_out());
		mem_fail_after(-1, false);
	}
	assert_in_range(n, 10, 1000);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter_folder, leave_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_call_has_as_many_packets_as_it_must),
		IN_FOLDER(audio_runs_only_where_the_path_says),
		IN_FOLDER(hops_choose_the_codec),
		IN_FOLDER(the_seed_alone_decides),
		IN_FOLDER(what_belongs_to_nothing_is_counted),
		IN_FOLDER(nobody_takes_the_connection),
		IN_FOLDER(a_lost_message_ends_its_connection),
		IN_FOLDER(media_ports_are_even_and_in_range),
		IN_FOLDER(complaints_are_made),
		IN_FOLDER(every_allocation_may_fail),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
