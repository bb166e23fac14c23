/* SPDX-License-Identifier: MIT */
/*
 * rtp.h - the packets of one audio stream (RFC 3550, 3551), made from one frame that is patched for each.
 *
 * A packet every 20 ms (G.723.1: 30), sequence +1, timestamp + as much of the codec's clock, marker on the first. What is heard is
 * the codec's silence; of codecs without a byte for it, and of SRTP (RFC 3711, tag of 10 bytes), it is noise.
 */
#ifndef LYNC_TOPO_CAPTURE_RTP_H
#define LYNC_TOPO_CAPTURE_RTP_H

#include "capture/pcap.h"
#include "capture/sip_text.h"

enum {
	RTP_HEADER = 12,
	SRTP_TAG = 10,
};

struct rtp_stream {
	struct pcap_frame frame;
	uint64_t seed;
	int64_t next, end; /* of the next packet; none at or after the end */
	int64_t interval;  /* between packets */
	uint32_t rest;     /* sum for the checksum of all that does not change */
	uint32_t timestamp, step;
	uint32_t n;
	uint16_t sequence;
	uint8_t payload_type;
	bool noisy;
};

/* From `start` on. Identifiers follow from the seed. */
void rtp_start(struct rtp_stream *stream, const struct pcap_path *path, const struct sip_codec *codec,
	bool encrypted, uint64_t seed, int64_t start, int64_t end);

/* Writes the next packet. Ask before whether next < end. */
void rtp_put(struct rtp_stream *stream, struct pcap *pcap);

#endif
