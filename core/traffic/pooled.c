/* SPDX-License-Identifier: MIT */
#include "traffic/pooled.h"

#include "traffic/erlang.h"

#include <math.h>

/* Groups that all ways have tried so far, layer upon layer. */
struct pool {
	const struct markov_group *group;
	const struct markov_stream *stream;
	uint32_t n_stream;
	uint32_t *ways_at; /* by group: ways that have tried it */
	uint32_t n_way;    /* of all streams */
	uint32_t partial;  /* groups that some ways have tried and some have not */
	uint32_t new;      /* groups of the layer, and one of them */
	uint32_t last;
	uint64_t circuits; /* of all layers, this one included; MARKOV_UNLIMITED and more: no limit */
	double offered;
	double lost; /* by the layers before this one */
};

static bool begin(struct arena *arena, struct pool *pool, uint32_t n_groups, struct pooled *ret)
{
	pool->ways_at = arena_alloc(arena, ((size_t)n_groups + 1) * sizeof *pool->ways_at);
	ret->blocking = arena_alloc(arena, ((size_t)n_groups + 1) * sizeof *ret->blocking);
	ret->lost = arena_alloc(arena, ((size_t)pool->n_stream + 1) * sizeof *ret->lost);
	if (pool->ways_at == NULL || ret->blocking == NULL || ret->lost == NULL)
		return false;
	for (uint32_t g = 0; g < n_groups; g++) {
		pool->ways_at[g] = 0;
		ret->blocking[g] = NAN;
	}
	for (uint32_t i = 0; i < pool->n_stream; i++) {
		ret->lost[i] = NAN;
		pool->n_way += pool->stream[i].n_way;
		pool->offered += pool->stream[i].offered;
	}
	return true;
}

/* Calls `visit` for every way; true if it was for some. */
static bool some_way(struct pool *pool, uint32_t depth,
	bool (*visit)(struct pool *, const struct markov_way *, uint32_t depth))
{
	bool some = false;

	for (uint32_t i = 0; i < pool->n_stream; i++)
		for (uint32_t w = 0; w < pool->stream[i].n_way; w++)
			some |= visit(pool, &pool->stream[i].way[w], depth);
	return some;
}

static bool ends(struct pool *pool, const struct markov_way *way, uint32_t depth)
{
	(void)pool;
	return way->n_group == depth;
}

/* The next group of a way. */
static bool try_next(struct pool *pool, const struct markov_way *way, uint32_t depth)
{
	uint32_t group = way->group[depth];
	uint32_t ways = ++pool->ways_at[group];

	if (ways == 1) {
		pool->circuits += pool->group[group].circuits;
		pool->last = group;
		pool->new ++;
		pool->partial++;
	}
	pool->partial -= ways == pool->n_way;
	return true;
}

static double lost_so_far(const struct pool *pool)
{
	return pool->circuits < MARKOV_UNLIMITED ? erlang_b((uint32_t)pool->circuits, pool->offered) : 0;
}

/* All ways have tried the same groups. */
static void finish_layer(struct pool *pool, struct pooled *ret)
{
	double lost = lost_so_far(pool);

	if (pool->new == 1)
		ret->blocking[pool->last] = pool->lost > 0 ? lost / pool->lost : 0;
	pool->new = 0;
	pool->lost = lost;
}

/* Of streams all of whose ways end here. */
static void finish_streams(const struct pool *pool, uint32_t depth, struct pooled *ret)
{
	for (uint32_t i = 0; i < pool->n_stream; i++) {
		bool all = true;

		for (uint32_t w = 0; w < pool->stream[i].n_way; w++)
			all &= pool->stream[i].way[w].n_group == depth;
		if (all)
			ret->lost[i] = pool->lost;
	}
}

bool pooled_blocking(struct arena *arena, const struct markov_group *groups, uint32_t n_groups,
	const struct markov_stream *streams, uint32_t n_streams, struct pooled *ret)
{
	struct pool pool = { .group = groups, .stream = streams, .n_stream = n_streams, .lost = 1 };
	uint32_t depth = 0;

	if (!begin(arena, &pool, n_groups, ret))
		return false;
	while (pool.n_way > 0 && !some_way(&pool, depth, ends)) {
		some_way(&pool, depth++, try_next);
		if (pool.partial == 0)
			finish_layer(&pool, ret);
	}
	/* Where a stream ends, what goes on is only a part of what was turned away. */
	if (pool.partial == 0)
		finish_streams(&pool, depth, ret);
	return true;
}
