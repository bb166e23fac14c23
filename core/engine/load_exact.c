/* SPDX-License-Identifier: MIT */
#include "engine/load_exact.h"

#include "engine/load_answers.h"
#include "model/walk.h"
#include "traffic/erlang.h"

#include <math.h>
#include <string.h>

enum {
	MOST_STATES = 131072, /* of all chains together: what a second or two have time for */
};

#define FAR 0.1     /* of the exact value: so far off an approximation misleads */
#define LITTLE 1e-4 /* so little does not matter to anybody */
#define SAME 1e-9   /* but for rounding */

/* Traffic and plan as theory sees them, and what it says. */
struct theory {
	struct deployment plan;
	struct arena arena;
	struct net_part *part; /* of the callers of all sources, one after the other */
	uint32_t n_part;
	struct load_net net;
	struct load_answers answers;
};

static uint32_t count_callers(const struct load_sources *sources)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < sources->n; i++)
		n += sources->source[i].n_caller;
	return n;
}

static struct net_part part_of(const struct load_source *source, uint32_t number)
{
	const struct load_caller *caller = &source->caller[number];
	double share = caller->share - (number > 0 ? caller[-1].share : 0);
	struct net_part part = { .call = caller->call, .constant = source->constant };

	part.call.duration = (int64_t)(caller->mean * (double)NANOSECONDS);
	part.offered = source->rate * share * caller->mean;
	if (source->people == 0)
		return part;
	part.people = caller->people - (number > 0 ? caller[-1].people : 0);
	part.offered = source->rate / source->people * caller->mean;
	return part;
}

static bool make_parts(struct theory *theory, const struct load_sources *sources)
{
	theory->part = arena_alloc(
		&theory->arena, ((size_t)count_callers(sources) + 1) * sizeof(*theory->part));
	if (theory->part == NULL)
		return false;
	for (uint32_t i = 0; i < sources->n; i++)
		for (uint32_t j = 0; j < sources->source[i].n_caller; j++)
			theory->part[theory->n_part++] = part_of(&sources->source[i], j);
	return true;
}

static bool open_theory(
	struct theory *theory, const struct load_request *request, struct period span, bool losses_only)
{
	const struct engine_request asked = {
		.topo = request->topo,
		.faults = request->faults,
		.policies = request->policies,
		.bandwidth = request->bandwidth,
	};

	return deployment_make(&theory->plan, request->topo) && make_parts(theory, request->sources) &&
		load_net_make(&theory->net, &asked, &theory->plan, theory->part, theory->n_part, span) &&
		load_answers_make(&theory->arena, &theory->net, MOST_STATES, losses_only, &theory->answers);
}

static void close_theory(struct theory *theory)
{
	load_net_release(&theory->net);
	deployment_release(&theory->plan);
	arena_release(&theory->arena);
}

/* Of all callers of a source, the first of which is part `first`. */
static struct load_loss loss_of(const struct theory *theory, const struct load_source *source, uint32_t first)
{
	struct load_loss loss = { .method = LOAD_ERLANG_B };
	double before = 0;

	for (uint32_t i = 0; i < source->n_caller; i++) {
		uint32_t stream = theory->part[first + i].stream;
		enum load_method method = LOAD_SIMULATION;
		double lost = stream != NET_NONE ?
			load_answer_exact(&theory->answers.stream[stream], &method) :
			NAN;

		loss.share += lost * (source->caller[i].share - before);
		before = source->caller[i].share;
		if (method != LOAD_ERLANG_B)
			loss.method = method;
	}
	if (isnan(loss.share))
		loss.method = LOAD_SIMULATION;
	return loss;
}

bool load_losses(const struct load_request *request, struct load_loss *ret)
{
	const struct load_sources *sources = request->sources;
	struct theory theory = { .n_part = 0 };
	const struct period span = { request->warm_up, request->warm_up + 1 };
	uint32_t first = 0;
	bool good = open_theory(&theory, request, span, true);

	for (uint32_t i = 0; good && i < sources->n; i++) {
		ret[i] = loss_of(&theory, &sources->source[i], first);
		first += sources->source[i].n_caller;
	}
	close_theory(&theory);
	return good;
}

static bool misleads(const struct load_ratio *ratio, double value)
{
	if (load_is_known(ratio->exact))
		return fabs(value - ratio->exact) > fmax(FAR * ratio->exact, LITTLE);
	return ratio->calls > 0 && (value < ratio->low || value > ratio->high);
}

