/* SPDX-License-Identifier: MIT */
#include "engine/load_answers.h"

#include "traffic/engset.h"
#include "traffic/kaufman_roberts.h"
#include "traffic/pooled.h"

#include <math.h>

enum {
	MOST_UNITS = 1000000, /* of bandwidth, in steps of the widest that all calls are multiples of */
};

/* One component of a net by itself. */
struct part {
	const struct load_net *net;
	struct load_answers *answers;
	struct arena *arena;
	const uint32_t *member; /* streams of the net */
	uint32_t n_member;
	struct markov_group *group;
	uint32_t *group_at; /* of the net */
	uint32_t n_group;
	struct markov_stream *stream;
};

struct answering {
	const struct load_net *net;
	struct load_answers *answers;
	uint32_t *local; /* groups of the net in the part under way, or NET_NONE */
	uint32_t states_left;
	bool losses_only;
};

static struct load_answer nothing_known(void)
{
	return (struct load_answer){ .closed = NAN, .chain = NAN };
}

static bool begin(struct arena *arena, const struct load_net *net, struct load_answers *ret)
{
	size_t groups = (size_t)net->n_group + 1;

	ret->group = arena_alloc(arena, groups * sizeof(*ret->group));
	ret->attempts = arena_alloc(arena, groups * sizeof(*ret->attempts));
	ret->estimate = arena_alloc(arena, groups * sizeof(*ret->estimate));
	ret->stream = arena_alloc(arena, ((size_t)net->n_stream + 1) * sizeof(*ret->stream));
	if (ret->group == NULL || ret->attempts == NULL || ret->estimate == NULL || ret->stream == NULL)
		return false;
	for (uint32_t g = 0; g < net->n_group; g++) {
		ret->group[g] = nothing_known();
		ret->attempts[g] = NAN;
		ret->estimate[g] = (struct hunted_group){ { NAN, NAN }, NAN, NAN, NAN };
	}
	for (uint32_t i = 0; i < net->n_stream; i++)
		ret->stream[i] = nothing_known();
	return true;
}

static const struct net_stream *member(const struct part *part, uint32_t i)
{
	return &part->net->stream[part->member[i]];
}

static uint32_t count_tries(const struct part *part)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < part->n_member; i++)
		for (uint32_t w = 0; w < member(part, i)->n_way; w++)
			n += member(part, i)->way[w].n_group;
	return n;
}

/* The group's place in the part. */
static uint32_t local_group(struct part *part, uint32_t *local, uint32_t group)
{
	if (local[group] == NET_NONE) {
		local[group] = part->n_group;
		part->group_at[part->n_group] = group;
		part->group[part->n_group++] = (struct markov_group){
			.circuits = part->net->group[group].circuits
		};
	}
	return local[group];
}

static const struct markov_way *local_ways(
	struct part *part, uint32_t *local, const struct net_stream *stream)
{
	struct markov_way *ways = arena_alloc(part->arena, stream->n_way * sizeof(*ways));

	for (uint32_t w = 0; ways != NULL && w < stream->n_way; w++) {
		const struct markov_way *way = &stream->way[w];
		uint32_t *group = arena_alloc(part->arena, ((size_t)way->n_group + 1) * sizeof(*group));

		if (group == NULL)
			return NULL;
		for (uint32_t t = 0; t < way->n_group; t++)
			group[t] = local_group(part, local, way->group[t]);
		ways[w] = (struct markov_way){ group, way->n_group };
	}
	return ways;
}

static bool cut_out(struct part *part, uint32_t *local)
{
	size_t groups = (size_t)count_tries(part) + 1;

	part->group = arena_alloc(part->arena, groups * sizeof(*part->group));
	part->group_at = arena_alloc(part->arena, groups * sizeof(*part->group_at));
	part->stream = arena_alloc(part->arena, ((size_t)part->n_member + 1) * sizeof(*part->stream));
	if (part->group == NULL || part->group_at == NULL || part->stream == NULL)
		return false;
	for (uint32_t i = 0; i < part->n_member; i++) {
		const struct net_stream *stream = member(part, i);

		part->stream[i] = (struct markov_stream){
			.offered = stream->offered,
			.way = local_ways(part, local, stream),
			.n_way = stream->n_way,
			.rotation = stream->rotation,
		};
		if (part->stream[i].way == NULL)
			return false;
	}
	for (uint32_t g = 0; g < part->n_group; g++)
		local[part->group_at[g]] = NET_NONE;
	return true;
}

