/* SPDX-License-Identifier: MIT */
/*
 * load_answers.h - what the theory of traffic says of a net: exact values by formulas and by Markov chains, and the
 * approximations that planners use. Private to core/engine.
 *
 * Formulas: Erlang B for one group of fresh calls and for groups that are one to their callers (pooled.h), Engset for
 * people who do not call while they talk, Kaufman and Roberts for bandwidth. Chains take lengths by chance with one
 * mean, and turns that follow from the calls of the chain alone. Where neither holds nothing is said.
 */
#ifndef LYNC_TOPO_ENGINE_LOAD_ANSWERS_H
#define LYNC_TOPO_ENGINE_LOAD_ANSWERS_H

#include "diag/loads.h"
#include "engine/load_net.h"
#include "traffic/hunted.h"

/* A share of calls. NAN: not known in this way. */
struct load_answer {
	double closed;
	enum load_method formula; /* of `closed` */
	double chain;
};

struct load_answers {
	struct load_answer
		*group;   /* of the calls that come to each group of the net, those that find it full */
	double *attempts; /* that come there, in calls a mean length, by the chain, or NAN */
	struct load_answer *stream;    /* of the calls of each stream, those that no group took */
	struct hunted_group *estimate; /* of each group */
};

/*
 * Chains are solved as long as all together have at most `most_states` states; with `losses_only` only where no formula
 * tells what streams lose. False when out of memory: what there is lives in the arena.
 */
bool load_answers_make(struct arena *arena, const struct load_net *net, uint32_t most_states,
	bool losses_only, struct load_answers *ret);

/* The exact value, or NAN; *ret_method says how it came. Where both ways know it, the formula has the say. */
double load_answer_exact(const struct load_answer *answer, enum load_method *ret_method);

#endif
