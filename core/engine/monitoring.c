/* SPDX-License-Identifier: MIT */
/*
 * Answers are known when they are sent, misses a timeout later, and a timeout may be longer than the interval: so
 * the pings that are answered and those that are missed are walked apart and merged by the time they are known.
 */
#include "engine/monitoring.h"

#include "base/mem.h"
#include "diag/calls.h"

#include <string.h>

/* The pings that meet an outage, or those that do not. */
struct walk {
	int64_t interval;
	const struct outage *outage;
	uint32_t n_outage, seen; /* outages that began */
	int64_t out_until;       /* of those */
	bool in_outage;          /* which pings */
	int64_t ping;            /* INT64_MAX: none any more */
};

struct trunk_state {
	uint32_t misses, answers; /* in a row */
	bool is_up;
};

/* The first ping at `time` or later. */
static int64_t ping_from(int64_t interval, int64_t time)
{
	int64_t over = time % interval;

	if (over == 0)
		return time;
	return time > INT64_MAX - interval ? INT64_MAX : time - over + interval;
}

static bool is_out(struct walk *walk, int64_t time)
{
	while (walk->seen < walk->n_outage && walk->outage[walk->seen].from <= time) {
		int64_t until = walk->outage[walk->seen++].until;

		if (until == NEVER)
			until = INT64_MAX;
		if (until > walk->out_until)
			walk->out_until = until;
	}
	return time < walk->out_until;
}

/* To the first ping of its kind at `time` or later. Times never go back. */
static void walk_to(struct walk *walk, int64_t time)
{
	int64_t ping = ping_from(walk->interval, time);

	while (ping < INT64_MAX && is_out(walk, ping) != walk->in_outage) {
		if (!walk->in_outage)
			ping = walk->out_until == INT64_MAX ? INT64_MAX :
							      ping_from(walk->interval, walk->out_until);
		else if (walk->seen < walk->n_outage)
			ping = ping_from(walk->interval, walk->outage[walk->seen].from);
		else
			ping = INT64_MAX;
	}
	walk->ping = ping;
}

static void walk_on(struct walk *walk)
{
	walk_to(walk, walk->ping > INT64_MAX - walk->interval ? INT64_MAX : walk->ping + walk->interval);
}

static int64_t known(const struct walk *misses, int64_t timeout)
{
	return misses->ping > INT64_MAX - timeout ? INT64_MAX : misses->ping + timeout;
}

/* True when the trunk changed. */
static bool hear(struct trunk_state *trunk, const struct monitoring *monitoring, bool is_answer)
{
	uint32_t down_after = monitoring->down_after > 0 ? monitoring->down_after : 1;
	uint32_t up_after = monitoring->up_after > 0 ? monitoring->up_after : 1;

	trunk->answers = is_answer ? trunk->answers + 1 : 0;
	trunk->misses = is_answer ? 0 : trunk->misses + 1;
	if (trunk->is_up ? trunk->misses < down_after : trunk->answers < up_after)
		return false;
	trunk->is_up = !trunk->is_up;
	trunk->answers = 0;
	trunk->misses = 0;
	return true;
}

/* Pings that can change nothing are passed over, so that long peace and long outages cost nothing. */
static void pass_over(
	const struct trunk_state *trunk, int64_t timeout, struct walk *answers, struct walk *misses)
{
	int64_t miss = known(misses, timeout);

	if (trunk->is_up && trunk->misses == 0 && answers->ping < miss)
		walk_to(answers, miss);
	if (!trunk->is_up && trunk->answers == 0 && answers->ping > miss)
		walk_to(misses, answers->ping - timeout);
}

/* What is known next, and when; INT64_MAX for nothing any more. */
static int64_t next_known(const struct trunk_state *trunk, int64_t timeout, struct walk *answers,
	struct walk *misses, bool *ret_is_answer)
{
	int64_t miss;

	pass_over(trunk, timeout, answers, misses);
	miss = known(misses, timeout);
	/* At the same time the miss comes first: its ping is the older one. */
	*ret_is_answer = answers->ping < miss;
	return *ret_is_answer ? answers->ping : miss;
}

struct changes {
	struct monitoring_change *change;
	uint32_t n, room;
};

static bool find_changes(const struct monitoring *monitoring, struct walk answers, struct walk misses,
	int64_t end, struct changes *changes)
{
	struct trunk_state trunk = { .is_up = true };
	bool is_answer = false;

	walk_to(&answers, 0);
	walk_to(&misses, 0);
	for (;;) {
		int64_t at = next_known(&trunk, monitoring->timeout, &answers, &misses, &is_answer);

		if (at > end || at == INT64_MAX)
			return true;
		if (hear(&trunk, monitoring, is_answer)) {
			if (!mem_grow(&changes->change, &changes->room, changes->n + 1,
				    sizeof(*changes->change)))
				return false;
			changes->change[changes->n++] = (struct monitoring_change){ at, trunk.is_up };
		}
		walk_on(is_answer ? &answers : &misses);
	}
}

bool monitoring_changes(const struct monitoring *monitoring, const struct outage *outage, uint32_t n_outage,
	int64_t end, struct arena *arena, struct monitoring_change **ret, uint32_t *ret_n)
{
	struct walk answers = { .interval = monitoring->interval, .outage = outage, .n_outage = n_outage };
	struct walk misses = answers;
	struct changes changes = { 0 };
	bool found;

	*ret = NULL;
	*ret_n = 0;
	if (monitoring->interval <= 0)
		return true;
	misses.in_outage = true;
	found = find_changes(monitoring, answers, misses, end, &changes);
	if (found && changes.n > 0) {
		*ret = arena_alloc(arena, changes.n * sizeof(**ret));
		found = *ret != NULL;
	}
	if (found && changes.n > 0) {
		memcpy(*ret, changes.change, changes.n * sizeof(**ret));
		*ret_n = changes.n;
	}
	mem_free(changes.change);
	return found;
}
