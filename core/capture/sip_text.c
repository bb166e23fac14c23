/* SPDX-License-Identifier: MIT */
#include "capture/sip_text.h"

#include <inttypes.h>

enum {
	USER_MOST = 64, /* characters printed of a user */
	PHRASE_MOST = 64,
	KEY_BYTES = 30, /* RFC 4568 6.2.1: key and salt of AES_CM_128 */
};

static const char *const METHODS[N_SIP_METHODS] = { "INVITE", "ACK", "CANCEL", "BYE", "OPTIONS" };

/*
 * Payload types of RFC 3551 table 4, those of x-msrta and SIREN as MS-SDPEXT gives them, dynamic ones from 96 as we
 * choose. Bytes follow from the bit rates: G.711 and G.722 64 kbit/s, G.723.1 6.3 (RFC 3551 4.5.3: 24 bytes in
 * 30 ms), G.726 32, G.729 8, GSM 13.2, iLBC 15.2 (RFC 3951), RTAudio 11.8 and 29, Siren 16; Opus has no fixed one
 * and gets 24 kbit/s. Its clock is 48 kHz whatever it carries (RFC 7587 4.1).
 */
static const struct sip_codec CODECS[] = {
	{ "g711u", "PCMU/8000", NULL, 0, 8000, 160, 20 },
	{ "g711a", "PCMA/8000", NULL, 8, 8000, 160, 20 },
	{ "g722", "G722/8000", NULL, 9, 8000, 160, 20 },
	{ "g723", "G723/8000", NULL, 4, 8000, 24, 30 },
	{ "g726", "G726-32/8000", NULL, 96, 8000, 80, 20 },
	{ "g729", "G729/8000", "annexb=no", 18, 8000, 20, 20 },
	{ "gsm", "GSM/8000", NULL, 3, 8000, 33, 20 },
	{ "ilbc", "iLBC/8000", "mode=20", 97, 8000, 38, 20 },
	{ "opus", "opus/48000/2", NULL, 98, 48000, 60, 20 },
	{ "rtaudio", "x-msrta/8000", "bitrate=11800", 115, 8000, 30, 20 },
	{ "rta-nb", "x-msrta/8000", "bitrate=11800", 115, 8000, 30, 20 },
	{ "rta-wb", "x-msrta/16000", "bitrate=29000", 114, 16000, 73, 20 },
	{ "siren", "SIREN/16000", "bitrate=16000", 111, 16000, 40, 20 },
};

bool sip_method_find(struct str name, enum sip_method *ret)
{
	for (unsigned i = 0; i < N_SIP_METHODS; i++)
		if (str_is(name, METHODS[i])) {
			*ret = (enum sip_method)i;
			return true;
		}
	return false;
}

const struct sip_codec *sip_codec_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(CODECS); i++)
		if (strcmp(CODECS[i].name, name) == 0)
			return &CODECS[i];
	return NULL;
}

uint64_t sip_mix(uint64_t seed, uint64_t what)
{
	uint64_t x = seed + (what + 1) * UINT64_C(0x9e3779b97f4a7c15);

	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	x ^= x >> 31;
	return x != 0 ? x : 1;
}

static void put_host(struct buf *buf, const char *ip)
{
	buf_printf(buf, strchr(ip, ':') != NULL ? "[%s]" : "%s", ip);
}

static void put_place(struct buf *buf, const struct sip_place *place)
{
	put_host(buf, place->ip);
	buf_printf(buf, ":%u", place->port);
}

/* RFC 3261 25.1, user: what is not plainly allowed is escaped. */
static void put_user(struct buf *buf, const char *user)
{
	if (user[0] == '\0')
		buf_puts(buf, "anonymous");
	for (unsigned i = 0; user[i] != '\0' && i < USER_MOST; i++) {
		if (ascii_is_alnum(user[i]) || strchr("-_.+/", user[i]) != NULL)
			buf_putc(buf, user[i]);
		else
			buf_printf(buf, "%%%02X", (unsigned char)user[i]);
	}
}

static void put_person(struct buf *buf, const char *header, const struct sip_person *person)
{
	buf_printf(buf, "%s: <sip:", header);
	if (person->user != NULL) {
		put_user(buf, person->user);
		buf_putc(buf, '@');
	}
	put_host(buf, person->ip);
	buf_puts(buf, person->user != NULL && person->user[0] == '+' ? ";user=phone>" : ">");
	if (person->tag != 0)
		buf_printf(buf, ";tag=%016" PRIx64, person->tag);
	buf_puts(buf, "\r\n");
}

static const char *uri_transport(const struct sip_message *message)
{
	switch (message->transport[1]) {
	case 'D':
		return "udp";
	case 'L':
		return "tls";
	default:
		return "tcp";
	}
}

static void put_route(struct buf *buf, const struct sip_message *message, const char *header,
	const struct sip_place *place, const char *parameters)
{
	if (place == NULL)
		return;
	buf_printf(buf, "%s: <sip:", header);
	put_place(buf, place);
	buf_printf(buf, ";transport=%s%s>\r\n", uri_transport(message), parameters);
}

/* A phrase comes from elsewhere: no control characters, no line ends. */
static void put_status_line(struct buf *buf, const struct sip_message *message)
{
	buf_printf(buf, "SIP/2.0 %03d ", message->status);
	for (unsigned i = 0; message->phrase[i] != '\0' && i < PHRASE_MOST; i++) {
		char c = message->phrase[i];

		buf_putc(buf, (char)(c >= ' ' && c <= '~' ? c : ' '));
	}
	buf_puts(buf, "\r\n");
}

