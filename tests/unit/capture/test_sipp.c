/* SPDX-License-Identifier: MIT */
/*
 * Scenarios for SIPp: what stands in them for each kind of call, that input cannot act in them, and how they are
 * written. Whether SIPp runs them is for tests/sipp.
 *
 * Expected values: RFC 3261 (user part in 25.1, ACK and CANCEL in 9.1 and 17.1.1.3, 100 in 17.2.1, timer B 32 s),
 * RFC 3551 table 4 for payload types, and SIPp 3.6's keywords.
 */
#include "base/file.h"
#include "base/mem.h"
#include "capture/sipp.h"
#include "support.h"

#include <errno.h>
#include <sys/stat.h>

#define MS INT64_C(1000000)

enum {
	PLENTY = 1 << 20,
};

/* What the scenarios of a call with one attempt are called here; those before it are 1, 2 ... */
enum {
	UAC,
	UAS,
};

static struct sipp_attempt attempts[3];

static struct sipp_call usual(void)
{
	attempts[0] = (struct sipp_attempt){
		.trunk = "t1", .peer = "sbc1", .status = 200, .why = "", .wait = 100 * MS
	};
	return (struct sipp_call){ .name = "c1",
		.kind = "ev-to-pstn",
		.caller = "+14255550100",
		.callee = "+12125550123",
		.ours = "med1",
		.attempt = attempts,
		.n_attempt = 1,
		.codec = "g711u",
		.ringing = 2000 * MS,
		.duration = 180000 * MS };
}

/* Puts an attempt before the others. */
static void fail_first(struct sipp_call *call, int status)
{
	memmove(attempts + 1, attempts, 2 * sizeof(*attempts));
	attempts[0].trunk = "t0";
	attempts[0].status = status;
	attempts[0].wait = status < 0 ? 10000 * MS : 0;
	call->n_attempt++;
}

static const char *text_of(const struct sipp_call *call, uint32_t file)
{
	static struct buf buf;

	buf_clear(&buf);
	if (call == NULL) {
		buf_release(&buf);
		return "";
	}
	sipp_scenario(call, file, &buf);
	assert_false(buf_failed(&buf));
	return buf_text(&buf);
}

static unsigned count(const char *text, const char *part)
{
	unsigned n = 0;

	while ((text = strstr(text, part)) != NULL) {
		text += strlen(part);
		n++;
	}
	return n;
}

static void expect(const char *text, const char *part)
{
	if (strstr(text, part) == NULL)
		fail_msg("no \"%s\" in:\n%s", part, text);
}

static void expect_none(const char *text, const char *part)
{
	if (strstr(text, part) != NULL)
		fail_msg("\"%s\" in:\n%s", part, text);
}

/* All of `parts`, one after the other. */
static void expect_order(const char *text, const char *const *parts, size_t n)
{
	const char *at = text;

	for (size_t i = 0; i < n; i++) {
		at = strstr(at, parts[i]);
		if (at == NULL)
			fail_msg("\"%s\" does not follow in:\n%s", parts[i], text);
		at += strlen(parts[i]);
	}
}

#define EXPECT_ORDER(text, ...) \
	do { \
		static const char *const parts_[] = { __VA_ARGS__ }; \
		expect_order(text, parts_, ARRAY_LEN(parts_)); \
	} while (0)

static void an_answered_call(void **state)
{
	struct sipp_call call = usual();

	(void)state;
	EXPECT_ORDER(text_of(&call, UAC),
		"INVITE sip:+12125550123@[remote_ip]:[remote_port];user=phone SIP/2.0",
		"From: <sip:+14255550100@", "Content-Length: [len]", "m=audio [media_port] RTP/AVP 0 101",
		"a=rtpmap:0 PCMU/8000", "response=\"180\" timeout=\"32100\"",
		"response=\"200\" timeout=\"34000\" rrs=\"true\"", "ACK [next_url] SIP/2.0", "[routes]",
		"CSeq: 1 ACK", "<pause/>", "BYE [next_url] SIP/2.0", "[routes]", "CSeq: 2 BYE",
		"response=\"200\"");
	EXPECT_ORDER(text_of(&call, UAS), "request=\"INVITE\"", "<pause milliseconds=\"100\"/>",
		"SIP/2.0 180", "[last_Via:]", "[last_Record-Route:]", "[last_To:];tag=[call_number]",
		"<pause milliseconds=\"2000\"/>", "SIP/2.0 200 OK", "[last_Record-Route:]",
		"m=audio [media_port] RTP/AVP 0 101", "request=\"ACK\"", "request=\"BYE\" timeout=\"212000\"",
		"SIP/2.0 200 OK", "[last_To:]\n");
}

