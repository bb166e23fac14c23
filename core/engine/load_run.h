/* SPDX-License-Identifier: MIT */
/*
 * load_run.h - traffic through a deployment: calls come by chance, occupy trunks, and leave.
 *
 * What becomes of each call is decided by the engine (flow.h). A replication is a run from an empty deployment with
 * chances of its own: the draws of call number n of a stream depend on the seed, the replication and the stream's id
 * alone, so that the same traffic meets another plan, or a failure, in the same way, and replications can be made
 * anywhere, in any order. It is watched after a warm-up, in LOAD_BATCHES parts of equal length.
 *
 * Counted is what begins in the watched time; circuits are busy while it lasts. The clock of failures begins with the
 * warm-up. Nothing is allocated for a call, so memory does not grow with their number.
 */
#ifndef LYNC_TOPO_ENGINE_LOAD_RUN_H
#define LYNC_TOPO_ENGINE_LOAD_RUN_H

#include "engine/sources.h"

enum {
	LOAD_BATCHES = 20,
};

struct load_request {
	const struct topology *topo;
	const struct load_sources *sources;
	const struct faults *faults; /* sorted: faults_sort() */
	const struct engine_policies *policies;
	enum bandwidth_model bandwidth;
	uint64_t seed;
	int64_t duration;      /* that is watched, nanoseconds; NEVER: load_settle() chooses */
	int64_t warm_up;       /* before that; likewise */
	uint32_t replications; /* 0: likewise */

	/* Asked now and then; true ends a replication early. NULL: nobody stops it. */
	bool (*stop)(void *context);
	void *context;
};

/*
 * Chooses what the request leaves open: a warm-up of 10 mean lengths of the longest calls, after which less than 1 in
 * 20,000 of what the empty start has changed is left (the relaxation time of a loss system is at most one mean length:
 * C. Fricker, P. Robert, D. Tibi, 1999); a watched time of whole hours, one at least, with 10,000 calls; and 20
 * replications.
 */
void load_settle(struct load_request *request);

/* True when nothing fails or comes back while traffic runs: then all of the watched time is alike. */
bool load_is_stationary(const struct load_request *request);

/* What was counted. Plain numbers without padding: bytes that may be sent or stored. */
struct load_count {
	uint64_t calls, lost;
	uint64_t failed; /* of the lost of a stream, those that no circuit would have saved */
	uint64_t wanted; /* microseconds of circuits, had all calls their mean length and none been lost */
	uint64_t held;   /* microseconds of circuits, as it was */
};

struct load_row {
	uint64_t reached; /* 1: some call came here, or would have come had the trunks before been full */
	struct load_count batch[LOAD_BATCHES];
};

struct load_sample {
	uint32_t replication;
	uint32_t n_batch; /* those that are complete: LOAD_BATCHES unless it was stopped */
	uint32_t n_trunk, n_stream;
	struct load_row row[]; /* trunks in the order of the plan (topo_nth), then streams */
};

/* Of a sample, in bytes. */
size_t load_sample_size(const struct load_request *request);

struct load_run;

/* The request is settled and outlives the run. NULL when out of memory. */
struct load_run *load_run_open(const struct load_request *request);
void load_run_close(struct load_run *run);

/* Makes replication number n, from 0, into load_sample_size() bytes. False when out of memory. */
bool load_run_make(struct load_run *run, uint32_t n, struct load_sample *ret);

#endif
