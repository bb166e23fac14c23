/* SPDX-License-Identifier: MIT */
/*
 * tcp.h - one TCP connection as segments in a capture (RFC 9293). Who calls it says when.
 */
#ifndef LYNC_TOPO_CAPTURE_TCP_H
#define LYNC_TOPO_CAPTURE_TCP_H

#include "capture/pcap.h"

struct tcp_side {
	uint32_t next;  /* sequence number of its next byte */
	uint32_t acked; /* how far it has acknowledged the other side */
	uint16_t id;    /* of its next IPv4 packet */
};

struct tcp_connection {
	struct pcap_path path[2]; /* by sender */
	struct tcp_side side[2];
	uint16_t mss;
};

/* `path` goes from side 0 to side 1; first numbers follow from the seed. */
void tcp_start(struct tcp_connection *tcp, const struct pcap_path *path, uint16_t mss, uint64_t seed);

/* Steps of the handshake, side 0 or 1 having opened; and the refusal that may come instead of the second. */
void tcp_syn(struct tcp_connection *tcp, struct pcap *pcap, int64_t at, unsigned opener);
void tcp_syn_ack(struct tcp_connection *tcp, struct pcap *pcap, int64_t at, unsigned opener);
void tcp_refuse(struct tcp_connection *tcp, struct pcap *pcap, int64_t at, unsigned opener);

/* Acknowledges all that the other side sent, if something is left to acknowledge or `always`. */
void tcp_ack(struct tcp_connection *tcp, struct pcap *pcap, int64_t at, unsigned from, bool always);

/* Sends bytes in as many segments as they need; returns how many. */
unsigned tcp_send(struct tcp_connection *tcp, struct pcap *pcap, int64_t at, unsigned from, const char *text,
	size_t length);

/* Forgets that the last `length` bytes were sent, so that the next tcp_send() repeats them. */
void tcp_take_back(struct tcp_connection *tcp, unsigned from, size_t length);

#endif
