/* SPDX-License-Identifier: MIT */
/*
 * Whole captures: how many packets, the same bytes for the same seed, nothing lost when memory runs out. What other
 * programs make of them, tests/capture has judged.
 */
#include "../../capture/sample_call.h"
#include "base/mem.h"
#include "support.h"

static struct file_bytes capture(
	const struct sample *ends, const struct call *call, uint32_t n, struct capture_counts *counts)
{
	struct capture_plan plan = sample_plan(ends, n);
	struct out out = out_file("x.pcap");
	struct file_bytes bytes;

	assert_null(capture_complaint_of_link(&ends->link));
	assert_null(capture_complaint_of_use(&plan, plan.use));
	assert_true(capture_write(&plan, call, &out, counts));
	assert_int_equal(out_close(&out, true), OUT_OK);
	assert_int_equal(file_read("x.pcap", 1 << 26, &bytes), FILE_OK);
	return bytes;
}

static struct capture_counts count(const struct sample *ends, const struct call *call)
{
	struct capture_counts counts;
	struct file_bytes bytes = capture(ends, call, 1, &counts);

	mem_free(bytes.data);
	return counts;
}

/* Handshake 3, messages 7, streams of 2 s / 20 ms = 100 packets each, three delayed ACKs over TCP. */
static void a_call_has_as_many_packets_as_it_must(void **state)
{
	struct sample ends = sample_ends(CAPTURE_UDP);
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

static void audio_runs_only_where_it_passes(void **state)
{
	struct sample ends = sample_ends(CAPTURE_UDP);
	struct call call = SAMPLE(BASIC);
	struct capture_counts counts;
	struct file_bytes bytes;

	(void)state;
	ends.use.audio.passes = false;
	ends.use.audio.ip[0] = "10.99.0.7";
	bytes = capture(&ends, &call, 1, &counts);
	assert_int_equal(counts.streams, 0);
	assert_int_equal(counts.packets, 7);
	assert_non_null(memmem(bytes.data, bytes.size, "c=IN IP4 10.99.0.7\r\n", 20));
	mem_free(bytes.data);
	ends.use.audio.passes = true;
	ends.use.hides_sip = true;
	counts = count(&ends, &call);
	assert_int_equal(counts.messages, 0);
	assert_int_equal(counts.packets, 200);
}

static void the_use_says_the_codec(void **state)
{
	struct sample ends = sample_ends(CAPTURE_UDP);
	struct call call = SAMPLE(BASIC);
	struct capture_counts counts;
	struct file_bytes bytes;

	(void)state;
	ends.use.audio.codec = "g729";
	bytes = capture(&ends, &call, 1, &counts);
	assert_non_null(memmem(bytes.data, bytes.size, "RTP/AVP 18 0 8 101\r\n", 20)); /* offer */
	assert_non_null(memmem(bytes.data, bytes.size, "RTP/AVP 18 101\r\n", 16));     /* answer */
	mem_free(bytes.data);
	/* G.723.1 speaks every 30 ms: 67 packets in 2 s. */
	ends.use.audio.codec = "g723";
	assert_int_equal(count(&ends, &call).packets, 7 + 2 * 67);
}

/* Two attempts of one call, over trunks with addresses of their own; each has its own reason. */
static void each_attempt_has_its_link(void **state)
{
	const struct sample sample = sample_ends(CAPTURE_TCP);
	struct capture_link links[2] = { sample.link, sample.link };
	struct capture_use uses[2] = { sample.use, sample.use };
	struct capture_plan plan = { .link = links, .n_link = 2, .use = uses, .n_use = 2, .seed = 1 };
	struct call call = SAMPLE(FAILOVER);
	struct capture_counts counts;
	struct file_bytes bytes;
	struct out out = out_file("x.pcap");

	(void)state;
	links[0].vlan = 7;
	links[1].end[0].ip = "10.20.0.12";
	uses[1].link = 1;
	uses[1].reason = "Q.850;cause=41";
	for (unsigned i = 0; i < 2; i++)
		uses[i].audio.port[0] = uses[i].audio.port[1] = 20000;
	assert_true(capture_write(&plan, &call, &out, &counts));
	assert_int_equal(out_close(&out, true), OUT_OK);
	assert_int_equal(file_read("x.pcap", 1 << 20, &bytes), FILE_OK);
	assert_int_equal(counts.messages, 9);
	/* 10.20.0.11 is in the first INVITE's Via, .12 in the second's: one each. */
	assert_non_null(memmem(bytes.data, bytes.size, "Via: SIP/2.0/TCP 10.20.0.11:5068", 32));
	assert_non_null(memmem(bytes.data, bytes.size, "Via: SIP/2.0/TCP 10.20.0.12:5068", 32));
	assert_non_null(memmem(bytes.data, bytes.size, "Reason: Q.850;cause=41\r\n", 24));
	mem_free(bytes.data);
}

static void the_seed_alone_decides(void **state)
{
	struct sample ends = sample_ends(CAPTURE_TCP);
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
	struct sample ends = sample_ends(CAPTURE_TCP);
	struct call call = SAMPLE(ODD);
	struct capture_counts counts = count(&ends, &call);

	(void)state;
	assert_int_equal(counts.skipped, 7);
	assert_int_equal(counts.packets, 0);
	call.n_message = 0;
	assert_int_equal(count(&ends, &call).packets, 0);
}

/* Refused: SYN and RST. Waited for 10 s: SYN at 0, 1, 3, 7 s (RFC 6298). */
static void nobody_takes_the_connection(void **state)
{
	struct sample ends = sample_ends(CAPTURE_TCP);
	struct call call = SAMPLE(REFUSED);

	(void)state;
	assert_int_equal(count(&ends, &call).packets, 2);
	assert_int_equal(count(&ends, &call).messages, 0);
	call = SAMPLE(SILENT);
	ends.use.end = 10000 * MS;
	assert_int_equal(count(&ends, &call).packets, 4);
	assert_int_equal(count(&ends, &call).messages, 0);
}

/* What refuses has no open connections either: SYN and RST again, no repetitions. */
static void a_refusal_closes_what_was_open(void **state)
{
	static const struct call_message CLOSED[] = {
		{ 0, SERVER, PEER, "OPTIONS", false, false },
		{ 0, PEER, SERVER, "200 OK (OPTIONS)", false, false },
		{ 1000 * MS, SERVER, PEER, CALL_CONNECTION_REFUSED, false, true },
	};
	struct sample ends = sample_ends(CAPTURE_TCP);
	struct call call = SAMPLE(CLOSED);
	struct capture_counts counts;

	(void)state;
	counts = count(&ends, &call);
	assert_int_equal(counts.messages, 2);
	assert_int_equal(counts.packets, 3 + 2 + 1 + 2); /* handshake, messages, a delayed ACK, SYN and RST */
}

/* A client opens the connection, whoever sends the first request. */
static void nobody_connects_to_a_client(void **state)
{
	static const struct call_message INBOUND[] = { { 0, PEER, SERVER, "OPTIONS", false, false } };
	struct sample ends = sample_ends(CAPTURE_TCP);
	struct call call = SAMPLE(INBOUND);
	struct capture_counts counts;
	struct file_bytes bytes;

	(void)state;
	ends.link.end[0].is_client = true;
	bytes = capture(&ends, &call, 1, &counts);
	/* The SYN is the first packet: from 10.20.0.11, in the header after the file's 24 and the packet's 16 bytes. */
	assert_memory_equal(bytes.data + 24 + 16 + 14 + 12, "\x0a\x14\x00\x0b", 4);
	mem_free(bytes.data);
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
	struct sample ends = sample_ends(CAPTURE_TCP);
	struct call call = SAMPLE(LOST);
	struct capture_counts counts = count(&ends, &call);

	(void)state;
	assert_int_equal(counts.messages, 4);
	/* Two handshakes, four messages, five repetitions (after 1, 3, 7, 15, 31 s), two delayed ACKs. */
	assert_int_equal(counts.packets, 6 + 4 + 5 + 2);
}

/* The n-th stream at port + 2n, from an even one (RFC 3550 11), beginning again after all are used. */
static void media_ports_are_even_and_in_range(void **state)
{
	(void)state;
	assert_int_equal(capture_media_port(65531, 0, 0), 65532);
	assert_int_equal(capture_media_port(65531, 0, 1), 65534);
	assert_int_equal(capture_media_port(65531, 0, 2), 65532);
	assert_int_equal(capture_media_port(20001, 5, 1), 20004);
	assert_int_equal(capture_media_port(20001, 5, 2), 20002);
	assert_int_equal(capture_media_port(65534, 1, 9), 65534);
}

static void complaints_are_made(void **state)
{
	const struct sample good = sample_ends(CAPTURE_TCP);
	struct capture_link link = good.link;
	struct capture_plan plan = sample_plan(&good, 1);
	struct capture_use use = plan.use[0];

	(void)state;
	assert_null(capture_complaint_of_link(&link));
	link.end[1].ip = "sbc.example";
	assert_non_null(capture_complaint_of_link(&link));
	link = good.link;
	link.end[1].ip = "2001:db8::1";
	assert_non_null(capture_complaint_of_link(&link));
	link = good.link;
	link.end[0].port = 0;
	assert_non_null(capture_complaint_of_link(&link));
	link = good.link;
	link.vlan = 4095;
	assert_non_null(capture_complaint_of_link(&link));
	link = good.link;
	link.mss = 1461;
	assert_non_null(capture_complaint_of_link(&link));
	assert_null(capture_complaint_of_use(&plan, &use));
	use.audio.port[0] = 65535;
	assert_non_null(capture_complaint_of_use(&plan, &use));
	use = plan.use[0];
	use.audio.dscp = 64;
	assert_non_null(capture_complaint_of_use(&plan, &use));
	use = plan.use[0];
	use.audio.ip[1] = "2001:db8::1";
	assert_non_null(capture_complaint_of_use(&plan, &use));
	use = plan.use[0];
	use.proxied = "nowhere";
	assert_non_null(capture_complaint_of_use(&plan, &use));
}

static void every_allocation_may_fail(void **state)
{
	struct sample ends = sample_ends(CAPTURE_TCP);
	struct call call[2] = { SAMPLE(BASIC), SAMPLE(EARLY) };
	const struct capture_plan plan = sample_plan(&ends, 2);
	struct capture_counts counts;
	bool done = false;
	int n = 0;

	(void)state;
	for (; !done; n++) {
		struct out out = out_file("x.pcap");
		enum out_status status;

		mem_fail_after(n, false);
		done = capture_write(&plan, call, &out, &counts);
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
		IN_FOLDER(audio_runs_only_where_it_passes),
		IN_FOLDER(the_use_says_the_codec),
		IN_FOLDER(each_attempt_has_its_link),
		IN_FOLDER(the_seed_alone_decides),
		IN_FOLDER(what_belongs_to_nothing_is_counted),
		IN_FOLDER(nobody_takes_the_connection),
		IN_FOLDER(a_refusal_closes_what_was_open),
		IN_FOLDER(nobody_connects_to_a_client),
		IN_FOLDER(a_lost_message_ends_its_connection),
		IN_FOLDER(media_ports_are_even_and_in_range),
		IN_FOLDER(complaints_are_made),
		IN_FOLDER(every_allocation_may_fail),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
