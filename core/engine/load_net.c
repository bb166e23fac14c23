/* SPDX-License-Identifier: MIT */
#include "engine/load_net.h"

#include "base/hash.h"
#include "base/mem.h"
#include "engine/load_rotation.h"
#include "engine/load_span.h"

/* What is known of a trunk or a peer, by element. */
struct place {
	bool is_open;  /* calls without a shape may come here */
	bool is_bound; /* its own limit is that of a group */
	uint64_t own;  /* of a peer: calls that its trunks carry which have limits of their own */
};

struct making {
	struct load_net *net;
	const struct topology *topo;
	struct net_part *part;
	uint32_t n_part;
	struct load_shape *shape; /* of each part */
	struct place *place;
	const struct load_shape **stream_shape; /* of each stream */
	uint32_t *table;                        /* streams by hash, plus 1; 0: nothing there */
	uint32_t table_size;
	uint32_t outside; /* group that calls occupy which no trunk carries, or NET_NONE */
};

static struct place *place_of(const struct making *making, const struct element *e)
{
	return &making->place[topo_index(making->topo, e)];
}

static bool find_shapes(struct making *making, struct load_shapes *shapes, struct period span)
{
	struct load_net *net = making->net;

	for (uint32_t i = 0; i < making->n_part; i++) {
		struct load_shape *shape = &making->shape[i];

		if (!load_shape_over(shapes, &making->part[i].call, span, &net->arena, shape))
			return false;
		if (shape->unknown == NULL)
			continue;
		if (net->unknown == NULL)
			net->unknown = shape->unknown;
		for (uint32_t j = 0; j < shape->n_asked; j++)
			making->place[shape->asked[j]].is_open = true;
	}
	return true;
}

static const struct element *bound_of(const struct load_try *try)
{
	return try->own <= try->channels ? try->trunk : try->peer;
}

static bool add_group(struct load_net *net, const struct net_group *group)
{
	if (!mem_grow(&net->group, &net->room_group, net->n_group + 1, sizeof(*net->group)))
		return false;
	net->group[net->n_group++] = *group;
	return true;
}

static bool add_group_of(struct making *making, const struct load_try *try)
{
	const struct element *bound = bound_of(try);
	struct load_net *net = making->net;
	uint32_t *number = &net->group_of[topo_index(making->topo, bound)];

	if (*number != NET_NONE) {
		if (net->group[*number].trunk != try->trunk)
			net->group[*number].trunk = NULL;
		net->group_of[topo_index(making->topo, try->trunk)] = *number;
		return true;
	}
	*number = net->group_of[topo_index(making->topo, try->trunk)] = net->n_group;
	place_of(making, bound)->is_bound = true;
	if (bound == try->trunk && try->own != LOAD_UNLIMITED)
		place_of(making, try->peer)->own += try->own;
	return add_group(net,
		&(struct net_group){
			.bound = bound,
			.trunk = try->trunk,
			.circuits = try->own <= try->channels ? try->own : try->channels,
		});
}

/* A trunk with a limit of its own, at a peer whose channels may be the narrower limit together with other trunks. */
static bool is_entangled(const struct making *making, const struct load_try *try)
{
	const struct place *peer = place_of(making, try->peer);

	return try->channels != LOAD_UNLIMITED && bound_of(try) == try->trunk &&
		(peer->is_bound || peer->own > try->channels);
}

static void open_groups(struct making *making, const struct load_try *try)
{
	struct load_net *net = making->net;
	struct net_group *group = &net->group[net->group_of[topo_index(making->topo, bound_of(try))]];
	uint32_t at_peer = net->group_of[topo_index(making->topo, try->peer)];

	group->is_open |= place_of(making, try->trunk)->is_open || place_of(making, try->peer)->is_open;
	if (!is_entangled(making, try))
		return;
	group->is_open = true;
	if (at_peer != NET_NONE)
		net->group[at_peer].is_open = true;
}

