/* SPDX-License-Identifier: MIT */
/*
 * The scenarios' text. SIPp reads messages only from CDATA, in which nothing can be escaped and '[' begins a keyword:
 * what comes from the input goes there as a percent-encoded SIP user part and in no other way.
 */
#include "capture/sipp.h"

#include "base/escape.h"
#include "base/utf8.h"
#include "capture/sip_text.h"

#include <string.h>

enum {
	MILLISECOND = 1000000, /* in nanoseconds */
	TRANSACTION = 32000,   /* RFC 3261 table 4: timers B, F, H = 64*T1, in ms */
	TRYING_AFTER = 200,    /* RFC 3261 17.2.1: 100 unless another answer follows within this, in ms */
	LINGER = 5000,         /* T4: as long as a message may stay in the network, in ms */
	LONGEST = 7 * 24 * 3600000, /* SIPp counts ms in an int */
	MOST_OF_NAME = 64,
};

/* An INVITE of the caller, by its number from 0: 0 goes where the command line says, others to their own -key. */
struct dialog {
	const struct sipp_attempt *attempt;
	unsigned number;
	bool is_last;
	unsigned invite; /* index of the INVITE among the scenario's steps */
};

/* A scenario in the making; SIPp counts its steps for [branch-N]. */
struct scenario {
	const struct sipp_call *call;
	struct buf *buf;
	unsigned steps;
};

static int milliseconds(int64_t nanoseconds)
{
	int64_t ms = nanoseconds / MILLISECOND;

	return ms < 0 ? 0 : ms > LONGEST ? LONGEST : (int)ms;
}

static const struct sip_codec *codec_of(const struct sipp_call *call)
{
	const struct sip_codec *codec = sip_codec_find(call->codec);

	return codec != NULL ? codec : sip_codec_find("g711u");
}

/* RFC 3261 section 25.1: what is neither unreserved nor '+' is written as %HH. */
static void put_user(struct buf *buf, const char *user)
{
	for (; *user != '\0'; user++) {
		if (ascii_is_alnum(*user) || strchr("+-_.*", *user) != NULL)
			buf_putc(buf, *user);
		else
			buf_printf(buf, "%%%02X", (unsigned)(unsigned char)*user);
	}
}

static void open_send(struct scenario *scenario, bool retransmits)
{
	scenario->steps++;
	buf_printf(scenario->buf, "<send%s><![CDATA[\n\n", retransmits ? " retrans=\"500\"" : "");
}

static void close_send(struct scenario *scenario)
{
	buf_puts(scenario->buf, "\n]]></send>\n\n");
}

static void put_pause(struct scenario *scenario, int ms)
{
	if (ms > 0) {
		scenario->steps++;
		buf_printf(scenario->buf, "<pause milliseconds=\"%d\"/>\n\n", ms);
	}
}

static void receive_request(struct scenario *scenario, const char *method, int timeout)
{
	scenario->steps++;
	buf_printf(scenario->buf, "<recv request=\"%s\" timeout=\"%d\"/>\n\n", method, timeout);
}

static void receive_response(struct scenario *scenario, int status, int timeout, const char *more)
{
	scenario->steps++;
	buf_printf(scenario->buf, "<recv response=\"%d\" timeout=\"%d\"%s/>\n\n", status, timeout, more);
}

static void may_receive(struct scenario *scenario, int status)
{
	scenario->steps++;
	buf_printf(scenario->buf, "<recv response=\"%d\" optional=\"true\"/>\n", status);
}

