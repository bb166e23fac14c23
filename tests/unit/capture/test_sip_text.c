/* SPDX-License-Identifier: MIT */
/*
 * SIP messages as text, against what RFC 3261, 4566 and 4568 ask for.
 */
#include "capture/sip_text.h"
#include "support.h"

static struct sip_message sample(void)
{
	return (struct sip_message){
		.method = SIP_INVITE,
		.phrase = "",
		.transport = "TCP",
		.target_user = "+14255551234",
		.target = { "10.30.0.5", 5060 },
		.via = { { { "10.20.0.11", 5068 }, 0xab } },
		.n_via = 1,
		.from = { "sales/remote", "10.20.0.11", 1 },
		.to = { "+14255551234", "10.30.0.5", 0 },
		.call_id = { 2, 3 },
		.cseq = 1,
		.max_forwards = 70,
	};
}

static void expect(const struct sip_message *message, const char *expected)
{
	struct buf buf = { 0 };

	sip_text(message, &buf);
	assert_false(buf_failed(&buf));
	assert_string_equal(buf_text(&buf), expected);
	buf_release(&buf);
}

static void expect_part(const struct sip_message *message, const char *part, bool present)
{
	struct buf buf = { 0 };

	sip_text(message, &buf);
	if ((strstr(buf_text(&buf), part) != NULL) != present)
		fail_msg("%s '%s' in:\n%s", present ? "no" : "a", part, buf_text(&buf));
	buf_release(&buf);
}

static void a_request_has_what_every_request_must_have(void **state)
{
	struct sip_message message = sample();

	(void)state;
	message.method = SIP_CANCEL;
	expect(&message,
		"CANCEL sip:+14255551234@10.30.0.5:5060;transport=tcp;user=phone SIP/2.0\r\n"
		"Via: SIP/2.0/TCP 10.20.0.11:5068;branch=z9hG4bK00000000000000ab\r\n"
		"From: <sip:sales/remote@10.20.0.11>;tag=0000000000000001\r\n"
		"To: <sip:+14255551234@10.30.0.5;user=phone>\r\n"
		"Call-ID: 00000000000000020000000000000003\r\n"
		"CSeq: 1 CANCEL\r\n"
		"Max-Forwards: 70\r\n"
		"Content-Length: 0\r\n\r\n");
}

static void a_response_says_status_and_reason(void **state)
{
	struct sip_message message = sample();

	(void)state;
	message.status = 503;
	message.phrase = "Service\r\nEvil: Unavailable";
	message.reason = "Q.850;cause=34";
	message.to.tag = 9;
	expect(&message,
		"SIP/2.0 503 Service  Evil: Unavailable\r\n"
		"Via: SIP/2.0/TCP 10.20.0.11:5068;branch=z9hG4bK00000000000000ab\r\n"
		"From: <sip:sales/remote@10.20.0.11>;tag=0000000000000001\r\n"
		"To: <sip:+14255551234@10.30.0.5;user=phone>;tag=0000000000000009\r\n"
		"Call-ID: 00000000000000020000000000000003\r\n"
		"CSeq: 1 INVITE\r\n"
		"Reason: Q.850;cause=34\r\n"
		"Content-Length: 0\r\n\r\n");
}

static void routes_and_allow_stand_where_they_belong(void **state)
{
	struct sip_message message = sample();
	struct sip_place place = { "2001:db8::1", 5061 };

	(void)state;
	expect_part(&message, "\r\nAllow: INVITE, ACK, CANCEL, BYE, OPTIONS\r\n", true);
	message.record_route = &place;
	message.route = &place;
	message.contact = &place;
	message.transport = "TLS";
	expect_part(&message, "\r\nRecord-Route: <sip:[2001:db8::1]:5061;transport=tls;lr>\r\n", true);
	expect_part(&message, "\r\nRoute: <sip:[2001:db8::1]:5061;transport=tls;lr>\r\n", true);
	expect_part(&message, "\r\nContact: <sip:[2001:db8::1]:5061;transport=tls>\r\n", true);
	message.status = 180;
	expect_part(&message, "Allow:", false);
	expect_part(&message, "Max-Forwards:", false);
	message.method = SIP_OPTIONS;
	message.status = 200;
	expect_part(&message, "\r\nAllow: ", true);
	message.transport = "UDP";
	expect_part(&message, ";transport=udp;lr>", true);
}

