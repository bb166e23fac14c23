/* SPDX-License-Identifier: MIT */
/*
 * Packets as bytes. Checksums are verified the way a receiver does (RFC 1071: the sum with the checksum in it is all
 * ones), not with the code that made them.
 */
#include "capture/pcap.h"
#include "capture/rtp.h"
#include "capture/tcp.h"
#include "support.h"

static struct pcap_path path_of(const char *from, const char *to)
{
	struct pcap_path path = { .from_port = 5068, .to_port = 5060 };

	assert_true(address_parse(str_of(from), &path.from));
	assert_true(address_parse(str_of(to), &path.to));
	return path;
}

static unsigned word(const uint8_t *at)
{
	return (unsigned)at[0] << 8 | at[1];
}

/* Sum of 16-bit words, one's complement, byte by byte. */
static unsigned receiver_sum(unsigned sum, const uint8_t *at, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		sum += i % 2 == 0 ? (unsigned)at[i] << 8 : at[i];
		if (sum > 0xffff)
			sum -= 0xffff;
	}
	return sum;
}

static void expect_checksums(const struct pcap_frame *frame)
{
	const uint8_t *ip = frame->bytes + frame->ip;
	size_t length = (size_t)frame->length - frame->transport;
	bool is_v4 = ip[0] >> 4 == 4;
	unsigned sum = receiver_sum(0, is_v4 ? ip + 12 : ip + 8, is_v4 ? 8 : 32);

	if (is_v4)
		assert_int_equal(receiver_sum(0, ip, 20), 0xffff);
	sum = receiver_sum(
		sum + (is_v4 ? ip[9] : ip[6]) + (unsigned)length, frame->bytes + frame->transport, length);
	assert_int_equal(sum, 0xffff);
}

/* Example of RFC 1071 section 3: 00 01 f2 03 f4 f5 f6 f7 sum to ddf2. */
static void sums_are_those_of_the_rfc(void **state)
{
	static const uint8_t BYTES[] = { 0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7 };

	(void)state;
	assert_int_equal(pcap_sum(0, BYTES, sizeof(BYTES)), 0xddf2);
	assert_int_equal(pcap_checksum(0xddf2), 0x220d);
	assert_int_equal(pcap_sum(0, BYTES, 3), 0xf201); /* an odd end is padded with zero */
	assert_int_equal(pcap_sum(0, NULL, 0), 0);
}

static void a_datagram_has_all_its_headers(void **state)
{
	struct pcap_path path = path_of("10.20.0.11", "10.30.0.5");
	struct pcap_frame frame;
	static const uint8_t START[] = { 0x02, 0, 10, 30, 0, 5, 0x02, 0, 10, 20, 0, 11, 0x81, 0x00, 0x00,
		0xd2, 0x08, 0x00, 0x45, 46 << 2, 0, 31, 0x12, 0x34, 0, 0, 64, 17 };

	(void)state;
	path.vlan = 210;
	path.dscp = 46;
	pcap_make_udp(&frame, &path, 0x1234, "abc", 3);
	assert_int_equal(frame.length, PCAP_RECORD + 14 + 4 + 20 + 8 + 3);
	assert_memory_equal(frame.bytes + PCAP_RECORD, START, sizeof(START));
	assert_int_equal(word(frame.bytes + frame.transport), 5068);
	assert_int_equal(word(frame.bytes + frame.transport + 2), 5060);
	assert_int_equal(word(frame.bytes + frame.transport + 4), 11);
	assert_memory_equal(frame.bytes + frame.payload, "abc", 3);
	expect_checksums(&frame);
}

static void checksums_are_right_for_every_length(void **state)
{
	static const char *const ADDRESS[][2] = { { "10.0.0.1", "192.0.2.9" },
		{ "2001:db8::1", "2001:db8:1::2" } };
	struct dice dice = { 7 };
	char data[PCAP_UDP_MOST];

	(void)state;
	for (size_t i = 0; i < sizeof(data); i++)
		data[i] = (char)roll(&dice, 256);
	for (size_t family = 0; family < 2; family++)
		for (size_t length = 0; length <= sizeof(data); length++) {
			struct pcap_path path = path_of(ADDRESS[family][0], ADDRESS[family][1]);
			struct pcap_segment segment = { roll(&dice, UINT32_MAX), roll(&dice, UINT32_MAX),
				TCP_ACK, 0 };
			struct pcap_frame frame;

			pcap_make_udp(&frame, &path, (uint16_t)length, data, length);
			expect_checksums(&frame);
			if (length > PCAP_MTU - 40 - 20)
				continue;
			pcap_make_tcp(&frame, &path, (uint16_t)length, &segment, data, length);
			expect_checksums(&frame);
		}
}

static void what_does_not_fit_is_cut(void **state)
{
	struct pcap_path path = path_of("10.0.0.1", "10.0.0.2");
	struct pcap_segment segment = { 1, 2, TCP_ACK, 0 };
	struct pcap_frame frame;
	char data[4000] = { 0 };

	(void)state;
	pcap_make_udp(&frame, &path, 0, data, sizeof(data));
	assert_int_equal(frame.length - frame.payload, PCAP_UDP_MOST);
	pcap_make_tcp(&frame, &path, 0, &segment, data, sizeof(data));
	assert_int_equal(frame.length - frame.ip, PCAP_MTU);
}

