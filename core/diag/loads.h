/* SPDX-License-Identifier: MIT */
/*
 * loads.h - what offered traffic comes to: for each group of circuits and for each stream of calls, as it travels from
 * the engine to the reports.
 *
 * Strings and arrays belong to the arena of the `struct loads`, or to the topology and the scenario. Traffic is in
 * erlangs, probabilities are ratios, times are seconds. Intervals hold the true value with 95 % confidence. What there
 * is no number for is NAN: ask load_is_known().
 */
#ifndef LYNC_TOPO_DIAG_LOADS_H
#define LYNC_TOPO_DIAG_LOADS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* Where a value comes from. */
enum load_method {
	LOAD_SIMULATION,
	LOAD_ERLANG_B,
	LOAD_ENGSET,
	LOAD_MARKOV,
};

/* "simulation", "erlang-b" ... */
const char *load_method_name(enum load_method method);

bool load_is_known(double value);

/* What an approximation says, and whether it says so wrongly. */
struct load_estimate {
	const char *name; /* "wilkinson"; static */
	double value;
	bool misleads; /* it lies outside the interval of the simulation, or is far from the exact value */
};

enum {
	LOAD_ESTIMATES = 4,
};

/* A share of calls: as counted, its interval, and the exact value where there is one. */
struct load_ratio {
	uint64_t calls, lost;
	double value, low, high; /* lost / calls */
	double exact;            /* or NAN */
	enum load_method method; /* of the exact value; LOAD_SIMULATION without one */
};

/* A trunk. Its calls are attempts, lost are those that found it full. */
struct load_trunk {
	const char *group;
	bool is_limited; /* by the trunk's max-calls or its peer's channels */
	uint32_t circuits;
	double offered, carried; /* by the simulation */
	struct load_ratio blocking;
	double closed, chain; /* blocking by a formula and by the Markov chain, or NAN */
	struct load_estimate estimate[LOAD_ESTIMATES];
	uint32_t n_estimate;
};

/* A `traffic` element, or the calls of a group in one direction. Lost are calls that did not connect. */
struct load_stream {
	const char *stream;
	double offered; /* by the plan */
	double carried; /* by the simulation */
	struct load_ratio loss;
	uint64_t failed; /* of the lost, those that failed otherwise than by full trunks */
};

struct loads {
	struct arena arena;
	struct load_trunk *trunk; /* in the order of the plan; those that some call may reach */
	uint32_t n_trunk;
	struct load_stream *stream; /* in the order in which they were asked for */
	uint32_t n_stream;
	double duration, warm_up; /* of one replication, the one without the other */
	uint32_t replications;    /* that are counted here */
	uint32_t wanted;          /* that were asked for; more than `replications` when a limit was reached */
	uint32_t units;           /* equal parts that the intervals are made of */
	const char **warning;     /* sentences */
	uint32_t n_warning, room_warning;
};

/* Adds a sentence, which is copied. Lost when out of memory, which mem_ran_out() remembers. */
void loads_warn(struct loads *loads, const char *sentence);

void loads_release(struct loads *loads);

#endif
