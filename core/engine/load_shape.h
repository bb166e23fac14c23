/* SPDX-License-Identifier: MIT */
/*
 * load_shape.h - which trunks the calls of one caller to one number try, in which order, and how they take turns: what
 * the theory of traffic has to know of routing.
 *
 * Nothing here knows how calls are routed. Calls are made by the engine (making.h), with nobody else on the telephone
 * but so that chosen trunks are full, and what they ask (journal.h) and where they end is the answer. What shows any
 * behaviour that the shape has no words for has none: it can only be simulated. Private to core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_LOAD_SHAPE_H
#define LYNC_TOPO_ENGINE_LOAD_SHAPE_H

#include "engine/engine.h"
#include "model/deployment.h"

enum {
	LOAD_MOST_PLACES = 128, /* of round robins, until the first one comes again */
	LOAD_MOST_TRIES = 128,  /* of one call */
};

#define LOAD_UNLIMITED UINT32_MAX

/* A trunk that calls go over when those before it are full. */
struct load_try {
	const struct element *trunk, *peer;
	uint32_t own;      /* calls that the trunk carries, or LOAD_UNLIMITED */
	uint32_t channels; /* that the peer has, or LOAD_UNLIMITED */
};

/* What a call tries. */
struct load_way {
	const struct load_try *const *try;
	uint32_t n;
	bool gets_through; /* all the same when all of these are full */
};

/* A round robin that calls move on. */
struct load_wheel {
	uint32_t element; /* by its place in the topology */
	uint32_t n;
	uint32_t step;    /* that each call moves it on by */
	bool matters;     /* to what these calls try */
	bool is_unsteady; /* calls move it on by more or less */
};

/* Bandwidth that call admission control has for calls, and what one of them takes. */
struct load_admission {
	const struct element *holder; /* of the policy; NULL: none has a say */
	int64_t units, capacity;      /* of bandwidth (bandwidth.h) */
};

struct load_shape {
	const char *unknown;        /* why there is no shape, or NULL; then only `asked` and `known` hold */
	const struct load_way *way; /* that calls take in turn, as their wheels that matter say */
	uint32_t n_way;
	const struct load_wheel *wheel;
	uint32_t n_wheel;
	const uint32_t *asked; /* trunks and peers that may be full, by their places in the topology */
	uint32_t n_asked;
	struct load_admission admission; /* with one way that tries nothing that can be full */
	struct period known;             /* it holds then */
};

struct load_shapes;

/*
 * Somebody who can be asked. Of the request topology, faults (sorted), policies and bandwidth model count; it and the
 * plan are borrowed. NULL when out of memory.
 */
struct load_shapes *load_shapes_open(const struct engine_request *request, const struct deployment *plan);
void load_shapes_close(struct load_shapes *shapes);

/*
 * The shape of a caller's calls that begin at a time, in the arena. Their length is the mean one. Takes a few calls for each trunk and each place of
 * the round robins. False when out of memory.
 */
bool load_shape_find(struct load_shapes *shapes, const struct planned_call *planned, int64_t at,
	struct arena *arena, struct load_shape *ret);

#endif
