/* SPDX-License-Identifier: MIT */
/*
 * leg_text.c - what a message of a leg says: which identifiers, which routes.
 */
#include "capture/leg.h"

/* What identifiers of a dialog are made of, beside its number. */
enum identifier {
	ID_CALL = 1,
	ID_CALL_REST,
	ID_TAG, /* and its end */
	ID_SESSION = ID_TAG + 2,
	ID_BRANCH = ID_SESSION + 2, /* and the transaction */
};

/* A CANCEL and the ACK to a refusal are of the INVITE's transaction (RFC 3261 9.1, 17.1.1.3). */
static uint64_t transaction_of(const struct leg_message *message, const struct leg_dialog *dialog)
{
	switch (message->method) {
	case SIP_ACK:
		return dialog->final < 300 ? 1 : 0;
	case SIP_BYE:
		return 2;
	default:
		return 0;
	}
}

static uint64_t identifier(const struct leg *leg, const struct leg_message *message, uint64_t which)
{
	return sip_mix(leg->key, (uint64_t)message->dialog << 8 | which);
}

static struct sip_place place_of(const struct capture_end *end)
{
	return (struct sip_place){ end->ip, end->port };
}

static bool is_proxy(const struct leg_dialog *dialog, unsigned end)
{
	return dialog->use->proxied != NULL && dialog->use->proxy == end;
}

/* The user agent at an end, or behind it. */
static struct sip_place contact_of(const struct leg *leg, const struct leg_message *message, unsigned end)
{
	const struct leg_dialog *dialog = &leg->dialog[message->dialog];

	if (is_proxy(dialog, end))
		return (struct sip_place){ dialog->use->proxied, dialog->use->proxied_port };
	return place_of(&leg_link(leg, message->dialog)->end[end]);
}

/* Passed on from one end of the call to the other, where CANCEL and the ACK to a refusal go hop by hop. */
static bool goes_through(const struct leg_message *message, const struct leg_dialog *dialog)
{
	if (message->method == SIP_OPTIONS || message->method == SIP_CANCEL)
		return false;
	return message->method != SIP_ACK || dialog->final < 300;
}

static void set_vias(struct sip_message *text, const struct leg *leg, const struct leg_message *message)
{
	const struct leg_dialog *dialog = &leg->dialog[message->dialog];
	unsigned requester = leg_requester(message);
	const struct capture_end *end = &leg_link(leg, message->dialog)->end[requester];
	uint64_t which = ID_BRANCH + 4 * (uint64_t)transaction_of(message, dialog) + 2 * (uint64_t)requester;

	text->via[0] = (struct sip_via){ place_of(end), identifier(leg, message, which) };
	text->n_via = 1;
	text->max_forwards = message->method == SIP_OPTIONS ? 0 : 70;
	if (!is_proxy(dialog, requester) || !goes_through(message, dialog))
		return;
	text->via[1] = (struct sip_via){ contact_of(leg, message, requester),
		identifier(leg, message, which + 1) };
	text->n_via = 2;
	text->max_forwards = 69;
}

static const char *user_of(const struct leg *leg, const struct leg_dialog *dialog, bool is_caller)
{
	if (is_caller)
		return dialog->use->caller != NULL ? dialog->use->caller : leg->call->from;
	return leg->call->number[0] != '\0' ? leg->call->number : leg->call->to;
}

/* From is who sends the request, in a BYE of the callee the callee. */
static void set_people(struct sip_message *text, const struct leg *leg, const struct leg_message *message)
{
	const struct leg_dialog *dialog = &leg->dialog[message->dialog];
	unsigned requester = leg_requester(message);
	struct sip_person *person[2] = { &text->from, &text->to };

	for (unsigned i = 0; i < 2; i++) {
		unsigned side = i == 0 ? requester : 1 - requester;

		*person[i] = (struct sip_person){
			.user = message->method == SIP_OPTIONS ? NULL :
								 user_of(leg, dialog, side == dialog->caller),
			.ip = contact_of(leg, message, side).ip,
			.tag = identifier(leg, message, ID_TAG + side),
		};
	}
	if (message->status == 100 ||
		(message->status == 0 && (message->method != SIP_ACK && message->method != SIP_BYE)))
		text->to.tag = 0;
}

