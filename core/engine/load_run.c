/* SPDX-License-Identifier: MIT */
#include "engine/load_run.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/random.h"
#include "engine/events.h"
#include "engine/flow.h"
#include "model/walk.h"

#include <math.h>
#include <string.h>

enum {
	CALLS_BETWEEN_QUESTIONS = 4096, /* whether to stop */
	LENGTHS_OF_WARM_UP = 10,
	LEAST_CALLS = 10000,
	USUAL_REPLICATIONS = 20,
	HOUR = 3600,
	DRAWS_A_CALL = 2,
};

#define MICROSECOND (NANOSECONDS / 1000000)
#define LONGEST (INT64_MAX / 8) /* nanoseconds: far from any overflow */
#define NO_ROW UINT32_MAX

/* Streams with these names choose among trunks and servers, not calls. */
#define CHOICES "choices by chance"

/* A source while it calls. */
struct calling {
	const struct load_source *source;
	struct flow_caller **caller;
	struct random_stream chances;
	uint64_t n;              /* calls so far */
	struct random_pair draw; /* of the next one: when it comes and how long it lasts */
	int64_t *until;          /* people of a finite source: when each is idle again */
	struct load_row *row;
};

struct load_run {
	const struct load_request *request;
	struct deployment plan;
	struct faults faults;
	struct calls calls;
	struct world world;
	struct flow flow;
	struct arena arena;
	struct calling *stream;
	struct events arrivals;
	uint32_t *row_of; /* trunks, by place in the topology */
	struct load_sample *sample;
	uint32_t batch;    /* that is under way; LOAD_BATCHES: the end */
	int64_t batch_end; /* of the warm-up while `is_watched` is false */
	int64_t batch_length;
	bool is_watched;
};

static int64_t nanoseconds(double seconds)
{
	double value = seconds * (double)NANOSECONDS + 0.5;

	return value < (double)LONGEST ? (int64_t)value : LONGEST;
}

static double calls_a_second(const struct load_sources *sources)
{
	double rate = 0;

	for (uint32_t i = 0; i < sources->n; i++)
		rate += sources->source[i].rate;
	return rate;
}

void load_settle(struct load_request *request)
{
	double rate = calls_a_second(request->sources);
	double hours = rate > 0 ? ceil(LEAST_CALLS / rate / HOUR) : 1;

	if (request->warm_up == NEVER)
		request->warm_up = nanoseconds(LENGTHS_OF_WARM_UP * sources_longest_mean(request->sources));
	if (request->duration == NEVER)
		request->duration = nanoseconds(fmax(hours, 1) * HOUR);
	if (request->replications == 0)
		request->replications = USUAL_REPLICATIONS;
}

bool load_is_stationary(const struct load_request *request)
{
	int64_t end = request->warm_up + request->duration;

	for (uint32_t i = 0; i < request->faults->n; i++) {
		const struct fault *fault = &request->faults->fault[i];

		if ((fault->from > 0 && fault->from < end) || (fault->from <= 0 && fault->until < end))
			return false;
	}
	return true;
}

static uint32_t n_rows(const struct load_request *request)
{
	return topo_count(request->topo, K_TRUNK) + request->sources->n;
}

size_t load_sample_size(const struct load_request *request)
{
	return sizeof(struct load_sample) + n_rows(request) * sizeof(struct load_row);
}

static bool number_trunks(struct load_run *run)
{
	const struct topology *topo = run->request->topo;
	struct walk trunks = walk_kind(topo, K_TRUNK);
	const struct element *trunk;
	uint32_t n = 0;

	run->row_of = arena_alloc(&run->arena, ((size_t)topo->n_element + 1) * sizeof(*run->row_of));
	while (run->row_of != NULL && (trunk = walk_next(&trunks)) != NULL)
		run->row_of[topo_index(topo, trunk)] = n++;
	return run->row_of != NULL;
}