static void add_estimate(struct load_trunk *trunk, const char *name, double value)
{
	if (trunk->n_estimate < LOAD_ESTIMATES)
		trunk->estimate[trunk->n_estimate++] = (struct load_estimate){
			.name = name,
			.value = value,
			.misleads = misleads(&trunk->blocking, value),
		};
}

/* Nothing where traffic is fresh: then it is no approximation. */
static void estimate(const struct theory *theory, uint32_t group, struct load_trunk *trunk)
{
	const struct hunted_group *hunted = &theory->answers.estimate[group];
	double attempts = theory->answers.attempts[group], exact = trunk->blocking.exact,
	       fresh = hunted->fresh;

	if (isnan(fresh) && theory->net.group[group].trunk != NULL)
		fresh = erlang_b(trunk->circuits, isnan(attempts) ? trunk->offered : attempts);
	if (isnan(fresh) || fabs(fresh - exact) <= SAME * exact)
		return;
	add_estimate(trunk, "fresh-traffic", fresh);
	if (isnan(hunted->fresh))
		return;
	add_estimate(trunk, "wilkinson", hunted->wilkinson);
	add_estimate(trunk, "hayward", hunted->hayward);
}

static void tell_trunk(const struct theory *theory, const struct element *e, const struct topology *topo,
	struct load_trunk *trunk)
{
	uint32_t group = theory->net.group_of[topo_index(topo, e)];
	struct load_answer answer;

	if (group == NET_NONE)
		return;
	answer = theory->answers.group[group];
	/* Trunks that share channels may meet them at different moments, unless a formula says otherwise. */
	if (theory->net.group[group].trunk == NULL)
		answer.chain = NAN;
	trunk->closed = answer.closed;
	trunk->chain = answer.chain;
	trunk->blocking.exact = load_answer_exact(&answer, &trunk->blocking.method);
	if (trunk->is_limited)
		estimate(theory, group, trunk);
}

static void tell_trunks(const struct theory *theory, const struct topology *topo, struct loads *loads)
{
	struct walk trunks = walk_kind(topo, K_TRUNK);
	const struct element *e;
	uint32_t n = 0;

	while (n < loads->n_trunk && (e = walk_next(&trunks)) != NULL)
		if (strcmp(topo_id(topo, e), loads->trunk[n].group) == 0)
			tell_trunk(theory, e, topo, &loads->trunk[n++]);
}

static void tell_streams(const struct theory *theory, const struct load_sources *sources, struct loads *loads)
{
	uint32_t first = 0;

	for (uint32_t i = 0; i < sources->n; i++) {
		struct load_loss loss = loss_of(theory, &sources->source[i], first);

		loads->stream[i].loss.exact = loss.share;
		loads->stream[i].loss.method = loss.method;
		first += sources->source[i].n_caller;
	}
}

/* How many times less than the truth the calls that come to a trunk seem to be blocked, taken as fresh ones. */
static double understated(const struct load_trunk *trunk)
{
	const struct load_ratio *ratio = &trunk->blocking;
	double truth = load_is_known(ratio->exact) ? ratio->exact : ratio->value;

	return trunk->n_estimate > 0 && trunk->estimate[0].misleads && trunk->estimate[0].value > 0 ?
		truth / trunk->estimate[0].value :
		0;
}

static void warn(struct loads *loads)
{
	const struct load_trunk *worst = NULL;
	const char *others = "";
	uint32_t n = 0;

	for (uint32_t i = 0; i < loads->n_trunk; i++) {
		if (understated(&loads->trunk[i]) <= 1 + FAR)
			continue;
		n++;
		if (worst == NULL || understated(&loads->trunk[i]) > understated(worst))
			worst = &loads->trunk[i];
	}
	if (worst == NULL)
		return;
	if (n > 1)
		others = arena_printf(
			&loads->arena, "; %u more trunks are understated in this way", (unsigned)(n - 1));
	loads_warn(loads,
		arena_printf(&loads->arena,
			"calls that come to %s were turned away elsewhere and come in bunches: Erlang B, which takes them for fresh ones, gives a blocking of %.4g, %.2g times too little%s",
			worst->group, worst->estimate[0].value, understated(worst), others));
}

bool load_exact(const struct load_request *request, struct loads *loads)
{
	struct theory theory = { .n_part = 0 };
	/* What was otherwise before that is forgotten by the time that is watched. */
	const struct period span = { request->warm_up / 2, request->warm_up + request->duration };
	bool good = open_theory(&theory, request, span, false);

	if (good) {
		tell_trunks(&theory, request->topo, loads);
		tell_streams(&theory, request->sources, loads);
		warn(loads);
	}
	close_theory(&theory);
	return good;
}
