/* SPDX-License-Identifier: MIT */
/*
 * Bytes are worked out by hand from the headers' sizes: IPv4 20 (RFC 791), IPv6 40 (RFC 8200), UDP 8, RTP 12,
 * GRE 4 or 12 (RFC 2784, RFC 2890), ESP 8 + IV + padding + 2 + check value (RFC 4303). Planning figures are those of
 * "Network bandwidth requirements for media traffic in Lync Server 2013".
 */
#include "model/bandwidth.h"
#include "support.h"

#define CBC_SHA1 STR_INIT("aes-128-cbc-sha1")
#define G711 \
	{ \
		.codec = STR_INIT("g711u"), .packet_ms = 20 \
	}

static void assert_kbps(double value, double expected)
{
	if (value < expected - 1e-9 || value > expected + 1e-9)
		fail_msg("%.9f is not %.9f kbit/s", value, expected);
}

/* One packet of G.711 every 20 ms; frames at 50 a second are 8 * 50 / 1000 kbit/s a byte. */
static const struct case_of_g711 {
	const char *what;
	bool encrypted, short_tag, tunnelled;
	struct encapsulation tunnel;
	unsigned bytes;
	double kbps, ethernet_kbps, tagged_kbps;
} g711_cases[] = {
	{ .what = "plain", .bytes = 200, .kbps = 80.0, .ethernet_kbps = 87.2, .tagged_kbps = 88.8 },
	{ .what = "SRTP",
		.encrypted = true,
		.bytes = 210,
		.kbps = 84.0,
		.ethernet_kbps = 91.2,
		.tagged_kbps = 92.8 },
	{ .what = "SRTP, short tag",
		.encrypted = true,
		.short_tag = true,
		.bytes = 204,
		.kbps = 81.6,
		.ethernet_kbps = 88.8,
		.tagged_kbps = 90.4 },
	{ .what = "GRE",
		.tunnelled = true,
		.tunnel = { .gre = true },
		.bytes = 224,
		.kbps = 89.6,
		.ethernet_kbps = 96.8,
		.tagged_kbps = 98.4 },
	{ .what = "GRE with key and sequence number",
		.tunnelled = true,
		.tunnel = { .gre = true, .gre_key_and_sequence = true },
		.bytes = 232,
		.kbps = 92.8,
		.ethernet_kbps = 100.0,
		.tagged_kbps = 101.6 },
	{ .what = "ESP, CBC and SHA-1",
		.tunnelled = true,
		.tunnel = { .cipher = CBC_SHA1 },
		.bytes = 264,
		.kbps = 105.6,
		.ethernet_kbps = 112.8,
		.tagged_kbps = 114.4 },
	{ .what = "ESP, CBC and SHA-256",
		.tunnelled = true,
		.tunnel = { .cipher = STR_INIT("aes-256-cbc-sha256") },
		.bytes = 268,
		.kbps = 107.2,
		.ethernet_kbps = 114.4,
		.tagged_kbps = 116.0 },
	{ .what = "ESP, GCM",
		.tunnelled = true,
		.tunnel = { .cipher = STR_INIT("aes-256-gcm") },
		.bytes = 256,
		.kbps = 102.4,
		.ethernet_kbps = 109.6,
		.tagged_kbps = 111.2 },
	{ .what = "GRE in ESP, transport mode",
		.tunnelled = true,
		.tunnel = { .gre = true, .esp_transport = true, .cipher = CBC_SHA1 },
		.bytes = 264,
		.kbps = 105.6,
		.ethernet_kbps = 112.8,
		.tagged_kbps = 114.4 },
	{ .what = "GRE in ESP, tunnel mode",
		.tunnelled = true,
		.tunnel = { .gre = true, .cipher = CBC_SHA1 },
		.bytes = 296,
		.kbps = 118.4,
		.ethernet_kbps = 125.6,
		.tagged_kbps = 127.2 },
	{ .what = "ESP in UDP",
		.tunnelled = true,
		.tunnel = { .cipher = CBC_SHA1, .nat_traversal = true },
		.bytes = 272,
		.kbps = 108.8,
		.ethernet_kbps = 116.0,
		.tagged_kbps = 117.6 },
};

