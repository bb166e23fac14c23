/* SPDX-License-Identifier: MIT */
#include "capture/pcap.h"

#include "base/hash.h"

#include <string.h>

enum {
	ETHERTYPE_IPV4 = 0x0800,
	ETHERTYPE_IPV6 = 0x86dd,
	ETHERTYPE_VLAN = 0x8100,
	PROTOCOL_TCP = 6,
	PROTOCOL_UDP = 17,
	HOPS = 64,
	WINDOW = 64240,
	DO_NOT_FRAGMENT = 0x4000,
};

static const int64_t SECOND = INT64_C(1000000000);

static void set32_little(uint8_t *at, uint32_t value)
{
	for (unsigned i = 0; i < 4; i++)
		at[i] = (uint8_t)(value >> (8 * i));
}

struct pcap pcap_start(struct out *out, int64_t epoch)
{
	uint8_t header[24] = { 0x4d, 0x3c, 0xb2, 0xa1, 2, 0, 4, 0 };

	set32_little(header + 16, PCAP_SNAP_LENGTH);
	set32_little(header + 20, 1); /* LINKTYPE_ETHERNET */
	out_put(out, (const char *)header, sizeof(header));
	return (struct pcap){ .out = out, .base = epoch * SECOND };
}

uint32_t pcap_sum(uint32_t sum, const uint8_t *bytes, size_t length)
{
	uint64_t wide = sum;

	for (size_t i = 0; i + 1 < length; i += 2)
		wide += (uint32_t)bytes[i] << 8 | bytes[i + 1];
	if (length % 2 != 0)
		wide += (uint32_t)bytes[length - 1] << 8;
	while (wide >> 16 != 0)
		wide = (wide & 0xffff) + (wide >> 16);
	return (uint32_t)wide;
}

uint16_t pcap_checksum(uint32_t sum)
{
	while (sum >> 16 != 0)
		sum = (sum & 0xffff) + (sum >> 16);
	return (uint16_t)~sum;
}

static void put_mac(uint8_t *at, const struct address *address)
{
	uint64_t mixed = FINGERPRINT_START;
	size_t length = address->bits / 8U;

	at[0] = 0x02;
	at[1] = 0x00;
	if (length == 4) {
		memcpy(at + 2, address->bytes, 4);
		return;
	}
	mixed = fingerprint_add_str(mixed, (struct str){ (const char *)address->bytes, length });
	for (unsigned i = 1; i < 6; i++)
		at[i] = (uint8_t)(mixed >> (8 * i));
}

static uint16_t put_ethernet(uint8_t *at, const struct pcap_path *path)
{
	uint16_t length = 12;

	put_mac(at, &path->to);
	put_mac(at + 6, &path->from);
	if (path->vlan != 0) {
		pcap_set16(at + length, ETHERTYPE_VLAN);
		pcap_set16(at + length + 2, path->vlan & 0x0fff);
		length += 4;
	}
	pcap_set16(at + length, path->from.bits == 32 ? ETHERTYPE_IPV4 : ETHERTYPE_IPV6);
	return (uint16_t)(length + 2);
}

static uint16_t put_ipv4(
	uint8_t *at, const struct pcap_path *path, uint16_t id, uint8_t protocol, size_t length)
{
	memset(at, 0, 20);
	at[0] = 0x45;
	at[1] = (uint8_t)(path->dscp << 2);
	pcap_set16(at + 2, (uint16_t)(20 + length));
	pcap_set16(at + 4, id);
	if (protocol == PROTOCOL_TCP)
		pcap_set16(at + 6, DO_NOT_FRAGMENT);
	at[8] = HOPS;
	at[9] = protocol;
	memcpy(at + 12, path->from.bytes, 4);
	memcpy(at + 16, path->to.bytes, 4);
	pcap_set16(at + 10, pcap_checksum(pcap_sum(0, at, 20)));
	return 20;
}

static uint16_t put_ipv6(uint8_t *at, const struct pcap_path *path, uint8_t protocol, size_t length)
{
	pcap_set32(at, UINT32_C(6) << 28 | (uint32_t)path->dscp << 22);
	pcap_set16(at + 4, (uint16_t)length);
	at[6] = protocol;
	at[7] = HOPS;
	memcpy(at + 8, path->from.bytes, 16);
	memcpy(at + 24, path->to.bytes, 16);
	return 40;
}

