/* SPDX-License-Identifier: MIT */
#include "capture/rtp.h"

#include <string.h>

/* Silence by ITU-T G.711: the least positive value, as it is sent. 0: the codec has no such byte. */
static uint8_t silence_of(const struct sip_codec *codec)
{
	switch (codec->payload_type) {
	case 0:
		return 0xff;
	case 8:
		return 0xd5;
	default:
		return 0;
	}
}

/* The RTP header stands right behind the UDP header. */
static uint8_t *rtp_of(struct rtp_stream *stream)
{
	return stream->frame.bytes + stream->frame.payload;
}

/* Sums what stays: UDP's own checksum and the fields that change count as zero. */
static void sum_the_rest(struct rtp_stream *stream, const struct pcap_path *path)
{
	struct pcap_frame *frame = &stream->frame;
	size_t length = (size_t)frame->length - frame->transport;
	size_t address = path->from.bits / 8U;
	uint32_t sum = 17 + (uint32_t)length; /* protocol number and length of the pseudo header */

	pcap_set16(frame->bytes + frame->transport + 6, 0);
	memset(rtp_of(stream), 0, 8);
	sum = pcap_sum(sum, path->from.bytes, address);
	sum = pcap_sum(sum, path->to.bytes, address);
	if (stream->noisy)
		length = 8 + RTP_HEADER;
	stream->rest = pcap_sum(sum, frame->bytes + frame->transport, length);
}

void rtp_start(struct rtp_stream *stream, const struct pcap_path *path, const struct sip_codec *codec,
	bool encrypted, uint64_t seed, int64_t start, int64_t end)
{
	uint8_t payload[RTP_HEADER + 256];
	size_t length = RTP_HEADER + codec->packet_bytes + (encrypted ? (size_t)SRTP_TAG : 0);

	memset(payload, 0, sizeof(payload));
	*stream = (struct rtp_stream){
		.seed = seed,
		.next = start,
		.end = end,
		.timestamp = (uint32_t)sip_mix(seed, 1),
		.step = codec->clock * codec->packet_ms / 1000U,
		.interval = codec->packet_ms * INT64_C(1000000),
		.sequence = (uint16_t)sip_mix(seed, 2),
		.payload_type = codec->payload_type,
		.noisy = encrypted || silence_of(codec) == 0,
	};
	pcap_set32(payload + 8, (uint32_t)sip_mix(seed, 3));
	memset(payload + RTP_HEADER, silence_of(codec), length - RTP_HEADER);
	pcap_make_udp(&stream->frame, path, 0, payload, length);
	sum_the_rest(stream, path);
}

/* Fills the payload with what looks like nothing; returns its sum. */
static uint32_t make_noise(struct rtp_stream *stream)
{
	uint8_t *at = rtp_of(stream) + RTP_HEADER;
	uint8_t *end = stream->frame.bytes + stream->frame.length;
	uint64_t seed = sip_mix(stream->seed, (uint64_t)stream->n + 16);
	uint64_t bits = 0;

	for (size_t i = 0; at + i < end; i++) {
		if (i % 8 == 0)
			bits = sip_mix(seed, i);
		at[i] = (uint8_t)bits;
		bits >>= 8;
	}
	return pcap_sum(0, at, (size_t)(end - at));
}

/* A new number in the header of IPv4, which IPv6 has not. */
static void number_packet(struct rtp_stream *stream)
{
	uint8_t *ip = stream->frame.bytes + stream->frame.ip;

	if (ip[0] >> 4 != 4)
		return;
	pcap_set16(ip + 4, (uint16_t)(stream->n + stream->seed));
	pcap_set16(ip + 10, 0);
	pcap_set16(ip + 10, pcap_checksum(pcap_sum(0, ip, 20)));
}

void rtp_put(struct rtp_stream *stream, struct pcap *pcap)
{
	uint8_t *rtp = rtp_of(stream);
	uint16_t first = (uint16_t)(0x8000 | (stream->n == 0 ? 0x80 : 0) | stream->payload_type);
	uint32_t sum = stream->rest + first + stream->sequence;
	uint16_t checksum;

	number_packet(stream);
	sum += (stream->timestamp >> 16) + (stream->timestamp & 0xffff);
	pcap_set16(rtp, first);
	pcap_set16(rtp + 2, stream->sequence);
	pcap_set32(rtp + 4, stream->timestamp);
	if (stream->noisy)
		sum += make_noise(stream);
	checksum = pcap_checksum(sum);
	pcap_set16(stream->frame.bytes + stream->frame.transport + 6, checksum != 0 ? checksum : 0xffff);
	pcap_put(pcap, stream->next, &stream->frame);
	stream->next += stream->interval;
	stream->timestamp += stream->step;
	stream->sequence++;
	stream->n++;
}
