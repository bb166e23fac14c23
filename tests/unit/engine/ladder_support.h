/* SPDX-License-Identifier: MIT */
/*
 * ladder_support.h - calls for tests of signalling, and their messages as lines: "10.000 ms>t1 CANCEL", with " again"
 * for a retransmission and " lost" for one that nobody received.
 */
#ifndef LYNC_TOPO_TESTS_LADDER_SUPPORT_H
#define LYNC_TOPO_TESTS_LADDER_SUPPORT_H

#include "engine/signalling.h"
#include "support.h"

#define MS (NANOSECONDS / 1000)

/* alice - fe (proxy, which tries) - ms (B2BUA) - t1, t2, t3: one server, that the trunks share. */
struct bench_call {
	struct party head[2];
	struct party tail[3][2]; /* ms and the peer; [0] has the link between them */
	struct signalling_attempt attempt[3];
	struct engine_policies policies;
	struct signalling_request request;
	struct signalling_result result;
	struct arena arena;
};

/* Peers ring at once, answer 2 s later, over TCP; the failover timer is on; the caller hangs up after 10 s. */
static inline void set_up(struct bench_call *call, uint32_t n_attempt)
{
	static const char *const peers[] = { "t1", "t2", "t3" };

	*call = (struct bench_call){
		.head = { { "alice", ROLE_CALLER, SIP_TLS, 0, 0 }, { "fe", ROLE_PROXY, SIP_TLS, 0, 0 } },
		.policies = engine_policies_default(),
	};
	for (size_t i = 0; i < ARRAY_LEN(peers); i++) {
		call->tail[i][0] = (struct party){ "ms", ROLE_B2BUA, SIP_TCP, 0, 0 };
		call->tail[i][1] = (struct party){ peers[i], ROLE_CALLEE, SIP_TCP, 0, 0 };
		call->attempt[i] = (struct signalling_attempt){ .tail = call->tail[i],
			.n_tail = 2,
			.transport = SIP_TLS,
			.answering = { .ringing = 2 * NANOSECONDS, .status = 200 },
			.failover_timer = true };
	}
	call->request = (struct signalling_request){ .head = call->head,
		.n_head = 2,
		.attempt = call->attempt,
		.n_attempt = n_attempt,
		.duration = 10 * NANOSECONDS,
		.cancel_after = NEVER,
		.policies = &call->policies };
}

/* No Mediation Server: who tries reaches the peers itself, over TCP. With n_head 1 that is the caller. */
static inline void without_mediation(struct bench_call *call, uint32_t n_head)
{
	call->request.n_head = n_head;
	for (size_t i = 0; i < ARRAY_LEN(call->attempt); i++) {
		call->attempt[i].tail = &call->tail[i][1];
		call->attempt[i].n_tail = 1;
		call->attempt[i].transport = SIP_TCP;
	}
}

static inline void tear_down(struct bench_call *call)
{
	arena_release(&call->arena);
}

static inline void place(struct bench_call *call)
{
	assert_true(signalling_run(&call->request, true, &call->arena, &call->result));
}

/* The messages between two parties, or all with `a` NULL. Any of the names in `b`, which may be a list: "t1 t2". */
static inline const char *ladder(struct bench_call *call, const char *a, const char *b)
{
	const char *text = "";

	for (uint32_t i = 0; i < call->result.n_message; i++) {
		const struct call_message *m = &call->result.message[i];
		const char *other = a == NULL || strcmp(m->from, a) == 0 ? m->to : m->from;

		if (a != NULL && strcmp(m->from, a) != 0 && strcmp(m->to, a) != 0)
			continue;
		if (a != NULL && strstr(b, other) == NULL)
			continue;
		assert_int_equal(m->at % MS, 0);
		text = arena_printf(&call->arena, "%s%d.%03d %s>%s %s%s%s\n", text,
			(int)(m->at / NANOSECONDS), (int)(m->at / MS % 1000), m->from, m->to, m->text,
			m->retransmission ? " again" : "", m->lost ? " lost" : "");
	}
	return text;
}

#endif
