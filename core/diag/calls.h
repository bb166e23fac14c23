/* SPDX-License-Identifier: MIT */
/*
 * calls.h - what simulated calls did, as it travels from the engine to the reports.
 *
 * Strings and arrays belong to the arena of the `struct calls` they were added to, and hold whatever the input
 * held: every report escapes them for its own place. Times are nanoseconds of virtual time; those of a call count
 * from its start. Hops are ids of the topology as docs/cli.md, "simulate", says; nothing here is NULL unless said.
 */
#ifndef LYNC_TOPO_DIAG_CALLS_H
#define LYNC_TOPO_DIAG_CALLS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

#define NANOSECONDS INT64_C(1000000000) /* in a second */
#define NEVER INT64_C(-1)

enum call_outcome {
	CALL_CONNECTED,
	CALL_FAILED,
	CALL_NO_ROUTE,
	CALL_NO_SUCH_PARTY,
	CALL_BLOCKED, /* everything was full */
};

/* "connected", "no-route" ... */
const char *call_outcome_name(enum call_outcome outcome);

/* What of the plan is absent, so that a call gets no further; a failure that was injected is none of these. */
enum call_gap {
	CALL_GAP_NONE,
	CALL_GAP_REGISTRAR, /* no Front End pool serves one of the two */
	CALL_GAP_EDGE,      /* no Edge pool lets somebody outside in */
	CALL_GAP_ROUTE,     /* no voice route with a trunk takes the number */
	CALL_GAP_ENTRY,     /* no line and no trunk of a provider brings the number here */
	CALL_GAP_TELEPHONE, /* the caller's telephone is on no PBX or gateway */
	CALL_GAP_FORWARD,   /* the box at the end of the path does not know where to send the number */
	CALL_GAP_BETWEEN,   /* what comes over one trunk may not leave over another */
	CALL_GAP_POOL,      /* the Mediation Server at the end of the path has no Front End pool */
};

/* One try over one trunk. */
struct call_attempt {
	const char *route; /* "" for an inbound call */
	const char *trunk;
	const char *server; /* of the Mediation Server pool; "" if the pool describes none */
	int result;         /* final status, 0: nothing answered */
	int64_t start, end;
	const char *why; /* why it ended like this, one sentence; "" for nothing to say */
};

#define NO_HOP_ELEMENT UINT32_MAX /* the PSTN */

/* A stretch of the path, from caller to callee. */
struct call_hop {
	const char *from, *to;
	const char *over;  /* ids of connection, VLAN, tunnel, tie line or PSTN line in between, or "" */
	const char *sip;   /* "tls", "tcp", "udp", "tdm", "" where no signalling runs */
	const char *media; /* "srtp", "rtp", "tdm", "" where no media runs */
	const char *codec; /* "" where no media runs or nobody knows */
	double kbps;       /* one way, on the wire with the overhead of tunnels; 0 where no packets run */
};

enum call_leg_kind {
	CALL_LEG_CHECKED,
	CALL_LEG_BYPASS,  /* media bypass: call admission control is not asked */
	CALL_LEG_DEPOSIT, /* to voice mail: never refused */
	CALL_LEG_LATE,    /* to telephones of a PBX that ends no media: not before the answer */
};

/* A leg of the media, as call admission control saw it. */
struct call_leg {
	enum call_leg_kind kind;
	const char *from, *to; /* hops */
	uint32_t n_reserved;   /* bandwidth policies of which it took a share */
};

/* A thing that was decided on the way, in order, so that the result explains itself. */
struct call_step {
	const char *what;   /* "route 'r1' takes +14255550100" */
	const char *source; /* document and section, or "policy NAME=VALUE"; "" for plain facts of the plan */
};

/*
 * A SIP message between neighbours on the signalling path, or the text CALL_CONNECTION_REFUSED: no SIP was sent, for
 * `from` asked for a connection (SYN at `at`) and `to` refused it (RST in answer).
 */
