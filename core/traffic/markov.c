/* SPDX-License-Identifier: MIT */
#include "traffic/markov.h"

#include <math.h>
#include <string.h>

enum {
	SWEEPS_BETWEEN_LOOKS = 8,
	MOST_LOOKS = 20000,
	LOOKS_WITHOUT_CHANGE = 3,
	LOOKS_BETWEEN_LEAPS = 10,
};

/* A change that is nothing but rounding. */
static const double rounding = 4e-15;

struct chain {
	struct markov_group *group;
	uint32_t n_group;
	struct markov_stream *stream;
	uint32_t n_stream;
	uint32_t states;
	uint32_t *group_step;  /* of a state's number, for one circuit more in a group; 0: it is never full */
	uint32_t *stream_step; /* for one place further in the rotation of a stream */
	uint32_t *period;      /* of the rotation of a stream */

	/* Ways into each state, as one array: those of state s are first[s] to first[s + 1]. */
	uint32_t *first;
	uint32_t *from;
	double *rate;
	double *leaving;  /* rate of all ways out of each state */
	double *share;    /* of time in each state: the answer, not normalised while it is sought */
	double *older[2]; /* the shares one and two looks ago */
};

/* Where a call of a stream goes in a state. */
struct step {
	uint32_t to;    /* the state afterwards; the same one where nothing changes */
	uint32_t tried; /* groups of its way, the last of which took it unless it is lost */
	bool lost;
};

static uint32_t in_use(const struct chain *chain, uint32_t state, uint32_t group)
{
	uint32_t step = chain->group_step[group];

	return step > 0 ? state / step % (chain->group[group].circuits + 1) : 0;
}

static bool is_full(const struct chain *chain, uint32_t state, uint32_t group)
{
	uint32_t circuits = chain->group[group].circuits;

	return circuits != MARKOV_UNLIMITED && in_use(chain, state, group) == circuits;
}

static uint32_t place_of(const struct chain *chain, uint32_t state, uint32_t number)
{
	uint32_t step = chain->stream_step[number];

	return step > 0 ? state / step % chain->period[number] : 0;
}

static const struct markov_way *way_of(const struct chain *chain, uint32_t state, uint32_t number)
{
	const struct markov_stream *stream = &chain->stream[number];

	return &stream->way[place_of(chain, state, number) % stream->n_way];
}

/* The place of a rotation moves on with every call, whether it is lost or not. */
static uint32_t moved_on(const struct chain *chain, uint32_t before, uint32_t state, uint32_t number)
{
	uint32_t step = chain->stream_step[number], last = chain->period[number] - 1;

	return place_of(chain, before, number) < last ? state + step : state - last * step;
}

static struct step step_of(const struct chain *chain, uint32_t state, uint32_t number)
{
	const struct markov_way *way = way_of(chain, state, number);
	struct step step = { .to = state, .lost = true };

	while (step.lost && step.tried < way->n_group) {
		uint32_t group = way->group[step.tried++];

		if (!is_full(chain, state, group)) {
			step.to += chain->group_step[group];
			step.lost = false;
		}
	}
	step.to = moved_on(chain, state, step.to, number);
	return step;
}

/* Calls `way` for every way between two states: calls that come, then calls that end. */
static void for_each_way(
	struct chain *chain, void (*way)(struct chain *, uint32_t from, uint32_t to, double rate))
{
	for (uint32_t state = 0; state < chain->states; state++) {
		for (uint32_t i = 0; i < chain->n_stream; i++) {
			struct step step = step_of(chain, state, i);

			if (step.to != state && chain->stream[i].offered > 0)
				way(chain, state, step.to, chain->stream[i].offered);
		}
		for (uint32_t g = 0; g < chain->n_group; g++) {
			uint32_t calls = in_use(chain, state, g);

			if (calls > 0)
				way(chain, state, state - chain->group_step[g], calls);
		}
	}
}

