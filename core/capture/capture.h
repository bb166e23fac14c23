/* SPDX-License-Identifier: MIT */
/*
 * capture.h - what passes a place, as a packet capture of simulated calls.
 *
 * Whoever asks says which links of neighbours on the signalling path pass the place, and which calls use them, one
 * use for each attempt. The capture is taken at the first of a link's two ends: what it sends is seen at once, what
 * the other sends is seen after the link's delay. Over TCP each end opens one connection when it first has a request
 * to send (a client for both), and opens another after a message was lost. A connection attempt that nobody answers
 * is a SYN that is repeated, one that is refused (CALL_CONNECTION_REFUSED) a SYN and a reset. Messages that a call sends at the same virtual time follow each other closely. TLS is written as plain SIP over TCP, as
 * somebody reads it who has the keys; SRTP stays noise.
 *
 * The audio of a use runs both ways from the first session description of the callee (183 or 200) to the BYE.
 * Memory goes by messages and by streams that are up at once, not by packets.
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
	const char *hop;   /* as the calls' messages name it */
	const char *ip;    /* both ends of one family */
	uint16_t port;     /* where it listens for SIP, and sends from over UDP */
	bool is_client;    /* nobody connects to it: it opens the one connection there is */
	const char *agent; /* User-Agent of its requests and Server of its answers; NULL: none */
};

struct capture_link {
	struct capture_end end[2];
	enum capture_transport transport;
	int64_t delay;    /* one way */
	uint16_t vlan;    /* 0: no tag */
	uint16_t mss;     /* 0: 1460, over IPv6 1440 */
	uint8_t sip_dscp; /* 0: not marked */
};

/* By end of the link, but not necessarily at its ends: with media bypass a client's. */
struct capture_audio {
	const char *ip[2];
	uint16_t port[2];
	const char *codec; /* NULL or unknown: g711u */
	bool encrypted;    /* SRTP */
	bool passes;       /* packets are seen, not only told of in session descriptions */
	uint8_t dscp;      /* 0: not marked */
};

/* One attempt of a call over a link. */
struct capture_use {
	uint32_t call; /* number */
	uint32_t link;
	const char *caller;  /* user in From; NULL: the call's */
	int64_t start, end;  /* of the attempt, from the call's start; end NEVER: as the messages say */
	bool hides_sip;      /* audio alone passes the place */
	const char *reason;  /* header Reason of its refusals: "Q.850;cause=34"; NULL: none */
	const char *proxied; /* ip of the user agent behind an end that is a proxy; NULL: none is */
	uint16_t proxied_port;
	uint8_t proxy; /* which end */
	struct capture_audio audio;
};

struct capture_plan {
	const struct capture_link *link;
	uint32_t n_link;
	/* In the order of calls; those of one call with the same two hops stand together, in the order of attempts. */
	const struct capture_use *use;
	uint32_t n_use;
	int64_t epoch; /* seconds since 1970 where virtual time begins */
	uint64_t seed;
};

/* 2013-01-01: captures are to be the same whenever they are made. */
#define CAPTURE_EPOCH INT64_C(1356998400)

struct capture_counts {
	uint64_t packets, messages, streams;
	uint64_t skipped; /* messages that belong to no request that was seen, or are no SIP */
};

/* The port of the n-th stream at an end: even (RFC 3550 11), from `first` on, again from there after `ports` (0: all). */
uint16_t capture_media_port(uint16_t first, uint16_t ports, uint32_t n);

/* Why a link, or a use of it, cannot be captured, one sentence without a full stop; NULL: it can. */
const char *capture_complaint_of_link(const struct capture_link *link);
const char *capture_complaint_of_use(const struct capture_plan *plan, const struct capture_use *use);

/*
 * Writes the whole capture. False when out of memory; what `out` went through, it tells itself. Nothing may be there
 * to complain of.
 */
NODISCARD bool capture_write(const struct capture_plan *plan, const struct call *call, struct out *out,
	struct capture_counts *ret);

#endif
