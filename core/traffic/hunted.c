/* SPDX-License-Identifier: MIT */
#include "traffic/hunted.h"

#include "traffic/erlang.h"

#include <math.h>

/* A stream on its way. */
struct hunter {
	const struct markov_way *way; /* NULL: it takes turns */
	uint32_t next;                /* group of the way */
	struct traffic_moments traffic;
};

/* Streams that will come to a group, and those that are there. */
struct awaited {
	uint32_t all, here;
	bool is_ready;
};

struct hunt {
	const struct markov_group *group;
	uint32_t n_group;
	struct hunter *hunter;
	uint32_t n_hunter;
	struct awaited *at;
	struct traffic_moments *overflow; /* of each group that is done */
	struct hunted_group *ret;
};

static bool begin(
	struct arena *arena, struct hunt *hunt, const struct markov_stream *streams, uint32_t n_streams)
{
	hunt->hunter = arena_alloc(arena, ((size_t)n_streams + 1) * sizeof *hunt->hunter);
	hunt->at = arena_alloc(arena, ((size_t)hunt->n_group + 1) * sizeof *hunt->at);
	hunt->overflow = arena_alloc(arena, ((size_t)hunt->n_group + 1) * sizeof *hunt->overflow);
	if (hunt->hunter == NULL || hunt->at == NULL || hunt->overflow == NULL)
		return false;
	for (uint32_t i = 0; i < n_streams; i++)
		hunt->hunter[i] = (struct hunter){ streams[i].way, 0,
			{ streams[i].offered, streams[i].offered } };
	for (uint32_t g = 0; g < hunt->n_group; g++) {
		hunt->at[g] = (struct awaited){ .all = 0 };
		hunt->ret[g] = (struct hunted_group){ { NAN, NAN }, NAN, NAN, NAN };
	}
	/* One that takes turns is awaited for ever. */
	for (uint32_t i = 0; i < n_streams; i++)
		for (uint32_t w = 0; w < streams[i].n_way; w++)
			for (uint32_t t = 0; t < streams[i].way[w].n_group; t++)
				hunt->at[streams[i].way[w].group[t]].all += streams[i].n_way;
	for (uint32_t i = 0; i < n_streams; i++)
		if (streams[i].n_way > 1)
			hunt->hunter[i].way = NULL;
	return true;
}

/* The group where a stream is, or NULL at its end. */
static const uint32_t *place_of(const struct hunter *hunter)
{
	return hunter->way != NULL && hunter->next < hunter->way->n_group ?
		&hunter->way->group[hunter->next] :
		NULL;
}

/* Puts together what is offered to groups that all of their streams have come to. True if there are any. */
static bool gather(struct hunt *hunt)
{
	bool some = false;

	for (uint32_t g = 0; g < hunt->n_group; g++)
		hunt->at[g].here = 0;
	for (uint32_t i = 0; i < hunt->n_hunter; i++)
		if (place_of(&hunt->hunter[i]) != NULL)
			hunt->at[*place_of(&hunt->hunter[i])].here++;
	for (uint32_t g = 0; g < hunt->n_group; g++) {
		hunt->at[g].is_ready = hunt->at[g].here > 0 && hunt->at[g].here == hunt->at[g].all;
		if (hunt->at[g].is_ready)
			hunt->ret[g].offered = (struct traffic_moments){ 0, 0 };
		some |= hunt->at[g].is_ready;
	}
	for (uint32_t i = 0; i < hunt->n_hunter; i++) {
		const uint32_t *place = place_of(&hunt->hunter[i]);

		if (place == NULL || !hunt->at[*place].is_ready)
			continue;
		hunt->ret[*place].offered.mean += hunt->hunter[i].traffic.mean;
		hunt->ret[*place].offered.variance += hunt->hunter[i].traffic.variance;
	}
	return some;
}

/* Of calls in bunches, by the group and the fresh traffic that would make such bunches. */
static struct traffic_moments overflow_of(double circuits, struct traffic_moments offered)
{
	struct equivalent_group group = { 0, offered.mean };

	if (offered.mean <= 0)
		return (struct traffic_moments){ 0, 0 };
	if (peakedness(offered) > 1)
		group = equivalent_group(offered);
	return overflow_moments(group.circuits + circuits, group.offered);
}

static void fill(struct hunt *hunt, uint32_t number)
{
	struct hunted_group *ret = &hunt->ret[number];
	uint32_t circuits = hunt->group[number].circuits;

	ret->fresh = ret->wilkinson = ret->hayward = 0;
	hunt->overflow[number] = (struct traffic_moments){ 0, 0 };
	if (circuits == MARKOV_UNLIMITED || ret->offered.mean <= 0)
		return;
	hunt->overflow[number] = overflow_of(circuits, ret->offered);
	ret->fresh = erlang_b(circuits, ret->offered.mean);
	ret->wilkinson = hunt->overflow[number].mean / ret->offered.mean;
	ret->hayward = hayward_blocking(circuits, ret->offered);
}

/* A random part of what a group turns away: the smaller it is, the less bunches are left of it. */
static struct traffic_moments part_of(struct traffic_moments overflow, double share)
{
	double mean = overflow.mean * share;

	return (struct traffic_moments){ mean, mean * (1 + (peakedness(overflow) - 1) * share) };
}

static void pass_on(struct hunt *hunt)
{
	for (uint32_t i = 0; i < hunt->n_hunter; i++) {
		struct hunter *hunter = &hunt->hunter[i];
		const uint32_t *place = place_of(hunter);
		double offered;

		if (place == NULL || !hunt->at[*place].is_ready)
			continue;
		offered = hunt->ret[*place].offered.mean;
		hunter->traffic = part_of(
			hunt->overflow[*place], offered > 0 ? hunter->traffic.mean / offered : 0);
		hunter->next++;
	}
}

bool hunted_groups(struct arena *arena, const struct markov_group *groups, uint32_t n_groups,
	const struct markov_stream *streams, uint32_t n_streams, struct hunted_group *ret)
{
	struct hunt hunt = { .group = groups, .n_group = n_groups, .n_hunter = n_streams, .ret = ret };

	if (!begin(arena, &hunt, streams, n_streams))
		return false;
	while (gather(&hunt)) {
		for (uint32_t g = 0; g < n_groups; g++)
			if (hunt.at[g].is_ready)
				fill(&hunt, g);
		pass_on(&hunt);
	}
	return true;
}