static void g711_in_every_encapsulation(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(g711_cases); i++) {
		const struct case_of_g711 *c = &g711_cases[i];
		struct stream stream = G711;
		const struct encapsulation *tunnel = c->tunnelled ? &c->tunnel : NULL;
		unsigned bytes;

		stream.encrypted = c->encrypted;
		stream.srtp_tag_of_4 = c->short_tag;
		bytes = bandwidth_packet(&stream, tunnel);
		if (bytes != c->bytes)
			fail_msg("%s: %u bytes, not %u", c->what, bytes, c->bytes);
		assert_kbps(bandwidth_wire_kbps(&stream, tunnel), c->kbps);
		assert_kbps((bytes + ETHERNET_BYTES) * 0.4, c->ethernet_kbps);
		assert_kbps((bytes + ETHERNET_TAGGED_BYTES) * 0.4, c->tagged_kbps);
	}
}

/* 23 calls, the channels of a T1: plain, GRE, and GRE in an ESP tunnel. */
static void a_trunk_of_23_calls(void **state)
{
	struct stream stream = G711;
	struct encapsulation gre = { .gre = true };
	struct encapsulation both = { .gre = true, .cipher = CBC_SHA1 };

	(void)state;
	assert_kbps(23 * bandwidth_wire_kbps(&stream, NULL), 1840.0);
	assert_kbps(23 * bandwidth_wire_kbps(&stream, &gre), 2060.8);
	assert_kbps(23 * bandwidth_wire_kbps(&stream, &both), 2723.2);
}

/* How many fit into 2048 kbit/s: 25 plain, 17 through GRE and ESP. */
static void calls_on_a_2_megabit_link(void **state)
{
	struct stream stream = G711;
	struct encapsulation both = { .gre = true, .cipher = CBC_SHA1 };

	(void)state;
	assert_int_equal((int)(2048.0 / bandwidth_wire_kbps(&stream, NULL)), 25);
	assert_int_equal((int)(2048.0 / bandwidth_wire_kbps(&stream, &both)), 17);
}

static unsigned bytes_through(const char *cipher)
{
	struct stream stream = G711;
	struct encapsulation tunnel = { .cipher = str_of(cipher) };

	return bandwidth_packet(&stream, &tunnel);
}

/* 200 bytes inside; 20 + 8 outside. */
static void ciphers_by_name(void **state)
{
	(void)state;
	assert_int_equal(bytes_through(""), 200);
	assert_int_equal(bytes_through("none"), 200);
	assert_int_equal(bytes_through("aes-128-cbc"), 28 + 16 + 208 + 12);
	assert_int_equal(bytes_through("aes-256-cbc-sha2-256"), 28 + 16 + 208 + 16);
	assert_int_equal(bytes_through("aes-256-cbc-sha384"), 28 + 16 + 208 + 24);
	assert_int_equal(bytes_through("aes-256-cbc-sha512"), 28 + 16 + 208 + 32);
	assert_int_equal(bytes_through("AES-128-GCM"), 28 + 8 + 204 + 16);
	assert_int_equal(bytes_through("aes-128-ccm"), 28 + 8 + 204 + 16);
	assert_int_equal(bytes_through("chacha20-poly1305"), 28 + 8 + 204 + 16);
	assert_int_equal(bytes_through("aes-128-ctr-sha1"), 28 + 8 + 204 + 12);
	assert_int_equal(bytes_through("3des-sha1"), 28 + 8 + 208 + 12);
	assert_int_equal(bytes_through("null-sha256"), 28 + 204 + 16);
	assert_int_equal(bytes_through("something"), 28 + 16 + 208 + 12);
}