/* Others may come to its groups. */
static bool is_open(const struct part *part)
{
	for (uint32_t g = 0; g < part->n_group; g++)
		if (part->net->group[part->group_at[g]].is_open)
			return true;
	return false;
}

static bool has_people(const struct part *part)
{
	for (uint32_t i = 0; i < part->n_member; i++)
		if (member(part, i)->people > 0)
			return true;
	return false;
}

static bool is_chain(const struct part *part)
{
	for (uint32_t i = 0; i < part->n_member; i++) {
		const struct net_stream *stream = member(part, i);

		if (!stream->is_exponential || stream->is_irregular || stream->mean != member(part, 0)->mean)
			return false;
	}
	return true;
}

static void tell_group(const struct part *part, uint32_t g, double blocking, enum load_method formula)
{
	struct load_answer *answer = &part->answers->group[part->group_at[g]];

	answer->closed = blocking;
	answer->formula = formula;
}

static void tell_stream(const struct part *part, uint32_t i, double lost, enum load_method formula)
{
	struct load_answer *answer = &part->answers->stream[part->member[i]];

	answer->closed = lost;
	answer->formula = formula;
}

/* People of one kind, and groups that they all may use. What of several groups one loses is not told by a formula. */
static void answer_engset(const struct part *part, const struct pooled *pooled)
{
	const struct net_stream *stream = member(part, 0);
	uint64_t circuits = 0;
	double lost;

	if (part->n_member > 1 || isnan(pooled->lost[0]))
		return;
	for (uint32_t g = 0; g < part->n_group; g++)
		circuits += part->group[g].circuits;
	lost = circuits < stream->people ?
		engset_call_congestion(stream->people, (uint32_t)circuits, stream->offered) :
		0;
	tell_stream(part, 0, lost, LOAD_ENGSET);
	if (part->n_group == 1)
		tell_group(part, 0, lost, LOAD_ENGSET);
}

static void answer_pooled(const struct part *part, const struct pooled *pooled)
{
	for (uint32_t g = 0; g < part->n_group; g++)
		tell_group(part, g, pooled->blocking[g], LOAD_ERLANG_B);
	for (uint32_t i = 0; i < part->n_member; i++)
		tell_stream(part, i, pooled->lost[i], LOAD_ERLANG_B);
}

static bool streams_are_told(const struct part *part)
{
	for (uint32_t i = 0; i < part->n_member; i++)
		if (isnan(part->answers->stream[part->member[i]].closed))
			return false;
	return true;
}

/* False when out of memory. */
static bool answer_chain(struct answering *answering, const struct part *part)
{
	uint32_t states = markov_states(part->group, part->n_group, part->stream, part->n_member);
	enum markov_result result;

	if (states > answering->states_left || !is_chain(part) ||
		(answering->losses_only && streams_are_told(part)))
		return true;
	answering->states_left -= states;
	result = markov_solve(part->arena, part->group, part->n_group, part->stream, part->n_member);
	if (result != MARKOV_SOLVED)
		return result != MARKOV_NO_MEMORY;
	for (uint32_t g = 0; g < part->n_group; g++) {
		const struct markov_group *group = &part->group[g];

		part->answers->attempts[part->group_at[g]] = group->attempts;
		part->answers->group[part->group_at[g]].chain = group->attempts > 0 ?
			group->blocked / group->attempts :
			0;
	}
	for (uint32_t i = 0; i < part->n_member; i++)
		part->answers->stream[part->member[i]].chain = part->stream[i].lost;
	return true;
}

static bool answer_estimates(const struct part *part)
{
	struct hunted_group *hunted = arena_alloc(part->arena, ((size_t)part->n_group + 1) * sizeof(*hunted));

	if (hunted == NULL ||
		!hunted_groups(part->arena, part->group, part->n_group, part->stream, part->n_member, hunted))
		return false;
	for (uint32_t g = 0; g < part->n_group; g++)
		part->answers->estimate[part->group_at[g]] = hunted[g];
	return true;
}

