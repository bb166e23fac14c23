/* SPDX-License-Identifier: MIT */
#include "engine/sources.h"

#include "base/mem.h"
#include "engine/outsider.h"
#include "engine/subscriber.h"
#include "model/demand.h"

#include <math.h>

enum {
	DIRECTIONS = 2,         /* callers of a group: inside and outside */
	MOST_ERLANG = 10000000, /* of all sources: so many calls up at once take some hundred megabytes */
};

#define HOUR 3600.0

/* Sources while they are put together. */
struct making {
	const struct topology *topo;
	const struct engine_policies *policies;
	struct outsiders outsiders;
	struct load_sources *sources;
	double erlang; /* of the sources so far */
};

static void warn(struct making *making, const char *format, ...) PRINTF_LIKE(2, 3);

static void warn(struct making *making, const char *format, ...)
{
	struct load_sources *sources = making->sources;
	va_list arguments;

	if (!mem_grow(&sources->warning, &sources->room_warning, sources->n_warning + 1,
		    sizeof(*sources->warning)))
		return;
	va_start(arguments, format);
	sources->warning[sources->n_warning++] = arena_vprintf(&sources->arena, format, arguments);
	va_end(arguments);
}

static bool are_people(const struct making *making)
{
	return engine_policy_is(making->policies, POLICY_SOURCES, "people");
}

/* Of one person who is idle, from what all would have up were no call lost: Engset's a / (1 - a), a second. */
static double idle_rate(double erlang_each, double mean)
{
	return erlang_each / (1 - erlang_each) / mean;
}

/* People who call when they are not on the telephone, if the policy says so and the figures make sense. */
static void limit(struct making *making, struct load_source *source)
{
	uint32_t people = source->caller[source->n_caller - 1].people;
	double each = people > 0 ? source_erlang(source) / people : 1;

	if (!are_people(making) || source->rate <= 0 || source->mean <= 0)
		return;
	if (each < 1) {
		source->people = people;
		source->rate = people * idle_rate(each, source->mean);
		return;
	}
	warn(making,
		"%s: its %u people cannot have %g calls up at once, so the number of callers is not limited",
		source->id, (unsigned)people, source_erlang(source));
}

static bool add(struct making *making, struct load_source *source)
{
	struct load_sources *sources = making->sources;
	double before = 0;

	if (!mem_grow(&sources->source, &sources->room, sources->n + 1, sizeof(*sources->source)))
		return false;
	source->mean = 0;
	for (uint32_t i = 0; i < source->n_caller; i++) {
		source->mean += (source->caller[i].share - before) * source->caller[i].mean;
		before = source->caller[i].share;
	}
	if (making->erlang + source_erlang(source) > MOST_ERLANG) {
		warn(making, "%s is left out: with it more than %d calls would be up at once", source->id,
			MOST_ERLANG);
		source->rate = 0;
	}
	making->erlang += source_erlang(source);
	limit(making, source);
	if (source->rate <= 0)
		warn(making, "%s offers no calls", source->id);
	else if (source->mean <= 0)
		warn(making, "%s: its calls last no time, so they occupy nothing", source->id);
	sources->source[sources->n++] = *source;
	return true;
}

static struct load_caller caller_of(const char *from, const char *to, double mean)
{
	return (struct load_caller){
		.call = {
			.id = "",
			.from = from,
			.to = to,
			.from_start = true,
			.expect_signalling = str_of(""),
			.expect_media = str_of(""),
		},
		.mean = mean,
	};
}

/* The callers' shares, in proportion to these weights; equal ones where they are all 0. */
static void share_out(struct load_caller *caller, const double *weight, uint32_t n)
{
	double all = 0;
	double sum = 0;

	for (uint32_t i = 0; i < n; i++)
		all += weight[i];
	for (uint32_t i = 0; i < n; i++) {
		sum += all > 0 ? weight[i] / all : 1.0 / n;
		caller[i].share = sum;
	}
	caller[n - 1].share = 1;
}

