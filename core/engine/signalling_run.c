/* SPDX-License-Identifier: MIT */
#include "engine/signalling_run.h"

#include "base/mem.h"

/* Of `detail`: method in the lowest byte, then status or timer, then the end of the link. */
enum {
	DETAIL_SHIFT = 8,
	DETAIL_END_SHIFT = 32,
	TRYING = 100,
	OK = 200,
	REQUEST_TIMEOUT = 408,
	SERVICE_UNAVAILABLE = 503,
	PROVISIONAL = 200, /* responses below */
};

enum link_end {
	CLIENT_END,
	SERVER_END,
};

static const struct role *const roles[] = {
	[ROLE_CALLER] = &role_caller,
	[ROLE_PROXY] = &role_proxy,
	[ROLE_B2BUA] = &role_b2bua,
	[ROLE_CALLEE] = &role_callee,
};

static void add_event(struct signalling *s, enum event_class class, struct event event)
{
	if (!events_add(&s->events, class, event))
		s->ran_out = true;
}

void signalling_later(struct signalling *s, int64_t after, enum happening what, uint32_t who, uint64_t detail)
{
	enum event_class class = what == HAPPENS_HANG_UP || what == HAPPENS_GIVE_UP ? EVENT_RELEASE :
										      EVENT_TIMER;

	add_event(s, class,
		(struct event){ .at = s->now + after, .what = (uint32_t)what, .who = who, .detail = detail });
}

static void record(struct signalling *s, const struct call_message *message)
{
	if (!mem_grow(&s->message, &s->room_message, s->n_message + 1, sizeof(*s->message))) {
		s->ran_out = true;
		return;
	}
	s->message[s->n_message++] = *message;
}

/* On its way over the link of `at`; `status` 0 is a request. */
static void transmit(struct signalling *s, uint32_t at, enum sip_method method, int status, bool is_repeated)
{
	const struct stop *stop = s->stop[at];
	const char *previous = s->stop[stop->previous]->name;

	if (!stop->is_inside) {
		s->result->n_events++;
		s->result->end = s->now;
	}
	if (s->records && !stop->is_inside) {
		struct call_message message = {
			.at = s->now,
			.from = status == 0 ? previous : stop->name,
			.to = status == 0 ? stop->name : previous,
			.text = status == 0 ? sip_request_text(method) :
					      sip_response_text(method, status, s->arena),
			.retransmission = is_repeated,
			.lost = stop->is_lost,
		};

		record(s, &message);
	}
	if (!stop->is_lost) {
		enum happening what = status == 0 ? HAPPENS_REQUEST : HAPPENS_RESPONSE;

		add_event(s, EVENT_MESSAGE,
			(struct event){ .at = s->now + stop->delay,
				.what = (uint32_t)what,
				.who = at,
				.detail = (uint64_t)method | (uint64_t)status << DETAIL_SHIFT });
	}
}

/* Sends what the effect says and starts its timers. The user hears of the rest from the caller of this function. */
static void apply(struct signalling *s, uint32_t at, enum sip_method method, enum link_end end,
	const struct transaction_effect *effect)
{
	struct stop *stop = s->stop[at];
	bool is_repeated = (effect->act & ACT_REPEATED) != 0;

	if ((effect->act & ACT_SEND) != 0)
		transmit(s, at, method, end == CLIENT_END ? 0 : stop->server[method].status, is_repeated);
	if ((effect->act & ACT_ACK) != 0)
		transmit(s, at, SIP_ACK, 0, is_repeated);
	for (unsigned i = 0; i < effect->n_timer; i++) {
		signalling_later(s, effect->timer[i].after, HAPPENS_TIMER, at,
			(uint64_t)method | (uint64_t)effect->timer[i].timer << DETAIL_SHIFT |
				(uint64_t)end << DETAIL_END_SHIFT);
	}
}

/* SYN there, RST back: nothing of SIP was sent. */
static void connect_in_vain(struct signalling *s, uint32_t to, enum sip_method method)
{
	const struct stop *stop = s->stop[to];

	if (s->records && !stop->is_inside) {
		const struct call_message message = {
			.at = s->now,
			.from = s->stop[stop->previous]->name,
			.to = stop->name,
			.text = CALL_CONNECTION_REFUSED,
		};

		record(s, &message);
	}
	add_event(s, EVENT_MESSAGE,
		(struct event){ .at = s->now + 2 * stop->delay,
			.what = HAPPENS_BROKEN,
			.who = to,
			.detail = (uint64_t)method });
}

