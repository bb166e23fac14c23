/* SPDX-License-Identifier: MIT */
#include "traffic/hunted.h"

#include "traffic/erlang.h"

#include <math.h>

/* Calls that come somewhere: their moments, and what they overflow from as if they did. */
struct bunches {
	struct traffic_moments traffic;
	struct equivalent_group from; /* a group that is offered fresh calls; 0 circuits: these are fresh */
	bool is_sought;               /* or it is not known yet, and takes long to be found */
};

/* A stream on its way. */
struct hunter {
	const struct markov_way *way; /* NULL: it takes turns */
	uint32_t next;                /* group of the way */
	struct bunches calls;
};

/* A group: streams that will come to it, and those that are there. */
struct awaited {
	uint32_t all, here;
	bool is_ready;
	struct bunches offered, overflow;
};

struct hunt {
	const struct markov_group *group;
	uint32_t n_group;
	struct hunter *hunter;
	uint32_t n_hunter;
	struct awaited *at;
	struct hunted_group *ret;
};

static bool begin(
	struct arena *arena, struct hunt *hunt, const struct markov_stream *streams, uint32_t n_streams)
{
	hunt->hunter = arena_alloc(arena, ((size_t)n_streams + 1) * sizeof *hunt->hunter);
	hunt->at = arena_alloc(arena, ((size_t)hunt->n_group + 1) * sizeof *hunt->at);
	if (hunt->hunter == NULL || hunt->at == NULL)
		return false;
	for (uint32_t i = 0; i < n_streams; i++)
		hunt->hunter[i] = (struct hunter){
			.way = streams[i].n_way > 1 ? NULL : streams[i].way,
			.calls = { { streams[i].offered, streams[i].offered }, { 0, streams[i].offered },
				false },
		};
	for (uint32_t g = 0; g < hunt->n_group; g++) {
		hunt->at[g] = (struct awaited){ .all = 0 };
		hunt->ret[g] = (struct hunted_group){ { NAN, NAN }, NAN, NAN, NAN };
	}
	/* One that takes turns is awaited for ever. */
	for (uint32_t i = 0; i < n_streams; i++)
		for (uint32_t w = 0; w < streams[i].n_way; w++)
			for (uint32_t t = 0; t < streams[i].way[w].n_group; t++)
				hunt->at[streams[i].way[w].group[t]].all += streams[i].n_way;
	return true;
}

/* The group where a stream is, or NULL at its end. */
static const uint32_t *place_of(const struct hunter *hunter)
{
	return hunter->way != NULL && hunter->next < hunter->way->n_group ?
		&hunter->way->group[hunter->next] :
		NULL;
}

/* Together with calls that came before. Only fresh calls stay what they are. */
static void put_together(struct bunches *all, const struct bunches *more, bool is_first)
{
	if (is_first) {
		*all = *more;
		return;
	}
	all->traffic.mean += more->traffic.mean;
	all->traffic.variance += more->traffic.variance;
	all->is_sought |= more->is_sought || all->from.circuits > 0 || more->from.circuits > 0;
	all->from.offered += more->from.offered;
}

/* Puts together what is offered to groups that all of their streams have come to. True if there are any. */
static bool gather(struct hunt *hunt)
{
	bool some = false;

	for (uint32_t g = 0; g < hunt->n_group; g++)
		hunt->at[g].here = 0;
	for (uint32_t i = 0; i < hunt->n_hunter; i++) {
		const uint32_t *place = place_of(&hunt->hunter[i]);

		if (place != NULL)
			put_together(&hunt->at[*place].offered, &hunt->hunter[i].calls,
				hunt->at[*place].here++ == 0);
	}
	for (uint32_t g = 0; g < hunt->n_group; g++) {
		hunt->at[g].is_ready = hunt->at[g].here > 0 && hunt->at[g].here == hunt->at[g].all;
		some |= hunt->at[g].is_ready;
	}
	return some;
}

/* The group and the fresh traffic that would make such bunches: Wilkinson. */
static struct equivalent_group origin_of(const struct bunches *calls)
{
	if (!calls->is_sought)
		return calls->from;
	if (peakedness(calls->traffic) <= 1)
		return (struct equivalent_group){ 0, calls->traffic.mean };
	return equivalent_group(calls->traffic);
}

static void fill(struct hunt *hunt, uint32_t number)
{
	struct hunted_group *ret = &hunt->ret[number];
	struct awaited *at = &hunt->at[number];
	uint32_t circuits = hunt->group[number].circuits;

	at->overflow = (struct bunches){ .is_sought = false };
	*ret = (struct hunted_group){ .offered = at->offered.traffic };
	if (circuits == MARKOV_UNLIMITED || ret->offered.mean <= 0)
		return;
	at->overflow.from = origin_of(&at->offered);
	at->overflow.from.circuits += circuits;
	at->overflow.traffic = overflow_moments(at->overflow.from.circuits, at->overflow.from.offered);
	ret->fresh = erlang_b(circuits, ret->offered.mean);
	ret->wilkinson = at->overflow.traffic.mean / ret->offered.mean;
	ret->hayward = hayward_blocking(circuits, ret->offered);
}

/* A random part of what a group turns away: the smaller it is, the less bunches are left of it. */
static struct bunches part_of(const struct bunches *overflow, double share)
{
	double mean = overflow->traffic.mean * share;

	return (struct bunches){
		.traffic = { mean, mean * (1 + (peakedness(overflow->traffic) - 1) * share) },
		.is_sought = true,
	};
}

static void pass_on(struct hunt *hunt)
{
	for (uint32_t i = 0; i < hunt->n_hunter; i++) {
		struct hunter *hunter = &hunt->hunter[i];
		const uint32_t *place = place_of(hunter);
		const struct awaited *at = place != NULL ? &hunt->at[*place] : NULL;
		double offered;

		if (at == NULL || !at->is_ready)
			continue;
		offered = at->offered.traffic.mean;
		hunter->calls = at->here == 1 ?
			at->overflow :
			part_of(&at->overflow, offered > 0 ? hunter->calls.traffic.mean / offered : 0);
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
