/* SPDX-License-Identifier: MIT */
/*
 * sources.h - where traffic comes from: streams of calls by chance, from `traffic` elements of scenarios or from the
 * figures of groups of users.
 *
 * A stream is Poisson: its calls come independently of each other at a constant rate, as those of very many people do
 * (policy sources=unlimited), or its people call at a constant rate whenever they are not on the telephone
 * (sources=people, Engset's model).
 */
#ifndef LYNC_TOPO_ENGINE_SOURCES_H
#define LYNC_TOPO_ENGINE_SOURCES_H

#include "engine/engine.h"

/* A `traffic` element of a scenario. */
struct planned_traffic {
	const char *id;
	const struct element *const *from; /* users */
	uint32_t n_from;
	struct str to; /* a number, or a pattern of numbers */
	bool to_is_number;
	double calls_per_hour; /* of all groups together; negative: theirs */
	int64_t mean_call;     /* NEVER: theirs */
	bool constant;         /* every call has the mean length */
};

/* Who calls whom. */
struct load_caller {
	struct planned_call call; /* without times; the length is the whole time on a circuit */
	double share;    /* of the calls, those of the callers before it included: the last one has 1 */
	double mean;     /* length of a call, in seconds */
	uint32_t people; /* of a finite source, those of the callers before it included */
};

struct load_source {
	const char *id;
	const struct load_caller *caller;
	uint32_t n_caller;
	double rate; /* calls a second; of a finite source when all of its people are idle */
	double mean; /* length of a call over all callers, in seconds */
	bool constant;
	uint32_t people; /* of a finite source; 0: unlimited */
};

struct load_sources {
	struct arena arena;
	struct load_source *source;
	uint32_t n, room;
	const char **warning; /* what was left out or taken for granted, sentences */
	uint32_t n_warning, room_warning;
};

/*
 * The streams of n `traffic` elements, or with n 0 those of all groups of users whose figures are known: calls out to a
 * number that their routes take, and calls in to their first number. False when out of memory; release it in any case.
 * Texts are borrowed from the elements and the topology.
 */
bool sources_make(const struct topology *topo, const struct planned_traffic *traffic, uint32_t n,
	const struct engine_policies *policies, struct load_sources *ret);

void sources_release(struct load_sources *sources);

/* Calls a second times their mean length: what the stream would have up if no call were lost. */
double source_erlang(const struct load_source *source);

/* Of the caller whose calls last longest, in seconds. */
double sources_longest_mean(const struct load_sources *sources);

#endif
