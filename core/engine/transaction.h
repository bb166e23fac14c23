/* SPDX-License-Identifier: MIT */
/*
 * transaction.h - SIP transactions as state machines without input or output: RFC 3261, section 17.
 *
 * Each function is told what came and says what must happen: what is sent, what its user hears, which timers start.
 * Timers are never stopped; one that comes in a state that does not care has no effect. State ACCEPTED is that of
 * RFC 6026: it lets repeated 2xx responses, which are the user's affair (RFC 3261, 13.3.1.4), through.
 */
#ifndef LYNC_TOPO_ENGINE_TRANSACTION_H
#define LYNC_TOPO_ENGINE_TRANSACTION_H

#include "engine/sip_timers.h"

enum transaction_kind {
	INVITE_CLIENT,
	INVITE_SERVER,
	OTHER_CLIENT,
	OTHER_SERVER,
};

enum transaction_state {
	TRANSACTION_NONE,
	TRANSACTION_TRYING, /* "calling" for INVITE */
	TRANSACTION_PROCEEDING,
	TRANSACTION_ACCEPTED,
	TRANSACTION_COMPLETED,
	TRANSACTION_CONFIRMED,
	TRANSACTION_TERMINATED,
};

/* All zero: not begun. */
struct transaction {
	uint8_t kind, state;
	bool is_reliable;
	int16_t status;   /* server: of the last response, 0 for none */
	int64_t interval; /* of the timer that repeats */
};

enum transaction_act {
	ACT_SEND = 1,      /* client: the request; server: a response of transaction.status */
	ACT_ACK = 2,       /* client: ACK for a final response that is no 2xx, same branch */
	ACT_DELIVER = 4,   /* the user hears of what came */
	ACT_FAIL = 8,      /* the user hears of a timeout (B, F, H) or of a broken transport */
	ACT_REPEATED = 16, /* what is sent was sent before, what came had come before */
};

struct transaction_effect {
	unsigned act; /* of enum transaction_act */
	unsigned n_timer;
	struct {
		enum sip_timer timer;
		int64_t after;
	} timer[2];
};

/* A client sends its request; a server has just received it. */
struct transaction_effect transaction_start(
	struct transaction *t, enum transaction_kind kind, bool is_reliable);

/* A client receives a response. */
struct transaction_effect transaction_receive(struct transaction *t, int status);

/* A client's request could not be sent. */
struct transaction_effect transaction_broken(struct transaction *t);

/* A server's user answers. */
struct transaction_effect transaction_respond(struct transaction *t, int status);

/* A server receives its request once more. */
struct transaction_effect transaction_again(struct transaction *t);

/* An INVITE server receives an ACK. Delivered when it was for a 2xx. */
struct transaction_effect transaction_ack(struct transaction *t);

struct transaction_effect transaction_timer(struct transaction *t, enum sip_timer timer);

#endif