/* What ESP encrypts is filled up to whole blocks, its two bytes at the end included. */
static void padding_is_what_is_missing(void **state)
{
	struct stream stream = { .codec = STR_INIT("g711u"), .packet_ms = 10 };
	struct encapsulation tunnel = { .cipher = CBC_SHA1 };

	(void)state;
	/* 120 + 2 = 122, padded to 128. */
	assert_int_equal(bandwidth_packet(&stream, &tunnel), 28 + 16 + 128 + 12);
	/* SRTP with the short tag, key and sequence number: 120 + 4 + 32 + 2 = 158, padded to 160. */
	stream.encrypted = true;
	stream.srtp_tag_of_4 = true;
	tunnel.gre = true;
	tunnel.gre_key_and_sequence = true;
	assert_int_equal(bandwidth_packet(&stream, &tunnel), 28 + 16 + 160 + 12);
	/* Without them 120 + 4 + 24 + 2 = 150, padded to 160 as well; in transport mode 130 to 144. */
	tunnel.gre_key_and_sequence = false;
	assert_int_equal(bandwidth_packet(&stream, &tunnel), 28 + 16 + 160 + 12);
	tunnel.esp_transport = true;
	assert_int_equal(bandwidth_packet(&stream, &tunnel), 28 + 16 + 144 + 12);
}

static void ipv6_has_the_longer_header(void **state)
{
	struct stream stream = G711;

	(void)state;
	stream.ipv6 = true;
	assert_int_equal(bandwidth_packet(&stream, NULL), 220);
	assert_kbps(bandwidth_wire_kbps(&stream, NULL), 88.0);
}

static unsigned payload(const char *codec, unsigned ms)
{
	struct stream stream = { .codec = str_of(codec), .packet_ms = ms };

	return bandwidth_packet(&stream, NULL) - 40;
}

/* RFC 3551 for those of the ITU and GSM, RFC 3951 for iLBC. */
static void payloads_of_codecs(void **state)
{
	(void)state;
	assert_int_equal(payload("g711a", 30), 240);
	assert_int_equal(payload("g722", 20), 160);
	assert_int_equal(payload("g726", 20), 80);
	assert_int_equal(payload("g729", 20), 20);
	assert_int_equal(payload("g723", 30), 24);
	assert_int_equal(payload("gsm", 20), 33);
	assert_int_equal(payload("ilbc", 20), 38);
	assert_int_equal(payload("ilbc", 30), 50);
	assert_int_equal(payload("ilbc", 60), 100);
	assert_int_equal(payload("siren", 20), 40);
	assert_int_equal(payload("rta-nb", 20), 30);  /* 11.8 kbit/s */
	assert_int_equal(payload("rtaudio", 20), 30); /* the narrowband one */
	assert_int_equal(payload("rta-wb", 20), 73);  /* 29.0 kbit/s */
}

/* A packet has whole frames: 20 ms of G.723 are not to be had, so it is a packet every 30 ms. */
static void packets_hold_whole_frames(void **state)
{
	struct stream stream = { .codec = STR_INIT("g723"), .packet_ms = 20 };

	(void)state;
	assert_int_equal(bandwidth_packet(&stream, NULL), 64);
	assert_kbps(bandwidth_wire_kbps(&stream, NULL), 64 * 8 / 30.0);
	stream.packet_ms = 60;
	assert_int_equal(bandwidth_packet(&stream, NULL), 88);
}

static void what_is_not_known_is_zero(void **state)
{
	struct stream stream = { .codec = STR_INIT("opus"), .packet_ms = 20 };
	struct encapsulation gre = { .gre = true };

	(void)state;
	assert_int_equal(bandwidth_packet(&stream, &gre), 0);
	assert_kbps(bandwidth_wire_kbps(&stream, &gre), 0.0);
	assert_kbps(bandwidth_planning_kbps(STR("opus"), PLANNING_MICROSOFT), 0.0);
	assert_kbps(bandwidth_planning_kbps(STR("g729"), PLANNING_MICROSOFT_FEC), 0.0);
	stream.codec = STR("g711u");
	stream.packet_ms = 0;
	assert_int_equal(bandwidth_packet(&stream, NULL), 0);
	assert_kbps(bandwidth_wire_kbps(&stream, NULL), 0.0);
}