static void count_way(struct chain *chain, uint32_t from, uint32_t to, double rate)
{
	chain->first[to]++;
	chain->leaving[from] += rate;
}

/* first[s] begins as the end of a state's ways and moves down to their beginning. */
static void add_way(struct chain *chain, uint32_t from, uint32_t to, double rate)
{
	uint32_t place = --chain->first[to];

	chain->from[place] = from;
	chain->rate[place] = rate;
}

static bool turn_together(const struct markov_stream *a, const struct markov_stream *b)
{
	return a == b || (a->rotation > 0 && a->rotation == b->rotation);
}

/* Calls after which it is the same way's turn in each of its streams; MARKOV_MOST_STATES + 1 at most. */
static uint32_t period_of(const struct markov_stream *streams, uint32_t n, const struct markov_stream *of)
{
	uint64_t period = 1;

	for (uint32_t i = 0; i < n; i++) {
		uint64_t step = period;

		while (turn_together(&streams[i], of) && period % streams[i].n_way > 0 &&
			period <= MARKOV_MOST_STATES)
			period += step;
	}
	return period <= MARKOV_MOST_STATES ? (uint32_t)period : MARKOV_MOST_STATES + 1;
}

/* The first stream of a stream's rotation. */
static uint32_t leader_of(const struct markov_stream *streams, uint32_t number)
{
	uint32_t first = 0;

	while (!turn_together(&streams[first], &streams[number]))
		first++;
	return first;
}

uint32_t markov_states(const struct markov_group *groups, uint32_t n_groups,
	const struct markov_stream *streams, uint32_t n_streams)
{
	uint64_t states = 1;

	for (uint32_t g = 0; g < n_groups && states <= MARKOV_MOST_STATES; g++)
		if (groups[g].circuits != MARKOV_UNLIMITED)
			states *= (uint64_t)groups[g].circuits + 1;
	for (uint32_t i = 0; i < n_streams && states <= MARKOV_MOST_STATES; i++)
		if (leader_of(streams, i) == i)
			states *= period_of(streams, n_streams, &streams[i]);
	return states <= MARKOV_MOST_STATES ? (uint32_t)states : MARKOV_MOST_STATES + 1;
}

static bool number_states(struct arena *arena, struct chain *chain)
{
	uint32_t step = 1;

	chain->group_step = arena_alloc(arena, (chain->n_group + 1) * sizeof *chain->group_step);
	chain->stream_step = arena_alloc(arena, (chain->n_stream + 1) * sizeof *chain->stream_step);
	chain->period = arena_alloc(arena, (chain->n_stream + 1) * sizeof *chain->period);
	if (chain->group_step == NULL || chain->stream_step == NULL || chain->period == NULL)
		return false;
	for (uint32_t g = 0; g < chain->n_group; g++) {
		bool is_limited = chain->group[g].circuits != MARKOV_UNLIMITED;

		chain->group_step[g] = is_limited ? step : 0;
		step *= is_limited ? chain->group[g].circuits + 1 : 1;
	}
	for (uint32_t i = 0; i < chain->n_stream; i++) {
		uint32_t leader = leader_of(chain->stream, i);

		chain->period[i] = period_of(chain->stream, chain->n_stream, &chain->stream[i]);
		chain->stream_step[i] = leader < i ? chain->stream_step[leader] : step;
		step *= leader < i ? 1 : chain->period[i];
	}
	return true;
}