static void users_are_escaped_and_bounded(void **state)
{
	struct sip_message message = sample();
	char user[2000];

	(void)state;
	message.from.user = "a b\r\n<\xc3\xa9>";
	expect_part(&message, "From: <sip:a%20b%0D%0A%3C%C3%A9%3E@", true);
	message.from.user = "";
	expect_part(&message, "From: <sip:anonymous@", true);
	message.from.user = NULL;
	expect_part(&message, "From: <sip:10.20.0.11>", true);
	memset(user, '#', sizeof(user) - 1);
	user[sizeof(user) - 1] = '\0';
	message.from.user = user;
	message.to.user = user;
	message.target_user = user;
	struct buf buf = { 0 };
	sip_text(&message, &buf);
	assert_in_range(buf.length, 3 * 3 * 60, 1000);
	buf_release(&buf);
}

static void descriptions_offer_and_answer(void **state)
{
	struct sip_session session = { .ip = "10.20.0.11", .port = 49152, .id = UINT64_C(7) << 33 };
	struct buf buf = { 0 };

	(void)state;
	session.codec = sip_codec_find("g711a");
	sip_session_text(&session, &buf);
	assert_string_equal(buf_text(&buf),
		"v=0\r\no=- 7 1 IN IP4 10.20.0.11\r\ns=-\r\nc=IN IP4 10.20.0.11\r\nt=0 0\r\n"
		"m=audio 49152 RTP/AVP 8 0 101\r\na=rtpmap:8 PCMA/8000\r\n"
		"a=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\n"
		"a=fmtp:101 0-15\r\na=ptime:20\r\na=sendrecv\r\n");
	buf_clear(&buf);
	session.is_answer = true;
	session.codec = sip_codec_find("g729");
	sip_session_text(&session, &buf);
	assert_non_null(
		strstr(buf_text(&buf), "RTP/AVP 18 101\r\na=rtpmap:18 G729/8000\r\na=fmtp:18 annexb=no\r\n"));
	buf_clear(&buf);
	session.ip = "2001:db8::1";
	session.encrypted = true;
	sip_session_text(&session, &buf);
	assert_non_null(strstr(buf_text(&buf), "c=IN IP6 2001:db8::1\r\n"));
	assert_non_null(strstr(buf_text(&buf), "RTP/SAVP 18 101\r\n"));
	buf_release(&buf);
	assert_null(sip_codec_find("speex"));
}

/* RFC 4568 6.2.1: 16 bytes of key and 14 of salt, which are 40 digits of base64; the same for the same id. */
static void keys_have_the_right_length(void **state)
{
	struct sip_session session = { .ip = "10.0.0.1", .port = 2, .id = 5, .encrypted = true };
	static const char INLINE[] = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:";
	struct buf buf = { 0 };
	const char *key;

	(void)state;
	session.codec = sip_codec_find("g711u");
	sip_session_text(&session, &buf);
	key = strstr(buf_text(&buf), INLINE);
	assert_non_null(key);
	assert_int_equal(strcspn(key + strlen(INLINE), "\r"), 40);
	buf_release(&buf);
}

static void content_length_counts_the_body(void **state)
{
	struct sip_session session = { .ip = "10.20.0.11", .port = 49152, .codec = sip_codec_find("g711u") };
	struct sip_message message = sample();
	struct buf buf = { 0 };
	const char *body;
	const char *field;

	(void)state;
	message.session = &session;
	sip_text(&message, &buf);
	body = strstr(buf_text(&buf), "\r\n\r\n");
	field = strstr(buf_text(&buf), "\r\nContent-Length: ");
	assert_non_null(body);
	assert_non_null(field);
	assert_int_equal(strtoul(field + 18, NULL, 10), strlen(body + 4));
	assert_non_null(strstr(buf_text(&buf), "\r\nContent-Type: application/sdp\r\n"));
	buf_release(&buf);
}

static void methods_have_names(void **state)
{
	static const char *const names[] = { "INVITE", "ACK", "CANCEL", "BYE", "OPTIONS" };
	enum sip_method method;

	(void)state;
	assert_int_equal(ARRAY_LEN(names), N_SIP_METHODS);
	for (unsigned i = 0; i < N_SIP_METHODS; i++) {
		assert_true(sip_method_find(str_of(names[i]), &method));
		assert_int_equal(method, i);
	}
	assert_false(sip_method_find(str_of("SYN"), &method));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_request_has_what_every_request_must_have),
		cmocka_unit_test(a_response_says_status_and_reason),
		cmocka_unit_test(routes_and_allow_stand_where_they_belong),
		cmocka_unit_test(users_are_escaped_and_bounded),
		cmocka_unit_test(descriptions_offer_and_answer),
		cmocka_unit_test(keys_have_the_right_length),
		cmocka_unit_test(content_length_counts_the_body),
		cmocka_unit_test(methods_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
