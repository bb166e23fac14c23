/* SPDX-License-Identifier: MIT */
#include "engine/world.h"

#include "base/mem.h"

#include <string.h>

enum {
	CHILDREN = 4,
};

bool world_open(struct world *world)
{
	size_t n = (size_t)world->topo->n_element + 1;

	world->turn = mem_zalloc(n * sizeof(*world->turn));
	world->busy = mem_zalloc(n * sizeof(*world->busy));
	world->reserved = mem_zalloc(n * sizeof(*world->reserved));
	return directory_make(&world->directory, world->topo) && world->turn != NULL && world->busy != NULL &&
		world->reserved != NULL;
}

void world_release(struct world *world)
{
	directory_release(&world->directory);
	patterns_release(&world->patterns);
	arena_release(&world->kept);
	arena_release(&world->failing);
	arena_release(&world->scratch);
	mem_free(world->watched);
	mem_free(world->usage);
	mem_free(world->turn);
	mem_free(world->busy);
	mem_free(world->reserved);
	mem_free(world->occupied);
	mem_free(world->use);
}

uint32_t world_turn(struct world *world, const struct element *of, uint32_t n, bool matters)
{
	uint32_t at = topo_index(world->topo, of);
	uint32_t answer;

	if (n == 0)
		return 0;
	answer = world->turn[at]++ % n;
	journal_note(world->journal, (struct inquiry){ .kind = INQUIRY_TURN, .element = at, .n = n }, answer,
		matters && n > 1);
	return answer;
}

void world_turn_back(struct world *world, const struct element *of)
{
	uint32_t at = topo_index(world->topo, of);

	world->turn[at]--;
	journal_turn_back(world->journal, at);
}

#define STRIDE UINT64_C(0x9e3779b97f4a7c15)

/* splitmix64 (Steele, Lea, Flood 2014). */
uint64_t world_draw(const struct world *world, uint32_t n)
{
	uint64_t z = world->random + STRIDE * ((uint64_t)n + 1);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

void world_drawn(struct world *world, uint32_t n)
{
	world->random += STRIDE * n;
}

uint32_t world_chance(struct world *world, uint32_t n, bool matters)
{
	uint32_t answer;

	if (n == 0)
		return 0;
	answer = (uint32_t)(world_draw(world, 0) % n);
	world_drawn(world, 1);
	journal_note(
		world->journal, (struct inquiry){ .kind = INQUIRY_CHANCE, .n = n }, answer, matters && n > 1);
	return answer;
}

void world_chance_back(struct world *world)
{
	world->random -= STRIDE;
	journal_chance_back(world->journal);
}

bool world_is_full(const struct world *world, const struct element *e, uint32_t most)
{
	uint32_t at = topo_index(world->topo, e);
	bool answer = world->busy[at] >= most;

	journal_note(world->journal, (struct inquiry){ .kind = INQUIRY_FULL, .element = at, .n = most },
		answer, true);
	return answer;
}

/* Puts an occupation in at a hole of the heap or nearer to the top. */
static void sift_up(struct occupation *heap, uint32_t hole, struct occupation what)
{
	for (; hole > 0 && what.until < heap[(hole - 1) / CHILDREN].until; hole = (hole - 1) / CHILDREN)
		heap[hole] = heap[(hole - 1) / CHILDREN];
	heap[hole] = what;
}

/* The one of the children from `first` on that ends first. */
static uint32_t least_child(const struct occupation *heap, uint32_t first, uint32_t n)
{
	uint32_t end = first + CHILDREN < n ? first + CHILDREN : n;
	uint32_t least = first;

	for (uint32_t i = first + 1; i < end; i++)
		if (heap[i].until < heap[least].until)
			least = i;
	return least;
}

/* Puts an occupation in at the top or below. */
static void sift_down(struct occupation *heap, uint32_t n, struct occupation what)
{
	uint32_t hole = 0;

	while (CHILDREN * hole + 1 < n) {
		uint32_t least = least_child(heap, CHILDREN * hole + 1, n);

		if (what.until <= heap[least].until)
			break;
		heap[hole] = heap[least];
		hole = least;
	}
	heap[hole] = what;
}

static void count(struct world *world, const struct occupation *occupation, int change)
{
	if (occupation->units > 0) {
		world->reserved[occupation->first] += change * occupation->units;
		return;
	}
	world->busy[occupation->first] += (uint32_t)change;
	world->busy[occupation->peer] += (uint32_t)change;
}

void world_begin_call(struct world *world, int64_t at)
{
	world->now = at;
	arena_clear(&world->scratch);
	while (world->n_occupied > 0 && world->occupied[0].until <= at) {
		count(world, &world->occupied[0], -1);
		world->n_occupied--;
		sift_down(world->occupied, world->n_occupied, world->occupied[world->n_occupied]);
	}
}

static void occupy(struct world *world, struct occupation occupation)
{
	if (!mem_grow(
		    &world->occupied, &world->room_occupied, world->n_occupied + 1, sizeof(*world->occupied)))
		return;
	count(world, &occupation, 1);
	sift_up(world->occupied, world->n_occupied++, occupation);
}

void world_occupy(struct world *world, const struct element *trunk, const struct element *peer, int64_t until)
{
	occupy(world,
		(struct occupation){
			.until = until,
			.first = topo_index(world->topo, trunk),
			.peer = topo_index(world->topo, peer),
		});
}

void world_reserve(struct world *world, const struct element *holder, int64_t units, int64_t until)
{
	if (units > 0)
		occupy(world,
			(struct occupation){
				.until = until,
				.units = units,
				.first = topo_index(world->topo, holder),
			});
}

static void forget_watched(struct world *world)
{
	for (; world->last_watched != NULL; world->last_watched = world->last_watched->before)
		world->watched[world->last_watched->trunk] = NULL;
	arena_clear(&world->failing);
}

void world_restart(struct world *world, uint64_t seed, uint32_t first_turn)
{
	uint32_t n = world->topo->n_element;

	if (first_turn == 0)
		memset(world->turn, 0, n * sizeof(*world->turn));
	for (uint32_t i = 0; first_turn > 0 && i < n; i++)
		world->turn[i] = first_turn;
	while (world->n_occupied > 0)
		count(world, &world->occupied[--world->n_occupied], -1);
	forget_watched(world);
	world->random = seed;
	world->now = 0;
	world->n_use = 0;
}
