/* SPDX-License-Identifier: MIT */
/*
 * bandwidth.h - what a media stream needs on a link, one way.
 *
 * On the wire: payload of the codec, RTP 12 (RFC 3550), SRTP tag 10 (RFC 3711), UDP 8, IP 20 or 40, and a tunnel's
 * own headers. For planning: Microsoft's figures ("Network bandwidth requirements for media traffic in Lync Server
 * 2013"). kbit/s are thousands of bits a second at the network layer, without Ethernet.
 *
 * Codecs as docs/language.md writes them; "rtaudio" is the narrowband one ("rta-nb"), which calls to the PSTN use,
 * "rta-wb" the wideband one. A codec without a rate of its own ("opus") is not known here.
 */
#ifndef LYNC_TOPO_MODEL_BANDWIDTH_H
#define LYNC_TOPO_MODEL_BANDWIDTH_H

#include "base/str.h"

#include <stdint.h>

enum {
	PACKET_MS = 20,             /* of Lync's audio codecs */
	ETHERNET_BYTES = 18,        /* header and check sequence of a frame, without preamble and gap */
	ETHERNET_TAGGED_BYTES = 22, /* with an 802.1Q tag */
};

/*
 * A tunnel around the packets, with an outer IPv4 header. GRE with a cipher is ESP around GRE. Cipher names as
 * docs/language.md writes them ("aes-128-cbc-sha1"); a name that says no mode is taken as AES in CBC mode, one that
 * says no hash as SHA-1.
 */
struct encapsulation {
	bool gre;
	bool gre_key_and_sequence; /* GRE with those two fields, 8 bytes more (RFC 2890) */
	bool esp_transport;        /* ESP around GRE in transport mode: one IP header less */
	struct str cipher;         /* empty or "none": no ESP */
	bool nat_traversal;        /* ESP inside UDP (RFC 3948) */
};

struct stream {
	struct str codec; /* "g711u", "g711a", "g729", "rta-nb", "rta-wb", "g722" ... */
	unsigned packet_ms;
	bool encrypted;     /* SRTP */
	bool srtp_tag_of_4; /* AES_CM_128_HMAC_SHA1_32 (RFC 4568), else the tag has 10 bytes */
	bool ipv6;
};

/* A stream of the codec, in packets of PACKET_MS. */
struct stream media_stream(const char *codec, bool encrypted);

/* Bytes of one packet at the network layer; 0 for a codec that is not known, or no time. */
unsigned bandwidth_packet(const struct stream *stream, const struct encapsulation *tunnel /* or NULL */);

/* One way; 0 for a codec that is not known. */
double bandwidth_wire_kbps(const struct stream *stream, const struct encapsulation *tunnel /* or NULL */);

enum planning_model {
	PLANNING_MICROSOFT,     /* G.711 92.0 */
	PLANNING_MICROSOFT_FEC, /* with forward error correction, G.711 156.0 */
};

/* Microsoft's planning figure, without RTCP; 0 where the page has none. */
double bandwidth_planning_kbps(struct str codec, enum planning_model model);

/* How streams are counted: on links, and by call admission control. */
enum bandwidth_model {
	BANDWIDTH_WIRE,          /* as they are on the wire, with the overhead of tunnels, without RTCP */
	BANDWIDTH_MICROSOFT,     /* by the planning figure with 5 kbit/s of RTCP: G.711 97 */
	BANDWIDTH_MICROSOFT_FEC, /* the same with forward error correction: G.711 161 */
	BANDWIDTH_MODEL_COUNT,
};

/* "wire", "microsoft", "microsoft-fec"; back: BANDWIDTH_MODEL_COUNT for none of them. */
const char *bandwidth_model_name(enum bandwidth_model model);
enum bandwidth_model bandwidth_model_find(struct str name);

/* What the model counts for a stream, one way; 0 for a codec that is not known. */
double bandwidth_kbps(enum bandwidth_model model, const struct stream *stream,
	const struct encapsulation *tunnel /* or NULL */);

/* kbit/s as a whole number of thousandths of bits a second, so that sums are exact; and back. */
int64_t bandwidth_units(double kbps);
double bandwidth_of_units(int64_t units);

/*
 * What planners count for a stream: Microsoft's figure with 5 kbit/s of RTCP, with error correction where the model
 * has it. A codec for which the page has no figure counts as on the wire, without tunnel, plus RTCP.
 */
double bandwidth_planned_kbps(enum bandwidth_model model, const struct stream *stream);

#endif