static void put_request_line(struct buf *buf, const struct sip_message *message)
{
	buf_printf(buf, "%s sip:", METHODS[message->method]);
	if (message->target_user != NULL) {
		put_user(buf, message->target_user);
		buf_putc(buf, '@');
	}
	put_place(buf, &message->target);
	buf_printf(buf, ";transport=%s", uri_transport(message));
	if (message->target_user != NULL && message->target_user[0] == '+')
		buf_puts(buf, ";user=phone");
	buf_puts(buf, " SIP/2.0\r\n");
}

static void put_identity(struct buf *buf, const struct sip_message *message)
{
	for (unsigned i = 0; i < message->n_via; i++) {
		buf_printf(buf, "Via: SIP/2.0/%s ", message->transport);
		put_place(buf, &message->via[i].place);
		buf_printf(buf, ";branch=z9hG4bK%016" PRIx64 "\r\n", message->via[i].branch);
	}
	put_route(buf, message, "Record-Route", message->record_route, ";lr");
	put_route(buf, message, "Route", message->route, ";lr");
	put_person(buf, "From", &message->from);
	put_person(buf, "To", &message->to);
	buf_printf(
		buf, "Call-ID: %016" PRIx64 "%016" PRIx64 "\r\n", message->call_id[0], message->call_id[1]);
	buf_printf(buf, "CSeq: %" PRIu32 " %s\r\n", message->cseq, METHODS[message->method]);
}

/* RFC 3261 table 2: Allow belongs into an INVITE and into answers that are neither provisional nor refusals. */
static bool tells_methods(const struct sip_message *message)
{
	bool is_ok = message->status >= 200 && message->status < 300;

	return message->status == 405 || (message->method == SIP_INVITE && (message->status == 0 || is_ok)) ||
		(message->method == SIP_OPTIONS && is_ok);
}

void sip_text(const struct sip_message *message, struct buf *buf)
{
	struct buf body = { 0 };

	if (message->session != NULL)
		sip_session_text(message->session, &body);
	if (message->status != 0)
		put_status_line(buf, message);
	else
		put_request_line(buf, message);
	put_identity(buf, message);
	if (message->status == 0)
		buf_printf(buf, "Max-Forwards: %u\r\n", message->max_forwards);
	put_route(buf, message, "Contact", message->contact, "");
	if (tells_methods(message))
		buf_puts(buf, "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS\r\n");
	if (message->method == SIP_OPTIONS && (message->status == 0 || message->status == 200))
		buf_puts(buf, "Accept: application/sdp\r\n");
	if (message->agent != NULL)
		buf_printf(buf, "%s: %s\r\n", message->status == 0 ? "User-Agent" : "Server", message->agent);
	if (message->reason != NULL)
		buf_printf(buf, "Reason: %s\r\n", message->reason);
	if (body.length > 0)
		buf_puts(buf, "Content-Type: application/sdp\r\n");
	buf_printf(buf, "Content-Length: %zu\r\n\r\n", body.length);
	buf->failed |= body.failed;
	buf_put(buf, buf_text(&body), body.length);
	buf_release(&body);
}

static void put_key(struct buf *buf, uint64_t id)
{
	static const char DIGITS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (unsigned i = 0; i < KEY_BYTES / 3; i++) {
		uint64_t bits = sip_mix(id, i);

		for (unsigned digit = 0; digit < 4; digit++)
			buf_putc(buf, DIGITS[bits >> (6 * digit) & 63]);
	}
}

static void put_codec(struct buf *buf, const struct sip_codec *codec)
{
	buf_printf(buf, "a=rtpmap:%u %s\r\n", codec->payload_type, codec->encoding);
	if (codec->format != NULL)
		buf_printf(buf, "a=fmtp:%u %s\r\n", codec->payload_type, codec->format);
}

void sip_session_text(const struct sip_session *session, struct buf *buf)
{
	const struct sip_codec *taken[3] = { session->codec };
	unsigned n = 1;
	const char *family = strchr(session->ip, ':') != NULL ? "IP6" : "IP4";

	for (unsigned i = 0; i < 2 && !session->is_answer; i++)
		if (&CODECS[i] != session->codec)
			taken[n++] = &CODECS[i];
	buf_printf(buf, "v=0\r\no=- %" PRIu64 " 1 IN %s %s\r\ns=-\r\nc=IN %s %s\r\nt=0 0\r\n",
		session->id >> 33, family, session->ip, family, session->ip);
	buf_printf(buf, "m=audio %u RTP/%s", session->port, session->encrypted ? "SAVP" : "AVP");
	for (unsigned i = 0; i < n; i++)
		buf_printf(buf, " %u", taken[i]->payload_type);
	buf_puts(buf, " 101\r\n");
	for (unsigned i = 0; i < n; i++)
		put_codec(buf, taken[i]);
	buf_printf(buf, "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:%u\r\n",
		session->codec->packet_ms);
	if (session->encrypted) {
		buf_puts(buf, "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:");
		put_key(buf, session->id);
		buf_puts(buf, "\r\n");
	}
	buf_puts(buf, "a=sendrecv\r\n");
}
