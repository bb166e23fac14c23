/* SPDX-License-Identifier: MIT */
/*
 * trial.h - makes the call: which trunks have room, which server of the pool speaks, how the peer behaves, and
 * then the messages. Private to core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_TRIAL_H
#define LYNC_TOPO_ENGINE_TRIAL_H

#include "engine/behaviour.h"

struct trial {
	struct signalling_result result;
	struct call_attempt *attempt;
	uint32_t n_attempt;
	struct trunk_found *found; /* trunks by which it came in, then those of the draft's tails */
	uint32_t n_found;
	const struct tail
		*used;      /* of the attempt that succeeded, else the last one made; NULL without trunks */
	const char *server; /* that `used` took, "" or NULL where nobody knows */
	bool is_up;         /* `used` has the call */
	bool all_full;      /* nothing but full trunks and peers */
};

/* False when out of memory. */
bool trial_make(struct draft *draft, const struct trial_times *times, bool records, struct trial *ret);

#endif
