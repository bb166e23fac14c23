/* SPDX-License-Identifier: MIT */
/*
 * behaviour.h - how boxes answer an INVITE: what failures, full lines and rules of a trunk make of it. Private to
 * core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_BEHAVIOUR_H
#define LYNC_TOPO_ENGINE_BEHAVIOUR_H

#include "engine/draft.h"
#include "engine/signalling.h"

/* Times of the call: from the first 18x to the answer, and from the answer to the end. */
struct trial_times {
	int64_t answer_after, duration;
};

/* The peer of a trunk, as the Mediation Server meets it. */
struct behaviour {
	struct answering answering;
	int passed_on; /* what the Mediation Server makes of a refusal */
	bool full;     /* the peer has no free channel */
};

/*
 * True if calls end at the box that fails so, whose way of answering it fills in; false if it lets them through
 * (slow, media-only).
 */
bool behaviour_stops(const struct topology *topo, const struct fault *fault, const struct element *box,
	struct answering *ret);

struct behaviour behaviour_of_peer(
	struct draft *draft, const struct trial_times *times, const struct tail *tail);

/* All calls that the trunk may carry are up. */
bool behaviour_trunk_is_full(const struct world *world, const struct element *trunk);

/* The peer of a trunk has no free channel. */
bool behaviour_peer_is_full(const struct world *world, const struct element *peer);

#endif