static bool lay_out(struct arena *arena, struct chain *chain)
{
	uint32_t ways = 0, states = chain->states;

	chain->first = arena_alloc(arena, ((size_t)states + 1) * sizeof *chain->first);
	chain->leaving = arena_alloc(arena, states * sizeof *chain->leaving);
	chain->share = arena_alloc(arena, states * sizeof *chain->share);
	chain->older[0] = arena_alloc(arena, states * sizeof *chain->share);
	chain->older[1] = arena_alloc(arena, states * sizeof *chain->share);
	if (chain->first == NULL || chain->leaving == NULL || chain->share == NULL ||
		chain->older[0] == NULL || chain->older[1] == NULL)
		return false;
	for (uint32_t s = 0; s < states; s++) {
		chain->first[s] = 0;
		chain->leaving[s] = 0;
		chain->share[s] = 1.0 / states;
	}
	for_each_way(chain, count_way);
	for (uint32_t s = 0; s < states; s++)
		chain->first[s] = ways += chain->first[s];
	chain->first[states] = ways;
	chain->from = arena_alloc(arena, ((size_t)ways + 1) * sizeof *chain->from);
	chain->rate = arena_alloc(arena, ((size_t)ways + 1) * sizeof *chain->rate);
	if (chain->from == NULL || chain->rate == NULL)
		return false;
	for_each_way(chain, add_way);
	return true;
}

/* What comes into a state leaves it. Sums of positive numbers: nothing cancels. */
static void balance(struct chain *chain, uint32_t state)
{
	double coming = 0;

	for (uint32_t i = chain->first[state]; i < chain->first[state + 1]; i++)
		coming += chain->share[chain->from[i]] * chain->rate[i];
	if (chain->leaving[state] > 0)
		chain->share[state] = coming / chain->leaving[state];
}

static void sweep(struct chain *chain)
{
	for (uint32_t s = 0; s < chain->states; s++)
		balance(chain, s);
	for (uint32_t s = chain->states; s-- > 0;)
		balance(chain, s);
}

/* The shares of this look become those of one look ago. */
static void remember(struct chain *chain)
{
	double *oldest = chain->older[1];

	memcpy(oldest, chain->share, chain->states * sizeof *oldest);
	chain->older[1] = chain->older[0];
	chain->older[0] = oldest;
}

/*
 * What is left to go shrinks by the same factor from look to look once only the slowest part of it is left. Then the
 * rest of the way is the sum of a geometric series (Aitken). A state that it would make negative stays.
 */
static void leap(struct chain *chain)
{
	const double *one = chain->older[0], *two = chain->older[1];
	double product = 0, square = 0, factor;

	for (uint32_t s = 0; s < chain->states; s++) {
		product += (chain->share[s] - one[s]) * (one[s] - two[s]);
		square += (one[s] - two[s]) * (one[s] - two[s]);
	}
	factor = product / square;
	if (!(factor > 0 && factor < 1))
		return;
	for (uint32_t s = 0; s < chain->states; s++) {
		double there = chain->share[s] + (chain->share[s] - one[s]) * factor / (1 - factor);

		if (there > 0)
			chain->share[s] = there;
	}
}

static void normalise(struct chain *chain)
{
	double total = 0;

	for (uint32_t s = 0; s < chain->states; s++)
		total += chain->share[s];
	for (uint32_t s = 0; s < chain->states; s++)
		chain->share[s] /= total;
}

/* The answers as the shares are now. */
static void answer_calls(struct chain *chain, uint32_t state)
{
	for (uint32_t i = 0; i < chain->n_stream; i++) {
		struct markov_stream *stream = &chain->stream[i];
		const struct markov_way *way = way_of(chain, state, i);
		struct step step = step_of(chain, state, i);
		double calls = stream->offered * chain->share[state];

		for (uint32_t k = 0; k < step.tried; k++) {
			struct markov_group *group = &chain->group[way->group[k]];

			group->attempts += calls;
			if (k + 1 < step.tried || step.lost)
				group->blocked += calls;
		}
		if (step.lost)
			stream->lost += chain->share[state];
	}
}

static void answer(struct chain *chain)
{
	for (uint32_t g = 0; g < chain->n_group; g++)
		chain->group[g].attempts = chain->group[g].blocked = chain->group[g].carried = 0;
	for (uint32_t i = 0; i < chain->n_stream; i++)
		chain->stream[i].lost = 0;
	for (uint32_t state = 0; state < chain->states; state++) {
		answer_calls(chain, state);
		for (uint32_t g = 0; g < chain->n_group; g++)
			chain->group[g].carried += chain->share[state] * in_use(chain, state, g);
	}
	/* Nobody counts calls where there is no limit, but what comes there stays for one holding time. */
	for (uint32_t g = 0; g < chain->n_group; g++)
		if (chain->group[g].circuits == MARKOV_UNLIMITED)
			chain->group[g].carried = chain->group[g].attempts;
}