static int64_t common_divisor(int64_t a, int64_t b)
{
	while (b > 0) {
		int64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/* Bandwidth: calls of different widths share one policy. */
static bool answer_bandwidth(const struct part *part)
{
	const struct load_admission *first = &member(part, 0)->admission;
	struct call_class *class = arena_alloc(part->arena, ((size_t)part->n_member + 1) * sizeof(*class));
	int64_t step = first->units;
	bool one_width = true;

	for (uint32_t i = 0; i < part->n_member; i++) {
		const struct load_admission *admission = &member(part, i)->admission;

		if (admission->holder != first->holder || admission->capacity != first->capacity)
			return class != NULL;
		step = common_divisor(step, admission->units);
		one_width &= admission->units == first->units;
	}
	if (class == NULL || first->capacity / step > MOST_UNITS)
		return class != NULL;
	for (uint32_t i = 0; i < part->n_member; i++)
		class[i] = (struct call_class){
			.offered = member(part, i)->offered,
			.units = (uint32_t)(member(part, i)->admission.units / step),
		};
	if (!kaufman_roberts(part->arena, (uint32_t)(first->capacity / step), class, part->n_member, NULL))
		return false;
	for (uint32_t i = 0; i < part->n_member; i++)
		tell_stream(part, i, class[i].blocking, one_width ? LOAD_ERLANG_B : LOAD_MARKOV);
	return true;
}

/* False when out of memory. */
static bool answer_part(struct answering *answering, struct part *part)
{
	struct pooled pooled;
	bool people;

	if (!cut_out(part, answering->local))
		return false;
	people = has_people(part);
	if (is_open(part))
		return true;
	if (member(part, 0)->admission.holder != NULL)
		return people || answer_bandwidth(part);
	if (!pooled_blocking(part->arena, part->group, part->n_group, part->stream, part->n_member, &pooled))
		return false;
	if (people) {
		answer_engset(part, &pooled);
		return true;
	}
	answer_pooled(part, &pooled);
	return answer_chain(answering, part) && (answering->losses_only || answer_estimates(part));
}

static bool answer_all(struct answering *answering)
{
	const struct load_net *net = answering->net;
	struct arena arena = { 0 };
	bool good = true;

	for (uint32_t c = 0; good && c < net->n_component; c++) {
		struct part part = {
			.net = net,
			.answers = answering->answers,
			.arena = &arena,
			.member = &net->member[net->first[c]],
			.n_member = net->first[c + 1] - net->first[c],
		};

		good = answer_part(answering, &part);
		arena_clear(&arena);
	}
	arena_release(&arena);
	return good;
}

/* Whatever comes there. */
static void answer_unlimited(const struct load_net *net, struct load_answers *answers)
{
	for (uint32_t g = 0; g < net->n_group; g++)
		if (net->group[g].circuits == MARKOV_UNLIMITED)
			answers->group[g] = (struct load_answer){ 0, LOAD_ERLANG_B, NAN };
}

bool load_answers_make(struct arena *arena, const struct load_net *net, uint32_t most_states,
	bool losses_only, struct load_answers *ret)
{
	struct answering answering = {
		.net = net,
		.answers = ret,
		.states_left = most_states,
		.losses_only = losses_only,
		.local = arena_alloc(arena, ((size_t)net->n_group + 1) * sizeof(*answering.local)),
	};

	if (answering.local == NULL || !begin(arena, net, ret))
		return false;
	for (uint32_t g = 0; g < net->n_group; g++)
		answering.local[g] = NET_NONE;
	if (!answer_all(&answering))
		return false;
	answer_unlimited(net, ret);
	return true;
}

double load_answer_exact(const struct load_answer *answer, enum load_method *ret_method)
{
	*ret_method = LOAD_SIMULATION;
	if (!isnan(answer->closed)) {
		*ret_method = answer->formula;
		return answer->closed;
	}
	if (!isnan(answer->chain))
		*ret_method = LOAD_MARKOV;
	return answer->chain;
}