static void planning_figures(void **state)
{
	static const struct {
		const char *codec;
		double plain, fec;
	} figures[] = {
		{ "g711u", 92.0, 156.0 },
		{ "g711a", 92.0, 156.0 },
		{ "rta-nb", 39.8, 51.6 },
		{ "rtaudio", 39.8, 51.6 },
		{ "rta-wb", 57.0, 86.0 },
		/* As the table for call admission control has them, less its 10 kbit/s of RTCP. */
		{ "g722", 105.6 - 10.0, 169.6 - 10.0 },
		{ "siren", 57.6 - 10.0, 73.6 - 10.0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(figures); i++) {
		struct str codec = str_of(figures[i].codec);

		assert_kbps(bandwidth_planning_kbps(codec, PLANNING_MICROSOFT), figures[i].plain);
		assert_kbps(bandwidth_planning_kbps(codec, PLANNING_MICROSOFT_FEC), figures[i].fec);
	}
}

/* Of 2000 kbit/s: 25 calls on the wire, 20 at 92 and 5 of RTCP, 12 with forward error correction; no tunnel counts. */
static void calls_under_a_limit(void **state)
{
	static const int most[BANDWIDTH_MODEL_COUNT] = { 25, 20, 12 };
	const struct encapsulation gre = { .gre = true };
	const struct stream stream = { .codec = STR("g711u"), .packet_ms = 20 };

	(void)state;
	for (unsigned i = 0; i < BANDWIDTH_MODEL_COUNT; i++)
		assert_int_equal(
			(int)(2000.0 / bandwidth_kbps((enum bandwidth_model)i, &stream, NULL)), most[i]);
	assert_kbps(bandwidth_kbps(BANDWIDTH_WIRE, &stream, &gre), 89.6);
	assert_kbps(bandwidth_kbps(BANDWIDTH_MICROSOFT, &stream, &gre), 97.0);
	assert_kbps(bandwidth_planned_kbps(BANDWIDTH_WIRE, &stream), 97.0);
}

static void a_codec_without_a_figure_counts_as_on_the_wire(void **state)
{
	const struct stream stream = { .codec = STR("g729"), .packet_ms = 20 };
	const struct stream unknown = { .codec = STR("opus"), .packet_ms = 20 };

	(void)state;
	assert_kbps(bandwidth_planned_kbps(BANDWIDTH_MICROSOFT, &stream), 24.0 + 5.0);
	assert_kbps(bandwidth_planned_kbps(BANDWIDTH_MICROSOFT, &unknown), 0.0);
}

static void models_have_names(void **state)
{
	(void)state;
	for (unsigned i = 0; i < BANDWIDTH_MODEL_COUNT; i++)
		assert_int_equal(
			bandwidth_model_find(str_of(bandwidth_model_name((enum bandwidth_model)i))), i);
	assert_int_equal(bandwidth_model_find(STR("microsoft-fec")), BANDWIDTH_MICROSOFT_FEC);
	assert_int_equal(bandwidth_model_find(STR("Wire")), BANDWIDTH_MODEL_COUNT);
}

/* 23 times 118.4 in binary is not 2723.2. */
static void sums_of_units_are_exact(void **state)
{
	int64_t sum = 0;

	(void)state;
	for (int i = 0; i < 23; i++)
		sum += bandwidth_units(118.4);
	assert_true(bandwidth_of_units(sum) == 2723.2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(g711_in_every_encapsulation),
		cmocka_unit_test(a_trunk_of_23_calls),
		cmocka_unit_test(calls_on_a_2_megabit_link),
		cmocka_unit_test(ciphers_by_name),
		cmocka_unit_test(padding_is_what_is_missing),
		cmocka_unit_test(ipv6_has_the_longer_header),
		cmocka_unit_test(payloads_of_codecs),
		cmocka_unit_test(packets_hold_whole_frames),
		cmocka_unit_test(what_is_not_known_is_zero),
		cmocka_unit_test(planning_figures),
		cmocka_unit_test(calls_under_a_limit),
		cmocka_unit_test(a_codec_without_a_figure_counts_as_on_the_wire),
		cmocka_unit_test(models_have_names),
		cmocka_unit_test(sums_of_units_are_exact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
