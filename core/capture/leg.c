/* SPDX-License-Identifier: MIT */
#include "capture/leg.h"

#include "base/hash.h"

#include <stdlib.h>

/* What has happened in a dialog. */
enum {
	CANCELLED = 1 << 0,
	CANCEL_ANSWERED = 1 << 1,
	ANSWERED = 1 << 2, /* finally */
	ACKED = 1 << 3,
	TALKING = 1 << 4, /* 2xx */
	ENDED = 1 << 5,   /* BYE */
};

enum {
	ANY_END = 2,
};

/* Computing takes no virtual time. A message that follows from another leaves after it, its handshake included. */
static const int64_t BETWEEN = INT64_C(150000);

static int end_of(const struct leg *leg, const char *hop)
{
	const struct capture_link *link = &leg->plan->link[leg->use->link];

	for (int i = 0; i < 2; i++)
		if (strcmp(link->end[i].hop, hop) == 0)
			return i;
	return -1;
}

/* "180 Ringing", "200 OK (BYE)", "ACK". An answer that names no method belongs to an INVITE. */
static bool read_text(const char *text, struct leg_message *ret)
{
	const char *open = strrchr(text, '(');
	const char *close = open != NULL ? strchr(open, ')') : NULL;

	ret->status = 0;
	ret->method = SIP_INVITE;
	ret->is_refused = strcmp(text, CALL_CONNECTION_REFUSED) == 0;
	if (ret->is_refused)
		return true;
	if (!ascii_is_digit(text[0]))
		return sip_method_find(str_of(text), &ret->method);
	if (!ascii_is_digit(text[1]) || !ascii_is_digit(text[2]) || text[0] == '0')
		return false;
	ret->status = (uint16_t)((text[0] - '0') * 100 + (text[1] - '0') * 10 + (text[2] - '0'));
	if (close == NULL)
		return true;
	return sip_method_find((struct str){ open + 1, (size_t)(close - open - 1) }, &ret->method);
}

/* The newest or oldest dialog with all of `must` and none of `not` behind it. */
static struct leg_dialog *find(const struct leg *leg, enum sip_method method, unsigned caller, unsigned must,
	unsigned not, bool newest)
{
	for (uint32_t i = 0; i < leg->n_dialog; i++) {
		struct leg_dialog *dialog = &leg->dialog[newest ? leg->n_dialog - 1 - i : i];

		if (dialog->method == method && (caller == ANY_END || dialog->caller == caller) &&
			(dialog->state & must) == must && (dialog->state & not ) == 0)
			return dialog;
	}
	return NULL;
}

/* The first that is found counts: what is waited for, then what was seen and is repeated. */
static struct leg_dialog *either(struct leg_dialog *first, struct leg_dialog *second)
{
	return first != NULL ? first : second;
}

/* An INVITE takes the next use; where there is none, it is one more of the last. */
static const struct capture_use *take_use(struct leg *leg, enum sip_method method)
{
	uint32_t at = leg->n_taken < leg->n_use ? leg->n_taken : leg->n_use - 1;

	leg->n_taken += method == SIP_INVITE;
	return &leg->use[at];
}

static struct leg_dialog *begin(struct leg *leg, const struct leg_message *message)
{
	struct leg_dialog *dialog;

	if (message->source->retransmission) {
		dialog = find(leg, message->method, message->from, 0, ANSWERED, true);
		if (dialog != NULL)
			return dialog;
	}
	dialog = &leg->dialog[leg->n_dialog++];
	*dialog = (struct leg_dialog){ .use = take_use(leg, message->method),
		.method = message->method,
		.caller = message->from,
		.media_from = NEVER,
		.bye_at = NEVER };
	return dialog;
}

static struct leg_dialog *dialog_of_request(struct leg *leg, const struct leg_message *message)
{
	unsigned from = message->from;

	switch (message->method) {
	case SIP_ACK:
		return either(find(leg, SIP_INVITE, from, ANSWERED, ACKED, false),
			find(leg, SIP_INVITE, from, ANSWERED, 0, true));
	case SIP_CANCEL:
		return either(message->source->retransmission ?
				find(leg, SIP_INVITE, from, CANCELLED, 0, true) :
				NULL,
			find(leg, SIP_INVITE, from, 0, ANSWERED | CANCELLED, true));
	case SIP_BYE:
		return either(message->source->retransmission ?
				find(leg, SIP_INVITE, ANY_END, ENDED, 0, true) :
				NULL,
			find(leg, SIP_INVITE, ANY_END, TALKING, ENDED, true));
	default:
		return begin(leg, message);
	}
}

static struct leg_dialog *dialog_of_invite_answer(const struct leg *leg, const struct leg_message *message)
{
	unsigned caller = 1U - message->from;
	struct leg_dialog *live = find(leg, SIP_INVITE, caller, 0, ANSWERED | CANCELLED, true);
	struct leg_dialog *cancelled = find(leg, SIP_INVITE, caller, CANCELLED, ANSWERED, false);
	struct leg_dialog *over = find(leg, SIP_INVITE, caller, ANSWERED, 0, true);

