/* SPDX-License-Identifier: MIT */
/*
 * outsider.h - somebody in the PSTN whom a group may call: a number for calls that nobody has named one for.
 */
#ifndef LYNC_TOPO_ENGINE_OUTSIDER_H
#define LYNC_TOPO_ENGINE_OUTSIDER_H

#include "engine/directory.h"
#include "model/deployment.h"
#include "model/pattern.h"

struct outsiders {
	const struct topology *topo;
	struct directory directory;
	struct deployment plan;
	struct patterns patterns;
};

/* False when out of memory; release it in any case. */
bool outsiders_open(struct outsiders *outsiders, const struct topology *topo);
void outsiders_release(struct outsiders *outsiders);

/*
 * A number that the routes of the group take, if that can be found out: a fictional subscriber of a numbering plan, else
 * an example of a route's pattern. With users NULL, or where nothing is found, a fictional one that is nobody's here.
 * Static, or in the arena.
 */
const char *outsider_for(struct outsiders *outsiders, const struct element *users, struct arena *arena);

#endif