static bool open_stream(struct load_run *run, const struct load_source *source, struct calling *ret)
{
	*ret = (struct calling){ .source = source };
	ret->caller = arena_alloc(&run->arena, source->n_caller * sizeof(struct flow_caller *));
	if (ret->caller == NULL)
		return false;
	for (uint32_t i = 0; i < source->n_caller; i++) {
		ret->caller[i] = flow_find(&run->flow, &source->caller[i].call);
		if (ret->caller[i] == NULL)
			return false;
	}
	if (source->people == 0)
		return true;
	ret->until = arena_alloc(&run->arena, source->people * sizeof(*ret->until));
	return ret->until != NULL;
}

static bool open_streams(struct load_run *run)
{
	const struct load_sources *sources = run->request->sources;
	bool good;

	run->stream = arena_alloc(&run->arena, sources->n * sizeof(*run->stream));
	good = run->stream != NULL;
	for (uint32_t i = 0; good && i < sources->n; i++)
		good = open_stream(run, &sources->source[i], &run->stream[i]);
	return good;
}

struct load_run *load_run_open(const struct load_request *request)
{
	struct load_run *run = mem_zalloc(sizeof(*run));

	if (run == NULL)
		return NULL;
	run->request = request;
	run->faults = *request->faults;
	run->world = (struct world){
		.topo = request->topo,
		.plan = &run->plan,
		.policies = request->policies,
		.faults = &run->faults,
		.calls = &run->calls,
		.bandwidth = request->bandwidth,
	};
	run->batch_length = request->duration / LOAD_BATCHES;
	if (deployment_make(&run->plan, request->topo) && world_open(&run->world) &&
		flow_open(&run->flow, &run->world) && number_trunks(run) && open_streams(run))
		return run;
	load_run_close(run);
	return NULL;
}

void load_run_close(struct load_run *run)
{
	if (run == NULL)
		return;
	events_release(&run->arrivals);
	flow_close(&run->flow);
	world_release(&run->world);
	calls_release(&run->calls);
	deployment_release(&run->plan);
	arena_release(&run->arena);
	mem_free(run);
}

/* When the next call of the stream comes. */
static bool schedule(struct load_run *run, uint32_t number, int64_t now)
{
	struct calling *stream = &run->stream[number];
	double rate = stream->source->rate;
	int64_t gap;

	if (rate <= 0)
		return true;
	stream->draw = random_draw(stream->chances, DRAWS_A_CALL * stream->n);
	gap = nanoseconds(random_exponential(stream->draw.a) / rate);
	if (gap >= LONGEST - now)
		return true;
	return events_add(&run->arrivals, EVENT_ARRIVAL, (struct event){ .at = now + gap, .who = number });
}

static void restart_stream(struct load_run *run, uint32_t number, uint32_t replication)
{
	struct calling *stream = &run->stream[number];
	uint64_t name = fingerprint_add(FINGERPRINT_START, stream->source->id);

	stream->chances = (struct random_stream){
		run->request->seed,
		fingerprint_add_number(name, replication),
	};
	stream->n = 0;
	stream->row = &run->sample->row[run->sample->n_trunk + number];
	stream->row->reached = 1;
	for (uint32_t i = 0; i < stream->source->people; i++)
		stream->until[i] = 0;
}

static bool restart(struct load_run *run, uint32_t replication)
{
	const struct load_request *request = run->request;
	struct random_stream choices = { request->seed, fingerprint_add(FINGERPRINT_START, CHOICES) };

	choices.name = fingerprint_add_number(choices.name, replication);
	world_restart(&run->world, random_draw(choices, 0).a, 0);
	run->arrivals.n = 0;
	run->batch = 0;
	run->is_watched = false;
	run->batch_end = request->warm_up;
	for (uint32_t i = 0; i < request->sources->n; i++) {
		restart_stream(run, i, replication);
		if (!schedule(run, i, 0))
			return false;
	}
	return true;
}

/* The parts of the watched time up to now are over. */
static void move_on(struct load_run *run, int64_t now)
{
	while (now >= run->batch_end && run->batch < LOAD_BATCHES) {
		run->batch += run->is_watched;
		run->is_watched = true;
		run->batch_end += run->batch_length;
	}
}

