/* SPDX-License-Identifier: MIT */
/*
 * leg.h - the messages of one call between two neighbours, sorted into dialogs and transactions (RFC 3261 sections
 * 12 and 17), and each of them as text.
 *
 * A call may try the same neighbour more than once: every new INVITE begins another dialog. Which one an answer, an
 * ACK or a BYE belongs to follows from what each dialog waits for.
 */
#ifndef LYNC_TOPO_CAPTURE_LEG_H
#define LYNC_TOPO_CAPTURE_LEG_H

#include "capture/capture.h"
#include "capture/sip_text.h"

struct leg_dialog {
	enum sip_method method; /* INVITE or OPTIONS */
	unsigned caller;        /* end that began it */
	unsigned state;         /* set of what has happened */
	int final;              /* status, 0: none yet */
	int64_t media_from;     /* when the callee sent its session description, or NEVER */
	int64_t bye_at;         /* or NEVER */
	unsigned bye_by;
};

struct leg_message {
	int64_t at; /* when it was sent, on the clock of the run */
	const struct call_message *source;
	uint32_t dialog;
	enum sip_method method;
	uint16_t status; /* 0: a request */
	uint8_t from;    /* end */
	bool with_session;
};

struct leg {
	const struct capture_endpoints *ends;
	const struct call *call;
	uint64_t key;                  /* that identifiers are made from */
	const struct sip_codec *codec; /* of the audio, also where the call has none */
	bool has_media;                /* audio runs over this leg */
	uint16_t port[2];              /* of the audio */
	struct leg_message *message;
	uint32_t n_message;
	struct leg_dialog *dialog;
	uint32_t n_dialog;
	uint32_t skipped;
};

/* The leg of call number `number`; arrays are in the arena, the rest is borrowed. False when out of memory. */
bool leg_read(struct leg *leg, const struct capture_endpoints *ends, const struct call *call, uint32_t number,
	struct arena *arena);

/* Appends the message. */
void leg_text(const struct leg *leg, const struct leg_message *message, struct buf *buf);

/* The end that sent the request which `message` is or answers. */
static inline unsigned leg_requester(const struct leg_message *message)
{
	return message->status == 0 ? message->from : 1U - message->from;
}

/* Where an end sends and takes audio. */
static inline const char *leg_media_ip(const struct capture_end *end)
{
	return end->media_ip != NULL ? end->media_ip : end->ip;
}

#endif
