/* SPDX-License-Identifier: MIT */
/*
 * capture.h - the link between two neighbours of the signalling path, as a packet capture of simulated calls.
 *
 * The capture is taken at the first of the two ends: what it sends is seen at once, what the other sends is seen
 * after the link's delay. Over TCP each end opens one connection when it first has a request to send, and opens
 * another after a message was lost. A connection attempt that nobody answers is a SYN that is repeated. TLS is
 * written as plain SIP over TCP, as somebody reads it who has the keys; its audio is SRTP, which stays noise.
 *
 * The audio of a call runs both ways from the first session description of the callee (183 or 200) to the BYE if
 * both ends stand in the call's list of media hops. The n-th call has its port at media_port + 2n, beginning again
 * after media_ports. Memory goes by messages and by streams that are up at once, not by packets.
 */
#ifndef LYNC_TOPO_CAPTURE_CAPTURE_H
#define LYNC_TOPO_CAPTURE_CAPTURE_H

#include "base/out.h"
#include "diag/calls.h"

enum capture_transport {
	CAPTURE_UDP,
	CAPTURE_TCP,
	CAPTURE_TLS,
};

struct capture_end {
	const char *hop;      /* as the calls' messages name it */
	const char *ip;       /* both ends of one family */
	uint16_t port;        /* where it listens for SIP, and sends from over UDP */
	const char *media_ip; /* NULL: ip */
	const char *
		bypass_ip; /* told in session descriptions of calls whose media leave this end out; NULL: media_ip */
	uint16_t media_port;  /* first */
	uint16_t media_ports; /* how many; 0: all above the first */
	/* Where the end is a proxy: the user agent behind it, whose Contact it passes on. NULL: no proxy. */
	const char *agent_ip;
	uint16_t agent_port;
	const char *reason; /* header Reason of its refusals, 5xx: "Q.850;cause=34"; NULL: none */
};

struct capture_endpoints {
	struct capture_end end[2];
	enum capture_transport transport;
	const char *codec; /* where a call does not say; NULL: g711u */
	int64_t delay;     /* one way */
	int64_t epoch;     /* seconds since 1970 where virtual time begins */
	uint64_t seed;
	uint16_t vlan;                /* 0: no tag */
	uint16_t mss;                 /* 0: 1460, over IPv6 1440 */
	uint8_t sip_dscp, audio_dscp; /* 0: not marked */
};

/* 2013-01-01: captures are to be the same whenever they are made. */
#define CAPTURE_EPOCH INT64_C(1356998400)

struct capture_counts {
	uint64_t packets, messages, streams;
	uint64_t skipped; /* messages that belong to no request that was seen, or are no SIP */
};

/* Why the endpoints cannot be used, one sentence without a full stop; NULL: they can. */
const char *capture_complaint(const struct capture_endpoints *ends);

/*
 * Writes the whole capture. False when out of memory; what `out` went through, it tells itself. The endpoints must
 * be usable.
 */
NODISCARD bool capture_write(const struct capture_endpoints *ends, const struct call *call, uint32_t n_call,
	struct out *out, struct capture_counts *ret);

#endif
