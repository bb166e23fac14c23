/* SPDX-License-Identifier: MIT */
/*
 * reach.h - whether sites reach each other, and what failures do to calls that are up. Private to core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_REACH_H
#define LYNC_TOPO_ENGINE_REACH_H

#include "engine/passage.h"

/*
 * False if WAN links that have failed leave no way between the sites of the two elements. Elements without a site,
 * and sites that no WAN link names, are always reached: the plan does not say how.
 */
bool reach_between(struct draft *draft, const struct element *a, const struct element *b);

/*
 * The WAN links over which packets go between two sites, the fewest there are, in the order of the plan; links that
 * have failed are none. *ret is in the arena. 0 for one and the same site, for NULL, and where no link leads there.
 */
uint32_t reach_links(struct draft *draft, const struct element *from, const struct element *to,
	const struct element *const **ret);

/* The first place of a path where its boxes do not reach each other, or 0. */
uint32_t reach_broken_at(struct draft *draft, const struct path *path);

/* An element whose failure may end a call that is up: something on its way, or what that is part of. */
struct strike_site {
	const struct element *target;
	bool carries_media, carries_signalling;
	bool ends_calls; /* it ends the call's dialogs or its media, so the call goes with it */
	bool *replaced;  /* of each fault there: another tunnel or WAN link takes over; NULL: none does */
	uint32_t n_replaced;
};

struct strikes {
	struct strike_site *site;
	uint32_t n, room;
};

/*
 * Finds the sites of a call that the faults of the run strike at any time; in the arena. Links are those that the call
 * was noted to use, from place `first` of world->use on. Nothing is allocated where there are none.
 */
bool reach_strikes(struct draft *draft, const struct passage *passage, uint32_t first, struct arena *arena,
	struct strikes *ret);

/*
 * When a call that is up from `answered` to `end` (on the clock of the run) is lost, `end` if it is not. *ret_cause
 * is what did it, or NULL.
 */
int64_t reach_lost(const struct faults *faults, const struct strikes *strikes, int64_t answered, int64_t end,
	const struct fault **ret_cause);

#endif
