/* SPDX-License-Identifier: MIT */
#include "model/bandwidth.h"

#include "base/util.h"
#include "model/figures.h"

#include <math.h>

enum {
	IPV4_BYTES = 20,
	IPV6_BYTES = 40,
	UDP_BYTES = 8,
	RTP_BYTES = 12,
	SRTP_TAG_BYTES = 10,
	SRTP_SHORT_TAG_BYTES = 4,
	GRE_BYTES = 4,         /* RFC 2784 */
	GRE_OPTIONS_BYTES = 8, /* RFC 2890: key and sequence number */
	ESP_HEADER_BYTES = 8,  /* RFC 4303: SPI and sequence number */
	ESP_TRAILER_BYTES = 2, /* pad length and next header */
};

struct stream media_stream(const char *codec, bool encrypted)
{
	return (struct stream){ .codec = str_of(codec), .packet_ms = PACKET_MS, .encrypted = encrypted };
}

/* A codec that speaks in frames; those by the sample have frames of one millisecond. */
struct codec {
	const char *name;
	unsigned frame_ms, frame_bytes;
};

/*
 * RFC 3551 table 1 and section 4.5 (G.711, G.722, G.723 at 6.3 kbit/s, G.726-32, G.729, GSM), RFC 3951 (iLBC,
 * both modes); Siren at 16 kbit/s and RTAudio at the 11.8 and 29.0 kbit/s of Microsoft's page.
 */
static const struct codec codecs[] = {
	{ "g711u", 1, 8 },
	{ "g711a", 1, 8 },
	{ "g722", 1, 8 },
	{ "g723", 30, 24 },
	{ "g726", 1, 4 },
	{ "g729", 10, 10 },
	{ "gsm", 20, 33 },
	{ "ilbc", 30, 50 },
	{ "ilbc", 20, 38 },
	{ "siren", 20, 40 },
	{ "rtaudio", 20, 30 },
	{ "rta-nb", 20, 30 },
	{ "rta-wb", 20, 73 },
};

/* The way of the codec whose frames fill the packet, else the last one; NULL if there is none. */
static const struct codec *codec_for(const struct stream *stream)
{
	const struct codec *found = NULL;

	for (size_t i = 0; i < ARRAY_LEN(codecs); i++) {
		if (!str_is(stream->codec, codecs[i].name))
			continue;
		found = &codecs[i];
		if (stream->packet_ms % found->frame_ms == 0)
			break;
	}
	return found;
}

/* As many whole frames as it takes. */
static unsigned frames_in(const struct codec *codec, unsigned packet_ms)
{
	return packet_ms / codec->frame_ms + (packet_ms % codec->frame_ms != 0 ? 1 : 0);
}

/* What ESP adds depends on cipher and hash. */
struct esp {
	unsigned iv, block, icv;
};

static bool mentions(struct str name, const char *part)
{
	size_t length = strlen(part);

	for (size_t at = 0; at + length <= name.length; at++)
		if (ascii_compare_nocase((struct str){ name.text + at, length }, str_of(part)) == 0)
			return true;
	return false;
}

/* Bytes of the integrity check value; RFC 2404, RFC 4868. */
static unsigned check_value_of(struct str cipher)
{
	if (mentions(cipher, "sha512") || mentions(cipher, "sha2-512"))
		return 32;
	if (mentions(cipher, "sha384") || mentions(cipher, "sha2-384"))
		return 24;
	return mentions(cipher, "sha256") || mentions(cipher, "sha2-256") ? 16 : 12;
}

static struct esp esp_of(struct str cipher)
{
	/* RFC 4106, RFC 4309, RFC 7634: they check what they encrypt. */
	if (mentions(cipher, "gcm") || mentions(cipher, "ccm") || mentions(cipher, "poly1305"))
		return (struct esp){ 8, 4, 16 };
	if (mentions(cipher, "ctr")) /* RFC 3686 */
		return (struct esp){ 8, 4, check_value_of(cipher) };
	if (mentions(cipher, "null")) /* RFC 2410 */
		return (struct esp){ 0, 4, check_value_of(cipher) };
	if (mentions(cipher, "des")) /* RFC 2451, 3DES too */
		return (struct esp){ 8, 8, check_value_of(cipher) };
	return (struct esp){ 16, 16, check_value_of(cipher) }; /* RFC 3602 */
}

static bool is_encrypted(const struct encapsulation *tunnel)
{
	return tunnel->cipher.length > 0 && !str_is(tunnel->cipher, "none");
}

/* Around `bytes` that ESP protects, with the outer IP header. */
static unsigned wrap_in_esp(unsigned bytes, const struct encapsulation *tunnel)
{
	struct esp esp = esp_of(tunnel->cipher);
	unsigned inside = bytes + ESP_TRAILER_BYTES;
	unsigned padded = (inside + esp.block - 1) / esp.block * esp.block;

	return IPV4_BYTES + (tunnel->nat_traversal ? UDP_BYTES : 0U) + ESP_HEADER_BYTES + esp.iv + padded +
		esp.icv;
}