static void a_late_answer_brings_100(void **state)
{
	struct sipp_call call = usual();

	(void)state;
	expect_none(text_of(&call, UAS), "SIP/2.0 100");
	attempts[0].wait = 201 * MS;
	EXPECT_ORDER(text_of(&call, UAS), "SIP/2.0 100 Trying", "[last_To:]\n",
		"<pause milliseconds=\"201\"/>", "SIP/2.0 180");
}

static void early_media_has_a_description(void **state)
{
	struct sipp_call call = usual();

	(void)state;
	call.early_media = true;
	EXPECT_ORDER(
		text_of(&call, UAS), "SIP/2.0 183 Session Progress", "m=audio", "SIP/2.0 200 OK", "m=audio");
	expect_none(text_of(&call, UAS), "SIP/2.0 180");
	expect(text_of(&call, UAC), "response=\"183\" timeout=");
	expect_none(text_of(&call, UAC), "response=\"180\" timeout=");
}

static void a_refusal_is_acknowledged_in_its_transaction(void **state)
{
	struct sipp_call call = usual();

	(void)state;
	attempts[0].status = 486;
	/* INVITE is step 0, then 100, 180, 183 and 486: the ACK is step 5 and has the branch of five steps back. */
	EXPECT_ORDER(text_of(&call, UAC), "response=\"486\"", "ACK sip:+12125550123@", "branch=[branch-5]",
		"CSeq: 1 ACK");
	expect_none(text_of(&call, UAC), "BYE sip");
	expect_none(text_of(&call, UAC), "[next_url]");
	EXPECT_ORDER(text_of(&call, UAS), "SIP/2.0 486 Busy Here", "request=\"ACK\"");
	attempts[0].status = 699;
	expect(text_of(&call, UAS), "SIP/2.0 699 Refused");
}

static void options_alone_and_before(void **state)
{
	struct sipp_call call = usual();

	(void)state;
	call.ping_first = true;
	EXPECT_ORDER(text_of(&call, UAC), "OPTIONS sip:[remote_ip]", "Call-ID: ping///[call_id]",
		"Max-Forwards: 0", "response=\"200\"", "INVITE sip:", "Call-ID: [call_id]");
	call.ping_only = true;
	fail_first(&call, 503);
	expect_none(text_of(&call, UAC), "INVITE sip");
	EXPECT_ORDER(text_of(&call, UAS), "<recv request=\"OPTIONS\"/>", "SIP/2.0 200 OK", "Allow: INVITE");
	assert_int_equal(sipp_n_sent(&call), 1);
	assert_int_equal(sipp_n_files(&call), 2);
}

static void failover_after_a_refusal(void **state)
{
	struct sipp_call call = usual();

	(void)state;
	assert_int_equal(sipp_n_files(&call), 2);
	fail_first(&call, 503);
	assert_int_equal(sipp_n_files(&call), 3);
	EXPECT_ORDER(text_of(&call, UAC), "INVITE sip:+12125550123@[remote_ip]:[remote_port]",
		"tag=a0-[call_number]", "Call-ID: try1///[call_id]", "response=\"503\"",
		"ACK sip:", "setdest host=\"[address_2]\"", "INVITE sip:+12125550123@[address_2]:[port_2]",
		"tag=a1-[call_number]", "Call-ID: [call_id]", "response=\"180\" timeout");
	EXPECT_ORDER(text_of(&call, 1), "SIP/2.0 503 Service Unavailable", "request=\"ACK\"", "timewait");
}

