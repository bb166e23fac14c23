/* SPDX-License-Identifier: MIT */
/*
 * load_sum.h - from the counts of replications to ratios and their intervals.
 *
 * Calls that follow each other meet the same full trunk, so a binomial interval is far too narrow. The interval is made
 * of units that are all but independent: whole replications where there are ten or more of them or where something
 * fails meanwhile, else parts of replications, long against the length of a call (batch means; core/traffic/batches.h).
 */
#ifndef LYNC_TOPO_ENGINE_LOAD_SUM_H
#define LYNC_TOPO_ENGINE_LOAD_SUM_H

#include "diag/loads.h"
#include "engine/load_run.h"
#include "traffic/batches.h"

/* Of a trunk or a stream. */
struct load_total {
	struct load_count count;
	struct batches lost;
	bool reached;
};

struct load_sum {
	const struct load_request *request;
	struct load_total *total; /* trunks, then streams */
	uint32_t n_trunk, n_stream;
	uint32_t replications, batches; /* that were added */
	uint32_t batches_per_unit;
};

/* The request is settled and outlives the sum. False when out of memory; release it in any case. */
bool load_sum_open(struct load_sum *sum, const struct load_request *request);
void load_sum_release(struct load_sum *sum);

/*
 * Adds a replication, in their order: sums of fractions depend on it. Of one that was stopped only the complete units
 * count.
 */
void load_sum_add(struct load_sum *sum, const struct load_sample *sample);

/* Fills in *ret, which is empty, without exact values. False when out of memory. */
bool load_sum_finish(const struct load_sum *sum, struct loads *ret);

#endif