static void put_sdp(struct scenario *scenario)
{
	const struct sip_codec *codec = codec_of(scenario->call);
	bool srtp = scenario->call->srtp && scenario->call->transport == SIPP_TLS;

	buf_puts(scenario->buf,
		"Content-Type: application/sdp\nContent-Length: [len]\n\n"
		"v=0\n"
		"o=- 1 1 IN IP[local_ip_type] [local_ip]\n"
		"s=-\n"
		"c=IN IP[media_ip_type] [media_ip]\n"
		"t=0 0\n");
	buf_printf(scenario->buf, "m=audio [media_port] %s %u 101\n", srtp ? "RTP/SAVP" : "RTP/AVP",
		codec->payload_type);
	/* The bytes 0 to 29: this key is no secret and protects nothing, as no media is sent. */
	if (srtp)
		buf_puts(scenario->buf,
			"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd\n");
	buf_printf(scenario->buf, "a=rtpmap:%u %s\n", codec->payload_type, codec->encoding);
	if (codec->format != NULL)
		buf_printf(scenario->buf, "a=fmtp:%u %s\n", codec->payload_type, codec->format);
	buf_printf(scenario->buf, "a=rtpmap:101 telephone-event/8000\na=fmtp:101 0-15\na=ptime:%u\n",
		codec->packet_ms);
}

static void put_no_body(struct scenario *scenario)
{
	buf_puts(scenario->buf, "Content-Length: [len]\n");
}

static void put_via(struct scenario *scenario, unsigned back)
{
	buf_puts(scenario->buf, "Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch");
	if (back > 0)
		buf_printf(scenario->buf, "-%u", back);
	buf_puts(scenario->buf, "]\n");
}

static void put_target(struct scenario *scenario, const struct dialog *dialog)
{
	buf_puts(scenario->buf, "sip:");
	put_user(scenario->buf, scenario->call->callee);
	if (dialog->number == 0)
		buf_puts(scenario->buf, "@[remote_ip]:[remote_port];user=phone");
	else
		buf_printf(scenario->buf, "@[address_%u]:[port_%u];user=phone", dialog->number + 1,
			dialog->number + 1);
}

/* From, and To as it stands before the other side has put its tag there. */
static void put_parties(struct scenario *scenario, const struct dialog *dialog)
{
	buf_puts(scenario->buf, "From: <sip:");
	put_user(scenario->buf, scenario->call->caller);
	buf_printf(scenario->buf, "@[local_ip]:[local_port];user=phone>;tag=a%u-[call_number]\nTo: <",
		dialog->number);
	put_target(scenario, dialog);
	buf_puts(scenario->buf, ">\n");
}

/* What comes before "///" SIPp sends but does not look at. */
static void put_call_id(struct scenario *scenario, const struct dialog *dialog)
{
	buf_puts(scenario->buf, "Call-ID: ");
	if (!dialog->is_last)
		buf_printf(scenario->buf, "try%u///", dialog->number + 1);
	buf_puts(scenario->buf, "[call_id]\n");
}

static void put_contact(struct scenario *scenario)
{
	buf_puts(scenario->buf, "Contact: <sip:[local_ip]:[local_port];transport=[transport]>\n");
}

static void put_allow(struct scenario *scenario)
{
	buf_puts(scenario->buf, "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS\n");
}

/* The caller's side */

static void send_options(struct scenario *scenario)
{
	open_send(scenario, true);
	buf_puts(scenario->buf, "OPTIONS sip:[remote_ip]:[remote_port] SIP/2.0\n");
	put_via(scenario, 0);
	buf_puts(scenario->buf,
		"From: <sip:[local_ip]:[local_port]>;tag=p[call_number]\n"
		"To: <sip:[remote_ip]:[remote_port]>\n"
		"Call-ID: ping///[call_id]\n"
		"CSeq: 1 OPTIONS\n");
	put_contact(scenario);
	buf_puts(scenario->buf, "Max-Forwards: 0\nAccept: application/sdp\n");
	put_no_body(scenario);
	close_send(scenario);
	receive_response(scenario, 200, TRANSACTION, "");
}

static void send_invite(struct scenario *scenario, struct dialog *dialog)
{
	dialog->invite = scenario->steps;
	/* SIPp would give a call up for which nobody answers, before the next trunk is tried. */
	open_send(scenario, dialog->attempt->status != SIPP_SILENT);
	buf_puts(scenario->buf, "INVITE ");
	put_target(scenario, dialog);
	buf_puts(scenario->buf, " SIP/2.0\n");
	put_via(scenario, 0);
	put_parties(scenario, dialog);
	put_call_id(scenario, dialog);
	buf_puts(scenario->buf, "CSeq: 1 INVITE\n");
	put_contact(scenario);
	buf_puts(scenario->buf, "Max-Forwards: 70\n");
	put_allow(scenario);
	put_sdp(scenario);
	close_send(scenario);
}