static void failover_after_silence(void **state)
{
	struct sipp_call call = usual();

	(void)state;
	fail_first(&call, SIPP_TRYING);
	/* INVITE is step 0, 100 step 1, the pause step 2, CANCEL step 3; 200 and 487, then the ACK is step 6. */
	EXPECT_ORDER(text_of(&call, UAC), "response=\"100\"", "<pause milliseconds=\"10000\"/>",
		"CANCEL sip:", "branch=[branch-3]", "CSeq: 1 CANCEL", "response=\"200\"", "response=\"487\"",
		"ACK sip:", "branch=[branch-6]", "setdest", "INVITE sip:");
	EXPECT_ORDER(text_of(&call, 1), "SIP/2.0 100 Trying", "request=\"CANCEL\"", "SIP/2.0 200 OK",
		"SIP/2.0 487 Request Terminated", "CSeq: [last_cseq_number] INVITE", "request=\"ACK\"");
}

/* RFC 3261 9.1: who has heard nothing cannot cancel. */
static void failover_after_nothing(void **state)
{
	struct sipp_call call = usual();

	(void)state;
	fail_first(&call, SIPP_SILENT);
	EXPECT_ORDER(text_of(&call, UAC), "<send><![CDATA[\n\nINVITE sip:", "<pause milliseconds=\"10000\"/>",
		"setdest", "INVITE sip:", "response=\"200\"");
	expect_none(text_of(&call, UAC), "CANCEL sip:");
	expect_none(text_of(&call, 1), "SIP/2.0 1");
	expect(text_of(&call, 1), "<timewait milliseconds=\"15000\"/>");
}

static void every_attempt_stands_there_but_what_was_not_sent(void **state)
{
	struct sipp_call call = usual();

	(void)state;
	fail_first(&call, SIPP_UNSENT);
	assert_int_equal(sipp_n_files(&call), 2);
	expect_none(text_of(&call, UAC), "setdest");
	fail_first(&call, 504);
	assert_int_equal(sipp_n_sent(&call), 2);
	assert_int_equal(sipp_sent(&call, 0)->status, 504);
	assert_int_equal(sipp_sent(&call, 1)->status, 200);
	EXPECT_ORDER(
		text_of(&call, UAC), "response=\"504\"", "setdest host=\"[address_2]\"", "response=\"200\"");
	attempts[2].status = SIPP_UNSENT;
	attempts[0].status = SIPP_UNSENT;
	assert_int_equal(sipp_n_files(&call), 0);
}

static void codecs_and_encryption(void **state)
{
	static const struct {
		const char *codec, *media, *map;
	} cases[] = { { "g711u", "RTP/AVP 0 101", "a=rtpmap:0 PCMU/8000" },
		{ "g711a", "RTP/AVP 8 101", "a=rtpmap:8 PCMA/8000" },
		{ "g722", "RTP/AVP 9 101", "a=rtpmap:9 G722/8000" },
		{ "g723", "RTP/AVP 4 101", "a=rtpmap:4 G723/8000" },
		{ "g729", "RTP/AVP 18 101", "a=rtpmap:18 G729/8000" },
		{ "gsm", "RTP/AVP 3 101", "a=rtpmap:3 GSM/8000" },
		{ "rtaudio", "RTP/AVP 115 101", "a=rtpmap:115 x-msrta/8000" },
		{ "unheard-of", "RTP/AVP 0 101", "a=rtpmap:0 PCMU/8000" } };
	struct sipp_call call = usual();

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		call.codec = cases[i].codec;
		expect(text_of(&call, UAC), cases[i].media);
		expect(text_of(&call, UAS), cases[i].map);
	}
	call.srtp = true;
	expect_none(text_of(&call, UAC), "a=crypto");
	call.transport = SIPP_TLS;
	EXPECT_ORDER(text_of(&call, UAC), "RTP/SAVP 0 101", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:");
}