/* Calls `visit` for every try of every shape. */
static bool each_try(struct making *making, bool (*visit)(struct making *, const struct load_try *))
{
	for (uint32_t i = 0; i < making->n_part; i++) {
		const struct load_shape *shape = &making->shape[i];

		for (uint32_t w = 0; shape->unknown == NULL && w < shape->n_way; w++)
			for (uint32_t t = 0; t < shape->way[w].n; t++)
				if (!visit(making, shape->way[w].try[t]))
					return false;
	}
	return true;
}

static bool open_group(struct making *making, const struct load_try *try)
{
	open_groups(making, try);
	return true;
}

static bool find_groups(struct making *making)
{
	struct load_net *net = making->net;

	net->group_of = arena_alloc(
		&net->arena, ((size_t)making->topo->n_element + 1) * sizeof(*net->group_of));
	if (net->group_of == NULL)
		return false;
	for (uint32_t i = 0; i < making->topo->n_element; i++)
		net->group_of[i] = NET_NONE;
	return each_try(making, add_group_of) && each_try(making, open_group);
}

/* The group of calls that get through without any trunk. False when out of memory. */
static bool find_outside(struct making *making)
{
	if (making->outside != NET_NONE)
		return true;
	making->outside = making->net->n_group;
	return add_group(making->net, &(struct net_group){ .circuits = MARKOV_UNLIMITED });
}

static bool is_last_unlimited(const struct load_way *way)
{
	return way->n > 0 && way->try[way->n - 1]->own == LOAD_UNLIMITED &&
		way->try[way->n - 1]->channels == LOAD_UNLIMITED;
}

/* The ways of a shape in groups; NULL when out of memory. */
static const struct markov_way *ways_of(struct making *making, const struct load_shape *shape)
{
	struct load_net *net = making->net;
	struct markov_way *ways = arena_alloc(&net->arena, shape->n_way * sizeof(*ways));

	for (uint32_t w = 0; ways != NULL && w < shape->n_way; w++) {
		const struct load_way *way = &shape->way[w];
		uint32_t *group = arena_alloc(&net->arena, ((size_t)way->n + 1) * sizeof(*group));

		if (group == NULL || (way->gets_through && !is_last_unlimited(way) && !find_outside(making)))
			return NULL;
		for (uint32_t t = 0; t < way->n; t++)
			group[t] = net->group_of[topo_index(making->topo, bound_of(way->try[t]))];
		ways[w] = (struct markov_way){ group, way->n };
		if (way->gets_through && !is_last_unlimited(way))
			group[ways[w].n_group++] = making->outside;
	}
	return ways;
}

static bool same_ways(const struct net_stream *a, const struct net_stream *b)
{
	if (a->n_way != b->n_way)
		return false;
	for (uint32_t w = 0; w < a->n_way; w++) {
		if (a->way[w].n_group != b->way[w].n_group)
			return false;
		for (uint32_t t = 0; t < a->way[w].n_group; t++)
			if (a->way[w].group[t] != b->way[w].group[t])
				return false;
	}
	return true;
}

/* People add up when each of them telephones as much. */
static bool same_sources(const struct net_stream *a, const struct net_stream *b)
{
	if (a->people == 0 || b->people == 0)
		return a->people == b->people;
	return !(a->offered < b->offered) && !(a->offered > b->offered) && a->mean == b->mean;
}

static uint64_t hash_of(const struct net_stream *stream)
{
	uint64_t hash = fingerprint_add_number(FINGERPRINT_START, stream->n_way);

	for (uint32_t w = 0; w < stream->n_way; w++) {
		hash = fingerprint_add_number(hash, stream->way[w].n_group);
		for (uint32_t t = 0; t < stream->way[w].n_group; t++)
			hash = fingerprint_add_number(hash, stream->way[w].group[t]);
	}
	return hash;
}

static void merge(struct net_stream *stream, const struct net_stream *other)
{
	if (stream->people > 0)
		stream->people += other->people;
	else
		stream->offered += other->offered;
	stream->is_exponential &= other->is_exponential && stream->mean == other->mean;
}

