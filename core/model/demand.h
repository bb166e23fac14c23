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

#include "model/figures.h"
#include "model/topology.h"

/* What the calls of a group come from. */
struct demand {
	int64_t people;
	double calls; /* to and from the PSTN, of one of them in the busy hour */
	double seconds;
	bool length_assumed; /* the group does not say how long its calls are; those of the user model count */
};

/* Mean length of a call of the group, in seconds: its own, else that of the user model. */
double users_call_seconds(const struct topology *topo, const struct element *users, bool *ret_assumed);

/* False when count or load is not known; calls-per-hour counts before load. */
bool users_demand(const struct topology *topo, const struct element *users, struct demand *ret);

/* People times calls times their length. */
double demand_erlang(const struct demand *demand);

/* The two together. */
bool users_peak_calls(const struct topology *topo, const struct element *users, double *ret);

/* LOAD_LIGHT ... by calls-per-hour, else as written; -1 when neither is known. */
int users_load(const struct topology *topo, const struct element *users);

/* How many people of a load class share a gateway port, and the ports that so many of them need (GWY002). */
enum figure users_per_port(int load);
int64_t ports_for_users(int64_t users, int64_t per_port);

#endif
