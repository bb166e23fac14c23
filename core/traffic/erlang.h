/* SPDX-License-Identifier: MIT */
/*
 * erlang.h - one group of circuits and calls that come by chance from very many sources: Erlang's formulas and their
 * inverses.
 *
 * Traffic is in Erlang (calls in progress on average, were there circuits enough), probabilities are ratios. Sources:
 * A. K. Erlang (1917); V. B. Iversen, Teletraffic Engineering Handbook (ITU-T Study Group 2), chapters 4, 5 and 9.
 *
 * Every function takes any finite circuits and offered >= 0, needs no memory, and takes time linear in the circuits.
 * Relative errors stay below 1e-12 up to a million circuits; what is smaller than a double can be is 0.
 */
#ifndef LYNC_TOPO_TRAFFIC_ERLANG_H
#define LYNC_TOPO_TRAFFIC_ERLANG_H

#include <stdint.h>

/* The share of calls that finds all circuits busy and is lost. Where nothing is offered nothing is lost: 0. */
double erlang_b(uint32_t circuits, double offered);

/* The same for a number of circuits that need not be whole, as equivalent groups have (overflow.h). */
double erlang_b_continuous(double circuits, double offered);

/* The share of calls that waits where calls wait for a circuit instead of being lost; 1 where the queue never ends. */
double erlang_c(uint32_t circuits, double offered);

/* A quantity of a group as it grows with the traffic: erlang_b, erlang_c, and Engset's with its sources fixed. */
typedef double blocking_function(const void *fixed, uint32_t circuits, double offered);

extern blocking_function blocking_erlang_b, blocking_erlang_c; /* `fixed` is not used */

/*
 * The least circuits whose blocking is at most `blocking` (> 0), or `most` + 1 when more than `most` are needed.
 * Takes time linear in `most` times its logarithm at worst.
 */
uint32_t least_circuits(
	blocking_function *function, const void *fixed, double offered, double blocking, uint32_t most);

/*
 * The greatest traffic, to the last digit of a double, whose blocking is at most `blocking` (0 <= blocking < 1);
 * `most` when even that much is carried.
 */
double greatest_load(
	blocking_function *function, const void *fixed, uint32_t circuits, double blocking, double most);

/* The circuits, not necessarily whole, that lose just this share (0 < blocking < 1) of the traffic (> 0). */
double erlang_b_circuits(double offered, double blocking);

#endif