	if (message->source->retransmission && over != NULL && over->final == message->status)
		return over;
	return message->status == 487 ? either(cancelled, live) : either(live, cancelled);
}

static struct leg_dialog *dialog_of_answer(const struct leg *leg, const struct leg_message *message)
{
	unsigned caller = 1U - message->from;

	switch (message->method) {
	case SIP_CANCEL:
		return either(find(leg, SIP_INVITE, caller, CANCELLED, CANCEL_ANSWERED, false),
			find(leg, SIP_INVITE, caller, CANCELLED, 0, true));
	case SIP_BYE:
		return find(leg, SIP_INVITE, ANY_END, ENDED, 0, true);
	case SIP_OPTIONS:
		return either(find(leg, SIP_OPTIONS, caller, 0, ANSWERED, true),
			find(leg, SIP_OPTIONS, caller, ANSWERED, 0, true));
	default:
		return dialog_of_invite_answer(leg, message);
	}
}

static void note_answer(struct leg_dialog *dialog, const struct leg_message *message)
{
	if (message->method == SIP_CANCEL)
		dialog->state |= CANCEL_ANSWERED;
	if (message->method != dialog->method)
		return;
	if (message->status >= 200 && dialog->final == 0) {
		dialog->state |= ANSWERED | (message->status < 300 ? TALKING : 0U);
		dialog->final = message->status;
	}
	if (message->with_session && !message->source->lost && dialog->media_from == NEVER)
		dialog->media_from = message->at;
	if (message->status >= 300 && dialog->bye_at == NEVER) { /* ends early media */
		dialog->bye_at = message->at;
		dialog->bye_by = message->from;
	}
}

static void note_request(struct leg_dialog *dialog, const struct leg_message *message)
{
	if (message->method == SIP_CANCEL)
		dialog->state |= CANCELLED;
	if (message->method == SIP_ACK)
		dialog->state |= ACKED;
	if (message->method == SIP_BYE && !(dialog->state & ENDED)) {
		dialog->state |= ENDED;
		dialog->bye_at = message->at;
		dialog->bye_by = message->from;
	}
}

/* RFC 3261 13.2.1: the offer in the INVITE, the answer in a 2xx, and before in a 183. */
static bool carries_session(const struct leg_message *message)
{
	return message->method == SIP_INVITE &&
		(message->status == 0 || message->status == 183 ||
			(message->status >= 200 && message->status < 300));
}

/* `behind` is how many messages the call has sent at the same time before. */
static void take(struct leg *leg, const struct call_message *source, uint32_t behind)
{
	int from = end_of(leg, source->from);
	int to = end_of(leg, source->to);
	struct leg_message message = {
		.source = source, .at = leg->call->at + source->at + behind * BETWEEN, .from = (uint8_t)from
	};
	struct leg_dialog *dialog = NULL;

	if (from < 0 || to < 0 || from == to)
		return;
	if (read_text(source->text, &message))
		dialog = message.status == 0 ? dialog_of_request(leg, &message) :
					       dialog_of_answer(leg, &message);
	if (dialog == NULL) {
		leg->skipped++;
		return;
	}
	message.dialog = (uint32_t)(dialog - leg->dialog);
	message.with_session = carries_session(&message);
	if (message.status == 0)
		note_request(dialog, &message);
	else
		note_answer(dialog, &message);
	leg->message[leg->n_message++] = message;
}

uint16_t capture_media_port(uint16_t first, uint16_t ports, uint32_t n)
{
	uint32_t start = first + first % 2U;
	uint32_t above = (UINT32_C(65536) - start) / 2;
	uint32_t room = ports >= 2 && ports / 2U < above ? ports / 2U : above;

	return (uint16_t)(start + 2 * (room > 0 ? n % room : 0));
}

bool leg_read(struct leg *leg, const struct capture_plan *plan, const struct capture_use *use, uint32_t n_use,
	const struct call *call, struct arena *arena)
{
	size_t room = call->n_message > 0 ? call->n_message : 1;
	uint32_t behind = 0;

	*leg = (struct leg){
		.plan = plan,
		.use = use,
		.n_use = n_use,
		.call = call,
		.key = sip_mix(fingerprint_add(fingerprint_add(plan->seed ^ FINGERPRINT_START, call->id),
				       plan->link[use->link].end[0].hop),
			(uint64_t)use->call << 20 ^ use->link),
		.message = arena_alloc(arena, room * sizeof(*leg->message)),
		.dialog = arena_alloc(arena, room * sizeof(*leg->dialog)),
	};
	if (leg->message == NULL || leg->dialog == NULL)
		return false;
	for (uint32_t i = 0; i < call->n_message; i++) {
		behind = i > 0 && call->message[i].at == call->message[i - 1].at ? behind + 1 : 0;
		take(leg, &call->message[i], behind);
	}
	return true;
}