/* Who it is that calls; NULL for somebody who is on the telephone. */
static const struct load_caller *choose_caller(struct calling *stream, int64_t now, int64_t **ret_until)
{
	const struct load_source *source = stream->source;
	const struct load_caller *caller = source->caller;
	uint64_t word = source->n_caller > 1 || source->people > 0 ?
		random_draw(stream->chances, DRAWS_A_CALL * stream->n + 1).a :
		0;
	double share;

	*ret_until = NULL;
	if (source->people > 0) {
		uint32_t person = (uint32_t)((word >> 32) * source->people >> 32);

		*ret_until = &stream->until[person];
		if (stream->until[person] > now)
			return NULL;
		while (caller->people <= person)
			caller++;
		return caller;
	}
	share = source->n_caller > 1 ? random_uniform(word) : 0;
	while (caller->share < share)
		caller++;
	return caller;
}

static void add_held(const struct load_run *run, struct load_row *row, int64_t from, int64_t until)
{
	int64_t start = run->is_watched ? from : run->batch_end;
	int64_t end = run->is_watched ? run->batch_end : run->batch_end + run->batch_length;

	for (uint32_t i = run->batch; i < LOAD_BATCHES && start < until; i++) {
		int64_t last = until < end ? until : end;

		row->batch[i].held += (uint64_t)((last - start) / MICROSECOND);
		start = end;
		end += run->batch_length;
	}
}

static void count(struct load_count *counts, bool lost, double mean)
{
	counts->calls++;
	counts->lost += lost;
	counts->wanted += (uint64_t)(mean * 1e6);
}

static struct load_row *row_of(const struct load_run *run, const struct element *trunk)
{
	return &run->sample->row[run->row_of[topo_index(run->request->topo, trunk)]];
}

static void note(struct load_run *run, const struct calling *stream, const struct load_caller *caller,
	int64_t at, const struct flow_call *call)
{
	bool connected = call->outcome == CALL_CONNECTED;

	for (uint32_t i = 0; i < call->n_found; i++) {
		struct load_row *row = row_of(run, call->found[i].trunk);

		row->reached = 1;
		if (run->is_watched && call->found[i].finding != TRUNK_SPARE)
			count(&row->batch[run->batch], call->found[i].finding == TRUNK_FULL, caller->mean);
	}
	if (run->is_watched) {
		count(&stream->row->batch[run->batch], !connected, caller->mean);
		stream->row->batch[run->batch].failed += !connected && call->outcome != CALL_BLOCKED;
	}
	if (!connected)
		return;
	add_held(run, stream->row, at, call->over);
	for (uint32_t i = 0; i < call->n_held; i++)
		add_held(run, row_of(run, call->held[i].trunk), at, call->over);
}

static bool make_call(struct load_run *run, struct calling *stream, int64_t at)
{
	int64_t *until;
	const struct load_caller *caller = choose_caller(stream, at, &until);
	double length = stream->source->constant ? 1 : random_exponential(stream->draw.b);
	struct flow_call call;

	if (caller == NULL)
		return true;
	if (!flow_make(&run->flow, stream->caller[caller - stream->source->caller], at,
		    nanoseconds(caller->mean * length), &call))
		return false;
	note(run, stream, caller, at, &call);
	if (until != NULL)
		*until = call.over;
	return true;
}

static bool is_stopped(const struct load_run *run, uint64_t calls)
{
	return calls % CALLS_BETWEEN_QUESTIONS == 0 && run->request->stop != NULL &&
		run->request->stop(run->request->context);
}

bool load_run_make(struct load_run *run, uint32_t n, struct load_sample *ret)
{
	const struct load_request *request = run->request;
	struct event event;
	uint64_t calls = 0;
	bool stopped = false;
	bool good;

	memset(ret, 0, load_sample_size(request));
	ret->replication = n;
	ret->n_trunk = topo_count(request->topo, K_TRUNK);
	ret->n_stream = request->sources->n;
	run->sample = ret;
	good = restart(run, n);
	while (good && !stopped && events_take(&run->arrivals, &event)) {
		struct calling *stream = &run->stream[event.who];

		move_on(run, event.at);
		if (run->batch == LOAD_BATCHES)
			break;
		good = make_call(run, stream, event.at);
		stream->n++;
		good = good && schedule(run, event.who, event.at);
		stopped = is_stopped(run, ++calls);
	}
	ret->n_batch = stopped ? run->batch : LOAD_BATCHES;
	return good && !mem_ran_out();
}