static void only_udp_waits_for_the_last_message(void **state)
{
	struct sipp_call call = usual();

	(void)state;
	expect_none(text_of(&call, UAS), "timewait");
	call.transport = SIPP_UDP;
	expect(text_of(&call, UAS), "<timewait milliseconds=\"5000\"/>");
}

static void numbers_cannot_act(void **state)
{
	struct sipp_call call = usual();
	const char *text;

	(void)state;
	call.callee = "[file name=/etc/passwd]]>\r\nX: y <\xff";
	call.caller = "*31#\"&";
	text = text_of(&call, UAC);
	assert_int_equal(
		count(text, "sip:%5Bfile%20name%3D%2Fetc%2Fpasswd%5D%5D%3E%0D%0AX%3A%20y%20%3C%FF@"), 2);
	expect(text, "sip:*31%23%22%26@");
	assert_int_equal(count(text, "]]>"), count(text, "<![CDATA["));
}

static void names_are_escaped_and_cut(void **state)
{
	struct sipp_call call = usual();
	char name[1000];
	const char *text;

	(void)state;
	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	memcpy(name, "\"><nop/>--", 10);
	call.name = name;
	text = text_of(&call, UAC);
	expect(text, "<scenario name=\"&quot;&gt;&lt;nop/&gt;--xxx");
	assert_int_equal(count(text, "x") < 250, 1);
	expect_none(text, "<nop/>");
	/* A character of four bytes is not cut in the middle, and the last byte of a name is not passed. */
	memset(name, 'x', 62);
	memcpy(name + 62, "\xf0\x9f\x93\x9e", 5);
	expect(text_of(&call, UAC), "xx\xf0\x9f\x93\x9e\">");
	memcpy(name + 62, "\xf0\x9f", 3);
	expect(text_of(&call, UAC), "xx\xef\xbf\xbd");
}

static void times_are_bounded(void **state)
{
	struct sipp_call call = usual();

	(void)state;
	attempts[0].wait = -1;
	call.ringing = INT64_MAX;
	expect(text_of(&call, UAC), "response=\"180\" timeout=\"32000\"");
	/* A week in milliseconds. */
	expect(text_of(&call, UAS), "<pause milliseconds=\"604800000\"/>");
	assert_int_equal(count(text_of(&call, UAS), "<pause"), 1);
}

static void file_names(void **state)
{
	struct sipp_call calls[6] = { usual(), usual(), usual(), usual(), usual(), usual() };
	struct arena arena = { 0 };

	(void)state;
	calls[1].name = "../../etc/x y";
	calls[2].name = "";
	calls[3].name = "-rf";
	calls[4].name = "c.1-2";
	calls[5].name = "0123456789012345678901234567890123456789012345678901234567890123456789";
	assert_string_equal(sipp_file_name(calls, 1, 0, UAC, &arena), "uac.xml");
	assert_string_equal(sipp_file_name(calls, 6, 0, UAS, &arena), "c1-uas.xml");
	assert_string_equal(sipp_file_name(calls, 6, 1, UAS, &arena), "_._.._etc_x_y+2-uas.xml");
	assert_string_equal(sipp_file_name(calls, 6, 2, UAC, &arena), "call+3-uac.xml");
	assert_string_equal(sipp_file_name(calls, 6, 3, UAC, &arena), "_rf+4-uac.xml");
	assert_string_equal(sipp_file_name(calls, 6, 4, UAC, &arena), "c.1-2-uac.xml");
	assert_string_equal(sipp_file_name(calls, 6, 5, UAC, &arena),
		"0123456789012345678901234567890123456789012345678901234567890123+6-uac.xml");
	fail_first(calls, 503);
	assert_string_equal(sipp_file_name(calls, 1, 0, 1, &arena), "uas-1.xml");
	assert_string_equal(sipp_file_name(calls, 1, 0, 2, &arena), "uas.xml");
	arena_release(&arena);
}