/* ACK of a refusal, and CANCEL: same branch, target and CSeq as the INVITE (RFC 3261 9.1, 17.1.1.3). */
static void send_beside(struct scenario *scenario, const struct dialog *dialog, const char *method)
{
	unsigned back = scenario->steps - dialog->invite;
	bool acknowledges = strcmp(method, "ACK") == 0;

	open_send(scenario, !acknowledges);
	buf_printf(scenario->buf, "%s ", method);
	put_target(scenario, dialog);
	buf_puts(scenario->buf, " SIP/2.0\n");
	put_via(scenario, back);
	if (acknowledges)
		buf_puts(scenario->buf, "[last_From:]\n[last_To:]\n");
	else
		put_parties(scenario, dialog);
	put_call_id(scenario, dialog);
	buf_printf(scenario->buf, "CSeq: 1 %s\nMax-Forwards: 70\n", method);
	put_no_body(scenario);
	close_send(scenario);
}

/* ACK of the 200 and BYE: to where the other side said it is, over the proxies that asked to stay in between. */
static void send_inside(
	struct scenario *scenario, const struct dialog *dialog, const char *method, int number)
{
	open_send(scenario, strcmp(method, "ACK") != 0);
	buf_printf(scenario->buf, "%s [next_url] SIP/2.0\n", method);
	put_via(scenario, 0);
	buf_puts(scenario->buf, "[routes]\n[last_From:]\n[last_To:]\n");
	put_call_id(scenario, dialog);
	buf_printf(scenario->buf, "CSeq: %d %s\n", number, method);
	put_contact(scenario);
	buf_puts(scenario->buf, "Max-Forwards: 70\n");
	put_no_body(scenario);
	close_send(scenario);
}

static void put_timewait(struct scenario *scenario, int ms)
{
	buf_printf(scenario->buf, "<timewait milliseconds=\"%d\"/>\n\n", ms);
}

/* Nobody may hear the last message: wait in case it is asked for again. TCP does not lose any. */
static void linger(struct scenario *scenario)
{
	if (scenario->call->transport == SIPP_UDP)
		put_timewait(scenario, LINGER);
}

static void call_is_up(struct scenario *scenario, const struct dialog *dialog)
{
	const struct sipp_call *call = scenario->call;
	int ringing = call->early_media ? 183 : 180;

	may_receive(scenario, 100);
	may_receive(scenario, call->early_media ? 180 : 183);
	receive_response(scenario, ringing, TRANSACTION + milliseconds(dialog->attempt->wait), "");
	may_receive(scenario, 180);
	may_receive(scenario, 183);
	receive_response(scenario, 200, TRANSACTION + milliseconds(call->ringing), " rrs=\"true\"");
	send_inside(scenario, dialog, "ACK", 1);
	scenario->steps++;
	buf_puts(scenario->buf, "<!-- As long as -d says. -->\n<pause/>\n\n");
	send_inside(scenario, dialog, "BYE", 2);
	receive_response(scenario, 200, TRANSACTION, "");
}

static void call_is_refused(struct scenario *scenario, const struct dialog *dialog)
{
	may_receive(scenario, 100);
	may_receive(scenario, 180);
	may_receive(scenario, 183);
	receive_response(
		scenario, dialog->attempt->status, TRANSACTION + milliseconds(dialog->attempt->wait), "");
	send_beside(scenario, dialog, "ACK");
}

/* The failover timer runs out: the attempt is cancelled. */
static void call_is_given_up(struct scenario *scenario, const struct dialog *dialog)
{
	receive_response(scenario, 100, TRANSACTION, "");
	put_pause(scenario, milliseconds(dialog->attempt->wait));
	send_beside(scenario, dialog, "CANCEL");
	receive_response(scenario, 200, TRANSACTION, "");
	receive_response(scenario, 487, TRANSACTION, "");
	send_beside(scenario, dialog, "ACK");
}