static bool has_contact(const struct leg_message *message)
{
	if (message->method == SIP_OPTIONS)
		return message->status == 0 || message->status == 200;
	return message->method == SIP_INVITE && message->status != 100 && message->status < 300;
}

/* Places that the message points to, kept beside it. */
struct places {
	struct sip_place contact, record_route, route;
};

static void set_target(struct sip_message *text, const struct leg *leg, const struct leg_message *message,
	struct places *places)
{
	const struct leg_dialog *dialog = &leg->dialog[message->dialog];
	unsigned to = 1U - message->from;

	text->target = place_of(&leg_link(leg, message->dialog)->end[to]);
	if (message->method == SIP_OPTIONS)
		return;
	if (message->method == SIP_BYE || (message->method == SIP_ACK && dialog->final < 300)) {
		places->route = text->target;
		text->target = contact_of(leg, message, to);
		text->route = is_proxy(dialog, to) ? &places->route : NULL;
	} else {
		text->target_user = user_of(leg, dialog, false);
	}
}

/* RFC 3261 16.6: a proxy puts itself into the INVITE; who answers copies that. */
static void set_record_route(struct sip_message *text, const struct leg *leg,
	const struct leg_message *message, struct places *places)
{
	const struct leg_dialog *dialog = &leg->dialog[message->dialog];
	unsigned requester = leg_requester(message);

	if (!has_contact(message) || message->method == SIP_OPTIONS || dialog->use->proxied == NULL)
		return;
	if (dialog->use->proxy != requester && message->status == 0)
		return;
	places->record_route = place_of(&leg_link(leg, message->dialog)->end[dialog->use->proxy]);
	text->record_route = &places->record_route;
}

static void set_session(struct sip_session *session, const struct leg *leg, const struct leg_message *message)
{
	const struct capture_audio *audio = &leg->dialog[message->dialog].use->audio;

	*session = (struct sip_session){
		.ip = audio->ip[message->from],
		.port = audio->port[message->from],
		.id = identifier(leg, message, ID_SESSION + message->from),
		.codec = leg_codec(audio),
		.is_answer = message->status != 0,
		.encrypted = audio->encrypted,
	};
}

/* "OK" of "200 OK (BYE)". */
static const char *phrase_of(const struct leg_message *message, char *room, size_t size)
{
	const char *start = message->source->text + 3;
	const char *end = strrchr(start, '(');
	size_t length;

	while (*start == ' ')
		start++;
	length = end != NULL && end > start ? (size_t)(end - start) : strlen(start);
	while (length > 0 && start[length - 1] == ' ')
		length--;
	if (length >= size)
		length = size - 1;
	memcpy(room, start, length);
	room[length] = '\0';
	return room;
}

void leg_text(const struct leg *leg, const struct leg_message *message, struct buf *buf)
{
	static const char *const TRANSPORTS[] = { "UDP", "TCP", "TLS" };
	const struct capture_link *link = leg_link(leg, message->dialog);
	struct sip_message text = {
		.method = message->method,
		.status = message->status,
		.transport = TRANSPORTS[link->transport],
		.agent = link->end[message->from].agent,
		.call_id = { identifier(leg, message, ID_CALL), identifier(leg, message, ID_CALL_REST) },
		.cseq = message->method == SIP_BYE &&
				leg->dialog[message->dialog].bye_by == leg->dialog[message->dialog].caller ?
			2 :
			1,
	};
	struct sip_session session;
	struct places places;
	char phrase[64];

	if (message->status != 0)
		text.phrase = phrase_of(message, phrase, sizeof(phrase));
	set_vias(&text, leg, message);
	set_people(&text, leg, message);
	set_target(&text, leg, message, &places);
	set_record_route(&text, leg, message, &places);
	places.contact = contact_of(leg, message, message->from);
	if (has_contact(message))
		text.contact = &places.contact;
	if (message->status >= 400 && message->method == SIP_INVITE)
		text.reason = leg->dialog[message->dialog].use->reason;
	set_session(&session, leg, message);
	if (message->with_session)
		text.session = &session;
	sip_text(&text, buf);
}