#define CALL_CONNECTION_REFUSED "connect refused"

struct call_message {
	int64_t at;
	const char *from, *to; /* hops */
	const char *text;      /* "INVITE", "180 Ringing", "200 OK (INVITE)" */
	bool retransmission;
	bool lost; /* nobody received it */
};

/* A part of the one-way delay. */
struct call_delay {
	const char
		*part; /* "packetisation", "jitter-buffer", "serialisation", "propagation", "transcoding" */
	double ms;
};

enum {
	CALL_DELAYS = 5,
};

/* What people will hear, estimated from the figures of the plan; not a measurement. */
struct call_quality {
	double delay_ms; /* one way, the sum of the parts */
	struct call_delay part[CALL_DELAYS];
	double jitter_ms, loss_percent; /* of all links of the way together */
	bool rated;                     /* the model knows the codec */
	double rating, mos;             /* R of ITU-T G.107, and the mean opinion score that goes with it */
};

struct call {
	const char *id;
	const char *from, *to; /* as asked for */
	const char *kind;      /* "ev-to-pstn" */
	const char *number;    /* E.164 that was routed, "" if none */
	enum call_outcome outcome;
	int sip;                   /* final status that the caller sees, 0: nothing answered */
	const char *route, *trunk; /* of the attempt that succeeded, else "" */
	int64_t at;                /* when it began, on the clock of the run */
	int64_t setup, ring;       /* to the 200 and to the first 18x, or NEVER */
	int64_t end;               /* when the last message was sent, from its start */
	bool bypass;
	enum call_gap gap;
	const char *const *assumed;
	uint32_t n_assumed;
	const struct call_attempt *attempt;
	uint32_t n_attempt;
	const char *const *signalling;
	const uint32_t
		*signalling_at; /* the element of each hop by its place in the topology, NO_HOP_ELEMENT */
	uint32_t n_signalling;
	const char *const *media;
	const uint32_t *media_at; /* likewise */
	uint32_t n_media;
	const struct call_hop *hop;
	uint32_t n_hop;
	const struct call_quality *quality; /* NULL: the plan gives no figures for the way of the media */
	const struct call_leg *leg;         /* none where call admission control is off */
	uint32_t n_leg;
	const struct call_step *step;
	uint32_t n_step;
	const struct call_message *message;
	uint32_t n_message;
	const char *const *unmet; /* what a scenario expected otherwise, one sentence each */
	uint32_t n_unmet;
	const char *site; /* whose kinds of call it is one of (simulate --matrix), or NULL */
	uint32_t asked;   /* its number in the request, from 0 */
};

/*
 * Traffic of the run on a link, one way. The mean is over the time from the first answer of the run to the last
 * hang-up. A WAN link that only signalling passes has zeros.
 */
struct call_link {
	const char *link;
	uint32_t calls;   /* with media there, most at once */
	double peak_kbps; /* as the bandwidth model counts */
	double mean_kbps;
	double planning_kbps; /* at the peak, by the planning figure, without the overhead of tunnels */
};

/* A policy in effect and where it comes from. */
struct call_policy {
	const char *name, *value, *provenance;
	bool changed; /* from its default */
};

struct calls {
	struct arena arena;
	const char *bandwidth_model; /* "wire", "microsoft", "microsoft-fec" */
	struct call *call;
	uint32_t n_call, room_call;
	struct call_link *link;
	uint32_t n_link, room_link;
	struct call_policy *policy;
	uint32_t n_policy, room_policy;
};

void calls_release(struct calls *calls);

/* Copy the struct, not what it points to. Lost when out of memory, which mem_ran_out() remembers. */
void calls_add(struct calls *calls, const struct call *call);
void calls_add_link(struct calls *calls, const struct call_link *link);
void calls_add_policy(struct calls *calls, const struct call_policy *policy);

#endif