/* Its place, or NET_NONE when out of memory. */
static uint32_t add_stream(
	struct making *making, const struct net_stream *stream, const struct load_shape *shape)
{
	struct load_net *net = making->net;
	uint32_t at = (uint32_t)hash_of(stream) & (making->table_size - 1);

	for (; making->table[at] > 0; at = (at + 1) & (making->table_size - 1)) {
		struct net_stream *other = &net->stream[making->table[at] - 1];

		if (!same_ways(other, stream) ||
			!load_same_admission(&other->admission, &stream->admission) ||
			!same_sources(other, stream) ||
			!load_same_wheels(making->stream_shape[making->table[at] - 1], shape))
			continue;
		merge(other, stream);
		return making->table[at] - 1;
	}
	if (!mem_grow(&net->stream, &net->room_stream, net->n_stream + 1, sizeof(*net->stream)))
		return NET_NONE;
	making->stream_shape[net->n_stream] = shape;
	net->stream[net->n_stream++] = *stream;
	making->table[at] = net->n_stream;
	return net->n_stream - 1;
}

static bool find_streams(struct making *making)
{
	for (uint32_t i = 0; i < making->n_part; i++) {
		const struct load_shape *shape = &making->shape[i];
		struct net_part *part = &making->part[i];
		struct net_stream stream = {
			.n_way = shape->n_way,
			.offered = part->offered,
			.people = part->people,
			.mean = part->call.duration,
			.is_exponential = !part->constant,
			.admission = shape->admission,
		};

		part->stream = NET_NONE;
		if (shape->unknown != NULL)
			continue;
		stream.way = ways_of(making, shape);
		if (stream.way == NULL)
			return false;
		part->stream = add_stream(making, &stream, shape);
		if (part->stream == NET_NONE)
			return false;
	}
	return true;
}

static bool find_rotations(struct making *making)
{
	struct load_net *net = making->net;
	struct load_rotation *rotation = mem_alloc(((size_t)net->n_stream + 1) * sizeof(*rotation));
	bool good = rotation != NULL &&
		load_rotations(making->topo, making->stream_shape, net->n_stream, rotation);

	for (uint32_t i = 0; good && i < net->n_stream; i++) {
		net->stream[i].rotation = rotation[i].number;
		net->stream[i].is_irregular = rotation[i].is_irregular;
	}
	mem_free(rotation);
	return good;
}

/* Streams, by a number of each: that of another of the same component, or its own. */
static uint32_t first_of(const uint32_t *set, uint32_t stream)
{
	while (set[stream] != stream)
		stream = set[stream];
	return stream;
}

/* The first stream of all that have a thing in common is remembered at the thing. */
static void join(uint32_t *set, uint32_t *thing, uint32_t stream)
{
	uint32_t a, b;

	if (*thing == NET_NONE) {
		*thing = stream;
		return;
	}
	a = first_of(set, *thing);
	b = first_of(set, stream);
	set[a > b ? a : b] = a > b ? b : a;
	set[stream] = *thing = a > b ? b : a;
}

/* Things that streams have in common, and the first stream of each. */
struct things {
	uint32_t *group, *rotation, *holder;
};

static void join_stream(
	const struct making *making, const struct things *things, uint32_t *set, uint32_t number)
{
	const struct load_net *net = making->net;
	const struct net_stream *stream = &net->stream[number];

	for (uint32_t w = 0; w < stream->n_way; w++)
		for (uint32_t t = 0; t < stream->way[w].n_group; t++)
			if (net->group[stream->way[w].group[t]].circuits != MARKOV_UNLIMITED)
				join(set, &things->group[stream->way[w].group[t]], number);
	if (stream->rotation > 0)
		join(set, &things->rotation[stream->rotation], number);
	if (stream->admission.holder != NULL)
		join(set, &things->holder[topo_index(making->topo, stream->admission.holder)], number);
}