/* A number that the pattern takes. */
static const char *number_for(struct making *making, const struct planned_traffic *traffic)
{
	const struct pattern *pattern;
	char text[PATTERN_EXAMPLE_LENGTH];

	if (traffic->to_is_number)
		return arena_copy(&making->sources->arena, traffic->to.text, traffic->to.length);
	pattern = patterns_get(&making->outsiders.patterns, traffic->to);
	if (pattern == NULL || !pattern_example(&making->outsiders.patterns, pattern, text))
		return NULL;
	return arena_printf(&making->sources->arena, "%s", text);
}

/* Calls an hour of the groups together, by their own figures. */
static double calls_of_groups(struct making *making, const struct planned_traffic *traffic)
{
	double calls = 0;

	for (uint32_t i = 0; i < traffic->n_from; i++) {
		struct demand demand;

		if (users_demand(making->topo, traffic->from[i], &demand))
			calls += (double)demand.people * demand.calls;
		else
			warn(making, "%s: nobody says how often %s calls (calls-per-hour, load)", traffic->id,
				topo_id(making->topo, traffic->from[i]));
	}
	return calls;
}

static double mean_of_group(
	const struct making *making, const struct planned_traffic *traffic, const struct element *users)
{
	bool assumed;

	if (traffic->mean_call != NEVER)
		return (double)traffic->mean_call / (double)NANOSECONDS;
	return users_call_seconds(making->topo, users, &assumed);
}

static int64_t people_of(const struct making *making, const struct element *users)
{
	int64_t people;

	return topo_int(making->topo, users, A_COUNT, &people) ? people : 0;
}

/* The groups that call, and how the calls are shared among them. NULL when out of memory. */
static const struct load_caller *callers_of(
	struct making *making, const struct planned_traffic *traffic, const char *number)
{
	struct arena *arena = &making->sources->arena;
	struct load_caller *caller = arena_alloc(arena, traffic->n_from * sizeof(*caller));
	double *weight = arena_alloc(arena, traffic->n_from * sizeof(*weight));
	uint32_t people = 0;

	if (caller == NULL || weight == NULL)
		return NULL;
	for (uint32_t i = 0; i < traffic->n_from; i++) {
		const struct element *users = traffic->from[i];

		weight[i] = (double)people_of(making, users);
		people += (uint32_t)weight[i];
		caller[i] = caller_of(
			topo_id(making->topo, users), number, mean_of_group(making, traffic, users));
		caller[i].people = people;
	}
	share_out(caller, weight, traffic->n_from);
	return caller;
}

static bool add_traffic(struct making *making, const struct planned_traffic *traffic)
{
	const char *number = number_for(making, traffic);
	struct load_source source = {
		.id = traffic->id,
		.n_caller = traffic->n_from,
		.constant = traffic->constant,
	};

	if (number == NULL) {
		warn(making,
			"%s: no number was found that its pattern takes, so it offers no calls; name one",
			traffic->id);
		return true;
	}
	source.caller = callers_of(making, traffic, number);
	if (source.caller == NULL)
		return false;
	source.rate = (traffic->calls_per_hour >= 0 ? traffic->calls_per_hour :
						      calls_of_groups(making, traffic)) /
		HOUR;
	return add(making, &source);
}

/* Calls of a group to the PSTN, from inside and from outside the network. */
static bool add_outgoing(
	struct making *making, const struct element *users, const struct demand *demand, double rate)
{
	struct arena *arena = &making->sources->arena;
	const char *id = topo_id(making->topo, users);
	const char *number = outsider_for(&making->outsiders, users, arena);
	struct load_caller *caller = arena_alloc(arena, DIRECTIONS * sizeof(*caller));
	struct load_source source = { .id = id, .caller = caller, .n_caller = 1, .rate = rate };
	double weight[DIRECTIONS] = { (double)demand->people };
	int64_t remote;