static void await_end(struct scenario *scenario, const struct dialog *dialog)
{
	switch (dialog->attempt->status) {
	case SIPP_SILENT: /* RFC 3261 9.1: no CANCEL before a provisional answer */
		put_pause(scenario, milliseconds(dialog->attempt->wait));
		break;
	case SIPP_TRYING:
		call_is_given_up(scenario, dialog);
		break;
	case 200:
		call_is_up(scenario, dialog);
		break;
	default:
		call_is_refused(scenario, dialog);
		break;
	}
}

static void turn_to(struct scenario *scenario, const struct dialog *dialog)
{
	unsigned key = dialog->number + 1;

	scenario->steps++;
	buf_printf(scenario->buf,
		"<!-- The next trunk: -key address_%u, -key port_%u. -->\n"
		"<nop><action><setdest host=\"[address_%u]\" port=\"[port_%u]\" "
		"protocol=\"[transport]\"/></action></nop>\n\n",
		key, key, key, key);
}

static void write_uac(struct scenario *scenario)
{
	const struct sipp_call *call = scenario->call;
	uint32_t n = call->ping_only ? 0 : sipp_n_sent(call);

	if (call->ping_first || call->ping_only)
		send_options(scenario);
	for (uint32_t i = 0; i < n; i++) {
		struct dialog dialog = { sipp_sent(call, i), i, i + 1 == n, 0 };

		if (i > 0)
			turn_to(scenario, &dialog);
		send_invite(scenario, &dialog);
		await_end(scenario, &dialog);
	}
	linger(scenario);
}

/* The called side */

static const char *reason_of(int status)
{
	static const struct {
		int status;
		const char *reason;
	} reasons[] = { { 100, "Trying" }, { 180, "Ringing" }, { 183, "Session Progress" }, { 200, "OK" },
		{ 403, "Forbidden" }, { 404, "Not Found" }, { 408, "Request Timeout" },
		{ 480, "Temporarily Unavailable" }, { 484, "Address Incomplete" }, { 486, "Busy Here" },
		{ 487, "Request Terminated" }, { 488, "Not Acceptable Here" },
		{ 500, "Server Internal Error" }, { 502, "Bad Gateway" }, { 503, "Service Unavailable" },
		{ 504, "Server Time-out" }, { 600, "Busy Everywhere" }, { 603, "Decline" } };

	for (size_t i = 0; i < ARRAY_LEN(reasons); i++)
		if (reasons[i].status == status)
			return reasons[i].reason;
	return "Refused";
}

/* An answer to the last request; `cseq` NULL: to its own CSeq. */
static void begin_answer(struct scenario *scenario, int status, bool has_tag, const char *cseq)
{
	open_send(scenario, cseq != NULL);
	buf_printf(scenario->buf, "SIP/2.0 %d %s\n[last_Via:]\n", status, reason_of(status));
	if (status > 100)
		buf_puts(scenario->buf, "[last_Record-Route:]\n");
	buf_puts(scenario->buf, "[last_From:]\n[last_To:]");
	/* RFC 3261 8.2.6.2: a tag in every answer but 100, where the request has none. */
	if (status > 100 && !has_tag)
		buf_puts(scenario->buf, ";tag=[call_number]");
	buf_puts(scenario->buf, "\n[last_Call-ID:]\n");
	buf_printf(scenario->buf, "%s\n", cseq != NULL ? cseq : "[last_CSeq:]");
}

static void answer(struct scenario *scenario, int status, bool has_tag)
{
	begin_answer(scenario, status, has_tag, NULL);
	if (status > 100 && status < 300)
		put_contact(scenario);
	put_no_body(scenario);
	close_send(scenario);
}

/* The final answer to an INVITE is sent again until the ACK comes (RFC 3261 13.3.1.4, 17.2.1). */
static void answer_invite(struct scenario *scenario, int status)
{
	begin_answer(scenario, status, false, "CSeq: [last_cseq_number] INVITE");
	if (status == 200) {
		put_contact(scenario);
		put_allow(scenario);
		put_sdp(scenario);
	} else {
		put_no_body(scenario);
	}
	close_send(scenario);
	receive_request(scenario, "ACK", TRANSACTION);
}

