/* SPDX-License-Identifier: MIT */
#include "engine/load_span.h"

enum {
	MOST_PERIODS = 32,
};

bool load_same_wheels(const struct load_shape *a, const struct load_shape *b)
{
	if (a->n_wheel != b->n_wheel)
		return false;
	for (uint32_t i = 0; i < a->n_wheel; i++)
		if (a->wheel[i].element != b->wheel[i].element || a->wheel[i].n != b->wheel[i].n ||
			a->wheel[i].step != b->wheel[i].step || a->wheel[i].matters != b->wheel[i].matters ||
			a->wheel[i].is_unsteady != b->wheel[i].is_unsteady)
			return false;
	return true;
}

bool load_same_admission(const struct load_admission *a, const struct load_admission *b)
{
	return a->holder == b->holder && a->units == b->units && a->capacity == b->capacity;
}

static bool same_way(const struct load_way *a, const struct load_way *b)
{
	if (a->n != b->n || a->gets_through != b->gets_through)
		return false;
	for (uint32_t i = 0; i < a->n; i++)
		if (a->try[i]->trunk != b->try[i]->trunk || a->try[i]->own != b->try[i]->own ||
			a->try[i]->channels != b->try[i]->channels)
			return false;
	return true;
}

static bool same_ways(const struct load_shape *a, const struct load_shape *b)
{
	if (a->n_way != b->n_way)
		return false;
	for (uint32_t w = 0; w < a->n_way; w++)
		if (!same_way(&a->way[w], &b->way[w]))
			return false;
	return true;
}

static bool is_same(const struct load_shape *a, const struct load_shape *b)
{
	return b->unknown == NULL && same_ways(a, b) && load_same_wheels(a, b) &&
		load_same_admission(&a->admission, &b->admission);
}

/* All that calls of either shape ask about. False when out of memory. */
static bool join_asked(struct arena *arena, struct load_shape *shape, const struct load_shape *other)
{
	size_t n = (size_t)shape->n_asked + other->n_asked;
	uint32_t *all = arena_alloc(arena, (n + 1) * sizeof(*all));

	if (all == NULL)
		return false;
	for (uint32_t i = 0; i < shape->n_asked; i++)
		all[i] = shape->asked[i];
	for (uint32_t i = 0; i < other->n_asked; i++)
		all[shape->n_asked + i] = other->asked[i];
	shape->asked = all;
	shape->n_asked = (uint32_t)n;
	return true;
}

bool load_shape_over(struct load_shapes *shapes, const struct planned_call *planned, struct period span,
	struct arena *arena, struct load_shape *ret)
{
	struct load_shape next;

	if (!load_shape_find(shapes, planned, span.from, arena, ret))
		return false;
	for (uint32_t n = 0; ret->known.until < span.until && n < MOST_PERIODS; n++) {
		if (!load_shape_find(shapes, planned, ret->known.until, arena, &next))
			return false;
		if (ret->unknown == NULL && !is_same(ret, &next))
			ret->unknown = "failures change the way of calls";
		ret->known.until = next.known.until;
		if (ret->unknown != NULL && !join_asked(arena, ret, &next))
			return false;
	}
	if (ret->unknown == NULL && ret->known.until < span.until)
		ret->unknown = "failures come and go too often";
	return true;
}