/* The file in the output's buffer: nothing is flushed below 64 KiB. */
static const uint8_t *written(const struct out *out)
{
	return (const uint8_t *)buf_text(&out->pending);
}

static void times_are_nanoseconds_from_the_epoch(void **state)
{
	struct out out = out_standard(1);
	struct pcap pcap = pcap_start(&out, 1000);
	struct pcap_path path = path_of("10.0.0.1", "10.0.0.2");
	static const uint8_t HEADER[24] = { 0x4d, 0x3c, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff,
		0xff, 0, 0, 1, 0, 0, 0 };
	static const uint8_t RECORD[16] = { 0xe9, 0x03, 0, 0, 5, 0, 0, 0, 43, 0, 0, 0, 43, 0, 0, 0 };
	static const uint8_t EARLIER[8] = { 0xe7, 0x03, 0, 0, 0xff, 0xc9, 0x9a, 0x3b };
	struct pcap_frame frame;

	(void)state;
	pcap_make_udp(&frame, &path, 0, "x", 1);
	pcap_put(&pcap, INT64_C(1000000005), &frame);
	pcap_put(&pcap, -1, &frame);
	assert_int_equal(pcap.packets, 2);
	assert_memory_equal(written(&out), HEADER, sizeof(HEADER));
	assert_memory_equal(written(&out) + 24, RECORD, sizeof(RECORD));
	assert_memory_equal(
		written(&out) + 24 + 16 + 43, EARLIER, sizeof(EARLIER)); /* 999 s and 999999999 ns */
	assert_int_equal(out_close(&out, false), OUT_OK);
}

static void audio_counts_on_and_stays_right(void **state)
{
	static const bool ENCRYPTED[] = { false, true };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(ENCRYPTED); i++) {
		struct out out = out_standard(1);
		struct pcap pcap = pcap_start(&out, 0);
		struct pcap_path path = path_of("10.0.0.1", "10.0.0.2");
		struct rtp_stream stream;
		unsigned first = 0;

		rtp_start(&stream, &path, sip_codec_find("g711a"), ENCRYPTED[i], 5, 0, INT64_MAX);
		stream.sequence = 0xfffe;
		stream.timestamp = 0xffffff00; /* both wrap */
		for (unsigned n = 0; n < 50; n++) {
			const uint8_t *rtp = stream.frame.bytes + stream.frame.payload;

			rtp_put(&stream, &pcap);
			expect_checksums(&stream.frame);
			first += rtp[1] >> 7;
			assert_int_equal(rtp[1] & 0x7f, 8);
			assert_int_equal(word(rtp + 2), (0xfffe + n) & 0xffff);
			assert_int_equal((uint32_t)word(rtp + 4) << 16 | word(rtp + 6),
				(uint32_t)(0xffffff00 + 160 * n));
			assert_int_equal(
				stream.frame.length - stream.frame.payload, 172 + (ENCRYPTED[i] ? 10 : 0));
		}
		assert_int_equal(first, 1);
		assert_int_equal(stream.next, INT64_C(1000000000));
		assert_int_equal(out_close(&out, false), OUT_OK);
	}
}

/* Numbers after RFC 9293 3.4: SYN and every byte count one. */
static void a_connection_numbers_its_bytes(void **state)
{
	struct out out = out_standard(1);
	struct pcap pcap = pcap_start(&out, 0);
	struct pcap_path path = path_of("10.0.0.1", "10.0.0.2");
	struct tcp_connection tcp;
	uint32_t start[2];

	(void)state;
	tcp_start(&tcp, &path, 2, 9);
	start[0] = tcp.side[0].next;
	start[1] = tcp.side[1].next;
	tcp_syn(&tcp, &pcap, 0, 0);
	assert_int_equal(tcp.side[0].next, start[0]); /* may be repeated */
	tcp_syn_ack(&tcp, &pcap, 0, 0);
	tcp_ack(&tcp, &pcap, 0, 0, true);
	assert_int_equal(tcp.side[0].next, start[0] + 1);
	assert_int_equal(tcp.side[0].acked, start[1] + 1);
	assert_int_equal(tcp_send(&tcp, &pcap, 0, 0, "12345", 5), 3);
	assert_int_equal(tcp.side[0].next, start[0] + 6);
	tcp_ack(&tcp, &pcap, 0, 1, false);
	tcp_ack(&tcp, &pcap, 0, 1, false); /* nothing is left to acknowledge */
	assert_int_equal(tcp.side[1].acked, start[0] + 6);
	assert_int_equal(pcap.packets, 7);
	tcp_take_back(&tcp, 0, 5);
	assert_int_equal(tcp.side[0].next, start[0] + 1);
	assert_int_equal(out_close(&out, false), OUT_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sums_are_those_of_the_rfc),
		cmocka_unit_test(a_datagram_has_all_its_headers),
		cmocka_unit_test(checksums_are_right_for_every_length),
		cmocka_unit_test(what_does_not_fit_is_cut),
		cmocka_unit_test(times_are_nanoseconds_from_the_epoch),
		cmocka_unit_test(audio_counts_on_and_stays_right),
		cmocka_unit_test(a_connection_numbers_its_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
