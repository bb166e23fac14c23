/* SPDX-License-Identifier: MIT */
/*
 * pcap.h - Ethernet frames into a capture file, one after the other; nothing is kept.
 *
 * The file is little-endian pcap with nanoseconds (magic 0xa1b23c4d) and LINKTYPE_ETHERNET, as
 * draft-ietf-opsawg-pcap describes it. Checksums are always right. MAC addresses are locally administered and
 * follow from the IP addresses: 02:00 and the four bytes of IPv4, 02 and a fingerprint of IPv6.
 */
#ifndef LYNC_TOPO_CAPTURE_PCAP_H
#define LYNC_TOPO_CAPTURE_PCAP_H

#include "base/address.h"
#include "base/out.h"

enum {
	PCAP_MTU = 1500,
	PCAP_ETHERNET_MOST = 18 + PCAP_MTU,
	PCAP_RECORD = 16,      /* header of a packet in the file */
	PCAP_UDP_MOST = 1452,  /* payload that fits over IPv4 and IPv6 */
	PCAP_VLAN_MOST = 4094, /* IEEE 802.1Q; 0 is no tag */
	PCAP_SNAP_LENGTH = 65535,
};

/* TCP flags of RFC 9293. */
enum {
	TCP_FIN = 0x01,
	TCP_SYN = 0x02,
	TCP_RST = 0x04,
	TCP_PSH = 0x08,
	TCP_ACK = 0x10,
};

/* Both addresses are of one family. */
struct pcap_path {
	struct address from, to;
	uint16_t from_port, to_port;
	uint16_t vlan;
	uint8_t dscp;
};

/* A packet as it stands in the file: header, then the frame. Offsets are into bytes. */
struct pcap_frame {
	uint8_t bytes[PCAP_RECORD + PCAP_ETHERNET_MOST];
	uint16_t length;
	uint16_t ip, transport, payload;
};

struct pcap {
	struct out *out;
	uint64_t packets;
	int64_t base; /* added to every time */
};

struct pcap_segment {
	uint32_t seq, ack;
	uint8_t flags;
	uint16_t mss; /* option of a SYN */
};

/* Writes the header of the file. Times of packets are nanoseconds from `epoch`, seconds since 1970. */
struct pcap pcap_start(struct out *out, int64_t epoch);

/* At most PCAP_UDP_MOST bytes; what is longer is cut. `id` is that of IPv4. */
void pcap_make_udp(
	struct pcap_frame *frame, const struct pcap_path *path, uint16_t id, const void *data, size_t length);
void pcap_make_tcp(struct pcap_frame *frame, const struct pcap_path *path, uint16_t id,
	const struct pcap_segment *segment, const void *data, size_t length);

void pcap_put(struct pcap *pcap, int64_t at, struct pcap_frame *frame);

/* One's complement sums of RFC 1071 over big-endian words, for whoever changes a finished frame. */
uint32_t pcap_sum(uint32_t sum, const uint8_t *bytes, size_t length);
uint16_t pcap_checksum(uint32_t sum);

static inline void pcap_set16(uint8_t *at, uint16_t value)
{
	at[0] = (uint8_t)(value >> 8);
	at[1] = (uint8_t)value;
}

static inline void pcap_set32(uint8_t *at, uint32_t value)
{
	pcap_set16(at, (uint16_t)(value >> 16));
	pcap_set16(at + 2, (uint16_t)value);
}

#endif