static void answer_options(struct scenario *scenario)
{
	begin_answer(scenario, 200, false, NULL);
	put_contact(scenario);
	put_allow(scenario);
	buf_puts(scenario->buf, "Accept: application/sdp\n");
	put_no_body(scenario);
	close_send(scenario);
}

/* A ping under a Call-ID of its own counts as a call: it ends well when no INVITE follows. */
static void await_invite(struct scenario *scenario)
{
	scenario->steps += 3;
	buf_puts(scenario->buf,
		"<recv request=\"OPTIONS\" optional=\"true\" next=\"ping\"/>\n"
		"<recv request=\"INVITE\" next=\"invited\"/>\n\n"
		"<label id=\"ping\"/>\n");
	answer_options(scenario);
	buf_puts(scenario->buf,
		"<recv request=\"INVITE\" timeout=\"2000\" ontimeout=\"end\"/>\n\n<label id=\"invited\"/>\n");
}

static void answer_and_hang_up(struct scenario *scenario)
{
	const struct sipp_call *call = scenario->call;

	if (call->early_media) {
		begin_answer(scenario, 183, false, NULL);
		put_contact(scenario);
		put_sdp(scenario);
		close_send(scenario);
	} else {
		answer(scenario, 180, false);
	}
	put_pause(scenario, milliseconds(call->ringing));
	answer_invite(scenario, 200);
	receive_request(scenario, "BYE", TRANSACTION + milliseconds(call->duration));
	answer(scenario, 200, true);
}

/* What the called side does with the INVITE. */
static void answer_attempt(struct scenario *scenario, const struct sipp_attempt *attempt)
{
	int wait = milliseconds(attempt->wait);

	switch (attempt->status) {
	case SIPP_SILENT:
		break;
	case SIPP_TRYING:
		answer(scenario, 100, false);
		receive_request(scenario, "CANCEL", TRANSACTION + wait);
		answer(scenario, 200, false);
		answer_invite(scenario, 487);
		break;
	default:
		if (wait > TRYING_AFTER)
			answer(scenario, 100, false);
		put_pause(scenario, wait);
		if (attempt->status == 200)
			answer_and_hang_up(scenario);
		else
			answer_invite(scenario, attempt->status);
		break;
	}
}

static void write_uas(struct scenario *scenario, uint32_t number)
{
	const struct sipp_call *call = scenario->call;
	const struct sipp_attempt *attempt = sipp_sent(call, number);

	if (call->ping_only) {
		scenario->steps++;
		buf_puts(scenario->buf, "<recv request=\"OPTIONS\"/>\n\n");
		answer_options(scenario);
		linger(scenario);
		return;
	}
	await_invite(scenario);
	answer_attempt(scenario, attempt);
	buf_puts(scenario->buf, "<label id=\"end\"/>\n");
	/* Over TCP too: if this end went away, the caller would give the call up before it changes the address. */
	if (attempt->status == SIPP_SILENT)
		put_timewait(scenario, milliseconds(attempt->wait) + LINGER);
	else if (number + 1 < sipp_n_sent(call))
		put_timewait(scenario, LINGER);
	else
		linger(scenario);
}

/* SIPp keeps names in small arrays. */
static void put_name(struct buf *buf, const char *name)
{
	struct str text = str_of(name);
	size_t size = 1;
	size_t end = 0;

	while (end < text.length && end < MOST_OF_NAME) {
		utf8_decode(text.text + end, text.length - end, &size);
		end += size;
	}
	escape_xml(buf, (struct str){ text.text, end });
}

void sipp_scenario(const struct sipp_call *call, uint32_t file, struct buf *buf)
{
	struct scenario scenario = { call, buf, 0 };

	buf_puts(buf,
		"<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n"
		"<!DOCTYPE scenario SYSTEM \"sipp.dtd\">\n"
		"<!-- Made by " SIPP_MARK "; README.md says how to run it. -->\n"
		"<scenario name=\"");
	put_name(buf, call->name);
	buf_puts(buf, "\">\n\n");
	if (file == 0)
		write_uac(&scenario);
	else
		write_uas(&scenario, file - 1);
	buf_puts(buf, "</scenario>\n");
}