/* Everything below the transport; `length` bytes of it follow. */
static uint8_t *begin_frame(
	struct pcap_frame *frame, const struct pcap_path *path, uint16_t id, uint8_t protocol, size_t length)
{
	uint8_t *at = frame->bytes + PCAP_RECORD;
	bool is_v4 = path->from.bits == 32;

	frame->ip = (uint16_t)(PCAP_RECORD + put_ethernet(at, path));
	at = frame->bytes + frame->ip;
	frame->transport = (uint16_t)(frame->ip +
		(is_v4 ? put_ipv4(at, path, id, protocol, length) : put_ipv6(at, path, protocol, length)));
	frame->length = (uint16_t)(frame->transport + length);
	set32_little(frame->bytes + 8, frame->length - (uint32_t)PCAP_RECORD);
	set32_little(frame->bytes + 12, frame->length - (uint32_t)PCAP_RECORD);
	return frame->bytes + frame->transport;
}

/* Of the transport's header and payload, with the pseudo header of RFC 768, 9293 and 8200. */
static uint16_t transport_checksum(
	const struct pcap_frame *frame, const struct pcap_path *path, uint8_t protocol)
{
	size_t length = (size_t)frame->length - frame->transport;
	size_t address = path->from.bits / 8U;
	uint32_t sum = protocol + (uint32_t)length;

	sum = pcap_sum(sum, path->from.bytes, address);
	sum = pcap_sum(sum, path->to.bytes, address);
	return pcap_checksum(pcap_sum(sum, frame->bytes + frame->transport, length));
}

void pcap_make_udp(
	struct pcap_frame *frame, const struct pcap_path *path, uint16_t id, const void *data, size_t length)
{
	uint8_t *at;
	uint16_t checksum;

	if (length > PCAP_UDP_MOST)
		length = PCAP_UDP_MOST;
	at = begin_frame(frame, path, id, PROTOCOL_UDP, 8 + length);
	frame->payload = (uint16_t)(frame->transport + 8);
	pcap_set16(at, path->from_port);
	pcap_set16(at + 2, path->to_port);
	pcap_set16(at + 4, (uint16_t)(8 + length));
	pcap_set16(at + 6, 0);
	if (length > 0)
		memcpy(at + 8, data, length);
	checksum = transport_checksum(frame, path, PROTOCOL_UDP);
	pcap_set16(at + 6, checksum != 0 ? checksum : 0xffff); /* 0 would say that there is none */
}

void pcap_make_tcp(struct pcap_frame *frame, const struct pcap_path *path, uint16_t id,
	const struct pcap_segment *segment, const void *data, size_t length)
{
	size_t header = segment->flags & TCP_SYN ? 24 : 20;
	size_t most = PCAP_MTU - (path->from.bits == 32 ? 20U : 40U) - header;
	uint8_t *at;

	if (length > most)
		length = most;
	at = begin_frame(frame, path, id, PROTOCOL_TCP, header + length);
	frame->payload = (uint16_t)(frame->transport + header);
	memset(at, 0, header);
	pcap_set16(at, path->from_port);
	pcap_set16(at + 2, path->to_port);
	pcap_set32(at + 4, segment->seq);
	pcap_set32(at + 8, segment->ack);
	at[12] = (uint8_t)(header / 4 << 4);
	at[13] = segment->flags;
	pcap_set16(at + 14, segment->flags & TCP_RST ? 0 : WINDOW);
	if (header > 20)
		pcap_set32(at + 20, UINT32_C(0x02040000) | segment->mss);
	if (length > 0)
		memcpy(at + header, data, length);
	pcap_set16(at + 16, transport_checksum(frame, path, PROTOCOL_TCP));
}

void pcap_put(struct pcap *pcap, int64_t at, struct pcap_frame *frame)
{
	int64_t time = pcap->base + at;

	if (time < 0)
		time = 0;
	set32_little(frame->bytes, (uint32_t)(time / SECOND));
	set32_little(frame->bytes + 4, (uint32_t)(time % SECOND));
	out_put(pcap->out, (const char *)frame->bytes, frame->length);
	pcap->packets++;
}
