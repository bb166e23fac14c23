/* SPDX-License-Identifier: MIT */
/*
 * outage.h - whether media of a call that was set up pass, and until when. Private to core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_OUTAGE_H
#define LYNC_TOPO_ENGINE_OUTAGE_H

#include "engine/trial.h"

/*
 * What stops the media of a call whose signalling works (mode media-only), or NULL. Links are those that the call was
 * noted to use, from place `first` of world->use on.
 */
const struct element *outage_of_media(
	struct draft *draft, const struct trial *trial, const struct path *media, uint32_t first);

/* How long a call without media lasts from its answer on; INT64_MAX if nobody notices. A step tells. */
int64_t outage_noticed(struct draft *draft, const struct element *trunk, const struct element *cause);

#endif