	if (caller == NULL)
		return false;
	caller[0] = caller_of(id, number, demand->seconds);
	if (topo_int(making->topo, users, A_REMOTE, &remote) && remote > 0 && remote <= demand->people) {
		caller[1] = caller_of(arena_printf(arena, "%s/remote", id), number, demand->seconds);
		caller[1].people = (uint32_t)demand->people;
		weight[0] -= (double)remote;
		weight[1] = (double)remote;
		source.n_caller = DIRECTIONS;
	}
	caller[0].people = (uint32_t)weight[0];
	share_out(caller, weight, source.n_caller);
	return add(making, &source);
}

/* Calls from the PSTN, by any number of people. */
static bool add_incoming(
	struct making *making, const struct element *users, const char *number, double mean, double rate)
{
	struct arena *arena = &making->sources->arena;
	struct load_caller *caller = arena_alloc(arena, sizeof(*caller));
	struct load_source source = {
		.id = arena_printf(arena, "%s/incoming", topo_id(making->topo, users)),
		.caller = caller,
		.n_caller = 1,
		.rate = rate,
	};

	if (caller == NULL)
		return false;
	*caller = caller_of(outsider_for(&making->outsiders, NULL, arena), number, mean);
	caller->share = 1;
	return add(making, &source);
}

static bool add_group(struct making *making, const struct element *users)
{
	struct arena *arena = &making->sources->arena;
	const char *id = topo_id(making->topo, users);
	const char *number = arena_printf(
		arena, "%s", subscriber_of(making->topo, users, false, arena).number);
	double in = engine_policy_number(making->policies, POLICY_INCOMING_PERCENT) / 100.0;
	struct demand demand;
	double rate;

	if (!users_have_voice(making->topo, users)) {
		warn(making, "%s is on a PBX: what it telephones is left out; a traffic element can add it",
			id);
		return true;
	}
	if (!users_demand(making->topo, users, &demand)) {
		warn(making, "%s is left out: nobody says how often it calls (calls-per-hour, load)", id);
		return true;
	}
	if (number[0] == '\0' && in > 0) {
		warn(making, "%s has no number, so all of its calls are taken to go out", id);
		in = 0;
	}
	rate = (double)demand.people * demand.calls / HOUR;
	return (in >= 1 || add_outgoing(making, users, &demand, rate * (1 - in))) &&
		(in <= 0 || add_incoming(making, users, number, demand.seconds, rate * in));
}

static bool add_groups(struct making *making)
{
	struct walk groups = walk_kind(making->topo, K_USERS);
	const struct element *users;

	while ((users = walk_next(&groups)) != NULL)
		if (!add_group(making, users))
			return false;
	return true;
}

bool sources_make(const struct topology *topo, const struct planned_traffic *traffic, uint32_t n,
	const struct engine_policies *policies, struct load_sources *ret)
{
	struct making making = { .topo = topo, .policies = policies, .sources = ret };
	bool good;

	*ret = (struct load_sources){ .n = 0 };
	good = outsiders_open(&making.outsiders, topo);
	for (uint32_t i = 0; good && i < n; i++)
		good = add_traffic(&making, &traffic[i]);
	if (good && n == 0)
		good = add_groups(&making);
	outsiders_release(&making.outsiders);
	return good && !mem_ran_out();
}

void sources_release(struct load_sources *sources)
{
	arena_release(&sources->arena);
	mem_free(sources->source);
	mem_free(sources->warning);
	*sources = (struct load_sources){ .n = 0 };
}

double source_erlang(const struct load_source *source)
{
	return source->rate * source->mean;
}

double sources_longest_mean(const struct load_sources *sources)
{
	double longest = 0;

	for (uint32_t i = 0; i < sources->n; i++)
		for (uint32_t j = 0; j < sources->source[i].n_caller; j++)
			longest = fmax(longest, sources->source[i].caller[j].mean);
	return longest;
}
