/* SPDX-License-Identifier: MIT */
/*
 * engset.h - one group of circuits and calls from a known number of sources: who talks does not call (T. O. Engset,
 * 1918; V. B. Iversen, Teletraffic Engineering Handbook, chapter 5).
 *
 * `each` is the traffic of one idle source in Erlang: its calls in one mean holding time. Accuracy and time as in
 * erlang.h.
 */
#ifndef LYNC_TOPO_TRAFFIC_ENGSET_H
#define LYNC_TOPO_TRAFFIC_ENGSET_H

#include "traffic/erlang.h"

/* The share of time in which all circuits are busy. */
double engset_time_congestion(uint32_t sources, uint32_t circuits, double each);

/* The share of calls that is lost: smaller, because the sources that fill the circuits do not call. */
double engset_call_congestion(uint32_t sources, uint32_t circuits, double each);

/* Mean circuits in use. */
double engset_carried(uint32_t sources, uint32_t circuits, double each);

extern blocking_function blocking_engset; /* call congestion; `fixed` is the sources, an uint32_t */

#endif
