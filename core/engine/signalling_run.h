/* SPDX-License-Identifier: MIT */
/*
 * signalling_run.h - a call while it is being simulated: what the roles of signalling.h share.
 *
 * The parties are stops. Each but the caller stands for the link that leads to it from the party before it too, with
 * the client transactions at the near end of the link and the server transactions at the far end. The stops of all
 * attempts stand in one array behind the head. Requests all run from caller to callee: INVITE, ACK, CANCEL, and BYE,
 * since the caller hangs up.
 */
#ifndef LYNC_TOPO_ENGINE_SIGNALLING_RUN_H
#define LYNC_TOPO_ENGINE_SIGNALLING_RUN_H

#include "engine/events.h"
#include "engine/signalling.h"
#include "engine/signalling_text.h"
#include "engine/transaction.h"

#define NO_STOP UINT32_MAX

/* What happens, by `struct event.what`; `who` is a stop. */
enum happening {
	HAPPENS_START,
	HAPPENS_REQUEST,  /* arrives; detail: method */
	HAPPENS_RESPONSE, /* arrives at the party before; detail: method and status */
	HAPPENS_TIMER,    /* detail: end of the link, method and timer */
	HAPPENS_BROKEN,   /* the connection was refused */
	HAPPENS_REPEAT,   /* of a 2xx that nobody acknowledged */
	HAPPENS_RINGING,
	HAPPENS_ANSWER,
	HAPPENS_FAILOVER, /* timer of 10 s; detail: attempt */
	HAPPENS_LIMIT,    /* timer C */
	HAPPENS_HANG_UP,
	HAPPENS_GIVE_UP,
};

struct stop {
	const char *name;
	const struct answering *answering; /* of a callee */
	int64_t delay;                     /* of the link, one way */
	uint32_t previous, next;           /* towards the caller, the callee; a B2BUA's next one changes */
	uint32_t attempt;
	uint8_t role;
	bool is_reliable;
	bool is_lost;    /* what is sent over the link is lost */
	bool is_refused; /* the connection is */
	bool cancels;    /* CANCEL will be sent when a provisional response has come */
	bool is_acknowledged;
	struct transaction client[SIP_TRANSACTION_COUNT], server[SIP_TRANSACTION_COUNT];
	int64_t repeat_after, repeat_until; /* of a 2xx: next interval, and when to stop */
	int64_t limit_at;                   /* timer C, the latest one set */
	int64_t answers_at;                 /* of a callee */
};

/* Of the party that tries one peer after the other. */
struct attempt_state {
	uint32_t first; /* stop */
	bool rang, is_timer_stopped;
	bool is_given_up; /* from the caller's side */
};

struct signalling {
	const struct signalling_request *request;
	struct signalling_result *result;
	struct arena *arena;
	struct events events;
	int64_t now;
	struct stop *stop;
	uint32_t n_stop;
	uint32_t fork;    /* the B2BUA that tries the attempts, or NO_STOP */
	uint32_t current; /* attempt */
	struct attempt_state *attempt;
	struct call_message *message; /* room grows outside of the arena */
	uint32_t n_message, room_message;
	bool records;
	bool ran_out;
	bool gave_up; /* the caller sent its CANCEL, or waits for a chance to */
};

/* What a role does; NULL where it never comes. `self` is the party, `link` the stop whose link it came over. */
struct role {
	void (*request)(struct signalling *s, uint32_t self, enum sip_method method);
	void (*response)(
		struct signalling *s, uint32_t link, enum sip_method method, int status, bool is_repeated);
	/* A request of this party failed for good: timer B or F (408), or connection refused (503). */
	void (*failure)(struct signalling *s, uint32_t link, enum sip_method method, int status);
};

extern const struct role role_caller, role_proxy, role_b2bua, role_callee;

/* Timers and other happenings that are no message. */
void signalling_later(
	struct signalling *s, int64_t after, enum happening what, uint32_t who, uint64_t detail);

/* A request to a stop, with a transaction of its own. */
void signalling_send(struct signalling *s, uint32_t to, enum sip_method method);

/* ACK for a 2xx: outside of any transaction. */
void signalling_acknowledge(struct signalling *s, uint32_t to);

/* CANCEL, as soon as a provisional response has come; nothing if the INVITE has its final answer (RFC 3261, 9.1). */
void signalling_cancel(struct signalling *s, uint32_t to);

/* A response by a stop, towards the caller. */
void signalling_respond(struct signalling *s, uint32_t from, enum sip_method method, int status);

/* A user agent's 200 to the INVITE: sent again until the ACK comes, over TCP too (RFC 3261, 13.3.1.4). */
void signalling_answer(struct signalling *s, uint32_t from);

/* True while the party has an INVITE without a final answer. */
bool signalling_is_pending(const struct signalling *s, uint32_t self);

/* What came out of the heap. */
void signalling_happen(struct signalling *s, const struct event *event);

/* Happenings of the roles. */
void caller_start(struct signalling *s);
void caller_hang_up(struct signalling *s);
void caller_give_up(struct signalling *s);
void proxy_limit(struct signalling *s, uint32_t self);
void b2bua_failover(struct signalling *s, uint32_t self, uint32_t attempt);
void callee_ring(struct signalling *s, uint32_t self);
void callee_answer(struct signalling *s, uint32_t self);

#endif
