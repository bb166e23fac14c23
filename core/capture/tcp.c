/* SPDX-License-Identifier: MIT */
#include "capture/tcp.h"

#include "capture/sip_text.h"

void tcp_start(struct tcp_connection *tcp, const struct pcap_path *path, uint16_t mss, uint64_t seed)
{
	*tcp = (struct tcp_connection){ .path = { *path, *path }, .mss = mss };
	tcp->path[1].from = path->to;
	tcp->path[1].to = path->from;
	tcp->path[1].from_port = path->to_port;
	tcp->path[1].to_port = path->from_port;
	for (unsigned i = 0; i < 2; i++) {
		tcp->side[i].next = (uint32_t)sip_mix(seed, i);
		tcp->side[i].id = (uint16_t)sip_mix(seed, 2 + i);
	}
}

static void put(struct tcp_connection *tcp, struct pcap *pcap, int64_t at, unsigned from, uint8_t flags,
	struct str data)
{
	struct tcp_side *side = &tcp->side[from];
	struct pcap_segment segment = { .seq = side->next, .flags = flags, .mss = tcp->mss };
	struct pcap_frame frame;

	if (flags & TCP_ACK) {
		segment.ack = tcp->side[1 - from].next;
		side->acked = segment.ack;
	}
	pcap_make_tcp(&frame, &tcp->path[from], side->id++, &segment, data.text, data.length);
	pcap_put(pcap, at, &frame);
	side->next += (uint32_t)data.length;
}

static const struct str NOTHING = { "", 0 };

void tcp_syn(struct tcp_connection *tcp, struct pcap *pcap, int64_t at, unsigned opener)
{
	put(tcp, pcap, at, opener, TCP_SYN, NOTHING);
}

/* A SYN counts as one byte; the opener's counts from here on, so that it can be repeated before. */
void tcp_syn_ack(struct tcp_connection *tcp, struct pcap *pcap, int64_t at, unsigned opener)
{
	tcp->side[opener].next++;
	put(tcp, pcap, at, 1 - opener, TCP_SYN | TCP_ACK, NOTHING);
	tcp->side[1 - opener].next++;
}

void tcp_refuse(struct tcp_connection *tcp, struct pcap *pcap, int64_t at, unsigned opener)
{
	tcp->side[opener].next++;
	tcp->side[1 - opener].next = 0; /* RFC 9293 3.10.7.1: a reset of what had no ACK has number 0 */
	put(tcp, pcap, at, 1 - opener, TCP_RST | TCP_ACK, NOTHING);
}

void tcp_ack(struct tcp_connection *tcp, struct pcap *pcap, int64_t at, unsigned from, bool always)
{
	if (always || tcp->side[from].acked != tcp->side[1 - from].next)
		put(tcp, pcap, at, from, TCP_ACK, NOTHING);
}

unsigned tcp_send(struct tcp_connection *tcp, struct pcap *pcap, int64_t at, unsigned from, const char *text,
	size_t length)
{
	unsigned n = 0;

	while (length > 0) {
		size_t part = length > tcp->mss ? tcp->mss : length;
		uint8_t push = part == length ? TCP_PSH : 0;

		put(tcp, pcap, at, from, (uint8_t)(TCP_ACK | push), (struct str){ text, part });
		text += part;
		length -= part;
		n++;
	}
	return n;
}

void tcp_take_back(struct tcp_connection *tcp, unsigned from, size_t length)
{
	tcp->side[from].next -= (uint32_t)length;
}
