/* SPDX-License-Identifier: MIT */
/*
 * signalling.h - one call as SIP messages in virtual time.
 *
 * The parties of a call stand in a row from caller to callee. Some pass requests on (the Front End as a stateful
 * proxy), some end them and begin their own (the Mediation Server as a back-to-back user agent: its own Call-ID,
 * tags and CSeq on each side), the last one answers. A Mediation Server that is given up with its peer tries the
 * next one: so the part behind it is a list of attempts, each with its peer and its way of answering.
 *
 * The last B2BUA of the head tries the attempts; one further in front or behind passes on like any other. An attempt
 * that fails at a party in the middle of its tail is described by a tail that ends there, with that party's way of
 * answering.
 *
 * A peer whose first answer comes after timer B (32 s) answers to nobody. A call that nobody ends, neither a peer nor
 * the caller nor timer C of a proxy, stays without a status.
 *
 * Transactions after RFC 3261 section 17, over UDP or TCP, timers as sip_timers.h lists them. Nothing here reads
 * a topology or a clock.
 */
#ifndef LYNC_TOPO_ENGINE_SIGNALLING_H
#define LYNC_TOPO_ENGINE_SIGNALLING_H

#include "diag/calls.h"
#include "engine/policies.h"

enum sip_transport {
	SIP_UDP,
	SIP_TCP,
	SIP_TLS,
};

enum party_role {
	ROLE_CALLER,
	ROLE_PROXY, /* Front End, Edge: passes on, adds nothing but a Via and a Record-Route */
	ROLE_B2BUA, /* Mediation Server */
	ROLE_CALLEE,
};

/* How the callee's side behaves. */
struct answering {
	int64_t response;        /* until its first answer other than 100 */
	int64_t ringing;         /* from the 18x to the 200 */
	int status;              /* final answer: 200, or a refusal sent instead of the 18x */
	bool rings_first;        /* a refusal comes after an 18x and `ringing`, as when nobody picks up */
	bool early_media;        /* 183 with a session description instead of 180 */
	bool sends_100;          /* at once */
	bool refuses_connection; /* TCP: reset at once, no message was sent; UDP: the same as silent */
	bool is_silent;          /* nothing answers: what is sent is lost */
	bool never_final;        /* 100 if it sends one, and nothing more except to a CANCEL */
};

struct party {
	const char *name; /* hop */
	enum party_role role;
	enum sip_transport transport; /* towards the next party */
	int64_t delay;                /* one way to the next party */
};

/* What a Mediation Server tries, in this order. */
struct signalling_attempt {
	const struct party *tail; /* peer and what follows it up to the callee, at least one */
	uint32_t n_tail;
	enum sip_transport transport; /* from the B2BUA to tail[0] */
	int64_t delay;                /* one way, B2BUA to tail[0] */
	struct answering answering;   /* of the last of them */
	bool failover_timer;          /* 10 s, EnableFastFailoverTimer */
};

struct signalling_request {
	const struct party *head; /* caller ... up to and with the B2BUA if there is one */
	uint32_t n_head;
	const struct signalling_attempt *attempt; /* at least one; exactly one without a B2BUA */
	uint32_t n_attempt;
	int64_t duration;     /* from the answer to the BYE, which the caller sends */
	int64_t cancel_after; /* the caller gives up, from the start; NEVER */
	const struct engine_policies *policies;
};

/* How each attempt ended, as many as were made. */
struct signalling_attempt_result {
	int status; /* 0: nothing answered, or not until the failover timer had ended it */
	int64_t start, end;
	const char *why; /* static: "failover timer of 10 s", "connection refused" ...; "" after an answer */
};

struct signalling_result {
	int status;                                /* what the caller saw */
	int64_t ring, setup;                       /* NEVER when that did not come */
	int64_t end;                               /* when the last message was sent */
	struct signalling_attempt_result *attempt; /* room for all attempts; n_attempt were made */
	uint32_t n_attempt;
	struct call_message *message; /* in the order of time; texts are static or in the arena */
	uint32_t n_message;
	uint64_t n_events; /* messages that were sent, recorded or not */
};

/*
 * Runs the call to its end. Everything in *ret is in the arena. `records` false leaves messages out. False when
 * out of memory.
 */
bool signalling_run(const struct signalling_request *request, bool records, struct arena *arena,
	struct signalling_result *ret);

#endif
