/* SPDX-License-Identifier: MIT */
/*
 * passage.h - the way of a call from end to end: signalling, and media with or without the Mediation Server.
 * Private to core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_PASSAGE_H
#define LYNC_TOPO_ENGINE_PASSAGE_H

#include "engine/bypass.h"
#include "engine/draft.h"

struct passage {
	struct path signalling, media; /* media: empty where none can pass */
	bool bypass;
	struct bypass_answer answer[2]; /* about the way out, and about the way in again over the PSTN */
	uint32_t n_answer;
};

/*
 * Over a tail of the draft (NULL: its head goes all the way), with what the draft has of detours and of a way in
 * again. Records nothing. Without `media` there is none, and nobody asks about bypass.
 */
void passage_make(struct draft *draft, const struct tail *tail, bool media, struct passage *ret);

/* Records how the decisions about media bypass were made. */
void passage_tell(struct draft *draft, const struct passage *passage);

#endif
