/* SPDX-License-Identifier: MIT */
/*
 * signalling.h - one call as SIP messages in virtual time.
 *
 * The parties of a call stand in a row from caller to callee. Some pass requests on (the Front End as a stateful
 * proxy), some end them and begin their own (the Mediation Server as a back-to-back user agent: its own Call-ID,
 * tags and CSeq on each side), the last one answers. A party may try one way after the other: the Front End, which
 * routes calls, one Mediation Server with its trunk after the other; a peer that calls in one Mediation Server after
 * the other. So what follows it is a list of attempts, each with its parties and its way of answering, and the last
 * party of an attempt may try further ones. Whether it goes on depends on who it is: a Front End follows the
 * policies retry-codes, timeout-retry and retry-after-18x, a caller peer-retry.
 *
 * An attempt that fails at a party in the middle of the way is described by a tail that ends there, with that party's
 * way of answering. Two neighbours of one name are parts of one box (a branch appliance is registrar and Mediation
 * Server): what passes between them is not recorded.
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
	int64_t lag; /* its answers to an INVITE, but not 100, come so much later; not of callees */
};

/* What a party tries, one after the other. */
struct signalling_attempt {
	const struct party *tail; /* at least one: Mediation Server and peer, for instance */
	uint32_t n_tail;
	enum sip_transport transport;             /* from who tries to tail[0] */
	int64_t delay;                            /* one way, from who tries to tail[0] */
	const struct signalling_attempt *further; /* what the last of the tail tries, or NULL: it answers */
	uint32_t n_further;
	struct answering
		answering; /* of the last of the tail, which then is a callee whatever its role says */
	int passed_on;     /* what the B2BUA before it makes of the refusal `answering.status`; 0: the same */
	bool failover_timer; /* 10 s, EnableFastFailoverTimer */
};

struct signalling_request {
	const struct party *head; /* caller ... up to and with the party that tries, caller or proxy */
	uint32_t n_head;
	const struct signalling_attempt *attempt; /* at least one */
	uint32_t n_attempt;
	int64_t duration;     /* from the answer to the BYE, which the caller sends */
	int64_t cancel_after; /* the caller gives up, from the start; NEVER */
	const struct engine_policies *policies;
};

/* How an attempt ended, in the order in which they were begun. */
struct signalling_attempt_result {
	const struct signalling_attempt *attempt;
	int status; /* that the last one reached sent; 0: nothing answered, or not until the failover timer had ended it */
	int64_t start, end;
	const char *why; /* static: "failover timer of 10 s", "connection refused" ...; "" after an answer */
};

struct signalling_result {
	int status;                                /* what the caller saw */
	int64_t ring, setup;                       /* NEVER when that did not come */
	int64_t end;                               /* when the last message was sent */
	struct signalling_attempt_result *attempt; /* in the arena, like the messages */
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