static unsigned wrap(unsigned bytes, const struct encapsulation *tunnel)
{
	if (tunnel->gre) {
		bytes += GRE_BYTES + (tunnel->gre_key_and_sequence ? GRE_OPTIONS_BYTES : 0U);
		if (!is_encrypted(tunnel) || !tunnel->esp_transport)
			bytes += IPV4_BYTES;
	}
	return is_encrypted(tunnel) ? wrap_in_esp(bytes, tunnel) : bytes;
}

unsigned bandwidth_packet(const struct stream *stream, const struct encapsulation *tunnel)
{
	const struct codec *codec = codec_for(stream);
	unsigned bytes;

	if (codec == NULL || stream->packet_ms == 0)
		return 0;
	bytes = frames_in(codec, stream->packet_ms) * codec->frame_bytes + RTP_BYTES + UDP_BYTES;
	if (stream->encrypted)
		bytes += stream->srtp_tag_of_4 ? SRTP_SHORT_TAG_BYTES : SRTP_TAG_BYTES;
	bytes += stream->ipv6 ? IPV6_BYTES : IPV4_BYTES;
	return tunnel != NULL ? wrap(bytes, tunnel) : bytes;
}

double bandwidth_wire_kbps(const struct stream *stream, const struct encapsulation *tunnel)
{
	const struct codec *codec = codec_for(stream);
	unsigned bytes = bandwidth_packet(stream, tunnel);

	if (bytes == 0)
		return 0.0;
	return bytes * 8.0 / (frames_in(codec, stream->packet_ms) * codec->frame_ms);
}

/* Payload, IP, UDP, RTP and SRTP as a page adds them up; `has_rtcp`: the page's figure has RTCP besides. */
static const struct planning {
	const char *name;
	enum figure plain, fec;
	bool has_rtcp;
} plannings[] = {
	{ "g711u", FIGURE_G711_STREAM, FIGURE_G711_STREAM_FEC, false },
	{ "g711a", FIGURE_G711_STREAM, FIGURE_G711_STREAM_FEC, false },
	{ "g722", FIGURE_ADMISSION_G722, FIGURE_ADMISSION_G722_FEC, true },
	{ "siren", FIGURE_ADMISSION_SIREN, FIGURE_ADMISSION_SIREN_FEC, true },
	{ "rtaudio", FIGURE_RTAUDIO_NB_STREAM, FIGURE_RTAUDIO_NB_STREAM_FEC, false },
	{ "rta-nb", FIGURE_RTAUDIO_NB_STREAM, FIGURE_RTAUDIO_NB_STREAM_FEC, false },
	{ "rta-wb", FIGURE_ADMISSION_RTAUDIO_WB, FIGURE_ADMISSION_RTAUDIO_WB_FEC, true },
};

/* Pages give tenths of a kbit/s; a difference of two is one too, and not the next double beside it. */
static double tenths(double kbps)
{
	return round(kbps * 10.0) / 10.0;
}

double bandwidth_planning_kbps(struct str codec, enum planning_model model)
{
	for (size_t i = 0; i < ARRAY_LEN(plannings); i++) {
		double kbps = figure_value(
			model == PLANNING_MICROSOFT_FEC ? plannings[i].fec : plannings[i].plain);

		if (str_is(codec, plannings[i].name))
			return plannings[i].has_rtcp ? tenths(kbps - figure_value(FIGURE_ADMISSION_RTCP)) :
						       kbps;
	}
	return 0.0;
}

static const char *const model_names[BANDWIDTH_MODEL_COUNT] = {
	[BANDWIDTH_WIRE] = "wire",
	[BANDWIDTH_MICROSOFT] = "microsoft",
	[BANDWIDTH_MICROSOFT_FEC] = "microsoft-fec",
};

const char *bandwidth_model_name(enum bandwidth_model model)
{
	return model_names[model];
}

enum bandwidth_model bandwidth_model_find(struct str name)
{
	unsigned model = 0;

	while (model < BANDWIDTH_MODEL_COUNT && !str_is(name, model_names[model]))
		model++;
	return (enum bandwidth_model)model;
}

double bandwidth_planned_kbps(enum bandwidth_model model, const struct stream *stream)
{
	double kbps = bandwidth_planning_kbps(stream->codec,
		model == BANDWIDTH_MICROSOFT_FEC ? PLANNING_MICROSOFT_FEC : PLANNING_MICROSOFT);

	if (kbps <= 0.0)
		kbps = bandwidth_wire_kbps(stream, NULL);
	return kbps > 0.0 ? kbps + figure_value(FIGURE_PLANNING_RTCP) : 0.0;
}

double bandwidth_kbps(
	enum bandwidth_model model, const struct stream *stream, const struct encapsulation *tunnel)
{
	return model == BANDWIDTH_WIRE ? bandwidth_wire_kbps(stream, tunnel) :
					 bandwidth_planned_kbps(model, stream);
}

#define UNITS_PER_KBPS 1e6

int64_t bandwidth_units(double kbps)
{
	return (int64_t)llround(kbps * UNITS_PER_KBPS);
}

double bandwidth_of_units(int64_t units)
{
	return (double)units / UNITS_PER_KBPS;
}
