/* SPDX-License-Identifier: MIT */
/*
 * demand.h - how many calls a group of people has up at once in the busy hour.
 *
 * Calls an hour times their mean length: those of the group, else of its load class and of the user model ("User
 * models", docs/figures.md): 1 call an hour with light load, 2 with moderate, 4 with heavy, of 3 minutes. This is the
 * offered traffic in erlang; a plan that wants a grade of service adds circuits to it.
 */
#ifndef LYNC_TOPO_MODEL_DEMAND_H
#define LYNC_TOPO_MODEL_DEMAND_H

#include "model/topology.h"

/* False when count or load is not known; calls-per-hour counts before load. */
bool users_peak_calls(const struct topology *topo, const struct element *users, double *ret);

/* LOAD_LIGHT ... by calls-per-hour, else as written; -1 when neither is known. */
int users_load(const struct topology *topo, const struct element *users);

#endif