void signalling_send(struct signalling *s, uint32_t to, enum sip_method method)
{
	struct stop *stop = s->stop[to];
	struct transaction_effect effect = transaction_start(&stop->client[method],
		method == SIP_INVITE ? INVITE_CLIENT : OTHER_CLIENT, stop->is_reliable);

	if (stop->is_refused) {
		connect_in_vain(s, to, method);
		return;
	}
	apply(s, to, method, CLIENT_END, &effect);
}

void signalling_acknowledge(struct signalling *s, uint32_t to)
{
	bool is_repeated = s->stop[to]->is_acknowledged;

	s->stop[to]->is_acknowledged = true;
	transmit(s, to, SIP_ACK, 0, is_repeated);
}

void signalling_cancel(struct signalling *s, uint32_t to)
{
	struct stop *stop = s->stop[to];

	if (stop->client[SIP_INVITE].state == TRANSACTION_TRYING)
		stop->cancels = true;
	else if (stop->client[SIP_INVITE].state == TRANSACTION_PROCEEDING &&
		stop->client[SIP_CANCEL].state == TRANSACTION_NONE)
		signalling_send(s, to, SIP_CANCEL);
}

static void respond(struct signalling *s, uint32_t from, enum sip_method method, int status)
{
	struct transaction_effect effect = transaction_respond(&s->stop[from]->server[method], status);

	apply(s, from, method, SERVER_END, &effect);
}

/* A user agent repeats its 200 until the ACK is there. */
static void answer(struct signalling *s, uint32_t from)
{
	struct stop *stop = s->stop[from];

	stop->repeat_after = sip_timer(SIP_TIMER_T1, stop->is_reliable);
	stop->repeat_until = s->now + sip_timer(SIP_TIMER_H, stop->is_reliable); /* 64*T1 */
	respond(s, from, SIP_INVITE, OK);
	signalling_later(s, stop->repeat_after, HAPPENS_REPEAT, from, 0);
}

static void respond_now(struct signalling *s, uint32_t from, int status)
{
	if (status == OK && s->stop[from]->role != ROLE_PROXY)
		answer(s, from);
	else
		respond(s, from, SIP_INVITE, status);
}

/* An answer to an INVITE, at once or as late as the party is slow. */
static void respond_to_invite(struct signalling *s, uint32_t from, int status)
{
	struct stop *stop = s->stop[from];

	stop->is_decided |= status >= PROVISIONAL;
	if (stop->lag > 0 && status > TRYING)
		signalling_later(s, stop->lag, HAPPENS_LATE, from, (uint64_t)status << DETAIL_SHIFT);
	else
		respond_now(s, from, status);
}

void signalling_respond(struct signalling *s, uint32_t from, enum sip_method method, int status)
{
	if (method == SIP_INVITE)
		respond_to_invite(s, from, status);
	else
		respond(s, from, method, status);
}

static void repeat_answer(struct signalling *s, uint32_t from)
{
	struct stop *stop = s->stop[from];
	int64_t most = sip_timer(SIP_TIMER_T2, stop->is_reliable);

	if (stop->repeat_after == 0 || s->now >= stop->repeat_until)
		return;
	respond(s, from, SIP_INVITE, OK);
	stop->repeat_after = stop->repeat_after * 2 < most ? stop->repeat_after * 2 : most;
	signalling_later(s, stop->repeat_after, HAPPENS_REPEAT, from, 0);
}

bool signalling_is_pending(const struct signalling *s, uint32_t self)
{
	return s->stop[self]->server[SIP_INVITE].state == TRANSACTION_PROCEEDING &&
		!s->stop[self]->is_decided;
}

