/* SPDX-License-Identifier: MIT */
/*
 * leg.h - the messages of one call between two neighbours, sorted into dialogs and transactions (RFC 3261 sections
 * 12 and 17), and each of them as text.
 *
 * A call may try the same neighbour more than once: every new INVITE begins another dialog, and they take the uses of
 * the leg one after the other. Which one an answer, an
 * ACK or a BYE belongs to follows from what each dialog waits for.
 */
#ifndef LYNC_TOPO_CAPTURE_LEG_H
#define LYNC_TOPO_CAPTURE_LEG_H

#include "capture/capture.h"
#include "capture/sip_text.h"

struct leg_dialog {
	const struct capture_use *use;
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
	bool is_refused; /* no message: the connection for it was refused */
};

struct leg {
	const struct capture_plan *plan;
	const struct capture_use *use; /* of one call with the same two hops */
	uint32_t n_use, n_taken;       /* by dialogs */
	const struct call *call;
	uint64_t key; /* that identifiers are made from */
	struct leg_message *message;
	uint32_t n_message;
	struct leg_dialog *dialog;
	uint32_t n_dialog;
	uint32_t skipped;
};

/* The leg that some uses are of; arrays are in the arena, the rest is borrowed. False when out of memory. */
bool leg_read(struct leg *leg, const struct capture_plan *plan, const struct capture_use *use, uint32_t n_use,
	const struct call *call, struct arena *arena);

/* Appends the message. */
void leg_text(const struct leg *leg, const struct leg_message *message, struct buf *buf);

/* The end that sent the request which `message` is or answers. */
static inline unsigned leg_requester(const struct leg_message *message)
{
	return message->status == 0 ? message->from : 1U - message->from;
}

/* The link that a dialog runs over. */
static inline const struct capture_link *leg_link(const struct leg *leg, uint32_t dialog)
{
	return &leg->plan->link[leg->dialog[dialog].use->link];
}

static inline const struct sip_codec *leg_codec(const struct capture_audio *audio)
{
	const struct sip_codec *codec = audio->codec != NULL ? sip_codec_find(audio->codec) : NULL;

	return codec != NULL ? codec : sip_codec_find("g711u");
}

#endif