static void readme(void **state)
{
	struct sipp_call calls[2] = { usual(), usual() };
	struct sipp_attempt first = attempts[0];
	struct buf buf = { 0 };

	(void)state;
	first.port = 5068;
	calls[0].attempt = &first;
	calls[1].name = "c2`\n|";
	calls[1].kind = "ev-to-emergency";
	fail_first(&calls[1], SIPP_TRYING);
	calls[1].transport = SIPP_TLS;
	sipp_readme(calls, 2, &buf);
	assert_false(buf_failed(&buf));
	/* 1 s until the first answer (rounded up), 2 s of ringing, the call, 40 s to spare. */
	expect(buf_text(&buf),
		"sipp -sf c1-uas.xml -i 127.0.0.1 -p 15060 -mi 127.0.0.1 -mp 16000 -t t1 -m 1 -nostdin -timeout 44s "
		"-timeout_error\n");
	expect(buf_text(&buf),
		"sipp -sf c1-uac.xml PEER:5068 -i MEDIATION -mi MEDIATION -t t1 -d 180000 -m 1 -nostdin -timeout 223s");
	expect(buf_text(&buf), "## Call `` c2`\\u{a}| ``\n");
	expect(buf_text(&buf), "1. Trunk ` t0 `: sends 100 and nothing more, and is cancelled after 10 s.\n");
	expect(buf_text(&buf), "-key port_2 15060");
	/* Emergency numbers get no commands for the trunk. */
	assert_int_equal(count(buf_text(&buf), "emergency service has agreed"), 1);
	assert_int_equal(count(buf_text(&buf), "```sh\n"), 3);
	expect_none(buf_text(&buf), "-t l");
	buf_clear(&buf);
	calls[1].kind = "pstn-to-ev";
	calls[1].inbound = true;
	attempts[0].port = 5067;
	sipp_readme(calls + 1, 1, &buf);
	expect(buf_text(&buf),
		"sipp -sf uac.xml MEDIATION_1:5067 -key address_2 MEDIATION -key port_2 5061 "
		"-i PEER -mi PEER -t ln -max_socket 64 -tls_cert cert.pem -tls_key key.pem -d 180000");
	expect(buf_text(&buf), "sipp -sf uas.xml -i MEDIATION -p 5061");
	expect(buf_text(&buf), "sipp -sf uas-1.xml -i MEDIATION_1 -p 5067");
	buf_release(&buf);
}

static void readme_of_what_is_refused(void **state)
{
	struct sipp_call call = usual();
	struct buf buf = { 0 };

	(void)state;
	fail_first(&call, SIPP_UNSENT);
	attempts[0].why = "connection refused";
	sipp_readme(&call, 1, &buf);
	expect(buf_text(&buf),
		"1. Trunk ` t0 `: nothing is sent, ` connection refused `. Start nothing in its place");
	expect(buf_text(&buf), "2. Trunk ` t1 `: rings (180), answers");
	expect_none(buf_text(&buf), "uas-1.xml -i");
	attempts[1].status = SIPP_UNSENT;
	buf_clear(&buf);
	sipp_readme(&call, 1, &buf);
	expect(buf_text(&buf), "no trunk takes this call");
	expect_none(buf_text(&buf), "```sh");
	buf_release(&buf);
}

static enum sipp_status write_one(const char *folder, const struct sipp_call *call, const char *place)
{
	struct arena arena = { 0 };
	const char *path;
	enum sipp_status status = sipp_write(folder, call, 1, &arena, &path);

	if (status != SIPP_OK)
		assert_string_equal(path, place);
	arena_release(&arena);
	return status;
}

static void expect_file(const char *path, const char *expected)
{
	struct file_bytes bytes;

	assert_int_equal(file_read(path, PLENTY, &bytes), FILE_OK);
	assert_string_equal(bytes.data, expected);
	mem_free(bytes.data);
}

static void files_are_written_and_replaced(void **state)
{
	struct sipp_call call = usual();

	(void)state;
	assert_int_equal(write_one("out", &call, ""), SIPP_OK);
	expect_file("out/uac.xml", text_of(&call, UAC));
	assert_int_equal(access("out/uas-1.xml", F_OK), -1);
	fail_first(&call, 503);
	assert_int_equal(write_one("out", &call, ""), SIPP_OK);
	expect_file("out/uac.xml", text_of(&call, UAC));
	expect_file("out/uas.xml", text_of(&call, 2));
	expect_file("out/uas-1.xml", text_of(&call, 1));
	assert_int_equal(access("out/README.md", F_OK), 0);
}