/* Sets become numbers from 0, in the order of their first streams, which come before the others; `set` then holds them. */
static void number_components(struct load_net *net, uint32_t *set)
{
	for (uint32_t i = 0; i < net->n_stream; i++)
		set[i] = set[i] == i ? net->n_component++ : set[set[i]];
}

/* Streams sorted by component. */
static bool sort_streams(struct load_net *net, const uint32_t *component)
{
	uint32_t sum = 0;

	net->first = arena_alloc(&net->arena, ((size_t)net->n_component + 2) * sizeof(*net->first));
	net->member = arena_alloc(&net->arena, ((size_t)net->n_stream + 1) * sizeof(*net->member));
	if (net->first == NULL || net->member == NULL)
		return false;
	for (uint32_t c = 0; c <= net->n_component; c++)
		net->first[c] = 0;
	for (uint32_t i = 0; i < net->n_stream; i++)
		net->first[component[i]]++;
	for (uint32_t c = 0; c <= net->n_component; c++)
		net->first[c] = sum += net->first[c];
	for (uint32_t i = net->n_stream; i-- > 0;)
		net->member[--net->first[component[i]]] = i;
	return true;
}

static uint32_t *nothing_yet(struct arena *arena, uint32_t n)
{
	uint32_t *list = arena_alloc(arena, ((size_t)n + 1) * sizeof(*list));

	for (uint32_t i = 0; list != NULL && i <= n; i++)
		list[i] = NET_NONE;
	return list;
}

static bool find_components(struct making *making)
{
	struct load_net *net = making->net;
	struct arena arena = { 0 };
	uint32_t *set = nothing_yet(&arena, net->n_stream);
	struct things things = {
		.group = nothing_yet(&arena, net->n_group),
		.rotation = nothing_yet(&arena, net->n_stream),
		.holder = nothing_yet(&arena, making->topo->n_element),
	};
	bool good = set != NULL && things.group != NULL && things.rotation != NULL && things.holder != NULL;

	for (uint32_t i = 0; good && i < net->n_stream; i++)
		set[i] = i;
	for (uint32_t i = 0; good && i < net->n_stream; i++)
		join_stream(making, &things, set, i);
	if (good) {
		number_components(net, set);
		good = sort_streams(net, set);
	}
	arena_release(&arena);
	return good;
}

static bool open_making(struct making *making)
{
	while (making->table_size < 2 * making->n_part)
		making->table_size *= 2;
	making->shape = mem_zalloc(((size_t)making->n_part + 1) * sizeof(*making->shape));
	making->stream_shape = mem_zalloc(((size_t)making->n_part + 1) * sizeof(struct load_shape *));
	making->place = mem_zalloc(((size_t)making->topo->n_element + 1) * sizeof(*making->place));
	making->table = mem_zalloc(making->table_size * sizeof(*making->table));
	return making->shape != NULL && making->stream_shape != NULL && making->place != NULL &&
		making->table != NULL;
}

static void close_making(struct making *making)
{
	mem_free(making->shape);
	mem_free(making->stream_shape);
	mem_free(making->place);
	mem_free(making->table);
}

bool load_net_make(struct load_net *net, const struct engine_request *request, const struct deployment *plan,
	struct net_part *parts, uint32_t n_parts, struct period span)
{
	struct making making = {
		.net = net,
		.topo = request->topo,
		.part = parts,
		.n_part = n_parts,
		.table_size = 2,
		.outside = NET_NONE,
	};
	struct load_shapes *shapes = load_shapes_open(request, plan);
	bool good;

	*net = (struct load_net){ .n_group = 0 };
	good = shapes != NULL && open_making(&making) && find_shapes(&making, shapes, span) &&
		find_groups(&making) && find_streams(&making) && find_rotations(&making) &&
		find_components(&making);
	load_shapes_close(shapes);
	close_making(&making);
	return good && !mem_ran_out();
}

void load_net_release(struct load_net *net)
{
	arena_release(&net->arena);
	mem_free(net->group);
	mem_free(net->stream);
	*net = (struct load_net){ .n_group = 0 };
}