static void request_arrives(struct signalling *s, uint32_t at, enum sip_method method)
{
	struct stop *stop = s->stop[at];
	struct transaction *server = &stop->server[method == SIP_ACK ? SIP_INVITE : method];
	struct transaction_effect effect;

	if (method == SIP_ACK)
		effect = transaction_ack(server);
	else if (server->state == TRANSACTION_NONE)
		effect = transaction_start(
			server, method == SIP_INVITE ? INVITE_SERVER : OTHER_SERVER, stop->is_reliable);
	else
		effect = transaction_again(server);
	apply(s, at, method == SIP_ACK ? SIP_INVITE : method, SERVER_END, &effect);
	if ((effect.act & ACT_DELIVER) == 0)
		return;
	if (method == SIP_ACK)
		stop->repeat_after = 0;
	roles[stop->role]->request(s, at, method);
}

static void response_arrives(struct signalling *s, uint32_t link, enum sip_method method, int status)
{
	struct stop *stop = s->stop[link];
	struct transaction_effect effect = transaction_receive(&stop->client[method], status);

	apply(s, link, method, CLIENT_END, &effect);
	if ((effect.act & ACT_DELIVER) == 0)
		return;
	if (method == SIP_INVITE && status < PROVISIONAL && stop->cancels)
		signalling_cancel(s, link);
	roles[s->stop[stop->previous]->role]->response(
		s, link, method, status, (effect.act & ACT_REPEATED) != 0);
}

static void fail(struct signalling *s, uint32_t link, enum sip_method method, int status)
{
	roles[s->stop[s->stop[link]->previous]->role]->failure(s, link, method, status);
}

static void timer_fires(struct signalling *s, uint32_t at, uint64_t detail)
{
	struct stop *stop = s->stop[at];
	enum sip_method method = (enum sip_method)(detail & 0xff);
	enum sip_timer timer = (enum sip_timer)(detail >> DETAIL_SHIFT & 0xff);
	enum link_end end = (enum link_end)(detail >> DETAIL_END_SHIFT);
	struct transaction *t = end == CLIENT_END ? &stop->client[method] : &stop->server[method];
	struct transaction_effect effect = transaction_timer(t, timer);

	apply(s, at, method, end, &effect);
	/* A server without its ACK (timer H) can do nothing about a call that was refused. */
	if ((effect.act & ACT_FAIL) != 0 && end == CLIENT_END)
		fail(s, at, method, REQUEST_TIMEOUT);
}

static void connection_refused(struct signalling *s, uint32_t link, enum sip_method method)
{
	struct transaction_effect effect = transaction_broken(&s->stop[link]->client[method]);

	if ((effect.act & ACT_FAIL) != 0)
		fail(s, link, method, SERVICE_UNAVAILABLE); /* RFC 3261, 8.1.3.1 and 16.9 */
}

void signalling_happen(struct signalling *s, const struct event *event)
{
	enum sip_method method = (enum sip_method)(event->detail & 0xff);

	s->now = event->at;
	switch ((enum happening)event->what) {
	case HAPPENS_START:
		caller_start(s);
		break;
	case HAPPENS_REQUEST:
		request_arrives(s, event->who, method);
		break;
	case HAPPENS_RESPONSE:
		response_arrives(s, event->who, method, (int)(event->detail >> DETAIL_SHIFT));
		break;
	case HAPPENS_TIMER:
		timer_fires(s, event->who, event->detail);
		break;
	case HAPPENS_BROKEN:
		connection_refused(s, event->who, method);
		break;
	case HAPPENS_REPEAT:
		repeat_answer(s, event->who);
		break;
	case HAPPENS_RINGING:
		callee_ring(s, event->who);
		break;
	case HAPPENS_ANSWER:
		callee_answer(s, event->who);
		break;
	case HAPPENS_FAILOVER:
		if (s->stop[event->who]->role == ROLE_B2BUA)
			b2bua_failover(s, event->who);
		else
			fork_failover(s, (uint32_t)event->detail);
		break;
	case HAPPENS_LATE:
		respond_now(s, event->who, (int)(event->detail >> DETAIL_SHIFT));
		break;
	case HAPPENS_LIMIT:
		proxy_limit(s, event->who);
		break;
	case HAPPENS_HANG_UP:
		caller_hang_up(s);
		break;
	case HAPPENS_GIVE_UP:
		caller_give_up(s);
		break;
	}
}