static void what_is_not_ours_stays(void **state)
{
	struct sipp_call call = usual();

	(void)state;
	assert_int_equal(mkdir("out", 0777), 0);
	write_file("out/README.md", STR("mine"));
	assert_int_equal(write_one("out", &call, "out/README.md"), SIPP_NOT_OURS);
	expect_file("out/README.md", "mine");
	assert_int_equal(access("out/uac.xml", F_OK), -1);
	assert_int_equal(unlink("out/README.md"), 0);
	assert_int_equal(symlink("elsewhere", "out/uas.xml"), 0);
	assert_int_equal(write_one("out", &call, "out/uas.xml"), SIPP_NOT_OURS);
	assert_int_equal(unlink("out/uas.xml"), 0);
	assert_int_equal(mkdir("out/uac.xml", 0777), 0);
	assert_int_equal(write_one("out", &call, "out/uac.xml"), SIPP_NOT_OURS);
	write_file("file", STR(""));
	assert_int_equal(write_one("file", &call, "file"), SIPP_NOT_A_FOLDER);
	assert_int_equal(write_one("no/where", &call, "no/where"), SIPP_FAILED);
	assert_int_equal(errno, ENOENT);
}

static void out_of_memory_writes_nothing(void **state)
{
	struct sipp_call call = usual();
	struct arena arena = { 0 };
	const char *path;
	int64_t n = 0;

	(void)state;
	fail_first(&call, 503);
	for (; n < 1000; n++) {
		mem_fail_after(n, true);
		if (sipp_write("out", &call, 1, &arena, &path) == SIPP_OK)
			break;
		/* While texts are made nothing is written; later each file is whole or absent. */
		if (access("out", F_OK) == 0)
			assert_int_not_equal(path[0], '\0');
		mem_fail_after(-1, false);
		arena_release(&arena);
	}
	mem_fail_after(-1, false);
	arena_release(&arena);
	assert_in_range(n, 10, 999);
	expect_file("out/uac.xml", text_of(&call, UAC));
}

static void statuses_have_texts(void **state)
{
	(void)state;
	for (int i = SIPP_OK; i <= SIPP_NO_MEMORY; i++)
		for (int k = SIPP_OK; k < i; k++)
			assert_string_not_equal(
				sipp_status_text((enum sipp_status)i), sipp_status_text((enum sipp_status)k));
}

static int release_text(void **state)
{
	(void)state;
	text_of(NULL, UAC);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answered_call),
		cmocka_unit_test(a_late_answer_brings_100),
		cmocka_unit_test(early_media_has_a_description),
		cmocka_unit_test(a_refusal_is_acknowledged_in_its_transaction),
		cmocka_unit_test(options_alone_and_before),
		cmocka_unit_test(failover_after_a_refusal),
		cmocka_unit_test(failover_after_silence),
		cmocka_unit_test(failover_after_nothing),
		cmocka_unit_test(every_attempt_stands_there_but_what_was_not_sent),
		cmocka_unit_test(codecs_and_encryption),
		cmocka_unit_test(only_udp_waits_for_the_last_message),
		cmocka_unit_test(numbers_cannot_act),
		cmocka_unit_test(names_are_escaped_and_cut),
		cmocka_unit_test(times_are_bounded),
		cmocka_unit_test(file_names),
		cmocka_unit_test(readme),
		cmocka_unit_test(readme_of_what_is_refused),
		cmocka_unit_test_setup_teardown(files_are_written_and_replaced, enter_folder, leave_folder),
		cmocka_unit_test_setup_teardown(what_is_not_ours_stays, enter_folder, leave_folder),
		cmocka_unit_test_setup_teardown(out_of_memory_writes_nothing, enter_folder, leave_folder),
		cmocka_unit_test(statuses_have_texts),
	};

	return cmocka_run_group_tests(tests, NULL, release_text);
}
