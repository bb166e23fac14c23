/* SPDX-License-Identifier: MIT */
/*
 * export_view.h - one call as the tap sees it: which legs of its signalling pass, and which stretches of its audio.
 */
#ifndef LYNC_TOPO_CLI_EXPORT_VIEW_H
#define LYNC_TOPO_CLI_EXPORT_VIEW_H

#include "export_tap.h"

#define VIEW_NOWHERE UINT32_MAX

/* Two neighbours that sent each other messages. */
struct pair {
	const char *hop[2];
	uint32_t place[2];           /* on the call's path, first the smaller, or VIEW_NOWHERE */
	const struct element *trunk; /* between the two, of the last attempt; NULL for none */
	bool shows_sip;
	int audio; /* part that it carries past the tap, -1 for none */
};

/* A stretch of the media path between two boxes that send and take packets. */
struct audio_part {
	uint32_t first, last; /* on the media path */
	bool passes;
};

struct view {
	const struct tap *tap;
	const struct call *call;
	uint32_t number;
	struct pair *pair;
	uint32_t n_pair;
	struct audio_part *part;
	uint32_t n_part;
	const char *server; /* of the attempt that ended the call; "" for none */
};

/* The call must have its messages. Lists are in the arena. False when out of memory. */
bool view_make(struct view *view, const struct tap *tap, const struct call *call, uint32_t number,
	struct arena *arena);

/* The part of the audio that the leg's session descriptions are about, VIEW_NOWHERE where there is none. */
uint32_t view_part_of(const struct view *view, const struct pair *pair);

/* Both hops stand on the path that the call took in the end. */
bool view_is_on_path(const struct pair *pair);

/* The trunk runs between the two hops. */
bool view_joins(const struct tap *tap, const struct element *trunk, const struct pair *pair);

/* The stretch of the call between two neighbours that carries media, or NULL. */
const struct call_hop *view_stretch(const struct call *call, const char *from, const char *to);

#endif
