/* SPDX-License-Identifier: MIT */
/*
 * signalling_run.h - a call while it is being simulated: what the roles of signalling.h share.
 *
 * The parties are stops. Each but the caller stands for the link that leads to it from the party before it too, with
 * the client transactions at the near end of the link and the server transactions at the far end. The stops of an
 * attempt are added when it begins, in one array behind the head. Requests all run from caller to callee: INVITE, ACK,
 * CANCEL, and BYE, since the caller hangs up.
 */
#ifndef LYNC_TOPO_ENGINE_SIGNALLING_RUN_H
#define LYNC_TOPO_ENGINE_SIGNALLING_RUN_H

#include "engine/events.h"
#include "engine/signalling.h"
#include "engine/signalling_text.h"
#include "engine/transaction.h"
#include "model/figures.h"

#define NO_STOP UINT32_MAX
#define NO_ATTEMPT UINT32_MAX

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
	HAPPENS_LATE,     /* an answer to an INVITE that its sender held back; detail: status */
	HAPPENS_LIMIT,    /* timer C */
	HAPPENS_HANG_UP,
	HAPPENS_GIVE_UP,
};

struct stop {
	const char *name;
	const struct answering *answering;         /* of a callee */
	const struct signalling_attempt *attempts; /* of who tries one after the other */
	uint32_t n_attempts, tried;
	int64_t delay;           /* of the link, one way */
	int64_t lag;             /* of its answers */
	uint32_t previous, next; /* towards the caller, the callee; of who tries: the attempt under way */
	uint32_t attempt;        /* that it is part of, or NO_ATTEMPT */
	uint8_t role;
	bool is_reliable;
	bool is_inside;  /* the link is within a box */
	bool is_lost;    /* what is sent over the link is lost */
	bool is_refused; /* the connection is */
	bool cancels;    /* CANCEL will be sent when a provisional response has come */
	bool is_acknowledged;
	bool is_decided;   /* a final answer to the INVITE was chosen, and will be sent */
	bool is_abandoned; /* its 2xx came when nobody waited: the near end acknowledges it and says BYE */
	bool is_given_up;  /* its side was told to end the call: nothing more is tried */
	struct transaction client[SIP_TRANSACTION_COUNT], server[SIP_TRANSACTION_COUNT];
	int64_t repeat_after, repeat_until; /* of a 2xx: next interval, and when to stop */
	int64_t limit_at;                   /* timer C, the latest one set */
	int64_t answers_at;                 /* of a callee */
};

/* An attempt that was begun. */
struct attempt_state {
	struct signalling_attempt_result result;
	uint32_t first; /* stop */
	bool rang, is_timer_stopped;
	bool is_noted;    /* the party nearest to what failed has said how it ended */
	bool is_given_up; /* from the caller's side */
	bool moves_on;    /* the Front End tries the next one, whatever the status is */
	bool is_final;    /* ... it does not */
};

struct signalling {
	const struct signalling_request *request;
	struct signalling_result *result;
	struct arena *arena;  /* of the result */
	struct arena scratch; /* stops, which stay where they are */
	struct events events;
	int64_t now;
	struct stop **stop;
	uint32_t n_stop, room_stop;
	struct attempt_state *attempt;
	uint32_t n_attempt, room_attempt;
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

/* The stops of an attempt by `by`; the first one, or NO_STOP when out of memory. */
uint32_t signalling_add_stops(
	struct signalling *s, uint32_t by, const struct signalling_attempt *attempt, uint32_t number);

/* CANCEL, as soon as a provisional response has come; nothing if the INVITE has its final answer (RFC 3261, 9.1). */
void signalling_cancel(struct signalling *s, uint32_t to);

/*
 * A response by a stop, towards the caller. A user agent's 200 to the INVITE is sent again until the ACK comes, over
 * TCP too (RFC 3261, 13.3.1.4).
 */
void signalling_respond(struct signalling *s, uint32_t from, enum sip_method method, int status);

/* True while the party has an INVITE without a final answer. */
bool signalling_is_pending(const struct signalling *s, uint32_t self);

/* What came out of the heap. */
void signalling_happen(struct signalling *s, const struct event *event);

/* New-CsTrunkConfiguration, EnableFastFailoverTimer. */
#define FAILOVER_TIMER (figure_whole(FIGURE_FAILOVER_TIMER_S) * NANOSECONDS)
#define TIMER_B_ENDED "no answer until timer B of 32 s"
#define CONNECTION_REFUSED "connection refused"
#define FAILOVER_TIMER_ENDED "failover timer of 10 s"

/* Who tries one way after the other: INVITE to the next, or on in the row where there is nothing to choose from. */
void fork_begin(struct signalling *s, uint32_t self);

/* How an attempt ended, from the party nearest to what failed; the first one counts. */
void fork_note(struct signalling *s, uint32_t attempt, int status, const char *why);

/* The party that tries hears an 18x, or the answer. */
void fork_rang(struct signalling *s, uint32_t link);
void fork_succeed(struct signalling *s, uint32_t link);

/*
 * The attempt under way ended with a final answer, or with a failure that counts as `status`. True if the next one
 * was begun.
 */
bool fork_moves_on(struct signalling *s, uint32_t self, int status, bool timed_out);

/* The failover timer of an attempt has ended. */
void fork_failover(struct signalling *s, uint32_t attempt);

static inline bool signalling_policy(const struct signalling *s, enum engine_policy policy, const char *word)
{
	return engine_policy_is(s->request->policies, policy, word);
}

/* Happenings of the roles. */
void caller_start(struct signalling *s);
void caller_hang_up(struct signalling *s);
void caller_give_up(struct signalling *s);
void proxy_set_limit(struct signalling *s, uint32_t self);
void proxy_limit(struct signalling *s, uint32_t self);
void b2bua_failover(struct signalling *s, uint32_t self);
void callee_ring(struct signalling *s, uint32_t self);
void callee_answer(struct signalling *s, uint32_t self);

#endif