/* Whether an answer is what it was, but for rounding. */
static bool same(double now, double before)
{
	return fabs(now - before) <= rounding * fmax(now, before);
}

/* Answers that are sought and those of the look before. */
struct looks {
	struct markov_group *group;
	struct markov_stream *stream;
};

static bool nothing_changed(const struct chain *chain, const struct looks *before)
{
	for (uint32_t i = 0; i < chain->n_stream; i++)
		if (!same(chain->stream[i].lost, before->stream[i].lost))
			return false;
	for (uint32_t g = 0; g < chain->n_group; g++)
		if (!same(chain->group[g].attempts, before->group[g].attempts) ||
			!same(chain->group[g].blocked, before->group[g].blocked) ||
			!same(chain->group[g].carried, before->group[g].carried))
			return false;
	return true;
}

static void keep(const struct chain *chain, struct markov_group *groups, struct markov_stream *streams)
{
	for (uint32_t g = 0; g < chain->n_group; g++)
		groups[g] = chain->group[g];
	for (uint32_t i = 0; i < chain->n_stream; i++)
		streams[i] = chain->stream[i];
}

static bool settle(struct chain *chain, const struct looks *before)
{
	uint32_t unchanged = 0;

	for (uint32_t look = 0; look < MOST_LOOKS && unchanged < LOOKS_WITHOUT_CHANGE; look++) {
		keep(chain, before->group, before->stream);
		for (uint32_t i = 0; i < SWEEPS_BETWEEN_LOOKS; i++)
			sweep(chain);
		normalise(chain);
		answer(chain);
		if (look % LOOKS_BETWEEN_LEAPS == LOOKS_BETWEEN_LEAPS - 1)
			leap(chain);
		remember(chain);
		unchanged = nothing_changed(chain, before) ? unchanged + 1 : 0;
	}
	return unchanged == LOOKS_WITHOUT_CHANGE;
}

/* Copies to work on, so that the caller's are untouched unless there is an answer. */
static bool copy(struct arena *arena, struct looks *ret, const struct markov_group *groups, uint32_t n_groups,
	const struct markov_stream *streams, uint32_t n_streams)
{
	ret->group = arena_alloc(arena, (n_groups + 1) * sizeof *ret->group);
	ret->stream = arena_alloc(arena, (n_streams + 1) * sizeof *ret->stream);
	if (ret->group == NULL || ret->stream == NULL)
		return false;
	for (uint32_t g = 0; g < n_groups; g++)
		ret->group[g] = groups[g];
	for (uint32_t i = 0; i < n_streams; i++)
		ret->stream[i] = streams[i];
	return true;
}

enum markov_result markov_solve(struct arena *arena, struct markov_group *groups, uint32_t n_groups,
	struct markov_stream *streams, uint32_t n_streams)
{
	struct chain chain = { .n_group = n_groups, .n_stream = n_streams };
	struct looks work, before;

	chain.states = markov_states(groups, n_groups, streams, n_streams);
	if (chain.states > MARKOV_MOST_STATES)
		return MARKOV_TOO_LARGE;
	if (!copy(arena, &work, groups, n_groups, streams, n_streams) ||
		!copy(arena, &before, groups, n_groups, streams, n_streams))
		return MARKOV_NO_MEMORY;
	chain.group = work.group;
	chain.stream = work.stream;
	if (!number_states(arena, &chain) || !lay_out(arena, &chain))
		return MARKOV_NO_MEMORY;
	if (!settle(&chain, &before))
		return MARKOV_NOT_SETTLED;
	keep(&chain, groups, streams);
	return MARKOV_SOLVED;
}
